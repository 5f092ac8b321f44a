"""Where sentences begin and end, in English, Ukrainian and Russian.

A line break always ends a sentence. A full stop does not after an abbreviation (``data/speech/abbreviations.yaml``), an
initial, or before a word in lower case. One pass, cost linear in the length of the text.
"""

import re
from functools import cache

from witnessmark.reading.compiled import compiled

_BREAK = re.compile(r"[.!?…\n](?:(?<=\n)|(?<![.!?…].)[.!?…]*+[»”\"'’)\]]*+(?=\s))")
"""A line break, or a run of marks with what closes around it. Each run is looked at once and never given back: a line
of a million full stops costs its length."""
_BEFORE = re.compile(r"[\w.\-/]+\Z")
_LETTERED = re.compile(r"(?:\w\.)+\w")
_DASHES = "–—-―"
_LINE_ENDS = ("", "\n", "\r")
_REACH = 14
"""How far before a full stop an abbreviation may begin."""


_REMEMBERED = 50_000
_ENDS, _ABBREVIATION, _BEFORE_NUMBER = range(3)


class _Kinds(dict[str, int]):
    """What a full stop after some letters is, worked out once for each: an end, or that of an abbreviation."""

    def __missing__(self, letters: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        found = _BEFORE.search(letters)
        kind = self[letters] = _ENDS if found is None else _kind(found.group())
        return kind


def _kind(letters: str) -> int:
    always, number = _abbreviations()
    word = letters.lower()
    initial = len(word) == 1 and letters.isupper() and letters.isalpha()
    if initial or word in always or _LETTERED.fullmatch(word):
        return _ABBREVIATION
    return _BEFORE_NUMBER if word in number else _ENDS


_kinds = _Kinds()


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    data: dict[str, dict[str, list[str]]] = compiled("speech-abbreviations")
    always = frozenset(word for language in data.values() for word in language["always"])
    return always, frozenset(word for language in data.values() for word in language["number"])


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """Half-open bounds of the sentences, without the blanks around them; in order, never overlapping, none empty."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        begin, end = match.span()
        if text[begin] != "\n" and _continues(text, begin, end):
            continue
        _add(bounds, text, start, end)
        start = end
    _add(bounds, text, start, len(text))
    return bounds


def _continues(text: str, begin: int, end: int) -> bool:
    """Whether the mark at ``begin`` belongs to an abbreviation or an initial, or the next word is in lower case."""
    after = text[end : end + 6].lstrip(" \t\u00a0")
    first = after[:1]
    if first.islower() or (first and first in _DASHES and after[1:].lstrip(" \u00a0")[:1].islower()):
        return True  # "… now.” – told the soldier": speech and its reporting clause are one sentence
    if text[begin] != "." or end - begin > 1 or first in _LINE_ENDS:
        return False
    before = text[max(0, begin - _REACH) : begin]
    kind = _kinds[before[before.rfind(" ") + 1 :]]
    return kind == _ABBREVIATION or (kind == _BEFORE_NUMBER and first.isdigit())


def _add(bounds: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    inner = piece.strip()
    if inner:
        start += piece.index(inner[0]) if inner != piece else 0
        bounds.append((start, start + len(inner)))
