"""A case as a stream of bytes: over a pipe to another machine, or in one file.

The form: the line ``witnessmark-case 1``, then parts. A part is a line in ASCII, ``kind size start name``, and ``size``
bytes. Everything is length-prefixed, so nothing in the bytes can pass for the next part. The reader trusts none of it:
every line and size is limited before anything is read or kept.
"""

import re
from collections.abc import Iterable, Iterator
from typing import IO

import msgspec

from witnessmark.evidence import files
from witnessmark.evidence.errors import EvidenceError

GREETING = b"witnessmark-case 1\n"
LONGEST_HEAD = 200
"""Bytes of the line that begins a part."""
HEAD = re.compile(rb"([a-z]{3,12}) (0|[1-9][0-9]{0,14}) (0|[1-9][0-9]{0,14}) ([A-Za-z0-9._-]{1,120})\n")
LARGEST = {"settings": 1 << 20, "inventory": 1 << 28, "report": 1 << 22, "refused": 1 << 10, "end": 0}
"""Bytes of a part that is held in memory. Objects, rings and journals have the size that their inventory said."""


class BadStream(EvidenceError):  # noqa: N818 - says what is wrong
    """What another side sent is not taken. ``reason`` is a short stable id."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"what the other side sent cannot be taken: {reason}")
        self.reason = reason


class Head(msgspec.Struct, frozen=True):
    """The line that begins a part. ``start`` is the place in its file that the bytes belong to."""

    kind: str
    size: int
    start: int
    name: str


class Writer:
    def __init__(self, output: IO[bytes]) -> None:
        self._output = output

    def greet(self) -> None:
        self._output.write(GREETING)

    def part(self, kind: str, data: bytes = b"", name: str = "-") -> None:
        self.begin(Head(kind, len(data), 0, name))
        self._output.write(data)

    def begin(self, head: Head) -> None:
        self._output.write(f"{head.kind} {head.size} {head.start} {head.name}\n".encode("ascii"))

    def stream(self, head: Head, chunks: Iterable[bytes]) -> None:
        """A part whose bytes come in pieces. Raises ``BadStream`` when there are fewer than its line said."""
        self.begin(head)
        left = head.size
        for chunk in chunks:
            self._output.write(chunk[:left])
            left -= min(left, len(chunk))
            if not left:
                break
        if left:  # it shrank while it was sent: the other side must not take what comes next for it
            raise BadStream("changed-while-sent")

    def flush(self) -> None:
        self._output.flush()


class Reader:
    def __init__(self, source: IO[bytes]) -> None:
        self._source = source

    def greeting(self) -> None:
        """Raises ``BadStream`` when the first bytes are something else: a shell's welcome, another program."""
        if self._source.read(len(GREETING)) != GREETING:
            raise BadStream("no-greeting")

    def head(self) -> Head:
        line = self._source.readline(LONGEST_HEAD + 1)
        if not line:
            raise BadStream("cut-off")
        match = HEAD.fullmatch(line)
        if match is None:
            raise BadStream("bad-part" if line.endswith(b"\n") or len(line) > LONGEST_HEAD else "cut-off")
        return Head(match[1].decode(), int(match[2]), int(match[3]), match[4].decode())

    def whole(self, head: Head) -> bytes:
        """The bytes of a part that is held in memory."""
        if head.kind not in LARGEST or head.start:
            raise BadStream("unexpected-part")
        if head.size > LARGEST[head.kind]:
            raise BadStream("too-large")
        return b"".join(self.chunks(head))

    def expect(self, kind: str) -> bytes:
        """The bytes of the next part, which must be of that kind. A refusal of the other side is raised as such."""
        head = self.head()
        if head.kind != kind:
            raise BadStream(self.refusal(head))
        return self.whole(head)

    def refusal(self, head: Head) -> str:
        """Why a part is not the one that should come: what the other side gives as its reason, if it does."""
        if head.kind != "refused":
            return "unexpected-part"
        word = self.whole(head).decode("ascii", "replace")
        return word if re.fullmatch(r"[a-z][a-z-]{0,60}", word) else "refused"

    def chunks(self, head: Head) -> Iterator[bytes]:
        """The bytes of a part, piece by piece; all must be taken before the next head is read."""
        left = head.size
        while left:
            chunk = self._source.read(min(left, files.CHUNK))
            if not chunk:
                raise BadStream("cut-off")
            left -= len(chunk)
            yield chunk

    def skip(self, head: Head) -> None:
        for _ in self.chunks(head):
            pass

    def at_end(self) -> bool:
        return not self._source.read(1)
