"""Persons whom no list of given names knows: by the ending of a surname, by a verb of speech, by a surname that was
named before, or by coming back through a story."""

import re
from collections.abc import Sequence

from witnessmark.reading.actors.lexicon import Is
from witnessmark.reading.actors.marks import Marks, Mention
from witnessmark.reading.actors.runs import name_like, surname_key
from witnessmark.reading.actors.scene import Scene
from witnessmark.reading.speech.cues import cues

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_GIVEN = Is.MALE | Is.FEMALE
_NO_PART = (
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
_OF_WHAT = re.compile(r"[\u0400-\u04ff](?:ої|ого|ої|ой|их|ых|ому|ій|ая|ую|ій|ий|ый|ної)$")
_ADJECTIVE = re.compile(
    r"(?:ськ|цьк|ск|цк|ан|ів|ов|ев)(?:ий|ого|ому|им|ім|а|ої|ій|у|ою|е|і|их|ими|ый|ой|ая|ую|ое|ие|ые|ых)\Z"
)
_VERB = re.compile(
    r"[^\W\d_]{2}(?:[аиуіеяої]в|вся|в?ла|лася|лась|лася|[аиуеяо]л|лся|ає|ує|ить|їть|яє|ає|ает|ует|яет|ит)\Z"
)
_IN = frozenset({"в", "у", "во", "на", "біля", "около", "близ", "під"})
_COMES_BACK = 2


def unknown_names(scene: Scene, first: int, last: int) -> Mention | None:
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
    if size == 1:
        return _one_unknown(scene, first, stop == last)
    if size > 3 or stop != last:
        return None
    lexicon = scene.lexicon
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


def _one_unknown(scene: Scene, first: int, ends_run: bool) -> Mention | None:
    """A single word: a surname that its ending or everybody knows, or one with a verb of speech after it."""
    word, stop = scene.folded[first], first + 1
    if len(word) > 5 and word.endswith(scene.lexicon.safe_endings) and not scene.opens(first):
        return Mention(first, stop, "person", "person/surname", family=first)
    if scene.flags[first] & Is.FAMILY and not scene.has(stop, Is.PLACE_LIKE | Is.ORGANISATION):
        return Mention(first, stop, "person", "person/known-surname", family=first)
    speaks = ends_run and stop < len(scene) and scene.folded[stop] in cues().say and not scene.capital[stop]
    if speaks and scene.near(first) and _speaks_alone(scene, first):
        return Mention(first, stop, "person", "person/speaks", family=first)
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
    return (
        not scene.flags[index] & _NO_PART
        and index not in scene.places
        and len(scene.folded[index]) > 1
        and name_like(scene, index)
        and not scene.shouts(index)
    )


def _is_place(scene: Scene, index: int) -> bool:
    return index in scene.places or bool(scene.flags[index] & (Is.PARTY | Is.PLACE_LIKE | Is.ORGANISATION))


def find_again(scene: Scene, marks: Marks, candidates: Sequence[tuple[int, int]]) -> None:
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
            if marks.holder[index] is None and surname_key(scene.folded[index]) in known and name_like(scene, index):
                if (
                    _is_place(scene, index)
                    or index in scene.things
                    or scene.has(index + 1, Is.PLACE_LIKE)
                    or (scene.shouts(index) and last - first == 1)
                ):
                    continue
                marks.add(Mention(index, index + 1, "person", "person/surname-again", family=index))


def find_recurring(scene: Scene, marks: Marks, candidates: Sequence[tuple[int, int]]) -> None:
    """Words with a capital that no list knows and the text never writes small, if they come back: those who act in a
    story under one name."""
    found: dict[str, list[int]] = {}
    for first, last in candidates:
        index = last - 1
        if (index > first + 1 or (index > first and not scene.opens(first))) or marks.holder[index] is not None:
            continue
        word = scene.folded[index]
        known = scene.flags[index] & ~(_GIVEN | Is.ALSO_WORD) or index in scene.places or index in scene.things
        if known or word[0] < "\u0400" or len(word) < 3 or _ADJECTIVE.search(word) or scene.shouts(index):
            continue
        found.setdefault(surname_key(word), []).append(index)
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
