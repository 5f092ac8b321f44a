"""Which column of a table of records holds which field of a claim: given as TOML, or guessed from the header's names.

[columns]
date = "Дата видачі"
place = "Село"
[constants]
act = "food-aid"
[table]
header_row = 3
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from witnessmark.model.case import Document

FIELDS = ("act", "date", "place", "quantity", "provider", "recipient", "item", "by", "person", "born", "age", "note")

_WORD = re.compile(r"[^\W_]+")
_WHOLE = "="
"""Before a name that is one only as the whole header: "name", but not "name of village"."""


class RecordMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``columns``: field → header; ``constants``: field → a value that holds for every row; ``header_row`` counts the
    rows of the file from 1, None to find it."""

    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    header_row: int | None = None


class RecordField(msgspec.Struct, frozen=True):
    """A value of a row, and where it stands in the document's text; a constant stands nowhere."""

    value: str
    start: int | None = None
    end: int | None = None


def parse_mapping(toml: str) -> RecordMapping:
    """The mapping in a TOML file; raises ``ValueError`` that says what is wrong with it."""
    try:
        raw: dict[str, Any] = tomllib.loads(toml)
        table = raw.pop("table", {})
        mapping = msgspec.convert(raw | table, RecordMapping)
    except RecursionError:
        raise ValueError("the mapping of columns is not valid: it is nested too deeply") from None
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, TypeError) as error:
        raise ValueError(f"the mapping of columns is not valid: {error}") from error
    unknown = sorted((mapping.columns.keys() | mapping.constants.keys()) - set(FIELDS))
    if unknown:
        raise ValueError(f"no claim field {', '.join(unknown)}; the fields are {', '.join(FIELDS)}")
    return mapping


def _plain(header: str) -> str:
    return " ".join(_WORD.findall(header.lower()))


@cache
def _names() -> dict[str, str]:
    """Header name in plain form → field."""
    import yaml

    raw = resources.files("witnessmark.intake").joinpath("data/columns.yaml").read_text(encoding="utf-8")
    names: dict[str, str] = {}
    for field, known in yaml.safe_load(raw).items():
        for name in known:
            names.setdefault(name[0] + _plain(name) if name.startswith(_WHOLE) else _plain(name), field)
    return names


def _field_of(header: str) -> tuple[int, str] | None:
    """The field that a header names, and how well: the words it shares with a known name; more for an equal one."""
    plain = _plain(header)
    if not plain:
        return None
    names = _names()
    if field := names.get(plain) or names.get(_WHOLE + plain):
        return 100, field
    words = plain.split()
    for length in range(len(words) - 1, 0, -1):
        for part in (" ".join(words[:length]), " ".join(words[-length:])):
            if part in names:
                return length, names[part]
    return None


def guess_columns(headers: Sequence[str]) -> dict[str, str]:
    """Field → header, for every field that one of the headers names. The best fit wins, then the leftmost."""
    best: dict[str, tuple[int, str]] = {}
    for header in headers:
        found = _field_of(header)
        if found and found[0] > best.get(found[1], (0, ""))[0]:
            best[found[1]] = (found[0], header)
    return {field: best[field][1] for field in FIELDS if field in best}


def record_fields(document: Document) -> tuple[dict[str, RecordField], ...]:
    """For each row of a document of records: claim field → its value and where it stands in the text.

    The columns come from the document's facts, where intake put them (``column.date``, ``constant.act``).
    """
    facts = document.facts
    columns = {field: facts[f"column.{field}"] for field in FIELDS if f"column.{field}" in facts}
    constants = {field: RecordField(facts[f"constant.{field}"]) for field in FIELDS if f"constant.{field}" in facts}
    cells = [locator for locator in document.locators if locator.kind == "cell"]
    rows, following = [], 0
    for row in (locator for locator in document.locators if locator.kind == "row"):
        fields = dict(constants)
        while following < len(cells) and cells[following].end <= row.end:
            cell = cells[following]
            following += 1
            # The header stands before its value. The order of a record's keys says nothing: stored JSON sorts them.
            for field, column in columns.items():
                if _header_before(document.text, row.start, cell.start) == column:
                    fields[field] = RecordField(document.text[cell.start : cell.end], cell.start, cell.end)
        rows.append(fields)
    return tuple(rows)


def _header_before(text: str, row_start: int, cell_start: int) -> str:
    """The header that stands before a cell: back to the mark between cells, or to the start of the row."""
    return text[row_start:cell_start].removesuffix(": ").rpartition("; ")[2]
