"""Who is said to have held a settlement, from when until when.

What begins a time of control: forces enter, take it, are said to hold it, or it is "liberated". What ends one: they
leave, or others come. Claims that give different days for one end stand side by side. An end that nobody tells of is
unknown, which is not "until today".
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

from witnessmark.model.claim import Claim, Participant
from witnessmark.model.edtf import days_of
from witnessmark.model.incident import IncidentTime
from witnessmark.model.record import DateMention, PlaceMention
from witnessmark.model.register import Cell, Row
from witnessmark.registers.ground import Ground, cell, denies, of_hit, of_participant, tells, words
from witnessmark.registers.lexicon import find
from witnessmark.registers.rows import UNPLACED, row, settlement

ACTS = ("entry-of-forces", "change-of-control", "retreat")
_UNITS = ("unit", "authority", "perpetrator")
_OCCUPYING = frozenset({"russian-forces", "dpr-lpr-groups", "occupying-side"})
_LIBERATING = frozenset({"ukrainian-forces", "liberating-side"})
_WHERE = frozenset({"settlement", "facility", "other"})
_BEFORE = "before"
"""The holding of whoever a settlement was liberated from, where no claim says who that was."""


@dataclass(frozen=True)
class _Event:
    """One claim as the beginning or the end of somebody's control. ``by`` tells the holders apart."""

    claim: Claim
    by: str
    name: str
    begins: bool
    holder: tuple[Cell, ...]

    @property
    def date(self) -> DateMention | None:
        held = self.claim.date
        return held if held is not None and held.earliest and held.latest else None

    @property
    def day(self) -> str:
        return self.date.earliest or "" if self.date else ""


@dataclass
class _Interval:
    by: str
    begins: list[_Event] = field(default_factory=list)
    ends: list[tuple[_Event, str]] = field(default_factory=list)
    """What ended it, and how."""

    @property
    def first(self) -> str:
        return min((event.day for event in self.begins if event.date), default="")

    def ended_before(self, event: _Event) -> bool:
        """Whether it was over before the event; that others came does not say that these had left."""
        dated = [
            end.date.latest or "" for end, how in self.ends if end.date and (event.begins or how != "advance-of-others")
        ]
        return bool(event.date and dated) and max(dated) < event.day


def rows(ground: Ground) -> Iterator[Row]:
    by_place: dict[str, list[Claim]] = defaultdict(list)
    for claim in ground.of_acts(ACTS):
        if claim.place is not None and claim.place.kind in _WHERE:
            by_place[settlement(claim.place)].append(claim)
    for where, claims in by_place.items():
        if where == UNPLACED:
            continue
        events = [event for claim in claims if tells(claim) and (event := _event(ground, claim)) is not None]
        denials = [claim for claim in claims if denies(claim) and claim.act != "retreat"]
        made = [_row(ground, interval, denials) for interval in _intervals(events)]
        yield from _beside(made)


def _event(ground: Ground, claim: Claim) -> _Event | None:
    """The claim as an event; None where it says neither who nor when."""
    if claim.act == "change-of-control":
        hit = next(iter(ground.hits("control-event", claim, (claim.span.start, claim.span.end))), None)
        name = hit.value if hit else "taking"
    else:
        name = "arrival" if claim.act == "entry-of-forces" else "departure"
    units = [each for role in _UNITS for each in claim.roles.get(role, ())]
    said = [(each, side) for each in units if (side := _side(each)) is not None]
    if name == "liberation" and any(side == "occupying-side" for _, side in said):
        units, said = [], []  # those from whom it was freed stand in the same sentence
    holder = [cell("holder", side, claim, of_participant(each)) for each, side in said]
    holder += [words("holder-words", claim, of_participant(each)) for each in units]
    by = _party(said[0][1]) if said else None
    if by is None and name == "liberation":
        by = "liberating"
        hit = next(iter(ground.hits("control-event", claim, (claim.span.start, claim.span.end))))
        holder.insert(0, of_hit("holder", claim, hit._replace(value="liberating-side")))
    elif by is None:
        by = f"unit:{(units[0].name or units[0].quote).casefold()}" if units else "unit:"
    if not units and claim.date is None and name != "liberation":
        return None
    return _Event(claim, by, name, name != "departure", tuple(holder))


def _side(each: Participant) -> str | None:
    """Which side's forces a unit belongs to, as far as the words or the reader's identification say."""
    for said in (each.resolved, each.name, each.quote):
        if said and (hits := find("side", said, 0, len(said))):
            return hits[0].value
    return None


def _party(side: str) -> str:
    return "occupying" if side in _OCCUPYING else "liberating" if side in _LIBERATING else side


def _intervals(events: list[_Event]) -> list[_Interval]:
    """Times of control, from the events in order of time; undated ones join the last of the same holder."""
    found: list[_Interval] = []
    dated = sorted((event for event in events if event.date), key=lambda event: event.day)
    for event in [*dated, *(event for event in events if not event.date)]:
        if event.begins:
            _begin(found, event)
        else:
            _last_of(found, event).ends.append((event, event.name))
    freed = [event for event in events if event.name == "liberation"]
    if freed and all(interval.by == freed[0].by for interval in found):
        found.insert(0, _Interval(_BEFORE, ends=[(event, "liberation") for event in freed]))
    return found


def _begin(found: list[_Interval], event: _Event) -> None:
    _last_of(found, event).begins.append(event)
    how = "liberation" if event.name == "liberation" else "advance-of-others"
    for interval in found:
        if interval.by == event.by or interval.by == _BEFORE:
            continue
        earlier = not event.date or not interval.first or interval.first < event.day
        if earlier and not interval.ended_before(event):
            interval.ends.append((event, how))


def _last_of(found: list[_Interval], event: _Event) -> _Interval:
    """The holder's last time of control; a new one where that was over before the event."""
    own = [interval for interval in found if interval.by == event.by]
    if own and not own[-1].ended_before(event):
        return own[-1]
    found.append(_Interval(event.by))
    return found[-1]


def _row(ground: Ground, interval: _Interval, denials: list[Claim]) -> Row:
    cells: list[Cell] = []
    for event in (*interval.begins, *(event for event, _ in interval.ends if event.by == interval.by)):
        cells += event.holder
    for event in interval.begins:
        cells.append(cell("from-event", event.name, event.claim, event.claim.trigger))
        if event.date and event.date.edtf:
            cells.append(cell("from", event.date.edtf, event.claim))
        if event.name == "holding":
            cells += [words("duration", event.claim, hit.span) for hit in ground.hits("duration", event.claim)]
    for event, how in interval.ends:
        cells.append(cell("to-event", how, event.claim, event.claim.trigger))
        if event.date and event.date.edtf:
            bound = f"[..{event.date.latest}]" if how == "advance-of-others" else event.date.edtf
            cells.append(cell("to", bound, event.claim))
    cells += ground.denials(denials)
    claims = [event.claim for event in (*interval.begins, *(event for event, _ in interval.ends))]
    place = next(claim.place for claim in claims if claim.place is not None)
    part = f"{interval.by} {settlement(place)} {interval.first}"
    return row(ground, "control", claims, cells, part=part, time=_time(interval), place=_settlement_of(claims))


def _settlement_of(claims: Iterable[Claim]) -> PlaceMention:
    """Of a settlement, not of a building in it; of a building only where no claim names more."""
    named = [claim.place for claim in claims if claim.place is not None]
    return next((place for place in named if place.kind == "settlement"), named[0])


def _time(interval: _Interval) -> IncidentTime:
    begins = [event.date for event in interval.begins if event.date]
    ends = [(event.date, how) for event, how in interval.ends if event.date]
    earliest = min((date.earliest for date in begins if date.earliest), default=None)
    latest = max((date.latest for date, _ in ends if date.latest), default=None)
    first = {date.edtf for date in begins}
    last = {"" if how == "advance-of-others" else date.edtf for date, how in ends}
    edtf = None
    if len(first) <= 1 and len(last) <= 1 and first | last:
        edtf = f"{next(iter(first), '')}/{next(iter(last), '')}"
        edtf = edtf if edtf != "/" else None
    return IncidentTime(edtf=edtf, earliest=earliest, latest=latest, approximate="~" in (edtf or ""))


def _certain(one: Row) -> tuple[str, str] | None:
    """The days on which the row says control for certain, by all its accounts."""
    starts = [days[1] if (days := days_of(each.value)) else None for each in one.of("from")]
    told = [each.value for each in one.of("to") if not each.value.startswith("[..")]  # no end by somebody's coming
    ends = [days[0] if (days := days_of(value)) else None for value in told]
    known = [day for day in starts if day is not None], [day for day in ends if day is not None]
    if not starts or not ends or len(known[0]) < len(starts) or len(known[1]) < len(ends):
        return None
    first, last = max(known[0]), min(known[1])
    return (first.isoformat(), last.isoformat()) if first < last else None


def _beside(made: list[Row]) -> Iterator[Row]:
    """The rows of one settlement, each with those of other holders that cannot hold together with it."""
    spans = {one.id: _certain(one) for one in made}
    for one in made:
        own = spans[one.id]
        others = [
            other.id
            for other in made
            if other.id != one.id and own and (held := spans[other.id]) and own[0] < held[1] and held[0] < own[1]
        ]
        yield msgspec.structs.replace(one, beside=tuple(others))
