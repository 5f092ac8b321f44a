"""Making rows: where and when, from the claims that a row rests on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from witnessmark.model.canonical import digest
from witnessmark.model.claim import Claim
from witnessmark.model.incident import IncidentTime
from witnessmark.model.record import DateMention, PlaceMention
from witnessmark.model.register import Cell, RegisterName, Row, RowKind, cells_of
from witnessmark.registers.ground import Ground

UNPLACED = ""
T = TypeVar("T")


def settlement(place: PlaceMention | None) -> str:
    """What makes two places one settlement: the name of it, or of the one that a building stands in."""
    if place is None:
        return UNPLACED
    if place.kind in ("facility", "other") and len(place.admin) > 1:
        return place.admin[-1]
    return place.name or place.quote


def narrowest(claims: Iterable[Claim]) -> PlaceMention | None:
    """The place that is known the most narrowly; of equals the first."""
    places = [claim.place for claim in claims if claim.place is not None]
    return min(places, key=lambda place: (place.radius_km is None, place.radius_km or 0.0), default=None)


def _width(mention: DateMention) -> int:
    first, last = date.fromisoformat(mention.earliest or ""), date.fromisoformat(mention.latest or "")
    return (last - first).days


def time_of(claims: Iterable[Claim]) -> IncidentTime:
    """Bounds that hold every account that is as narrow as the narrowest; the EDTF only where all of these agree."""
    dates = [claim.date for claim in claims if claim.date is not None]
    closed = [each for each in dates if each.earliest and each.latest]
    if not closed:
        half = next((each for each in dates if each.earliest or each.latest), None)
        return IncidentTime() if half is None else _one(half)
    least = min(map(_width, closed))
    best = [each for each in closed if _width(each) == least]
    if len({each.edtf for each in best}) == 1:
        return _one(best[0])
    earliest, latest = min(each.earliest or "" for each in best), max(each.latest or "" for each in best)
    return IncidentTime(edtf=f"[{earliest}..{latest}]", earliest=earliest, latest=latest)


def _one(mention: DateMention) -> IncidentTime:
    edtf = mention.edtf or ""
    return IncidentTime(
        edtf=mention.edtf, earliest=mention.earliest, latest=mention.latest, approximate="~" in edtf or "%" in edtf
    )


def _plain(one: object) -> None:
    return None


@dataclass
class _Part(Generic[T]):
    """What is told of one thing, by whom, and with which traits."""

    told: list[T] = field(default_factory=list)
    voices: set[str] = field(default_factory=set)
    traits: set[frozenset[str]] = field(default_factory=set)

    def fits(self, who: str, own: frozenset[str] | None) -> bool:
        return who not in self.voices and (own is None or self.traits <= {own})


def accounts(
    told: Iterable[T], said: Callable[[T], str | None], voice: Callable[[T], str],
    trait: Callable[[T], frozenset[str] | None] = _plain,
) -> list[list[T]]:  # fmt: skip
    """What is told of one incident, a list a thing. What is ``said`` alike, such as one number, is the same thing. Of
    what is said otherwise, that of different voices are accounts of one thing, and stand side by side, unless they
    say another ``trait`` of it; that of one voice are two things."""
    parts: list[_Part[T]] = []
    said_in: dict[str | None, _Part[T]] = {}
    passed: dict[tuple[str, frozenset[str] | None], int] = {}
    """So many of the first parts do not fit a voice and a trait: they never will, for what they hold only grows."""
    for one in told:
        n, who, own = said(one), voice(one), trait(one) or None
        fitting = said_in.get(n)
        if fitting is None:
            at = passed.get((who, own), 0)
            while at < len(parts) and not parts[at].fits(who, own):
                at += 1
            passed[who, own] = at
            if at == len(parts):
                parts.append(_Part())
            fitting = said_in[n] = parts[at]
        fitting.told.append(one)
        fitting.voices.add(who)
        if own:
            fitting.traits.add(own)
    return [part.told for part in parts]


def row(
    ground: Ground,
    register: RegisterName,
    claims: Sequence[Claim],
    cells: Iterable[Cell],
    *,
    kind: RowKind = "entry",
    part: str = "",
    place: PlaceMention | None = None,
    time: IncidentTime | None = None,
) -> Row:
    """A row on these claims, in the order of the case. ``part`` tells rows apart that rest on the same claims."""
    kept = cells_of(cells)
    named = dict.fromkeys([claim.id for claim in claims]) | dict.fromkeys(c for each in kept for c in each.claims)
    ordered = tuple(sorted(named, key=lambda claim: ground.order[claim]))
    incidents = dict.fromkeys(ground.incident_of[claim.id] for claim in claims if claim.id in ground.incident_of)
    return Row(
        id=f"{register}-{digest([register, part, *sorted(claim.id for claim in claims)])[:10]}",
        register=register,
        kind=kind,
        claims=ordered,
        incidents=tuple(incidents),
        place=place or narrowest(claims),
        time=time or time_of(claims),
        cells=kept,
    )


def in_order(rows: Iterable[Row], ground: Ground) -> tuple[Row, ...]:
    """By settlement, then time, then the first claim: undated last."""

    def key(one: Row) -> tuple[bool, str, str, bool, str, int, str]:
        first = min((ground.order[claim] for claim in one.claims), default=0)
        where = settlement(one.place)
        begun = one.time.earliest is not None
        return where == UNPLACED, where, one.time.earliest or one.time.latest or "9999", begun, one.kind, first, one.id

    return tuple(sorted(rows, key=key))
