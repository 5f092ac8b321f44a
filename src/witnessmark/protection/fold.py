"""Folding: one form for words that a reader takes as the same, with the way back to the offsets of the text.

Case, Unicode form (NFKC), apostrophes, hyphens, stress marks and other diacritics of Latin letters, ё, invisible
characters, a word broken over two lines, and look-alike letters of the other script inside one word are folded away.
"""

import re
import unicodedata
from typing import NamedTuple

_APOSTROPHES = "'’ʼ`‘‛′´ʹʻʽ՚＇"
_HYPHENS = "-‐‑‒–−"
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_BROKEN = re.compile(r"(?<=[^\W\d_])[-‐\u00ad][ \t]*\r?\n[ \t]*(?=[^\W\d_])")
_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")
_MARK = re.compile("[\u0300-\u036f]")
_CHUNK = re.compile(r"\s+|\S+")


def _one_to_one() -> dict[int, str]:
    table = {ord(mark): "'" for mark in _APOSTROPHES} | {ord(mark): "-" for mark in _HYPHENS}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base
    return table | {ord(a): b for a, b in zip("ёЁѐЀѝЍ", "еЕеЕиИ", strict=True)}


_TABLE = _one_to_one()
_MIXED = re.compile("[a-z][а-яіїєґўј]|[а-яіїєґўј][a-z]")
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN, _CYRILLIC = "aeopcxyikmthbj", "аеорсхуікмтнвј"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)


class Folded(NamedTuple):
    """A folded text. ``starts`` and ``ends`` give, for each of its characters, where it stands in the original;
    None when every character stands where it did."""

    text: str
    starts: list[int] | None
    ends: list[int] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original text that the folded range comes from."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """The folded text with its map back. Cost is linear in the length of the text."""
    plain = _plain(text)
    if plain is not None and not _BROKEN.search(text):
        return Folded(_one_script(plain), None, None)
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for broken in [*_BROKEN.finditer(text), None]:
        stop = broken.start() if broken else len(text)
        for chunk in _CHUNK.finditer(text, done, stop):
            _fold_chunk(chunk.group(), chunk.start(), out, starts, ends)
        done = broken.end() if broken else stop
    return Folded(_one_script("".join(out)), starts, ends)


def folded(words: str) -> str:
    """The folded words alone, for the patterns that are looked for."""
    return fold(words).text


def _plain(text: str) -> str | None:
    """The folded text when folding keeps every character in its place, else None."""
    if text.isascii():
        return text.translate(_TABLE).lower() if "`" in text else text.lower()
    if _MARK.search(text) or _INVISIBLE.search(text):
        return None
    even = text.translate(_TABLE)
    if not unicodedata.is_normalized("NFKC", even):
        return None
    lower = even.casefold()
    return lower if len(lower) == len(text) else None


def _fold_chunk(chunk: str, offset: int, out: list[str], starts: list[int], ends: list[int]) -> None:
    plain = _plain(chunk)
    if plain is not None:
        out.append(plain)
        starts.extend(range(offset, offset + len(chunk)))
        ends.extend(range(offset + 1, offset + len(chunk) + 1))
        return
    for cluster in _CLUSTER.finditer(chunk):
        whole = unicodedata.normalize("NFKC", cluster.group())
        kept = _INVISIBLE.sub("", whole).translate(_TABLE).casefold()
        kept = _MARK.sub("", unicodedata.normalize("NFC", kept)).translate(_TABLE)
        out.append(kept)
        starts.extend([offset + cluster.start()] * len(kept))
        ends.extend([offset + cluster.end()] * len(kept))


def _one_script(text: str) -> str:
    """A word that mixes Latin and Cyrillic letters is written in one of them, when look-alikes explain the mixture."""
    if text.isascii() or not _MIXED.search(text):
        return text
    return _LETTERS.sub(lambda match: _even(match.group()), text)


def _even(word: str) -> str:
    if not _MIXED.search(word):
        return word
    cyrillic = word.translate(_TO_CYRILLIC)
    return word.translate(_TO_LATIN) if _MIXED.search(cyrillic) else cyrillic
