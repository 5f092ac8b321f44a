"""How a place lies to another: on the outskirts of it, near it, so many kilometres north of it, between two."""

import math
import re
from functools import cache
from typing import Any

import msgspec

from witnessmark.model.record import PlaceMention
from witnessmark.reading.places.codifier import distance_km
from witnessmark.reading.places.tables import load

_BETWEEN = re.compile(r"(?:between|між|между)\s*\Z")
_AND = re.compile(r"\A\s+(?:and|та|і|й|и)\s+\Z")
_REACH = 60
_KM_A_DEGREE = 111.32
_APPOSITION = (
    r"(?:,? (?:an? |the )?(?:\w+ )?(?:village|town|settlement|city|hamlet|farm|сел[оіе]|селищ[еі]|хут[оі]р[іе]?"
    r"|деревн[яе]|посел(?:ок|ке))"
    r"(?:,? (?:which is|located|situated|lies))?)?,? ?"
)


@cache
def _relations() -> tuple[tuple[str, float, re.Pattern[str], re.Pattern[str]], ...]:
    made = []
    for relation in load("context")["relations"]:
        words = relation["pattern"]
        after_place = re.compile(rf"\A{_APPOSITION}(?:{words}) (?:the )?(?:city of |town of |міста |города |м\. )?\Z")
        alone = re.compile(
            rf"(?<!\w)(?:{words}) (?:the )?(?:city of |town of |village of |міста |города |м\. |села |села |сел\w* )?\Z"
        )
        made.append((relation["id"], float(relation["extra_km"]), after_place, alone))
    return tuple(made)


@cache
def _distance() -> tuple[re.Pattern[str], dict[str, float], re.Pattern[str]]:
    data: dict[str, Any] = load("context")
    return re.compile(data["distance"] + r"\s*\Z"), data["bearings"], re.compile(data["direction_after"], re.IGNORECASE)


def relate(text: str, folded: str, places: list[PlaceMention]) -> list[PlaceMention]:
    """The places with the relations that the text states, in the same order. A village related to a town takes that
    position wherever the text names it again."""
    out = list(places)
    learnt: dict[str, PlaceMention] = {}
    for index, place in enumerate(places):
        if place.name in learnt:
            place = out[index] = _again(place, learnt)
        if place.lat is None or place.kind not in ("settlement", "natural"):
            continue
        before = folded[max(0, place.start - _REACH) : place.start]
        previous = places[index - 1] if index else None
        if previous and _place_by_neighbour(folded, out, index, learnt):
            continue
        if not _may_relate(text, before, place):
            continue
        changed = (
            _by_distance(before, place)
            or _between(folded, before, places, index)
            or _alone(text, folded, before, place)
        )
        if changed is not None:
            out[index] = changed
    return [_again(place, learnt) for place in out]


@cache
def _last_words() -> frozenset[str]:
    return frozenset(load("context")["relation_last"])


def _may_relate(text: str, before: str, place: PlaceMention) -> bool:
    """Whether any relation can be stated here, by the one word before and the mark after: most places state none."""
    last = before.rstrip().rpartition(" ")[2]
    if last in _last_words() or text[place.end : place.end + 2] in _DIRECTION:
        return True
    return _DIGIT.search(before) is not None


_DIGIT = re.compile(r"\d")
_DIRECTION = frozenset({" d", "-d", " a", "-a", " f", "-f", " s", "-s"})
"""How "direction", "axis", "front" and "sector" may follow."""


def _place_by_neighbour(folded: str, out: list[PlaceMention], index: int, learnt: dict[str, PlaceMention]) -> bool:
    """``Zabavne village on the outskirts of Izium``: the first takes its place from the second, unless it has its own
    point."""
    first, second = out[index - 1], out[index]
    gap = folded[first.end : second.start]
    if len(gap) > _REACH or first.kind not in ("settlement", "natural", "facility") or second.lat is None:
        return False
    stated = _stated_between(gap, second)
    if stated is None:
        return False
    if _has_own_point(first) and _apart(first, second) <= 3 * (stated.radius_km or 1.0):
        out[index - 1] = msgspec.structs.replace(first, relation=stated.relation, relative_to=index)
        return True
    related = msgspec.structs.replace(
        first,
        lat=stated.lat,
        lon=stated.lon,
        radius_km=stated.radius_km,
        via="relation",
        relation=stated.relation,
        relative_to=index,
        country=second.country,
        rule=stated.rule,
        candidates=(),
        **_identity(first, second, stated),
    )
    out[index - 1] = related
    if first.name:
        learnt[first.name] = related
    return True


def _stated_between(gap: str, second: PlaceMention) -> PlaceMention | None:
    """The second place moved and widened as the words between it and the first say: that is where the first lies."""
    distance = _appositive_distance().match(gap)
    if distance is not None:
        return _by_distance(gap[distance.end() :], second)
    for id, extra, pattern, _ in _relations():
        if pattern.match(gap):
            radius = round((second.radius_km or 1.0) + extra, 1)
            return msgspec.structs.replace(second, radius_km=radius, relation=id, rule=_both(f"relation/{id}", second))
    return None


@cache
def _appositive_distance() -> re.Pattern[str]:
    """What may stand between a name and its distance from another place, up to that distance."""
    return re.compile(rf"\A{_APPOSITION}(?=(?:{load('context')['distance']})\s*\Z)")


def _has_own_point(place: PlaceMention) -> bool:
    return place.lat is not None and place.geonames is not None


def _identity(first: PlaceMention, second: PlaceMention, stated: PlaceMention) -> dict[str, Any]:
    """Which place of its name the first is: the one of the same hromada, or else the nearest that the stated relation
    allows. Ids of a place in another raion are dropped, since they would name another village."""
    near = [c for c in first.candidates if distance_km((c.lat, c.lon), _point(stated)) <= 2 * (stated.radius_km or 1.0)]
    fitting = [c for c in near if c.admin == second.admin] or near
    if fitting:
        best = min(fitting, key=lambda c: distance_km((c.lat, c.lon), _point(stated)))
        return {"name": best.name, "admin": best.admin, "katottg": best.katottg, "geonames": best.geonames}
    if first.admin[:3] == second.admin[:3] and len(first.admin) > 2:
        return {}
    return {"katottg": None, "geonames": None, "admin": second.admin[:3]}


def _point(place: PlaceMention) -> tuple[float, float]:
    return (place.lat or 0.0, place.lon or 0.0)


def _apart(a: PlaceMention, b: PlaceMention) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    return distance_km((a.lat, a.lon), (b.lat, b.lon))


def _again(place: PlaceMention, learnt: dict[str, PlaceMention]) -> PlaceMention:
    known = learnt.get(place.name or "")
    if known is None or place.relation is not None or _has_own_point(place):
        return place
    return msgspec.structs.replace(
        place,
        lat=known.lat,
        lon=known.lon,
        radius_km=known.radius_km,
        country=known.country,
        admin=known.admin,
        katottg=known.katottg,
        geonames=known.geonames,
        via="relation",
        relation=known.relation,
        relative_to=known.relative_to,
        candidates=(),
    )


def _both(rule: str, place: PlaceMention) -> str:
    """The relation's rule; that of the place where a user's gazetteer has it, since ``relation`` tells the rest."""
    return place.rule if place.rule and place.rule.startswith("own gazetteer") else rule


def _by_distance(before: str, place: PlaceMention) -> PlaceMention | None:
    pattern, bearings, _ = _distance()
    match = pattern.search(before)
    if match is None or place.lat is None or place.lon is None:
        return None
    unit = 1.609 if match["unit"].startswith("mile") else 1.0
    km = float(match["number"].replace(",", ".")) * unit
    bearing = match["bearing"]
    if bearing is None:
        radius = round(km + (place.radius_km or 1.0), 1)
        return msgspec.structs.replace(
            place, radius_km=radius, via="relation", relation="distance-from", rule=_both("relation/distance", place)
        )
    degrees = next((value for word, value in bearings.items() if bearing.startswith(word)), None)
    if degrees is None:
        return None
    angle = math.radians(degrees)
    lat = place.lat + km * math.cos(angle) / _KM_A_DEGREE
    lon = place.lon + km * math.sin(angle) / (_KM_A_DEGREE * max(0.01, math.cos(math.radians(place.lat))))
    direction = {
        0: "north",
        45: "north-east",
        90: "east",
        135: "south-east",
        180: "south",
        225: "south-west",
        270: "west",
    }
    return msgspec.structs.replace(
        place,
        lat=round(lat, 4),
        lon=round(lon, 4),
        radius_km=round(0.4 * km + (place.radius_km or 1.0), 1),
        via="relation",
        relation=f"{direction.get(round(degrees), 'north-west')}-of",
        rule=_both("relation/bearing", place),
        geonames=None,
        katottg=None,
    )


def _between(folded: str, before: str, places: list[PlaceMention], index: int) -> PlaceMention | None:
    place = places[index]
    other = places[index + 1] if index + 1 < len(places) else None
    if other is None or not _BETWEEN.search(before) or not _AND.match(folded[place.end : other.start]):
        return None
    if place.lat is None or place.lon is None or other.lat is None or other.lon is None or other.kind != "settlement":
        return None
    return msgspec.structs.replace(
        place,
        lat=round((place.lat + other.lat) / 2, 4),
        lon=round((place.lon + other.lon) / 2, 4),
        geonames=None,
        katottg=None,
        radius_km=round(_apart(place, other) / 2 + 2, 1),
        via="relation",
        relation="between",
        relative_to=index + 1,
        rule=_both("relation/between", place),
    )


def _alone(text: str, folded: str, before: str, place: PlaceMention) -> PlaceMention | None:
    """``near Izium``, ``the Kupiansk direction``: the town, with a wider radius."""
    _, _, direction = _distance()
    if direction.match(text, place.end):
        radius = round((place.radius_km or 1.0) + 30, 1)
        return msgspec.structs.replace(
            place, radius_km=radius, relation="direction-of", via="relation", rule=_both("relation/direction", place)
        )
    for id, extra, _, pattern in _relations():
        if pattern.search(before):
            radius = round((place.radius_km or 1.0) + extra, 1)
            return msgspec.structs.replace(
                place, radius_km=radius, relation=id, via="relation", rule=_both(f"relation/{id}", place)
            )
    return None
