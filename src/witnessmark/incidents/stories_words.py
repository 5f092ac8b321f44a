"""The words of a text as terms that two texts may share: forms of a word brought together, names one in both scripts,
and how common a word is in any text. Data: ``data/word_forms.yaml``, ``data/common_words.yaml``."""

import re
from collections import Counter
from functools import cache, lru_cache
from importlib import resources

import msgspec

WORD = re.compile(r"\d+(?:[.,:\-]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
"""A number as it stands, or a word with the apostrophes in it."""

RAREST = 1e-5
"""The share of a word that the lists do not know."""


class _Forms(msgspec.Struct, frozen=True):
    least_left: int
    english: str
    slavic_least: int
    slavic_longest: int
    slavic: str
    name_least_left: int
    name_endings: str
    latin: dict[str, str]
    sounds_alike: dict[str, str]


@cache
def _forms() -> _Forms:
    return msgspec.json.decode(_table("word_forms"), type=_Forms)


def _table(name: str) -> bytes:
    return resources.files("witnessmark.incidents").joinpath(f"tables/{name}.json").read_bytes()


@cache
def _longest_first(endings: str) -> tuple[str, ...]:
    return tuple(sorted(endings.split(), key=lambda ending: (-len(ending), ending)))


def is_cyrillic(word: str) -> bool:
    return "\u0400" <= word[0] <= "\u04ff"


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """What is common to the forms of a word, given in small letters: Ukrainian, Russian, or English in Latin ones."""
    word = word.replace("’", "'").replace("ʼ", "'")
    if is_cyrillic(word):
        return _slavic_stem(word)
    word = _without_ending(word.removesuffix("'s"), _forms().english, _forms().least_left)
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls"
    return word[:-1] if doubled else word


def _slavic_stem(word: str) -> str:
    if len(word) >= _forms().slavic_least:
        word = _without_ending(word, _forms().slavic, _forms().least_left)
    return word[: _forms().slavic_longest]


def _without_ending(word: str, endings: str, least: int) -> str:
    for ending in _longest_first(endings):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=100_000)
def sounding(word: str) -> str:
    """The first letter and the consonants of a name, as Latin letters that sound alike: Харків, Харьков and Kharkiv are
    one. The word is given in small letters, in any case."""
    forms = _forms()
    word = _without_ending(word.replace("’", "'"), forms.name_endings, forms.name_least_left)
    latin = "".join(forms.latin.get(letter, letter) for letter in word)
    for written, sound in forms.sounds_alike.items():
        latin = latin.replace(written, sound)
    return _DOUBLED.sub(r"\1", latin[:1] + _UNHEARD.sub("", latin[1:]))


_UNHEARD = re.compile(r"[aeiou'’ʼ]")
_DOUBLED = re.compile(r"(.)\1+")


@cache
def shares() -> dict[str, float]:
    """Stem to its share of the words of any text, for those words that are common in some language."""
    bands: dict[str, dict[str, str]] = msgspec.json.decode(_table("common_words"))
    found: Counter[str] = Counter()
    for language in bands.values():
        for often, words in language.items():
            for word in words.split():
                found[stem(word)] += int(often) / 1e5  # type: ignore[assignment]
    return dict(found)


@cache
def common_forms() -> frozenset[str]:
    """The common words as they are written: none of them is a name for being written large."""
    bands: dict[str, dict[str, str]] = msgspec.json.decode(_table("common_words"))
    return frozenset(word for language in bands.values() for words in language.values() for word in words.split())
