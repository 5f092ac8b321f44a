"""Incidents and their matrices, reduced to the claims that an edition holds; an incident without any is gone."""

from collections.abc import Callable, Mapping
from datetime import date

from msgspec.structs import replace

from witnessmark.model.acts import taxonomy
from witnessmark.model.incident import Contradiction, Incident, IncidentTime, Tie
from witnessmark.model.layers import layer_of
from witnessmark.model.release import ReleasedGroup, ReleasedIncident
from witnessmark.protection.coarsen import PlaceBook
from witnessmark.protection.policy import Policy
from witnessmark.protection.shaping_links import shape_links
from witnessmark.protection.withholding import Reviewed


class IncidentShaper:
    """Shapes incidents. ``claim_ids`` maps the claims of the edition to their released ids."""

    def __init__(
        self, policy: Policy, items: Mapping[str, Reviewed], claim_ids: Mapping[str, str], places: PlaceBook,
        clean: Callable[[str], str], *, coarse: bool,
    ) -> None:  # fmt: skip
        self._policy = policy
        self._items = items
        self._ids = claim_ids
        self._places = places
        self._clean = clean
        self._coarse = coarse

    def shape(self, incident: Incident, identity: str) -> ReleasedIncident | None:
        kept = [claim for claim in incident.claims if claim in self._items]
        if not kept:
            return None
        whole = len(kept) == len(incident.claims) and not any(self._changed(claim) for claim in kept)
        acts = self._acts(incident, kept)
        first = taxonomy()[acts[0]]
        hazard = any(self._policy.is_hazard(act) for act in acts)
        return ReleasedIncident(
            id=identity,
            acts=acts,
            category=first.category,
            layer=layer_of(acts),
            status=incident.status if whole else self._status(incident, kept),
            claims=tuple(self._ids[claim] for claim in kept),
            place=self._place(incident, kept, whole=whole, hazard=hazard),
            time=incident.time if whole else self._time(kept),
            groups=self._groups(incident),
            contradictions=tuple(self._contradictions(incident, hazard)),
            links=shape_links(incident.links, self._ids, self._items, coarse=self._coarse),
        )

    def _changed(self, claim: str) -> bool:
        return self._items[claim].verdict == "corrected"

    def _acts(self, incident: Incident, kept: list[str]) -> tuple[str, ...]:
        left = dict.fromkeys(self._items[claim].claim.act for claim in kept)
        ordered = [act for act in incident.acts if act in left]
        return tuple(dict.fromkeys([*ordered, *left]))

    def _status(self, incident: Incident, kept: list[str]) -> str:
        claims = [self._items[claim].claim for claim in kept]
        if all(claim.modality == "denied" or claim.polarity == "negative" for claim in claims):
            return "denied-only"
        return incident.status

    def _place(self, incident: Incident, kept: list[str], *, whole: bool, hazard: bool) -> str | None:
        if whole:
            return self._places.id_of(incident.place, hazard=hazard)
        places = [self._items[claim].claim.place for claim in kept]
        narrowest = min(
            (place for place in places if place is not None), key=lambda place: place.radius_km or 1e9, default=None
        )
        return self._places.id_of(narrowest, hazard=hazard)

    def _time(self, kept: list[str]) -> IncidentTime:
        """The narrowest date that a claim of the edition gives: bounds of withheld claims must not show through."""
        known = (self._items[claim].claim.date for claim in kept)
        dates = [each for each in known if each and each.earliest and each.latest]
        if not dates:
            return IncidentTime()
        best = min(dates, key=lambda each: (_days(each.earliest, each.latest), each.earliest or ""))
        return IncidentTime(
            edtf=best.edtf, earliest=best.earliest, latest=best.latest, approximate="~" in (best.edtf or "")
        )

    def _groups(self, incident: Incident) -> tuple[ReleasedGroup, ...]:
        groups = []
        for group in incident.groups:
            left = tuple(self._ids[claim] for claim in group.claims if claim in self._items)
            if left:
                ties = tuple(self._tie(tie) for tie in group.ties if {tie.first, tie.second} <= self._items.keys())
                reasons = tuple(sorted({tie.reason for tie in ties})) or group.reasons
                parted = tuple(self._tie(tie) for tie in group.parted if {tie.first, tie.second} <= self._items.keys())
                reasons = reasons if len(left) > 1 else ("single",)
                groups.append(ReleasedGroup(claims=left, reasons=reasons, ties=ties, parted=parted))
        return tuple(groups)

    def _tie(self, tie: Tie) -> Tie:
        named = self._clean(tie.named) if tie.named else None
        return replace(tie, first=self._ids[tie.first], second=self._ids[tie.second], named=named)

    def _contradictions(self, incident: Incident, hazard: bool) -> list[Contradiction]:
        shown = []
        for each in incident.contradictions:
            values = {}
            for claim, value in each.values.items():
                text = self._value(each.field, claim, value, hazard) if claim in self._items else None
                if text is not None:
                    values[self._ids[claim]] = text
            if len(values) > 1:
                shown.append(Contradiction(field=each.field, values=values))
        return shown

    def _value(self, field: str, claim: str, value: str, hazard: bool) -> str | None:
        if field == "place" and self._coarse:
            return self._places.name(self._places.id_of(self._items[claim].claim.place, hazard=hazard))
        return self._clean(value)


def _days(earliest: str | None, latest: str | None) -> int:
    return (date.fromisoformat(latest) - date.fromisoformat(earliest)).days if earliest and latest else 10**6
