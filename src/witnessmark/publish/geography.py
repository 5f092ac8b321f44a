"""What maps are drawn from: the base map, settlement names, circles of uncertainty. For the site and the dossier."""

import json
import math
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

Point = tuple[float, float]
"""Longitude and latitude in degrees, WGS84."""

Box = tuple[float, float, float, float]
"""West, south, east, north."""

EARTH_KM = 6371.0088
UKRAINE = "804"


class Label(msgspec.Struct, frozen=True):
    """A settlement's name for the map. ``population`` decides from which zoom it is shown."""

    en: str
    uk: str
    lat: float
    lon: float
    population: int


@cache
def base_features() -> tuple[dict[str, Any], ...]:
    """Land and borders that the package ships (``tools/base_map.py`` makes them), as GeoJSON features."""
    text = resources.files("witnessmark.publish").joinpath("assets/base/world.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["features"])


@cache
def all_labels() -> tuple[Label, ...]:
    """Every settlement name that the package ships, the most populous first; none where they were not compiled."""
    table = resources.files("witnessmark.publish").joinpath("tables/labels.json")
    return read_labels(table.read_bytes()) if table.is_file() else ()


def only_ukrainian_name(name: str) -> str | None:
    """What every settlement of that English name is called in Ukrainian; None where there is none, or they differ."""
    return _only_names().get(name)


@cache
def _only_names() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for label in all_labels():
        found.setdefault(label.en, set()).add(label.uk)
    return {name: called.pop() for name, called in found.items() if len(called) == 1}


def read_labels(raw: bytes) -> tuple[Label, ...]:
    """Labels from the compiled table: rows of name, Ukrainian name (or nothing), latitude, longitude, population."""

    class Table(msgspec.Struct):
        rows: list[tuple[str, str, float, float, int]]

    rows = msgspec.json.decode(raw, type=Table).rows
    labels = (Label(en=en, uk=uk or en, lat=lat, lon=lon, population=people) for en, uk, lat, lon, people in rows)
    return tuple(sorted(labels, key=lambda label: (-label.population, label.en, label.lat, label.lon)))


def labels_within(box: Box | None, allowed: Callable[[str], bool]) -> tuple[Label, ...]:
    """The names in the box (and great cities around it) that may be shown in both languages."""
    if box is None:
        return ()
    west, south, east, north = box
    return tuple(
        label
        for label in all_labels()
        if (label.population >= 100_000 or (west <= label.lon <= east and south <= label.lat <= north))
        and allowed(label.en)
        and allowed(label.uk)
    )


def circle(lon: float, lat: float, radius_km: float, corners: int = 48) -> list[Point]:
    """A closed ring of points at that distance on the sphere, rounded to about a metre; it runs against the clock."""
    return list(_ring(lon, lat, radius_km, corners))


@lru_cache(maxsize=4096)
def _ring(lon: float, lat: float, radius_km: float, corners: int) -> tuple[Point, ...]:
    """Most places have several incidents, and a release writes the area of each more than once."""
    phi, lam, delta = math.radians(lat), math.radians(lon), radius_km / EARTH_KM
    ring: list[Point] = []
    for step in range(corners):
        bearing = -2 * math.pi * step / corners
        sine = math.sin(phi) * math.cos(delta) + math.cos(phi) * math.sin(delta) * math.cos(bearing)
        north = math.asin(max(-1.0, min(1.0, sine)))
        east = lam + math.atan2(
            math.sin(bearing) * math.sin(delta) * math.cos(phi), math.cos(delta) - math.sin(phi) * math.sin(north)
        )
        ring.append((round((math.degrees(east) + 540) % 360 - 180, 5), round(math.degrees(north), 5)))
    return (*ring, ring[0])


def box_around(areas: Sequence[tuple[float, float, float]], margin: float = 0.12) -> Box | None:
    """The box that holds all areas (longitude, latitude, radius in km), a little wider; None when there are none."""
    if not areas:
        return None
    west = south = 360.0
    east = north = -360.0
    for lon, lat, km in areas:
        dy = km / 111.2
        dx = dy / max(0.2, math.cos(math.radians(lat)))
        west, east = min(west, lon - dx), max(east, lon + dx)
        south, north = min(south, lat - dy), max(north, lat + dy)
    dx, dy = max(0.15, (east - west) * margin), max(0.1, (north - south) * margin)
    return west - dx, south - dy, east + dx, north + dy


class BaseMap(msgspec.Struct, frozen=True):
    """A user's own base map: a GeoJSON file (``.geojson``, ``.json``) or a PMTiles archive (``.pmtiles``).

    Both are embedded in the site, so that it works from a stick; ``credit`` is shown in a corner of the map.
    """

    path: Path
    credit: str = ""

    @property
    def tiled(self) -> bool:
        return self.path.suffix.lower() == ".pmtiles"

    def geojson(self) -> dict[str, Any]:
        """The parsed file; raises ``ValueError`` that names the file when it holds no GeoJSON."""
        try:
            value = json.loads(self.path.read_text(encoding="utf-8"))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            raise ValueError(f"{self.path.name} holds no GeoJSON: {error}") from error
        if not isinstance(value, dict) or value.get("type") not in {
            "FeatureCollection",
            "Feature",
            "GeometryCollection",
        }:
            raise ValueError(f"{self.path.name} holds no GeoJSON: its type is not FeatureCollection")
        return value
