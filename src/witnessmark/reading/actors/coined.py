"""Names that their form tells: acronyms, words put together from parts of words («Держрезерв»), Latin words and
addresses of web sites in a Cyrillic text."""

import re
from collections.abc import Iterator

from witnessmark.reading.actors.lexicon import Is
from witnessmark.reading.actors.marks import Marks, Mention
from witnessmark.reading.actors.scene import Scene

_ROMAN = re.compile(r"[IVXLCІХС]+\Z")
_INNER_CAPITAL = re.compile(r"\A(?!Мак|Мц|Мк|Де|Ди|Ді|Фіц|Фиц)\w*[^\W\d_A-ZА-ЯІЇЄҐ][А-ЯІЇЄҐ]\w*\Z")
"""A capital after a small letter: «ЗакДУ»; not the prefixes of surnames («МакКінлі»)."""
_GIVEN = Is.MALE | Is.FEMALE
_JOINERS = frozenset("of the and for to in de la & -".split())
_OF_ADDRESS = frozenset("/.@")
_NOT_BODIES = Is.NOT_ACTOR | Is.PARTY | Is.NOT_NAME


def find_acronyms(scene: Scene, marks: Marks) -> None:
    """Words of two to seven capitals that no list excludes: short names of bodies. Not in texts all in capitals."""
    text, starts = scene.text, scene.starts
    shouting = [
        index
        for index in scene.capitals
        if text[starts[index] + 1 : starts[index] + 2].isupper() and scene.shouts(index)
    ]
    if len(shouting) > 0.4 * max(len(scene.capitals), 1) and len(shouting) > 10:
        return
    for index in shouting:
        word = scene.word(index)
        if not 2 <= len(word) <= 7 or not word.isalpha() or _ROMAN.match(word):
            continue
        if index in scene.places or marks.holder[index] is not None or scene.flags[index] & _NOT_BODIES:
            continue
        beside = (index > 0 and scene.near(index - 1) and scene.shouts(index - 1)) or (
            scene.near(index) and scene.shouts(index + 1)
        )
        numbered = index > 0 and scene.folded[index - 1][0].isdigit() and scene.near(index - 1)
        if not beside and not numbered and index not in scene.things:
            marks.add(Mention(index, index + 1, "organisation", "acronym"))


def find_compounds(scene: Scene, marks: Marks) -> None:
    """Words such as «Мінекономіки», «Укрзалізниця», «Госдепартамент»: a first part and a second that the data
    know as ``compounds``."""
    compound = scene.lexicon.compound
    for index in scene.capitals:
        word = scene.folded[index]
        if word[0] < "\u0400" or len(word) < 4 or index in scene.things or marks.holder[index] is not None:
            continue
        put_together = len(word) > 5 and compound.match(word) and not scene.flags[index] & _GIVEN
        if put_together or (_INNER_CAPITAL.search(scene.word(index)) and index not in scene.places):
            marks.add(Mention(index, index + 1, "organisation", "compound"))


def find_latin_names(scene: Scene, marks: Marks) -> None:
    """Names in Latin letters in a Cyrillic text: in brackets after a name another spelling of it, else a body."""
    if not scene.cyrillic():
        return
    for first, last in _latin_runs(scene, marks):
        bracket = first > 1 and scene.folded[first - 1] == "("
        before = marks.holder[first - 2] if bracket else None
        if bracket and before is None:
            continue
        kind = before.kind if before is not None else "organisation"
        given = next((at for at in range(first, last) if scene.flags[at] & _GIVEN), None)
        if kind == "person" or (given is not None and last - first > 1):
            marks.add(Mention(first, last, "person", "person/latin", given=given, family=last - 1))
        else:
            marks.add(Mention(first, last, kind, "latin-name"))


def _latin_runs(scene: Scene, marks: Marks) -> Iterator[tuple[int, int]]:
    done, folded = 0, scene.folded
    for index in scene.capitals:
        if index < done or not _latin(scene, marks, index) or scene.flags[index] & _NOT_BODIES:
            continue
        last = index + 1
        while last < len(scene) and scene.near(last - 1) and (_latin(scene, marks, last) or folded[last] in _JOINERS):
            last += 1
        while folded[last - 1] in _JOINERS:
            last -= 1
        done = last
        if scene.ends[last - 1] - scene.starts[index] > 2 and not _ROMAN.match(scene.word(index)):
            yield index, last


def _latin(scene: Scene, marks: Marks, index: int) -> bool:
    return (
        "A" <= scene.text[scene.starts[index]] <= "Z"
        and scene.folded[index].replace("-", "").isalpha()
        and scene.folded[index][-1] < "\u0400"
        and marks.holder[index] is None
        and index not in scene.places
        and index not in scene.things
    )


def find_web_sites(scene: Scene, marks: Marks) -> None:
    """ "NEWSru.com", "Лента.ру": the name of a site as the name of who keeps it."""
    folded, starts, ends = scene.folded, scene.starts, scene.ends
    for index in scene.flagged:
        if not scene.flags[index] & Is.DOMAIN or index < 2 or folded[index - 1] != ".":
            continue
        begin, end = starts[index - 2], ends[index]
        whole = ends[index - 2] == starts[index - 1] and ends[index - 1] == starts[index]
        if whole and scene.text[begin - 1 : begin] not in _OF_ADDRESS and scene.text[end : end + 1] != "/":
            marks.add(Mention(index - 2, index + 1, "organisation", "web-site"))
