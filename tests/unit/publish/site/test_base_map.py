"""The base map puts Crimea in Ukraine, and nothing else moved."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from witnessmark.publish.geography import base_features

UKRAINE, RUSSIA = "804", "643"


def inside(ring: Sequence[Sequence[float]], lon: float, lat: float) -> bool:
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1


def country(key: str) -> dict[str, Any]:
    return next(f for f in base_features() if f["properties"].get("id") == key)


def holds(key: str, lon: float, lat: float) -> bool:
    return any(
        inside(polygon[0], lon, lat) and not any(inside(hole, lon, lat) for hole in polygon[1:])
        for polygon in country(key)["geometry"]["coordinates"]
    )


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [
        ("Simferopol", 34.10, 44.95), ("Sevastopol", 33.56, 44.58), ("Kerch", 36.44, 45.36), ("Yalta", 34.15, 44.51),
        ("Yevpatoria", 33.38, 45.21), ("Dzhankoi", 34.39, 45.71), ("Armiansk", 33.69, 46.10),
        ("Kyiv", 30.52, 50.45), ("Izium", 37.26, 49.21), ("Luhansk", 39.31, 48.57), ("Donetsk", 37.80, 48.00),
        ("Uzhhorod", 22.32, 48.62),
    ],
)  # fmt: skip
def test_lies_in_ukraine_and_not_in_russia(name: str, lon: float, lat: float) -> None:
    assert holds(UKRAINE, lon, lat), f"{name} should lie in Ukraine"
    assert not holds(RUSSIA, lon, lat), f"{name} should not lie in Russia"


@pytest.mark.parametrize(
    ("name", "lon", "lat"), [("Rostov", 39.70, 47.25), ("Moscow", 37.6, 55.75), ("Krasnodar", 38.98, 45.04)]
)
def test_russia_keeps_what_is_hers(name: str, lon: float, lat: float) -> None:
    assert holds(RUSSIA, lon, lat), name
    assert not holds(UKRAINE, lon, lat), name


def test_no_border_is_drawn_between_crimea_and_the_mainland() -> None:
    borders = next(f for f in base_features() if f["properties"]["kind"] == "border")["geometry"]["coordinates"]
    near = [p for line in borders for p in line if 32.3 < p[0] < 36.8 and 44.2 < p[1] < 46.5]
    assert near == []


def test_crimea_is_one_piece_with_the_mainland() -> None:
    outlines = [polygon[0] for polygon in country(UKRAINE)["geometry"]["coordinates"]]
    assert [o for o in outlines if inside(o, 34.10, 44.95)] == [o for o in outlines if inside(o, 30.52, 50.45)]


def test_every_ring_is_closed() -> None:
    for feature in base_features():
        if feature["properties"]["kind"] == "land":
            for polygon in feature["geometry"]["coordinates"]:
                for ring in polygon:
                    assert ring[0] == ring[-1]
                    assert len(ring) >= 4
