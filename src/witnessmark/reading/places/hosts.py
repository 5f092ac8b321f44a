"""Where things lie that no gazetteer knows: in or near the settlement that the text names with them."""

import re
from bisect import bisect_right
from functools import cache

import msgspec

from witnessmark.model.record import PlaceMention
from witnessmark.reading.places.layout import fold_name
from witnessmark.reading.places.tables import load

_REST = re.compile(r"[^.!?\n]{0,80}")
_LINE_END = re.compile(r"[.!?:;,…][\"'”»*_)]*\Z")
_HEADING = 70
"""Characters of the longest heading."""
_NEAR_KM = 40.0
"""How far a water or a hill may be from a settlement that is named with it."""


def _in(made: PlaceMention, host: PlaceMention) -> PlaceMention:
    return msgspec.structs.replace(
        made,
        country=host.country,
        lat=host.lat,
        lon=host.lon,
        radius_km=host.radius_km,
        via="document",
        admin=(*host.admin, *((host.name,) if host.name else ())),
        relation="in",
    )


def _near(made: PlaceMention, host: PlaceMention) -> PlaceMention:
    return msgspec.structs.replace(
        made,
        country=host.country,
        lat=host.lat,
        lon=host.lon,
        radius_km=(host.radius_km or 0.0) + _NEAR_KM,
        via="document",
        relation="near",
    )


class Hosts:
    """The settlements in which buildings and streets of a text lie."""

    def __init__(self, text: str, places: list[PlaceMention]) -> None:
        self._text = text
        self._places = [p for p in places if p.kind == "settlement" and p.lat is not None]
        self._starts = [p.start for p in self._places]
        self._known: dict[str, PlaceMention] = {}

    def place(self, made: PlaceMention) -> PlaceMention:
        """``made`` with the position that its surroundings give it: a building's is its settlement's; a water or a hill
        is near the settlement of its paragraph, if there is one; an area has none."""
        if made.kind == "facility":
            host = self.of(made.start, made.end, made.name or "")
            return made if host is None else _in(made, host)
        if made.kind != "natural":
            return made
        near = self._following(made.end) or self._in_paragraph(made.start)
        return made if near is None else _near(made, near)

    def of(self, start: int, end: int, name: str) -> PlaceMention | None:
        """The settlement in its name, else one that the rest of the sentence names, else the last of its paragraph that
        is no origin or goal, else that of the heading above, else where the text had this name before, else the last
        one named at all."""
        host = (
            self._within(start, end)
            or self._following(end)
            or self._in_paragraph(start)
            or self._in_heading(start)
            or self._known.get(fold_name(name))
            or self._last(start)
        )
        if host is not None:
            self._known.setdefault(fold_name(name), host)
        return host

    def _within(self, start: int, end: int) -> PlaceMention | None:
        """The settlement in the thing's own name: Kharkiv Hospital."""
        index = bisect_right(self._starts, end) - 1
        return self._places[index] if index >= 0 and self._starts[index] >= start else None

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
