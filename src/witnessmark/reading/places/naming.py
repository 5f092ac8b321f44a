"""Names that places have, of the bundled gazetteer and the user's own together, with what is known of each beforehand.

What a name speaks for by itself is worked out once for a process, since a text names the same places over and over.
"""

import math
from dataclasses import dataclass
from functools import cache

from witnessmark.reading.places.codifier import distance_km
from witnessmark.reading.places.gazetteer import Candidate, Gazetteer, Place
from witnessmark.reading.places.layout import FIRST_OWN, Form, Mark, fold_name
from witnessmark.reading.places.own_gazetteer import OwnGazetteer
from witnessmark.reading.places.renamed import old_name_until
from witnessmark.reading.places.tables import load

LOWER, MIXED, TAIL_LOWER = 1, 2, 4
"""How a name is written: without a capital; not all in capitals; with its last word in lower case."""
_SAME_KM = 10.0
"""A bundled place so near to the user's place of that name is the same place."""
_WIDE = 1_000_000
"""People of a region that is known by its name alone."""
_OWN_SIZE = 1.5
"""What a name that the user's own gazetteer holds speaks for, at least."""


@dataclass(slots=True, eq=False, frozen=True)
class Name:
    """A folded name as written in one way: its places, the closest and largest first, and what they speak for."""

    key: str
    candidates: tuple[Candidate, ...]
    weights: tuple[float, ...]
    """How much each candidate counts before the text is asked, by its size and by how the name belongs to it."""
    marks: int
    forms: frozenset[Form]
    kind: str
    """The kind of the widest thing that the name may mean, adjectives left out."""
    wide: bool
    """Whether that is a country or a region."""
    of_water: bool
    """Whether settlements share it with a river that is called "River" to tell it from them."""
    renamed: bool
    """Whether one of its places bore another name once."""
    single: bool
    """Whether the name is one word."""
    size: float
    """What its largest place speaks for: 3.5 for areas and waters, -3 to 3 for settlements by population."""
    size_at_home: float
    """The same in a text about Ukraine, whose villages may then be named without further evidence."""


class Names:
    """The names of a gazetteer, and of the user's own beside it."""

    def __init__(self, gazetteer: Gazetteer, own: OwnGazetteer | None = None) -> None:
        self._gazetteer = gazetteer
        self._own = own
        self.opening: dict[str, bool] = {}
        self._known: dict[tuple[str, int], Name | None] = {}
        self.prefixes = gazetteer.prefixes if own is None else self._prefixes
        if own is not None:
            import marisa_trie

            self._own_names = marisa_trie.Trie(own.names)

    @property
    def source(self) -> str | None:
        """The file of the user's own gazetteer."""
        return self._own.source if self._own else None

    def opens(self, word: str) -> bool:
        """Whether any name begins with ``word``, a word of the text, or with a part of it that a mark ends; kept in
        ``opening``, which may be asked first."""
        if len(self.opening) > 100_000:
            self.opening.clear()
        found = self.opening[word] = self._opens(word)
        return found

    def _opens(self, word: str) -> bool:
        folded = fold_name(word)
        if any(not folded[len(key) : len(key) + 1].isalnum() for key in self.prefixes(folded)):
            return True
        longer = (folded + mark for mark in " -.'")
        return any(self._gazetteer.begins(start) or self._own_begins(start) for start in longer)

    def _own_begins(self, start: str) -> bool:
        return self._own is not None and any(True for _ in self._own_names.iterkeys(start))

    def _prefixes(self, text: str) -> list[str]:
        both = {*self._gazetteer.prefixes(text), *self._own_names.prefixes(text)}
        return sorted(both, key=len)

    def name(self, key: str, shape: int) -> Name | None:
        """The name ``key``, folded, written in the way that ``shape`` says; None where no place is called so."""
        try:
            return self._known[key, shape]
        except KeyError:
            if len(self._known) > 50_000:
                self._known.clear()
            made = self._known[key, shape] = self._make(key, shape)
            return made

    def _make(self, key: str, shape: int) -> Name | None:
        if key in _never() and not (self._own and key in self._own.names):
            return None
        value = self._gazetteer.value(key)
        bundled = self._gazetteer.candidates(value[0]) if value else ()
        own = self._own.names.get(key, ()) if self._own else ()
        candidates = _fitting((*own, *(c for c in bundled if not _repeated(c.place, own))), key, shape)
        if not candidates:
            return None
        marks = value[1] if value else 0
        wide = any(_is_wide(candidate, marks) for candidate in candidates)
        kind = _widest(candidates)
        return Name(
            key=key,
            candidates=candidates,
            weights=tuple(_weight(candidate) for candidate in candidates),
            marks=marks,
            forms=frozenset(c.form for c in candidates),
            kind=kind,
            wide=wide,
            of_water=" river" not in key and _of_water(candidates),
            renamed=any(old_name_until(candidate) for candidate in candidates),
            single=" " not in key and "-" not in key,
            size=_size(candidates, wide or kind == "natural", key, at_home=False),
            size_at_home=_size(candidates, wide or kind == "natural", key, at_home=True),
        )


@cache
def _never() -> frozenset[str]:
    """Words that are hardly ever the place of their name: not even looked at."""
    return frozenset(word for word in load("context")["never"])


def _full(candidate: Candidate, key: str) -> bool:
    """Whether an alias is no mere shortening of the place's name."""
    return not fold_name(candidate.place.name).startswith(key + " ") or candidate.place.population > 2 * _WIDE


def _is_wide(candidate: Candidate, marks: int) -> bool:
    """Whether this is a country, or a region that is known by its name alone; ``Eastern`` for short is a word."""
    place, form = candidate.place, candidate.form
    if form in (Form.ADJECTIVE, Form.GENERATED):
        return False
    if place.kind == "region":
        return place.population >= _WIDE and (form != Form.ALIAS or not marks & Mark.ORDINARY)
    return place.kind == "country"


def _of_water(candidates: tuple[Candidate, ...]) -> bool:
    river = any(c.place.kind == "natural" and " River" in c.place.name for c in candidates)
    return river and any(c.place.kind == "settlement" for c in candidates)


def _widest(candidates: tuple[Candidate, ...]) -> str:
    """The kind of the widest thing that the name may mean; an area without many people is no wider than a town."""
    places = [c.place for c in candidates if c.form not in (Form.ADJECTIVE, Form.GENERATED)]
    kinds = {place.kind for place in places if place.kind != "region" or place.population >= _WIDE}
    order = ("country", "region", "natural", "settlement")
    return next((kind for kind in order if kind in kinds), places[0].kind if places else "other")


def _repeated(place: Place, own: tuple[Candidate, ...]) -> bool:
    """Whether the user's gazetteer has the same place, which then counts."""
    for mine in (candidate.place for candidate in own):
        if mine.geonames is not None and mine.geonames == place.geonames:
            return True
        if place.lat is None or place.lon is None or mine.lat is None or mine.lon is None or mine.kind != place.kind:
            continue
        if distance_km((mine.lat, mine.lon), (place.lat, place.lon)) < _SAME_KM:
            return True
    return False


def _fitting(candidates: tuple[Candidate, ...], key: str, shape: int) -> tuple[Candidate, ...]:
    if shape & LOWER:
        candidates = tuple(c for c in candidates if c.place.kind in ("country", "region"))
    elif shape & MIXED and len(key) <= 4 and key.isalpha() and key.isascii():
        candidates = tuple(c for c in candidates if c.form == Form.OFFICIAL or len(key) > 3)
    if any(c.place.kind == "region" and c.form <= Form.ALIAS and c.place.population >= _WIDE for c in candidates):
        # Missouri is the state, not Missouri City for short.
        candidates = tuple(
            c for c in candidates if c.place.kind != "settlement" or c.form != Form.ALIAS or _full(c, key)
        )
    if shape & TAIL_LOWER:
        candidates = tuple(c for c in candidates if c.place.kind != "settlement" or c.form == Form.OFFICIAL)
    return candidates


_FORM_COST = {
    Form.OFFICIAL: 0.0,
    Form.ALIAS: 0.6,
    Form.INFLECTED: 0.4,
    Form.HISTORICAL: 1.5,
    Form.ABBREVIATION: 0.3,
    Form.ADJECTIVE: 1.5,
    Form.GENERATED: 1.5,
}
_MANY = 30_000_000
"""People of a country whose name hardly ever means a town abroad, whatever country the text is about: Mexico, China."""
_VILLAGE = 200
"""People of a village whose number nobody gives: the codifier lists villages without."""
_OWN_WEIGHT = 1.5
"""How much more the user's own gazetteer counts than the bundled one."""


def _weight(candidate: Candidate) -> float:
    place = candidate.place
    weight = -_FORM_COST[candidate.form] + (_OWN_WEIGHT if place.index >= FIRST_OWN else 0.0)
    if place.kind == "country":
        return weight + (11.0 if place.population > _MANY else 8.0)
    if place.kind == "natural":
        return weight + 3.5 + math.log10(place.radius_km + 1)
    people = place.population or (_VILLAGE if place.country == "UA" and place.kind == "settlement" else 0)
    size = math.log10(people + 30)
    return weight + (min(6.0, size) if place.kind == "region" else size)


def _size(candidates: tuple[Candidate, ...], large: bool, key: str, *, at_home: bool) -> float:
    if large or (" " in key and candidates[0].place.kind == "region"):
        return 3.5
    best = -3.0
    for place, form in ((c.place, c.form) for c in candidates):
        if form == Form.ADJECTIVE:
            continue
        value = min(3.0, math.log10(place.population + 1) - 3.5)
        if place.index >= FIRST_OWN:
            value = max(value, _OWN_SIZE)
        elif at_home and place.country == "UA":
            # In Cyrillic a village's name in some case is often a surname or a common word: more evidence is asked for.
            value = max(value + 2.0, 0.8 if key.isascii() else 0.0)
        elif form in (Form.ALIAS, Form.GENERATED, Form.HISTORICAL):
            value -= 0.7
        best = max(best, value)
    return best
