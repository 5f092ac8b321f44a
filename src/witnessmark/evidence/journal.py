"""Journal files: reading and checking them, and adding to one's own.

A file's lines are checked from the first on: line form, device, sequence, ``prev``, signature. Where a line fails,
nothing after it can be trusted either. A last line without line break is torn: a kill came in between, and it was never
acknowledged.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from witnessmark.evidence import files
from witnessmark.evidence.checking import Bad, SignatureCheck
from witnessmark.evidence.entry import LONGEST_LINE, Entry, line_digest, parse
from witnessmark.evidence.errors import BadEntry
from witnessmark.evidence.keys import device_id
from witnessmark.evidence.kinds import DeviceEnrolled, body_of

NAME = re.compile(r"([0-9a-f]{32})(?:\.fork-[0-9a-f]{16})?\.jsonl")
TORN = re.compile(r"([0-9a-f]{32})(?:\.fork-[0-9a-f]{16})?\.torn-([0-9a-f]{16})")


class Problem(msgspec.Struct, frozen=True):
    """A line (from 1) that cannot be accepted, with a short id of the reason. Nothing after it was looked at."""

    device: str
    file: str
    line: int
    reason: str


class Head(msgspec.Struct, frozen=True):
    """The last entry of a journal: how many there are and the digest of the last. ``count`` is 0 for none."""

    count: int
    digest: str | None


class Journal(msgspec.Struct, frozen=True, kw_only=True):
    """One journal file as found: the lines that hold, as entries, and what does not."""

    device: str
    file: str
    entries: tuple[Entry, ...]
    lines: tuple[bytes, ...]
    """The accepted lines, without line breaks: one for each entry."""
    problem: Problem | None = None
    torn: bytes = b""

    @property
    def head(self) -> Head:
        return Head(len(self.entries), self.entries[-1].digest if self.entries else None)


def journal_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Device id and path of every journal in the folder, forks included, in order of name."""
    for path in sorted(folder.iterdir() if folder.is_dir() else ()):
        match = NAME.fullmatch(path.name)
        if match and files.is_plain_file(path):
            yield match[1], path


def read_journal(path: Path, device: str, trusted: Head | None = None) -> Journal:
    """Read and check one file. ``trusted`` is a head whose entries were checked before: they are not checked again when
    the file still leads to that very head, which its chain of digests shows."""
    lines = path.read_bytes().split(b"\n")
    torn = lines.pop()
    digests = [line_digest(line) for line in lines]
    known = trusted is not None and digests[trusted.count - 1 : trusted.count] == [trusted.digest]
    skip = trusted.count if trusted is not None and known else 0
    with SignatureCheck(lines, signer(lines[0]) if lines else b"", skip) as signatures:
        entries, bad = _chained(lines, digests, device)
        if skip < len(entries):
            unsigned = signatures.result()
            bad = min((one for one in (bad, unsigned) if one is not None), key=lambda one: one[0], default=None)
    count = bad[0] if bad is not None else len(lines)
    return Journal(
        device=device,
        file=path.name,
        entries=tuple(entries[:count]),
        lines=tuple(lines[:count]),
        problem=Problem(device, path.name, bad[0] + 1, bad[1]) if bad is not None else None,
        torn=torn,
    )


def signer(line: bytes) -> bytes:
    """The key that the first line of a journal enrols; none that could hold when it enrols none: reading says why."""
    try:
        return _enrolment_key(parse(line))
    except BadEntry:
        return b""


def _chained(lines: Sequence[bytes], digests: Sequence[str], device: str) -> tuple[list[Entry], Bad | None]:
    """The entries up to the first line that is none, or that does not follow from the one before it."""
    entries: list[Entry] = []
    for number, (line, digest) in enumerate(zip(lines, digests, strict=True)):
        try:
            entry = parse(line, digest)
            check_place(entry, device, number, entries[-1].digest if entries else None)
        except BadEntry as error:
            return entries, (number, error.reason)
        entries.append(entry)
    return entries, None


def check_place(entry: Entry, device: str, number: int, prev: str | None) -> None:
    """Raise ``BadEntry`` unless the entry belongs on that line (from 0) of the device's journal, after ``prev``."""
    if entry.device != device:
        raise BadEntry("other-device")
    if entry.seq != number or entry.prev != prev:
        raise BadEntry("broken-chain")
    if number == 0:
        _enrolment_key(entry)


def _enrolment_key(entry: Entry) -> bytes:
    body = body_of(entry.kind, entry.body)
    if not isinstance(body, DeviceEnrolled):
        raise BadEntry("not-enrolled")
    key = bytes.fromhex(body.public_key)
    if device_id(key) != entry.device:
        raise BadEntry("not-enrolled")
    return key


def tail(path: Path) -> tuple[Head, int]:
    """Head of a journal and length of its torn part, from its last bytes alone. The lines were checked elsewhere."""
    line, torn = _last_line(path)
    return (Head(parse(line).seq + 1, line_digest(line)) if line else Head(0, None)), torn


def last_entry(path: Path) -> Entry | None:
    """The last entry of a journal, unchecked. Raises ``BadEntry`` when it is none."""
    line, _ = _last_line(path)
    return parse(line) if line else None


def _last_line(path: Path) -> tuple[bytes, int]:
    """The last whole line and the length of what is torn after it."""
    if not path.exists():
        return b"", 0
    size = path.stat().st_size
    with path.open("rb") as file:
        step = 1 << 14
        while True:
            file.seek(max(0, size - step))
            data = file.read()
            whole, _, torn = data.rpartition(b"\n")
            start = whole.rfind(b"\n")
            if start >= 0 or step >= size:
                break
            step *= 4
            if step > 8 * LONGEST_LINE:
                raise BadEntry("too-long", path.name)
    return whole[start + 1 :], len(torn)


def first_entry(path: Path) -> Entry | None:
    """The first entry of a journal, unchecked; None when there is no whole line, or no entry on it."""
    with path.open("rb") as file:
        line = file.readline(LONGEST_LINE + 1)
    try:
        return parse(line[:-1]) if line.endswith(b"\n") else None
    except BadEntry:
        return None


def recover(path: Path) -> bytes:
    """Cut off a torn last line, after keeping its bytes beside the journal; gives those bytes."""
    _, length = tail(path)
    if not length:
        return b""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(size - length)
        torn = file.read(length)
    files.write_whole(path.with_name(f"{path.stem}.torn-{line_digest(torn)[:16]}"), torn)
    files.truncate(path, size - length)
    return torn
