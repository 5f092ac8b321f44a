"""The shape of the compiled gazetteer: what ``compile`` writes and ``gazetteer`` reads.

``gazetteer-places.bin`` holds one record a place, ``gazetteer-strings.bin`` their names. ``gazetteer-names.marisa``
numbers the folded
names, ``gazetteer-values.bin`` has for each number where its posting begins and its marks, ``gazetteer-postings.bin``
holds postings: a count, then places with the form of the name.
"""

import re
import struct
import unicodedata
from enum import IntEnum

from witnessmark.reading.draft import APOSTROPHES

RECORD = struct.Struct("<ffIIfIHBB2s2x")
"""lat, lon, population, GeoNames id (0: none), radius in km, offset of the strings, admin index, kind, flags,
country."""
MARK_BITS = 3
"""Low bits of a name's value that hold its marks; the rest is the offset of its posting."""
KINDS = ("settlement", "region", "country", "natural", "facility", "other")

FIRST_OWN = 1 << 30
"""Index of the first place of a user's own gazetteer: far above every place of the tables."""

HAS_POINT, OWN_POINT, UKRAINE_CODE = 1, 2, 4
"""Flags of a place: it has coordinates; they are its own and not those of a larger unit; it has a codifier id."""


class Form(IntEnum):
    """How a name belongs to a place: the smaller, the closer."""

    OFFICIAL = 0
    ALIAS = 1
    INFLECTED = 2
    HISTORICAL = 3
    ABBREVIATION = 4
    ADJECTIVE = 5
    GENERATED = 6


class Mark:
    """Marks of a key, whatever place it names."""

    ORDINARY = 1
    """An ordinary word of its language, as found in a dictionary without capitals."""
    LOWER = 2
    """Understood without a capital letter: countries."""
    GIVEN = 4
    """Also a given name of persons."""


def _folding() -> dict[int, str]:
    table = {ord(mark): "'" for mark in APOSTROPHES}
    table |= {ord("‑"): "-", ord("–"): "-", ord("ё"): "е", ord("Ё"): "е"}
    table |= dict.fromkeys(map(ord, "\n\r\t\u00a0\u202f\u2009"), " ")
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base.lower()
    return table | {ord(a): b for a, b in zip("ØøŁłĐđıİ", "oolldd" + "ii", strict=True)}


_FOLD = _folding()
_FOREIGN = re.compile(f"[{''.join(re.escape(chr(code)) for code in _FOLD if code > 127)}]")


def _folded(match: re.Match[str]) -> str:
    return _FOLD[ord(match.group())]


_LONGER = re.compile("[\u0130\u1e9e\ufb00-\ufb06]")


def fold_name(text: str) -> str:
    """Lower case, Latin letters without marks, one apostrophe, one hyphen, every blank a space. The length never
    changes, so offsets in the result are offsets in ``text``."""
    folded = (text if text.isascii() else _FOREIGN.sub(_folded, text)).replace("\n", " ").lower()
    if "\t" in folded or "\r" in folded:
        folded = folded.replace("\t", " ").replace("\r", " ")
    if "`" in folded:
        folded = folded.replace("`", "'")
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := char.translate(_FOLD).lower()) == 1 else char for char in text)
