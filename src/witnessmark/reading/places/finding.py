"""Where a text may name a place: every capitalised word that begins a name of the gazetteer, the longest name first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from witnessmark.reading.places.capitals import Capitals
from witnessmark.reading.places.gazetteer import Candidate
from witnessmark.reading.places.layout import Form, Mark, fold_name
from witnessmark.reading.places.naming import LOWER, MIXED, TAIL_LOWER, Name, Names
from witnessmark.reading.places.tables import load

_LONGEST = 64
"""Characters of the longest name that is looked for."""


@dataclass(slots=True, eq=False)
class Found:
    """A name in the text that may be a place, on its way to being one."""

    start: int
    end: int
    key: str
    name: Name
    candidates: tuple[Candidate, ...]
    marks: int
    before: tuple[str, ...] = ()
    """Up to two words before, folded, nearest first; empty where a sentence begins."""
    after: str = ""
    """The word after, folded, "" at the end of the sentence."""
    capital_before: bool = False
    capital_after: bool = False
    first: bool = False
    """Whether a sentence or a quotation begins here."""
    score: float = 0.0
    evidence: str = "name"
    """What spoke most for a place, as a short id."""
    chosen: Candidate | None = None
    reason: str = "only one"
    """Why that candidate was chosen, as a short id."""
    container: "Found | None" = None
    """The found place that this one is said to lie in: Paris, Texas."""
    figurative: bool = False
    told: bool = False
    """Whether the text says beyond doubt what it is, in words that stand apart from it."""
    heads: bool = False
    """Whether it is the head of an entry: a line begins with it, or with a time and it."""
    follows: bool = False
    """Whether another name stands directly before, as in "Tucson, Ariz."."""
    ranking: list[tuple[float, Candidate]] = field(default_factory=list)


def find(folded: str, capitals: Capitals, names: Names) -> list[Found]:
    """Every stretch of the text that is a name of the gazetteer, in order, never overlapping."""
    text = capitals.text
    found = []
    reached = -9
    prefixes, opens, opening = names.prefixes, names.opens, names.opening
    for start, word in _beginnings(text, capitals):
        if start < reached:
            continue
        known = opening.get(word)
        if known is False or (known is None and not opens(word)):
            continue
        for key in reversed(prefixes(folded[start : start + _LONGEST])):
            end = start + len(key)
            if not _whole(text, folded, start, end):
                continue
            mention = _mention(text, start, end, key, names)
            if mention is not None and not _is_of_body(text, mention):
                mention.follows = start - reached <= 2 and text[reached:start].strip(" ,") == ""
                found.append(mention)
                reached = end
                break
    return found


def _beginnings(text: str, capitals: Capitals) -> Iterable[tuple[int, str]]:
    """Where a name may begin: capitalised words, and the few names of states that are written without a capital."""
    lower = [word for word in load("context")["lower"] if word in text]
    upper: Iterable[tuple[int, str]] = zip(capitals.starts, capitals.words, strict=True)
    if parts := [(m.start(1), m.group(1)) for m in _JOINED.finditer(text)]:
        upper = sorted([*upper, *parts])
    if not lower:
        return upper
    words = "|".join(sorted(lower, key=len, reverse=True))
    small = [(m.start(), m.group()) for m in re.finditer(rf"(?<![\w'’ʼ])(?:{words})(?!\w)", text)]
    return sorted([*upper, *small])


_JOINED = re.compile(r"(?<=\w-)([A-Z][\w'’ʼ]*(?:\.[A-Z]\.)?)")
"""The later parts of words that a hyphen joins: "Fargo-Moorhead", "a DPRK-U.S. summit"."""


def _whole(text: str, folded: str, start: int, end: int) -> bool:
    """Whether the name ends where a word ends, and is no part of a hyphenated name."""
    following = folded[end : end + 2]
    if following[:1].isalnum() or following[:1] == "_":
        return False
    if following[:1] == "'" and following[1:].isalpha():
        return following == "'s" and not folded[end + 2 : end + 3].isalpha()
    if text[start:end].isascii():
        return not (
            start and text[start - 1] == "-" and text[max(0, start - 3) : start - 1].islower() and _small(text, start)
        )
    if following[:1] == "-" and text[end + 1 : end + 2].isupper() and text[end] != "–":
        return False
    return not (start and text[start - 1] == "-" and text[start - 2 : start - 1].isalpha())


def _small(text: str, start: int) -> bool:
    """Whether what a hyphen joins before is written small: "al-Sadr", "ex-Moscow"."""
    return text[text.rfind(" ", 0, start) + 1].islower()


_BODY = re.compile(r" (?:Council|Hall|Manager|Public|Attorney|School|Commission|Clerk|Police|Library|Board|Planning)")


def _is_of_body(text: str, mention: Found) -> bool:
    """Whether "City" belongs to what follows a town: "Dublin City Council", where no town is called so."""
    if not mention.key.endswith(" city") or _BODY.match(text, mention.end) is None:
        return False
    return not any(c.place.kind == "settlement" and c.form == Form.OFFICIAL for c in mention.candidates)


def _mention(text: str, start: int, end: int, key: str, names: Names) -> Found | None:
    shape = LOWER if text[start].islower() else 0
    if len(key) <= 4 and not text[start:end].isupper():
        shape |= MIXED
    if " " in key and text[start + key.rfind(" ") + 1].islower():
        shape |= TAIL_LOWER
    name = names.name(key, shape)
    if name is None:
        return None
    if shape & TAIL_LOWER and (tail := _GENERIC.search(key)) and all(c.place.country != "UA" for c in name.candidates):
        end = start + tail.start()  # "Anbar province" is Anbar, said to be one
    return Found(start, end, key, name, name.candidates, name.marks)


_GENERIC = re.compile(r" (?:province|state|governorate|county|parish|prefecture)\Z")


_WORD_AFTER = re.compile(r"(?:'s|’s)?(?: |\n|-)([\w'’ʼ\-]+\.?)")
_REACH = 40
_OPENING = '(“«"„'
_fold_word = lru_cache(maxsize=65_536)(fold_name)


def look_around(text: str, found: list[Found], sentence_starts: list[int]) -> None:
    """Fill in the words around each found name."""
    starts = iter(sentence_starts)
    following = next(starts, len(text))
    begin = 0
    for mention in found:
        while following <= mention.start:
            begin, following = following, next(starts, len(text) + 1)
        _look_before(text, mention, begin)
        match = _WORD_AFTER.match(text, mention.end)
        if match and match.start(1) < following:
            word = match.group(1)
            mention.after = _fold_word(word)
            mention.capital_after = word[0].isupper()


def _look_before(text: str, mention: Found, begin: int) -> None:
    window = text[max(begin, mention.start - _REACH) : mention.start]
    words = window.split()[-2:]
    if window[-1:].isspace() or window[-1:] in _OPENING:
        while words and not words[-1].rstrip(_OPENING):
            words.pop()
        near = words[-1].rstrip(_OPENING).lstrip(_BEFORE_WORD) if words else ""
        if near and _is_word(near[-1]):
            mention.capital_before = near[0].isupper()
            far = words[-2].lstrip(_BEFORE_WORD) if len(words) > 1 and words[-1][0] == near[0] else ""
            both = far and _is_word(far[-1])
            mention.before = (_fold_word(near), _fold_word(far)) if both else (_fold_word(near),)
    mention.first = not text[begin : mention.start].strip(_LEADING) if mention.start - begin < _REACH else False


_BEFORE_WORD = '(“«"„‘[—–*•-'
_LEADING = " \t\n\"'“”«»„‘’(—–-•*"


def _is_word(character: str) -> bool:
    return character.isalnum() or character in "'’ʼ-._"


def is_ordinary(mention: Found) -> bool:
    return bool(mention.marks & Mark.ORDINARY)
