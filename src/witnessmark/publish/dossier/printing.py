"""A dossier's data to PDF with Typst: archival (PDF/A-2a), tagged (PDF/UA-1), our fonts, the same bytes every time.

The templates are part of the package and are the only text that is ever interpreted. Everything of a release reaches
them as values of one JSON file that exists in memory alone, and a string is set as it stands.
"""

import re
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from witnessmark.publish.dossier.typefaces import font_folder

CASE = "case.json"
"""The name by which the templates read the data."""
LARGE = 4_000_000
"""Bytes of a PDF after which it is worth the time to give the memory back."""
QUOTED = re.compile(r"`.*`|\(.*\)", re.DOTALL)
"""What Typst quotes in a message: words of the release, or a path of the machine."""
ASKED = re.compile(rb'\bw\("([a-z0-9.-]+)"\)')


def moment_of(text: str) -> datetime | None:
    """The moment of an ISO 8601 date, time and offset; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


@cache
def templates() -> dict[str, bytes]:
    """The templates by file name."""
    folder = resources.files("witnessmark.publish") / "dossier/templates"
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith(".typ")}


@cache
def words_asked() -> frozenset[str]:
    """The keys of the catalogue whose words the templates ask for."""
    return frozenset(key.decode() for text in templates().values() for key in ASKED.findall(text))


@cache
def typefaces() -> Any:
    """Our typefaces and no other, neither of the machine nor of Typst."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())])


def print_pdf(case: dict[str, Any], created: datetime | None) -> bytes:
    """The PDF of what ``content.everything`` gives. Without a moment of creation it is no PDF/A, which demands one.

    Raises ``RuntimeError`` when Typst cannot set it or finds it in breach of a standard. The message holds nothing of
    the release.
    """
    import typst

    standards: list[Any] = ["a-2a", "ua-1"] if created else ["ua-1"]
    files: dict[str, Any] = {**templates(), CASE: msgspec.json.encode(case)}
    try:
        made: bytes = typst.compile(
            files,
            root=str(resources.files("witnessmark.publish") / "dossier/templates"),
            font_paths=typefaces(),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=standards,
            timestamp=created,
        )
    except typst.TypstError as error:
        raise RuntimeError(f"Typst could not set the dossier: {QUOTED.sub('…', error.message)}") from None
    if len(made) > LARGE:
        forget()
    return made


def forget() -> None:
    """Give up what Typst keeps for a next document like the last, which is some megabytes a page: it drops what its
    last ten compilations did not use."""
    import typst

    for _ in range(11):
        typst.compile(b"", format="pdf", font_paths=typefaces(), ignore_system_fonts=True)
