"""Which records are compared at all: those that agree roughly on two fields, or on one rare value.

Every field gives rough keys: the skeletons of its words, a date's year and its day, the halves of a code. Two records
meet when they share the keys of two fields, or one key that few records have. Keys that many share are left out: the
cost grows with the records, not with their square.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import log2

from witnessmark.incidents.records_values import Column, Kind, Value

MOST_TOGETHER = 20
"""Records with one pair of keys, above which the pair of keys is left out."""

MOST_ALONE = 12
"""The same for a single key."""

MOST_COLUMNS = 8
"""Pairs of keys are made of the fields that tell most."""

_WORDS, _LETTERS = 3, 6
"""Of a text so many words make a key each, and so many consonants of each."""

Pair = tuple[int, int]


def candidates(columns: Sequence[Column], records: int) -> list[Pair]:
    """The pairs of records to compare, by index, in order."""
    telling = sorted(sorted(columns, key=lambda column: (-_tells(column), column.name))[:MOST_COLUMNS])
    keys = [[tuple(_keys(value, column.kind)) for value in column.values] for column in telling]
    alone: dict[tuple[int, str], list[int]] = defaultdict(list)
    together: dict[tuple[int, str, int, str], list[int]] = defaultdict(list)
    for record in range(records):
        mine = [
            (at, key)
            for at, column in enumerate(telling)
            if column.of[record] >= 0
            for key in keys[at][column.of[record]]
        ]
        for one in mine:
            alone[one].append(record)
        for one, other in combinations(mine, 2):
            if one[0] != other[0]:
                together[*one, *other].append(record)
    found: set[Pair] = set()
    for blocks, most in ((alone.values(), MOST_ALONE), (together.values(), MOST_TOGETHER)):
        for block in blocks:
            if 1 < len(block) <= most:
                found.update(combinations(block, 2))
    return sorted(found)


def _tells(column: Column) -> float:
    """Bits that the values of a column tell of a record, on average; nothing for the records that have none."""
    return sum(-count * log2(count / column.filled) for count in column.counts) / max(1, len(column.of))


def _keys(value: Value, kind: Kind) -> Iterator[str]:
    if kind is Kind.TEXT or not value.plain.isdecimal():
        bones = sorted({bone for bone in value.bones if len(bone) > 1}, key=lambda bone: (-len(bone), bone))
        yield from dict.fromkeys(bone[:_LETTERS] for bone in bones[:_WORDS])
        if not bones:
            yield value.plain[:_LETTERS]
    elif value.date is not None:
        year, month, day = value.date
        yield f"y{year}"
        if month and day:
            yield f"d{min(month, day)}-{max(month, day)}"
    elif kind is Kind.CODE and len(value.plain) > 3:
        half = len(value.plain) // 2
        yield "a" + value.plain[:half]
        yield "z" + value.plain[half:]
    else:
        yield value.plain


def same_value(columns: Sequence[Column], at: int) -> list[Pair]:
    """Pairs of records that have one value in a column, where it is not common: for learning from."""
    holders: dict[int, list[int]] = defaultdict(list)
    for record, value in enumerate(columns[at].of):
        if value >= 0 and columns[at].counts[value] <= MOST_TOGETHER:
            holders[value].append(record)
    return [pair for block in holders.values() for pair in combinations(block, 2)]


def unrelated(records: int, wanted: int) -> list[Pair]:
    """So many pairs of records strewn evenly over all pairs, the same ones each time."""
    every = records * (records - 1) // 2
    step = max(1, every // wanted)
    found = Counter[Pair]()
    first, left = 0, 0
    for number in range(0, every, step):
        # The pairs in rows (0,1) (0,2) ... (1,2) ...: move on by rows instead of computing roots.
        left = number - _before(first, records)
        while left >= records - 1 - first:
            left -= records - 1 - first
            first += 1
        found[first, first + 1 + left] = 1
    return list(found)


def _before(first: int, records: int) -> int:
    """Pairs in the rows before a row."""
    return first * (records - 1) - first * (first - 1) // 2
