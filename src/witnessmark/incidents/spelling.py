"""Names and numbers in a form that is equal across scripts, romanisations and most cases. Data: ``data/spelling.yaml``.

"Hnatiuk", «Гнатюк», «Гнатюка» and «Гнатюком» have one skeleton: the consonants alone, with sounds that romanisations
write differently taken as one. Two names with one skeleton may be one; that they are is never said here.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

import msgspec

_LATIN, _CYRILLIC = re.compile("[a-z]"), re.compile("[\u0400-\u04ff]")
_TOKEN = re.compile(r"\d{1,3}(?:[ \u00a0\u202f,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_GAPS = re.compile("[ \u00a0\u202f]|,(?=\\d{3})")
_STOPS = frozenset('.!?…:;\n«“"')
_VOWELS = frozenset("aeiouyаеєиіїоуюяёыэ")
_FIRST_Y = re.compile("j(?=[aeiou])")  # as in Juri for Yurii


class _Latin(msgspec.Struct, frozen=True):
    groups: dict[str, str]
    letters: dict[str, str]


class _Cyrillic(msgspec.Struct, frozen=True):
    letters: dict[str, str]


class _Endings(msgspec.Struct, frozen=True):
    least: int
    endings: tuple[str, ...]


class _Spelling(msgspec.Struct, frozen=True):
    latin: _Latin
    cyrillic: _Cyrillic
    case_endings: _Endings
    numbers: dict[str, dict[str, int]]
    months: tuple[tuple[str, ...], ...]


@cache
def _spelling() -> _Spelling:
    compiled = resources.files("witnessmark.incidents").joinpath("tables/spelling.json").read_bytes()
    return msgspec.json.decode(compiled, type=_Spelling)


@cache
def _sounds() -> tuple[re.Pattern[str], dict[str, str], dict[int, str]]:
    latin = _spelling().latin
    groups = latin.groups | latin.letters
    pattern = re.compile("|".join(sorted(groups, key=lambda one: (-len(one), one))))
    return pattern, groups, {ord(letter): sound for letter, sound in _spelling().cyrillic.letters.items()}


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The consonants of a word as sounds, "a" before them when it begins with a vowel. Empty for no letters of ours."""
    lower = word.casefold().replace("’", "'").removesuffix("'s")
    pattern, groups, cyrillic = _sounds()
    if _CYRILLIC.search(lower):
        bare = _without_ending(lower)
        sounds = bare.translate(cyrillic)
    else:
        lower = _FIRST_Y.sub(
            "y", "".join(one for one in unicodedata.normalize("NFD", lower) if one < "\u0300"), count=1
        )
        sounds = pattern.sub(lambda found: groups[found.group()], lower)
    kept = [one for one in sounds if "a" <= one <= "z"]
    once = "".join(one for index, one in enumerate(kept) if index == 0 or one != kept[index - 1])
    return "a" + once if lower[:1] in _VOWELS else once


def _without_ending(word: str) -> str:
    rules = _spelling().case_endings
    if len(word) < rules.least:
        return word
    return next((word.removesuffix(end) for end in rules.endings if word.endswith(end)), word)


class Anchor(NamedTuple):
    """A name or a number of a text: ``value`` is equal in every language, ``words`` is as written. A name that begins
    a sentence is ``sure`` only when something else shows that it is one."""

    value: str
    words: str
    sure: bool = True


def anchors(text: str) -> Iterator[Anchor]:
    """The names (capitalised words by their skeleton, ``n:hntk``), numbers (``#37``) and months (``m9``) of a text, in
    order. Numbers said in words count, in English, Ukrainian and Russian. Cost is linear in the text."""
    said: _Saying | None = None
    for found in _TOKEN.finditer(text):
        word = found.group()
        number, month, tells = _meaning(word)
        if said is not None:
            if text[said.end : found.start()].isspace():
                if number is not None:
                    said.and_then(number, found.end())
                    continue
                if word == "and" and said.goes_on():
                    said.end = found.end()
                    continue
            yield said.anchor()
            said = None
        if not tells:
            continue
        if number is not None:
            said = _Saying(number, word, found.end())
        elif month is not None:
            yield Anchor(f"m{month}", word)
        elif word[0].isdecimal():
            yield Anchor("#" + _GAPS.sub("", word).replace(",", "."), word)
        else:
            before = text[max(0, found.start() - 3) : found.start()]
            yield from _names(word, bool(before.strip()) and _STOPS.isdisjoint(before[-2:]))
    if said is not None:
        yield said.anchor()


class _Meaning(NamedTuple):
    """The number that a word says, the month that it names, and whether it tells anything at all."""

    number: int | None
    month: int | None
    tells: bool


@lru_cache(maxsize=200_000)
def _meaning(word: str) -> _Meaning:
    if word[0].isdecimal():
        return _Meaning(None, None, True)
    lower = word.casefold().replace("’", "'").replace("ʼ", "'").replace("ё", "е")
    number = _number(lower)
    month = _months().get(lower) if word[0].isupper() or not lower.isascii() else None
    return _Meaning(number, month, number is not None or month is not None or (word[0].isupper() and len(word) > 1))


def _names(word: str, sure: bool) -> Iterator[Anchor]:
    for part in word.split("-"):
        if part[:1].isupper() and len(bare := skeleton(part)) > 1:
            yield Anchor("n:" + bare, part, sure)


def month_of(word: str) -> int | None:
    """1 to 12 for the name of a month in English, Ukrainian or Russian, folded, in any case form."""
    return _months().get(word.replace("ё", "е"))


class _Saying:
    """A number being said: "two hundred and five"."""

    def __init__(self, value: int, words: str, end: int) -> None:
        self.whole, self.last, self.words, self.end = 0, value, words, end

    def and_then(self, value: int, end: int) -> None:
        if value in (100, 1000) and self.last:
            self.last *= value
            if value == 1000:
                self.whole, self.last = self.whole + self.last, 0
        else:
            self.last += value
        self.end = end

    def goes_on(self) -> bool:
        """Whether the number may go on after an "and": "two hundred and"."""
        return self.last >= 100 or self.whole > 0

    def anchor(self) -> Anchor:
        return Anchor(f"#{self.whole + self.last}", self.words)


def _number(word: str) -> int | None:
    plain, stems = _number_words()
    for part in (word,) if "-" not in word else (word, *word.split("-")):
        if part in plain and part == word:
            return plain[part]
    if "-" in word and word.isascii():  # twenty-five
        values = [plain.get(part) for part in word.split("-")]
        return sum(one for one in values if one) if all(values) else None
    fitting = [stem for stem in stems if word.startswith(stem) and len(word) - len(stem) <= 3]
    return stems[max(fitting, key=len)] if fitting else None


@cache
def _number_words() -> tuple[dict[str, int], dict[str, int]]:
    words = [pair for language in _spelling().numbers.values() for pair in language.items()]
    plain = {word: value for word, value in words if not word.endswith("*")}
    return plain, {word.removesuffix("*"): value for word, value in words if word.endswith("*")}


@cache
def _months() -> dict[str, int]:
    return {word: number for number, words in enumerate(_spelling().months, 1) for word in words}
