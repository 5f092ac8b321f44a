"""Two sides of a case that reach each other only through a stream: each tells what it has and sends what is lacked.

What arrives is put into a folder of the form of a case, ``derived/arriving``, and then taken over by ``sync.merge`` as
from a stick: there is one way in, with one set of checks. Objects are checked as they arrive, and stay there when the
connection breaks, so that the next run goes on where this one stopped.
"""

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

import msgspec

from witnessmark.evidence import files
from witnessmark.evidence.case import SETTINGS
from witnessmark.evidence.entry import LONGEST_LINE
from witnessmark.evidence.errors import CorruptObject, EvidenceError, NoCase
from witnessmark.evidence.expunging import expunged
from witnessmark.evidence.journal import NAME, journal_files
from witnessmark.evidence.objects import ADDRESS, ObjectStore
from witnessmark.evidence.settings import parse_settings
from witnessmark.evidence.stream import BadStream, Head, Reader, Writer

ARRIVING = "arriving"
RING = re.compile(r"[0-9a-f]{2}\.ring")
RINGS = Path("keys") / "objects"
DURABLE_AFTER = 64 << 20
"""Bytes of objects that a break of the connection may cost."""
SPARE = 64 << 20
"""Bytes of the disk that are left free."""


class Size(msgspec.Struct, frozen=True, array_like=True):
    """How long a file is, and the SHA-256 of its bytes."""

    size: int
    sha256: str


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """What a side has: object addresses with their size in bytes, and files by name."""

    objects: dict[str, int] = {}
    journals: dict[str, Size] = {}
    rings: dict[str, Size] = {}

    def check(self) -> "Inventory":
        """Raises ``BadStream`` when a name could lead anywhere but to its place, or a size is none."""
        sizes = [*self.objects.values(), *(s.size for s in (*self.journals.values(), *self.rings.values()))]
        if (
            not all(map(ADDRESS.fullmatch, self.objects))
            or not all(map(NAME.fullmatch, self.journals))
            or not all(map(RING.fullmatch, self.rings))
            or any(size < 0 for size in sizes)
        ):
            raise BadStream("bad-inventory")
        return self


def settings_of(path: Path) -> bytes:
    try:
        return (path / SETTINGS).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NoCase(f"there is no case in {path}: case.toml is missing") from None


def inventory(path: Path, *more: Path) -> Inventory:
    """What is in the case folder; objects also of other folders of the same form: what arrived before."""
    objects: dict[str, int] = {}
    for folder in (path, *more):
        store = ObjectStore(folder / "objects")
        for address in store:
            file = folder / "objects" / address[:2] / address[2:]
            if files.is_plain_file(file):
                objects.setdefault(address, file.stat().st_size)
    rings = {p.name: p for p in (path / RINGS).glob("*.ring") if RING.fullmatch(p.name) and files.is_plain_file(p)}
    return Inventory(
        objects=dict(sorted(objects.items())),
        journals={file.name: _size(file) for _, file in journal_files(path / "journal")},
        rings={name: _size(file) for name, file in sorted(rings.items())},
    )


def holding(path: Path, arrived: Path) -> Inventory:
    """What need not be sent to the case folder: what it has, what arrived before, and, with size 0, what its owners had
    destroyed."""
    held = inventory(path, arrived)
    gone = expunged(parse_settings(settings_of(path)), path / "journal")
    return msgspec.structs.replace(held, objects={**held.objects, **dict.fromkeys(gone, 0)}) if gone else held


def _size(path: Path, length: int | None = None) -> Size:
    """Of the first ``length`` bytes, or of all whole lines."""
    digest, size = hashlib.sha256(), 0
    length = _whole(path) if length is None else length
    with path.open("rb") as file:
        while chunk := file.read(min(files.CHUNK, length - size)):
            digest.update(chunk)
            size += len(chunk)
    return Size(size, digest.hexdigest())


def _whole(path: Path) -> int:
    """Where the last whole line ends: a torn one does not travel."""
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        while end:
            start = max(0, end - LONGEST_LINE)
            file.seek(start)
            at = file.read(end - start).rfind(b"\n")
            if at >= 0:
                return start + at + 1
            end = start
    return 0


# Sending


def tell(writer: Writer, settings: bytes, held: Inventory) -> None:
    """What this side has."""
    writer.part("settings", settings, SETTINGS)
    writer.part("inventory", msgspec.json.encode(held))
    writer.flush()


def send(writer: Writer, path: Path, mine: Inventory, theirs: Inventory) -> None:
    """What they lack of what was told: objects, their keys, then journals from where they differ."""
    for address, size in mine.objects.items():
        file = path / "objects" / address[:2] / address[2:]
        if address not in theirs.objects and files.is_plain_file(file):
            with file.open("rb") as opened:
                writer.stream(Head("object", size, 0, address), _pieces(opened))
    for kind, folder, have, know in (
        ("ring", RINGS, mine.rings, theirs.rings),
        ("journal", Path("journal"), mine.journals, theirs.journals),
    ):
        for name, what in have.items():
            if know.get(name) != what and files.is_plain_file(path / folder / name):
                _send_file(writer, kind, path / folder / name, what, know.get(name))
    writer.part("end")
    writer.flush()


def _send_file(writer: Writer, kind: str, file: Path, what: Size, known: Size | None) -> None:
    goes_on = known is not None and 0 < known.size < what.size and _size(file, known.size) == known
    start = known.size if known is not None and goes_on else 0
    with file.open("rb") as opened:
        opened.seek(start)
        writer.stream(Head(kind, what.size - start, start, file.name), _pieces(opened))


def _pieces(opened: IO[bytes]) -> Iterator[bytes]:
    yield from iter(lambda: opened.read(files.CHUNK), b"")


# Receiving


class Arrived(msgspec.Struct, kw_only=True):
    """What came, in a folder of the form of a case. ``corrupt`` are addresses whose bytes were something else, and
    which were not kept."""

    folder: Path
    corrupt: list[str] = []


def meet(reader: Reader, mine: bytes | None) -> tuple[bytes, Inventory]:
    """Settings and inventory of the other side, which must be of the same case as ``mine``. Raises ``BadStream``."""
    settings = reader.expect("settings")
    try:
        case = parse_settings(settings).id
    except EvidenceError:
        raise BadStream("bad-settings") from None
    if mine is not None and case != parse_settings(mine).id:
        raise BadStream("other-case")
    try:
        theirs = msgspec.json.decode(reader.expect("inventory"), type=Inventory)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise BadStream("bad-inventory") from None
    return settings, theirs.check()


@contextlib.contextmanager
def arriving(path: Path, name: str = ARRIVING) -> Iterator[Path]:
    """The folder for what arrives, for one at a time. Raises ``BadStream`` (``busy``) when another sync uses it. It is
    kept when the block fails, and removed at its end."""
    folder = path / "derived" / name
    folder.parent.mkdir(exist_ok=True)
    lock = os.open(folder.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BadStream("busy") from None
        (folder / "objects").mkdir(parents=True, exist_ok=True)
        yield folder
        shutil.rmtree(folder, ignore_errors=True)  # what was expunged took it along
    finally:
        os.close(lock)


def receive(
    reader: Reader,
    path: Path,
    folder: Path,
    settings: bytes,
    mine: Inventory,
    theirs: Inventory,
    *,
    whole: bool = False,
) -> Arrived:
    """Everything up to the end, into ``folder``. Each thing must have been told, be lacked here (unless the ``whole``
    case comes, as in a file), and come once; else ``BadStream``. ``no-room`` when the disk cannot take it."""
    lacked = {address: size for address, size in theirs.objects.items() if address not in mine.objects}
    objects = sum(lacked.values())
    others = sum(told.size for told in (*theirs.journals.values(), *theirs.rings.values()))
    twice = 1 if files.can_link(folder) else 2  # what is taken over is copied where the disk gives no second name
    if twice * objects + 2 * others + SPARE > shutil.disk_usage(folder).free:
        raise BadStream("no-room")
    for left in ("journal", RINGS.parts[0], SETTINGS):
        _clear(folder / left)
    (folder / "journal").mkdir()
    (folder / RINGS).mkdir(parents=True)
    (folder / SETTINGS).write_bytes(settings)
    arrival = _Arrival(reader, path, folder, mine, theirs, theirs.objects if whole else lacked)
    with arrival.kept():
        while (head := reader.head()).kind != "end":
            arrival.take(head)
        reader.whole(head)
    return Arrived(folder=folder, corrupt=arrival.corrupt)


class _Arrival:
    """Puts what comes where it belongs, one part after the other."""

    def __init__(
        self, reader: Reader, path: Path, folder: Path, mine: Inventory, theirs: Inventory, wanted: Mapping[str, int]
    ) -> None:
        self.corrupt: list[str] = []
        self._reader, self._mine = reader, mine
        self._wanted = dict(wanted)
        self._places = {
            "journal": (path / "journal", folder / "journal", mine.journals, dict(theirs.journals)),
            "ring": (path / RINGS, folder / RINGS, mine.rings, dict(theirs.rings)),
        }
        self._gone = {address.encode() for address, size in mine.objects.items() if not size}
        self._store = ObjectStore(folder / "objects")
        self._store.sweep()
        self._waiting = 0

    @contextlib.contextmanager
    def kept(self) -> Iterator[None]:
        """Unlike a batch of the case's own: what has come is kept when the rest does not come."""
        with self._store.batch():
            try:
                yield
            except Exception:
                self._store.commit()
                raise

    def take(self, head: Head) -> None:
        if head.kind == "object":
            self._take_object(head)
        elif head.kind in self._places:
            self._take_file(head)
        else:
            raise BadStream(self._reader.refusal(head))

    def _take_object(self, head: Head) -> None:
        if head.start or self._wanted.pop(head.name, None) != head.size:
            raise BadStream("unasked-object")
        if head.name in self._mine.objects:  # in a file, everything stands
            self._reader.skip(head)
            return
        try:
            self._store.add_stored(self._reader.chunks(head), head.name)
        except CorruptObject:
            self.corrupt.append(head.name)
        self._waiting += head.size
        if self._waiting > DURABLE_AFTER:
            self._store.commit()
            self._waiting = 0

    def _take_file(self, head: Head) -> None:
        """A journal or ring: what is here already up to where it goes on, and what came. No line may be endless."""
        here, there, held, told = self._places[head.kind]
        own, what = held.get(head.name), told.pop(head.name, None)
        if what is None or head.start + head.size != what.size or head.start not in (0, own.size if own else 0):
            raise BadStream("unasked-file")
        with (there / head.name).open("wb") as out:
            if head.start:
                with (here / head.name).open("rb") as have:
                    out.write(have.read(head.start))
            for chunk in self._whole_lines(head):
                out.write(chunk)

    def _whole_lines(self, head: Head) -> Iterator[bytes]:
        """The bytes of a file without a torn last line, and without the keys of what was destroyed."""
        rest = b""
        for chunk in self._reader.chunks(head):
            *lines, rest = (rest + chunk).split(b"\n")
            if max(map(len, (*lines, rest))) > LONGEST_LINE:
                raise BadStream("endless-line")
            if head.kind == "ring" and self._gone:
                lines = [line for line in lines if line[:64] not in self._gone]
            yield b"".join(line + b"\n" for line in lines)


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
