"""What intake gives back for one file, and how a reader says that it could not read it."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from witnessmark.intake import limits
from witnessmark.intake.mapping import RecordMapping
from witnessmark.intake.place import Place, open_place, size_of
from witnessmark.model.case import Document

Ocr = bool | Literal["captions"]
"""False: never; True: scanned pages and images that look like one; "captions": every image."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """An attachment, an archive's member or a folder's file: a source of its own, whose parent holds it.

    ``name`` is its path inside the parent with ``/`` between, never absolute and never with ``..``. The bytes are in
    ``data``, or in the file ``path``, or in the member ``member`` of the parent, a ZIP file that is ``path`` where it
    has one.
    """

    name: str
    size: int
    data: bytes | None = None
    path: Path | None = None
    member: int | None = None
    """Position in the ZIP's directory: names may repeat there."""

    def content(self) -> bytes:
        """The bytes. Raises ``Unreadable`` when the archive or the disk does not give them."""
        if self.data is not None:
            return self.data
        if self.path is None:
            raise Unreadable("damaged", "a part without bytes")
        if self.member is None:
            return self.path.read_bytes()
        from witnessmark.intake.zips import unpacked

        return b"".join(unpacked(self.path, self.member))


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """What was read. ``problem`` is a short id (``docs/reference/formats.md`` lists them) or None; ``detail`` says it
    to a person and never holds a word of the content. With documents and a problem both, a part was read."""

    media_type: str
    documents: tuple[Document, ...] = ()
    parts: tuple[Part, ...] = ()
    problem: str | None = None
    detail: str | None = None


class Unreadable(Exception):  # noqa: N818 - it is an answer about a file, not an error of the program
    """A reader's answer that a file cannot be read: the problem's id, and the reason for a person, without content."""

    def __init__(self, problem: str, detail: str) -> None:
        super().__init__(f"{problem}: {detail}")
        self.problem = problem
        self.detail = detail


class Nesting:
    """How deep in archives and mails a file lies, and what its outermost container has given so far.

    One object a received file; ``deeper()`` for its parts shares the count, so that a thousand small archives in one
    are stopped as one large archive is.
    """

    def __init__(self, depth: int = 0, members: int = 0, size: int = 0) -> None:
        self.depth = depth
        self._spent = {"members": members, "bytes": size}

    @property
    def spent(self) -> tuple[int, int]:
        """Members and bytes given so far."""
        return self._spent["members"], self._spent["bytes"]

    def count_at_least(self, members: int, size: int) -> None:
        """Take over what a reader counted elsewhere; it can only have become more."""
        self._spent["members"] = max(self._spent["members"], members)
        self._spent["bytes"] = max(self._spent["bytes"], size)

    def deeper(self) -> "Nesting":
        inner = Nesting()
        inner.depth = self.depth + 1
        inner._spent = self._spent
        return inner

    def spend(self, members: int, size: int) -> None:
        """Count parts that are about to be given; raises ``Unreadable`` when they are too deep or too many."""
        if self.depth >= limits.MAX_ARCHIVE_DEPTH:
            raise Unreadable("archive-bomb", f"archives within archives deeper than {limits.MAX_ARCHIVE_DEPTH}")
        self._spent["members"] += members
        self._spent["bytes"] += size
        if self._spent["members"] > limits.MAX_ARCHIVE_MEMBERS:
            raise Unreadable("archive-bomb", f"more than {limits.MAX_ARCHIVE_MEMBERS} files")
        if self._spent["bytes"] > limits.MAX_ARCHIVE_BYTES:
            raise Unreadable("archive-bomb", f"unpacks to more than {limits.MAX_ARCHIVE_BYTES >> 20} MB")


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One file to be read, as every reader is given it."""

    place: Place
    file_name: str
    media_type: str
    nesting: Nesting
    ocr: Ocr = True
    mapping: RecordMapping | None = None
    page_begins: Callable[[], None] = lambda: None
    """Called before each page that is read by OCR: so much more time the file then has."""

    def open(self) -> BinaryIO:
        return open_place(self.place)

    def content(self, limit: int = limits.MAX_TEXT_BYTES) -> bytes:
        """The bytes, or ``Unreadable`` when there are more than ``limit``."""
        size = size_of(self.place)
        if size > limit:
            raise Unreadable("too-large", f"{size} bytes; at most {limit} of this kind are read")
        with self.open() as stream:
            return stream.read(limit)


Reader = Callable[[Request], Intake]
