"""The component that dates what a text counts from an event: "3 days before the liberation of the city".

It runs when the claims are there. If the text dates that very event, arithmetic gives the date. If it dates only one of
the same kind close by, the result is inferred: approximate, with its reason in words. Otherwise nothing is said.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import msgspec

from witnessmark.model.record import ClaimMention, DateMention, PlaceMention
from witnessmark.reading.dates import calendar
from witnessmark.reading.dates.calendar import Moment
from witnessmark.reading.dates.expressions import Expression
from witnessmark.reading.dates.reader import grammar, longest
from witnessmark.reading.dates.vocabulary import table
from witnessmark.reading.draft import Draft, fold

_CLOSE_KM = 15.0
_SAID = frozenset({"asserted", "hearsay"})
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class EventGroup:
    """Events of one kind: the acts of claims that tell of them and the beginnings of the words that name them."""

    id: str
    acts: frozenset[str]
    words: tuple[str, ...]
    decide: bool = False
    ended_by: str | None = None


@cache
def event_groups() -> tuple[EventGroup, ...]:
    rows = table("events")["groups"]
    return tuple(
        EventGroup(
            row["id"], frozenset(row["acts"]), tuple(row["words"]), row.get("decide", False), row.get("ended_by")
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class _Basis:
    """The claim that dates the event, the index of its date, and whether it tells of that very event."""

    claim: ClaimMention
    date: int
    same: bool


class EventDateReader:
    """Resolves dates whose anchor is an event against the claims that tell of such events."""

    name = "event-dates"
    needs = frozenset({"dates", "claims", "places"})
    makes = frozenset({"dates"})

    def read(self, draft: Draft) -> None:
        for index, mention in enumerate(draft.dates):
            if (
                mention.anchor == "event"
                and mention.anchor_event is not None
                and mention.earliest is None
                and mention.latest is None
            ):
                draft.dates[index] = _resolved(draft, index, mention)


def _resolved(draft: Draft, index: int, mention: DateMention) -> DateMention:
    expression = _said(draft, mention)
    groups = _groups(mention.anchor_event.quote if mention.anchor_event else "")
    if expression is None or not groups:
        return mention
    said = expression.fields
    if said["whole"]:
        ending = {group.ended_by for group in groups}
        groups = [group for group in event_groups() if group.id in ending]
    basis = _basis(draft, index, mention, groups)
    if basis is None:
        return mention
    moment = _moment(draft.dates[basis.date])
    if moment is None:
        return mention
    return _ending(draft, mention, basis, moment) if said["whole"] else _counted(draft, mention, basis, moment, said)


def _said(draft: Draft, mention: DateMention) -> Expression | None:
    """What the words say, read anew: a mention keeps its result only."""
    rules = grammar()
    scan = rules.scan(mention.quote, draft.language)
    return next((e for e in longest(rules.matches(scan), len(scan)) if e.kind == "event"), None)


def _groups(words: str) -> list[EventGroup]:
    """The kinds of event that the words name, by the first word that names any."""
    for word in fold(words).split():
        found = [group for group in event_groups() if word.startswith(group.words)]
        if found:
            return found
    return []


def _basis(draft: Draft, index: int, mention: DateMention, groups: Sequence[EventGroup]) -> _Basis | None:
    """The best dated claim of such an event: of the same place first, then of one close by; nearest in the text."""
    place = _place_meant(draft, mention)
    best: tuple[int, int, _Basis] | None = None
    for claim in draft.claims:
        if claim.date is None or claim.date == index or claim.modality not in _SAID or claim.polarity == "negative":
            continue
        if not any(_tells_of(claim, group) for group in groups):
            continue
        told = draft.places[claim.place] if claim.place is not None else None
        rank = _nearness(draft, place, told, named=_names_place(draft, mention))
        if rank is None:
            continue
        candidate = (rank, abs(claim.start - mention.start), _Basis(claim, claim.date, rank == 0))
        if best is None or candidate[:2] < best[:2]:
            best = candidate
    return best[2] if best else None


def _tells_of(claim: ClaimMention, group: EventGroup) -> bool:
    if claim.act not in group.acts:
        return False
    words = fold(claim.trigger.quote if claim.trigger else claim.quote).split()
    return not group.decide or any(word.strip("\"'«»“”(),.").startswith(group.words) for word in words)


def _names_place(draft: Draft, mention: DateMention) -> bool:
    """Whether the event's words say where it was, by a name or by "of the city"."""
    event = mention.anchor_event
    if event is None:
        return False
    nouns = {word for language in ("en", "uk", "ru") for word in table(language)["classes"].get("PLACENOUN", ())}
    return _inside(draft, mention) is not None or any(word in nouns for word in fold(event.quote).split())


def _inside(draft: Draft, mention: DateMention) -> PlaceMention | None:
    event = mention.anchor_event
    return next((place for place in draft.places if event is not None and event.start <= place.start < event.end), None)


def _place_meant(draft: Draft, mention: DateMention) -> PlaceMention | None:
    """The place named in the event's words, or else the settlement that the text spoke of last."""
    inside = _inside(draft, mention)
    if inside is not None:
        return inside
    before = [place for place in draft.places if place.end <= mention.start and place.kind == "settlement"]
    return max(before, key=lambda place: place.start, default=None)


def _nearness(draft: Draft, meant: PlaceMention | None, told: PlaceMention | None, *, named: bool) -> int | None:
    """0 for the same place, 1 for one close by or unknown, None for another place."""
    if not named:
        return 0 if told is None or meant is None or _same(meant, told) else 1 if _close(draft, meant, told) else None
    if meant is None or told is None:
        return 1
    if _same(meant, told):
        return 0
    return 1 if _close(draft, meant, told) else None


def _same(one: PlaceMention, other: PlaceMention) -> bool:
    if one.geonames is not None and other.geonames is not None:
        return one.geonames == other.geonames
    if one.katottg is not None and other.katottg is not None:
        return one.katottg == other.katottg
    return (one.name or one.quote).casefold() == (other.name or other.quote).casefold()


def _close(draft: Draft, one: PlaceMention, other: PlaceMention) -> bool:
    for first, second in ((one, other), (other, one)):
        if (
            first.relative_to is not None
            and first.relative_to < len(draft.places)
            and _same(draft.places[first.relative_to], second)
        ):
            return True
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return _km(one.lat, one.lon, other.lat, other.lon) <= _CLOSE_KM + (one.radius_km or 0.0) + (other.radius_km or 0.0)


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _moment(mention: DateMention) -> Moment | None:
    """The day or month that a mention gives; None when it gives a longer stretch or nothing."""
    first, last = mention.earliest, mention.latest
    if first is None or last is None or len(first) != 10 or len(last) != 10 or first[:7] != last[:7]:
        return None
    year, month, day = int(first[:4]), int(first[5:7]), int(first[8:10])
    return Moment(year=year, month=month, day=day if first == last else None)


def _counted(draft: Draft, mention: DateMention, basis: _Basis, event: Moment, said: dict[str, Any]) -> DateMention:
    if isinstance(said["count"], str) or said["count"] != int(said["count"]):
        return mention
    moved = calendar.shift(event, said["unit"], int(said["count"]) * said["step"])
    if moved is None:
        return mention
    moved = replace(
        moved, approximate=not basis.same or bool(said.get("approx")) or "~" in (draft.dates[basis.date].edtf or "")
    )
    span = calendar.bounds(moved)
    return msgspec.structs.replace(
        mention,
        timex=calendar.timex(moved),
        edtf=calendar.edtf(moved),
        earliest=span[0] if span else None,
        latest=span[1] if span else None,
        anchor_date=basis.date,
        basis=_reason(draft, mention, basis, "counted from"),
    )


def _ending(draft: Draft, mention: DateMention, basis: _Basis, event: Moment) -> DateMention:
    """A whole period that ended with a dated event: its beginning stays unknown."""
    form = calendar.edtf(replace(event, approximate=not basis.same))
    span = calendar.bounds(event)
    return msgspec.structs.replace(
        mention,
        edtf=f"/{form}",
        latest=span[1] if span else None,
        anchor_date=basis.date,
        basis=_reason(draft, mention, basis, "ended on"),
    )


def _reason(draft: Draft, mention: DateMention, basis: _Basis, relation: str) -> str:
    day = draft.dates[basis.date].edtf or draft.dates[basis.date].timex
    what = basis.claim.trigger.quote if basis.claim.trigger else basis.claim.act
    told = draft.places[basis.claim.place] if basis.claim.place is not None else None
    where = f" in {told.name or told.quote}" if told is not None else ""
    reason = f'{relation} {day}, the date the text gives for "{what}"{where}'
    if basis.same:
        return reason
    meant = _place_meant(draft, mention)
    other = meant.name or meant.quote if meant is not None else None
    return reason + (f", not in {other}" if told is not None and other else ", which need not be the same event")
