"""What single words and phrases say about actors, from ``data/actors``; all languages in one table, as scripts differ.

``flags`` maps a folded word to the classes it belongs to; ``phrases`` maps the first word of an entry to what follows.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from witnessmark.model.record import ActorKind
from witnessmark.reading.compiled import compiled


class Is:
    """The classes of words that the rules speak of, as bits. Plain numbers: they are tested for every word."""

    ADJECTIVE = 1
    """Of a party: "Russian"."""
    MODIFIER = 2
    FORCE = 4
    """A noun for a military, when an adjective or a party stands with it."""
    BODY = 8
    """A noun for officials, in the same way."""
    UNIT = 16
    UNIT_STRONG = 32
    UNIT_WORD = 64
    ORGANISATION = 128
    AUTHORITY = 256
    ARMED = 512
    TAIL = 1024
    TITLE = 2048
    OCCUPATION = 4096
    NOT_NAME = 8192
    PLACE_LIKE = 16384
    MALE = 32768
    FEMALE = 65536
    NOT_ACTOR = 131072
    PARTY = 262144
    THING = 1048576
    """A noun that "military" or "police" describes: "military equipment"."""
    ALSO_WORD = 524288
    """A given name that is a common word or a place as well."""
    PHRASE = 2097152
    """The first word of a phrase."""
    MARK = 4194304
    """An opening quotation mark."""
    WORK = 8388608
    """A noun for something whose name stands in quotation marks and is no actor: a film, a prize, a ship."""
    OFFICE = 33554432
    """A noun for the holder of an office, known without a name."""
    FAMILY = 67108864
    """The surname of somebody whom texts name without introduction."""
    DOMAIN = 16777216
    """The end of the address of a web site."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase means. ``alone`` is False for a noun that needs an adjective or a party beside it."""

    rule: str
    kind: ActorKind
    name: str | None = None
    resolved: str | None = None
    party: str | None = None
    alone: bool = True
    stage: int = 0
    """0 for a fixed name, 1 for a noun that stands alone, 2 for one that needs company: the order they are tried in."""


_REMEMBERED = 200_000


class _FlagsOfWord(dict[str, int]):
    """What the lexicon knows of each word that texts have, nothing of most: one look-up a word."""

    def __init__(self, flags: dict[str, int]) -> None:
        super().__init__()
        self._flags = flags

    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        flags = self[word] = self._flags.get(word, 0)
        return flags


@dataclass(slots=True)
class Lexicon:
    """The words and phrases of actors. ``phrases`` holds the longest phrase of a first word first."""

    flags: dict[str, int]
    party_of: dict[str, str]
    phrases: dict[str, list[tuple[tuple[frozenset[str], ...], Entry]]]
    parties: dict[str, dict[str, str]]
    given: dict[str, str]
    """A folded form of a given name to its nominative (Latin names to themselves)."""
    given_ru: dict[str, str]
    """The same for a Russian text, where that differs: «Петра» is of Пётр there, of Петро elsewhere."""
    endings: tuple[str, ...]
    safe_endings: tuple[str, ...]
    latin_endings: tuple[str, ...]
    patronymics: tuple[str, ...]
    surname_rules: dict[str, list[tuple[str, str]]]
    compound: re.Pattern[str]
    """Words put together from parts of words: a first and a second part of the data."""
    of_word: _FlagsOfWord = field(init=False)
    """``flags``, and 0 for every other word."""

    def __post_init__(self) -> None:
        self.of_word = _FlagsOfWord(self.flags)


@cache
def lexicon() -> Lexicon:
    """The lexicon of all languages, loaded once a process; ``actors/compile.py`` makes its table."""
    table, declension = compiled("actors-lexicon"), compiled("actors-declension")
    entries = [Entry(*fields) for fields in table["entries"]]
    forms = [frozenset(words) for words in table["forms"]]
    groups = [
        [(tuple([forms[number] for number in rest]), entries[entry]) for entry, *rest in group]
        for group in table["groups"]
    ]
    phrases = {first: groups[number] for first, number in table["phrases"].items()}
    return Lexicon(
        table["flags"], table["party_of"], phrases, compiled("actors-parties"), table["given"], table["given_ru"],
        tuple(declension["surname_suffixes"]), tuple(declension["safe_surname_suffixes"]),
        tuple(declension["latin_surname_suffixes"]), tuple(declension["patronymics"]),
        {sex: [(a, b) for a, b in rules] for sex, rules in declension["surname"].items()},
        _compound(declension["compounds"]),
    )  # fmt: skip


def _compound(parts: dict[str, list[str]]) -> re.Pattern[str]:
    first, second, last = ("|".join(parts[part]) for part in ("first", "second", "last"))
    return re.compile(rf"(?:{first})-?(?:{second})|[^\W\d_]{{3,}}(?:{last})(?:{parts['endings'][0]})?\Z")
