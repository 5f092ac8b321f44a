"""DOCX, XLSX and CSV: what stands in them, where it stands, and which column means what."""

import datetime
from pathlib import Path

import pytest

from witnessmark.intake.formats import read_source
from witnessmark.intake.mapping import RecordMapping, guess_columns, parse_mapping, record_fields
from witnessmark.model.case import Document

LEDGER = "Дата видачі;Село;Найменування;Кількість;Ким видано;Отримувач\n2022-09-20;Кам'янка;ліки;12;Фонд;мешканці\n"


def read(path: Path, data: bytes | None = None, mapping: RecordMapping | None = None) -> Document:
    if data is not None:
        path.write_bytes(data)
    intake = read_source(path, mapping=mapping)
    assert intake.problem is None, intake.detail
    return intake.documents[0]


@pytest.fixture
def interview(tmp_path: Path) -> Document:
    import docx

    made = docx.Document()
    made.add_heading("Interview", 1)
    made.add_paragraph("The bridge\twas destroyed.")
    table = made.add_table(2, 2)
    for cell, text in zip(table._cells, ("Village", "Kits", "Kamianka", "12"), strict=True):
        cell.text = text
    last = made.add_paragraph("We went home.")
    made.add_comment(last.runs, text="Ask again.", author="Reviewer")
    made.sections[0].header.paragraphs[0].text = "Mission to Kamianka"
    made.core_properties.author, made.core_properties.title = "Mission", "First interview"
    made.core_properties.created = datetime.datetime(2022, 9, 20, tzinfo=datetime.UTC)
    made.save(str(tmp_path / "a.docx"))
    return read(tmp_path / "a.docx")


def test_word_keeps_headers_paragraphs_tables_and_comments(interview: Document) -> None:
    assert interview.text.split("\n")[:-1] == [
        "Mission to Kamianka", "Interview", "The bridge\twas destroyed.", "Village\tKits", "Kamianka\t12",
        "We went home.", "Ask again.",
    ]  # fmt: skip
    start = interview.text.index("12")
    assert interview.locate(start, start + 2).value == "table 1 row 2 column 2"  # type: ignore[union-attr]
    start = interview.text.index("Ask")
    assert interview.locate(start, start + 4).value == "comment 0"  # type: ignore[union-attr]


def test_core_properties_are_facts_and_not_the_date(interview: Document) -> None:
    assert (interview.title, interview.author, interview.date) == ("First interview", "Mission", None)
    assert interview.facts["document.created"].startswith("2022-09-20")
    assert interview.facts["comment.0.author"] == "Reviewer"


def test_a_ledger_becomes_rows_of_named_values(tmp_path: Path) -> None:
    document = read(tmp_path / "a.csv", LEDGER.encode("windows-1251"))
    assert document.kind == "records" and document.records[0]["Село"] == "Кам'янка"
    (fields,) = record_fields(document)
    assert {name: field.value for name, field in fields.items()} == {
        "date": "2022-09-20", "place": "Кам'янка", "item": "ліки", "quantity": "12", "provider": "Фонд",
        "recipient": "мешканці",
    }  # fmt: skip
    assert all(document.text[field.start : field.end] == field.value for field in fields.values())


@pytest.mark.parametrize(
    "headers",
    [
        ["Date of event", "Settlement", "Type of incident", "Reported by", "Remarks"],
        ["Дата події", "Населений пункт", "Тип події", "Зі слів", "Примітка"],
        ["Дата события", "Населённый пункт", "Тип события", "Источник", "Примечание"],
    ],
)
def test_columns_are_guessed_in_three_languages(headers: list[str]) -> None:
    assert guess_columns(headers) == dict(zip(("date", "place", "act", "by", "note"), headers, strict=True)) | {}


def test_a_column_that_only_looks_alike_is_not_taken() -> None:
    assert guess_columns(["Update", "Placement", "Actor"]) == {}


def test_a_mapping_outranks_the_guess(tmp_path: Path) -> None:
    mapping = parse_mapping('[columns]\nplace = "Отримувач"\n[constants]\nact = "food-aid"\n[table]\nheader_row = 1\n')
    (fields,) = record_fields(read(tmp_path / "a.csv", LEDGER.encode(), mapping))
    assert {name: field.value for name, field in fields.items()} == {"place": "мешканці", "act": "food-aid"}
    assert fields["act"].start is None


def test_a_mapping_that_names_a_column_that_is_not_there_says_so(tmp_path: Path) -> None:
    document = read(tmp_path / "a.csv", LEDGER.encode(), parse_mapping('[columns]\nplace = "Ort"'))
    assert document.facts["columns-not-found"] == "Ort"


@pytest.mark.parametrize(
    "toml", ["x =", '[columns]\nwhere = "a"', "[columns]\nplace = 3", "[other]\na = 1", "table = 3"]
)
def test_a_wrong_mapping_is_refused(toml: str) -> None:
    with pytest.raises(ValueError, match=r"mapping|no claim field"):
        parse_mapping(toml)


def test_a_workbook_gives_a_document_a_sheet(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "ledger.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Видача")
    sheet.write(0, 1, "Відомість видачі, вересень 2022")
    sheet.write_row(3, 1, ["Дата", "Село", "Товар", "Кількість"])
    sheet.write_datetime(4, 1, datetime.datetime(2022, 9, 20), book.add_format({"num_format": "dd.mm.yyyy"}))  # noqa: DTZ001
    sheet.write_row(4, 2, ["Кам'янка", "ліки", 12])
    sheet.write_row(5, 2, ["Ізюм", "вода", 1.5])
    book.add_worksheet("Порожній")
    book.add_worksheet("Other").write_row(0, 0, ["Place", "Note"])
    book.close()
    first, other = read_source(path).documents
    assert first.text == (
        "Відомість видачі, вересень 2022\nДата: 2022-09-20; Село: Кам'янка; Товар: ліки; Кількість: 12\n"
        "Село: Ізюм; Товар: вода; Кількість: 1.5\n"
    )
    assert (first.title, first.facts["header-row"]) == ("Відомість видачі, вересень 2022", "4")
    start = first.text.index("Ізюм")
    assert first.locate(start, start + 4).value == "Видача!C6"  # type: ignore[union-attr]
    assert other.text == "Place; Note\n" and other.records == () and record_fields(other) == ()


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    """Word writes a text box twice: for new and, as a fallback, for old programs."""
    from zipfile import ZipFile

    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    with ZipFile(tmp_path / "a.docx", "w") as office:
        office.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{main}" xmlns:mc="{compatibility}"><w:body><w:p><w:r><w:t>Around it.</w:t>'
            f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
            "</w:r></w:p></w:body></w:document>",
        )
    assert read(tmp_path / "a.docx").text == "Around it.\nIn the box.\n"


def test_footnotes_stand_after_the_text_and_say_so(tmp_path: Path) -> None:
    from zipfile import ZipFile

    main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    words = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    with ZipFile(tmp_path / "a.docx", "w") as office:
        office.writestr(
            "word/document.xml", f"<w:document {main}><w:body>{words.format('Text.')}</w:body></w:document>"
        )
        office.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {main}><w:footnote w:type="separator" w:id="0">{words.format("-")}</w:footnote>'
            f'<w:footnote w:id="2">{words.format("As she said.")}</w:footnote></w:footnotes>',
        )
    document = read(tmp_path / "a.docx")
    assert document.text == "Text.\nAs she said.\n"
    assert document.locators[-1].value == "footnote 2"


def test_the_data_files_hold_what_the_code_reads() -> None:
    from importlib import resources

    import yaml

    from witnessmark.intake.mapping import FIELDS

    def data(name: str) -> dict[str, object]:
        loaded = yaml.safe_load(resources.files("witnessmark.intake").joinpath(f"data/{name}").read_text("utf-8"))
        assert isinstance(loaded, dict)
        return loaded

    columns = data("columns.yaml")
    assert set(columns) == set(FIELDS)
    assert all(isinstance(name, str) and name == name.lower() for names in columns.values() for name in names)  # type: ignore[attr-defined]
    letters = data("letters.yaml")
    for language in ("uk", "ru"):
        assert 900 < sum(letters[language].values()) < 1100  # type: ignore[attr-defined]
    notices = data("notices.yaml")
    assert all(word == word.lower() for part in ("about", "asks") for word in notices[part])  # type: ignore[attr-defined]


def test_a_mapping_nested_without_end_is_refused_with_a_reason() -> None:
    with pytest.raises(ValueError, match="nested too deeply"):
        parse_mapping("x = " + "[" * 20_000)
