"""People named by their office alone ("the Foreign Secretary", "a police spokesman"), and states that act ("Syria has
accused …", "pressed Russia to …"). Both stand in English, whose articles and word order show them.

An office is a mention of a person without a name: it says who spoke or acted, and makes nobody known by name.
"""

from functools import cache
from typing import NamedTuple

from witnessmark.reading.actors.lexicon import Is
from witnessmark.reading.actors.marks import Marks, Mention
from witnessmark.reading.actors.scene import Scene
from witnessmark.reading.compiled import compiled
from witnessmark.reading.speech.cues import cues

_REACH = 6
"""Words between an article and the office."""


class _Words(NamedTuple):
    """The words of ``data/actors/offices.yaml``, which says what each list is for."""

    determiners: frozenset[str]
    of_office: frozenset[str]
    modifiers: frozenset[str]
    verbs: frozenset[str]
    pressed: frozenset[str]
    dealings: frozenset[str]
    with_parties: frozenset[str]
    asked_for: frozenset[str]
    stances: frozenset[str]
    where: frozenset[str]


@cache
def _words() -> _Words:
    return _Words(**{name: frozenset(words) for name, words in compiled("actors-offices").items()})


def find_offices(scene: Scene, marks: Marks) -> None:
    """Offices with an article or in capitals, where no name stands beside them."""
    for index in scene.flagged:
        if scene.flags[index] & Is.OFFICE and marks.holder[index] is None:
            if scene.has(index + 1, Is.OFFICE | Is.TITLE) and scene.near(index):
                continue
            last = _office_to(scene, index)
            first = _office_from(scene, marks, index)
            if first is None and last > index + 1 and scene.capital[index]:
                first = index  # "Minister for the Middle East", whose field stands in capitals after it
            if first is None or (last < len(scene) and _is_person(marks, last) and scene.near(last - 1)):
                continue
            marks.add(Mention(first, last, "person", "office", generic=True))


def _office_from(scene: Scene, marks: Marks, index: int) -> int | None:
    """Where the words of an office begin, without the article, or None where neither article nor capitals show one."""
    known = _words()
    first = index
    while first > 0 and index - first < _REACH and scene.near(first - 1):
        before = first - 1
        if scene.folded[before] in known.determiners:
            return first
        held = marks.holder[before]
        if held is not None and held.kind == "person" and not held.generic:
            return first if scene.ends[before] - scene.end(before) == 2 else None
        describes = scene.flags[before] & (Is.ADJECTIVE | Is.MODIFIER | Is.TITLE | Is.OFFICE | Is.OCCUPATION)
        if not (scene.capital[before] or describes or held is not None or scene.folded[before] in known.modifiers):
            break
        first = before
    while first < index and scene.flags[first] & Is.NOT_NAME:
        first += 1
    in_capitals = all(scene.capital[at] for at in range(first, index + 1)) and index > first
    return first if in_capitals else None


def _office_to(scene: Scene, index: int) -> int:
    """The end of an office with what it is of: "Minister for the Middle East"."""
    last = index + 1
    at = last
    if at < len(scene) and scene.folded[at] in _words().of_office and scene.near(at - 1):
        at += 1
        if at < len(scene) and scene.folded[at] == "the":
            at += 1
        while at < len(scene) and scene.capital[at] and scene.near(at - 1):
            at += 1
            last = at
    return last


def _is_person(marks: Marks, index: int) -> bool:
    held = marks.holder[index]
    return held is not None and held.kind == "person" and not held.generic


def find_states(scene: Scene, marks: Marks) -> None:
    """Countries that act, are pressed to, or deal with one another: before a finite verb, after "by", "accused" or
    "talks with", and what is joined to such a one by "and"."""
    countries = sorted(
        index
        for index, kind in scene.places.items()
        if kind == "country" and (index + 1) not in scene.places and scene.folded[index][0] <= "\u0400"
    )
    named: set[int] = set()
    for index in countries:
        if marks.holder[index] is not None:
            continue
        first = index
        while first - 1 in scene.places and scene.near(first - 1):
            first -= 1
        if not marks.free(first, index + 1):
            continue
        at = first - 1 if first and scene.folded[first - 1] == "the" else first
        joined = scene.places.get(at - 2) == "country" and scene.folded[at - 1] in {"and", "or"}
        if at - 2 in named if joined else _acts(scene, at, index):
            marks.add(Mention(first, index + 1, "authority", "state"))
            named.add(index)


def _acts(scene: Scene, at: int, last: int) -> bool:
    """Whether the words around a country, ``at`` to ``last``, speak of a state and not of its land."""
    say, known = cues().say, _words()
    before = scene.folded[at - 1] if at else ""
    after = scene.folded[last + 1] if last + 1 < len(scene) and scene.near(last) else ""
    if before in known.pressed or (before in known.with_parties and at > 1 and scene.folded[at - 2] in known.dealings):
        return True
    if before == "for" and at > 1 and scene.folded[at - 2] in known.asked_for:
        return True
    if scene.ends[last] - scene.end(last) == 2:
        return after in known.stances
    return before not in known.where and (
        after in known.verbs or (after in say and after.endswith(("s", "ed", "said")))
    )
