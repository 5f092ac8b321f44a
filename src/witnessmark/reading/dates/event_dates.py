"""The component that dates what a text counts from an event: "3 days before the liberation of the city".

It runs when the claims are there. If the text dates that very event, arithmetic gives the date. If it dates only one of
the same kind close by, the result is inferred: approximate, with its reason in words. Otherwise nothing is said.
"""

import math
from bisect import bisect_left, bisect_right
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
from witnessmark.reading.dates.vocabulary import LANGUAGES, table
from witnessmark.reading.draft import Draft, Words, fold

_CLOSE_KM = 15.0
_SAID = frozenset({"asserted", "hearsay"})
_EARTH_KM = 6371.0
_LOOKED_AT = 60
"""Claims of a kind before and after a mention that may date its event: a bound, so that cost stays linear."""


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
        told = _Told(draft)
        for index, mention in enumerate(draft.dates):
            if (
                mention.anchor == "event"
                and mention.anchor_event is not None
                and mention.earliest is None
                and mention.latest is None
            ):
                draft.dates[index] = _resolved(told, index, mention)


class _Told:
    """What a draft tells of events: its dated claims of each kind and its places, to look up by offset."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._claims: dict[str, tuple[list[int], list[ClaimMention]]] = {}
        self._starts: list[int] | None = None
        self._settlements: list[PlaceMention] = []

    def near(self, group: EventGroup, offset: int) -> list[ClaimMention]:
        """The dated claims that tell of such events, those around ``offset``."""
        if group.id not in self._claims:
            told = [claim for claim in self.draft.claims if _may_date(claim) and _tells_of(claim, group)]
            self._claims[group.id] = ([claim.start for claim in told], told)
        starts, told = self._claims[group.id]
        at = bisect_left(starts, offset)
        return told[max(at - _LOOKED_AT, 0) : at + _LOOKED_AT]

    def inside(self, mention: DateMention) -> PlaceMention | None:
        """The first place named in the event's words."""
        event, places = mention.anchor_event, self.draft.places
        if event is None:
            return None
        if self._starts is None:
            self._starts = [place.start for place in places]
            self._settlements = [place for place in places if place.kind == "settlement"]
        at = bisect_left(self._starts, event.start)
        return places[at] if at < len(places) and places[at].start < event.end else None

    def meant(self, mention: DateMention) -> PlaceMention | None:
        """The place named in the event's words, or else the settlement that the text spoke of last."""
        inside = self.inside(mention)
        if inside is not None:
            return inside
        before = bisect_right(self._settlements, mention.start, key=lambda place: place.end)
        return self._settlements[before - 1] if before else None

    def names_place(self, mention: DateMention) -> bool:
        """Whether the event's words say where it was, by a name or by "of the city"."""
        event = mention.anchor_event
        if event is None:
            return False
        return self.inside(mention) is not None or not _place_nouns().isdisjoint(fold(event.quote).split())


@cache
def _place_nouns() -> frozenset[str]:
    return frozenset(noun for language in LANGUAGES for noun in table(language)["classes"].get("PLACENOUN", ()))


def _may_date(claim: ClaimMention) -> bool:
    return claim.date is not None and claim.modality in _SAID and claim.polarity != "negative"


def _resolved(told: _Told, index: int, mention: DateMention) -> DateMention:
    draft = told.draft
    expression = _said(draft, mention)
    groups = _groups(mention.anchor_event.quote if mention.anchor_event else "")
    if expression is None or not groups:
        return mention
    said = expression.fields
    if said["whole"]:
        ending = {group.ended_by for group in groups}
        groups = [group for group in event_groups() if group.id in ending]
    basis = _basis(told, index, mention, groups)
    if basis is None:
        return mention
    moment = _moment(draft.dates[basis.date])
    if moment is None:
        return mention
    return _ending(told, mention, basis, moment) if said["whole"] else _counted(told, mention, basis, moment, said)


def _said(draft: Draft, mention: DateMention) -> Expression | None:
    """What the words say, read anew: a mention keeps its result only."""
    rules = grammar()
    scan = rules.scan(Words(mention.quote), draft.language)
    return next((e for e in longest(rules.matches(scan), scan) if e.kind == "event"), None)


def _groups(words: str) -> list[EventGroup]:
    """The kinds of event that the words name, by the first word that names any."""
    for word in fold(words).split():
        found = [group for group in event_groups() if word.startswith(group.words)]
        if found:
            return found
    return []


def _basis(told: _Told, index: int, mention: DateMention, groups: Sequence[EventGroup]) -> _Basis | None:
    """The best dated claim of such an event: of the same place first, then of one close by; nearest in the text."""
    draft, place, named = told.draft, told.meant(mention), told.names_place(mention)
    best: tuple[int, int, int] | None = None
    found: _Basis | None = None
    for claim in (claim for group in groups for claim in told.near(group, mention.start)):
        if claim.date is None or claim.date == index:
            continue
        where = draft.places[claim.place] if claim.place is not None else None
        between = draft.text[min(claim.start, mention.start) : max(claim.start, mention.start)]
        told_here = not named and "\n" not in between  # "my detention": the one told in this very paragraph
        rank = 0 if told_here else _nearness(draft, place, where, named=named)
        if rank is None:
            continue
        order = (rank, abs(claim.start - mention.start), claim.start)
        if best is None or order < best:
            best, found = order, _Basis(claim, claim.date, rank == 0)
    return found


def _tells_of(claim: ClaimMention, group: EventGroup) -> bool:
    if claim.act not in group.acts:
        return False
    words = fold(claim.trigger.quote if claim.trigger else claim.quote).split()
    return not group.decide or any(word.strip("\"'«»“”(),.").startswith(group.words) for word in words)


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


def _counted(told: _Told, mention: DateMention, basis: _Basis, event: Moment, said: dict[str, Any]) -> DateMention:
    if isinstance(said["count"], str) or said["count"] != int(said["count"]):
        return mention
    moved = calendar.shift(event, said["unit"], int(said["count"]) * said["step"])
    if moved is None:
        return mention
    moved = replace(
        moved,
        approximate=not basis.same or bool(said.get("approx")) or "~" in (told.draft.dates[basis.date].edtf or ""),
    )
    span = calendar.bounds(moved)
    return msgspec.structs.replace(
        mention,
        type="DATE",
        timex=calendar.timex(moved),
        edtf=calendar.edtf(moved),
        earliest=span[0] if span else None,
        latest=span[1] if span else None,
        anchor_date=basis.date,
        basis=_reason(told, mention, basis, "counted from"),
    )


def _ending(told: _Told, mention: DateMention, basis: _Basis, event: Moment) -> DateMention:
    """A whole period that ended with a dated event: its beginning stays unknown."""
    form = calendar.edtf(replace(event, approximate=not basis.same))
    span = calendar.bounds(event)
    return msgspec.structs.replace(
        mention,
        edtf=f"/{form}",
        latest=span[1] if span else None,
        anchor_date=basis.date,
        basis=_reason(told, mention, basis, "ended on"),
    )


def _reason(all_told: _Told, mention: DateMention, basis: _Basis, relation: str) -> str:
    draft = all_told.draft
    day = draft.dates[basis.date].edtf or draft.dates[basis.date].timex
    what = basis.claim.trigger.quote if basis.claim.trigger else basis.claim.act
    told = draft.places[basis.claim.place] if basis.claim.place is not None else None
    where = f" in {told.name or told.quote}" if told is not None else ""
    reason = f'{relation} {day}, the date the text gives for "{what}"{where}'
    if basis.same:
        return reason
    meant = all_told.meant(mention)
    other = meant.name or meant.quote if meant is not None else None
    return reason + (f", not in {other}" if told is not None and other else ", which need not be the same event")
