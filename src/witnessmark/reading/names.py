"""The forms that a person's name takes: cases in Ukrainian and Russian, and Latin spellings of each.

Meant for finding a name again, for instance to keep it out of a release: it gives too many forms rather than too few. A
match on a form is a candidate, never proof that two people are one.
"""

from functools import cache, lru_cache
from typing import Any, Literal

from witnessmark.reading.compiled import compiled
from witnessmark.reading.declension import Rule, decline, parts_of, rule_for, together
from witnessmark.reading.places.romanise import romanisations

Gender = Literal["m", "f"]


@cache
def _rules(language: str) -> dict[Gender, list[Rule]]:
    data: dict[str, Any] = compiled("actors-person_endings")
    return data[language]  # type: ignore[no-any-return]


@lru_cache(maxsize=4096)
def person_forms(name: str, language: str, gender: Gender | None = None) -> frozenset[str]:
    """Every case form of a person's full name or part of one, itself included. ``language`` is "uk" or "ru"; any other
    gives the name alone. Without ``gender`` both are tried."""
    forms = {name}
    if language not in ("uk", "ru") or not any("\u0400" <= letter <= "\u04ff" for letter in name):
        return frozenset(forms)
    words, joiners = parts_of(name)
    for each in ("m", "f") if gender is None else (gender,):
        columns = [_column(word, language, each) for word in words]
        forms |= together(columns, joiners)
    return frozenset(form for form in forms if form.strip())


def _column(word: str, language: str, gender: Gender) -> list[tuple[str, ...]]:
    rule = rule_for(word, _rules(language)[gender])
    if rule is None or len(word.strip(".")) < 2 or word.endswith("."):
        return [(word,)] * 7
    return decline(word, rule)


def name_variants(name: str) -> frozenset[str]:
    """Every form of a person's name that a text in Cyrillic or Latin script may use: cases in both languages, and the
    Latin spellings of the base form and of each case form."""
    cyrillic = person_forms(name, "uk") | person_forms(name, "ru")
    return frozenset(latin for form in cyrillic for latin in romanisations(form)) | cyrillic
