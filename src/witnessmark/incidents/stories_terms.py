"""What of a text tells its story: how often it has which words, which names and places, and its day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from witnessmark.incidents.stories_words import WORD, common_forms, is_cyrillic, shares, sounding, stem

TOO_COMMON = 4e-4
"""Words with a greater share of any text are left out."""

PLACE, SOUND = "@", "~"
"""Marks of a term that stands for a place, and for a name by its sound."""

LEAST_SOUND = 3
"""A name of fewer letters in its sound is not recognised in another script."""


@dataclass(frozen=True)
class Text:
    """A text to be put into a story. ``places`` are ``(start, end, key)`` with one key for one place however it is
    written; ``day`` is the ISO date of the text or None, ``told_days`` those that it tells of; ``shared`` are names of
    things that other texts tell of, too."""

    text: str
    language: str | None = None
    day: str | None = None
    places: Sequence[tuple[int, int, str]] = ()
    shared: Sequence[str] = ()
    told_days: Sequence[str] = ()


@dataclass(frozen=True)
class Telling:
    """The terms of one text by kind, with their counts: plain words, and names with places. ``places`` are the keys of
    all places, whether they are terms or not, ``told_days`` the days that the text tells of."""

    words: Mapping[str, int]
    names: Mapping[str, int]
    day: int | None
    places: frozenset[str] = frozenset()
    told_days: frozenset[int] = frozenset()

    @property
    def kinds(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        return self.words, self.names


def tellings(texts: Sequence[Text]) -> list[Telling]:
    """The terms of each text. What is a name is known from all: a word that is written small elsewhere is none."""
    names = Names(texts)
    return [_telling(one, names) for one in texts]


class Names:
    """Which words are names in these texts, which of those stand in both scripts, and which are places.

    Within one language the words of a place's name say more than which place it is; in ``several`` languages the place
    is what they have in common, also where the reader knew its name in one of them only.
    """

    def __init__(self, texts: Sequence[Text]) -> None:
        self.several = len({one.language for one in texts}) > 1
        self._place = _places_by_sound(texts) if self.several else {}
        self._small = _written_small(one.text for one in texts)
        written = {match.group() for one in texts for match in WORD.finditer(one.text) if is_cyrillic(match.group())}
        names = {word.lower() for word in written if self.is_name(word)}
        self._in_cyrillic = {sound for word in names if len(sound := sounding(word)) >= LEAST_SOUND}

    def is_name(self, word: str) -> bool:
        return word[0].isupper() and word.lower() not in self._small and word.lower() not in common_forms()

    def term(self, word: str) -> str | None:
        """The term for a name: its place, or its sound when it is written in Cyrillic here or in another text."""
        term = telling_term(word.lower())
        if term is None:
            return None
        sound = sounding(word.lower().removesuffix("'s"))
        if sound in self._place:
            return PLACE + self._place[sound]
        return SOUND + sound if is_cyrillic(word) or sound in self._in_cyrillic else term


def _written_small(texts: Iterable[str]) -> frozenset[str]:
    large: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        for match in WORD.finditer(text):
            word = match.group()
            (large if word[0].isupper() else small)[word.lower()] += 1
    return frozenset(word for word, often in small.items() if 2 * often >= large[word])


def _places_by_sound(texts: Iterable[Text]) -> dict[str, str]:
    """Sound to the key of the one place that is called so, for names of one word."""
    keys: dict[str, set[str]] = defaultdict(set)
    for one in texts:
        for start, end, key in one.places:
            sound = sounding(one.text[start:end].lower())
            if len(sound) >= LEAST_SOUND and sound.isalpha():
                keys[sound].add(key)
    return {sound: min(found) for sound, found in keys.items() if len(found) == 1}


def _telling(given: Text, known: Names) -> Telling:
    words: Counter[str] = Counter()
    names: Counter[str] = Counter(given.shared)
    inside: set[int] = set()
    for start, end, key in given.places if known.several else ():
        names[PLACE + key] += 1
        inside.update(range(start, end))
    for match in WORD.finditer(given.text):
        if match.start() in inside:
            continue
        word = match.group()
        is_name = known.is_name(word)
        term = known.term(word) if is_name else telling_term(word.lower())
        if term is not None:
            (names if is_name else words)[term] += 1
    day = None if given.day is None else _ordinal(given.day)
    places = frozenset(key for _, _, key in given.places)
    return Telling(words, names, day, places, frozenset(map(_ordinal, given.told_days)))


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def telling_term(word: str) -> str | None:
    """The term for a word in small letters, or None when it says nothing: a single letter, a word of any text."""
    term = stem(word)
    silent = shares().get(term, 0.0) >= TOO_COMMON or (len(word) == 1 and not word.isdecimal())
    return None if silent else term
