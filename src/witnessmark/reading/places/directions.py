"""Directions of a front, which Ukrainian and Russian name by an adjective: ``на Куп'янському напрямку``.

The adjective is led back to its town by the endings that make one of the other; a town that no table knows gives no
place.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import compress, count

from witnessmark.model.record import PlaceMention
from witnessmark.reading.draft import Words
from witnessmark.reading.places.gazetteer import Gazetteer, Place
from witnessmark.reading.places.layout import Form
from witnessmark.reading.places.tables import load

WIDTH_KM = 30.0
"""How far a direction reaches from its town, on either side."""
_ADJECTIVE = re.compile(r"(?P<stem>.{3,}?)(?P<suffix>ськ|цьк|зьк|ск|цк)(?:ий|ого|ому|им|ім|ом|ій|ой|ая|ую|а|у|ою)\Z")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LEAST_PEOPLE = 1_000


@cache
def _nouns() -> frozenset[str]:
    return frozenset(load("context")["direction_nouns"])


def directions(text: str, words: Words, gazetteer: Gazetteer) -> Iterator[PlaceMention]:
    """A place for each direction named by an adjective: the town, with a radius wide enough for the front."""
    if _CYRILLIC.search(text) is None:
        return
    nouns = _nouns()
    for index in compress(count(), map(nouns.__contains__, words.folded)):
        if not index or words.starts[index] - words.ends[index - 1] != 1:
            continue
        town = _town(words.folded[index - 1], gazetteer)
        if town is None or town.lat is None:
            continue
        start, end = words.starts[index - 1], words.ends[index]
        yield PlaceMention(
            start=start,
            end=end,
            quote=text[start:end],
            name=town.name,
            kind="other",
            country=town.country,
            lat=town.lat,
            lon=town.lon,
            radius_km=round(town.radius_km + WIDTH_KM, 1),
            via="relation",
            relation="direction-of",
            admin=town.admin,
            rule="relation/direction-adjective",
        )


def _town(adjective: str, gazetteer: Gazetteer) -> Place | None:
    """The largest town of Ukraine that the adjective may be made of: Куп'янський of Куп'янськ, Ізюмський of Ізюм,
    Авдіївський of Авдіївка."""
    match = _ADJECTIVE.match(adjective)
    if match is None:
        return None
    stem, suffix = match["stem"], match["suffix"]
    bases = (stem + suffix, stem, stem + "ка", stem + "е", stem + "и", stem + "ь", stem + "о")
    found = [
        candidate.place
        for base in bases
        for candidate in gazetteer.look_up(base)
        if candidate.form <= Form.HISTORICAL
        and candidate.place.country == "UA"
        and candidate.place.kind == "settlement"
        and candidate.place.population >= _LEAST_PEOPLE
    ]
    return max(found, key=lambda place: place.population, default=None)
