"""From the data of actors to one table: forms of words and names spelled out, phrases cut into words (build time only).

The table holds ``flags``, ``party_of`` and ``given`` by word form, ``entries`` (fields of ``Entry``), ``forms`` (each a
list of word forms), ``groups`` of phrases (each ``[entry, forms of the second word, …]``, numbers into the two) and
``phrases``: first word → number of its group, which many word forms share.
"""

import json
from pathlib import Path
from typing import Any, cast

import yaml

from witnessmark.reading.actors.lexicon import Is
from witnessmark.reading.draft import Words, fold
from witnessmark.reading.names import person_forms

LANGUAGES = ("en", "uk", "ru")
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
    "works": Is.WORK,
    "domains": Is.DOMAIN,
    "known_surnames": Is.FAMILY,
    "offices": Is.OFFICE,
}
_STAGES = {"not": 0, "name": 0, "group": 1, "head": 2}


class Table:
    """The table while it grows; ``flags``, ``party_of``, ``given``, ``phrases`` as ``Lexicon`` has them."""

    def __init__(self) -> None:
        self.flags: dict[str, int] = {}
        self.party_of: dict[str, str] = {}
        self.given: dict[str, str] = {}
        self.given_ru: dict[str, str] = {}
        self.entries: list[tuple[str | int | None, ...]] = []
        self.forms: dict[tuple[str, ...], int] = {}
        self.phrases: dict[str, list[tuple[int, ...]]] = {}

    def finished(self) -> dict[str, Any]:
        """The table; the longest phrase of a first word first, and among equals those that stand alone."""
        groups: dict[tuple[tuple[int, ...], ...], int] = {}
        group_of: dict[str, int] = {}
        for first, phrases in self.phrases.items():
            phrases.sort(key=lambda phrase: (-len(phrase), not self.entries[phrase[0]][5]))
            group_of[first] = groups.setdefault(tuple(phrases), len(groups))
            self.flags[first] = self.flags.get(first, 0) | Is.PHRASE
        return vars(self) | {"forms": list(self.forms), "groups": list(groups), "phrases": group_of}


def compile_lexicon(folder: Path) -> dict[str, Any]:
    """The table from ``data/actors``; the endings of persons' names must be compiled before."""
    data = {path.stem: yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) for path in folder.glob("*.yaml")}
    table = Table()
    for language in LANGUAGES:
        _add_language(table, language, data[language], data["declension"])
    _add_given_names(table, data["given_names"])
    _add_ambiguous(table, data["given_names"]["also_words"])
    table.flags.update(dict.fromkeys('«„“"', Is.MARK))
    return table.finished()


def actors_steps(package: Path) -> list[tuple[list[Path], Path, Any]]:
    """The step for ``tools/compile_tables.py``."""
    folder = package / "reading/data/actors"
    sources = [*sorted(folder.glob("*.yaml")), Path(__file__)]
    return [(sources, package / "reading/tables/actors-lexicon.json", lambda out: _write(out, compile_lexicon(folder)))]


def _write(out: Path, value: Any) -> None:
    out.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def spelled(word: str, declension: dict[str, Any]) -> list[str]:
    """The forms that a word of the data stands for: ``~`` for any noun ending, ``^`` for any adjective ending."""
    if word.endswith("~"):
        return [fold(word[:-1] + ending) for ending in declension["noun"]]
    if word.endswith("^"):
        return [fold(word[:-1] + ending) for ending in declension["adjective"]]
    return [fold(word)]


def _add_language(found: Table, language: str, data: dict[str, Any], declension: dict[str, Any]) -> None:
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
    for words in data.get("not_actors", ()):
        _add_entry(found, {"words": [words], "kind": "group"}, f"{language}/not", declension)
    for kind, group in (("armed-force", "force_heads"), ("authority", "authority_heads")):
        line = {"words": data[group], "kind": kind}
        _add_entry(found, line, f"{language}/head", declension, alone=False)


def _parts(words: str) -> list[str]:
    """The words of a phrase as ``Words`` would cut them, each with its ``~`` or ``^``."""
    parts: list[str] = []
    for part in words.split():
        parts += [fold(part)] if part[-1] in "~^" else Words(part).folded
    return parts


def _add_entry(found: Table, line: dict[str, Any], rule: str, declension: dict[str, Any], alone: bool = True) -> None:
    for words in line["words"]:
        first, *rest = [tuple(spelled(part, declension)) for part in _parts(words)]
        label = words.replace("~", "").replace("^", "")
        named = line.get("name"), line.get("resolved"), line.get("party")
        entry = (f"{rule}/{label}", line["kind"], *named, alone, _STAGES[rule.partition("/")[2]])
        found.entries.append(entry)
        phrase = (len(found.entries) - 1, *(found.forms.setdefault(forms, len(found.forms)) for forms in rest))
        for form in dict.fromkeys(first):
            found.phrases.setdefault(form, []).append(phrase)


def base_names(path: Path) -> set[str]:
    """The given names of the data in the nominative, in both scripts."""
    data = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    rows = [name for sex in ("male", "female") for row in data[sex] for part in row for name in part.split()]
    lists = [name for key, names in data.items() if "_" in key and key != "also_words" for name in names.split()]
    return set(rows) | set(lists)


def _add_given_names(found: Table, data: dict[str, Any]) -> None:
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

    for name in data["latin_any"].split():
        _add_given(found, name, name, Is.MALE | Is.FEMALE)


def _add_ambiguous(found: Table, words: str) -> None:
    for word in words.split():
        key = fold(word)
        found.flags[key] = found.flags.get(key, 0) | Is.ALSO_WORD


def _add_forms(found: Table, name: str, language: str, gender: str, flag: int) -> None:
    for form in person_forms(name, language, cast(Any, gender)):
        _add_given(found, form, name, flag)
        key = fold(form)
        if language == "ru" and found.given[key] != name:
            found.given_ru.setdefault(key, name)


def _add_given(found: Table, form: str, name: str, flag: int) -> None:
    key = fold(form)
    found.flags[key] = found.flags.get(key, 0) | flag
    if key == fold(name) or key not in found.given:
        found.given[key] = name
