"""People named by their office alone ("the Foreign Secretary", "a police spokesman"), and states that act ("Syria has
accused …", "pressed Russia to …"). Both stand in English, whose articles and word order show them.

An office is a mention of a person without a name: it says who spoke or acted, and makes nobody known by name.
"""

from witnessmark.reading.actors.lexicon import Is
from witnessmark.reading.actors.marks import Marks, Mention
from witnessmark.reading.actors.scene import Scene
from witnessmark.reading.speech.cues import cues

_DETERMINERS = frozenset("the a an his her their its our my another one this that".split())
_REACH = 6
"""Words between an article and the office."""
_OF_OFFICE = frozenset({"of", "for", "to"})
_VERBS = frozenset(
    """has have had is was will would can could may might must should does did do remains wants needs plans agreed
    denies denied insists backs supports opposes continues""".split()
)
_PRESSED = frozenset(
    """by including notably pressed urged accused warned asked told condemned blamed criticised criticized called pushed
    accuses urges warns blames""".split()
)
_WHERE = frozenset(
    "in of from to at into across inside near within throughout via towards toward leaving left outside around".split()
)


def find_offices(scene: Scene, marks: Marks) -> None:
    """Offices with an article or in capitals, where no name stands beside them."""
    for index in scene.flagged:
        if scene.flags[index] & Is.OFFICE and marks.holder[index] is None:
            if scene.has(index + 1, Is.OFFICE | Is.TITLE) and scene.near(index):
                continue
            first = _office_from(scene, marks, index)
            last = _office_to(scene, index)
            if first is None or (last < len(scene) and _is_person(marks, last) and scene.near(last - 1)):
                continue
            marks.add(Mention(first, last, "person", "office", generic=True))


def _office_from(scene: Scene, marks: Marks, index: int) -> int | None:
    """Where the words of an office begin, without the article, or None where neither article nor capitals show one."""
    first = index
    while first > 0 and index - first < _REACH and scene.near(first - 1):
        before = first - 1
        if scene.folded[before] in _DETERMINERS:
            return first
        held = marks.holder[before]
        if held is not None and held.kind == "person" and not held.generic:
            return first if scene.ends[before] - scene.end(before) == 2 else None
        describes = scene.flags[before] & (Is.ADJECTIVE | Is.MODIFIER | Is.TITLE | Is.OFFICE | Is.OCCUPATION)
        if not (scene.capital[before] or describes or held is not None or scene.folded[before] in _MODIFIERS):
            break
        first = before
    while first < index and scene.flags[first] & Is.NOT_NAME:
        first += 1
    in_capitals = all(scene.capital[at] for at in range(first, index + 1)) and index > first
    return first if in_capitals else None


_MODIFIERS = frozenset("new former deputy senior chief acting top vice lead foreign defence defense".split())


def _office_to(scene: Scene, index: int) -> int:
    """The end of an office with what it is of: "Minister for the Middle East"."""
    last = index + 1
    at = last
    if at < len(scene) and scene.folded[at] in _OF_OFFICE and scene.near(at - 1):
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
    """Countries that act or are pressed to: before a finite verb, after "by" or "accused"."""
    say = cues().say
    for index, kind in scene.places.items():
        if kind != "country" or marks.holder[index] is not None or (index + 1) in scene.places:
            continue
        first = index
        while first - 1 in scene.places and scene.near(first - 1):
            first -= 1
        if scene.folded[first][0] > "\u0400" or not marks.free(first, index + 1):
            continue
        before = scene.folded[first - 1] if first else ""
        if before == "the" and first > 1:
            before = scene.folded[first - 2]
        after = scene.folded[index + 1] if index + 1 < len(scene) and scene.near(index) else ""
        owns = scene.ends[index] - scene.end(index) == 2
        acts = after in _VERBS or (after in say and after.endswith(("s", "ed", "said")))
        if before in _PRESSED or (before not in _WHERE and acts and not owns):
            marks.add(Mention(first, index + 1, "authority", "state"))
