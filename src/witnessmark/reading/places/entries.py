"""Names at the head of an entry: in a log or a chronicle each line begins with a day, an hour and a place.

"04.02.2023, 07:15. Dvorichna. Mortar fire …" No preposition stands there, and the sentence is the name alone: elsewhere
a capital letter at the beginning of a sentence tells nothing, here it is the layout that tells.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from witnessmark.model.record import PlaceMention
from witnessmark.reading.places.capitals import UPPER
from witnessmark.reading.places.layout import fold_name
from witnessmark.reading.places.patterns import covered, merged
from witnessmark.reading.places.persons import given_names
from witnessmark.reading.places.tables import load

_LOG = 3
"""Entries that begin with a time, from which a text is a log: then a name at a head is a place though no table knows
it, if a table knows another head."""


@dataclass(frozen=True, slots=True)
class Head:
    """A name at the beginning of a line, after a time if there is one."""

    start: int
    end: int
    timed: bool


def heads_in(text: str) -> list[Head]:
    """Heads in order. A line whose name runs on into a sentence has none."""
    return [Head(m.start("name"), m.end("name"), m["when"] is not None) for m in _pattern().finditer(text)]


@cache
def _pattern() -> re.Pattern[str]:
    name = rf"[{UPPER}][\w'’ʼ]*(?:[- ][{UPPER}][\w'’ʼ]*){{0,2}}"
    when = r"\d[^\n]{0,34}?[.,:;–—]\s"
    kind = rf"(?:(?:{'|'.join(map(re.escape, load('context')['settlement_short']))})\s)?"
    after = r"(?:[.:]\s|\s[–—-]\s|(?(when),\s|,\s\d))"
    return re.compile(rf"^[ \t]*(?:[-–—•*]\s+)?(?P<when>{when})?\s?{kind}(?P<name>{name})(?={after})", re.MULTILINE)


def add_heads(text: str, heads: Sequence[Head], places: list[PlaceMention]) -> list[PlaceMention]:
    """The places, with those heads of a log that no table knows: named, and without a point."""
    timed = [head for head in heads if head.timed]
    starts = [place.start for place in places]
    known = set(starts)
    if len(timed) < _LOG or not (any(head.start in known for head in timed) or _many(text, timed)):
        return places
    named = [
        PlaceMention(start=h.start, end=h.end, quote=name, name=name, kind="settlement", rule="pattern/entry")
        for h in timed
        if (name := text[h.start : h.end]) and _may_be_place(name)
    ]
    return merged(places, [one for one in named if not covered(one, places, starts)])


def _many(text: str, timed: Sequence[Head]) -> bool:
    """Whether so many different names stand at heads that they are places also where a table knows none."""
    return len({text[head.start : head.end] for head in timed}) >= 2 * _LOG


def _may_be_place(name: str) -> bool:
    """Not a person, an abbreviation, nor what such a line often begins with ("Shelling.", "Update:")."""
    words = fold_name(name).split()
    data = _never()
    return not name.isupper() and words[0] not in given_names() and not any(word in data for word in words)


@cache
def _never() -> frozenset[str]:
    data = load("context")
    return frozenset(word for name in ("head_nouns", "never", "titles", "organisations_after") for word in data[name])
