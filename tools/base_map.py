"""Make the base map that a published site carries: land and borders of the world, with Crimea in Ukraine.

    npm install world-atlas && python tools/base_map.py node_modules/world-atlas

Only somebody who wants to make the base map anew needs this; the result is kept in the repository. world-atlas (ISC) is
Natural Earth (public domain), which draws Crimea as part of Russia. Here the ring that holds Simferopol is moved: it is
joined to Ukraine along the very line that separated the two, so the coast stays as it is and no border remains at
Perekop. The test ``tests/unit/publish/site/test_base_map.py`` holds that.
"""

import json
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[int]
"""A ring of a TopoJSON polygon: indexes of arcs, ``~i`` for arc ``i`` run backwards."""

OUT = Path(__file__).resolve().parent.parent / "src/witnessmark/publish/assets/base/world.json"
RUSSIA, UKRAINE, ANTARCTICA = "643", "804", "010"
SIMFEROPOL: Point = (34.1, 44.95)
NEAR = (20.0, 42.5, 43.0, 55.0)
EUROPE = (-12.0, 33.0, 70.0, 72.0)
TOLERANCE = ((NEAR, 0.004), (EUROPE, 0.05))
FAR_TOLERANCE = 0.25
SMALLEST_ISLAND = ((NEAR, 0.0008), (EUROPE, 0.05))
SMALLEST_FAR_ISLAND = 1.0


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees: TopoJSON keeps them as differences of whole numbers."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def points_of(ring: Ring, arcs: list[list[Point]]) -> list[Point]:
    """The closed ring as points, each arc's last point being the next one's first."""
    points: list[Point] = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc if not points else arc[1:])
    return points


def holds(ring: list[Point], point: Point) -> bool:
    """Whether the point lies in the ring (even-odd rule)."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def area(ring: list[Point]) -> float:
    """Area in square degrees, without sign."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def joined(rings: list[Ring], arcs: list[list[Point]]) -> list[Ring]:
    """The rings as one outline: arcs that two of them share, run in opposite directions, are borders no longer."""
    all_arcs = [index for ring in rings for index in ring]
    left = [index for index in all_arcs if ~index not in set(all_arcs)]
    by_start: dict[Point, list[int]] = {}
    for index in left:
        by_start.setdefault(points_of([index], arcs)[0], []).append(index)
    outlines: list[Ring] = []
    while left:
        outline = [left[0]]
        start = points_of([left[0]], arcs)[0]
        while (end := points_of([outline[-1]], arcs)[-1]) != start:
            outline.append(next(index for index in by_start[end] if index in left and index not in outline))
        left = [index for index in left if index not in outline]
        outlines.append(outline)
    return outlines


def move_crimea(countries: dict[str, list[list[Ring]]], arcs: list[list[Point]]) -> None:
    """Take the polygon that holds Simferopol from Russia and join it to Ukraine."""
    crimea = [polygon for polygon in countries[RUSSIA] if holds(points_of(polygon[0], arcs), SIMFEROPOL)]
    if len(crimea) != 1 or any(len(polygon) != 1 for polygon in crimea):
        raise SystemExit(f"expected one polygon of Russia to hold Simferopol, found {len(crimea)}: look at the data")
    countries[RUSSIA].remove(crimea[0])
    mainland = max(countries[UKRAINE], key=lambda polygon: area(points_of(polygon[0], arcs)))
    outlines = joined([mainland[0], crimea[0][0]], arcs)
    if len(outlines) != 1:
        raise SystemExit(f"Crimea and the mainland should make one outline, they make {len(outlines)}")
    mainland[0] = outlines[0]


def box_of(points: list[Point]) -> tuple[float, float, float, float]:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def by_nearness(points: list[Point], steps: tuple[Any, ...], far: float) -> float:
    """The value of the first box that the points touch, or else the one for far away."""
    west, south, east, north = box_of(points)
    for (left, bottom, right, top), value in steps:
        if west <= right and east >= left and south <= top and north >= bottom:
            return float(value)
    return far


def simplified(points: list[Point], tolerance: float) -> list[Point]:
    """Douglas–Peucker with its ends kept, so that neighbours still meet. Distances in degrees."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (x1, y1), (x2, y2) = points[first], points[last]
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        worst, where = 0.0, -1
        for i in range(first + 1, last):
            x, y = points[i]
            if length:
                distance = abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
            else:
                distance = ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5
            if distance > worst:
                worst, where = distance, i
        if worst > tolerance:
            keep.add(where)
            stack += [(first, where), (where, last)]
    return [points[i] for i in sorted(keep)]


def rounded(points: list[Point]) -> list[list[float]]:
    """Three decimals are about a hundred metres; equal neighbours fall together."""
    made: list[list[float]] = []
    for x, y in points:
        point = [round(x, 3), round(y, 3)]
        if not made or made[-1] != point:
            made.append(point)
    return made


def read(folder: Path) -> tuple[dict[str, list[list[Ring]]], dict[str, str], list[list[Point]]]:
    topology = json.loads((folder / "countries-10m.json").read_text(encoding="utf-8"))
    countries: dict[str, list[list[Ring]]] = {}
    names: dict[str, str] = {}
    for number, geometry in enumerate(topology["objects"]["countries"]["geometries"]):
        key = geometry.get("id") or f"x{number}"
        if key == ANTARCTICA or geometry["type"] is None:
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        countries.setdefault(key, []).extend(polygons)
        names[key] = geometry["properties"]["name"]
    return countries, names, arcs_of(topology)


def main(folder: Path) -> None:
    countries, names, arcs = read(folder)
    move_crimea(countries, arcs)
    fine = [simplified(arc, by_nearness(arc, TOLERANCE, FAR_TOLERANCE)) for arc in arcs]
    features: list[dict[str, Any]] = []
    for key in sorted(countries):
        polygons = []
        for polygon in countries[key]:
            outline = points_of(polygon[0], arcs)
            if area(outline) < by_nearness(outline, SMALLEST_ISLAND, SMALLEST_FAR_ISLAND):
                continue
            rings = [rounded(points_of(ring, fine)) for ring in polygon]
            polygons.append([ring for ring in rings if len(ring) > 3])
        if polygons and polygons[0]:
            properties = {"id": key, "name": names[key], "kind": "land"}
            geometry = {"type": "MultiPolygon", "coordinates": [p for p in polygons if p]}
            features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    uses = Counter(i if i >= 0 else ~i for ps in countries.values() for p in ps for ring in p for i in ring)
    own = {key: {i if i >= 0 else ~i for p in ps for ring in p for i in ring} for key, ps in countries.items()}
    lines = [rounded(fine[i]) for i in sorted(uses) if uses[i] > 1 and sum(i in arcs_ for arcs_ in own.values()) > 1]
    borders = {"type": "MultiLineString", "coordinates": [line for line in lines if len(line) > 1]}
    features.append({"type": "Feature", "properties": {"kind": "border"}, "geometry": borders})
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    OUT.write_text(text, encoding="utf-8")
    print(f"made {OUT.name}: {len(text) / 1e3:.0f} kB, {len(features) - 1} countries")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
