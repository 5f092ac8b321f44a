"""Which of the places of a name is meant: by what the text says around it, by the text's other places, by size.

One name has one meaning through a text, but where the text itself says otherwise (Paris, Texas).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from witnessmark.reading.places.codifier import distance_km
from witnessmark.reading.places.finding import Found
from witnessmark.reading.places.gazetteer import Candidate, Place
from witnessmark.reading.places.layout import FIRST_OWN, Form
from witnessmark.reading.places.tables import load

_FORM_COST = {
    Form.OFFICIAL: 0.0,
    Form.ALIAS: 0.6,
    Form.INFLECTED: 0.4,
    Form.HISTORICAL: 1.5,
    Form.ABBREVIATION: 0.3,
    Form.ADJECTIVE: 1.5,
    Form.GENERATED: 1.5,
}
_OWN = 1.5
"""How much more the user's own gazetteer counts than the bundled one."""
_MOST_CANDIDATES = 60
_MOST_ANCHORS = 24
UNDECIDED = 0.25
"""Scores that differ by less than this do not decide."""


def _size(place: Place) -> float:
    if place.kind == "country":
        return 8.0
    if place.kind == "natural":
        return 3.5 + math.log10(place.radius_km + 1)
    if place.kind == "region":
        return min(6.0, math.log10(place.population + 30))
    return math.log10(place.population + 30)


def resolve(found: Sequence[Found], home: str | None) -> None:
    """Choose a candidate for every mention, ``chosen``, and keep the ranking. ``home`` is a country that the text is
    likely to be about, before anything is read."""
    groups: dict[str, list[Found]] = defaultdict(list)
    for mention in found:
        groups[mention.key].append(mention)
    context = _Context(home)
    for mentions in groups.values():
        _choose(mentions, context)
    for _ in range(2):
        context = _Context(home, found)
        for mentions in groups.values():
            _choose(mentions, context)


class _Context:
    """What the whole text speaks for: countries and areas that it names, and the points of its places."""

    def __init__(self, home: str | None, found: Sequence[Found] = ()) -> None:
        self.home = home
        self.areas: Counter[str] = Counter()
        self.countries: Counter[str] = Counter()
        counted: Counter[int] = Counter()
        self.places: dict[int, Place] = {}
        for mention in found:
            if mention.chosen is None:
                continue
            place = mention.chosen.place
            counted[place.index] += 1
            self.places[place.index] = place
            if place.country:
                self.countries[place.country] += 1
        for index, count in counted.items():
            place = self.places[index]
            weight = 1 + math.log2(count)
            if place.kind in ("country", "region"):
                self.areas[place.name] += round(weight * 2)
            for area in place.admin[1:]:
                self.areas[area] += round(weight)
        self.total = sum(self.countries.values())
        self.anchors = [self.places[index] for index, _ in counted.most_common(_MOST_ANCHORS)]

    def score(self, candidate: Candidate) -> float:
        place = candidate.place
        score = _size(place) - _FORM_COST[candidate.form]
        if place.index >= FIRST_OWN:
            score += _OWN
        if self.home and place.country == self.home:
            score += 2.0
        if self.total and place.country:
            own = self.countries[place.country] - (place.index in self.places)
            score += 2.5 * own / self.total
        if place.kind == "settlement" or len(place.admin) > 1:
            named = [self.areas[area] for area in place.admin[1:] if self.areas[area]]
            if place.index in self.places:
                named = [count - 1 for count in named if count > 1]
            if named:
                score += min(3.5, 2.0 + 0.3 * max(named))
            score += self._nearness(place)
        return score

    def _nearness(self, place: Place) -> float:
        """Up to 2.5 for settlements of the text that lie close by."""
        if place.lat is None or place.lon is None:
            return 0.0
        total = 0.0
        for anchor in self.anchors:
            if anchor.index == place.index or anchor.lat is None or anchor.lon is None or anchor.kind != "settlement":
                continue
            if abs(anchor.lat - place.lat) > 4 or anchor.name == place.name:
                continue
            total += math.exp(-distance_km((anchor.lat, anchor.lon), (place.lat, place.lon)) / 80)
        return min(2.5, 1.3 * total)


def _choose(mentions: Sequence[Found], context: _Context) -> None:
    candidates = _without_adjectives(mentions)[:_MOST_CANDIDATES]
    base = [(context.score(candidate), candidate) for candidate in candidates]
    outer = next((mention.container for mention in mentions if mention.container is not None), None)
    shared = _ranked(base, outer)
    for mention in mentions:
        mention.ranking = shared if mention.container in (None, outer) else _ranked(base, mention.container)
        mention.chosen = mention.ranking[0][1]


def _without_adjectives(mentions: Sequence[Found]) -> list[Candidate]:
    """``від Куп'янська`` is the town in the genitive; the area of that name only where a word for an area follows."""
    candidates = list(mentions[0].candidates)
    towns = any(c.place.kind == "settlement" and c.form in (Form.OFFICIAL, Form.INFLECTED) for c in candidates)
    titles = tuple(load("context")["area_titles"])
    if not towns or any(mention.after.startswith(titles) for mention in mentions):
        return candidates
    return [c for c in candidates if c.form != Form.ADJECTIVE or c.place.kind != "region"]


def _ranked(scored: Sequence[tuple[float, Candidate]], outer: Found | None) -> list[tuple[float, Candidate]]:
    """The candidates, best first, with those raised that lie in the named container."""
    if outer is not None:
        names = {c.place.name for c in outer.candidates if c.place.kind in ("region", "country")}
        scored = [(score + 10.0 * bool(names.intersection(c.place.admin)), c) for score, c in scored]
    return sorted(scored, key=lambda item: (-item[0], item[1].place.index))
