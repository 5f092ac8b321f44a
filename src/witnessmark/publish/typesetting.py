"""Data to PDF with Typst: our templates, our typefaces, nothing else of the machine, and the same bytes every time.

The templates are part of the package and are the only text that is ever interpreted. Everything else reaches them as
values of one JSON file that exists in memory alone, and a string is set as it stands.
"""

import re
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from witnessmark.publish.dossier.typefaces import font_folder

DATA = "case.json"
"""The name by which the templates read the data."""
QUOTED = re.compile(r"`.*`|\(.*\)", re.DOTALL)
"""What Typst quotes in a message: words of the data, or a path of the machine."""


@cache
def typefaces() -> Any:
    """Our typefaces and no other, neither of the machine nor of Typst."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())])


@cache
def templates(folder: str) -> dict[str, bytes]:
    """The templates of a folder of this package, by file name."""
    found = resources.files("witnessmark.publish") / folder
    return {file.name: file.read_bytes() for file in found.iterdir() if file.name.endswith(".typ")}


def typeset(name: str, folder: str, data: Any, standards: list[Any], created: datetime | None = None) -> bytes:
    """The PDF that ``main.typ`` of the folder makes of the data; ``name`` says in a message what could not be set.

    Raises ``RuntimeError`` when Typst cannot set it or finds it in breach of a standard. The message holds nothing of
    the data.
    """
    import typst

    files: dict[str, Any] = {**templates(folder), DATA: msgspec.json.encode(data)}
    try:
        made: bytes = typst.compile(
            files,
            root=str(resources.files("witnessmark.publish") / folder),
            font_paths=typefaces(),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=standards,
            timestamp=created,
        )
    except typst.TypstError as error:
        raise RuntimeError(f"Typst could not set {name}: {QUOTED.sub('…', error.message)}") from None
    return made


def pictured(svg: str, width: float, dots: int) -> bytes:
    """A drawing as a PNG that is ``width`` millimetres wide, with ``dots`` an inch. Raises ``RuntimeError`` as
    ``typeset`` does."""
    import typst

    sheet = f'#set page(width: {width}mm, height: auto, margin: 0mm)\n#image("drawing.svg", width: 100%)\n'
    files: dict[str, Any] = {"main.typ": sheet.encode(), "drawing.svg": svg.encode()}
    try:
        made: bytes = typst.compile(files, font_paths=typefaces(), ignore_system_fonts=True, format="png", ppi=dots)
    except typst.TypstError as error:
        raise RuntimeError(f"Typst could not draw a map: {QUOTED.sub('…', error.message)}") from None
    return made


def forget() -> None:
    """Give up what Typst keeps for a next document like the last, which is some megabytes a page: it drops what its
    last ten compilations did not use."""
    import typst

    for _ in range(11):
        typst.compile(b"", format="pdf", font_paths=typefaces(), ignore_system_fonts=True)
