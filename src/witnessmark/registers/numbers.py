"""Whole numbers in a text, with where they stand: "420", "1 200", "forty-two", «двадцять три»."""

import re
from collections.abc import Callable
from typing import NamedTuple

_TOKEN = re.compile(r"\d{1,3}(?:[ \u00a0\u202f,]\d{3})+(?!\d)|[\w'’]+")
_JOINED = re.compile(r"[-\s]+")
_LANGUAGES = ("en", "uk", "ru")
_DIGITS = re.compile(r"[\d \u00a0\u202f,]+")

NumberReader = Callable[[str, str], str | None]
"""The number that a word is, as digits, or None; the second argument is a language (ISO 639-1)."""


class Number(NamedTuple):
    start: int
    end: int
    value: str


def numbers(text: str, start: int, end: int, number_of: NumberReader) -> list[Number]:
    """The numbers of the text from ``start`` to ``end``, in order. Number words that go on with one another are one."""
    found: list[Number] = []
    values: list[int] = []
    """Of the words that make the last number, while it may go on."""
    for match in _TOKEN.finditer(text, start, end):
        token = match.group()
        if _DIGITS.fullmatch(token):
            values = []
            found.append(Number(match.start(), match.end(), re.sub(r"\D", "", token)))
            continue
        value = None if token[0].isdigit() else _word(token, number_of)
        if value is None:
            values = []
        elif values and _JOINED.fullmatch(text, found[-1].end, match.start()) and _goes_on(values[-1], value):
            values.append(value)
            found[-1] = Number(found[-1].start, match.end(), str(_together(values)))
        else:
            values = [value]
            found.append(Number(match.start(), match.end(), str(value)))
    return found


def _word(token: str, number_of: NumberReader) -> int | None:
    for language in _LANGUAGES:
        number = number_of(token, language)
        if number is not None and number.isdecimal():
            return int(number)
    return None


def _goes_on(before: int, value: int) -> bool:
    """Whether a number word may follow another within one number: "forty" + "two", "two" + "hundred"."""
    return value in (100, 1000, 1_000_000) or before % 100 == 0 or (before % 10 == 0 and value < 10)


def _together(values: list[int]) -> int:
    whole = part = 0
    for value in values:
        if value == 100 and part:
            part *= 100
        elif value >= 1000:
            whole, part = whole + max(part, 1) * value, 0
        else:
            part += value
    return whole + part
