"""HXL-tagged CSV (HXL 1.1): a row of columns in words, then a row of hashtags, for spreadsheets and the HXL Proxy."""

import msgspec

from witnessmark.model.bilingual import Bilingual
from witnessmark.model.release import Release
from witnessmark.publish.exports.columns import incident_fields, row
from witnessmark.publish.exports.files import Cell, table
from witnessmark.publish.exports.mapping import mapping
from witnessmark.publish.exports.register_tables import register_cell
from witnessmark.publish.exports.view import View
from witnessmark.publish.site.words import Language


class HxlColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column: its words, its hashtag, and what fills it: a field of every row, or a column of the register."""

    label: Bilingual
    tag: str
    field: str | None = None
    column: str | None = None


class HxlTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rows`` is "incidents" or the name of a register."""

    rows: str
    columns: tuple[HxlColumn, ...]


def tables(release: Release, language: Language = "en") -> dict[str, str]:
    """The tables of ``data/hxl.yaml`` by file name; one of a register that the release does not hold has no rows."""
    view = View(release, language)
    return {
        name: table(
            [column.label(language) for column in one.columns],
            _rows(view, one),
            for_people=True,
            tags=[column.tag for column in one.columns],
        )
        for name, one in mapping("hxl.yaml", dict[str, HxlTable]).items()
    }


def _rows(view: View, one: HxlTable) -> list[list[Cell]]:
    if one.rows == "incidents":
        chosen = [column.field or "" for column in one.columns]
        return [row(incident_fields(view, incident), chosen) for incident in view.chronology]
    entries = (entry for register in view.release.registers if register.name == one.rows for entry in register.rows)
    return [[register_cell(view, entry, c.field, c.column) for c in one.columns] for entry in entries]
