"""The release as one spreadsheet: claims, incidents, sources, the registers and, where there is one, the matrix.

Text is written as text: no cell is ever a formula. The creation date inside the file is that of the release, so that
the same release gives the same bytes.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from witnessmark.model.release import Release
from witnessmark.publish.exports.register_tables import header_and_rows
from witnessmark.publish.exports.view import View


def write_workbook(release: Release, path: Path) -> None:
    """Write the XLSX file (ISO/IEC 29500)."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(str(path), options)
    workbook.set_properties(
        {"title": release.title, "created": _moment(release.time), "comments": release.notice or ""}
    )
    bold = workbook.add_format({"bold": True})
    sheets: list[tuple[str, Sequence[str], Iterable[Sequence[object]]]] = [
        ("Claims", _CLAIMS, _claims(release)),
        ("Incidents", _INCIDENTS, _incidents(release)),
        ("Sources", _SOURCES, _sources(release)),
    ]
    if release.matrices:
        sheets.append(("Matrix", _MATRIX, _matrix(release)))
    view = View(release)
    for register in release.registers:
        if register.rows:
            sheets.append((register.name.replace("-", " ").capitalize(), *header_and_rows(view, register)))
    for name, header, rows in sheets:
        sheet = workbook.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, header, bold)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])
    workbook.close()


_CLAIMS = tuple("claim document act modality polarity words speaker place when reference incident models".split())
_INCIDENTS = ("incident", "acts", "status", "earliest", "latest", "place", "claims", "groups", "contradictions")
_SOURCES = ("source", "kind", "consent", "received", "file", "sha-256", "commitment")
_MATRIX = tuple("incident provision strength element status supporting contradicting hearsay missing".split())


def _moment(time: str) -> datetime:
    try:
        return datetime.fromisoformat(time).replace(tzinfo=None)
    except ValueError:
        return datetime(1980, 1, 1)  # noqa: DTZ001 - a spreadsheet has no zones


def _claims(release: Release) -> Iterable[Sequence[object]]:
    names = {place.id: place.name for place in release.places}
    for c in release.claims:
        where = names.get(c.place or "")
        yield (
            c.id,
            c.document,
            c.act,
            c.modality,
            c.polarity,
            c.quote,
            c.said_by,
            where,
            c.edtf,
            c.reference,
            c.incident,
            ", ".join(c.models),
        )


def _incidents(release: Release) -> Iterable[Sequence[object]]:
    names = {place.id: place.name for place in release.places}
    for i in release.incidents:
        where, acts = names.get(i.place or ""), ", ".join(i.acts)
        counts = (len(i.claims), len(i.groups), len(i.contradictions))
        yield (i.id, acts, i.status, i.time.earliest, i.time.latest, where, *counts)


def _sources(release: Release) -> Iterable[Sequence[object]]:
    for s in release.sources:
        yield (s.label, s.kind, s.consent, s.received, s.file_name, s.sha256, s.commitment)


def _matrix(release: Release) -> Iterable[Sequence[object]]:
    for matrix in release.matrices:
        for finding in matrix.findings:
            for e in finding.elements:
                claims = (", ".join(e.supporting), ", ".join(e.contradicting), ", ".join(e.hearsay))
                yield (matrix.incident, finding.cite, finding.strength, e.text, e.status, *claims, ", ".join(e.missing))
