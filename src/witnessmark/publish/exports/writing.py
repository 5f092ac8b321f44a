"""One format, one writer: a release and a folder in, files out. To add a format, write a writer, name it here and
describe it in ``data/formats.yaml``."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from witnessmark.model.release import Release
from witnessmark.publish import data_files
from witnessmark.publish.exports import (
    acled,
    analysis,
    annotations,
    bayanat,
    followthemoney,
    hxl,
    prov,
    register_tables,
    timemap,
)
from witnessmark.publish.exports import uwazi as uwazi_csv
from witnessmark.publish.exports.files import write
from witnessmark.publish.exports.kml import incidents_kml
from witnessmark.publish.exports.mapping import mapping
from witnessmark.publish.exports.workbook import write_workbook
from witnessmark.publish.site.words import Language

LabelAllowed = Callable[[str], bool] | None


class Manner(NamedTuple):
    """``label_allowed`` says whether a settlement's name may stand on a map of the dossier; ``language`` is that of our
    labels and words, never of what was said."""

    label_allowed: LabelAllowed = None
    language: Language = "en"


Writer = Callable[[Release, Path, Manner], None]


def _text(name: str, content: Callable[[Release, Language], str]) -> Writer:
    """One file."""

    def one(release: Release, folder: Path, manner: Manner) -> None:
        write(folder, name, content(release, manner.language))

    return one


def _folder(name: str, content: Callable[[Release, Language], dict[str, str]]) -> Writer:
    """Several files, in a folder of their own."""

    def several(release: Release, folder: Path, manner: Manner) -> None:
        for file, text in content(release, manner.language).items():
            write(folder / name, file, text)

    return several


def _tables(release: Release, _: Language) -> dict[str, str]:
    return {"claims.csv": data_files.claims_csv(release), "incidents.csv": data_files.incidents_csv(release)}


def _bayanat(release: Release, folder: Path, manner: Manner) -> None:
    bayanat.write_files(release, folder / "bayanat", manner.language)


def _dossier(release: Release, folder: Path, manner: Manner) -> None:
    from witnessmark.publish.dossier.build import write_dossiers

    write_dossiers(release, folder, label_allowed=manner.label_allowed)


def _word(release: Release, folder: Path, manner: Manner) -> None:
    from witnessmark.publish.dossier.build import write_word

    write_word(release, folder, manner.label_allowed)


def _matrix(release: Release, folder: Path, manner: Manner) -> None:
    from witnessmark.publish.dossier.build import write_matrix

    write_matrix(release, folder, manner.label_allowed)


FORMATS: dict[str, Writer] = {
    "geojson": _text("incidents.geojson", lambda release, _: data_files.incidents_geojson(release)),
    "csv": _folder(".", _tables),
    "jsonl": _text("reading-records.jsonl", lambda release, _: data_files.reading_records(release)),
    "kml": _text("incidents.kml", incidents_kml),
    "xlsx": lambda release, folder, _: write_workbook(release, folder / "case.xlsx"),
    "dossier": _dossier,
    "docx": _word,
    "matrix": _matrix,
    "analysis": _folder("analysis", analysis.tables),
    "registers": _folder("registers", register_tables.registers),
    "followthemoney": _text("followthemoney.jsonl", followthemoney.entities),
    "uwazi": _folder("uwazi", uwazi_csv.files),
    "bayanat": _bayanat,
    "acled": _folder("acled", acled.tables),
    "hxl": _folder("hxl", hxl.tables),
    "imsma": _folder("imsma", register_tables.imsma),
    "timemap": _folder("timemap", timemap.files),
    "annotations": _folder("annotations", annotations.files),
    "prov": _text("prov.json", prov.prov_json),
}

USUAL = ("geojson", "csv", "jsonl", "kml", "xlsx", "dossier")
"""What is written when no format is named."""

WITH_TEXTS = frozenset({"jsonl", "dossier", "docx", "followthemoney", "annotations"})
"""The formats that hold the texts of the documents: of these, passages are committed to."""


class FormatWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a format is for, its files, and whether its tables are for people or exact for a program."""

    en: str
    uk: str
    files: str
    cells: str = ""


def described() -> dict[str, FormatWords]:
    """Every format in words, in the order of the list."""
    words: dict[str, FormatWords] = mapping("formats.yaml", dict[str, FormatWords])
    return words


def write_export(
    release: Release, folder: Path, name: str, *, label_allowed: LabelAllowed = None, language: Language = "en"
) -> None:
    """Write the release in the named format into the folder; raises ``KeyError`` for a format that there is not.

    ``language`` is that of labels; the dossier and its matrix are written in both.
    """
    FORMATS[name](release, folder, Manner(label_allowed, language))
