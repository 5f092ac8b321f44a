"""Which of the places of a name is meant: by what the text says around it, by the text's other places, by size.

One name has one meaning through a text, but where the text itself says otherwise (Paris, Texas).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from witnessmark.reading.places.cues import listed
from witnessmark.reading.places.finding import Found
from witnessmark.reading.places.gazetteer import Candidate, Place
from witnessmark.reading.places.layout import Form
from witnessmark.reading.places.renamed import in_force
from witnessmark.reading.places.tables import load

_KM_A_DEGREE = 111.32
_HOME = 2.0
_NAMED = 2.0
"""What it counts that the text names the place in another form or case."""
_SAME_COUNTRY = 2.5
"""What it counts when all other places of the text are in the candidate's country."""
_DOUBT = 0.05
"""How little one other place tells, as the number of places that it is outweighed by."""
_MOST_CANDIDATES = 60
_MOST_ANCHORS = 24
UNDECIDED = 0.35
"""Scores that differ by less than this do not decide."""


def resolve(found: Sequence[Found], home: str | None, date: str | None = None) -> None:
    """Choose a candidate for every mention, ``chosen``, and keep the ranking. ``home`` is a country that the text is
    likely to be about, before anything is read; ``date`` the day of the text, ISO."""
    groups: dict[tuple[str, bool], list[Found]] = defaultdict(list)
    for mention in found:
        groups[mention.key, mention.name.of_water and _is_water(mention)].append(mention)
    open_groups = [mentions for mentions in groups.values() if not _settled(mentions)]
    context = _Context(home)
    for mentions in open_groups:
        _choose(mentions, context, date)
    for _ in range(2):
        before = [mentions[0].chosen for mentions in open_groups]
        context = _Context(home, found)
        for mentions in open_groups:
            _choose(mentions, context, date)
        if all(old is mentions[0].chosen for old, mentions in zip(before, open_groups, strict=True)):
            break
    for mentions in open_groups:
        _explain(mentions, context)


def _settled(mentions: Sequence[Found]) -> bool:
    """Choose the one candidate of a name that has no other; False where there is a choice."""
    candidates = mentions[0].candidates
    if len(candidates) > 1:
        return False
    for mention in mentions:
        mention.ranking = [(0.0, candidates[0])]
        mention.chosen = candidates[0]
    return True


class _Context:
    """What the whole text speaks for: countries and areas that it names, and the points of its places."""

    def __init__(self, home: str | None, found: Sequence[Found] = ()) -> None:
        self.home = home
        self.areas: Counter[str] = Counter()
        self.countries: dict[str, float] = defaultdict(float)
        counted: Counter[int] = Counter()
        self.keys: dict[int, set[str]] = defaultdict(set)
        self.places: dict[int, Place] = {}
        for mention in found:
            if mention.chosen is None:
                continue
            place = mention.chosen.place
            counted[place.index] += 1
            self.keys[place.index].add(mention.key)
            self.places[place.index] = place
        self.weights = {index: 1 + math.log2(count) for index, count in counted.items()}
        for index, weight in self.weights.items():
            place = self.places[index]
            if place.country:
                self.countries[place.country] += weight
            if place.kind in ("country", "region"):
                self.areas[place.name] += round(weight * 2)
            for area in place.admin[1:]:
                self.areas[area] += round(weight)
        self.total = sum(self.countries.values())
        anchors = [self.places[index] for index, _ in counted.most_common(_MOST_ANCHORS)]
        self.points = [
            (p.index, p.name, p.lat, p.lon)
            for p in anchors
            if p.kind == "settlement" and p.lat is not None and p.lon is not None
        ]

    def score(self, candidate: Candidate, weight: float, now: Place | None) -> float:
        """How much the text speaks for the candidate, whose ``weight`` is what it has without the text. What the name
        is taken for ``now`` speaks neither for nor against it."""
        place = candidate.place
        score = weight
        if self.home and place.country == self.home:
            score += _HOME
        if self.total and place.country:
            score += self._of_country(place.country, now)
        if place.index in self.keys and len(self.keys[place.index]) > (now is not None and now.index == place.index):
            score += _NAMED
        if self.places and (place.kind == "settlement" or len(place.admin) > 1):
            score += self._in_areas(place, now) + self._nearness(place)
        return score

    def why(self, best: Candidate, other: Candidate, now: Place | None) -> str:
        """What speaks most for the best candidate against the next one."""
        one, two = best.place, other.place
        differences = {
            "country of the text": self._of_country(one.country, now) - self._of_country(two.country, now)
            + _HOME * bool(self.home) * ((one.country == self.home) - (two.country == self.home)),
            "area of the text": self._in_areas(one, now) - self._in_areas(two, now),
            "near its other places": self._nearness(one) - self._nearness(two),
            "size": 0.01,
        }  # fmt: skip
        return max(differences, key=lambda name: differences[name])

    def _of_country(self, country: str | None, now: Place | None) -> float:
        if country is None or not self.total:
            return 0.0
        itself = self.weights.get(now.index, 0.0) if now and now.country else 0.0
        ours = self.countries.get(country, 0.0)
        if now and now.country == country:
            ours -= itself
        return _SAME_COUNTRY * ours / (self.total - itself + _DOUBT)

    def _in_areas(self, place: Place, now: Place | None) -> float:
        """Up to 5 for a place in an area that the text names or whose other places it names: the smaller, the more."""
        itself = round(self.weights.get(place.index, 0.0))
        best = 0.0
        for depth, area in enumerate(place.admin[1:]):
            named = self.areas.get(area, 0) - itself
            if now is not None and now.index != place.index and now.name == area:
                named -= round(2 * self.weights.get(now.index, 0.0))  # Mexico City is not in the Mexico of its own name
            if named > 0:
                best = max(best, min(3.5, 2.0 + 0.3 * named) + 0.75 * depth)
        return best

    def _nearness(self, place: Place) -> float:
        """Up to 2.5 for settlements of the text that lie close by; distances on a plane do for so near ones."""
        if place.lat is None or place.lon is None:
            return 0.0
        lat, lon, total = place.lat, place.lon, 0.0
        shrink = math.cos(math.radians(lat))
        for index, name, other_lat, other_lon in self.points:
            north = (other_lat - lat) * _KM_A_DEGREE
            if not -400.0 < north < 400.0 or index == place.index or name == place.name:
                continue
            east = (other_lon - lon) * shrink * _KM_A_DEGREE
            if -400.0 < east < 400.0:
                total += math.exp(-math.hypot(north, east) / 80)
        return min(2.5, 1.3 * total)


def _choose(mentions: Sequence[Found], context: _Context, date: str | None) -> None:
    now = mentions[0].chosen.place if mentions[0].chosen else None
    base = [(context.score(candidate, weight, now), candidate) for weight, candidate in _weighed(mentions, date)]
    outer = next((mention.container for mention in mentions if mention.container is not None), None)
    shared = _ranked(base, outer)
    for mention in mentions:
        mention.ranking = shared if mention.container in (None, outer) else _ranked(base, mention.container)
        mention.chosen = mention.ranking[0][1]


def _explain(mentions: Sequence[Found], context: _Context) -> None:
    """Say for each mention why its candidate was chosen."""
    shared = mentions[0].ranking
    if len(shared) < 2:
        return
    now = mentions[0].chosen.place if mentions[0].chosen else None
    reason = context.why(shared[0][1], shared[1][1], now)
    for mention in mentions:
        mention.reason = "container" if mention.container is not None else reason


def _weighed(mentions: Sequence[Found], date: str | None) -> Sequence[tuple[float, Candidate]]:
    """The candidates that count, with their weights. ``від Куп'янська`` is the town in the genitive; the area of that
    name only where a word for an area follows."""
    first = mentions[0]
    weighed = list(zip(first.name.weights, first.name.candidates, strict=True))
    if first.candidates is not first.name.candidates:
        weighed = [(weight, candidate) for weight, candidate in weighed if candidate in first.candidates]
    if first.name.renamed and date:
        weighed = [(weight + in_force(candidate, date), candidate) for weight, candidate in weighed]
    if Form.ADJECTIVE in first.name.forms:
        towns = any(c.place.kind == "settlement" and c.form in (Form.OFFICIAL, Form.INFLECTED) for _, c in weighed)
        titles = tuple(load("context")["area_titles"])
        if towns and not any(mention.after.startswith(titles) for mention in mentions):
            weighed = [(w, c) for w, c in weighed if c.form != Form.ADJECTIVE or c.place.kind != "region"]
    if len(weighed) > 1 and any(c.place.kind == "region" for _, c in weighed):
        weighed = _towns_before_their_areas(weighed, mentions)
    if first.name.of_water:
        water = _is_water(first)
        weighed = [(weight, c) for weight, c in weighed if (c.place.kind == "natural") == water] or weighed
    return weighed[:_MOST_CANDIDATES]


def _towns_before_their_areas(
    weighed: list[tuple[float, Candidate]], mentions: Sequence[Found]
) -> list[tuple[float, Candidate]]:
    """Without areas that bear the name of their own town, where no word for an area stands beside it: "in Raqqa" is in
    the town. In the United States the larger of the two is as often meant."""
    areas = frozenset(load("context")["area_words"])
    if any(mention.after.rstrip(".,") in areas or not areas.isdisjoint(mention.before) for mention in mentions):
        return weighed
    within = {(c.place.country, area) for _, c in weighed if c.place.kind == "settlement" for area in c.place.admin[1:]}
    return [
        (weight, c)
        for weight, c in weighed
        if c.place.kind != "region" or c.place.country == "US" or (c.place.country, c.place.name) not in within
    ]


def _is_water(mention: Found) -> bool:
    """Whether the words beside a name that a river and towns share tell of the river: its bank, a bridge over it, what
    lies beyond it; in English the article before the bare name."""
    near, far = (*mention.before, "", "")[:2]
    if near.startswith(tuple(listed("water_nouns"))) or near in listed("water_prepositions"):
        return True
    if near in listed("water_crossed"):
        return far.startswith(tuple(listed("water_crossings")))
    return near == "the" and (not mention.after or mention.after in listed("after_water"))


def _ranked(scored: Sequence[tuple[float, Candidate]], outer: Found | None) -> list[tuple[float, Candidate]]:
    """The candidates, best first, with those raised that lie in the named container."""
    if outer is not None:
        names = {c.place.name for c in outer.candidates if c.place.kind in ("region", "country")}
        scored = [(score + 10.0 * bool(names.intersection(c.place.admin)), c) for score, c in scored]
    return sorted(scored, key=lambda item: (-item[0], item[1].place.index))
