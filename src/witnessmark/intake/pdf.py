"""PDF: the text page by page with the box of every line; lines joined into paragraphs; a page without text is a scan.

Every line keeps a locator with page and box, every page one without. Text is in the order in which the file draws it.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Any

from witnessmark.intake import limits
from witnessmark.intake.assembly import Assembly
from witnessmark.intake.ocr import add_page_by_ocr, languages_available, ocr_facts
from witnessmark.intake.paragraphs import Line, join_lines
from witnessmark.intake.result import Intake, Request, Unreadable
from witnessmark.model.case import Box, Document

_LINE_BREAK = re.compile("\r\n?|\n")
_CATALOG = re.compile(rb"(\d{1,9})\s+(\d{1,5})\s+obj\s*<<[^>]{0,500}/Type\s*/Catalog\b")
_INVISIBLE = {0: None, 2: "\u00ad", 0xFFFE: "\u00ad"}
"""What the engine writes for a hyphen that it took out at the end of a line."""
_PROPERTIES = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
_ACTIVE = {
    "scripts": (b"/JavaScript", b"/JS(", b"/JS "),
    "starts a program": (b"/Launch",),
    "files inside": (b"/EmbeddedFile",),
}
_PASSWORD_ERROR = 4
_FEWEST_LETTERS = 8
"""A page with fewer, and an image on it, is a scan: page numbers and stamps of scanners stand as text on those."""


class _Reading:
    """What was gathered over the pages."""

    def __init__(self) -> None:
        self.assembly = Assembly()
        self.unread: list[int] = []
        self.broken: list[int] = []
        self.by_ocr: list[int] = []
        self.confidences: list[float] = []


def read_pdf(request: Request) -> Intake:
    import pypdfium2

    data = request.content(limits.MAX_MEMBER_BYTES)
    cut_off = b"%%EOF" not in data[-2048:]
    try:
        pdf = pypdfium2.PdfDocument(_with_trailer(data) if cut_off else data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR:
            raise Unreadable("encrypted", "the PDF needs a password") from error
        raise Unreadable("damaged", "the PDF is cut off or broken") from error
    try:
        return _read(pdf, request, cut_off, _active_content(data))
    finally:
        pdf.close()


def _with_trailer(data: bytes) -> bytes:
    """A cut-off PDF with the end that it lost, so that the engine finds the pages that are there."""
    catalog = _CATALOG.search(data)
    if catalog is None:
        return data
    return data + b"\nendobj\ntrailer<</Root %s %s R>>\nstartxref\n0\n%%%%EOF\n" % catalog.groups()


def _active_content(data: bytes) -> dict[str, str]:
    """What the file would do or carry in another program, as far as it says so in the open. Nothing of it is done."""
    found = [name for name, marks in _ACTIVE.items() if any(mark in data for mark in marks)]
    if b"PK\5\6" in data[data.rfind(b"%%EOF") :]:
        found.append("an archive after its end")
    return {"active-content": ", ".join(found)} if found else {}


def _read(pdf: Any, request: Request, cut_off: bool, active: dict[str, str]) -> Intake:
    pages = len(pdf)
    if pages == 0:
        raise Unreadable("damaged" if cut_off else "no-text", "the PDF has no page that can be read")
    if pages > limits.MAX_PDF_PAGES:
        raise Unreadable("too-large", f"{pages} pages; at most {limits.MAX_PDF_PAGES} are read")
    reading = _Reading()
    for index in range(pages):
        _read_page(pdf, index, request, reading)
    problem, detail = _problem(reading, cut_off)
    if not reading.assembly.text.strip():
        raise Unreadable(problem or "no-text", detail or "the PDF shows no words")
    facts = _properties(pdf) | {"pages": str(pages)} | active
    tool = f"pdf/pypdfium2 {version('pypdfium2')}"
    if reading.by_ocr:
        tool, more = ocr_facts(tool, reading.confidences)
        facts |= more | {"ocr.pages": _ranges(reading.by_ocr)}
    document = Document(
        text=reading.assembly.text,
        tool=tool,
        locators=reading.assembly.locators,
        title=facts.get("document.Title"),
        author=facts.get("document.Author"),
        kind="scan" if len(reading.by_ocr) * 2 > pages else "document",
        exact=not reading.by_ocr,
        facts=facts,
    )
    return Intake(media_type=request.media_type, documents=(document,), problem=problem, detail=detail)


def _problem(reading: _Reading, cut_off: bool) -> tuple[str | None, str | None]:
    reasons = ["the end of the file is missing; what was there was read"] if cut_off else []
    if reading.broken:
        reasons.append(f"pages that cannot be read: {_ranges(reading.broken)}")
    if reasons:
        return "damaged", "; ".join(reasons)
    if reading.unread:
        missing = not languages_available()
        return (
            "tool-missing:tesseract" if missing else "no-text"
        ), f"scanned pages not read: {_ranges(reading.unread)}"
    return None, None


def _read_page(pdf: Any, index: int, request: Request, reading: _Reading) -> None:
    import pypdfium2

    try:
        page = pdf[index]
    except pypdfium2.PdfiumError:
        reading.broken.append(index + 1)
        return
    try:
        lines = _lines(page)
        if _is_nearly_empty(lines) and _is_drawn(page):
            if request.ocr and languages_available() and len(reading.by_ocr) < limits.MAX_OCR_PAGES:
                request.page_begins()
                image = page.render(scale=_scale(page), grayscale=True).to_pil()
                reading.confidences += add_page_by_ocr(reading.assembly, image, index + 1)
                reading.by_ocr.append(index + 1)
                return
            reading.unread.append(index + 1)
        start = reading.assembly.length
        if lines:
            join_lines(reading.assembly, lines, index + 1)
            reading.assembly.mark(start, reading.assembly.length, "page", str(index + 1))
            reading.assembly.add("\n\n")
    finally:
        page.close()


def _is_nearly_empty(lines: Sequence[Line]) -> bool:
    letters = 0
    for line in lines:
        letters += sum(character.isalnum() for character in line.text)
        if letters >= _FEWEST_LETTERS:
            return False
    return True


def _scale(page: Any) -> float:
    """300 dots an inch, or as many as the limit of pixels lets through."""
    width, height = page.get_size()
    scale = limits.OCR_DOTS_AN_INCH / 72
    pixels = max(width * height * scale * scale, 1.0)
    return float(scale * min(1.0, (limits.MAX_OCR_PIXELS / pixels) ** 0.5))


def _is_drawn(page: Any) -> bool:
    """Whether anything but text is on the page: an image, or strokes that may be letters turned into outlines."""
    import pypdfium2.raw as raw

    kinds = {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM}
    return any(item.type in kinds for item in page.get_objects(max_depth=1))


def _lines(page: Any) -> list[Line]:
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count <= 0:
            return []
        text = textpage.get_text_range()
        if len(text) != count:
            text = _characters(textpage, count)
        return list(_boxed_lines(textpage, text, page))
    finally:
        textpage.close()


def _characters(textpage: Any, count: int) -> str:
    """One character for each of the engine's indexes: for pages where its text leaves some out."""
    import pypdfium2.raw as raw

    codes = (raw.FPDFText_GetUnicode(textpage.raw, index) for index in range(count))
    return "".join("\ufffd" if 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code) for code in codes)


def _boxed_lines(textpage: Any, text: str, page: Any) -> Iterator[Line]:
    sheet = page.get_cropbox()
    rotation = page.get_rotation()
    start = 0
    spans = []
    for match in _LINE_BREAK.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    for first, last in spans:
        words = text[first:last].translate(_INVISIBLE).rstrip()
        if words.strip():
            yield Line(words, _box(textpage, first, last - first, sheet, rotation))


def _box(textpage: Any, start: int, count: int, sheet: Box, rotation: int) -> Box | None:
    """Where a line stands, as fractions of the page from its top left corner, as the page is shown."""
    import pypdfium2.raw as raw

    edges = [ctypes.c_double() for _ in range(4)]
    boxes = []
    for index in range(raw.FPDFText_CountRects(textpage.raw, start, count)):
        if raw.FPDFText_GetRect(textpage.raw, index, *(ctypes.byref(edge) for edge in edges)):
            boxes.append([edge.value for edge in edges])
    left, bottom, right, top = sheet
    if not boxes or right <= left or top <= bottom:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    box = (
        (min(lefts) - left) / (right - left),
        (top - max(tops)) / (top - bottom),
        (max(rights) - left) / (right - left),
        (top - min(bottoms)) / (top - bottom),
    )
    a, b, c, d = (round(min(max(edge, 0.0), 1.0), 4) for edge in box)
    return _turned((a, b, c, d), rotation)


def _turned(box: Box, rotation: int) -> Box:
    """The box on a page that is shown turned by ``rotation`` degrees clockwise."""
    for _ in range(rotation // 90 % 4):
        left, top, right, bottom = box
        box = (round(1 - bottom, 4), left, round(1 - top, 4), right)
    return box


def _properties(pdf: Any) -> dict[str, str]:
    found = pdf.get_metadata_dict(skip_empty=True)
    return {f"document.{name}": str(found[name]) for name in _PROPERTIES if name in found}


def _ranges(numbers: Sequence[int]) -> str:
    """``1-3, 7`` for 1, 2, 3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
