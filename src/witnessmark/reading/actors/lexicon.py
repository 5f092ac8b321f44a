"""What single words and phrases say about actors, from ``data/actors``; all languages in one table, as scripts differ.

``flags`` maps a folded word to the classes it belongs to; ``phrases`` maps the first word of an entry to what follows.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from witnessmark.model.record import ActorKind
from witnessmark.reading.compiled import compiled
from witnessmark.reading.draft import Words, fold
from witnessmark.reading.names import person_forms

LANGUAGES = ("en", "uk", "ru")


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


_LISTS = {
    "modifiers": Is.MODIFIER,
    "force_heads": Is.FORCE,
    "authority_heads": Is.BODY,
    "units": Is.UNIT,
    "unit_strong": Is.UNIT_STRONG,
    "unit_words": Is.UNIT_WORD,
    "organisation_heads": Is.ORGANISATION,
    "authority_words": Is.AUTHORITY,
    "force_words": Is.ARMED,
    "tail_words": Is.TAIL,
    "titles": Is.TITLE,
    "occupations": Is.OCCUPATION,
    "not_names": Is.NOT_NAME,
    "place_like": Is.PLACE_LIKE,
    "acronyms_not_actors": Is.NOT_ACTOR,
    "things": Is.THING,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase means. ``alone`` is False for a noun that needs an adjective or a party beside it."""

    rule: str
    kind: ActorKind
    name: str | None = None
    resolved: str | None = None
    party: str | None = None
    alone: bool = True


@dataclass(slots=True)
class Lexicon:
    """The words and phrases of actors. ``phrases`` holds the longest phrase of a first word first."""

    flags: dict[str, int]
    party_of: dict[str, str]
    phrases: dict[str, list[tuple[tuple[frozenset[str], ...], Entry]]]
    parties: dict[str, dict[str, str]]
    given: dict[str, str]
    """A folded form of a given name to its nominative (Latin names to themselves)."""
    endings: tuple[str, ...]
    safe_endings: tuple[str, ...]
    latin_endings: tuple[str, ...]
    patronymics: tuple[str, ...]
    surname_rules: dict[str, list[tuple[str, str]]]


def spelled(word: str, declension: dict[str, Any]) -> list[str]:
    """The forms that a word of the data stands for: ``~`` for any noun ending, ``^`` for any adjective ending."""
    if word.endswith("~"):
        return [fold(word[:-1] + ending) for ending in declension["noun"]]
    if word.endswith("^"):
        return [fold(word[:-1] + ending) for ending in declension["adjective"]]
    return [fold(word)]


@cache
def lexicon() -> Lexicon:
    """The lexicon of all languages, built once a process (some 60 ms)."""
    declension = compiled("actors-declension")
    found = Lexicon(
        {}, {}, {}, compiled("actors-parties"), {},
        tuple(declension["surname_suffixes"]), tuple(declension["safe_surname_suffixes"]),
        tuple(declension["latin_surname_suffixes"]), tuple(declension["patronymics"]),
        {sex: [(a, b) for a, b in rules] for sex, rules in declension["surname"].items()},
    )  # fmt: skip
    for language in LANGUAGES:
        _add_language(found, language, compiled(f"actors-{language}"), declension)
    given = compiled("actors-given_names")
    _add_given_names(found, given)
    _add_ambiguous(found, given["also_words"])
    for entries in found.phrases.values():
        entries.sort(key=lambda entry: (-len(entry[0]), not entry[1].alone))
    return found


def _add_language(found: Lexicon, language: str, data: dict[str, Any], declension: dict[str, Any]) -> None:
    flags = found.flags
    for name, flag in _LISTS.items():
        for words in data.get(name, ()):
            parts = _parts(words)
            if len(parts) == 1:
                for form in spelled(parts[0], declension):
                    flags[form] = flags.get(form, 0) | flag
    for flag, group in ((Is.ADJECTIVE, "adjectives"), (Is.PARTY, "parties")):
        for party, words_of_party in data.get(group, {}).items():
            for words in words_of_party:
                for form in spelled(words, declension) if " " not in words else [fold(words)]:
                    flags[form] = flags.get(form, 0) | flag
                    found.party_of[form] = party
    for line in data["names"]:
        _add_entry(found, line, f"{language}/name", declension)
    for line in data["groups"]:
        _add_entry(found, line, f"{language}/group", declension)
    for kind, group in (("armed-force", "force_heads"), ("authority", "authority_heads")):
        line = {"words": data[group], "kind": kind}
        _add_entry(found, line, f"{language}/head", declension, alone=False)


def _parts(words: str) -> list[str]:
    """The words of a phrase as ``Words`` would cut them, each with its ``~`` or ``^``."""
    parts: list[str] = []
    for part in words.split():
        parts += [fold(part)] if part[-1] in "~^" else Words(part).folded
    return parts


def _add_entry(found: Lexicon, line: dict[str, Any], rule: str, declension: dict[str, Any], alone: bool = True) -> None:
    for words in line["words"]:
        parts = [frozenset(spelled(part, declension)) for part in _parts(words)]
        label = words.replace("~", "").replace("^", "")
        entry = Entry(
            f"{rule}/{label}",
            cast(ActorKind, line["kind"]),
            line.get("name"),
            line.get("resolved"),
            line.get("party"),
            alone,
        )
        for first in parts[0]:
            found.phrases.setdefault(first, []).append((tuple(parts[1:]), entry))


def _add_given_names(found: Lexicon, data: dict[str, Any]) -> None:
    for sex, flag, gender in (("male", Is.MALE, "m"), ("female", Is.FEMALE, "f")):
        for uk, ru, latin, short in data[sex]:
            for name in (*([uk] if uk else []), *short.split()):
                _add_forms(found, name, "uk", gender, flag)
            for name in ([ru] if ru else []) + short.split():
                _add_forms(found, name, "ru", gender, flag)
            for name in latin.split():
                _add_given(found, name, name, flag)
        for name in data[f"latin_{sex}"].split():
            _add_given(found, name, name, flag)
        for name in data[f"foreign_{sex}"].split():
            for language in ("uk", "ru"):
                _add_forms(found, name, language, gender, flag)


def _add_ambiguous(found: Lexicon, words: str) -> None:
    for word in words.split():
        key = fold(word)
        found.flags[key] = found.flags.get(key, 0) | Is.ALSO_WORD


def _add_forms(found: Lexicon, name: str, language: str, gender: str, flag: int) -> None:
    for form in person_forms(name, language, cast(Any, gender)):
        _add_given(found, form, name, flag)


def _add_given(found: Lexicon, form: str, name: str, flag: int) -> None:
    key = fold(form)
    found.flags[key] = found.flags.get(key, 0) | flag
    if key == fold(name) or key not in found.given:
        found.given[key] = name
