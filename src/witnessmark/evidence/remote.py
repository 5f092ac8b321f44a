"""Sync with a case on another machine, through the user's own ``ssh``.

At the other end runs ``witnessmark sync --serve``. First it sends what is lacked here, then it is sent what it lacks;
each takes over what came by ``sync.merge``, as from a stick. Neither end is trusted by the other.
"""

import contextlib
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from witnessmark.evidence.errors import EvidenceError
from witnessmark.evidence.exchange import Inventory, arriving, holding, meet, receive, send, settings_of, tell
from witnessmark.evidence.secrets import Secrets
from witnessmark.evidence.stream import BadStream, Reader, Writer
from witnessmark.evidence.sync import Moved, Refused, SyncReport, merge

PLACE = re.compile(
    r"((?:[A-Za-z0-9_][A-Za-z0-9_.-]*@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]+|\[[0-9a-fA-F:]+\])):(.+)", re.DOTALL
)
"""``user@host:path``. A host begins with no hyphen, so that it cannot pass for an option of ``ssh``."""


class Place(msgspec.Struct, frozen=True):
    """A case folder on another machine."""

    host: str
    path: str


class _Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What the other end says it took over."""

    objects: int = 0
    entries: int = 0
    refused: tuple[tuple[str, str], ...] = ()
    """File and reason."""


def place_of(word: str) -> Place | None:
    """The place that a word means, if it is none on this machine."""
    match = None if Path(word).exists() else PLACE.fullmatch(word)
    return Place(match[1], match[2]) if match else None


def command_for(place: Place, ssh: str, program: str) -> list[str]:
    """What is run here to be served there. The path is quoted for the shell of the other machine."""
    served = f"{shlex.join(shlex.split(program))} sync --serve {_quoted(place.path)}"
    return [*shlex.split(ssh), "--", place.host.replace("[", "").replace("]", ""), served]


def _quoted(path: str) -> str:
    """``~/`` stays what it means to that shell."""
    return "~/" + shlex.quote(path[2:]) if path.startswith("~/") and path[2:] else shlex.quote(path)


@contextlib.contextmanager
def connected(place: Place, ssh: str = "ssh", program: str = "witnessmark") -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """The output and the input of the other end. What ``ssh`` says or asks goes to the terminal."""
    try:
        process = subprocess.Popen(
            command_for(place, ssh, program), stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=1 << 16
        )
    except OSError as error:
        raise EvidenceError(f"{shlex.split(ssh)[0]} cannot be started: {error.strerror}") from None
    ends = process.stdout, process.stdin
    try:
        if ends[0] is not None and ends[1] is not None:  # always so with pipes
            yield ends[0], ends[1]
    finally:
        for end in ends:
            with contextlib.suppress(OSError):  # it has gone
                if end is not None:
                    end.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def merge_remote(
    here: Path, name: str, source: IO[bytes], output: IO[bytes], secrets: Secrets | None = None
) -> SyncReport:
    """Give each side what the other has, over two pipes. ``name`` is what the other side is called in the report.
    Raises ``BadStream``; what had arrived by then is kept for the next run."""
    settings, reader, writer = settings_of(here), Reader(source), Writer(output)
    with arriving(here) as folder:
        mine = holding(here, folder)
        reader.greeting()
        theirs_settings, theirs = meet(reader, settings)
        try:
            writer.greet()
            tell(writer, settings, mine)
            got = take_over(reader, here, folder, theirs_settings, mine, theirs, secrets, name)
            send(writer, here, _own(mine, here), theirs)
            taken = msgspec.json.decode(reader.expect("report"), type=_Taken)
        except BrokenPipeError:  # it has gone: perhaps it said why
            raise BadStream(reader.refusal(reader.head())) from None
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise BadStream("bad-report") from None
    there = tuple(Refused(folder=name, file=file[:200], reason=reason[:60]) for file, reason in taken.refused)
    return msgspec.structs.replace(
        got, sent=Moved(taken.objects, taken.entries), refused=tuple(dict.fromkeys((*got.refused, *there)))
    )


def serve(here: Path, source: IO[bytes], output: IO[bytes]) -> None:
    """The other end of ``merge_remote``."""
    reader, writer = Reader(source), Writer(output)
    try:
        writer.greet()
        settings = settings_of(here)
        with arriving(here, "arriving-served") as folder:
            mine = holding(here, folder)
            tell(writer, settings, mine)
            reader.greeting()
            theirs_settings, theirs = meet(reader, settings)
            send(writer, here, _own(mine, here), theirs)
            got = take_over(reader, here, folder, theirs_settings, mine, theirs, None, "-")
        report = _Taken(
            objects=got.received.objects, entries=got.received.entries,
            refused=tuple((refused.file, refused.reason) for refused in got.refused),
        )  # fmt: skip
        writer.part("report", msgspec.json.encode(report))
        writer.flush()
    except BadStream as error:
        with contextlib.suppress(OSError):
            writer.part("refused", error.reason.encode("ascii"))
            writer.flush()
        raise


def _own(told: Inventory, here: Path) -> Inventory:
    """Of what was told, what is in the case itself: what only arrived is not passed on before it was taken over."""
    own = {a: s for a, s in told.objects.items() if (here / "objects" / a[:2] / a[2:]).is_file()}
    return msgspec.structs.replace(told, objects=own)


def take_over(
    reader: Reader, here: Path, folder: Path, settings: bytes, mine: Inventory, theirs: Inventory,
    secrets: Secrets | None, name: str, *, whole: bool = False,
) -> SyncReport:  # fmt: skip
    """Receive everything up to the end and merge it. ``name`` is what the other side is called in the report."""
    arrived = receive(reader, here, folder, settings, mine, theirs, whole=whole)
    if whole and not reader.at_end():
        raise BadStream("more-after-end")
    report = merge(here, folder, secrets, give=False, arrived=True)
    corrupt = [Refused(folder=name, file=f"objects/{a[:2]}/{a[2:]}", reason="corrupt-object") for a in arrived.corrupt]
    refused = [msgspec.structs.replace(one, folder=name) for one in report.refused]
    return msgspec.structs.replace(report, refused=(*corrupt, *refused))
