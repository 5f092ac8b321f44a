"""What goes between the program and a reading process: a length and a message, in MessagePack.

Tasks go down a socket together with the open files that they are about; each answer comes up a pipe of its own, from a
child that may have been taken over by what it read. So the answer is decoded into fixed types, limited in size, and
every word of it that is kept outside the source's own text is checked (``checked``).
"""

import re
import struct
from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import replace

from witnessmark.intake import limits
from witnessmark.intake.mapping import RecordMapping
from witnessmark.intake.problems import problems
from witnessmark.intake.result import Intake, Ocr

HEAD = struct.Struct(">cQ")
BEAT, ANSWER = b"B", b"A"
STARTED, ENDED, READY = b"S", b"E", b"R"
_MEDIA_TYPE = re.compile(r"[a-z-]{1,20}/[A-Za-z0-9._+-]{1,80}")
_DETAIL = re.compile(r"[\w ,;:.()'/+-]+", re.ASCII)
_LONGEST_DETAIL = 300


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """``read``: one file, descriptor 1. ``unpack``: these members of the archive 1, one after another into file 2."""

    what: Literal["read", "unpack"]
    file_name: str = ""
    ocr: Ocr = True
    mapping: RecordMapping | None = None
    depth: int = 0
    spent: tuple[int, int] = (0, 0)
    members: tuple[int, ...] = ()
    cpu_seconds: int
    wall_seconds: int
    memory: int
    """Bytes of address space."""


class Unpacked(msgspec.Struct, frozen=True):
    """A member as it came out: its bytes in the output, or why there are none."""

    size: int = 0
    problem: str | None = None
    detail: str | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    intake: Intake | None = None
    spent: tuple[int, int] = (0, 0)
    unpacked: tuple[Unpacked, ...] = ()


class Ready(msgspec.Struct, frozen=True):
    """The reading process waits for tasks; these protections hold."""

    held: tuple[str, ...]


class Ended(msgspec.Struct, frozen=True):
    """A child has ended: its status as ``os.waitstatus_to_exitcode`` gives it, and its peak memory in bytes."""

    code: int
    memory: int


def framed(kind: bytes, message: msgspec.Struct | None = None) -> bytes:
    body = msgspec.msgpack.encode(message) if message is not None else b""
    return HEAD.pack(kind, len(body)) + body


def decoded_answer(body: bytearray | bytes) -> Answer:
    """Raises ``ValueError`` for what is no answer."""
    try:
        return msgspec.msgpack.decode(body, type=Answer, dec_hook=_no_path)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError("no answer") from error


def _no_path(kind: type, _: object) -> object:
    raise msgspec.ValidationError(f"no {kind.__name__} comes from a reading process" if kind is Path else "unexpected")


def checked(intake: Intake) -> Intake:
    """The answer, or ``ValueError`` when it says what no reader says: an unknown problem, a name that leads out of the
    parent, words that are no media type. Such an answer comes from a process that does something else than reading."""
    if not _MEDIA_TYPE.fullmatch(intake.media_type):
        raise ValueError("no media type")
    detail = checked_problem(intake.problem, intake.detail)
    if len(intake.parts) > limits.MAX_ARCHIVE_MEMBERS:
        raise ValueError("too many parts")
    for part in intake.parts:
        if part.path is not None or part.name.startswith("/") or ".." in part.name.split("/") or "\0" in part.name:
            raise ValueError("a part that leads out")
    return replace(intake, detail=detail) if detail != intake.detail else intake


def checked_problem(problem: str | None, detail: str | None) -> str | None:
    """The detail, cut to a readable length; ``ValueError`` for a problem or words that no reader has."""
    if problem is not None and problem not in problems():
        raise ValueError("no problem that is known")
    if detail is not None and not _DETAIL.fullmatch(detail):
        raise ValueError("no detail")
    return detail if detail is None or len(detail) <= _LONGEST_DETAIL else detail[: _LONGEST_DETAIL - 1] + "…"
