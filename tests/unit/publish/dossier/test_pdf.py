"""The dossier as a file: what it says, where its links lead, whose letters it uses, the same bytes every time."""

import ctypes
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.unit.publish.dossier.conftest import opened, text_of
from witnessmark.publish.dossier.typefaces import FACES


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
    assert "1. Summary" in titles and "3. Chronology" in titles
    assert "Shelling or missile fire" in titles


def test_it_is_tagged_and_knows_its_title_and_language(public_pdf: Path) -> None:
    raw = opened(public_pdf)
    assert b"/Lang (uk)" in raw and b"/MarkInfo" in raw and b"/StructTreeRoot" in raw
    document = pypdfium2.PdfDocument(public_pdf)
    assert document.get_metadata_value("Title").startswith("Between Balakliia and Izium")
    assert document.get_metadata_value("CreationDate") == "D:20261120100000+02'00"


def test_all_letters_are_from_our_typefaces(internal_pdf: Path, public_pdf: Path) -> None:
    for pdf in (internal_pdf, public_pdf):
        names = set(re.findall(rb"/BaseFont /([^\s/]+)", opened(pdf)))
        families = {family.replace(" ", "-").encode() for family, _, _ in FACES.values()}
        assert names
        for name in names:
            assert any(name.partition(b"+")[2].startswith(family) for family in families), name


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
