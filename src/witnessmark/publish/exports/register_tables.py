"""The registers of a release as tables, and hazards and accidents with the minimum fields of mine action.

A table a register, a row an entry, several values of a column side by side; and one long table of all cells with the
claims that each rests on, so that nothing is lost. For spreadsheets: text that looks like a formula is shown, not run.
"""

from collections.abc import Iterable, Sequence

import msgspec

from witnessmark.model.register import ReleasedRegister, ReleasedRow, register_forms
from witnessmark.model.release import Release
from witnessmark.publish.exports.dates import words_of
from witnessmark.publish.exports.files import Cell, json_text, table
from witnessmark.publish.exports.mapping import mapping
from witnessmark.publish.exports.view import View
from witnessmark.publish.geography import circle
from witnessmark.publish.site.words import Language

ABOUT = ("id", "place", "country", "adm1", "adm2", "adm3", "lat", "lon", "radius_km", "earliest", "latest", "edtf")


class ImsmaColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column: its name there, and what fills it: a field of ``row_fields``, or a column of the register."""

    name: str
    field: str | None = None
    column: str | None = None


class ImsmaTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    register: str
    columns: tuple[ImsmaColumn, ...]


def registers(release: Release, language: Language = "en") -> dict[str, str]:
    """``<register>.csv`` for each register that the release holds, ``cells.csv``, and all as areas for a map."""
    view = View(release, language)
    found = {f"{register.name}.csv": _table(view, register) for register in release.registers}
    cells = (
        [register.name, row.id, cell.column, cell.value, _word(view, register.name, cell.column, cell.value),
         " ".join(cell.claims), " / ".join(cell.words)]
        for register in release.registers
        for row in register.rows
        for cell in row.cells
    )  # fmt: skip
    header = ("register", "row", "column", "value", "label", "claims", "said")
    return {**found, "cells.csv": table(header, cells, for_people=True), "registers.geojson": register_areas(view)}


def register_areas(view: View) -> str:
    """The rows of all registers as areas (GeoJSON, RFC 7946), a layer a register by the property of that name; what has
    no position has a null geometry."""
    features = []
    for register in view.release.registers:
        for row in register.rows:
            about = row_fields(view, row)
            area = view.area(view.place_of(row.place))
            columns = dict.fromkeys(cell.column for cell in row.cells)
            features.append({
                "type": "Feature",
                "id": f"{register.name}/{row.id}",
                "properties": {
                    "register": register.name, "row_kind": row.kind,
                    **{name: about[name] for name in ("place", "radius_km", "earliest", "latest", "edtf", "documents")},
                    **{column: _values(view, row, column) for column in columns},
                    "claims": list(row.claims), "incidents": list(row.incidents),
                },
                "geometry": area and {"type": "Polygon", "coordinates": [circle(area.lon, area.lat, area.radius_km)]},
            })  # fmt: skip
    return json_text({"type": "FeatureCollection", "features": features})


def imsma(release: Release, language: Language = "en") -> dict[str, str]:
    """The tables of ``data/imsma.yaml``, by file name, each empty where the release holds no such register."""
    view, tables = View(release, language), mapping("imsma.yaml", dict[str, ImsmaTable])
    rows = {register.name: register.rows for register in release.registers}
    return {
        name: table(
            [column.name for column in one.columns],
            ([register_cell(view, row, c.field, c.column) for c in one.columns] for row in rows.get(one.register, ())),
            for_people=True,
        )
        for name, one in tables.items()
    }


def _table(view: View, register: ReleasedRegister) -> str:
    return table(*header_and_rows(view, register), for_people=True)


def header_and_rows(view: View, register: ReleasedRegister) -> tuple[list[str], Iterable[list[Cell]]]:
    """A register as a table: its header, and a row an entry."""
    form = register_forms().registers.get(register.name)  # type: ignore[call-overload]
    met = dict.fromkeys(cell.column for row in register.rows for cell in row.cells)
    columns = list(dict.fromkeys([*(form.columns if form else ()), *met]))
    labels = [form.columns[c].label(view.language) if form and c in form.columns else c for c in columns]
    after = ("kind", "claims", "incidents", "beside")
    rows = (
        [*(row_fields(view, row)[name] for name in ABOUT), *(_values(view, row, c) for c in columns),
         row.kind, " ".join(row.claims), " ".join(row.incidents), " ".join(row.beside)]
        for row in register.rows
    )  # fmt: skip
    return [*ABOUT, *labels, *after], rows


def row_fields(view: View, row: ReleasedRow) -> dict[str, Cell]:
    """What every row has: where, when, and on what it rests. The position is the middle of an area, never a point."""
    place, time = view.place_of(row.place), row.time
    area = view.area(place)
    claims = [view.claims[claim] for claim in row.claims if claim in view.claims]
    documents = list(dict.fromkeys(claim.document for claim in claims))
    sources = dict.fromkeys(view.documents[d].source for d in documents if d in view.documents)
    consents = dict.fromkeys(view.sources[source].consent for source in sources if source in view.sources)
    return {
        "id": f"{view.release.id}/{row.id}", "place": place.name if place else "",
        "country": view.unit(place, 0), "adm1": view.unit(place, 1), "adm2": view.unit(place, 2),
        "adm3": view.unit(place, 3),
        "lat": area.lat if area else None, "lon": area.lon if area else None,
        "radius_km": area.radius_km if area else None,
        "how_placed": view.words.value("how-placed", place.how) if place and place.how else "",
        "area_wkt": _polygon(circle(area.lon, area.lat, area.radius_km)) if area else "",
        "earliest": time.earliest, "latest": time.latest, "edtf": words_of(time),
        "documents": "; ".join(documents), "sources": "; ".join(sources), "consents": "; ".join(consents),
        "said_by": "; ".join(dict.fromkeys(claim.said_by for claim in claims if claim.said_by)),
        "quotes": " / ".join(dict.fromkeys(claim.quote for claim in claims)), "claims": " ".join(row.claims),
    }  # fmt: skip


def register_cell(view: View, row: ReleasedRow, field: str | None, column: str | None) -> Cell:
    """What fills a cell: a field that every row has, the values of a column of the register, or nothing."""
    if field is not None:
        return row_fields(view, row)[field]
    return _values(view, row, column) if column is not None else None


def _values(view: View, row: ReleasedRow, column: str) -> Cell:
    return "; ".join(_word(view, row.register, column, cell.value) for cell in row.of(column))


def _word(view: View, register: str, column: str, value: str) -> str:
    try:
        return register_forms().value(register, column, value, view.language)
    except KeyError:
        return value


def _polygon(ring: Sequence[tuple[float, float]]) -> str:
    return f"POLYGON (({', '.join(f'{lon} {lat}' for lon, lat in ring)}))"
