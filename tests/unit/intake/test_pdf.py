"""PDF: words in order, boxes where the words are, paragraphs whole, scans read or reported."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from witnessmark.intake import ocr
from witnessmark.intake.assembly import Assembly
from witnessmark.intake.formats import read_source
from witnessmark.intake.paragraphs import Line, join_lines

needs_tesseract = pytest.mark.skipif(ocr.languages_available() == (), reason="Tesseract is not installed")


def joined(*lines: str, width: float = 0.8, known: str = "") -> str:
    """The lines one under the other, all but the last of full width."""
    assembly = Assembly()
    texts = [*lines, known] if known else list(lines)
    boxes = [(0.1, 0.1 + 0.02 * n, 0.1 + width, 0.115 + 0.02 * n) for n in range(len(texts))]
    join_lines(assembly, [Line(text, box) for text, box in zip(texts, boxes, strict=True)], 1)
    return assembly.text


def test_lines_of_a_paragraph_become_one() -> None:
    assert joined("The bridge was", "destroyed at night.") == "The bridge was destroyed at night."


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u00ad"])
def test_a_broken_word_is_put_together(hyphen: str) -> None:
    assert joined(f"The humani{hyphen}", "tarian aid came.") == "The humanitarian aid came."


def test_a_compound_that_the_page_knows_keeps_its_hyphen() -> None:
    assert joined("They saw mine-", "laying there.", "The mine-laying went on.").startswith(
        "They saw mine-laying there."
    )


def test_two_words_that_the_page_knows_keep_their_hyphen() -> None:
    assert joined("A south-", "east wind.", "From south and from east.").startswith("A south-east wind.")


def test_a_name_after_a_hyphen_keeps_it() -> None:
    assert joined("near Novo-", "Oleksandrivka it") == "near Novo-Oleksandrivka it"


def test_a_gap_a_list_and_a_short_full_line_start_anew() -> None:
    assembly = Assembly()
    lines = [
        Line("Heading", (0.1, 0.1, 0.3, 0.13)),
        Line("The first paragraph goes on to", (0.1, 0.2, 0.9, 0.215)),
        Line("its end.", (0.1, 0.22, 0.2, 0.235)),
        Line("The second one is here and", (0.1, 0.24, 0.9, 0.255)),
        Line("• an item", (0.1, 0.26, 0.9, 0.275)),
    ]
    join_lines(assembly, lines, 1)
    assert assembly.text.split("\n") == [
        "Heading", "The first paragraph goes on to its end.", "The second one is here and", "• an item"
    ]  # fmt: skip


@given(st.lists(st.text(st.sampled_from("abі -\u00ad.•"), min_size=1).filter(str.strip), min_size=1, max_size=8))
def test_joining_loses_nothing_but_hyphens(lines: list[str]) -> None:
    def bare(text: str) -> str:
        return "".join(text.replace("-", "").replace("\u00ad", "").split())

    assert bare(joined(*lines)) == bare("".join(lines))


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import typst

    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    source = """
        #set page(paper: "a4", margin: 2cm)
        #set document(title: "Report")
        The bridge was destroyed. #place(top, dx: 8cm, dy: 20cm)[Міст зруйновано.]
        #pagebreak()
        The second page.
    """
    typst.compile(source.encode(), output=str(path), ignore_system_fonts=True)
    return path


def test_pages_and_boxes(pdf: Path) -> None:
    (document,) = read_source(pdf).documents
    assert (document.title, document.kind, document.exact, document.facts["pages"]) == ("Report", "document", True, "2")

    def box_of(words: str) -> tuple[str, tuple[float, ...]]:
        start = document.text.index(words)
        locator = document.locate(start, start + len(words))
        assert locator is not None and locator.kind == "page" and locator.box is not None
        return locator.value, locator.box

    page, box = box_of("The bridge was destroyed.")
    assert page == "1" and box[0] == pytest.approx(2 / 21, abs=0.003) and box[1] == pytest.approx(2 / 29.7, abs=0.03)
    _, late = box_of("Міст зруйновано.")
    assert late[0] == pytest.approx(10 / 21, abs=0.02) and late[1] > 0.7
    assert box_of("The second page.")[0] == "2"


def scan(path: Path, *lines: str) -> Path:
    """A page as a scanner gives it: an image and no text."""
    from PIL import ImageFont

    page = Image.new("L", (1200, 500), 255)
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((80, 80 + 90 * number), line, font=ImageFont.load_default(48), fill=0)
    page.save(path, resolution=150)
    return path


@needs_tesseract
def test_a_scan_is_read_word_by_word(tmp_path: Path) -> None:
    (document,) = read_source(scan(tmp_path / "order.pdf", "THE CURFEW BEGINS", "at six in the evening")).documents
    assert "CURFEW" in document.text and "evening" in document.text
    assert (document.kind, document.exact) == ("scan", False) and "tesseract" in document.tool
    start = document.text.index("CURFEW")
    locator = document.locate(start, start + 6)
    assert locator is not None and locator.box is not None and locator.box[2] - locator.box[0] < 0.4


@needs_tesseract
def test_an_image_of_a_page_is_read_as_a_scan(tmp_path: Path) -> None:
    intake = read_source(scan(tmp_path / "order.png", "THE CURFEW BEGINS"))
    assert "CURFEW" in intake.documents[0].text and intake.documents[0].kind == "scan"


def test_without_tesseract_a_scan_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pdf", "image"):
        monkeypatch.setattr(f"witnessmark.intake.{module}.languages_available", tuple)
    page = scan(tmp_path / "order.pdf", "THE CURFEW BEGINS")
    assert (read_source(page).problem, read_source(page).documents) == ("tool-missing:tesseract", ())
    image = read_source(scan(tmp_path / "order.png", "THE CURFEW BEGINS"))
    assert image.problem == "tool-missing:tesseract" and image.documents[0].text == ""


def test_when_ocr_is_not_wanted_a_scan_says_that_it_was_not_read(tmp_path: Path) -> None:
    assert read_source(scan(tmp_path / "order.pdf", "THE CURFEW BEGINS"), ocr=False).problem == "no-text"


@pytest.mark.parametrize(
    ("rotation", "corner"), [(0, (0.1, 0.1)), (90, (0.9, 0.1)), (180, (0.9, 0.9)), (270, (0.1, 0.9))]
)
def test_boxes_are_those_of_the_page_as_shown(rotation: int, corner: tuple[float, float], tmp_path: Path) -> None:
    """Words near the top left of the sheet stand in another corner once the page is turned clockwise."""
    import io

    import pypdfium2
    import typst

    made = typst.compile(b'#set page(paper: "a4", margin: 1cm)\nBridge', format="pdf", ignore_system_fonts=True)
    pdf = pypdfium2.PdfDocument(io.BytesIO(made))
    pdf[0].set_rotation(rotation)
    pdf.save(str(tmp_path / "turned.pdf"))
    (document,) = read_source(tmp_path / "turned.pdf").documents
    locator = document.locate(0, 6)
    assert locator is not None and locator.box is not None
    left, top, right, bottom = locator.box
    assert 0 <= left < right <= 1 and 0 <= top < bottom <= 1
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx(corner, abs=0.1)
