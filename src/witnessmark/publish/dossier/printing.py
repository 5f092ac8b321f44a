"""HTML to PDF with WeasyPrint: tagged (PDF/UA-1), our fonts, nothing from the network, the same bytes every time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

from witnessmark.publish.dossier.typefaces import FACES, font_styles, own_fonts_only, typeface

SCHEME = "dossier:"


class OwnFiles:
    """WeasyPrint's way to every file: our fonts by ``dossier:<file name>``, and nothing else in the world."""

    _fail_on_errors = False
    """WeasyPrint asks its fetcher so: what is refused is left out, and the printing goes on."""

    def __call__(self, url: str, *_: Any, **__: Any) -> Any:
        """The file; raises ``ValueError`` for any other address."""
        name = url.removeprefix(SCHEME)
        if not url.startswith(SCHEME) or name not in FACES:
            raise ValueError("a dossier loads nothing but its own fonts")
        from weasyprint.urls import URLFetcherResponse

        return URLFetcherResponse(url, typeface(name), {"Content-Type": "font/ttf"})


fetch_own = OwnFiles()


def w3c_time(text: str) -> str | None:
    """The moment as PDF metadata take it; None for what is no ISO 8601 date and time."""
    try:
        return datetime.fromisoformat(text).isoformat(timespec="seconds")
    except ValueError:
        return None


@contextmanager
def without_collecting() -> Iterator[None]:
    """No garbage collection meanwhile: layout makes millions of parts, and walking them over and over takes long."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@cache
def written_once() -> type[Any]:
    """A PDF object whose bytes are made once: pydyf packs every object twice, to write it and for the identifier."""
    import pydyf  # type: ignore[import-untyped]

    class Written(pydyf.Object):  # type: ignore[misc]
        data = b""
        compressible = True

        def __init__(self, made: Any) -> None:
            self.number, self.generation, self.offset, self.free = made.number, made.generation, made.offset, made.free
            self.data, self.compressible = made.data, made.compressible

    return Written


def pack_once(_: Any, pdf: Any) -> None:
    """WeasyPrint's last step before it writes: everything stands, and is packed now."""
    pdf.objects[:] = [written_once()(one) if one.free != "f" else one for one in pdf.objects]


@contextmanager
def pages_known() -> Iterator[None]:
    """pydyf's references of pages kept from one call to the next: each tag of each page asks for all of them."""
    import pydyf

    def references(pdf: Any) -> tuple[bytes, ...]:
        kids = pdf.pages["Kids"]
        known: tuple[bytes, ...] = getattr(pdf, "_known_pages", ())
        if len(known) * 3 != len(kids):
            known = pdf._known_pages = tuple(f"{number} 0 R".encode("ascii") for number in kids[::3])
        return known

    was = pydyf.PDF.page_references
    pydyf.PDF.page_references = property(references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = was


def print_pdf(html: str, styles: str, identity: str) -> bytes:
    """The PDF of a whole page of HTML. ``identity`` decides the file identifier, so that it is not random.

    Our typefaces are always declared, and read first: Pango ends the process when it has no font at all. Raises
    ``OSError`` when one of them is missing from the package.
    """
    from weasyprint import CSS, HTML

    fonts = own_fonts_only()
    for name in FACES:
        typeface(name)
    sheet = CSS(string=font_styles() + styles, font_config=fonts, url_fetcher=fetch_own, base_url=SCHEME)
    document = HTML(string=html, url_fetcher=fetch_own, base_url=SCHEME)
    with without_collecting(), pages_known():
        made: bytes = document.write_pdf(
            stylesheets=[sheet],
            font_config=fonts,
            finisher=pack_once,
            pdf_variant="pdf/ua-1",
            pdf_identifier=sha256(identity.encode()).hexdigest()[:32].encode(),
        )
    return made
