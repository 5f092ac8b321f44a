"""Forms of Ukrainian and Russian verbs for the lexicons, from the stem of their past (build time only).

``забрал*`` in a lexicon stands for "забрали", "забрала", "забрало" by itself; the same verb is told of in the masculine
("забрав"), the present, with a passive participle and the impersonal of it ("забрано", "вивезений"), and
by the noun that is made of that ("вивезення", "захвачение"). The infinitive is left out: it is what somebody threatens,
plans or is forced to, seldom what was done. Too many forms do no harm: a form that is no word is never met.
"""

_SHORT = 4
"""Stems of fewer letters have forms that are other words too ("брал*" – "брата")."""
_LABIAL = "бпвмф"
_SOFT: dict[str, dict[str, tuple[str, ...]]] = {
    "uk": {"т": ("ч",), "д": ("дж",), "с": ("ш",), "з": ("ж",), "ст": ("щ",)},
    "ru": {"т": ("ч", "щ"), "д": ("ж", "жд"), "с": ("ш",), "з": ("ж",), "ст": ("щ",)},
}
_SHORTENED: dict[str, tuple[tuple[str, str], ...]] = {
    "uk": (("вез", "віз"), ("нес", "ніс"), ("тек", "тік"), ("греб", "гріб"), ("вел", "вів")),
}
"""Endings of stems whose vowel changes in the masculine."""
_LONG = {
    "uk": ("но", "ний", "на", "не", "ні", "ного", "ному", "ним", "них", "ними", "ної", "ній", "ну", "ною"),
    "ru": ("н", "на", "но", "ны"),
}


def verb_forms(stem: str, language: str) -> tuple[set[str], set[str]]:
    """Exact forms, and prefixes of forms, of the verb whose past begins with ``stem`` (without its ``*``)."""
    if language not in _SOFT:
        return set(), set()
    for ending, masculine in _SHORTENED.get(language, ()):
        if stem.endswith(ending):
            return {stem.removesuffix(ending) + masculine}, set()
    base = stem.removesuffix("л")
    if base == stem or len(base) < 2:
        return set(), set()
    exact = _past(base, language)
    if len(base) < _SHORT:
        return exact, set()
    last = base[-1]
    if last in "ая":
        return exact | _of_a(base, language), {base + "нн"} if language == "ru" or base[-3:] in (
            "ува",
            "юва",
        ) else set()
    if last == "и":
        soft = {each + "ен" for each in _softened(base[:-1], language)}
        return exact | _participles_in_t(base, language) | _present_of_i(base[:-1], language), soft
    if last in "уіеы":
        present = {base[:-1] + ending for ending in ("е", "уть", "ут", "ет")} if last == "у" else set()
        return exact | present | _participles_in_t(base, language), {base[:-1] + "ен"} if last == "у" else set()
    if last in "зскгбт":
        present = {base + each for each in (("уть", "е") if language == "uk" else ("ут", "ет"))}
        return exact | present, {base + "ен"}
    return exact, set()


def _past(base: str, language: str) -> set[str]:
    """The masculine of the past, where it does not begin with the stem itself."""
    last = base[-1]
    if last == "ш":
        return {base + ("ов" if language == "uk" else "ел")}
    if last in "зскгбр":
        return {base}
    return {base + "в"} if language == "uk" and last not in "о" else set()


def _participles_in_t(base: str, language: str) -> set[str]:
    """The participles in -т- ("вбитий", "взято", "убиты")."""
    endings = ("тий", "та", "ті", "то", "тих", "того") if language == "uk" else ("т", "та", "то", "ты")
    return {base + ending for ending in endings}


def _of_a(base: str, language: str) -> set[str]:
    """Present and participles of a verb in -ати, -ать."""
    found = _participles_in_t(base, language) | {base + ending for ending in _LONG[language]}
    endings = ("є", "ють", "ючи", "ємо", "ться", "ються") if language == "uk" else ("ет", "ют", "я", "ется", "ются")
    stem = base
    if base.endswith(("ува", "юва", "ова", "ева")):
        stem = base[:-3] + ("ю" if base[-3] in "юе" else "у")
    elif base.endswith("ава"):
        stem = base[:-2]
    return found | {stem + ending for ending in endings}


def _present_of_i(root: str, language: str) -> set[str]:
    labial = "л" if root[-1:] and root[-1] in _LABIAL and language == "uk" else ""
    endings = ("ять", "ать", "ить") if language == "uk" else ("ят", "ат", "ит")
    return {root + (labial if ending[0] in "я" else "") + ending for ending in endings}


def _softened(root: str, language: str) -> set[str]:
    """The root before the -ен- of a participle: "пошкод" – "пошкодж", "захват" – "захвач"."""
    if root and root[-1] in _LABIAL:
        return {root + "л"}
    for ending in (root[-2:], root[-1:]):
        if ending in _SOFT[language]:
            return {root.removesuffix(ending) + soft for soft in _SOFT[language][ending]} | {root}
    return {root}
