"""Situations: an area and a phase of the control of it, in which what the law asks of the surroundings stands once.

An area is a hromada (where a claim gives only a raion, an oblast or a country, that), and a phase is the time before
foreign forces came there, while they held it, after they left, or the days of the change. Whether there was fighting is
looked for in the raion around, within a year: a battle in another region, or years apart, says nothing of this one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from witnessmark.law.facts import Carried
from witnessmark.law.forces import ControlChange, Forces
from witnessmark.law.provisions import Law
from witnessmark.model.canonical import digest
from witnessmark.model.claim import Claim
from witnessmark.model.finding import Phase
from witnessmark.model.incident import Incident
from witnessmark.model.record import PlaceMention

SHOWN = 3
"""Claims that stand beside an element of the situation."""

_LOOKED_AT = 60
"""Claims of an area that are tried: bounds the cost in a crowded case."""

_YEAR, _WEEK = 366, 7
_RAION, _HROMADA = 3, 4
"""Country, oblast, raion, hromada: how much of the administrative path makes one area."""

Area = tuple[str, ...]


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What the incidents of one situation have in common, before the law is laid beside it."""

    id: str
    area: Area
    country: str | None
    phase: Phase
    control: tuple[ControlChange, ...]
    incidents: tuple[Incident, ...]
    earliest: str | None
    latest: str | None
    documents: tuple[str, ...]
    """Where no claim gives a place: the documents that tell of it."""


class Surroundings:
    """The claims of a case by area, for situations to draw on."""

    def __init__(self, claims: Mapping[str, Claim], carried: Mapping[str, Carried], law: Law, forces: Forces) -> None:
        self._claims, self._carried = claims, carried
        wanted = {fact for p in law.provisions.values() for e in p.elements for fact in e.situation}
        self._by_area: dict[tuple[str, Area], list[str]] = defaultdict(list)
        self._control: dict[Area, list[ControlChange]] = defaultdict(list)
        self._acting: dict[tuple[str, Area], list[str]] = defaultdict(list)
        for name, claim in claims.items():
            if claim.modality not in ("asserted", "general", "hearsay") or claim.polarity != "positive":
                continue
            keys = list(_keys(claim))
            for fact in wanted.intersection(carried[name]):
                for key in keys:
                    self._by_area[fact, key].append(name)
            if not affirms(claim):
                continue
            if (change := forces.control(claim)) is not None and (area := area_of(claim.place)):
                self._control[area].append(change)
            for kind in set(_kinds_acting(claim, forces)):
                for key in keys:
                    self._acting[kind, key].append(name)

    def control(self, area: Area) -> list[ControlChange]:
        return self._control.get(area, [])

    def speaking(self, fact: str, ground: Ground) -> list[str]:
        """Claims that carry the fact in the raion of the situation, or in its documents, and within a year of it."""
        return self._near(self._by_area, fact, ground, _RAION)

    def acting(self, kind: str, ground: Ground) -> list[str]:
        """Claims that tell of forces acting there: ``foreign`` and ``group`` in the raion, ``occupied`` (the claim
        calls it so) and ``authority`` (foreign forces exercise it) in the hromada itself."""
        return self._near(self._acting, kind, ground, _RAION if kind in ("foreign", "group") else _HROMADA)

    def _near(self, index: Mapping[tuple[str, Area], list[str]], key: str, ground: Ground, depth: int) -> list[str]:
        areas = [ground.area[:depth]] if ground.area else [("document", each) for each in ground.documents]
        found = (name for area in areas for name in index.get((key, area), ())[:_LOOKED_AT])
        return [name for name in dict.fromkeys(found) if within_a_year(self._claims[name], ground)]


def _kinds_acting(claim: Claim, forces: Forces) -> Iterable[str]:
    if forces.foreign_in(claim):
        yield "foreign"
        if forces.exercises_authority(claim):
            yield "authority"
    if "group" in forces.acting(claim):
        yield "group"
    if forces.says_occupied(claim):
        yield "occupied"


def affirms(claim: Claim) -> bool:
    """Whether the claim says that something happened, as its speaker knows it."""
    return claim.polarity == "positive" and claim.modality in ("asserted", "general") and not is_hearsay(claim)


def is_hearsay(claim: Claim) -> bool:
    return claim.modality == "hearsay" or str(claim.basis.get("act") or "").startswith("hearsay")


def grounds(
    incidents: Sequence[Incident], claims: Mapping[str, Claim], surroundings: Surroundings
) -> dict[str, Ground]:
    """The situations of the incidents, by id, in the order in which they are first met."""
    kept: dict[tuple[Area, Phase], list[Incident]] = defaultdict(list)
    for incident in incidents:
        area = area_of(incident.place)
        kept[area, phase_of(incident, surroundings.control(area))].append(incident)
    made = (
        _ground(area, phase, mine, claims, surroundings)
        for (area, phase), together in kept.items()
        for mine in _periods(together)
    )
    return {ground.id: ground for ground in made}


def _periods(incidents: Sequence[Incident]) -> list[list[Incident]]:
    """The incidents apart by time: with more than a year between two of them, they are in different situations. Those
    that nobody dates are a situation of their own."""
    undated = [i for i in incidents if i.time.earliest is None or i.time.latest is None]
    dated = [(i.time.earliest, i.time.latest, i) for i in incidents if i.time.earliest and i.time.latest]
    periods: list[list[Incident]] = []
    end = None
    for first, last, incident in sorted(dated, key=lambda each: each[:2]):
        if end is None or _days(end, first) > _YEAR:
            periods.append([])
        periods[-1].append(incident)
        end = last if end is None else max(end, last)
    return [*periods, undated] if undated else periods


def _ground(
    area: Area, phase: Phase, incidents: list[Incident], claims: Mapping[str, Claim], surroundings: Surroundings
) -> Ground:
    bounds = [(i.time.earliest, i.time.latest) for i in incidents if i.time.earliest and i.time.latest]
    countries = (i.place.country for i in incidents if i.place is not None and i.place.country)
    documents = dict.fromkeys(claims[name].document for i in incidents for name in i.claims) if not area else {}
    earliest = min((first for first, _ in bounds), default=None)
    return Ground(
        id=f"k-{digest([list(area), phase, earliest[:4] if earliest else None])[:12]}",
        area=area,
        country=next(countries, None),
        phase=phase,
        control=tuple(surroundings.control(area)),
        incidents=tuple(incidents),
        earliest=earliest,
        latest=max((last for _, last in bounds), default=None),
        documents=tuple(documents),
    )


def phase_of(incident: Incident, control: Sequence[ControlChange]) -> Phase:
    """Where the incident falls between the dated changes of control of its area. Where these do not tell, a claim of
    the incident itself, or of about the same time, that foreign forces held the place does."""
    phase = _between(incident, [each for each in control if each.change != "held"])
    if phase in ("unknown", "undated") and any(_holds(each, incident) for each in control if each.change == "held"):
        return "held"
    return phase


def _holds(told: ControlChange, incident: Incident) -> bool:
    """Whether a claim that the place was held speaks to the time of the incident: its own, or one that is dated to a
    few days not far from it."""
    if told.claim in incident.claims:
        return True
    begin, end = incident.time.earliest, incident.time.latest
    if begin is None or end is None or told.earliest is None or told.latest is None:
        return False
    dated = _days(told.earliest, told.latest) <= _WEEK
    return dated and max(_days(end, told.earliest), _days(told.latest, begin)) <= 2 * _WEEK


def _between(incident: Incident, control: Sequence[ControlChange]) -> Phase:
    if not control:
        return "unknown"
    begin, end = incident.time.earliest, incident.time.latest
    taken, left = _dated(control, "taken"), _dated(control, "left")
    if begin is None or end is None or not (taken or left):
        return "undated"
    gone = [last for _, last in left if last < begin]
    if gone and not any(max(gone) < first <= end for first, _ in taken):
        return "after"
    if taken and not any(first <= end for first, _ in taken):
        return "before"
    if any(first <= begin and end <= last for first, last in left):
        return "changing"  # on the very days on which they left, whether or not it is told when they had come
    came = any(last < begin for _, last in taken) or (not taken and _soon(begin, left[0][0]))
    if came and not any(first <= end and last >= begin for first, last in left):
        return "held"
    return "changing" if taken else "undated"


def _dated(control: Sequence[ControlChange], change: str) -> list[tuple[str, str]]:
    return sorted((c.earliest, c.latest) for c in control if c.change == change and c.earliest and c.latest)


def _soon(day: str, other: str) -> bool:
    """Whether ``other`` comes within a year after ``day``."""
    return 0 <= _days(day, other) <= _YEAR


def _days(day: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(day)).days


def area_of(place: PlaceMention | None) -> Area:
    """The hromada of a place, or the smallest unit above it that is known; empty where there is none."""
    if place is None:
        return ()
    path = place.admin[:_HROMADA]
    if place.kind in ("region", "country") and place.name and place.name not in path:
        path = (*path, place.name)[:_HROMADA]
    return tuple(path)


def _keys(claim: Claim) -> Iterable[Area]:
    yield ("document", claim.document)
    area = area_of(claim.place)
    for length in range(1, len(area) + 1):
        yield area[:length]


def within_a_year(claim: Claim, ground: Ground) -> bool:
    """Within a year, or not known to be further apart."""
    first, last = (claim.date.earliest, claim.date.latest) if claim.date else (None, None)
    if first is None or last is None or ground.earliest is None or ground.latest is None:
        return True
    return max(_days(ground.latest, first), _days(last, ground.earliest)) <= _YEAR
