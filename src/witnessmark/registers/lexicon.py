"""What words of a sentence say beside the roles of a claim. Data: ``data/lexicon.yaml``, by vocabulary, id, language.

All languages are looked for in every text: a witness mixes them, and a stem of one is no word of another.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import NamedTuple

import msgspec

from witnessmark.model.span import Span

_WHOLE_WORDS = frozenset({"en"})


class Hit(NamedTuple):
    """An id of a vocabulary and the words that say it."""

    value: str
    span: Span


def find(vocabulary: str, text: str, start: int, end: int) -> list[Hit]:
    """What the text from ``start`` to ``end`` says of a vocabulary, in order. Where words overlap the longest holds,
    then the one that stands first in the data."""
    found: list[tuple[int, int, str]] = []
    for value, pattern in _patterns(vocabulary):
        found += [(match.start(), match.end(), value) for match in pattern.finditer(text, start, end) if match.group()]
    if len(found) > 1:
        found = _longest(found)
    return [Hit(value, Span.of(text, first, last)) for first, last, value in found]


def _longest(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for one in sorted(found, key=lambda one: one[0] - one[1]):  # stable: of equal lengths the first in the data
        if all(one[1] <= other[0] or other[1] <= one[0] for other in kept):
            kept.append(one)
    return sorted(kept)


@cache
def _patterns(vocabulary: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((value, _pattern(languages)) for value, languages in _lexicon()[vocabulary].items())


def _pattern(languages: dict[str, list[str]]) -> re.Pattern[str]:
    entries = [_bounded(entry, language) for language, entries in languages.items() for entry in entries]
    return re.compile(rf"(?<!\w)(?:{'|'.join(entries)})", re.IGNORECASE)


def _bounded(entry: str, language: str) -> str:
    if language in _WHOLE_WORDS:
        return rf"(?:{entry})(?!\w)"
    return entry if entry.endswith(r"\b") else rf"(?:{entry})\w*"


def vocabularies() -> Iterable[str]:
    return _lexicon().keys()


@cache
def _lexicon() -> dict[str, dict[str, dict[str, list[str]]]]:
    compiled = resources.files("witnessmark.registers").joinpath("tables/lexicon.json").read_bytes()
    return msgspec.json.decode(compiled, type=dict[str, dict[str, dict[str, list[str]]]])
