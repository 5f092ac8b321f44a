"""What the map and timeline work with, as scripts that set one value each: a page on a stick can fetch nothing."""

import base64
import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from witnessmark.model.register import ReleasedRow
from witnessmark.publish.drawing import Area
from witnessmark.publish.geography import BaseMap, Box, Label, base_features, box_around, labels_within
from witnessmark.publish.site.edition import Edition
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.positions import positioned
from witnessmark.publish.site.registers import FOLDER, RegisterTable, page_title, shown_pages, tables_of
from witnessmark.publish.site.times import parse_day
from witnessmark.publish.site.words import data_file, layer_looks

FIRST_DAY = date(1970, 1, 1)
MAP_WORDS = (
    "showing", "showing-rows", "include-undated", "unplaced", "zoom-in", "zoom-out", "start", "end", "kilometres",
    "metres", "credit", "label",
)  # fmt: skip
WIDE_KM = 60.0
"""An area wider than this does not decide what part of the world the map shows first."""


def script(name: str, value: object) -> str:
    """A classic script that sets ``WITNESSMARK.<name>``; ``<`` and line separators are escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.WITNESSMARK = window.WITNESSMARK || {{}};\nwindow.WITNESSMARK.{name} = {text};\n"


def areas_of(index: ReleaseIndex, name: Callable[[str], str]) -> list[Area]:
    """One area a place that has incidents and a position."""
    areas = []
    for key, incidents in index.incidents_of_place.items():
        position = positioned(index.places.get(key))
        if position:
            layers = Counter(incident.layer for incident in incidents)
            order = tuple(sorted(layers, key=lambda layer: (-layers[layer], layer)))
            areas.append(Area(*position, layers=order, count=len(incidents), name=name(key)))
    return areas


def first_box(areas: list[Area]) -> Box | None:
    """The part of the world to begin with: around all areas but the widest, unless there are only such."""
    spots = [(area.lon, area.lat, area.radius_km) for area in areas]
    return box_around([spot for spot in spots if spot[2] <= WIDE_KM] or spots)


def labels_for(areas: list[Area], allowed: Callable[[str], bool]) -> tuple[Label, ...]:
    """Settlement names around the areas, and great cities."""
    box = first_box(areas)
    return labels_within((box[0] - 1, box[1] - 0.7, box[2] + 1, box[3] + 0.7) if box else None, allowed)


def base_script(base: BaseMap | None) -> str:
    """The base map: the one that ships, and the user's own over it."""
    value: dict[str, Any] = {"world": {"type": "FeatureCollection", "features": base_features()}}
    if base and base.tiled:
        value["tiles"] = base64.b64encode(base.path.read_bytes()).decode("ascii")
    elif base:
        value["own"] = base.geojson()
    if base:
        value["credit"] = base.credit
    return script("base", value)


def labels_script(labels: tuple[Label, ...]) -> str:
    rows = [[label.en, label.uk, round(label.lat, 4), round(label.lon, 4), label.population] for label in labels]
    return script("labels", {"settlements": rows, "countries": data_file("countries.yaml")})


def _day(text: str | None) -> int | None:
    day = parse_day(text)
    return (day - FIRST_DAY).days if day else None


def incidents_script(edition: Edition, box: Box | None) -> str:
    """Layers, places and incidents in one language. Incidents are rows: stem, title, when, layer, place, first and
    last day since 1970, claims, independent sources, status."""
    index, words = edition.index, edition.words
    looks = layer_looks()
    layer_number = {layer: number for number, layer in enumerate(looks)}
    entries = register_entries(edition)
    there = index.incidents_of_place.keys() | {row.place for _, _, row in entries if row.place}
    places = [key for key in index.places if key in there]
    place_number = {key: number for number, key in enumerate(places)}
    rows = [
        [
            edition.index.stems["incident"][incident.id], edition.title(incident), edition.when(incident.time),
            layer_number[incident.layer], place_number.get(incident.place or "", -1),
            _day(incident.time.earliest or incident.time.latest), _day(incident.time.latest or incident.time.earliest),
            len(incident.claims), len(incident.groups), incident.status,
        ]
        for incident in index.chronology
    ]  # fmt: skip
    value = {
        "language": edition.language,
        "box": box,
        "layers": [[key, look.label(edition.language), look.colour, look.shape, key] for key, look in looks.items()]
        + _register_layers(edition, entries),
        "registers": _register_rows(edition, entries, place_number),
        "places": [_place_row(edition, key) for key in places],
        "incidents": rows,
        "status": {key: words.value("status", key) for key in sorted({i.status for i in index.chronology})},
        "words": {key: words(f"map.{key}") for key in MAP_WORDS},
        "unplaced": words("where.unplaced"),
    }
    return script("map", value)


def register_entries(edition: Edition) -> list[tuple[str, RegisterTable, ReleasedRow]]:
    """The rows of the registers with their pages, in the order of the pages."""
    return [
        (page, table, row)
        for page in shown_pages(edition.index.release)
        for table in tables_of(edition, page)
        for row in table.register.rows
    ]


def _register_layers(edition: Edition, entries: list[tuple[str, RegisterTable, ReleasedRow]]) -> list[list[str]]:
    """A layer a page of registers: its rows lie over the incidents, and only when somebody asks for them."""
    looks = layer_looks()
    first = {page: table for page, table, _ in reversed(entries)}
    return [
        [f"register-{page}", page_title(edition, page), looks[first[page].form.layer].colour,
         looks[first[page].form.layer].shape, first[page].form.layer]
        for page in dict.fromkeys(page for page, _, _ in entries)
    ]  # fmt: skip


def _register_rows(
    edition: Edition, entries: list[tuple[str, RegisterTable, ReleasedRow]], place_number: dict[str, int]
) -> list[list[Any]]:
    """The rows as the incidents are, each with the way to its line in place of a stem."""
    before = len(layer_looks())
    number = {page: before + n for n, page in enumerate(dict.fromkeys(page for page, _, _ in entries))}
    return [
        [
            f"{FOLDER}/{page}.html#{row.id}", table.name_of_row(row), table.when(row), number[page],
            place_number.get(row.place or "", -1), _day(row.time.earliest or row.time.latest),
            _day(row.time.latest or row.time.earliest), len(row.claims), table.independent(row), "reported",
        ]
        for page, table, row in entries
    ]  # fmt: skip


def _place_row(edition: Edition, key: str) -> list[Any]:
    place = edition.index.places[key]
    known = positioned(place)
    lon, lat, km = known if known else (None, None, None)
    return [edition.place_stem(key), edition.place_name(key), lat, lon, km, edition.radius(place)]
