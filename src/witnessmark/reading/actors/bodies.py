"""Units and bodies: numbered units, and words for an organisation with what belongs to its name."""

import re

from witnessmark.model.record import ActorKind
from witnessmark.reading.actors.lexicon import Is
from witnessmark.reading.actors.marks import Marks, Mention
from witnessmark.reading.actors.quoted import quoted
from witnessmark.reading.actors.scene import CLOSE, OPEN, Scene

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_NUMBER = re.compile(r"(?:\d{1,4}(?:-?[^\W\d_]{1,3})?|first|second|third|fourth|fifth)\Z")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_ADJECTIVE_END = re.compile(r"(?:ий|ій|ого|ому|им|ім|а|ої|у|ою|е|і|их|ими|ый|ой|ая|ую|ое|ые|ых|ыми|ого)\Z")
_OF_A_PLACE = re.compile(r"[сц]ь?к(?:ий|ого|ому|им|ім|а|ої|ій|у|ою|е|ая|ой|ую|ое|ом)\Z")
_OF_NO_PLACE = (
    "міськ",
    "сільськ",
    "громадськ",
    "цивільн",
    "дитяч",
    "городск",
    "сельск",
    "гражданск",
    "общественн",
    "женск",
)
_NO_ADJECTIVE = Is.NOT_NAME | Is.TITLE | Is.OCCUPATION
_BORNE_BY_BODIES = tuple(
    """апеляційн антимонопольн верховн конституційн генеральн апелляцион антимонопольн верховн конституцион
    генеральн""".split()
)
_GENITIVES = (
    "ів",
    "ей",
    "ій",
    "ань",
    "ень",
    "ок",
    "ї",
    "и",
    "і",
    "а",
    "я",
    "у",
    "ов",
    "ий",
    "ых",
    "их",
    "ої",
    "й",
    "ого",
)
_MIDDLE = frozenset("of for the and & in on to".split())


def find_units(scene: Scene, marks: Marks) -> None:
    """Units: "the 5th Slobozhan Brigade", "полк «Азов»", "division J9 of “Kraken”"."""
    for index in scene.flagged:
        flag = scene.flags[index]
        if not flag & Is.UNIT:
            continue
        start, numbered, named = _unit_before(scene, marks, index)
        stop, after = _name_after(scene, marks, index + 1)
        strong = bool(flag & Is.UNIT_STRONG)
        if (
            not (numbered and (strong or named or after or start < index))
            and not (strong and (named or after))
            and not after
        ):
            continue
        if not strong and not numbered and not (after and scene.text[scene.starts[stop - 1]] in CLOSE):
            continue
        marks.add(Mention(start, stop, "unit", "unit"))


def _unit_before(scene: Scene, marks: Marks, index: int) -> tuple[int, bool, bool]:
    """Adjectives, names and a number before a unit's noun: where they begin, whether a number and a name are there."""
    start, numbered, named = index, False, False
    while start > 0 and index - start < 8 and scene.near(start - 1) and marks.holder[start - 1] is None:
        word = scene.folded[start - 1]
        if _NUMBER.match(word) or _ROMAN.match(scene.word(start - 1)):
            numbered = True
            start -= 1
            break
        if scene.text[scene.starts[start - 1]] in CLOSE and start > 2:
            opened = start - 2
            while opened > max(start - 6, 0) and scene.text[scene.starts[opened]] not in OPEN:
                opened -= 1
            if scene.text[scene.starts[opened]] in OPEN and scene.capital[opened + 1]:
                named, start = True, opened
                continue
            break
        if scene.flags[start - 1] & (Is.UNIT_WORD | Is.ADJECTIVE) or (
            scene.capital[start - 1] and not scene.flags[start - 1] & Is.NOT_NAME
        ):
            named = named or scene.capital[start - 1]
            start -= 1
            continue
        break
    while start < index and not numbered and scene.folded[start] in {"and", "i"}:
        start += 1
    return start, numbered, named


def _name_after(scene: Scene, marks: Marks, at: int) -> tuple[int, bool]:
    """A name or number after a noun: "«Азов»", "J9 of “Kraken”", "№ 3057", "Азов"; its end, and whether it is there."""
    count = len(scene)
    if at >= count or not scene.near(at - 1):
        return at, False
    char = scene.text[scene.starts[at]]
    if char in OPEN:
        closed = quoted(scene, at)
        return (closed, True) if closed else (at, False)
    if char in "№#" and at + 1 < count and scene.folded[at + 1][:1].isdigit():
        return at + 2, True
    word = scene.word(at)
    if any(letter.isdigit() for letter in word) and word[0].isupper():
        if at + 2 < count and scene.folded[at + 1] == "of" and (closed := quoted(scene, at + 2)):
            return closed, True
        return at + 1, True
    if (
        scene.capital[at]
        and marks.holder[at] is None
        and at not in scene.places
        and not scene.flags[at] & Is.NOT_NAME
        and not scene.opens(at)
        and _CYRILLIC.match(word)
    ):
        return at + 1, True
    return at, False


def find_organisations(scene: Scene, marks: Marks) -> None:
    """Words for an organisation with what belongs to their name."""
    for index in scene.flagged:
        if not scene.flags[index] & Is.ORGANISATION or index in scene.things:
            continue
        held = marks.holder[index]
        if held is None or held.kind != "person":
            if _CYRILLIC.match(scene.text[scene.starts[index]]):
                _cyrillic_organisation(scene, marks, index)
            elif scene.capital[index]:
                _english_organisation(scene, marks, index)


def _kind(flag: int) -> ActorKind:
    if flag & Is.ARMED:
        return "armed-force"
    return "authority" if flag & Is.AUTHORITY else "organisation"


def _english_organisation(scene: Scene, marks: Marks, index: int) -> None:
    """ "Ministry of Defence of Ukraine", "Kharkiv Regional Prosecutor's Office": capitals and what joins them."""
    start = index
    while start > 0 and scene.near(start - 1) and _joins(scene, marks, start - 1):
        start -= 1
    while start < index and (
        scene.folded[start] in _MIDDLE
        or (scene.flags[start] & (Is.NOT_NAME | Is.TITLE) and scene.folded[start] not in {"general", "first"})
    ):
        start += 1
    stop = index + 1
    while stop < len(scene) and scene.near(stop - 1):
        if _part(scene, marks, stop):
            stop += 1
            continue
        ahead = stop
        while (
            ahead < len(scene)
            and scene.folded[ahead] in {"of", "for", "the", "and", "&", "on"}
            and ahead - stop < 2
            and scene.near(ahead)
        ):
            ahead += 1
        if (
            ahead > stop
            and scene.folded[stop] in {"of", "for", "&", "on", "and"}
            and ahead < len(scene)
            and _part(scene, marks, ahead)
        ):
            if scene.folded[stop] == "and" and not _and_belongs(scene, index, stop):
                break
            stop = ahead + 1
            continue
        break
    if stop - start > 1:
        marks.add(Mention(start, stop, _kind(scene.flags[index]), "en/organisation"))


def _and_belongs(scene: Scene, index: int, at: int) -> bool:
    return "of" in scene.folded[index:at] and at - index <= 3 and not scene.flags[at + 1] & Is.ORGANISATION


def _joins(scene: Scene, marks: Marks, at: int) -> bool:
    if _part(scene, marks, at):
        return True
    return scene.folded[at] in {"and", "&"} and at > 0 and _part(scene, marks, at - 1)


def _part(scene: Scene, marks: Marks, at: int) -> bool:
    held = marks.holder[at]
    if held is not None and (held.kind == "person" or held.kind == "unit"):
        return False
    return scene.capital[at] and not scene.flags[at] & Is.NOT_NAME


def _cyrillic_organisation(scene: Scene, marks: Marks, index: int) -> None:
    """ "Рівненський міський суд", "міністерство оборони України", "компанія «Зоря»"."""
    start = index
    while (
        start > 0
        and index - start < 4
        and scene.near(start - 1)
        and marks.holder[start - 1] is None
        and _agreeing(scene, start - 1, scene.capital[start])
    ):
        start -= 1
    while start < index and not scene.capital[start] and not _OF_A_PLACE.search(scene.folded[start]):
        start += 1
    stop, solid = index + 1, index + 1
    named = False
    while stop < len(scene) and stop - index < 10 and scene.near(stop - 1):
        char = scene.text[scene.starts[stop]]
        if char in OPEN:
            closed = quoted(scene, stop)
            if closed is None:
                break
            stop = solid = closed
            named = True
            break
        held = marks.holder[stop]
        if (
            held is not None
            and held.kind == "person"
            and scene.folded[stop - 1] not in {"імені", "ім", "имени", "им", "."}
        ):
            break
        if scene.capital[stop] and not scene.flags[stop] & (Is.NOT_NAME | Is.TITLE):
            stop += 1
            solid, named = stop, True
            continue
        if scene.flags[stop] & Is.TAIL or (
            (scene.folded[stop].endswith(("ої", "их", "ого", "ной", "ых", "ской", "ского", "ому", "им")))
            and len(scene.folded[stop]) > 5
        ):
            content = scene.flags[stop] & Is.TAIL and len(scene.folded[stop]) > 3
            stop += 1
            solid = stop if content else solid
            continue
        break
    if solid == index + 1 and scene.flags[index] & Is.AUTHORITY and (state := _of_a_state(scene, index + 1)):
        solid, named = state, True
    proper = scene.capital[start] and (not scene.opens(start) or (start < index and _belongs(scene, start, index)))
    if (
        not named
        and not proper
        and not (solid > index + 1 and scene.flags[index] & Is.AUTHORITY)
        and not scene.shouts(index)
    ):
        return
    if not named and solid == index + 1 and start == index and not scene.shouts(index):
        return
    marks.add(Mention(start, solid, _kind(scene.flags[index]), "cyrillic/organisation"))


def _belongs(scene: Scene, start: int, index: int) -> bool:
    """Whether the capital that begins a sentence would stand inside it too: the adjective of a place before an
    authority ("Рівненська обласна рада"), or one that courts and bodies of the state bear as a name."""
    word = scene.folded[start]
    if word.startswith(_BORNE_BY_BODIES):
        return True
    return (
        bool(scene.flags[index] & Is.AUTHORITY)
        and _OF_A_PLACE.search(word) is not None
        and not word.startswith(_OF_NO_PLACE)
    )


def _of_a_state(scene: Scene, at: int) -> int | None:
    """The end of "доходів і зборів України" after a ministry: words in small letters up to the name of a country."""
    for here in range(at, min(at + 6, len(scene))):
        if not scene.near(here - 1):
            return None
        if scene.places.get(here) == "country":
            return here + 1 if here > at else None
        if scene.capital[here] or not scene.folded[here].endswith(_GENITIVES):
            return None
    return None


def _agreeing(scene: Scene, at: int, next_capital: bool) -> bool:
    """Whether a word before a noun looks like its adjective and belongs to its name."""
    if not _ADJECTIVE_END.search(scene.folded[at]) or len(scene.folded[at]) < 5 or scene.flags[at] & _NO_ADJECTIVE:
        return False
    if scene.capital[at]:
        return not scene.flags[at] & (Is.MALE | Is.FEMALE)
    return not next_capital and bool(re.search(r"(?:[сц]ь?к|н)\w{1,3}\Z", scene.folded[at]))
