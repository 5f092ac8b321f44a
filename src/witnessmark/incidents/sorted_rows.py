"""Many short rows of bytes in order, held as a few long strings: looked up by halving, changed a string at a time.

A row belongs to the part of its first ten bits, so that a change touches few of the parts; the others need not even be
read. What reads them is given from outside.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

PARTS = 1024
_SHIFT = 6
"""Of the first two bytes so many bits do not tell the part."""


def part_of(row: bytes) -> int:
    return (row[0] << 8 | row[1]) >> _SHIFT


class SortedRows:
    """Rows of one width, without order of their coming. Equal when they hold the same rows."""

    def __init__(self, width: int, parts: Sequence[bytes | None], read: Callable[[int], bytes] | None = None) -> None:
        """``read`` gives a part by its number, for those that are None; it is asked once."""
        self.width = width
        self._parts = list(parts)
        self._read = read
        self.changed: set[int] = set()
        """The parts in which these rows differ from those that they were made from."""

    @classmethod
    def of(cls, width: int, rows: Iterable[bytes]) -> "SortedRows":
        """``rows`` come in any order, and are held as strings from the first on."""
        gathered: dict[int, bytearray] = defaultdict(bytearray)
        for row in rows:
            gathered[part_of(row)] += row
        parts: list[bytes | None] = [b""] * PARTS
        for number in sorted(gathered):
            part = bytes(gathered.pop(number))
            parts[number] = b"".join(sorted(rows_in(part, width)))
        made = cls(width, parts)
        made.changed = set(range(PARTS))
        return made

    def part(self, start: bytes) -> bytes:
        """The rows of the part in which those that begin with ``start`` are."""
        return self.numbered(part_of(start))

    def numbered(self, number: int) -> bytes:
        found = self._parts[number]
        if found is None:
            assert self._read is not None  # noqa: S101 - only rows that can be read leave a part out
            found = self._parts[number] = self._read(number)
        return found

    def first(self, start: bytes) -> int:
        """Where, in its part, the first row begins that is not less than ``start``."""
        return first_row(self.part(start), start, self.width) * self.width

    def begin_with(self, start: bytes) -> Iterator[bytes]:
        part, at = self.part(start), self.first(start)
        while part.startswith(start, at):
            yield part[at : at + self.width]
            at += self.width

    def with_changes(self, added: Iterable[bytes], dropped: Iterable[bytes] = ()) -> "SortedRows":
        """The same with some rows more and some fewer. Costs a copy of each part that changes."""
        changes = sorted([*((row, False) for row in dropped), *((row, True) for row in added)])
        made = SortedRows(self.width, self._parts, self._read)
        for number, each in groupby(changes, key=lambda change: part_of(change[0])):
            made._parts[number] = spliced(self.numbered(number), self.width, each)
            made.changed.add(number)
        return made

    def ending(self, ends: Iterable[bytes]) -> list[bytes]:
        """The rows with one of these ends, which are of one length. All rows are looked through."""
        wanted, found = set(ends), []
        for number in range(PARTS) if wanted else ():
            part = self.numbered(number)
            if len(wanted) <= FEW:
                places = (at for end in wanted for at in _ends_at(part, end, self.width))
                found += [part[at - self.width : at] for at in places]
            else:
                length = len(next(iter(wanted)))
                stops = range(self.width, len(part) + 1, self.width)
                found += [part[at - self.width : at] for at in stops if part[at - length : at] in wanted]
        return found

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SortedRows):
            return NotImplemented
        return all(self.numbered(number) == other.numbered(number) for number in range(PARTS))

    __hash__ = None  # type: ignore[assignment]


FEW = 64
"""So many ends are looked for one by one."""


def _ends_at(part: bytes, end: bytes, width: int) -> Iterator[int]:
    at = part.find(end)
    while at >= 0:
        if (at + len(end)) % width == 0:
            yield at + len(end)
        at = part.find(end, at + 1)


def rows_in(part: bytes, width: int) -> list[bytes]:
    return [part[start : start + width] for start in range(0, len(part), width)]


def first_row(rows: bytes, start: bytes, width: int) -> int:
    """The number of the first row, of so many bytes each, that is not less than ``start``."""
    low, high, length = 0, len(rows) // width, len(start)
    while low < high:
        middle = (low + high) // 2
        if rows[middle * width : middle * width + length] < start:
            low = middle + 1
        else:
            high = middle
    return low


def spliced(rows: bytes, width: int, changes: Iterable[tuple[bytes, bool]]) -> bytes:
    """Sorted rows with some dropped (False) and some added (True), still sorted. ``changes`` are sorted."""
    pieces, done = [], 0
    for row, new in changes:
        at = first_row(rows, row, width) * width
        if new:
            pieces += [rows[done:at], row]
            done = max(done, at)
        elif rows[at : at + width] == row:
            pieces.append(rows[done:at])
            done = max(done, at + width)
    return b"".join([*pieces, rows[done:]])
