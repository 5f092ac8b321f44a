"""The words that introduce speech, from ``data/speech/cues.yaml``; all languages in one table."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from witnessmark.reading.compiled import compiled
from witnessmark.reading.draft import fold


@dataclass(frozen=True, slots=True)
class Cues:
    """Sets of folded words. ``according`` maps the first word of a phrase to the rest of it."""

    say: frozenset[str]
    indirect: frozenset[str]
    according: dict[str, list[tuple[str, ...]]]
    that: frozenset[str]
    pronouns: dict[str, str]
    """A pronoun to "m", "f" or "any"."""
    nominals: dict[str, str]
    """A noun for a person ("man", "жінка") to the sexes that it may have: "m", "f" or "mf"."""
    skip: frozenset[str]
    stop: frozenset[str]
    works: frozenset[str]
    nouns: frozenset[str]
    """Forms of verbs that are nouns as often."""
    with_that: frozenset[str]
    """Verbs that report only with "that" ("found that")."""
    openers: frozenset[str]
    """Words with which reported speech may begin: of ``indirect``, and the first of ``according``."""
    told: frozenset[str]
    closing: frozenset[str]
    calls: frozenset[str]
    called_for: frozenset[str]
    no_content: frozenset[str]
    when: frozenset[str]
    how: frozenset[str]
    no_lead: frozenset[str]
    turns: frozenset[str]
    """Labels that say question or answer, not who speaks."""
    deponents: frozenset[str]
    """Labels before the name of who answers."""


_LISTS = ("told", "closing", "calls", "called_for", "no_content", "when", "how", "no_lead", "turns", "deponents")
"""Lists of the data that hold words as they stand, in the order of the last fields of ``Cues``."""


def _forms(lines: list[str]) -> set[str]:
    found: set[str] = set()
    for line in lines:
        stem, bar, endings = line.partition("|")
        found.update(fold(stem + ("" if ending == "-" else ending)) for ending in (endings.split() if bar else [""]))
    return found


@cache
def cues() -> Cues:
    """The cues of all languages, built once a process."""
    data: dict[str, dict[str, Any]] = compiled("speech-cues")
    sets = {
        key: frozenset(word for language in data.values() for word in _forms(language[key]))
        for key in ("say", "indirect", "that", "skip", "stop", "titles_of_works")
    }
    according: dict[str, list[tuple[str, ...]]] = {}
    pronouns: dict[str, str] = {}
    nominals: dict[str, str] = {}
    for language in data.values():
        for phrase in language["according"]:
            first, *rest = phrase.split()
            according.setdefault(first, []).append(tuple(rest))
        for sex, words in language["pronouns"].items():
            pronouns.update(dict.fromkeys(words, sex))
        for sex, words in language["nominals"].items():
            for word in words:
                nominals[word] = nominals.get(word, "") + sex
    with_that = frozenset(word for language in data.values() for word in _forms(language.get("with_that", [])))
    return Cues(
        sets["say"], sets["indirect"], according, sets["that"], pronouns, nominals, sets["skip"], sets["stop"],
        sets["titles_of_works"],
        frozenset(word for language in data.values() for word in language.get("also_nouns", ())),
        with_that,
        sets["indirect"] | frozenset(according) | with_that,
        *(frozenset(word for language in data.values() for word in language.get(key, ())) for key in _LISTS),
    )  # fmt: skip
