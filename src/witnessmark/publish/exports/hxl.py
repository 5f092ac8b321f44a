"""HXL-tagged CSV (HXL 1.1): a row of columns in words, then a row of hashtags, for spreadsheets and the HXL Proxy."""

import msgspec

from witnessmark.model.release import Release
from witnessmark.publish.exports.columns import incident_fields, row
from witnessmark.publish.exports.files import table
from witnessmark.publish.exports.mapping import mapping
from witnessmark.publish.exports.view import View


class HxlColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column: the field that fills it, its words, its hashtag."""

    field: str
    label: str
    tag: str


class HxlMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    incidents: tuple[HxlColumn, ...]


def incidents(release: Release) -> str:
    """One row an incident, in order of time."""
    view, columns = View(release), mapping("hxl.yaml", HxlMapping).incidents
    chosen = [column.field for column in columns]
    return table(
        [column.label for column in columns],
        (row(incident_fields(view, incident), chosen) for incident in view.chronology),
        for_people=True,
        tags=[column.tag for column in columns],
    )
