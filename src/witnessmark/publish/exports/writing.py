"""One format, one writer: a release and a folder in, files out. To add a format, write a writer and name it here."""

from collections.abc import Callable
from pathlib import Path

from witnessmark.model.release import Release
from witnessmark.publish import data_files
from witnessmark.publish.exports.kml import incidents_kml
from witnessmark.publish.exports.workbook import write_workbook


def _text(name: str, content: Callable[[Release], str]) -> Callable[[Release, Path], None]:
    def write(release: Release, folder: Path) -> None:
        (folder / name).write_text(content(release), encoding="utf-8", newline="")

    return write


def _tables(release: Release, folder: Path) -> None:
    _text("claims.csv", data_files.claims_csv)(release, folder)
    _text("incidents.csv", data_files.incidents_csv)(release, folder)


def _dossier(release: Release, folder: Path) -> None:
    # WeasyPrint takes half a second to load: only when a dossier is wanted.
    from witnessmark.publish.dossier.build import write_dossier

    write_dossier(release, folder / "dossier.pdf", "en")
    write_dossier(release, folder / "dossier.uk.pdf", "uk")


FORMATS: dict[str, Callable[[Release, Path], None]] = {
    "geojson": _text("incidents.geojson", data_files.incidents_geojson),
    "csv": _tables,
    "jsonl": _text("reading-records.jsonl", data_files.reading_records),
    "kml": _text("incidents.kml", incidents_kml),
    "xlsx": lambda release, folder: write_workbook(release, folder / "case.xlsx"),
    "dossier": _dossier,
}


def write_export(release: Release, folder: Path, name: str) -> None:
    """Write the release in the named format into the folder; raises ``KeyError`` for a format that there is not."""
    FORMATS[name](release, folder)
