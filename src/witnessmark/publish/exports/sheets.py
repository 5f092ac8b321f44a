"""XLSX workbooks of plain text and numbers (ISO/IEC 29500): exact for a program that reads them, no cell a formula."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from witnessmark.model.release import Release
from witnessmark.publish.exports.files import Cell

Sheet = tuple[str, Sequence[str], Iterable[Sequence[Cell]]]

_LONGEST = 32_767
"""Characters that a cell holds; what is longer is cut, and ends with "…"."""


def write_sheets(release: Release, path: Path, sheets: Iterable[Sheet]) -> None:
    """One sheet a table. The creation date inside the file is that of the release: same release, same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(str(path), options)
    workbook.set_properties(
        {"title": release.title, "created": _moment(release.time), "comments": release.notice or ""}
    )
    bold = workbook.add_format({"bold": True})
    for name, header, rows in sheets:
        sheet = workbook.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, header, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, (int, float)):
                    sheet.write_number(number, column, cell)
                elif cell:
                    sheet.write_string(number, column, cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…")
    workbook.close()


def _moment(time: str) -> datetime:
    try:
        return datetime.fromisoformat(time).replace(tzinfo=None)
    except ValueError:
        return datetime(1980, 1, 1)  # noqa: DTZ001 - a spreadsheet has no zones
