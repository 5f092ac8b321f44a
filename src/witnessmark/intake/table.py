"""Tables of records (CSV, XLSX): every row is a record, and a line of text "Column: value; …" with a locator a cell.

A sheet is a document. Values are kept as the table shows them; nothing is calculated and no formula is run.
"""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from typing import Any

from witnessmark.intake import limits
from witnessmark.intake.assembly import Assembly
from witnessmark.intake.mapping import RecordMapping, guess_columns
from witnessmark.intake.office import OfficeFile
from witnessmark.intake.plain import decoded_text, text_facts
from witnessmark.intake.result import Intake, Request, Unreadable
from witnessmark.model.case import Document

_DELIMITERS = ",;\t|"
_ROWS_LOOKED_AT = 30
_FORMULA_MARKS = ("=", "+", "-", "@", "\t")
Row = list[str]


def read_csv(request: Request) -> Intake:
    decoded = decoded_text(request.content())
    text = decoded.text.replace("\0", "\ufffd")
    delimiter = "\t" if request.media_type == "text/tab-separated-values" else _delimiter(text)
    csv.field_size_limit(limits.MAX_TEXT_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[int, Row]] = []
    first = 1
    for row in reader:
        rows.append((first, [" ".join(cell.split()) for cell in row]))
        first = reader.line_num + 1
        if len(rows) > limits.MAX_TABLE_ROWS:
            raise Unreadable("too-large", f"more than {limits.MAX_TABLE_ROWS} rows")
    facts = text_facts(decoded) | {"delimiter": {"\t": "tab"}.get(delimiter, delimiter)}
    document = _document(rows, None, request.mapping, facts, "csv/witnessmark 1")
    if document is None:
        raise Unreadable("no-text", "no row with a value")
    return Intake(media_type=request.media_type, documents=(document,))


def read_xlsx(request: Request) -> Intake:
    from python_calamine import CalamineError, CalamineWorkbook

    office = OfficeFile(request.place)
    try:
        office.check_sheets()
        active = office.active_content()
    finally:
        office.close()
    try:
        with request.open() as stream, CalamineWorkbook.from_filelike(stream) as book:
            documents = [found for name in book.sheet_names if (found := _sheet(book, name, request.mapping, active))]
    except CalamineError as error:
        raise Unreadable("damaged", "the workbook is broken") from error
    if not documents:
        raise Unreadable("no-text", "no sheet has a row with a value")
    return Intake(media_type=request.media_type, documents=tuple(documents))


def _sheet(book: Any, name: str, mapping: RecordMapping | None, active: dict[str, str]) -> Document | None:
    sheet = book.get_sheet_by_name(name)
    top, left = sheet.start or (0, 0)
    rows = [
        (number, [""] * left + [_shown(value) for value in row])
        for number, row in enumerate(sheet.to_python(skip_empty_area=True), top + 1)
    ]
    return _document(
        rows, name, mapping, {"sheet": name} | active, f"xlsx/python-calamine {version('python-calamine')}"
    )


def _shown(value: object) -> str:
    """A cell's value as a person would write it: no ``.0`` on whole numbers, dates in ISO 8601, no false midnight."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat()
    return " ".join(str(value).split())


def _delimiter(text: str) -> str:
    """The sign that parts the first rows most evenly into most columns."""
    sample = text[:50_000]

    def evenness(sign: str) -> tuple[float, int]:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=sign)
        widths = [len(row) for _, row in zip(range(_ROWS_LOOKED_AT), _quiet(reader), strict=False) if any(row)]
        if not widths or max(widths) < 2:
            return (0.0, 0)
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        return (widths.count(usual) / len(widths) if usual > 1 else 0.0, usual)

    return max(_DELIMITERS, key=evenness)


def _quiet(reader: Iterable[Row]) -> Iterator[Row]:
    try:
        yield from reader
    except csv.Error:
        return


def _header(rows: Sequence[tuple[int, Row]], mapping: RecordMapping | None) -> int:
    """Index of the header: as the mapping says, or the row among the first whose names are known best, then the
    first that is as wide as the table."""
    if mapping and mapping.header_row:
        wanted = next((index for index, (number, _) in enumerate(rows) if number >= mapping.header_row), None)
        if wanted is None:
            raise Unreadable("no-text", "the table ends before the header row that the mapping names")
        return wanted
    looked_at = range(min(_ROWS_LOOKED_AT, len(rows)))
    widest = max(sum(bool(cell) for cell in rows[index][1]) for index in looked_at)
    named = set(mapping.columns.values()) if mapping else set()

    def fit(index: int) -> tuple[int, int, int]:
        cells = [cell for cell in rows[index][1] if cell]
        return (
            sum(cell in named for cell in cells),
            len(guess_columns(cells)) if len(cells) > 1 else 0,
            int(2 * len(cells) > widest),
        )

    return max(looked_at, key=lambda index: (*fit(index), -index))


def _names(header: Row, width: int) -> list[str]:
    """A name for every column, all different: what has none is called after its letter."""
    names: list[str] = []
    for index in range(width):
        name = header[index] if index < len(header) and header[index] else f"({column_letters(index)})"
        names.append(name if name not in names else f"{name} ({column_letters(index)})")
    return names


def column_letters(index: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _document(
    rows: list[tuple[int, Row]], sheet: str | None, mapping: RecordMapping | None, facts: dict[str, str], tool: str
) -> Document | None:
    rows = [(number, row) for number, row in rows if any(row)]
    if not rows:
        return None
    at = _header(rows, mapping)
    names = _names(rows[at][1], max(len(row) for _, row in rows))
    assembly = Assembly()
    title = _lines_above(assembly, rows[:at])
    records = tuple(_record(assembly, number, row, names, sheet) for number, row in rows[at + 1 :])
    columns = dict(mapping.columns) if mapping else guess_columns(names)
    missing = sorted(header for header in columns.values() if header not in names)
    facts = facts | {"columns": "; ".join(names), "header-row": str(rows[at][0])}
    facts |= {f"column.{field}": header for field, header in columns.items() if header in names}
    facts |= {f"constant.{field}": value for field, value in (mapping.constants if mapping else {}).items()}
    if missing:
        facts["columns-not-found"] = "; ".join(missing)
    if ragged := sum(len(row) != len(rows[at][1]) for _, row in rows[at + 1 :]):
        facts["ragged-rows"] = str(ragged)
    if formulas := sum(cell.startswith(_FORMULA_MARKS) and not _is_number(cell) for _, row in rows for cell in row):
        facts["formula-like-cells"] = str(formulas)
    if not records:
        _lines_above(assembly, rows[at : at + 1])
    return Document(
        text=assembly.text,
        tool=tool,
        locators=assembly.locators,
        title=title or sheet,
        kind="records",
        facts=facts,
        records=records,
    )


def _is_number(cell: str) -> bool:
    return cell[1:].replace(".", "").replace(",", "").replace(" ", "").isdigit()


def _lines_above(assembly: Assembly, rows: list[tuple[int, Row]]) -> str | None:
    """What stands above the header: title, place or date of the whole table."""
    for number, row in rows:
        assembly.place("; ".join(cell for cell in row if cell), "line", str(number))
        assembly.add("\n")
    return "; ".join(cell for cell in rows[0][1] if cell) if rows else None


def _record(assembly: Assembly, number: int, row: Row, names: list[str], sheet: str | None) -> dict[str, str]:
    """Append a row's line; the record. Cells without a value are left out: nothing was said."""
    record: dict[str, str] = {}
    start = assembly.length
    for index, cell in enumerate(row):
        if not cell:
            continue
        if record:
            assembly.add("; ")
        assembly.add(f"{names[index]}: ")
        address = f"{column_letters(index)}{number}"
        assembly.place(cell, "cell", f"{sheet}!{address}" if sheet else address)
        record[names[index]] = cell
    assembly.mark(start, assembly.length, "row", str(number))
    assembly.add("\n")
    return record
