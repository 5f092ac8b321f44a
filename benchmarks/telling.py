"""Generated accounts for the benchmarks of linking: events that happen in a land of towns, told by several documents in
three languages, more or less exactly. Invented throughout; the same for the same seed.

Which event a claim is about is known, so that what the linker says can be held against it.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from witnessmark.model.claim import Claim, Participant, Voice, claim_id
from witnessmark.model.record import DateMention, PlaceMention
from witnessmark.model.span import Span

FIRST_DAY = date(2022, 2, 24)
LANGUAGES = ("en", "uk", "ru")
TELLERS = 2.5
"""About so many documents tell of an event."""


@dataclass(frozen=True)
class Town:
    name: str
    lat: float
    lon: float
    radius_km: float
    raion: str


@dataclass(frozen=True)
class Event:
    """``acts`` are what it showed, ``count`` how many it harmed."""

    number: int
    kind: str
    acts: tuple[str, ...]
    town: Town
    day: date
    count: int
    thing: str
    person: int | None


@cache
def _words() -> Any:
    return yaml.safe_load(Path(__file__).with_name("telling.yaml").read_text(encoding="utf-8"))


def towns(count: int, chance: random.Random) -> tuple[list[Town], list[float]]:
    """So many towns over a land of 9 by 4 degrees, and how much happens in each: in the largest a good part of it."""
    made = []
    for number in range(count):
        lat, lon = 47.0 + 4.0 * chance.random(), 30.0 + 9.0 * chance.random()
        name = f"{chance.choice(_words()['begin'])}{chance.choice(_words()['end'])}-{number}"
        made.append(Town(name, lat, lon, 4.0 if number < 60 else 1.5, f"Raion {int(lat * 2)}-{int(lon * 2)}"))
    return made, [1 / (rank + 8) for rank in range(count)]


def events(seed: int, places: int = 3000, span: int = 500) -> Iterator[Event]:
    """Events without end, over so many days. They come in waves, as the line of contact moves."""
    chance = random.Random(f"events/{seed}")
    land, weight = towns(places, chance)
    kinds = list(_words()["kinds"])
    often = [_words()["kinds"][kind]["often"] for kind in kinds]
    number = 0
    while True:
        for town in chance.choices(land, weight, k=256):
            kind = chance.choices(kinds, often)[0]
            wave = chance.gauss(span / 4 + hash_of(town.name) % span, span / 8)
            day = FIRST_DAY + timedelta(days=int(max(wave, 0)))
            acts = _words()["kinds"][kind]["acts"]
            shown = (acts[0], *(act for act in acts[1:] if chance.random() < 0.4))
            count = min(int(chance.paretovariate(1.1)) + 1, 400)
            person = chance.randrange(50_000) if chance.random() < 0.15 else None
            yield Event(number, kind, shown, town, day, count, chance.choice(list(_words()["things"])), person)
            number += 1


def hash_of(word: str) -> int:
    """A number that is the same in every process, as that of ``hash`` is not."""
    return sum(ord(letter) * 31**place for place, letter in enumerate(word)) % 1_000_003


def told(seed: int, claims: int, places: int = 3000, span: int = 500) -> Iterator[tuple[Claim, int]]:
    """So many claims and the numbers of their events, document by document. A document tells of a few events; an event
    is told by a few documents, which come soon after one another."""
    chance = random.Random(f"told/{seed}")
    happening = events(seed, places, span)
    open_events = [next(happening) for _ in range(40)]
    given, document = 0, 0
    while given < claims:
        name, language = f"doc-{document}", chance.choice(LANGUAGES)
        offset, event = 0, None
        for _ in range(chance.randrange(2, 7)):
            at = chance.randrange(len(open_events))
            if event is not None and chance.random() < 0.5:  # a report stays with a town for a while
                at = next((i for i, one in enumerate(open_events) if one.town == event.town), at)
            event = open_events[at]
            if chance.random() < 1 / TELLERS:
                open_events[at] = next(happening)
            for claim in _telling(event, name, language, offset, chance):
                yield claim, event.number
                given += 1
                if given == claims:
                    return
                offset = claim.span.end + chance.randrange(20, 160)
            offset += chance.randrange(20, 600)
        document += 1


def _telling(event: Event, document: str, language: str, offset: int, chance: random.Random) -> Iterator[Claim]:
    """What one document says of one event: the first claim gives place and day, where it gives any."""
    words = _words()
    place, when = _place(event, chance), _date(event, chance)
    count = event.count if chance.random() < 0.85 else max(1, event.count + chance.choice([-2, -1, 1, 2]))
    speaker = f"person:p-{chance.randrange(200_000)}" if chance.random() < 0.4 else f"author:{document}"
    for act in event.acts:
        said = chance.choice(words["sentences"][language].get(act, words["sentences"][language]["other"]))
        quote = said.format(count=_said(count, language, chance), thing=words["things"][event.thing][language])
        span = Span(offset, offset + len(quote), quote)
        victim = ()
        if event.person is not None and chance.random() < 0.7:
            victim = (Participant(start=offset, end=offset + 1, quote="—", name=_name(event.person), kind="person",
                                  person=f"p-{event.person}"),)  # fmt: skip
        roles = {"victim": victim} if victim else {}
        voice = Voice(kind="author" if speaker.startswith("author") else "quote", key=speaker)
        yield Claim(
            id=claim_id(document, span, act, voice, roles), document=document, source=document, span=span, act=act,
            modality="denied" if chance.random() < 0.02 else "asserted", polarity="positive", roles=roles,
            said_by=voice, place=place, date=when, language=language,
        )  # fmt: skip
        offset = span.end + chance.randrange(5, 60)
        if chance.random() < 0.3:
            when = None
        if chance.random() < 0.2:
            place = None


def _name(person: int) -> str:
    words = _words()
    given, begin, end = words["given"], words["begin"], words["families"]
    return f"{given[person % len(given)]} {begin[person // 20 % len(begin)]}{end[person // 300 % len(end)]}"


def _said(count: int, language: str, chance: random.Random) -> str:
    words = _words()["counts"][language]
    return words[count] if count < len(words) and chance.random() < 0.6 else str(count)


def _place(event: Event, chance: random.Random) -> PlaceMention | None:
    town, luck = event.town, chance.random()
    if luck < 0.12:
        return None
    where = {"country": "UA", "via": "gazetteer"}
    if luck < 0.18:
        return PlaceMention(start=0, end=1, quote="—", name=town.raion, kind="region", lat=town.lat, lon=town.lon,
                            radius_km=40.0, **where)  # type: ignore[arg-type]  # fmt: skip
    return PlaceMention(start=0, end=1, quote="—", name=town.name, kind="settlement", lat=town.lat, lon=town.lon,
                        radius_km=town.radius_km, katottg=f"UA{hash_of(town.name):017}",
                        admin=("Ukraine", "Oblast", town.raion), **where)  # type: ignore[arg-type]  # fmt: skip


def _date(event: Event, chance: random.Random) -> DateMention | None:
    luck, day = chance.random(), event.day
    if luck < 0.2:
        return None
    first = last = day
    if luck < 0.35:
        first = day.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    elif luck < 0.42:
        first, last = day - timedelta(days=2), day + timedelta(days=2)
    elif luck < 0.46:
        first = last = day + timedelta(days=chance.choice([-1, 1]))
    return DateMention(start=0, end=1, quote="—", edtf=str(first), earliest=str(first), latest=str(last))
