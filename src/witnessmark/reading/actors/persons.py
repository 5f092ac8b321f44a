"""Persons: given names, patronymics, initials, titles and surnames in runs of capitalised words."""

import re

from witnessmark.reading.actors.lexicon import Is
from witnessmark.reading.actors.marks import Marks, Mention
from witnessmark.reading.actors.runs import PARTICLES, name_like, runs
from witnessmark.reading.actors.scene import Scene
from witnessmark.reading.actors.strangers import find_again, find_recurring, unknown_names

_GIVEN = Is.MALE | Is.FEMALE
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_MOST_WORDS = 4
_PLACE_LEADS = frozenset(
    "the in near north south east west northern southern eastern western northeast northwest southeast southwest"
    " central downtown upstate".split()
)
"""Words before a place that hardly stand before a given name."""


def find_persons(scene: Scene, marks: Marks) -> None:
    """Add every person named with a given name, initials or a title, then those named by surname alone."""
    candidates = list(runs(scene))
    for first, last in candidates:
        _in_run(scene, marks, first, last)
    find_again(scene, marks, candidates)
    if scene.cyrillic():
        find_recurring(scene, marks, candidates)


def _in_run(scene: Scene, marks: Marks, first: int, last: int) -> None:
    index = first
    while index < last:
        if marks.holder[index] is not None or index in scene.things:
            index += 1
            continue
        stop = index
        while stop < last and marks.holder[stop] is None and stop not in scene.things:
            stop += 1
        found = _person_from(scene, index, stop)
        if found is None:
            return_to = unknown_names(scene, index, stop)
            if return_to is not None:
                marks.add(return_to)
            index = stop
            continue
        marks.add(found)
        index = found.last


def _person_from(scene: Scene, first: int, last: int) -> Mention | None:
    """The first person in the run that a given name, an initial or a title shows."""
    flags = scene.flags
    if last - first == 1 and not flags[first] & _GIVEN and not (first and flags[first - 1] & Is.TITLE):
        return None  # as nearly always
    for index in range(first, last):
        flag = flags[index]
        if flag & _GIVEN and _may_be_given(scene, index, first, last):
            return _with_given(scene, index, first, last)
        if index in scene.initials and index + 1 < last and scene.folded[index + 1] == ".":
            found = _with_initials(scene, index, first, last)
            if found is not None:
                return found
    titled = first
    for index in range(first, last):
        if flags[index] & Is.TITLE:
            titled = index + 1
    if titled < last and (titled > first or (first > 0 and flags[first - 1] & Is.TITLE and scene.near(first - 1))):
        stop = _name_end(scene, titled, last)
        bare = stop - titled == 1
        if stop > titled and not (bare and scene.shouts(titled)) and not _belongs_to_body(scene, titled):
            return Mention(titled, stop, "person", "person/title", family=stop - 1)
    return None


def _belongs_to_body(scene: Scene, index: int) -> bool:
    """Whether the word after a title names where or of what: "президент України", "голова Донецької …"."""
    if index in scene.places or scene.flags[index] & (Is.PARTY | Is.ORGANISATION):
        return True
    if scene.folded[index].endswith(("ої", "ой", "их", "ых")):
        return True
    return any(scene.has(at, Is.ORGANISATION) and scene.near(at - 1) for at in (index + 1, index + 2))


def _may_be_given(scene: Scene, index: int, first: int, last: int) -> bool:
    word = scene.folded[index]
    alone = last - first == 1 or (index == last - 1 and index == first)
    if scene.flags[index] & (Is.TITLE | Is.NOT_NAME) and alone:
        return False
    if scene.flags[index] & Is.ALSO_WORD and (alone or scene.opens(index)):
        return index + 1 < last and name_like(scene, index + 1) and not scene.flags[index + 1] & Is.ORGANISATION
    if index in scene.places and (alone or _stands_as_place(scene, index, last)):
        return False
    return not (scene.shouts(index) and alone and len(word) < 4)


def _stands_as_place(scene: Scene, index: int, last: int) -> bool:
    """Whether a given name that is also a place is the place here: "Ann Arbor", "Franklin Tex.", "in Georgia"."""
    if index in scene.fixed or (index + 1 < last and scene.places.get(index + 1) in ("region", "country")):
        return True
    return index > 0 and scene.folded[index - 1] in _PLACE_LEADS and scene.near(index - 1)


def _with_given(scene: Scene, index: int, first: int, last: int) -> Mention | None:
    flags = scene.flags
    stop = _name_end(scene, index, last)
    start, family = index, None
    patronymic = index + 1 < stop and scene.folded[index + 1].endswith(scene.lexicon.patronymics)
    before = index - 1
    if (
        before >= first
        and name_like(scene, before)
        and not flags[before] & (_GIVEN | Is.TITLE | Is.ADJECTIVE | Is.OCCUPATION)
    ):
        looks = scene.folded[before].endswith(scene.lexicon.endings) and not scene.opens(before)
        if (patronymic and stop - index <= 2 and before not in scene.places) or (
            stop - index == 1 and looks and _CYRILLIC.match(scene.folded[before]) and before not in scene.places
        ):
            start, family = before, before
    if stop < last and flags[stop] & Is.ORGANISATION and stop - start <= 2 and not _CYRILLIC.match(scene.folded[stop]):
        return None
    if stop - start > 1 and scene.places.keys() >= {start, stop - 1} and flags[stop - 1] & Is.PLACE_LIKE:
        return None  # "Beverly Hills"
    if family is None and stop - index >= 2 and not scene.folded[stop - 1].endswith(scene.lexicon.patronymics):
        family = stop - 1
    sex = (
        "f"
        if flags[index] & Is.FEMALE and not flags[index] & Is.MALE
        else "m"
        if flags[index] & Is.MALE and not flags[index] & Is.FEMALE
        else None
    )
    return Mention(start, stop, "person", "person/given-name", sex=sex, given=index, family=family)


def _with_initials(scene: Scene, index: int, first: int, last: int) -> Mention | None:
    """ "О. М. Марченко" or "Марченко О. М."; the run holds the stops."""
    place = index
    while place + 1 < last and place in scene.initials and scene.folded[place + 1] == ".":
        place += 2
    if place < last and name_like(scene, place) and place not in scene.initials:
        stop = _name_end(scene, place, min(last, place + 2))
        return Mention(index, max(stop, place + 1), "person", "person/initials", family=place)
    if index > first and name_like(scene, index - 1) and not scene.opens(index - 1):
        return Mention(index - 1, place, "person", "person/initials", family=index - 1)
    return None


def _name_end(scene: Scene, index: int, last: int) -> int:
    """Where the name that begins at ``index`` ends: at most four words that look like parts of a name."""
    stop = index
    while stop < last and stop - index < _MOST_WORDS:
        if scene.folded[stop] == "." or scene.folded[stop] in PARTICLES or (stop in scene.initials and stop > index):
            stop += 1
            continue
        if not name_like(scene, stop) and not (stop == index and scene.flags[stop] & _GIVEN):
            break
        if (
            stop > index
            and scene.flags[stop] & (Is.TITLE | Is.ORGANISATION | Is.ADJECTIVE)
            and not scene.flags[stop] & _GIVEN
        ):
            break
        stop += 1
        if scene.ends[stop - 1] - scene.end(stop - 1) == 2:
            break
    while stop > index + 1 and (scene.folded[stop - 1] == "." or scene.folded[stop - 1] in PARTICLES):
        stop -= 1
    return stop
