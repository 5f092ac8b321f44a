"""Ukraine's codifier of administrative units (KATOTTG) laid over GeoNames. Used when tables are made, never while
reading.

The codifier names every settlement and has no coordinates; GeoNames has points for some 5,500. A settlement without a
point is placed at the centre of its hromada, with a radius that says so.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from witnessmark.reading.draft import APOSTROPHES

Point = tuple[float, float]
_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


@dataclass(slots=True)
class Unit:
    """An oblast, raion, hromada or settlement of the codifier. ``category`` is the codifier's letter in Latin."""

    id: str
    category: str
    name: str
    above: tuple[str, ...]
    """Ids from the oblast down to the hromada, as far as they exist."""
    point: Point | None = None
    radius_km: float = 0.0
    exact: bool = False
    """Whether the point is the unit's own."""
    geoname: dict[str, Any] | None = field(default=None, repr=False)


_LETTER = str.maketrans("ОРНМХСКВ", "OPHMXCKB")


def units_of(rows: Iterable[Sequence[Any]]) -> list[Unit]:
    """The units in the rows of ``kodifikator.xlsx``, in the codifier's order: a hromada's centre comes first in it."""
    units = []
    for row in rows:
        levels = [str(cell).strip() for cell in row[:5]]
        category = str(row[5]).strip().translate(_LETTER)
        if not levels[0].startswith("UA") or len(category) != 1 or category not in "OPHMXCKB":
            continue
        present = [level for level in levels if level]
        name = " ".join(str(row[6]).translate(_PLAIN).split())
        units.append(Unit(present[-1], category, name, tuple(present[:-1])))
    return units


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance, by the haversine formula on a sphere of 6,371 km."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (a, b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def _mean(points: Sequence[Point]) -> Point:
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def _point(city: dict[str, Any]) -> Point:
    return city["latitude"], city["longitude"]


def attach_points(
    units: list[Unit], cities: list[dict[str, Any]], oblast_of_admin1: dict[str, str]
) -> list[dict[str, Any]]:
    """Give settlements the GeoNames point of the same name in the same oblast. Returns the GeoNames places left over.

    A name that only one settlement of an oblast and one point have is sure. The others go to the nearest hromada or
    raion.
    """
    named: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.category in "MXCK":
            named[unit.above[0] if unit.above else unit.id, unit.name.lower()].append(unit)
    matching: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    keys_of: dict[int, set[tuple[str, str]]] = {}
    for city in cities:
        oblast = oblast_of_admin1.get(city["admin1code"], "")
        keys = {(oblast, name.translate(_PLAIN).replace("́", "").lower()) for name in city["alternatenames"]}
        keys_of[city["geonameid"]] = keys = {key for key in keys if key in named}
        for key in keys:
            matching[key].append(city)
    used: set[int] = set()
    for key, found in matching.items():
        if len(found) == 1 and len(named[key]) == 1 and len(keys_of[found[0]["geonameid"]]) == 1:
            _attach(named[key][0], found[0], used)
    for reach in (1, 2, 3):
        centres = _centres(units, reach)
        for key, found in matching.items():
            _attach_nearest(named[key], [c for c in found if c["geonameid"] not in used], centres, used, reach)
    return [city for city in cities if city["geonameid"] not in used]


def _attach(unit: Unit, city: dict[str, Any], used: set[int]) -> None:
    unit.point, unit.exact, unit.geoname = _point(city), True, city
    used.add(city["geonameid"])


_REACH_KM = {1: 260.0, 2: 60.0, 3: 30.0}
"""How far a settlement may lie from the middle of the known points of its oblast, raion, hromada."""


def _centres(units: list[Unit], reach: int) -> dict[str, Point]:
    gathered: dict[str, list[Point]] = defaultdict(list)
    for unit in units:
        if unit.exact and unit.point and len(unit.above) >= reach:
            gathered[unit.above[reach - 1]].append(unit.point)
    return {id: _mean(points) for id, points in gathered.items()}


def _attach_nearest(
    units: list[Unit], cities: list[dict[str, Any]], centres: dict[str, Point], used: set[int], reach: int
) -> None:
    """Pair the settlements and points of one name, the nearest pair first. With the oblast alone (``reach`` 1) only a
    town takes a point, the most populous one: a village waits until the raion's other points are known."""
    free = [unit for unit in units if not unit.exact and len(unit.above) >= reach]
    if reach == 1:
        towns = [unit for unit in free if unit.category == "M"]
        if len(towns) == 1 and cities:
            _attach(towns[0], max(cities, key=lambda city: int(city["population"])), used)
        return
    pairs = sorted(
        (distance_km(centres[unit.above[reach - 1]], _point(city)), unit.id, city["geonameid"], unit, city)
        for unit in free
        for city in cities
        if unit.above[reach - 1] in centres
    ) if len(free) * len(cities) < 10_000 else []  # fmt: skip
    for distance, _, _, unit, city in pairs:
        if distance <= _REACH_KM[reach] and not unit.exact and city["geonameid"] not in used:
            _attach(unit, city, used)


def spread(units: list[Unit]) -> None:
    """Give every hromada, raion and oblast a centre and a radius, and settlements without a point those of their
    hromada."""
    below: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.category in "MXC":
            for id in unit.above:
                below[id].append(unit)
    by_id = {unit.id: unit for unit in units}
    for unit in units:
        if unit.category in "HPO":
            _place_area(unit, below[unit.id])
    for unit in units:
        if unit.point is None and unit.above:
            nearest = next((by_id[id] for id in reversed(unit.above) if id in by_id and by_id[id].point), None)
            if nearest is not None:
                unit.point, unit.radius_km = nearest.point, nearest.radius_km


_LEAST_RADIUS = {"H": 15.0, "P": 35.0, "O": 70.0}


def _place_area(area: Unit, settlements: list[Unit]) -> None:
    points = [unit.point for unit in settlements if unit.exact and unit.point]
    if not points:
        area.radius_km = _LEAST_RADIUS[area.category]
        return
    centre = settlements[0]
    area.point = centre.point if area.category == "H" and centre.exact else _mean(points)
    far = sorted(distance_km(area.point, point) for point in points) if area.point else [0.0]
    area.radius_km = round(max(_LEAST_RADIUS[area.category], 1.1 * far[int(0.95 * (len(far) - 1))]), 1)
