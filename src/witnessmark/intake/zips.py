"""Opening a ZIP file: what its directory says is weighed before the directory is read.

A directory of a million entries takes a gigabyte as objects, and members that lie over one another unpack to a thousand
times what they take: both are refused here, for archives and office files alike.
"""

import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from witnessmark.intake import limits
from witnessmark.intake.place import Place, open_place
from witnessmark.intake.result import Unreadable

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
"""As the standard's ``zipfile`` finds them: the records of large archives stand right before the last one."""
_ENTRY = b"PK\1\2"
_LONGEST_COMMENT = 0xFFFF
_LONGEST_DIRECTORY = 64 << 20
_LOCAL_HEADER = 30
_CHUNK = 1 << 20


@contextmanager
def opened_zip(place: Place) -> Iterator[zipfile.ZipFile]:
    """The archive, its directory read. Raises ``Unreadable`` for a bomb, what ``zipfile`` raises for a broken one."""
    with open_place(place) as stream:
        if _entries_at_most(stream) > limits.MAX_ARCHIVE_MEMBERS:
            raise Unreadable("archive-bomb", f"more than {limits.MAX_ARCHIVE_MEMBERS} files")
        stream.seek(0)
        with zipfile.ZipFile(stream) as archive:
            yield archive


def _entries_at_most(stream: BinaryIO) -> int:
    """How many entries the directory can have: marks of an entry in it, whatever number the archive claims."""
    size = stream.seek(0, 2)
    tail_start = max(0, size - _LONGEST_COMMENT - _END.size)
    stream.seek(tail_start)
    tail = stream.read(_LONGEST_COMMENT + _END.size)
    at = tail.rfind(b"PK\5\6", 0, len(tail) - _END.size + 4)
    if at < 0:
        return 0  # no archive, as ``zipfile`` will say
    length = _END.unpack_from(tail, at)[5]
    end = tail_start + at
    if end >= _LOCATOR_64.size:
        stream.seek(end - _LOCATOR_64.size)
        if stream.read(4) == b"PK\6\7" and end >= _LOCATOR_64.size + _END_64.size:
            stream.seek(end - _LOCATOR_64.size - _END_64.size)
            record = stream.read(_END_64.size)
            if record[:4] == b"PK\6\6":
                length, end = _END_64.unpack(record)[8], end - _LOCATOR_64.size - _END_64.size
    return limits.MAX_ARCHIVE_MEMBERS + 1 if length > _LONGEST_DIRECTORY else _marks(stream, max(0, end - length), end)


def _marks(stream: BinaryIO, start: int, end: int) -> int:
    stream.seek(start)
    found, kept = 0, b""
    while start < end and (chunk := stream.read(min(_CHUNK, end - start))):
        start += len(chunk)
        found += (kept + chunk).count(_ENTRY)
        kept = chunk[-3:]
    return found


def unpacked(place: Place, member: int) -> Iterator[bytes]:
    """The bytes of the member at this position of the directory; ``Unreadable`` when the archive does not give them."""
    try:
        with opened_zip(place) as archive:
            yield from unpacked_member(archive, member)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise Unreadable("damaged", f"a part cannot be unpacked ({type(error).__name__})") from error


def unpacked_member(archive: zipfile.ZipFile, member: int) -> Iterator[bytes]:
    """The same of an archive that is open; raises what ``zipfile`` raises for a broken one."""
    size = 0
    with archive.open(archive.infolist()[member]) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limits.MAX_MEMBER_BYTES:
                raise Unreadable("too-large", "a part is larger than it says")
            yield chunk


def refuse_overlap(entries: list[zipfile.ZipInfo]) -> None:
    """Raise ``Unreadable`` when members lie over one another: no program that packs files does that."""
    furthest = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < furthest:
            raise Unreadable("archive-bomb", "members lie over one another")
        furthest = entry.header_offset + _LOCAL_HEADER + entry.compress_size


def refuse_bomb(entry: zipfile.ZipInfo) -> None:
    """Raise ``Unreadable`` when a member unpacks to more than honest data could."""
    packed = max(entry.compress_size, 1)
    if entry.file_size > limits.RATIO_MATTERS_FROM and entry.file_size > limits.MAX_COMPRESSION_RATIO * packed:
        raise Unreadable("archive-bomb", f"a member unpacks to {entry.file_size // packed} times its size")
