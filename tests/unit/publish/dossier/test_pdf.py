"""The dossier as a file: what it says, where its links lead, whose letters it uses, the same bytes every time."""

import ctypes
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import msgspec
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.unit.publish.dossier.conftest import opened, text_of
from witnessmark.model.release import Release
from witnessmark.publish.dossier.build import write_dossier, write_dossiers


def test_every_quote_stands_in_it_with_its_speaker(internal_pdf: Path, sample: ModuleType) -> None:
    text = text_of(internal_pdf)
    for claim in sample.sample_release().claims:
        assert " ".join(claim.quote.split()) in text, claim.quote
    for words in ("Person 4", "Person 7", "a shopkeeper", "hearsay", "heard it said", "the mission saw it"):
        assert words in text


def test_it_says_what_it_is_on_every_page(internal_pdf: Path) -> None:
    document = pypdfium2.PdfDocument(internal_pdf)
    for number, page in enumerate(document):
        text = page.get_textpage().get_text_range()
        assert "INTERNAL – not for publication" in text, number
        assert "All persons in this material are invented." in text, number
        assert number == 0 or "Release 3f9c2a7be1" in text, number


def test_it_names_the_standard_and_what_was_withheld(internal_pdf: Path) -> None:
    text = text_of(internal_pdf)
    assert "Reported, not verified" in text
    assert "never means that the element is proven" in text
    assert "6 claims" in text and "about forces, less than 180 days old or undated" in text
    assert "These 3 count as one source, because the same person says them." in text
    assert "it did not happen: the author of “Local news: the market of Balakliia” (1.5)" in text


def test_the_matrix_is_in_the_internal_edition_alone(internal_pdf: Path, public_pdf: Path) -> None:
    inside = text_of(internal_pdf)
    assert "Elements of law" in inside and "What was the hall used for in those weeks?" in inside
    assert "The hall may have been hit by accident." in inside
    outside = text_of(public_pdf)
    assert "Елементи права" not in outside and "Invented Code" not in outside


def test_digests_of_sources_and_custody_stand_whole(internal_pdf: Path, sample: ModuleType) -> None:
    text = text_of(internal_pdf).replace(" ", "")
    release = sample.sample_release()
    for source in release.sources:
        assert source.commitment in text
    for event in release.custody:
        assert event.entry in text
    assert release.content in text and all(digest in text for digest in release.method.data.values())


def test_ukrainian_speaks_ukrainian(public_pdf: Path) -> None:
    text = text_of(public_pdf)
    assert "Повідомлено, не перевірено" in text and "рядок 3" in text
    assert "Ізюм" in text and "with a position" not in text.lower()


def test_every_link_leads_somewhere(internal_pdf: Path) -> None:
    document = pypdfium2.PdfDocument(internal_pdf)
    links = 0
    for page in document:
        position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page, position, link):
            target = pdfium.FPDFLink_GetDest(document, link)
            assert target, "a link without a target"
            assert 0 <= pdfium.FPDFDest_GetDestPageIndex(document, target) < len(document)
            links += 1
    assert links > 100


def test_it_has_an_outline_of_parts_and_incidents(internal_pdf: Path) -> None:
    titles = [item.get_title() for item in pypdfium2.PdfDocument(internal_pdf).get_toc()]
    assert "1. Summary" in titles and "4. Chronology" in titles
    assert "Shelling or missile fire" in titles


def test_every_bookmark_leads_to_a_page_and_every_typeface_is_embedded(internal_pdf: Path, public_pdf: Path) -> None:
    for pdf in (internal_pdf, public_pdf):
        document = pypdfium2.PdfDocument(pdf)
        targets = [item.get_dest() for item in document.get_toc()]
        assert len(targets) > 20
        assert all(target is not None and 0 <= (target.get_index() or 0) < len(document) for target in targets)
        raw = opened(pdf)
        assert raw.count(b"/FontDescriptor/") == len(re.findall(rb"/FontFile[23]? ", raw)) > 0


def test_it_is_tagged_and_knows_its_title_and_language(public_pdf: Path) -> None:
    raw = opened(public_pdf)
    assert b"/Lang(uk)" in raw and b"/Marked true" in raw and b"/StructTreeRoot" in raw
    document = pypdfium2.PdfDocument(public_pdf)
    assert document.get_metadata_value("Title").startswith("Between Balakliia and Izium")
    assert document.get_metadata_value("CreationDate") == "D:20261120080000Z"


def test_it_says_which_standards_it_keeps(public_pdf: Path, internal_pdf: Path) -> None:
    """Archival (PDF/A-2a) and accessible (PDF/UA-1); Typst checks its own work and writes nothing that fails."""
    for pdf in (public_pdf, internal_pdf):
        raw = opened(pdf)
        assert b"<pdfaid:part>2</pdfaid:part>" in raw and b"<pdfaid:conformance>A</pdfaid:conformance>" in raw
        assert b"<pdfuaid:part>1</pdfuaid:part>" in raw
        assert b"/GTS_PDFA1" in raw and b"/DestOutputProfile" in raw
        assert b"/JavaScript" not in raw and b"/EmbeddedFile" not in raw and b"/Encrypt" not in raw


def test_tables_lists_and_figures_are_tagged_and_maps_have_words(internal_pdf: Path) -> None:
    raw = opened(internal_pdf)
    for tag in (b"/S/H1", b"/S/H2", b"/S/Table", b"/S/TH", b"/S/TD", b"/S/TOC", b"/S/Figure", b"/S/Link", b"/S/LI"):
        assert tag in raw, tag
    assert raw.count(b"/Alt") >= raw.count(b"/S/Figure") > 10


def test_without_a_moment_nothing_is_dated(empty: Release, tmp_path: Path) -> None:
    """PDF/A demands a date, so such a file is PDF/UA alone rather than dated today."""
    write_dossier(msgspec.structs.replace(empty, time="some day"), tmp_path / "d.pdf", "en")
    raw = opened(tmp_path / "d.pdf")
    assert b"CreationDate" not in raw and b"pdfaid:part" not in raw and b"<pdfuaid:part>1" in raw
    again = tmp_path / "again.pdf"
    write_dossier(msgspec.structs.replace(empty, time="some day"), again, "en")
    assert again.read_bytes() == (tmp_path / "d.pdf").read_bytes()


def test_both_languages_are_written_under_their_names(empty: Release, tmp_path: Path) -> None:
    write_dossiers(empty, tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["dossier.pdf", "dossier.uk.pdf"]


def test_all_letters_are_from_our_typefaces(internal_pdf: Path, public_pdf: Path) -> None:
    for pdf in (internal_pdf, public_pdf):
        names = set(re.findall(rb"/BaseFont ?/([^\s/]+)", opened(pdf)))
        assert names
        for name in names:
            assert name.partition(b"+")[2].startswith(b"IBMPlex"), name


def test_nothing_that_was_not_released_stands_in_it(public_pdf: Path, sample: ModuleType) -> None:
    """Rules of the reader and the path of the machine are no part of a dossier."""
    text, raw = text_of(public_pdf), opened(public_pdf)
    assert "sample/1" not in text and str(Path.home()).encode() not in raw and os.fsencode(Path.cwd()) not in raw
    assert b"http:" not in raw.replace(b"http://www.w3.org", b"").replace(b"http://ns.adobe.com", b"").replace(
        b"http://purl.org", b""
    ).replace(b"http://www.aiim.org", b"")


@pytest.mark.parametrize("zone", ["Pacific/Auckland"])
def test_another_process_prints_the_same_bytes(internal_pdf: Path, tmp_path: Path, zone: str) -> None:
    code = (
        "import sys, pathlib; sys.path.insert(0, '.')\n"
        "from tests.unit.publish.dossier.conftest import load_sample\n"
        "from witnessmark.model.consent import Audience\n"
        "from witnessmark.publish.dossier.build import write_dossier\n"
        "write_dossier(load_sample().sample_release(Audience.INTERNAL), pathlib.Path(sys.argv[1]), 'en')\n"
    )
    out = tmp_path / "again.pdf"
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": zone, "SOURCE_DATE_EPOCH": "1", "LC_ALL": "C"}
    root = Path(__file__).parents[4]
    subprocess.run([sys.executable, "-c", code, str(out)], check=True, cwd=root, env=environment, timeout=120)
    assert out.read_bytes() == internal_pdf.read_bytes()
