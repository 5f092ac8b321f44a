"""What the readers need before their first file: modules and tables, loaded by reading words of our own.

Done once in the process that waits, for the kinds of file that come, so that no child has to do it: a page of HTML
takes a second the first time and some milliseconds after that.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from typing import BinaryIO

_PAGE = (
    b'<!DOCTYPE html><html lang="en"><head><title>A page</title><meta name="date" content="2022-01-01"></head>'
    b"<body><p>The words of a page.</p></body></html>"
)
_SHEET = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
    b"4 0 obj<</Length 47>>stream\nBT /F1 12 Tf 72 720 Td (The words of a page) Tj ET\nendstream endobj\n"
    b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
)


def warm_up(extension: str) -> None:
    """Load what files of this ending (``.html``) need. A name that lies costs its file some time, and no more."""
    for step in _STEPS.get(extension.lower(), (_letters,)):
        step()


def _read(file_name: str, data: bytes) -> None:
    """As a child will read it: from an open file."""
    from witnessmark.intake.formats import read_source

    with _file() as file:
        file.write(data)
        file.flush()
        read_source(file.fileno(), file_name=file_name, ocr=False)


def _file() -> BinaryIO:
    """A file in memory, since none can be made where the waiting process has given up the disk."""
    if sys.platform == "linux":
        return os.fdopen(os.memfd_create("sample"), "w+b")
    return tempfile.TemporaryFile()


@cache
def _letters() -> None:
    from witnessmark.intake import plain  # noqa: F401
    from witnessmark.intake.encoding import decode

    decode("Слова одного тексту.".encode("windows-1251"))


@cache
def _html() -> None:
    _read("sample.html", _PAGE)


@cache
def _office() -> None:
    from witnessmark.intake import word  # noqa: F401


@cache
def _table() -> None:
    import python_calamine  # noqa: F401

    _read("sample.csv", b"Date,Place\n2022-01-01,Here\n")


@cache
def _pdf() -> None:
    _read("sample.pdf", _SHEET)


@cache
def _image() -> None:
    from io import BytesIO

    from PIL import Image

    for kind in ("JPEG", "PNG"):
        buffer = BytesIO()
        Image.new("RGB", (8, 8)).save(buffer, kind)
        _read(f"sample.{kind.lower()}", buffer.getvalue())


@cache
def _mail() -> None:
    _read("sample.eml", b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Words\r\n\r\nThe words of a mail.\r\n")


@cache
def _archive() -> None:
    from witnessmark.intake import archive  # noqa: F401


@cache
def _transcript() -> None:
    from witnessmark.intake import transcript  # noqa: F401


_STEPS: dict[str, tuple[Callable[[], None], ...]] = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), (_html,)),
    **dict.fromkeys((".csv", ".tsv", ".xlsx"), (_letters, _table)),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".gif", ".bmp"), (_image,)),
    **dict.fromkeys((".srt", ".vtt"), (_letters, _transcript)),
    ".docx": (_office,),
    ".pdf": (_pdf,),
    ".eml": (_letters, _mail),
    ".zip": (_archive,),
}
