"""A user's own gazetteer: places of a GeoNames dump, a CSV or a GeoJSON file, taken beside the bundled ones.

``PlaceReader(own=read_gazetteer(path))`` reads with both. The caller opens the file; reading itself stays pure.
"""

import csv
import io
import json
import math
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from witnessmark.reading.places.forms import CYRILLIC, cyrillic_forms, radius_of
from witnessmark.reading.places.gazetteer import Candidate, Place
from witnessmark.reading.places.layout import FIRST_OWN, KINDS, Form, fold_name
from witnessmark.reading.places.romanise import romanisations

_KIND_OF_CLASS = {"P": "settlement", "A": "region", "S": "facility", "R": "facility"}
_RADIUS = {"settlement": 2.0, "region": 30.0, "country": 300.0, "natural": 15.0, "facility": 1.0, "other": 5.0}


class OwnGazetteerError(ValueError):
    """The file is no gazetteer of a known form. The message names the file, the line or feature, and the reason."""


class OwnPlace(msgspec.Struct, frozen=True):
    """One row of a user's file: ``lat`` and ``lon`` in WGS84 degrees, ``admin`` from the country down."""

    name: str
    lat: float
    lon: float
    kind: str = "settlement"
    country: str | None = None
    admin: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    radius_km: float | None = None
    population: int = 0
    geonames: int | None = None


class OwnGazetteer(msgspec.Struct, frozen=True):
    """Places by folded name. ``source`` is the name of the file, without its folder."""

    source: str
    names: dict[str, tuple[Candidate, ...]]

    @classmethod
    def of(cls, source: str, places: Iterable[OwnPlace]) -> "OwnGazetteer":
        """The gazetteer of ``places``; Cyrillic names get their cases and romanisations."""
        names: dict[str, dict[int, Candidate]] = defaultdict(dict)
        for index, own in enumerate(places, FIRST_OWN):
            place = _place(index, own)
            for name, form in _names(own):
                key = fold_name(name).strip()
                if len(key) > 1:
                    known = names[key].get(index)
                    if known is None or form < known.form:
                        names[key][index] = Candidate(place, form)
        return cls(source, {key: tuple(found.values()) for key, found in names.items()})

    def __len__(self) -> int:
        """Number of names that lead to a place."""
        return len(self.names)


def read_gazetteer(path: Path) -> OwnGazetteer:
    """The places in ``path``, told by its ending, in UTF-8:

    - ``.txt`` or ``.tsv``: a GeoNames dump; ``.zip``: an archive that holds one.
    - ``.csv``: columns name, lat, lon and, where wanted, admin, variants, kind, country, radius_km, population,
      geonames; several values of admin or variants are parted by ``|``.
    - ``.geojson`` or ``.json``: point features with those properties.

    Raises ``OwnGazetteerError`` for the first line that cannot be read and ``OSError`` when the file cannot be opened.
    """
    readers = {
        ".txt": _geonames,
        ".tsv": _geonames,
        ".zip": _zipped,
        ".csv": _csv,
        ".geojson": _geojson,
        ".json": _geojson,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise OwnGazetteerError(f"{path.name}: not a gazetteer: its name must end in {', '.join(sorted(readers))}")
    places = list(reader(path))
    if not places:
        raise OwnGazetteerError(f"{path.name}: holds no place")
    return OwnGazetteer.of(path.name, places)


def _place(index: int, own: OwnPlace) -> Place:
    radius = own.radius_km or (
        radius_of(own.population) if own.kind == "settlement" and own.population else _RADIUS[own.kind]
    )
    return Place(
        index,
        own.name,
        own.kind,
        own.country,
        own.lat,
        own.lon,
        radius,
        own.population,
        True,
        own.admin,
        own.geonames,
    )


def _names(own: OwnPlace) -> Iterator[tuple[str, Form]]:
    for name, form in [(own.name, Form.OFFICIAL), *((variant, Form.ALIAS) for variant in own.variants)]:
        yield name, form
        if CYRILLIC.match(name):
            yield from ((other, max(form, kind)) for other, kind in cyrillic_forms(name))
            yield from ((other, Form.ALIAS) for other in romanisations(name))


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from file
    except UnicodeDecodeError as error:
        raise OwnGazetteerError(f"{path.name}: is not UTF-8 text") from error


def _geonames(path: Path) -> Iterator[OwnPlace]:
    yield from _geonames_rows(_lines(path), path.name)


def _zipped(path: Path) -> Iterator[OwnPlace]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.endswith((".txt", ".tsv")) and "readme" not in n.lower()]
            if len(names) != 1:
                raise OwnGazetteerError(f"{path.name}: holds {len(names)} tables, one GeoNames dump is expected")
            with archive.open(names[0]) as file, io.TextIOWrapper(file, "utf-8", newline="") as lines:
                yield from _geonames_rows(lines, f"{path.name}, {names[0]}")
    except (zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise OwnGazetteerError(f"{path.name}: {error}") from error


def _geonames_rows(lines: Iterable[str], source: str) -> Iterator[OwnPlace]:
    """Rows of the table that geonames.org documents in its readme: 19 columns parted by tabs."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != 19:
            raise OwnGazetteerError(f"{source}, line {number}: {len(cells)} columns, a GeoNames dump has 19")
        where = f"{source}, line {number}"
        kind = _KIND_OF_CLASS.get(cells[6], "natural" if cells[6] else "other")
        yield OwnPlace(
            name=_text(cells[1], where),
            lat=_degrees(cells[4], 90, "latitude", where),
            lon=_degrees(cells[5], 180, "longitude", where),
            kind="country" if cells[7].startswith("PCL") else kind,
            country=cells[8] or None,
            variants=tuple(filter(None, {cells[2], *cells[3].split(",")} - {cells[1]})),
            population=_whole(cells[14], "population", where) or 0,
            geonames=_whole(cells[0], "geonameid", where),
        )


def _csv(path: Path) -> Iterator[OwnPlace]:
    rows = csv.DictReader(_lines(path), strict=True)
    try:
        missing = {"name", "lat", "lon"} - set(rows.fieldnames or ())
        if missing:
            raise OwnGazetteerError(f"{path.name}, line 1: no column {', '.join(sorted(missing))}")
        for row in rows:
            where = f"{path.name}, line {rows.line_num}"
            if None in row or None in row.values():
                raise OwnGazetteerError(f"{where}: not as many values as columns")
            yield _described(row, row["lat"], row["lon"], where)
    except csv.Error as error:
        raise OwnGazetteerError(f"{path.name}, line {rows.line_num}: {error}") from error


def _geojson(path: Path) -> Iterator[OwnPlace]:
    try:
        data = json.loads("".join(_lines(path)))
    except json.JSONDecodeError as error:
        raise OwnGazetteerError(f"{path.name}, line {error.lineno}: {error.msg}") from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise OwnGazetteerError(f"{path.name}: not a GeoJSON FeatureCollection")
    for number, feature in enumerate(features, 1):
        where = f"{path.name}, feature {number}"
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        if not isinstance(geometry, dict) or geometry.get("type") != "Point":
            raise OwnGazetteerError(f"{where}: not a point")
        point = geometry.get("coordinates")
        if not isinstance(point, list) or len(point) < 2:
            raise OwnGazetteerError(f"{where}: no coordinates")
        yield _described(feature.get("properties") or {}, point[1], point[0], where)


def _described(row: dict[str, Any], lat: Any, lon: Any, where: str) -> OwnPlace:
    kind = str(row.get("kind") or "settlement").strip()
    if kind not in KINDS:
        raise OwnGazetteerError(f"{where}: the kind is none of {', '.join(KINDS)}")
    radius = row.get("radius_km")
    return OwnPlace(
        name=_text(row.get("name"), where),
        lat=_degrees(lat, 90, "lat", where),
        lon=_degrees(lon, 180, "lon", where),
        kind=kind,
        country=str(row.get("country") or "").strip() or None,
        admin=_several(row.get("admin")),
        variants=_several(row.get("variants")),
        radius_km=None if radius in (None, "") else _number(radius, "radius_km", where),
        population=_whole(row.get("population"), "population", where) or 0,
        geonames=_whole(row.get("geonames"), "geonames", where),
    )


def _several(value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else str(value or "").split("|")
    return tuple(filter(None, (str(part).strip() for part in parts)))


def _text(value: Any, where: str) -> str:
    text = str(value or "").strip()
    if not text:
        raise OwnGazetteerError(f"{where}: no name")
    return text


def _number(value: Any, column: str, where: str) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise OwnGazetteerError(f"{where}: the {column} is no number")
    return number


def _degrees(value: Any, most: int, column: str, where: str) -> float:
    degrees = _number(value, column, where)
    if abs(degrees) > most:
        raise OwnGazetteerError(f"{where}: the {column} is beyond {most} degrees")
    return degrees


def _whole(value: Any, column: str, where: str) -> int | None:
    if value in (None, ""):
        return None
    number = _number(value, column, where)
    if number < 0 or number != int(number):
        raise OwnGazetteerError(f"{where}: the {column} is no whole number")
    return int(number)
