"""The typefaces of the dossier: ours alone, so that the same release gives the same bytes on every machine."""

import re
import unicodedata
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Any

UNKNOWN = "\ufffd"
"""Stands for a character of a script that none of our typefaces holds."""

PRINTED_AS = str.maketrans({"\u02bc": "\u2019"})
"""The Ukrainian apostrophe as the typographic one, which looks alike: Plex draws U+02BC as wide as a letter."""

FACES = {
    "IBMPlexSerif-Regular.ttf": ("Dossier Serif", "normal", 400),
    "IBMPlexSerif-Italic.ttf": ("Dossier Serif", "italic", 400),
    "IBMPlexSerif-SemiBold.ttf": ("Dossier Serif", "normal", 600),
    "IBMPlexSans-Regular.ttf": ("Dossier Sans", "normal", 400),
    "IBMPlexSans-Italic.ttf": ("Dossier Sans", "italic", 400),
    "IBMPlexSans-SemiBold.ttf": ("Dossier Sans", "normal", 600),
    "IBMPlexMono-Regular.ttf": ("Dossier Mono", "normal", 400),
}
"""Font file to family, style and weight. The files are unpacked and not otherwise changed; the
names keep installed ones of the family away."""


def font_folder() -> Traversable:
    return resources.files("witnessmark.publish") / "assets/fonts"


def font_styles() -> str:
    """The ``@font-face`` rules."""
    return "".join(
        f'@font-face{{font-family:"{family}";font-style:{style};font-weight:{weight};src:url("dossier:{name}")}}\n'
        for name, (family, style, weight) in FACES.items()
    )


@cache
def typeface(name: str) -> bytes:
    """The font file. The package ships plain TrueType: unpacking WOFF2 took seconds of every run."""
    return (font_folder() / name).read_bytes()


@cache
def covered() -> frozenset[int]:
    """The code points that every one of our typefaces can draw, but no control characters."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    common = frozenset.intersection(*(frozenset(TTFont(BytesIO(typeface(name))).getBestCmap()) for name in FACES))
    return frozenset(c for c in common if c >= 0x20 and not 0x7F <= c < 0xA0)


LONGEST_WORD = 2000
ENDLESS = re.compile(rf"[^\s<>\"'=&;/]{{{LONGEST_WORD},}}")
"""Runs without a blank that no line can hold: setting one of some megabytes would take minutes. Nothing of markup."""


def drawable(html: str) -> tuple[str, int]:
    """The text with every character that cannot be drawn replaced by ``UNKNOWN``, and how many were.

    Composed forms are tried first: "é" may be drawn where "e" and an accent may not.
    """
    html = ENDLESS.sub(lambda run: run.group()[:LONGEST_WORD] + "…", html.translate(PRINTED_AS))
    known = covered() | {0x0A, 0x09}
    if not any(ord(c) not in known for c in set(html)):
        return html, 0
    html = unicodedata.normalize("NFC", html)
    missing = {c for c in set(html) if ord(c) not in known}
    if not missing:
        return html, 0
    pattern = re.compile(f"[{''.join(map(re.escape, sorted(missing)))}]")
    return pattern.subn(UNKNOWN, html)


def own_fonts_only() -> Any:
    """A WeasyPrint ``FontConfiguration`` that knows no font of the machine, only those that the styles name.

    WeasyPrint begins with the system's fonts; here its (private) configuration is replaced by an empty one, so a
    missing letter can never be taken from a font that happens to be installed.
    """
    from weasyprint.text import ffi as pango
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    _declare_empty_configuration()
    config = pango.fontconfig.FcConfigCreate()
    pango.pangoft2.pango_fc_font_map_set_config(pango.ffi.cast("PangoFcFontMap *", fonts.font_map), config)
    pango.fontconfig.FcConfigDestroy(config)  # the font map keeps a reference
    fonts._config = config
    return fonts


@cache
def _declare_empty_configuration() -> None:
    """Make fontconfig's constructor of an empty configuration known to WeasyPrint's bindings, once a process."""
    from weasyprint.text import ffi as pango

    pango.ffi.cdef("FcConfig * FcConfigCreate (void);")
