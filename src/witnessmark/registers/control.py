"""Who is said to have held a settlement, from when until when.

What begins a time of control: forces enter, take it, are said to hold it, or it is "liberated". What ends one: they
leave, or others come; comers whose side nobody tells ("our division") may be of the holder's own and end nothing.
Claims that give different days for one end stand side by side. An end that nobody tells of is unknown, which is not
"until today".
"""

import heapq
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
_UNKNOWN = "unit:"
"""How a holder begins whose side is not known; its words follow."""
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
    first: str = ""
    """The first day of a beginning that is dated."""
    last: dict[bool, str] = field(default_factory=lambda: {True: "", False: ""})
    """The last day of a dated end: of all (True), and without those that are the coming of others (False)."""

    def begun_by(self, event: _Event) -> None:
        self.begins.append(event)
        if event.date:
            self.first = min(self.first or event.day, event.day)

    def ended_by(self, event: _Event, how: str) -> None:
        self.ends.append((event, how))
        if event.date:
            latest = event.date.latest or ""
            self.last[True] = max(self.last[True], latest)
            if how != "advance-of-others":
                self.last[False] = max(self.last[False], latest)

    def ended_before(self, event: _Event) -> bool:
        """Whether it was over before the event; that others came does not say that these had left."""
        last = self.last[event.begins]
        return bool(event.date and last) and last < event.day


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
        by = f"{_UNKNOWN}{(units[0].name or units[0].quote).casefold()}" if units else _UNKNOWN
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
    times = _Times()
    dated = sorted((event for event in events if event.date), key=lambda event: event.day)
    for event in [*dated, *(event for event in events if not event.date)]:
        if event.begins:
            times.begin(event)
        else:
            times.end(event)
    freed = [event for event in events if event.name == "liberation"]
    if freed and all(interval.by == freed[0].by for interval in times.found):
        return [_Interval(_BEFORE, ends=[(event, "liberation") for event in freed]), *times.found]
    return times.found


def _others(holder: str, comer: str) -> bool:
    """Whether the comers are others than the holder: they are of two sides, or neither is known by its side."""
    return holder != comer and not (comer.startswith(_UNKNOWN) and not holder.startswith((_UNKNOWN, _BEFORE)))


class _Times:
    """Times of control as they are found. Events come in order of their days, the undated last."""

    def __init__(self) -> None:
        self.found: list[_Interval] = []
        self._last: dict[str, _Interval] = {}
        self._open: dict[int, _Interval] = {}
        """Those that were not over before the last event, by their ``id``: nobody looks through the others again."""

    def begin(self, event: _Event) -> None:
        self._last_of(event).begun_by(event)
        how = "liberation" if event.name == "liberation" else "advance-of-others"
        for interval in list(self._open.values() if event.date else self.found):
            if interval.ended_before(event):
                del self._open[id(interval)]
                continue
            earlier = not event.date or not interval.first or interval.first < event.day
            if earlier and _others(interval.by, event.by):
                interval.ended_by(event, how)

    def end(self, event: _Event) -> None:
        interval = self._last_of(event)
        interval.ended_by(event, event.name)
        self._open[id(interval)] = interval  # its end may now be later than the coming of others

    def _last_of(self, event: _Event) -> _Interval:
        """The holder's last time of control; a new one where that was over before the event."""
        own = self._last.get(event.by)
        if own is None or own.ended_before(event):
            own = _Interval(event.by)
            self.found.append(own)
            self._last[event.by] = self._open[id(own)] = own
        return own


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
    spans = sorted((*span, at) for at, one in enumerate(made) if (span := _certain(one)) is not None)
    others: list[set[int]] = [set() for _ in made]
    lasting: list[tuple[str, int]] = []
    for first, last, at in spans:
        while lasting and lasting[0][0] <= first:
            heapq.heappop(lasting)
        for _, other in lasting:
            others[at].add(other)
            others[other].add(at)
        heapq.heappush(lasting, (last, at))
    for one, these in zip(made, others, strict=True):
        yield msgspec.structs.replace(one, beside=tuple(made[at].id for at in sorted(these) if made[at].id != one.id))
