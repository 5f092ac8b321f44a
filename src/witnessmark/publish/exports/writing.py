"""One format, one writer: a release and a folder in, files out. To add a format, write a writer and name it here."""

from collections.abc import Callable
from pathlib import Path

from witnessmark.model.release import Release
from witnessmark.publish import data_files
from witnessmark.publish.exports.kml import incidents_kml
from witnessmark.publish.exports.workbook import write_workbook

LabelAllowed = Callable[[str], bool] | None
Writer = Callable[[Release, Path, LabelAllowed], None]


def _text(name: str, content: Callable[[Release], str]) -> Writer:
    def write(release: Release, folder: Path, _: LabelAllowed) -> None:
        (folder / name).write_text(content(release), encoding="utf-8", newline="")

    return write


def _tables(release: Release, folder: Path, _: LabelAllowed) -> None:
    _text("claims.csv", data_files.claims_csv)(release, folder, None)
    _text("incidents.csv", data_files.incidents_csv)(release, folder, None)


def _dossier(release: Release, folder: Path, label_allowed: LabelAllowed) -> None:
    from witnessmark.publish.dossier.build import write_dossiers

    write_dossiers(release, folder, label_allowed=label_allowed)


FORMATS: dict[str, Writer] = {
    "geojson": _text("incidents.geojson", data_files.incidents_geojson),
    "csv": _tables,
    "jsonl": _text("reading-records.jsonl", data_files.reading_records),
    "kml": _text("incidents.kml", incidents_kml),
    "xlsx": lambda release, folder, _: write_workbook(release, folder / "case.xlsx"),
    "dossier": _dossier,
}


def write_export(release: Release, folder: Path, name: str, *, label_allowed: LabelAllowed = None) -> None:
    """Write the release in the named format into the folder; raises ``KeyError`` for a format that there is not.

    ``label_allowed`` says whether a settlement's name may stand on a map of the dossier.
    """
    FORMATS[name](release, folder, label_allowed)
