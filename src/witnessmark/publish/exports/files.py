"""How the files of an export are written: the same bytes for the same values, and cells that suit who opens them.

A table that people open in a spreadsheet has neutral cells: text that looks like a formula is shown, not run. A table
that a program imports has the words as they are, and says so in the documentation.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from witnessmark.publish.data_files import neutral

Cell = str | int | float | None


def shown(cell: Cell) -> str:
    """A cell for a spreadsheet: numbers as they are, text neutral."""
    if isinstance(cell, (int, float)):
        return str(cell)
    return neutral(cell)


def exact(cell: Cell) -> str:
    """A cell for a program: the words as they are."""
    return "" if cell is None else str(cell)


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, for_people: bool, tags: Sequence[str] = ()) -> str:
    """CSV (RFC 4180). ``tags`` is a second row of headers, such as that of HXL."""
    write = shown if for_people else exact
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    if tags:
        writer.writerow(tags)
    writer.writerows([write(cell) for cell in row] for row in rows)
    return out.getvalue()


def json_text(value: Any) -> str:
    """JSON for people and programs, a line a value."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def json_lines(values: Iterable[Any]) -> str:
    return "".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n" for value in values)


def write(folder: Path, name: str, content: str) -> None:
    """Write a text as UTF-8, its line ends untouched; folders are made."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8"))
