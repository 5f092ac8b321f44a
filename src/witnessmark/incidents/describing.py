"""From a group of claims to an incident: its acts, place and time, its independent sources and its contradictions."""

from collections.abc import Mapping, Sequence
from datetime import date

from witnessmark.incidents.comparing import Traits
from witnessmark.incidents.contradictions import contradictions_of
from witnessmark.incidents.families import families
from witnessmark.incidents.independence import source_groups
from witnessmark.model.acts import taxonomy
from witnessmark.model.canonical import digest
from witnessmark.model.incident import Incident, IncidentStatus, IncidentTime, LinkReason
from witnessmark.model.record import PlaceMention

_PRECISION = {"facility": 0, "settlement": 1, "natural": 2, "other": 3, "region": 4, "country": 5}


def describe(group: Sequence[Traits], links: tuple[LinkReason, ...], texts: Mapping[str, str]) -> Incident:
    """The incident that a group of claims is about. Its id comes from its first claim: it stays when others join."""
    claims = [one.claim for one in group]
    acts = sorted({claim.act for claim in claims}, key=families().by_gravity)
    groups = source_groups(claims, texts)
    return Incident(
        id="i-" + digest(["incident", claims[0].id])[:16],
        acts=tuple(acts),
        category=taxonomy()[acts[0]].category,
        status=_status(group),
        claims=tuple(claim.id for claim in claims),
        place=_place(group),
        time=_time(group),
        groups=groups,
        contradictions=contradictions_of(group, groups, texts),
        links=links,
    )


def _status(group: Sequence[Traits]) -> IncidentStatus:
    told = [one.claim for one in group if one.claim.modality not in ("threatened", "planned")]
    if not told:
        return "threatened-or-planned"
    denied = [claim for claim in told if claim.modality == "denied" or claim.polarity == "negative"]
    return "denied-only" if len(denied) == len(told) else "reported"


def _place(group: Sequence[Traits]) -> PlaceMention | None:
    """The most precise place that a claim gives; the first told where several are equally precise."""
    places = [one.claim.place for one in group if one.claim.place is not None]
    if not places:
        return None
    return min(places, key=lambda place: (place.lat is None, _PRECISION[place.kind], place.radius_km or 1e9))


def _time(group: Sequence[Traits]) -> IncidentTime:
    """The narrowest stated time, widened to hold every other that is as narrow: nothing is averaged. A denial dates
    the event only where nobody who says that it happened does."""
    stated = [one for one in group if one.days]
    affirmed = [one for one in stated if one.claim.modality != "denied" and one.claim.polarity == "positive"]
    dated = sorted(affirmed or stated, key=lambda one: (one.days[1] - one.days[0], one.order))  # type: ignore[index]
    if not dated:
        return IncidentTime()
    best = dated[0].claim.date
    assert best is not None and dated[0].days is not None  # noqa: S101 - said by `dated`
    width = dated[0].days[1] - dated[0].days[0]
    as_narrow = [one.days for one in dated if one.days and one.days[1] - one.days[0] == width]
    first, last = min(days[0] for days in as_narrow), max(days[1] for days in as_narrow)
    agree = (first, last) == dated[0].days
    return IncidentTime(
        edtf=best.edtf if agree else f"[{date.fromordinal(first)}..{date.fromordinal(last)}]",
        earliest=date.fromordinal(first).isoformat(),
        latest=date.fromordinal(last).isoformat(),
        approximate=bool(best.edtf and best.edtf.rstrip()[-1:] in "~?%"),
    )
