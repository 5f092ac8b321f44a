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

_CENTRE_OF = re.compile(r"[^.!?\n]{0,80}")


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
        fresh = []
        for match in pattern.finditer(text):
            if kind == "natural" and any(
                p.start == match.start() and p.end >= match.end() for p in _near(taken, match)
            ):
                continue
            fresh.append(_made(text, match.start(), match.end(), kind, rule, taken))
        taken = _merged(taken, fresh)
    return taken


@cache
def _named_settlement() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){load('context')['unnamed']}")


def add_unknown(text: str, places: list[PlaceMention]) -> list[PlaceMention]:
    """Settlements that the text calls so and no table knows: named, and without a point, wherever the text names
    them."""
    fresh: dict[str, tuple[int, int]] = {}
    for match in _named_settlement().finditer(text):
        group = match.lastgroup or "of"
        fresh.setdefault(match[group], match.span(group))
    known = {place.quote for place in places}
    names = [name for name in fresh if name not in known and fold_name(name) not in _not_settlements()]
    if not names:
        return places
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")
    made = [
        PlaceMention(
            start=m.start(), end=m.end(), quote=m.group(), name=m.group(), kind="settlement", rule="pattern/settlement"
        )
        for m in pattern.finditer(text)
    ]
    taken = [place.start for place in places]
    free = [m for m in made if not _covered(m, places, taken)]
    return _merged(places, free)


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


def _made(text: str, start: int, end: int, kind: str, rule: str, places: list[PlaceMention]) -> PlaceMention:
    quote = text[start:end]
    name = " ".join(quote.split())
    if kind == "natural":
        return PlaceMention(start=start, end=end, quote=quote, name=name, kind="natural", rule=rule)
    host = _host(text, start, end, places)
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


def _host(text: str, start: int, end: int, places: list[PlaceMention]) -> PlaceMention | None:
    """The settlement that the rest of the sentence names, else the last one named before."""
    sentence = _CENTRE_OF.match(text, end)
    reach = sentence.end() if sentence else end
    index = bisect_right(places, end, key=lambda place: place.start)
    for place in places[index : index + 3]:
        if place.start < reach and place.kind == "settlement" and place.lat is not None:
            return place
    before = bisect_right(places, start, key=lambda place: place.start)
    for place in reversed(places[max(0, before - 12) : before]):
        if place.kind == "settlement" and place.lat is not None and place.end <= start:
            return place
    return None


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
