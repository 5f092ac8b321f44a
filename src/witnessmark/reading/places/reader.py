"""The place reader: find names, judge them, resolve them, relate them, and add named buildings, streets and waters."""

import math
from collections.abc import Mapping, Sequence

from witnessmark.model.record import PlaceCandidate, PlaceMention
from witnessmark.reading.draft import Draft
from witnessmark.reading.places.capitals import capitals_in
from witnessmark.reading.places.codifier import distance_km
from witnessmark.reading.places.directions import directions
from witnessmark.reading.places.entries import add_heads, heads_in
from witnessmark.reading.places.finding import Found, find, is_ordinary, look_around
from witnessmark.reading.places.gazetteer import Candidate, Gazetteer
from witnessmark.reading.places.judging import judge
from witnessmark.reading.places.layout import FIRST_OWN, Form, fold_name
from witnessmark.reading.places.naming import Names
from witnessmark.reading.places.own_gazetteer import OwnGazetteer
from witnessmark.reading.places.patterns import add_patterns, add_unknown, merged
from witnessmark.reading.places.persons import surnames_in
from witnessmark.reading.places.reasons import explained
from witnessmark.reading.places.relations import relate
from witnessmark.reading.places.resolving import UNDECIDED, resolve
from witnessmark.reading.places.shared_nouns import shared_nouns, with_shared
from witnessmark.reading.places.spellings import spelt

_CYRILLIC_HOMES = {"uk": "UA", "ru": "UA"}
_TELLING = 3
"""How many times the people of the next candidate decide where the text does not."""
_SHOWN = 5
"""Candidates kept in a record."""


class PlaceReader:
    """Finds the places that a text names, in English, Ukrainian and Russian, also mixed."""

    name = "places"
    needs = frozenset({"words", "sentences"})
    makes = frozenset({"places"})

    def __init__(self, own: OwnGazetteer | None = None) -> None:
        """``own`` is a user's gazetteer (``read_gazetteer``), taken beside the bundled one and before it."""
        self._gazetteer = Gazetteer.load()
        self._names = Names(self._gazetteer, own)

    def read(self, draft: Draft) -> None:
        """Append to ``draft.places``, in the order of the text."""
        text = draft.text
        folded = fold_name(text)
        capitals = capitals_in(text)
        found = with_shared(find(folded, capitals, self._names), list(shared_nouns(text, self._names)))
        look_around(text, found, [start for start, _ in draft.sentences])
        heads = heads_in(text)
        at_heads = {(head.start, head.end) for head in heads}
        for one in found:
            one.heads = (one.start, one.end) in at_heads
        home = _home(found, draft.language)
        surnames = surnames_in(capitals)
        places = judge(text, found, surnames, home)
        _untie(places)
        resolve(places, home, draft.date)
        names = spelt(text, places)
        mentions = [_mention(text, place, self._names.source, names) for place in places]
        if draft.explained:
            mentions = [explained(mention, place) for mention, place in zip(mentions, places, strict=True)]
        mentions = merged(mentions, list(directions(text, draft.words, self._gazetteer)))
        mentions = add_unknown(capitals, draft.words, surnames, add_patterns(capitals, mentions))
        mentions = add_heads(text, heads, mentions)
        draft.places.extend(relate(text, folded, mentions))


def _home(found: Sequence[Found], language: str | None) -> str | None:
    """Ukraine where the language or the named places say that the text is about it."""
    if language in _CYRILLIC_HOMES:
        return _CYRILLIC_HOMES[language]
    large = [m for m in found if any(c.place.population > 15_000 and c.form <= Form.INFLECTED for c in m.candidates)]
    ours = sum(1 for m in large if m.candidates[0].place.country == "UA")
    if not large:
        return "UA" if _only_here(found) else None
    small = {m.key for m in found if _is_only_ukrainian(m)}.difference(m.key for m in large)
    ours, all_told = ours + len(small), len(large) + len(small)
    return "UA" if (ours >= 2 and ours * 4 >= all_told) or ours * 2 > all_told else None


def _is_only_ukrainian(mention: Found) -> bool:
    """Whether the name is an official one of Ukraine alone, and no ordinary word."""
    return (
        len(mention.key) > 5 and not is_ordinary(mention) and all(c.place.country == "UA" for c in mention.candidates)
    )


def _only_here(found: Sequence[Found]) -> bool:
    """Whether the small places of a text without a large one speak for Ukraine: a name that only it has, and none that
    only another country has."""
    own = [{c.place.country for c in m.candidates} for m in found if not is_ordinary(m) and len(m.key) > 5]
    return {"UA"} in own and all("UA" in countries for countries in own)


def _untie(places: Sequence[Found]) -> None:
    """Drop the tie to a container that turned out to be no place."""
    kept = {id(place) for place in places}
    for place in places:
        if place.container is not None and id(place.container) not in kept:
            place.container = None


def _mention(text: str, found: Found, source: str | None, names: Mapping[int, str]) -> PlaceMention:
    chosen = found.chosen
    quote = text[found.start : found.end]
    if chosen is None:
        return PlaceMention(start=found.start, end=found.end, quote=quote)
    place = chosen.place
    options = _undecided(found)
    decided = len(options) < 2 or place.population > _TELLING * options[1][1].place.population
    book = f"own gazetteer {source}" if place.index >= FIRST_OWN else "gazetteer"
    rule = f"{book}/{chosen.form.name.lower()}"
    return PlaceMention(
        start=found.start,
        end=found.end,
        quote=quote,
        name=names.get(place.index) or _plain_name(found, chosen),
        kind=place.kind,  # type: ignore[arg-type]
        country=place.country if decided or len({c.place.country for _, c in options}) == 1 else None,
        lat=place.lat if decided else None,
        lon=place.lon if decided else None,
        radius_km=place.radius_km if decided and place.lat is not None else None,
        geonames=place.geonames if decided else None,
        katottg=place.katottg if decided else None,
        admin=place.admin if decided else _shared_admin(options),
        via="gazetteer" if decided else "none",
        candidates=_candidates(options),
        rule=rule,
    )


def _plain_name(found: Found, chosen: Candidate) -> str:
    """The name of the place; of a town whose area bears the name that the text has, that: Raqqa, not Ar Raqqah."""
    place = chosen.place
    if chosen.form != Form.ALIAS or place.kind != "settlement":
        return place.name
    return next((area for area in place.admin[1:] if fold_name(area) == found.key), place.name)


def _undecided(found: Found) -> list[tuple[float, Candidate]]:
    if not found.ranking:
        return []
    (best, chosen), *others = found.ranking
    return [
        (best, chosen),
        *((score, other) for score, other in others if best - score < UNDECIDED and not _same_spot(chosen, other)),
    ]


def _same_spot(chosen: Candidate, other: Candidate) -> bool:
    """Whether it makes no odds which is meant: a town, and the region around it that has its name."""
    one, two = chosen.place, other.place
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None or one.kind == two.kind:
        return False
    return distance_km((one.lat, one.lon), (two.lat, two.lon)) < max(one.radius_km, two.radius_km)


def _shared_admin(options: Sequence[tuple[float, Candidate]]) -> tuple[str, ...]:
    shared = []
    for names in zip(*(candidate.place.admin for _, candidate in options), strict=False):
        if len(set(names)) > 1:
            break
        shared.append(names[0])
    return tuple(shared)


def _candidates(options: Sequence[tuple[float, Candidate]]) -> tuple[PlaceCandidate, ...]:
    """The options with a point, as the record keeps them; the scores are shares that add up to 1 over all options."""
    if len(options) < 2:
        return ()
    weights = [math.exp(score - options[0][0]) for score, _ in options]
    return tuple(
        PlaceCandidate(
            name=place.name,
            lat=place.lat,
            lon=place.lon,
            radius_km=place.radius_km,
            score=round(weight / sum(weights), 3),
            admin=place.admin,
            geonames=place.geonames,
            katottg=place.katottg,
        )
        for weight, place in [(weight, option.place) for weight, (_, option) in zip(weights, options, strict=True)][
            :_SHOWN
        ]
        if place.lat is not None and place.lon is not None
    )
