"""The dossier for a word processor: opened by another reader, with headings, a field of contents, links that lead."""

import re
import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import docx
import msgspec
import pytest

from tests.unit.publish.dossier.rich import rich_release
from witnessmark.model.release import Release
from witnessmark.protection.forms import protect
from witnessmark.protection.scan import scan
from witnessmark.publish.dossier.build import edition_of
from witnessmark.publish.dossier.selection import Limits
from witnessmark.publish.dossier.word import word
from witnessmark.publish.dossier.word_file import bookmark

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def rich(sample: ModuleType) -> Release:
    return rich_release(sample)


@pytest.fixture(scope="module")
def made(rich: Release) -> bytes:
    return word(edition_of(rich, "en"))


def body_of(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(zipfile.ZipFile(BytesIO(data)).read("word/document.xml"))


def test_another_reader_opens_it_and_finds_every_quote(made: bytes, rich: Release) -> None:
    document = docx.Document(BytesIO(made))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(f"“{claim.quote}”" in text or f"«{claim.quote}»" in text for claim in rich.claims)
    assert document.core_properties.title.startswith("Between Balakliia and Izium")
    heads = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert heads[0] == "1. Summary" and heads[-1].endswith("Annex: the documents")


def test_it_does_not_say_that_nobody_graded_what_somebody_graded(made: bytes) -> None:
    body = "".join(body_of(made).itertext())
    assert "reasonable grounds to believe, by" in body and "not verified by investigation" not in body


def test_every_link_leads_to_one_bookmark(made: bytes) -> None:
    body = body_of(made)
    marks = [one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks)) and all(len(mark or "") <= 40 for mark in marks)
    ways = {one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink")}
    assert len(ways) > 50 and ways <= set(marks)
    assert {bookmark("c1.1"), bookmark("w1.1")} <= ways  # from the quote to the text and back


@pytest.mark.parametrize("limits", [Limits(incidents=3), Limits(claims=1), Limits(annex=1500), Limits(rows=2)])
def test_no_link_dangles_whatever_is_left_out(rich: Release, limits: Limits) -> None:
    body = body_of(word(edition_of(rich, "uk", limits=limits)))
    marks = {one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")}
    assert {one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink")} <= marks


def test_it_can_be_read_by_who_cannot_see_it(made: bytes) -> None:
    """Levels of heading without a gap, head rows, words for each picture, a language for each quote, a field of
    contents."""
    body = body_of(made)
    styles = [one.get(f"{W}val") or "" for one in body.iter(f"{W}pStyle")]
    levels = [int(style[-1]) for style in styles if re.fullmatch(r"Heading\d", style)]
    assert levels[0] == 1 and all(later <= earlier + 1 for earlier, later in pairwise(levels))
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) > 10 and sum(table.find(f".//{W}tblHeader") is not None for table in tables) >= len(tables) - 1
    pictures = [one for one in body.iter() if one.tag.endswith("}docPr")]
    assert pictures and all(one.get("descr") for one in pictures)
    assert {one.get(f"{W}val") for one in body.iter(f"{W}lang")} >= {"en", "uk"}
    assert any("TOC" in (one.text or "") for one in body.iter(f"{W}instrText"))


def test_the_same_release_gives_the_same_bytes(made: bytes, rich: Release) -> None:
    assert word(edition_of(rich, "en")) == made
    archive = zipfile.ZipFile(BytesIO(made))
    assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in archive.namelist() if "vba" in name.lower()]


def test_what_a_source_says_is_never_markup(rich: Release) -> None:
    evil = '</w:t></w:r><w:r><w:instrText> INCLUDETEXT "http://x" </w:instrText></w:r>\x0b\ufffe&<'
    claims = (msgspec.structs.replace(rich.claims[0], quote=evil), *rich.claims[1:])
    body = body_of(word(edition_of(msgspec.structs.replace(rich, title=evil, claims=claims), "en")))
    assert not any("INCLUDETEXT" in (one.text or "") for one in body.iter(f"{W}instrText"))
    assert any("INCLUDETEXT" in (one.text or "") for one in body.iter(f"{W}t"))


def test_a_protected_name_in_it_fails_the_release(rich: Release, tmp_path: Path) -> None:
    claims = (msgspec.structs.replace(rich.claims[0], quote="By Hrytsai"), *rich.claims[1:])
    (tmp_path / "dossier.docx").write_bytes(word(edition_of(msgspec.structs.replace(rich, claims=claims), "en")))
    assert {hit.file for hit in scan(tmp_path, protect({"a": ("Степан Грицай",)}))} == {"dossier.docx"}
