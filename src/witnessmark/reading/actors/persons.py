"""Persons: given names, patronymics, initials, titles and surnames in runs of capitalised words."""

import re
from collections.abc import Iterator

from witnessmark.reading.actors.lexicon import Is
from witnessmark.reading.actors.marks import Marks, Mention
from witnessmark.reading.actors.scene import Scene
from witnessmark.reading.speech.cues import cues

_GIVEN = Is.MALE | Is.FEMALE
_PARTICLES = frozenset(
    "van von de der den del della di da dos al el bin ibn abu фон ван де дер дель аль эль ель ібн ибн бен".split()
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_OBLIQUE = re.compile(r"(?:ого|ому|ої|ій|ою|ой|ий|ый|ая|им|ым|ом|ем|ём|ові|еві|єві|єм|а|я|у|ю|і|ї|и|ы|е|є|й|ь|о)$")
_OF_WHAT = re.compile(r"[\u0400-\u04ff](?:ої|ого|ої|ой|их|ых|ому|ій|ая|ую|ій|ий|ый|ної)$")
_ADJECTIVE = re.compile(
    r"(?:ськ|цьк|ск|цк|ан|ів|ов|ев)(?:ий|ого|ому|им|ім|а|ої|ій|у|ою|е|і|их|ими|ый|ой|ая|ую|ое|ие|ые|ых)\Z"
)
_VERB = re.compile(
    r"[^\W\d_]{2}(?:[аиуіеяої]в|вся|в?ла|лася|лась|лася|[аиуеяо]л|лся|ає|ує|ить|їть|яє|ає|ает|ует|яет|ит)\Z"
)
_IN = frozenset({"в", "у", "во", "на", "біля", "около", "близ", "під"})
_COMES_BACK = 2
_MOST_WORDS = 4


def surname_key(word: str) -> str:
    """What the case forms of a surname have in common; a whole folded word for a Latin one."""
    if word[-1:] < "\u0400":
        return word
    bare = _OBLIQUE.sub("", word)
    return bare if len(bare) >= 3 else word


_LONGEST_RUN = 80
"""Words of a run looked at together: a bound, so that the cost of a text all in capitals stays linear."""


def runs(scene: Scene) -> Iterator[tuple[int, int]]:
    """Half-open runs of capitalised words that only blanks, initials' stops or particles part."""
    capital, flags, count = scene.capital, scene.flags, len(scene)
    done = 0
    for index in scene.capitals:
        if index < done:
            continue
        first = last = index
        while last - first < _LONGEST_RUN:
            follows = last + 1
            if (
                last in scene.initials
                and follows < count
                and scene.text[scene.starts[follows]] == "."
                and scene.starts[follows] == scene.ends[last]
            ):
                if (
                    follows + 1 < count
                    and capital[follows + 1]
                    and scene.ends[follows] + 2 > scene.starts[follows + 1] - 1
                    and scene.near(follows)
                ):
                    last = follows + 1
                    continue
                if last > first:
                    last = follows
                break
            if not scene.near(last) or follows >= count or scene.ends[last] == scene.starts[follows]:
                break
            if capital[follows]:
                last = follows
                continue
            if (
                scene.folded[follows] in _PARTICLES
                and scene.near(follows)
                and capital[min(follows + 1, count - 1)]
                and not flags[last] & Is.NOT_NAME
            ):
                last = follows + 1
                continue
            break
        yield first, last + 1
        done = last + 1


def find_persons(scene: Scene, marks: Marks) -> None:
    """Add every person named with a given name, initials or a title, then those named by surname alone."""
    candidates = list(runs(scene))
    for first, last in candidates:
        _in_run(scene, marks, first, last)
    _by_known_surname(scene, marks, candidates)
    if scene.cyrillic():
        _recurring(scene, marks, candidates)


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
            return_to = _unknown_names(scene, index, stop)
            if return_to is not None:
                marks.add(return_to)
            index = stop
            continue
        marks.add(found)
        index = found.last


def _person_from(scene: Scene, first: int, last: int) -> Mention | None:
    """The first person in the run that a given name, an initial or a title shows."""
    flags = scene.flags
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
        return index + 1 < last and _name_like(scene, index + 1) and not scene.flags[index + 1] & Is.ORGANISATION
    if index in scene.places and alone:
        return False
    return not (scene.shouts(index) and alone and len(word) < 4)


def _with_given(scene: Scene, index: int, first: int, last: int) -> Mention | None:
    flags = scene.flags
    stop = _name_end(scene, index, last)
    start, family = index, None
    patronymic = index + 1 < stop and scene.folded[index + 1].endswith(scene.lexicon.patronymics)
    before = index - 1
    if (
        before >= first
        and _name_like(scene, before)
        and not flags[before] & (_GIVEN | Is.TITLE | Is.ADJECTIVE | Is.OCCUPATION)
    ):
        looks = scene.folded[before].endswith(scene.lexicon.endings) and not scene.opens(before)
        if (patronymic and stop - index <= 2 and before not in scene.places) or (
            stop - index == 1 and looks and _CYRILLIC.match(scene.folded[before]) and before not in scene.places
        ):
            start, family = before, before
    if stop < last and flags[stop] & Is.ORGANISATION and stop - start <= 2 and not _CYRILLIC.match(scene.folded[stop]):
        return None
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
    if place < last and _name_like(scene, place) and place not in scene.initials:
        stop = _name_end(scene, place, min(last, place + 2))
        return Mention(index, max(stop, place + 1), "person", "person/initials", family=place)
    if index > first and _name_like(scene, index - 1) and not scene.opens(index - 1):
        return Mention(index - 1, place, "person", "person/initials", family=index - 1)
    return None


def _name_end(scene: Scene, index: int, last: int) -> int:
    """Where the name that begins at ``index`` ends: at most four words that look like parts of a name."""
    stop = index
    while stop < last and stop - index < _MOST_WORDS:
        if scene.folded[stop] == "." or scene.folded[stop] in _PARTICLES or (stop in scene.initials and stop > index):
            stop += 1
            continue
        if not _name_like(scene, stop) and not (stop == index and scene.flags[stop] & _GIVEN):
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
    while stop > index + 1 and (scene.folded[stop - 1] == "." or scene.folded[stop - 1] in _PARTICLES):
        stop -= 1
    return stop


def _name_like(scene: Scene, index: int) -> bool:
    if not scene.capital[index] or scene.flags[index] & (Is.NOT_NAME | Is.NOT_ACTOR):
        return False
    word = scene.folded[index]
    return word.isalpha() or not any(map(str.isdigit, word))


def _unknown_names(scene: Scene, first: int, last: int) -> Mention | None:
    """Two or three capitalised words that no list knows: a person in Cyrillic, or with a surname's ending in Latin."""
    flags = scene.flags
    while first < last and (flags[first] & (Is.NOT_NAME | Is.TITLE | Is.OCCUPATION) or first in scene.places):
        first += 1
    stop = first
    while stop < last and _plain_name(scene, stop):
        stop += 1
    size = stop - first
    if not size:
        return None
    lexicon = scene.lexicon
    if (
        size == 1
        and not scene.opens(first)
        and scene.folded[first].endswith(lexicon.safe_endings)
        and len(scene.folded[first]) > 5
    ):
        return Mention(first, stop, "person", "person/surname", family=first)
    if size == 1 and flags[first] & Is.FAMILY and not scene.has(stop, Is.PLACE_LIKE | Is.ORGANISATION):
        return Mention(first, stop, "person", "person/known-surname", family=first)
    speaks = size == 1 and stop == last and stop < len(scene) and scene.folded[stop] in cues().say and scene.near(first)
    if speaks and not scene.capital[stop] and _speaks_alone(scene, first):
        return Mention(first, stop, "person", "person/speaks", family=first)
    if not 2 <= size <= 3 or stop != last:
        return None
    word = scene.folded[stop - 1]
    if any(scene.flags[at] & Is.PARTY for at in range(first, stop)):
        return None
    if _CYRILLIC.match(word):
        if word.endswith(("ої", "ой")) and not scene.folded[first].endswith(("ої", "ой", "и", "ы", "і")):
            return None
        if _OF_WHAT.search(scene.folded[first]) and not scene.folded[first].endswith(lexicon.endings):
            return None
        if scene.opens(first) and size == 2 and not word.endswith(lexicon.endings):
            return None
        return Mention(first, stop, "person", "person/two-names", family=stop - 1)
    before = first > 0 and flags[first - 1] & (Is.OCCUPATION | Is.TITLE) and scene.near(first - 1)
    before = before or _told_of(scene, first, stop)
    if before or (word.endswith(lexicon.latin_endings) and len(word) > 5):
        return Mention(first, stop, "person", "person/surname", family=stop - 1)
    return None


def _told_of(scene: Scene, first: int, stop: int) -> bool:
    """Whether a verb of speech stands at the unknown name: "said Ruta Kalnins, …", "Ruta Kalnins told …"."""
    say = cues().say
    if first > 0 and scene.folded[first - 1] in say and scene.near(first - 1):
        return not scene.capital[first - 1] and (stop >= len(scene) or scene.folded[stop] in {",", ".", ";"})
    return stop < len(scene) and scene.folded[stop] in say and scene.near(stop - 1) and not scene.opens(first)


def _speaks_alone(scene: Scene, index: int) -> bool:
    """Whether one unknown word before a verb of speech may be a surname: no plural, no word that the text also writes
    in lower case."""
    word = scene.folded[index]
    if _CYRILLIC.match(word):
        return not scene.opens(index) and word.endswith(scene.lexicon.endings)
    return len(word) > 3 and not word.endswith(("s", "ly", "ing", "ed")) and word not in scene.lower_case()


def _plain_name(scene: Scene, index: int) -> bool:
    bad = (
        Is.NOT_NAME
        | Is.ORGANISATION
        | Is.PLACE_LIKE
        | Is.ADJECTIVE
        | Is.UNIT
        | Is.FORCE
        | Is.TITLE
        | Is.NOT_ACTOR
        | Is.WORK
    )
    return (
        _name_like(scene, index)
        and not scene.flags[index] & bad
        and not scene.shouts(index)
        and index not in scene.places
        and len(scene.folded[index]) > 1
    )


def _is_place(scene: Scene, index: int) -> bool:
    return index in scene.places or bool(scene.flags[index] & (Is.PARTY | Is.PLACE_LIKE | Is.ORGANISATION))


def _by_known_surname(scene: Scene, marks: Marks, candidates: list[tuple[int, int]]) -> None:
    """Single capitalised words that are the surname of somebody named in full in the same text."""
    known: dict[str, Mention] = {}
    for mention in marks.mentions:
        if mention.kind == "person" and mention.family is not None and not _is_place(scene, mention.family):
            key = surname_key(scene.folded[mention.family])
            if len(key) > 2 and key not in known:
                known[key] = mention
    if not known:
        return
    for first, last in candidates:
        for index in range(first, last):
            if marks.holder[index] is None and surname_key(scene.folded[index]) in known and _name_like(scene, index):
                if (
                    _is_place(scene, index)
                    or index in scene.things
                    or scene.has(index + 1, Is.PLACE_LIKE)
                    or (scene.shouts(index) and last - first == 1)
                ):
                    continue
                marks.add(Mention(index, index + 1, "person", "person/surname-again", family=index))


def _recurring(scene: Scene, marks: Marks, candidates: list[tuple[int, int]]) -> None:
    """Words with a capital that no list knows and the text never writes small, if they come back: those who act in a
    story under one name."""
    found: dict[str, list[int]] = {}
    for first, last in candidates:
        if last - first == 1 and marks.holder[first] is None and first not in scene.things:
            word = scene.folded[first]
            known = scene.flags[first] & ~(_GIVEN | Is.ALSO_WORD) or first in scene.places
            if (
                not known
                and word[0] > "\u0400"
                and len(word) > 2
                and not _ADJECTIVE.search(word)
                and not scene.shouts(first)
            ):
                found.setdefault(surname_key(word), []).append(first)
    for places in found.values():
        inner = [index for index in places if not scene.opens(index)]
        if len(inner) < _COMES_BACK or any(scene.folded[index] in scene.lower_case() for index in places):
            continue
        if any(_acts(scene, index) for index in places) and not any(_is_where(scene, index) for index in inner):
            for index in places:
                marks.add(Mention(index, index + 1, "person", "person/comes-back", family=index))


def _acts(scene: Scene, index: int) -> bool:
    """Whether a verb follows the word, as far as an ending tells."""
    follows = index + 1
    return follows < len(scene) and scene.near(index) and bool(_VERB.search(scene.folded[follows]))


def _is_where(scene: Scene, index: int) -> bool:
    """Whether the word says where, or describes the noun after it."""
    if scene.has(index + 1, Is.ORGANISATION | Is.PLACE_LIKE | Is.WORK):
        return True
    return index > 0 and scene.folded[index - 1] in _IN
