"""Places that no gazetteer names but whose words say what they are: hotels, numbered schools, streets, waters, forts.

A building or street lies in the settlement that the text names with it, with that settlement's radius.
"""

import re
from bisect import bisect_right
from functools import cache
from typing import Any

from witnessmark.model.record import PlaceMention
from witnessmark.reading.places.layout import fold_name
from witnessmark.reading.places.tables import load

_REST = re.compile(r"[^.!?\n]{0,80}")
_LINE_END = re.compile(r"[.!?:;,…][\"'”»*_)]*\Z")
_HEADING = 70
"""Characters of the longest heading."""


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    data: dict[str, Any] = load("context")
    facilities = "|".join(data["facilities"].values())
    return (
        ("facility", "pattern/building", re.compile(rf"(?<!\w)(?:{facilities})")),
        ("facility", "pattern/street", re.compile(rf"(?<!\w)(?:{data['streets']})")),
        ("natural", "pattern/natural", re.compile(rf"(?<!\w)(?:{data['natural_after']}|{data['natural_before']})")),
    )


def add_patterns(text: str, places: list[PlaceMention]) -> list[PlaceMention]:
    """The places with those of the patterns among them, in order. A pattern that covers found places takes their
    stead."""
    taken = places
    for kind, rule, pattern in _patterns():
        fresh: list[PlaceMention] = []
        hosts = _Hosts(text, taken)
        for match in pattern.finditer(text):
            if kind == "natural" and any(
                p.start == match.start() and p.end >= match.end() for p in _near(taken, match)
            ):
                continue
            fresh.append(_made(text, match.start(), match.end(), kind, rule, hosts))
        taken = _merged(taken, fresh)
    return taken


@cache
def _named_settlement() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){load('context')['unnamed']}")


def add_unknown(text: str, places: list[PlaceMention]) -> list[PlaceMention]:
    """Settlements that the text calls so and no table knows: named, and without a point, wherever the text names
    them. A name that is told in full replaces a known place that only begins like it."""
    known = {place.quote for place in places}
    names: set[str] = set()
    whole: set[str] = set()
    for match in _named_settlement().finditer(text):
        group = match.lastgroup or "of"
        name = match[group]
        if name not in known and fold_name(name) not in _not_settlements():
            names.add(name)
            if group.startswith("apposed"):
                whole.add(name)
    if not names:
        return places
    longest = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")
    made = [
        PlaceMention(
            start=m.start(), end=m.end(), quote=m.group(), name=m.group(), kind="settlement", rule="pattern/settlement"
        )
        for m in pattern.finditer(text)
    ]
    starts = [place.start for place in places]
    free = [m for m in made if not _covered(m, places, starts) or (m.quote in whole and _begins(m, places, starts))]
    return _merged(places, free)


def _begins(mention: PlaceMention, places: list[PlaceMention], starts: list[int]) -> bool:
    """Whether the one place that the mention covers is a settlement that begins with it."""
    index = bisect_right(starts, mention.end - 1) - 1
    place = places[index]
    return place.kind == "settlement" and place.start == mention.start and place.end < mention.end


def _covered(mention: PlaceMention, places: list[PlaceMention], starts: list[int]) -> bool:
    index = bisect_right(starts, mention.end - 1) - 1
    return index >= 0 and places[index].end > mention.start


@cache
def _not_settlements() -> frozenset[str]:
    data = load("context")
    return frozenset(data["never"]) | frozenset(data["before_place"]) | frozenset(data["titles"])


def _near(places: list[PlaceMention], match: re.Match[str]) -> list[PlaceMention]:
    index = bisect_right(places, match.start(), key=lambda place: place.start)
    return places[max(0, index - 1) : index + 1]


def _made(text: str, start: int, end: int, kind: str, rule: str, hosts: "_Hosts") -> PlaceMention:
    quote = text[start:end]
    name = " ".join(quote.split())
    if kind == "natural":
        return PlaceMention(start=start, end=end, quote=quote, name=name, kind="natural", rule=rule)
    host = hosts.of(start, end, name)
    if host is None:
        return PlaceMention(start=start, end=end, quote=quote, name=name, kind="facility", rule=rule)
    return PlaceMention(
        start=start,
        end=end,
        quote=quote,
        name=name,
        kind="facility",
        country=host.country,
        lat=host.lat,
        lon=host.lon,
        radius_km=host.radius_km,
        via="document",
        admin=(*host.admin, *((host.name,) if host.name else ())),
        relation="in",
        rule=rule,
    )


class _Hosts:
    """The settlements in which buildings and streets of a text lie."""

    def __init__(self, text: str, places: list[PlaceMention]) -> None:
        self._text = text
        self._places = [p for p in places if p.kind == "settlement" and p.lat is not None]
        self._starts = [p.start for p in self._places]
        self._known: dict[str, PlaceMention] = {}

    def of(self, start: int, end: int, name: str) -> PlaceMention | None:
        """The settlement that the rest of the sentence names, else the last of its paragraph that is no origin or goal,
        else that of the heading above, else where the text had this name before, else the last one named at all."""
        host = (
            self._following(end)
            or self._in_paragraph(start)
            or self._in_heading(start)
            or self._known.get(fold_name(name))
            or self._last(start)
        )
        if host is not None:
            self._known.setdefault(fold_name(name), host)
        return host

    def _following(self, end: int) -> PlaceMention | None:
        rest = _REST.match(self._text, end)
        reach = rest.end() if rest else end
        first = bisect_right(self._starts, end)
        return next((p for p in self._places[first : first + 3] if p.start < reach and not self._elsewhere(p)), None)

    def _in_paragraph(self, start: int) -> PlaceMention | None:
        begin = self._text.rfind("\n", 0, start) + 1
        before = self._places[bisect_right(self._starts, begin - 1) : bisect_right(self._starts, start)]
        return next((p for p in reversed(before) if p.end <= start and not self._elsewhere(p)), None)

    def _in_heading(self, start: int) -> PlaceMention | None:
        """The settlement that the nearest heading above names: a heading without one ends the section before it."""
        at = bisect_right(self._starts, start) - 1
        floor = self._text.rfind("\n", 0, start)
        for _ in range(_SECTION_LINES):
            begin = self._text.rfind("\n", 0, max(floor, 0)) + 1
            if floor <= 0:
                return None
            line = self._text[begin:floor].strip()
            if line and len(line) <= _HEADING and not _LINE_END.search(line):
                while at >= 0 and self._starts[at] > floor:
                    at -= 1
                return self._places[at] if at >= 0 and self._starts[at] >= begin else None
            floor = begin - 1
        return None

    def _last(self, start: int) -> PlaceMention | None:
        before = self._places[max(0, bisect_right(self._starts, start) - 12) : bisect_right(self._starts, start)]
        ended = [p for p in before if p.end <= start]
        return next((p for p in reversed(ended) if not self._elsewhere(p)), ended[-1] if ended else None)

    def _elsewhere(self, place: PlaceMention) -> bool:
        """Whether the text says that the thing goes to or comes from there, or lies between: not that it is in it."""
        return _elsewhere().search(self._text, max(0, place.start - 40), place.start) is not None


_SECTION_LINES = 60
"""Lines above a building in which its heading is looked for."""


@cache
def _elsewhere() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){load('context')['elsewhere']}\s*\Z")


def _merged(places: list[PlaceMention], fresh: list[PlaceMention]) -> list[PlaceMention]:
    """Both in order; a fresh one replaces what it covers."""
    if not fresh:
        return places
    starts = [place.start for place in fresh]
    kept = []
    for place in places:
        index = bisect_right(starts, place.end - 1) - 1
        if index >= 0 and fresh[index].start < place.end and place.start < fresh[index].end:
            continue
        kept.append(place)
    return sorted([*kept, *fresh], key=lambda place: place.start)
