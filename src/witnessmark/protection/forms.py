"""Protected words: every form of the names that an edition may not hold, and where they stand in a text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from witnessmark.protection.fold import fold, folded
from witnessmark.reading.names import person_forms
from witnessmark.reading.places.romanise import romanisations

MIN_PART = 3
"""Letters that a part of a name must have to be looked for by itself; a shorter name is looked for as a whole."""

_PART = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_CYRILLIC = re.compile("[а-яіїєґ]")
_LATIN_LETTER = re.compile("[a-z]")
_STEM_END = re.compile("[аеиоуіїєяюйьaeiouy]+$")
_ADDRESS = re.compile(r"<?[\w.+\-]+@[\w.\-]+>?")


class _NameData(NamedTuple):
    titles: frozenset[str]
    offices: frozenset[str]
    machine_words: frozenset[str]
    kin_cyrillic: frozenset[str]
    kin_latin: frozenset[str]
    spelled_back: dict[str, tuple[str, ...]]
    units: re.Pattern[str]


@cache
def _data() -> _NameData:
    import yaml  # only what publishes pays for it

    text = resources.files("witnessmark.protection").joinpath("data/names.yaml").read_text("utf-8")
    raw = yaml.load(text, Loader=yaml.CSafeLoader)
    back = {unit: tuple(letters) for unit, letters in raw["spelled_back"].items()}
    units = re.compile("|".join(map(re.escape, back)) + "|.")
    lists = ("titles", "offices", "machine_words", "kin_cyrillic", "kin_latin")
    words = {name: frozenset(raw[name].split()) for name in lists}
    return _NameData(**words, spelled_back=back, units=units)


class Found(NamedTuple):
    """A protected form in a text: its offsets there and the ids of the persons whom it may name."""

    start: int
    end: int
    persons: frozenset[str]


class ProtectedWords:
    """All protected forms of an edition. ``forms`` maps a folded form to the persons it may name. A form inside one of
    the ``allowed`` phrases (the full name of somebody who may be named) is no leak.

    Holds names: it is never printed or written.
    """

    def __init__(self, forms: Mapping[str, Iterable[str]], allowed: Iterable[str] = ()) -> None:
        self._forms = [form for form in forms if form]
        self._persons = [frozenset(forms[form]) for form in self._forms]
        self._automaton = AhoCorasick(self._forms, store_patterns=False) if self._forms else None
        phrases = sorted({folded(phrase) for phrase in allowed} - {""})
        self._allowed = AhoCorasick(phrases, store_patterns=False) if phrases else None

    def __len__(self) -> int:
        return len(self._forms)

    def __repr__(self) -> str:
        return f"<ProtectedWords: {len(self._forms)} forms>"

    def find(self, text: str, *, shortest: int = 1) -> list[Found]:
        """Every protected form in the text as a whole word, in order; of overlapping ones the longest. ``shortest``
        leaves out forms with fewer letters. The cost is linear in the length of the text."""
        if self._automaton is None or not text:
            return []
        words = fold(text)
        matches = [
            match
            for match in self._automaton.find_matches_as_indexes(words.text, overlapping=True)
            if match[2] - match[1] >= shortest and _whole(words.text, match[1], match[2])
        ]
        if not matches:
            return []
        free = self._outside_allowed(words.text, matches)
        found = []
        reach = 0
        for index, start, end in sorted(free, key=lambda match: (match[1], -match[2])):
            if start >= reach:
                found.append(Found(*words.original(start, end), self._persons[index]))
                reach = end
        return found

    def holds(self, text: str) -> bool:
        """Whether any protected form stands in the text."""
        return bool(self.find(text))

    def touches(self, text: str) -> bool:
        """Whether any protected form is a part of the text, even inside a longer word: for what may be left out at no
        loss, such as the name of a village on a map."""
        return self._automaton is not None and bool(self._automaton.find_matches_as_indexes(fold(text).text))

    def _outside_allowed(self, text: str, matches: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        if self._allowed is None:
            return matches
        spans = [
            (start, end)
            for _, start, end in self._allowed.find_matches_as_indexes(text, overlapping=True)
            if _whole(text, start, end)
        ]
        return [m for m in matches if not any(start <= m[1] and m[2] <= end for start, end in spans)]


def _whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not before.isalpha() and not after.isalpha()


def forms_of(name: str) -> frozenset[str]:
    """Every folded form of a name: of each part of at least three letters, and of the whole where it has no such part;
    inflected in Ukrainian and Russian, romanised, spelled back in Cyrillic, without its apostrophe, in the plural."""
    even = folded(_without_address(name))
    parts = [part for part in parts_of(name) if len(part) >= MIN_PART]
    if not parts:
        whole = even.strip()
        return frozenset({whole}) if len(whole) > 1 and whole not in _data().titles else frozenset()
    forms: set[str] = set()
    for part in parts:
        forms |= forms_of_part(part)
    return frozenset(forms)


def parts_of(name: str) -> tuple[str, ...]:
    """The folded parts of a name, initials among them, without titles."""
    return tuple(part for part in _PART.findall(folded(_without_address(name))) if part not in _data().titles)


def _without_address(name: str) -> str:
    """The name in what a mail gives as its author, "Larysa Voloshyna <larysa@example.org>"; of a bare address what
    stands before its sign. The rest of an address is words of everybody."""
    bare = _ADDRESS.sub(" ", name)
    return bare if _PART.search(bare) else re.sub(r"@\S*", " ", name)


def is_office(name: str) -> bool:
    """Whether the name of a giver or author is that of an office and not of a person."""
    return not _data().offices.isdisjoint(_PART.findall(folded(name)))


def phrases_of(name: str) -> frozenset[str]:
    """The forms of a full name as one phrase, for a person who may be named; nothing for a single word."""
    even = folded(name).strip()
    if len(_PART.findall(even)) < 2:
        return frozenset()
    return frozenset({even} | _derived(even))


def protect(names: Mapping[str, Iterable[str]], named: Iterable[str] = (), whole: Iterable[str] = ()) -> ProtectedWords:
    """The protected words for persons (id to names) who may not be named, beside those ``named`` who may. Names in
    ``whole`` are those of offices and are protected as whole phrases only."""
    forms: dict[str, set[str]] = defaultdict(set)
    for person, called in names.items():
        for name in called:
            for form in forms_of(name):
                forms[form].add(person)
    for name in whole:
        for form in phrases_of(name) or forms_of(name):
            forms[form] |= set()
    return ProtectedWords(forms, (phrase for name in named for phrase in phrases_of(name)))


@lru_cache(maxsize=20_000)
def forms_of_part(part: str, shortest: int = MIN_PART) -> frozenset[str]:
    """Every folded form of one part of a name that has at least ``shortest`` letters."""
    forms = {part} | _derived(part)
    if not _CYRILLIC.search(part):
        forms |= {f"{part}s", f"{part}es"}
        for number, spelling in enumerate(_cyrillic_spellings(part)):
            forms |= {spelling} | (_derived(spelling) if number < _ROMANISED_AGAIN else inflected(spelling))
    forms |= {form.replace("'", "") for form in forms if "'" in form}
    forms |= _of_kin(forms)
    return frozenset(form for form in forms if len(form) >= shortest)


def _of_kin(forms: set[str]) -> set[str]:
    """Plurals ("the Kovtuns"), the words for a man's wife, and pet names, of the shortest Cyrillic and Latin stems."""
    found: set[str] = set()
    for letters, endings in ((_CYRILLIC, _data().kin_cyrillic), (_LATIN_LETTER, _data().kin_latin)):
        of_script = [form for form in forms if letters.search(form) and form.isalpha()]
        stems = {_STEM_END.sub("", form) for form in of_script if len(form) == min(map(len, of_script))}
        found |= {stem + ending for stem in stems if len(stem) > MIN_PART for ending in endings}
    return found


def _derived(name: str) -> set[str]:
    """Inflections, and romanisations of all of them."""
    if not _CYRILLIC.search(name):
        return set()
    cyrillic = {name} | inflected(name)
    written = {*cyrillic, *map(_as_written, cyrillic)}  # how a name is romanised depends on its capitals
    latin = {folded(spelling) for form in written for spelling in romanisations(form)}
    return cyrillic | (latin - _data().machine_words)


def inflected(name: str) -> set[str]:
    """The folded case forms of a name or word in Ukrainian and Russian, itself included."""
    shown = _as_written(name)
    return {folded(form) for language in ("uk", "ru") for form in person_forms(shown, language)}


def _as_written(name: str) -> str:
    """The name with a capital at the beginning of each word, as a text has it."""
    return re.sub(r"(?:^|(?<=[\s-]))\w", lambda match: match.group().upper(), name)


_RUSSIAN = str.maketrans("іїєґ", "ииег")
_MOST_SPELLINGS = 24
_ROMANISED_AGAIN = 4
"""Of those, how many are romanised in the other ways: Tsah is also Tsakh."""


def _cyrillic_spellings(latin: str) -> list[str]:
    """How a romanised name may be written in Cyrillic, at most 24 ways: a romanisation loses letters."""
    likely = [(0, "")]
    for unit in _data().units.findall(latin):
        letters = _data().spelled_back.get(unit, ("",))
        longer = [(rank + n, begun + letter) for rank, begun in likely for n, letter in enumerate(letters)]
        likely = sorted(longer, key=lambda each: each[0])[:_MOST_SPELLINGS]
    spellings = [spelling for _, spelling in likely]
    russian = {spelling.translate(_RUSSIAN) for spelling in spellings[:_ROMANISED_AGAIN]}
    return [*spellings, *sorted(russian - set(spellings))]
