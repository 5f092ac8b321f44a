"""The map back to the original: in order, within the text, and with an answer for every word."""

import re
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from witnessmark.intake.formats import read_source
from witnessmark.model.case import Document

_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"))
WORDS = st.text(st.sampled_from("abc деіїжь.,;:«»\"'-"), min_size=1, max_size=30)
LINES = st.lists(WORDS, min_size=1, max_size=12)
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def holds(document: Document) -> None:
    starts = [(locator.start, -locator.end) for locator in document.locators]
    assert starts == sorted(starts)
    for locator in document.locators:
        assert 0 <= locator.start < locator.end <= len(document.text)
    for word in re.finditer(r"\S+", document.text):
        assert document.locate(word.start(), word.end()) is not None


def read(path: Path, data: bytes) -> Document | None:
    path.write_bytes(data)
    intake = read_source(path, ocr=False)
    assert intake.problem in (None, "no-text", "empty", "unknown-format"), intake.detail
    for document in intake.documents:
        holds(document)
    return intake.documents[0] if intake.documents else None


@quick
@given(text=st.text(_LETTERS | st.sampled_from("\r\n\t"), max_size=200))
def test_plain_text_keeps_every_character(text: str, tmp_path: Path) -> None:
    document = read(tmp_path / "a.txt", text.encode())
    if document is not None and not text.startswith("\ufeff") and document.kind == "text":
        assert document.text == text.replace("\r\n", "\n").replace("\r", "\n")
        lines = document.text.split("\n")
        for locator in document.locators:
            if locator.kind == "line":
                assert document.text[locator.start : locator.end] == lines[int(locator.value) - 1]


@quick
@given(lines=LINES)
def test_word_paragraphs(lines: list[str], tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    with ZipFile(path, "w") as office:
        office.writestr("[Content_Types].xml", "<Types/>")
        office.writestr("word/document.xml", f'<w:document xmlns:w="{main}"><w:body>{paragraphs}</w:body></w:document>')
    document = read(path, path.read_bytes())
    if document is not None:
        assert document.text.split("\n")[:-1] == [line for line in lines if line.strip()]


@quick
@given(rows=st.lists(st.lists(WORDS, min_size=2, max_size=4), min_size=2, max_size=8))
def test_table_cells_say_their_address(rows: list[list[str]], tmp_path: Path) -> None:
    quoted = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    document = read(tmp_path / "a.csv", quoted.encode())
    if document is not None and document.facts["delimiter"] == ",":
        for locator in document.locators:
            if locator.kind == "cell":
                column, row = ord(locator.value[0]) - 65, int(locator.value[1:]) - 1
                assert document.text[locator.start : locator.end] == " ".join(rows[row][column].split())


@quick
@given(cues=LINES)
def test_transcript_cues(cues: list[str], tmp_path: Path) -> None:
    srt = "".join(f"{n}\n00:00:{n:02d},000 --> 00:00:{n:02d},500\n{cue}\n\n" for n, cue in enumerate(cues, 1))
    document = read(tmp_path / "a.srt", srt.encode())
    if document is not None:
        told = [(cue.strip(), str(n)) for n, cue in enumerate(cues, 1) if cue.strip()]
        assert [(document.text[loc.start : loc.end], loc.value) for loc in document.locators] == told


@quick
@given(
    data=st.binary(max_size=300),
    name=st.sampled_from(["a.pdf", "a.docx", "a.eml", "a.csv", "a.html", "a.zip", "a.jpg", "a"]),
)
@pytest.mark.parametrize(
    "magic", [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"GIF89a"]
)
def test_no_bytes_raise(magic: bytes, data: bytes, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(magic + data)
    intake = read_source(path, ocr=False)
    assert intake.documents or intake.parts or intake.problem
    for document in intake.documents:
        holds(document)
