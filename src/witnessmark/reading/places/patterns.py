"""Places that no gazetteer names but whose words say what they are: hotels, numbered schools, streets, waters, forts.

A building or street lies in the settlement that the text names with it, with that settlement's radius.
"""

import re
from bisect import bisect_right
from functools import cache
from typing import Any

import msgspec

from witnessmark.model.record import PlaceMention
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
    """The places with those of the patterns among them, in order. A pattern that covers found places takes their stead."""
    taken = places
    for kind, rule, pattern in _patterns():
        fresh = []
        for match in pattern.finditer(text):
            if kind == "natural" and any(p.start == match.start() and p.end >= match.end() for p in _near(taken, match)):
                continue
            fresh.append(_made(text, match.start(), match.end(), kind, rule, taken))
        taken = _merged(taken, fresh)
    return taken


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
        start=start, end=end, quote=quote, name=name, kind="facility", country=host.country, lat=host.lat, lon=host.lon,
        radius_km=host.radius_km, via="document", admin=(*host.admin, *((host.name,) if host.name else ())), relation="in", rule=rule,
    )  # fmt: skip


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


def moved(place: PlaceMention, **changes: Any) -> PlaceMention:
    """The place with some fields changed."""
    return msgspec.structs.replace(place, **changes)
