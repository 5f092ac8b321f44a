"""The typefaces of the dossier: ours alone, so that the same release gives the same bytes on every machine."""

import re
import struct
import unicodedata
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

UNKNOWN = "\ufffd"
"""Stands for a character of a script that none of our typefaces holds."""

BREAK = "\u200b"
"""Where a line may break inside a word that is too long for it. The templates turn it into no character at all."""

PRINTED_AS = str.maketrans({"\u02bc": "\u2019", "\ufeff": None, BREAK: None})
"""The Ukrainian apostrophe as the typographic one, which looks alike: Plex draws U+02BC as wide as a letter. A mark of
byte order and a break without width are no letters, and PDF/A forbids the first."""

FACES = (
    "IBMPlexSerif-Regular.ttf", "IBMPlexSerif-Italic.ttf", "IBMPlexSerif-SemiBold.ttf", "IBMPlexSans-Regular.ttf",
    "IBMPlexSans-Italic.ttf", "IBMPlexSans-SemiBold.ttf", "IBMPlexMono-Regular.ttf",
)  # fmt: skip
"""The font files, unpacked and not otherwise changed."""


def font_folder() -> Traversable:
    return resources.files("witnessmark.publish") / "assets/fonts"


@cache
def typeface(name: str) -> bytes:
    """The font file. Raises ``OSError`` when it is missing from the package."""
    return (font_folder() / name).read_bytes()


@cache
def covered() -> frozenset[int]:
    """The code points that every one of our typefaces can draw, but no control and no private characters."""
    common = frozenset.intersection(*(code_points(typeface(name)) for name in FACES))
    return frozenset(c for c in common if unicodedata.category(chr(c)) not in ("Cc", "Co", "Zl", "Zp"))


def code_points(font: bytes) -> frozenset[int]:
    """What a TrueType font maps to a glyph, by its Unicode table of format 12 or 4 (OpenType 1.9, ``cmap``)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    directory = {font[at : at + 4]: struct.unpack_from(">LL", font, at + 8) for at in range(12, 12 + 16 * tables, 16)}
    start, _ = directory[b"cmap"]
    (count,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for n in range(count):
        platform, _, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * n)
        at = start + offset
        (kind,) = struct.unpack_from(">H", font, at)
        if platform in (0, 3) and kind == 12:
            (groups,) = struct.unpack_from(">L", font, at + 12)
            for g in range(groups):
                first, last, glyph = struct.unpack_from(">LLL", font, at + 16 + 12 * g)
                found.update(range(first + (glyph == 0), last + 1))
        elif platform in (0, 3) and kind == 4:
            found |= _segments(font, at)
    return frozenset(found)


def _segments(font: bytes, at: int) -> set[int]:
    """The code points of a ``cmap`` subtable of format 4: segments with a delta, or with a list of glyphs."""
    (double,) = struct.unpack_from(">H", font, at + 6)
    form = f">{double // 2}H"
    ends = struct.unpack_from(form, font, at + 14)
    starts = struct.unpack_from(form, font, at + 16 + double)
    deltas = struct.unpack_from(form, font, at + 16 + 2 * double)
    offsets_at = at + 16 + 3 * double
    offsets = struct.unpack_from(form, font, offsets_at)
    found: set[int] = set()
    for n, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", font, offsets_at + 2 * n + offset + 2 * (code - first))
                if not glyph:
                    continue
            if (glyph + delta) & 0xFFFF:
                found.add(code)
    return found


LONGEST_WORD = 2000
ENDLESS = re.compile(rf"\S{{{LONGEST_WORD},}}")
"""Runs without a blank that no reader follows to their end: setting one of some megabytes would take pages."""
LONG = re.compile(r"\S{30,}")
"""A word that may be wider than its column."""
AFTER_MARK = re.compile(r"([./_,;:@&=?+])(?=[^\W_])")
AFTER_TEN = re.compile(rf"([^\s{BREAK}-]{{10}})(?=[^\s{BREAK}-]{{10}})(?![\u0300-\u036f])")
WHITE = re.compile(r"[\t-\r \x85\u2028\u2029]+")
"""What stands between words. Other spaces (no-break, thin) are kept: they are meant."""


def drawable(text: str) -> tuple[str, int]:
    """The text in one line, with every character that cannot be drawn replaced by ``UNKNOWN``, and how many were.

    Composed forms are tried first: "é" may be drawn where "e" and an accent may not.
    """
    if not text.isascii() or not text.isprintable():
        text, missing = known_letters(text)
    else:
        missing = 0
    if "  " in text or not text.isprintable():
        text = WHITE.sub(" ", text)
    if len(text) >= 30:
        text = ENDLESS.sub(lambda run: run.group()[:LONGEST_WORD] + "…", text)
        text = LONG.sub(breakable, text)
    return text, missing


def breakable(word: re.Match[str]) -> str:
    """The word with places to break: after marks within it, else after every ten letters; never before an accent."""
    return AFTER_TEN.sub(rf"\1{BREAK}", AFTER_MARK.sub(rf"\1{BREAK}", word.group()))


def known_letters(text: str) -> tuple[str, int]:
    """The text with ``UNKNOWN`` for each character that our typefaces lack, and how many those are."""
    text = text.translate(PRINTED_AS)
    known = covered()
    if all(ord(c) in known or WHITE.fullmatch(c) for c in set(text)):
        return text, 0
    text = unicodedata.normalize("NFC", text)
    missing = {c for c in set(text) if ord(c) not in known and not WHITE.fullmatch(c)}
    if not missing:
        return text, 0
    return text.translate({ord(c): UNKNOWN for c in missing}), sum(map(text.count, missing))


def drawable_all(value: Any) -> tuple[Any, int]:
    """Plain data with every string in it made ``drawable``, and how many characters could not be drawn. Keys stay."""
    missing = 0

    def made(one: Any) -> Any:
        nonlocal missing
        if isinstance(one, str):
            text, lost = drawable(one)
            missing += lost
            return text
        if isinstance(one, dict):
            return {key: made(inner) for key, inner in one.items()}
        if isinstance(one, list | tuple):
            return [made(inner) for inner in one]
        return one

    return made(value), missing
