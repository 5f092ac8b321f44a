"""Places that no table knows and that stand where a place stands: "In Samre oxen were shot", "outside Godapitiya".

English alone: its prepositions of place and its capitals show them. In Cyrillic the codifier knows every village of
Ukraine, and case would have to be undone. What is found has a name and no point.
"""

import re
from collections.abc import Iterator, Set
from functools import cache

from witnessmark.reading.actors.lexicon import lexicon
from witnessmark.reading.places.capitals import Capitals
from witnessmark.reading.places.layout import fold_name
from witnessmark.reading.places.tables import load

_NAME = re.compile(r"[A-Z][a-zà-ÿ]{2,}(?:['’-][A-Za-zà-ÿ]?[a-zà-ÿ]+)*\Z")
_SMALL = re.compile(r"(?<!\w)[a-zà-ÿ]{3,}")
_NEXT = re.compile(r" ([a-zà-ÿ][\w-]*)")
_NO_NOUN = ("ed", "ly", "ing")
"""Endings of verbs and adverbs, which end a phrase."""
_ENDS = frozenset(" ,.;:)\n")
_MOST = 200
"""Names of one text: a bound for lists of them."""


def unheard(capitals: Capitals, known: Set[str], surnames: Set[str]) -> set[str]:
    """Names that stand after "in", "near", "outside" and the like, and are in no way anything else. ``known`` are
    words that the places of the text have, ``surnames`` folded names of its persons."""
    found: set[str] = set()
    small: set[str] | None = None
    for name in _in_place(capitals):
        if len(found) >= _MOST:
            break
        if name in found or not known.isdisjoint(name.split()):
            continue
        if small is None:
            small = set(_SMALL.findall(capitals.text))
        if not any(word in surnames or _is_something_else(word, small) for word in fold_name(name).split()):
            found.add(name)
    return found


def _in_place(capitals: Capitals) -> Iterator[str]:
    text, starts, ends, words = capitals.text, capitals.starts, capitals.ends, capitals.words
    where = _where()
    for index, start in enumerate(starts):
        if not text.endswith(where, max(0, start - 9), start) or not _NAME.match(words[index]):
            continue
        last = index
        if capitals.joined(index) and _NAME.match(words[index + 1]):
            last = index + 1
        end = ends[last]
        after, next_ = text[end : end + 1], text[end + 1 : end + 2]
        if (after and after not in _ENDS) or (after == " " and next_.isupper()):
            continue
        if _fronted(text, start) or _ends_phrase(text, end):
            yield text[start:end]


def _fronted(text: str, start: int) -> bool:
    """Whether the place opens its sentence, and a phrase of its own may follow: "In Samre oxen were shot"."""
    return text[text.rfind(" ", 0, max(start - 1, 0)) + 1 : start].lstrip("“(\n")[:1].isupper()


def _ends_phrase(text: str, end: int) -> bool:
    """Whether the phrase ends with the name, or goes on with a word for an area or a part of a town: "in Samre
    district". In "in Lumad schools" the name only says whose."""
    match = _NEXT.match(text, end)
    return match is None or match.group(1) in _after_place() or match.group(1).endswith(_NO_NOUN)


def _is_something_else(word: str, small: Set[str]) -> bool:
    """Whether the text writes the word small, or it is the name of a person, a body, a people, a language, a month."""
    return (
        word in small or word in _other_words() or word.endswith(_other_endings()) or bool(lexicon().flags.get(word, 0))
    )


@cache
def _where() -> tuple[str, ...]:
    return tuple(f"{before}{word} " for word in load("context")["stands_in"] for before in (" ", "\n", "", "“", "("))


@cache
def _after_place() -> frozenset[str]:
    data = load("context")
    names = ("after_water", "after_unheard", "settlement_words", "settlement_after", "area_words", "parts_of_town")
    return frozenset(word for name in names for word in data[name])


@cache
def _other_words() -> frozenset[str]:
    data = load("context")
    names = ("never", "titles", "organisations_after", "head_nouns", "before_place", "peoples", "nothing_to_be_in")
    return frozenset(word for name in names for word in data[name])


@cache
def _other_endings() -> tuple[str, ...]:
    return tuple(load("context")["endings_of_no_place"])
