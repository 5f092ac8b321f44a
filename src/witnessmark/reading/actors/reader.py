"""The component that finds actors."""

import msgspec

from witnessmark.model.record import ActorMention, PlaceMention
from witnessmark.reading.actors.attributes import describe
from witnessmark.reading.actors.bodies import find_organisations, find_units
from witnessmark.reading.actors.coined import find_acronyms, find_compounds, find_latin_names, find_web_sites
from witnessmark.reading.actors.lexicon import lexicon
from witnessmark.reading.actors.marks import Marks, Mention
from witnessmark.reading.actors.naming import name_persons
from witnessmark.reading.actors.offices import find_offices, find_states
from witnessmark.reading.actors.persons import find_persons
from witnessmark.reading.actors.phrases import add_phrases, matched
from witnessmark.reading.actors.quoted import find_quoted_names
from witnessmark.reading.actors.scene import CLOSE, Scene
from witnessmark.reading.draft import Draft

_ARMED = frozenset({"unit", "armed-force"})
_LINKS = (
    (),
    ("of",),
    ("of", "the"),
    ("from", "the"),
    ("from",),
    ("from", "the", "so-called"),
    ("of", "the", "so-called"),
    ("так", "званої"),
    ("так", "званих"),
    ("так", "называемой"),
    ("так", "называемых"),
)
_MARKS = frozenset('«“„"')
_PHRASES = frozenset(_LINKS)


class ActorReader:
    """Finds persons, units, forces, bodies and groups; drops places that lie inside the name of a person or a unit."""

    name = "actors"
    needs = frozenset({"words", "sentences", "places"})
    makes = frozenset({"actors", "places"})

    def __init__(self) -> None:
        self._lexicon = lexicon()

    def read(self, draft: Draft) -> None:
        scene = Scene(draft, self._lexicon)
        marks = Marks(len(scene))
        names, groups, heads = matched(scene)
        add_phrases(scene, marks, names)
        find_quoted_names(scene, marks)
        find_compounds(scene, marks)
        find_web_sites(scene, marks)
        find_persons(scene, marks)
        find_units(scene, marks)
        find_organisations(scene, marks)
        add_phrases(scene, marks, groups)
        add_phrases(scene, marks, heads)
        find_offices(scene, marks)
        find_states(scene, marks)
        find_latin_names(scene, marks)
        find_acronyms(scene, marks)
        _join(scene, marks)
        mentions = marks.kept()
        name_persons(scene, mentions)
        for mention in mentions:
            if mention.kind == "person" and not mention.generic:
                describe(scene, marks, mention)
        draft.actors.extend(_mention(scene, mention) for mention in mentions)
        draft.places[:] = _outside_names(draft.places, draft.actors)


def _join(scene: Scene, marks: Marks) -> None:
    """One mention of a unit or force and the force that it belongs to: "the brigade" + "of the National Guard"."""
    kept = marks.kept()
    for at in range(len(kept) - 2, -1, -1):
        first, second = kept[at], kept[at + 1]
        if _belongs(scene, first, second):
            marks.drop(first)
            marks.drop(second)
            joined = _joined(scene, first, second)
            marks.add(joined)
            kept[at : at + 2] = [joined]


def _joined(scene: Scene, first: Mention, second: Mention) -> Mention:
    """Fighters of a brigade are the brigade; a brigade of the Guard keeps its own kind and the whole name."""
    resolved = second.resolved or first.resolved
    last = second.last
    if last < len(scene) and scene.folded[last] in CLOSE and scene.folded[second.first - 1] in _MARKS:
        last += 1
    if first.generic and second.kind in _ARMED:
        start, end = scene.span(second.first, second.last)
        name = second.name or " ".join(scene.text[start:end].split())
        return Mention(first.first, last, second.kind, second.rule, name, resolved)
    return Mention(first.first, last, first.kind, first.rule, None, resolved, generic=first.generic)


def _belongs(scene: Scene, first: Mention, second: Mention) -> bool:
    if first.kind not in _ARMED and not (first.kind == "group" and first.generic and second.kind == "group"):
        return False
    if second.last - first.first > 24:
        return False
    between = tuple(word for word in scene.folded[first.last : second.first] if word not in _MARKS)
    if between not in _PHRASES or not all(scene.near(at) for at in range(first.last - 1, second.first)):
        return False
    so_called = second.kind == "group" and not second.generic and between
    plain = second.kind in _ARMED and not second.generic
    cyrillic = (
        not between
        and not second.generic
        and second.kind in ("armed-force", "group", "unit")
        and scene.folded[second.last - 1][0] > "\u0400"
    )
    return bool(so_called or (plain and between) or cyrillic)


def _mention(scene: Scene, mention: Mention) -> ActorMention:
    start, end = scene.span(mention.first, mention.last)
    quote = scene.text[start:end]
    return ActorMention(
        start=start,
        end=end,
        quote=quote,
        name=None if mention.rule == "office" else mention.name or " ".join(quote.split()),
        kind=mention.kind,
        resolved=mention.resolved,
        age=mention.age,
        occupation=mention.occupation,
        attributes=mention.attributes,
        rule=mention.rule,
    )


def _outside_names(places: list[PlaceMention], actors: list[ActorMention]) -> list[PlaceMention]:
    """The places that lie in no name of a person or unit, with their references to one another renumbered. An office
    is no name: "the Mayor of London" tells of London."""
    names = [actor for actor in actors if actor.kind in ("person", "unit") and actor.rule != "office"]
    if not places or not names:
        return places
    referred = {place.relative_to for place in places if place.relative_to is not None}
    number: dict[int, int] = {}
    kept: list[PlaceMention] = []
    at = 0
    for index, place in enumerate(places):
        while at < len(names) and names[at].end <= place.start:
            at += 1
        if index not in referred and at < len(names) and names[at].start <= place.start and place.end <= names[at].end:
            continue
        number[index] = len(kept)
        kept.append(place)
    return [
        place if place.relative_to is None else msgspec.structs.replace(place, relative_to=number[place.relative_to])
        for place in kept
    ]
