"""Where claims place things, compared: the same place, another one, or not known well enough to tell."""

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from witnessmark.model.record import PlaceMention

TOWN_KM = 15.0
"""A radius above it is that of a region: it holds too much to be the place of one event."""

SAME_POINT_KM, VILLAGE_KM = 0.5, 5.0
"""Two names of settlements with points this near, and no larger radius, are two spellings of one."""


class Position(NamedTuple):
    """What of a place decides where it is: degrees of WGS84, a radius in kilometres, and its code in a gazetteer
    (KATOTTG, else GeoNames), which is one for every spelling of its name. ``within`` names what it lies in."""

    name: str | None
    kind: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    code: str | None = None
    within: tuple[str, ...] = ()


def position_of(place: PlaceMention | None) -> Position | None:
    if place is None:
        return None
    # A place told by a relation ("near Vesele") has the code of what it lies by, and is not that.
    code = None if place.relation else place.katottg or (f"geonames:{place.geonames}" if place.geonames else None)
    return Position(place.name, place.kind, place.lat, place.lon, place.radius_km, code, place.admin)


def distance_km(first: Position, second: Position) -> float | None:
    """Great-circle distance, None when either has no position."""
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return None
    lat1, lon1, lat2, lon2 = map(radians, (first.lat, first.lon, second.lat, second.lon))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(min(1.0, half)))


def same_place(first: Position | None, second: Position | None) -> bool | None:
    """True or False when both are known well enough to tell, None otherwise. A region holds what lies in it."""
    return None if first is None or second is None else places_agree(first, second)


@lru_cache(maxsize=65536)
def places_agree(first: Position, second: Position) -> bool | None:
    """As ``same_place``. The same few places are compared over and over: remembered, the great circle is dear."""
    if first.code and first.code == second.code:
        return True
    apart = distance_km(first, second)
    if first.name and first.name == second.name and first.kind == second.kind:
        return apart is None or apart <= (first.radius_km or 0) + (second.radius_km or 0) + 5
    if apart is None or holds(first, second) or holds(second, first):
        return None
    near, far = sorted((first.radius_km or 2.0, second.radius_km or 2.0))
    if apart > near + far:
        return False
    if first.kind == second.kind == "settlement" and apart <= SAME_POINT_KM and far <= VILLAGE_KM:
        return None if _known_as_two(first, second) else True
    # Two buildings of a town have the town's point, and a village may have that of the town it lies by: no agreement.
    others = first.kind == second.kind and first.kind in ("facility", "settlement") and first.name != second.name
    return None if far > TOWN_KM or others else True


def _known_as_two(first: Position, second: Position) -> bool:
    """Whether one gazetteer gives the two settlements codes of their own."""
    return bool(first.code and second.code) and str(first.code)[:2] == str(second.code)[:2]


def holds(region: Position, place: Position) -> bool:
    """Whether a region or a country is named among what the place lies in."""
    return region.kind in ("region", "country") and region.name is not None and region.name in place.within


@lru_cache(maxsize=65536)
def cells_of(position: Position) -> tuple[str, ...]:
    """Names of the cells of a grid, about 22 km wide, in which the place may be: two claims that may be of one place
    have a cell in common. A place without a point has its name for a cell; a region has none."""
    radius = position.radius_km or 2.0
    if position.lat is None or position.lon is None:
        return (f"named {position.name.casefold()}",) if position.name and position.kind != "country" else ()
    if radius > TOWN_KM:
        return ()
    high = radius / 111.2
    wide = high / max(0.2, cos(radians(position.lat)))
    rows = range(int((position.lat - high + 90) / 0.2), int((position.lat + high + 90) / 0.2) + 1)
    columns = range(int((position.lon - wide + 180) / 0.3), int((position.lon + wide + 180) / 0.3) + 1)
    return tuple(f"{row}:{column}" for row in rows for column in columns)
