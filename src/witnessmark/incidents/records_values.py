"""What the values of a column of records are: dates, codes, numbers or words; found out from the values themselves.

Nothing depends on what a column is called. A value that the kind of its column cannot read is compared as words.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from witnessmark.incidents.spelling import month_of, skeleton

MOSTLY = 0.8
"""The share of a column's values that a kind must fit."""

YEARS = range(1880, 2101)

LONG_CODE = 4
"""Digits from which a column of digits is one of codes, of which one wrong digit says little, and not of numbers."""

_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_TOKENS = re.compile(r"[^\W_]+")
_NO_CODE = re.compile(r"[\s./-]")
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`‘′", "'"))


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    DATE = "date"
    CODE = "code"
    NUMBER = "number"


class Value(NamedTuple):
    """One value, prepared: ``plain`` is folded; ``tokens`` are its words, ``bones`` their skeletons, in ``bag`` without
    order; ``date`` is year, month and day, each None where it is not said; ``digits`` are those of a date."""

    plain: str
    tokens: tuple[str, ...] = ()
    bones: tuple[str, ...] = ()
    bag: frozenset[str] = frozenset()
    initials: bool = False
    date: tuple[int | None, int | None, int | None] | None = None
    digits: str = ""


class Column(NamedTuple):
    """A field of all records: for each record the number of its value in ``values``, -1 for none."""

    name: str
    kind: Kind
    of: list[int]
    values: list[Value]
    counts: list[int]

    @property
    def filled(self) -> int:
        return sum(self.counts)


def columns(records: Sequence[Mapping[str, Any]]) -> list[Column]:
    """The fields that at least two records have, in order of their names."""
    names = Counter(name for record in records for name, value in record.items() if said(value) is not None)
    return [_column(name, [said(record.get(name)) for record in records]) for name in sorted(names) if names[name] > 1]


def said(value: Any) -> str | None:
    """A value as words; None for nothing, and for what is no single value."""
    if value is None or isinstance(value, dict | list):
        return None
    words = " ".join(str(value).split())
    return words or None


def _column(name: str, given: list[str | None]) -> Column:
    kind = kind_of([words for words in given if words is not None])
    known: dict[str, int] = {}
    values: list[Value] = []
    counts: list[int] = []
    of: list[int] = []
    for words in given:
        if words is None:
            of.append(-1)
            continue
        value = prepare(words, kind)
        index = known.setdefault(value.plain, len(values))
        if index == len(values):
            values.append(value)
            counts.append(0)
        counts[index] += 1
        of.append(index)
    return Column(name, kind, of, values, counts)


def kind_of(values: Sequence[str]) -> Kind:
    """The kind that most of the values fit."""
    enough = MOSTLY * len(values)
    dates = [date for value in values if (date := read_date(value))]
    if len(dates) >= enough and (sum(date[1] is not None for date in dates) >= len(dates) / 2):
        return Kind.DATE
    if sum(value.isdecimal() for value in values) >= enough:
        lengths = sorted(len(value) for value in values if value.isdecimal())
        return Kind.CODE if lengths[len(lengths) // 2] >= LONG_CODE else Kind.NUMBER
    if sum(_is_code(value) for value in values) >= enough:
        return Kind.CODE
    return Kind.TEXT


def _is_code(value: str) -> bool:
    digits = sum(letter.isdecimal() for letter in value)
    return digits >= 3 and 2 * digits >= len(_NO_CODE.sub("", value))


def prepare(words: str, kind: Kind) -> Value:
    plain = words.casefold().translate(_APOSTROPHES).replace("ё", "е")
    if kind is Kind.CODE:
        return Value(_NO_CODE.sub("", plain))
    if kind is Kind.NUMBER:
        return Value(plain.lstrip("0") or "0" if plain.isdecimal() else plain)
    date = read_date(words) if kind is Kind.DATE else None
    if date is not None:
        digits = "{:04}{:02}{:02}".format(*(part or 0 for part in date))
        return Value(digits, date=date, digits=digits)
    tokens = tuple(_TOKENS.findall(plain))
    bones = tuple(skeleton(token) or token for token in tokens)
    return Value(" ".join(tokens) or plain, tokens, bones, frozenset(bones), any(len(token) == 1 for token in tokens))


@lru_cache(maxsize=50_000)
def read_date(words: str) -> tuple[int | None, int | None, int | None] | None:
    """Year, month and day as written, without asking whether there is such a day; None for what is no date.

    19560409, 1956-04-09, 1956-04, 09.04.1956, 9/4/1956, "9 April 1956", «9 квітня 1956 року», 1956.
    """
    numbers = [(int(part.group()), len(part.group())) for part in _DIGITS.finditer(words)]
    months = [month for word in _LETTERS.findall(words.casefold()) if (month := month_of(word))]
    if len(numbers) == 1 and numbers[0][1] == 8 and words.isdecimal():
        return _whole(words)
    years = [number for number, length in numbers if length == 4 and number in YEARS]
    others = [number for number, length in numbers if length <= 2]
    if len(years) != 1 or len(years) + len(others) != len(numbers) or len(others) + len(months) > 2:
        return None
    if months:
        return (years[0], months[0], others[0] if others else None) if len(months) == 1 else None
    if len(others) == 2:
        month, day = others if numbers[0][1] == 4 else reversed(others)
        return years[0], month, day
    return years[0], others[0] if others else None, None


def _whole(digits: str) -> tuple[int | None, int | None, int | None] | None:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if year in YEARS and month <= 31 and day <= 31:
        return year, month, day
    return None
