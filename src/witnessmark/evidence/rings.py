"""Where the keys of sealed objects stand: ``keys/objects/ab.ring``, a line an object, to be read with the case key.

A line is the address, the epoch of the case key, in base64 the nonce and the object's key under AES-256-GCM (associated
data: address and epoch), and the first 16 digits of the SHA-256 of all that, so that a flipped bit is found on a locked
case too. Lines are only added, until one is destroyed: then its file is written anew without
it. What a kill leaves of a line at the end of a file is no line, and is cut off by the next writer.
"""

import base64
import contextlib
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from witnessmark.evidence import files
from witnessmark.evidence.case_key import LINE_BYTES

FOLDER = "objects"
LINE = re.compile(rb"([0-9a-f]{64}) ([1-9][0-9]{0,5}) ([A-Za-z0-9+/]{80}) ([0-9a-f]{16})")
RING = re.compile(r"[0-9a-f]{2}\.ring")
MOST_LINES = 4
"""For one object, of lines that were never checked to open: taken in on a locked case, or of an epoch not known yet."""


class RingLine(msgspec.Struct, frozen=True):
    """The key of one object, encrypted."""

    address: str
    epoch: int
    wrapped: bytes

    def encode(self) -> bytes:
        said = f"{self.address} {self.epoch} {base64.b64encode(self.wrapped).decode()}".encode()
        return said + b" " + _check(said) + b"\n"


class _Ring(msgspec.Struct):
    stamp: tuple[int, int, int]
    lines: dict[str, tuple[RingLine, ...]]


class KeyRings:
    """The rings of one case folder. Writing needs the case's lock."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._rings: dict[str, _Ring] = {}
        self._staged: dict[str, tuple[RingLine, ...]] = {}

    def lines(self, address: str) -> tuple[RingLine, ...]:
        """The lines for an object, staged ones included; the last is the newest."""
        return self._ring(address[:2]).get(address, ()) + self._staged.get(address, ())

    def __iter__(self) -> Iterator[str]:
        """Every address that a ring holds a line for."""
        for path in self._files():
            yield from sorted(self._ring(path.stem))

    def stage(self, line: RingLine, *, checked: bool = True) -> bool:
        """Add a line with the next ``commit``; False when it is there already, or when it was not ``checked`` to open
        and there are too many for its object: whoever floods a locked case cannot keep out the line that opens."""
        there = self.lines(line.address)
        if line in there or (len(there) >= MOST_LINES and not checked):
            return False
        self._staged[line.address] = (*self._staged.get(line.address, ()), line)
        return True

    def commit(self) -> None:
        """Make the staged lines durable."""
        if not self._staged:
            return
        if not self.root.is_dir():
            self.root.mkdir(parents=True, mode=0o700)
            files.sync_path(self.root.parent)
        by_file: dict[str, list[RingLine]] = {}
        for lines in self._staged.values():
            by_file.setdefault(lines[0].address[:2], []).extend(lines)
        paths = [self._add(name, lines) for name, lines in by_file.items()]
        files.sync_paths([*paths, self.root])
        self._staged.clear()

    def discard(self) -> None:
        self._staged.clear()

    def destroy(self, addresses: Iterable[str]) -> int:
        """Write the rings anew without the lines of these objects; gives how many objects had one."""
        doomed: dict[str, set[str]] = {}
        for address in addresses:
            self._staged.pop(address, None)
            if address in self._ring(address[:2]):
                doomed.setdefault(address[:2], set()).add(address)
        for name, gone in doomed.items():
            self._write_anew(name, lambda line, gone=gone: line.address not in gone)  # type: ignore[misc]
        return sum(map(len, doomed.values()))

    def drop(self, false: Iterable[RingLine]) -> None:
        """Write the rings anew without lines that are known not to open."""
        doomed = set(false)
        for name in {line.address[:2] for line in doomed}:
            self._write_anew(name, lambda line: line not in doomed)

    def _write_anew(self, name: str, keep: Callable[[RingLine], bool]) -> None:
        kept = [line for lines in self._ring(name).values() for line in lines if keep(line)]
        files.write_whole(self._path(name), b"".join(line.encode() for line in kept), mode=0o600)
        self._rings.pop(name, None)

    def rewrite(self, name: str) -> None:
        """Write a ring anew with the lines that can be read, without the damaged ones."""
        lines = [line for kept in self._ring(name).values() for line in kept]
        files.write_whole(self._path(name), b"".join(line.encode() for line in lines), mode=0o600)
        self._rings.pop(name, None)

    def faults(self) -> Iterator[tuple[str, int, str]]:
        """Name of the file, number of the line (0: the file), and a short id of what is wrong."""
        for path in sorted(self.root.iterdir() if self.root.is_dir() else ()):
            if path.name.startswith(".") and path.name.endswith(".new"):
                yield path.name, 0, "unfinished-write"
            elif not RING.fullmatch(path.name) or not files.is_plain_file(path):
                yield path.name, 0, "extra-file"
            else:
                *whole, torn = path.read_bytes().split(b"\n")
                for number, line in enumerate(whole, 1):
                    if parse_line(line) is None or line[:2].decode() != path.stem:
                        yield path.name, number, "damaged-key-line"
                if torn:
                    yield path.name, len(whole) + 1, "torn-line"

    def _path(self, name: str) -> Path:
        return self.root / f"{name}.ring"

    def _files(self) -> list[Path]:
        found = sorted(self.root.iterdir()) if self.root.is_dir() else []
        return [path for path in found if RING.fullmatch(path.name) and files.is_plain_file(path)]

    def _ring(self, name: str) -> dict[str, tuple[RingLine, ...]]:
        path = self._path(name)
        try:
            at = path.lstat()
        except OSError:
            return {}
        stamp = (at.st_ino, at.st_size, at.st_mtime_ns)
        held = self._rings.get(name)
        if held is None or held.stamp != stamp:
            held = self._rings[name] = _Ring(stamp, _read(path) if files.is_plain_file(path) else {})
        return held.lines

    def _add(self, name: str, lines: list[RingLine]) -> Path:
        """Append to a ring, not yet synced; a torn line at its end is cut off first."""
        path, known = self._path(name), dict(self._ring(name))
        with contextlib.suppress(FileNotFoundError):
            size = path.stat().st_size
            if size and not _ends_whole(path, size):
                files.truncate(path, path.read_bytes().rfind(b"\n") + 1)
        files.append_unsynced(path, b"".join(line.encode() for line in lines), mode=0o600)
        for line in lines:
            known[line.address] = (*known.get(line.address, ()), line)
        at = path.lstat()
        self._rings[name] = _Ring((at.st_ino, at.st_size, at.st_mtime_ns), known)
        return path


def parse_line(line: bytes) -> RingLine | None:
    """A line without its line break; None when it is none."""
    match = LINE.fullmatch(line)
    if match is None or _check(line[: match.start(4) - 1]) != match[4]:
        return None
    wrapped = base64.b64decode(match[3])
    return RingLine(match[1].decode(), int(match[2]), wrapped) if len(wrapped) == LINE_BYTES else None


def _check(said: bytes) -> bytes:
    return hashlib.sha256(said).hexdigest()[:16].encode()


def _read(path: Path) -> dict[str, tuple[RingLine, ...]]:
    found: dict[str, tuple[RingLine, ...]] = {}
    for data in path.read_bytes().split(b"\n")[:-1]:
        line = parse_line(data)
        if line is not None and line.address[:2] == path.stem and line not in found.get(line.address, ()):
            found[line.address] = (*found.get(line.address, ()), line)
    return found


def _ends_whole(path: Path, size: int) -> bool:
    with path.open("rb") as file:
        file.seek(size - 1)
        return file.read(1) == b"\n"
