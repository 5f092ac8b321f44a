"""Where sentences begin and end, in English, Ukrainian and Russian.

A line break always ends a sentence. A full stop does not after an abbreviation (``data/speech/abbreviations.yaml``), an
initial, or before a word in lower case. One pass, cost linear in the length of the text.
"""

import re
from functools import cache

from witnessmark.reading.compiled import compiled

_CLOSERS = "»”\"'’)\\]"
_BREAK = re.compile(rf"(?<![.!?…])[.!?…]++[{_CLOSERS}]*+(?=\s)|\n")
"""Each run of marks is looked at once and never given back: a line of a million full stops costs its length."""
_BEFORE = re.compile(r"[\w.\-/]+\Z")
_DASHES = "–—-―"
_REACH = 14
"""How far before a full stop an abbreviation may begin."""


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
    if text[begin] != "." or end - begin > 1 or first in {"", "\n", "\r"}:
        return False
    found = _BEFORE.search(text, max(0, begin - _REACH), begin)
    if found is None:
        return False
    word = found.group().lower()
    always, number = _abbreviations()
    if len(word) == 1 and word.isalpha():
        return found.group().isupper() or word in always or (word in number and first.isdigit())
    return word in always or (word in number and first.isdigit()) or bool(re.fullmatch(r"(?:\w\.)+\w", word))


def _add(bounds: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    inner = piece.strip()
    if inner:
        start += len(piece) - len(piece.lstrip())
        bounds.append((start, start + len(inner)))
