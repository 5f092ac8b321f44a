"""Where claims place things, compared: the same place, another one, or not known well enough to tell."""

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from witnessmark.model.record import PlaceMention


class Position(NamedTuple):
    """What of a place decides where it is: degrees of WGS84, and a radius in kilometres."""

    name: str | None
    kind: str
    lat: float | None
    lon: float | None
    radius_km: float | None


def position_of(place: PlaceMention | None) -> Position | None:
    return None if place is None else Position(place.name, place.kind, place.lat, place.lon, place.radius_km)


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
    apart = distance_km(first, second)
    if first.name and first.name == second.name and first.kind == second.kind:
        return apart is None or apart <= (first.radius_km or 0) + (second.radius_km or 0) + 5
    if apart is None:
        return None
    near, far = sorted((first.radius_km or 2.0, second.radius_km or 2.0))
    if apart > near + far:
        return False
    # Two buildings of a town have the town's point, and a village may have that of the town it lies by: no agreement.
    others = first.kind == second.kind and first.kind in ("facility", "settlement") and first.name != second.name
    return None if far > 15 or others else True
