"""The sheet says what the chain says, in two languages, the same every time, and no word of it is markup."""

import pytest
from pypdfium2 import PdfDocument

from witnessmark.model.custody import CustodyChain, CustodyStep
from witnessmark.publish.custody_sheet import print_custody
from witnessmark.publish.site.words import data_file

STEPS = (
    CustodyStep(
        event="received", time="2024-05-01T09:00:00+03:00", device="a" * 32, owner="Olena Tkach", entry="b" * 64
    ),
    CustodyStep(
        event="lent", time="2024-05-02T09:00:00+03:00", device="c" * 32, owner="Іван Мороз", entry="d" * 64, ahead=-90,
        ahead_basis="told",
        note='#panic("x") *bold* $x$ [a](b) 😀', tool="ocr/tesseract 5",
        parameters={"pages": "True"},
    ),
)  # fmt: skip
CHAIN = CustodyChain(
    case="c1", source="s-1", label="S1", file_name="звіт.txt", sha256="e" * 64, size=31, consent="internal",
    giver=None, parent=None, steps=STEPS,
)  # fmt: skip


def text(pdf):
    return "".join("".join(page.get_textpage().get_text_range() for page in PdfDocument(pdf)).split())


@pytest.mark.parametrize("language", ["en", "uk"])
def test_everything_of_the_chain_is_on_the_sheet(language):
    pdf = print_custody(CHAIN, "Oskil mission", language)
    words, said = data_file("custody.yaml"), text(pdf)
    assert print_custody(CHAIN, "Oskil mission", language) == pdf
    for part in (
        words["title"][language], words["events"]["received"][language], "lent", "Olena Tkach", "Іван Мороз",
        "звіт.txt", '#panic("x") *bold* $x$ [a](b)', "ocr/tesseract 5", "90", words["basis-told"][language],
    ):  # fmt: skip
        assert "".join(part.split()) in said, part
    assert "".join(words["giver"][language].split()) not in said


def test_a_long_chain_runs_over_pages_with_its_head_on_each():
    long = CustodyChain(**{f: getattr(CHAIN, f) for f in CHAIN.__struct_fields__ if f != "steps"}, steps=STEPS * 60)
    pages = [page.get_textpage().get_text_range() for page in PdfDocument(print_custody(long, "Oskil", "en"))]
    assert len(pages) > 3 and all("Time by the device" in page for page in pages[:-1])


def test_every_word_is_in_both_languages():
    table = dict(data_file("custody.yaml"))  # the file itself is kept for all
    for key, entry in {**table.pop("events"), **table}.items():
        assert set(entry) == {"en", "uk"} and all(entry.values()), key
