"""Cyrillic names in Latin letters: the official way, and all the other ways that reports use.

The official system is that of Resolution 55 of the Cabinet of Ministers of Ukraine (27 January 2010). It can't be
turned back. Every system is a table in ``data/places/romanisation.yaml``.
"""

import re
from functools import cache, lru_cache
from typing import Any

from witnessmark.reading.declension import Rule, decline, parts_of, rule_for, together
from witnessmark.reading.draft import APOSTROPHES
from witnessmark.reading.places.tables import load

System = str
UKRAINIAN = ("kmu_2010", "bgn_1965_uk", "loose_uk", "plain_j", "german", "polish", "scientific")
RUSSIAN = ("bgn_ru", "plain_ru", "passport_ru")
_FALLBACK = {**dict.fromkeys(UKRAINIAN, "kmu_2010"), **dict.fromkeys(RUSSIAN, "bgn_ru")}
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_APOSTROPHE = re.compile(f"(?<=[\u0400-\u04ff])[{APOSTROPHES}](?=[\u0400-\u04ff])")


@cache
def _system(name: System) -> tuple[dict[str, str], dict[str, str], dict[str, str], re.Pattern[str]]:
    data = load("romanisation")
    own, base = data[name], data[_FALLBACK[name]]
    letters = {**base["letters"], **own["letters"]}
    start = {letter: own["letters"].get(letter, to) for letter, to in base["start"].items()} | own["start"]
    pairs = base["pairs"] if name in ("kmu_2010", "bgn_ru") else own["pairs"]
    units = sorted([*pairs, *letters], key=len, reverse=True)
    return letters, start, pairs, re.compile("|".join(units), re.IGNORECASE)


def romanise(text: str, system: System = "kmu_2010") -> str:
    """``text`` with its Cyrillic letters written in Latin ones; everything else stays. Raises ``KeyError`` for a system
    that the data does not name."""
    letters, start, pairs, pattern = _system(system)
    text = _APOSTROPHE.sub("", text)

    def write(match: re.Match[str]) -> str:
        unit = match.group()
        low = unit.lower()
        begin = match.start()
        first = begin == 0 or not text[begin - 1].isalpha()
        out = pairs.get(low)
        if out is None:
            out = start.get(low, letters[low]) if first else letters[low]
        elif first and low[0] in start:
            out = start[low[0]] + out[len(letters[low[0]]) :]
        if unit[0].islower():
            return out
        following = text[match.end() : match.end() + 1]
        shouted = len(out) > 1 and (
            following.isupper() or (not following.isalpha() and text[begin - 1 : begin].isupper())
        )
        return out.upper() if shouted else out[:1].upper() + out[1:]

    return pattern.sub(write, text)


@lru_cache(maxsize=4096)
def romanisations(name: str) -> frozenset[str]:
    """Every Latin form of a Cyrillic name that reports are known to use, in the case of ``name``; a name without
    Cyrillic letters gives itself."""
    if not _CYRILLIC.search(name):
        return frozenset({name})
    forms = {romanise(name, system) for system in UKRAINIAN + RUSSIAN}
    forms |= {loosened for form in forms for loosened in _loosened(form)}
    return frozenset(forms)


_LOOSE = (
    (re.compile("iia\\b"), "ia"),
    (re.compile("iya\\b"), "ia"),
    (re.compile("ii\\b"), "iy"),
    (re.compile("ii\\b"), "i"),
    (re.compile("y[iy]\\b"), "y"),
    (re.compile("zhzh"), "zh"),
    (re.compile("(?<=[^aeiouy])yu"), "u"),
    (re.compile("iu"), "u"),
    (re.compile("(?<=[^aeiouy])ia"), "ya"),
    (re.compile("oye\\b"), "oe"),
    (re.compile("shch"), "sch"),
    (re.compile("kh"), "h"),
)


def _loosened(form: str) -> set[str]:
    """What a hurried hand makes of a Latin form, one change at a time: Zaporizhia, Serhiy, Izum."""
    return {changed for pattern, to in _LOOSE if (changed := pattern.sub(to, form)) != form}


_SKELETON = (
    ("shch", "S"),
    ("sch", "S"),
    ("zgh", "zh"),
    ("zh", "Z"),
    ("kh", "h"),
    ("sh", "X"),
    ("ch", "C"),
    ("tz", "ts"),
    ("ts", "c"),
    ("w", "v"),
    ("x", "h"),
    ("g", "h"),
    ("j", "i"),
    ("y", "i"),
    ("'", ""),
    ("’", ""),
)
_RUN = re.compile("i{2,}")
_GLIDE = re.compile("i(?=[aeou])")
_DOUBLE = re.compile(r"(.)\1")


def skeleton(name: str) -> str:
    """A key that is the same for the usual romanisations of one name (Izium, Izyum, Izum); different names may share
    it, so it proposes and never decides. Cyrillic is romanised first."""
    key = romanise(name).lower() if _CYRILLIC.search(name) else name.lower()
    for old, new in _SKELETON:
        key = key.replace(old, new)
    key = _GLIDE.sub("", _RUN.sub("i", key))
    return _DOUBLE.sub(r"\1", key.removesuffix("i") if len(key) > 3 else key)


@cache
def _place_rules(language: str) -> tuple[list[Rule], list[Rule], dict[str, Rule], frozenset[str]]:
    data: Any = load("endings")
    whole: dict[str, Rule] = {rule[0].lower(): [form.lower() for form in rule] for rule in data["whole"]}
    return data[language]["last"], data[language]["first"], whole, frozenset(map(str.lower, data["undeclined"]))


@lru_cache(maxsize=4096)
def inflections(name: str, language: str) -> frozenset[str]:
    """Every case form of a place name in ``language`` ("uk" or "ru"), itself included; other languages give it
    alone."""
    if language not in ("uk", "ru") or not _CYRILLIC.search(name):
        return frozenset({name})
    last, first, whole, undeclined = _place_rules(language)
    if name.lower() in undeclined:
        return frozenset({name})
    words, joiners = parts_of(_APOSTROPHE.sub("'", name))
    columns: list[list[tuple[str, ...]]] = []
    for index, word in enumerate(words):
        if irregular := whole.get(word.lower()):
            shown = [form.title() if word[:1].isupper() else form for form in irregular]
            columns.append([tuple(form.split("|")) for form in shown])
            continue
        final = index == len(words) - 1
        hyphen = not final and joiners[index] != " "
        fixed = hyphen and word[-1:] in "оеюуиОЕЮУИ"
        rule = None if fixed or len(word) < 3 else (None if final else rule_for(word, first)) or rule_for(word, last)
        forms: list[tuple[str, ...]] = [(word,)] * 6 if rule is None else decline(word, rule)
        columns.append([(*dict.fromkeys((*options, word)),) for options in forms] if hyphen else forms)
    return frozenset(together(columns, joiners)) | {name}
