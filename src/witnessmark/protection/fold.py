"""Folding: one form for words that a reader takes as the same, with the way back to the offsets of the text.

Case, Unicode form (NFKC), apostrophes, hyphens, stress marks and other diacritics of Latin letters, ё, invisible
characters, a word broken over two lines, and look-alike letters of the other script inside one word are folded away.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_APOSTROPHES = "’ʼ`‘‛′´ʹʻʽ՚＇"
_HYPHENS = "‐‑‒–−"
_BLANK_FORMS = "\u00a0\u202f\u2009"
"""Blanks of other widths, which our own pages are full of: NFKC makes each of them one plain blank."""
_EVEN = (
    dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_HYPHENS, "-")
    | dict.fromkeys(_BLANK_FORMS, " ")
    | dict(zip("ёЁѐЀѝЍ", "еЕеЕиИ", strict=True))
)
_INVISIBLE_RANGE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_MARK_RANGE = "\u0300-\u036f"
_INVISIBLE = re.compile(f"[{_INVISIBLE_RANGE}]")
_MARK = re.compile(f"[{_MARK_RANGE}]")
_SPECIAL = re.compile(f"[{_INVISIBLE_RANGE}{_MARK_RANGE}\u00c0-\u024f\u1e00-\u1eff]")
_BROKEN = re.compile(r"[-‐\u00ad][ \t]*\r?\n[ \t]*(?=[^\W\d_])")
_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")
_CHUNK = re.compile(r"\s+|\S+")
_BLANKS = re.compile(r"\s+")
_STRETCHES = (4096, 256)
"""Characters that are looked at together, before a look at single words: few words need more than a quick one."""


def _latin_bases() -> dict[int, str]:
    """Latin letters with a diacritic, and the letter without it."""
    bases = {code: unicodedata.normalize("NFD", chr(code))[0] for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))}
    return {code: base for code, base in bases.items() if base.isascii() and base.isalpha()}


_LATIN_BASES = _latin_bases()
_BORDER = re.compile("[a-z][а-яіїєґўј]|[а-яіїєґўј][a-z]")
"""Where letters of two scripts stand side by side, in a folded text."""
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


@lru_cache(maxsize=4)
def fold(text: str) -> Folded:
    """The folded text with its map back. Cost is linear in the length of the text; the last few are remembered, since
    one text is looked through for several things."""
    breaks = [match for match in _BROKEN.finditer(text) if match.start() and text[match.start() - 1].isalpha()]
    plain = None if breaks else _plain(text)
    if plain is not None:
        return Folded(_one_script(plain), None, None)
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for broken in [*breaks, None]:
        stop = broken.start() if broken else len(text)
        _fold_stretch(text, done, stop, out, starts, ends)
        done = broken.end() if broken else stop
    return Folded(_one_script("".join(out)), starts, ends)


def folded(words: str) -> str:
    """The folded words alone, for the patterns that are looked for."""
    return fold(words).text


def _plain(text: str) -> str | None:
    """The folded text when folding keeps every character in its place, else None. Several quick looks for single
    characters cost less than one translation of them all."""
    if text.isascii():
        return text.lower().replace("`", "'")
    if special := _SPECIAL.search(text):
        if _MARK.search(text, special.start()) or _INVISIBLE.search(text, special.start()):
            return None
        text = text.translate(_LATIN_BASES)
    text = _even(text)
    if not unicodedata.is_normalized("NFKC", text):
        return None
    lower = text.casefold()
    return lower if len(lower) == len(text) else None


def _even(text: str) -> str:
    for mark, plain in _EVEN.items():
        if mark in text:
            text = text.replace(mark, plain)
    return text


def _fold_stretch(
    text: str, start: int, stop: int, out: list[str], starts: list[int], ends: list[int], depth: int = 0
) -> None:
    """Fold a part of the text that begins and ends beside blanks: as a whole where that is plain, else in parts."""
    plain = _plain(text[start:stop])
    if plain is not None:
        out.append(plain)
        starts.extend(range(start, stop))
        ends.extend(range(start + 1, stop + 1))
    elif depth == len(_STRETCHES):
        for chunk in _CHUNK.finditer(text, start, stop):
            _fold_chunk(chunk.group(), chunk.start(), out, starts, ends)
    else:
        while start < stop:
            blanks = _BLANKS.search(text, min(start + _STRETCHES[depth], stop), stop)
            end = blanks.end() if blanks else stop
            _fold_stretch(text, start, end, out, starts, ends, depth + 1)
            start = end


def _fold_chunk(chunk: str, offset: int, out: list[str], starts: list[int], ends: list[int]) -> None:
    plain = _plain(chunk)
    if plain is not None:
        out.append(plain)
        starts.extend(range(offset, offset + len(chunk)))
        ends.extend(range(offset + 1, offset + len(chunk) + 1))
        return
    for cluster in _CLUSTER.finditer(chunk):
        whole = unicodedata.normalize("NFKC", cluster.group())
        kept = _even(_INVISIBLE.sub("", whole).translate(_LATIN_BASES)).casefold()
        kept = _even(_MARK.sub("", unicodedata.normalize("NFC", kept)).translate(_LATIN_BASES))
        out.append(kept)
        starts.extend([offset + cluster.start()] * len(kept))
        ends.extend([offset + cluster.end()] * len(kept))


def _one_script(text: str) -> str:
    """A word that mixes Latin and Cyrillic letters is written in one of them, when look-alikes explain the mixture."""
    if text.isascii():
        return text
    out: list[str] = []
    done = 0
    for border in _BORDER.finditer(text):
        if border.end() <= done:
            continue
        start, end = border.span()
        while start > done and _LETTERS.match(text, start - 1, start):
            start -= 1
        end = _LETTERS.match(text, start).end()  # type: ignore[union-attr]  # the border itself is of letters
        out += text[done:start], _in_one_script(text[start:end])
        done = end
    return "".join([*out, text[done:]]) if out else text


def _in_one_script(word: str) -> str:
    cyrillic = word.translate(_TO_CYRILLIC)
    return word.translate(_TO_LATIN) if _BORDER.search(cyrillic) else cyrillic
