"""What the case says of the situation around an incident: who fought there and who held the place, in that time.

A battle in another region, or years apart, says nothing of this one.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from witnessmark.model.claim import Claim
from witnessmark.model.incident import Incident
from witnessmark.model.record import PlaceMention

_SHOWN = 3
"""Claims of the situation that stand beside an element."""

_LOOKED_AT = 60
"""Claims of an area that are tried: bounds the cost in a crowded case."""

_YEAR = 366
_RAION = 3
"""Country, oblast, raion: how much of the administrative path makes one area."""


def affirms(claim: Claim) -> bool:
    """Whether the claim says that something happened."""
    return claim.polarity == "positive" and claim.modality in ("asserted", "general")


class Situation:
    """The claims that speak to facts of the situation, by fact and by where they place them."""

    def __init__(
        self, claims: Mapping[str, Claim], carried: Mapping[str, frozenset[str]], facts: Collection[str]
    ) -> None:
        self._claims = claims
        self._facts = tuple(facts)
        self._by_area: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
        for name, claim in claims.items():
            if not affirms(claim):
                continue
            for fact in carried[name].intersection(facts):
                self._by_area[fact, ("document", claim.document)].append(name)
                if area := _area(claim.place):
                    self._by_area[fact, area].append(name)

    def around(self, incident: Incident) -> dict[str, tuple[str, ...]]:
        """For each fact up to three claims of the same raion, or where the incident has no place of its own documents,
        within a year of it."""
        area = _area(incident.place)
        documents = dict.fromkeys(self._claims[name].document for name in incident.claims)
        keys = [area] if area else [("document", document) for document in documents]
        return {
            fact: tuple(
                [name for key in keys for name in self._by_area.get((fact, key), ())[:_LOOKED_AT]
                 if _in_time(self._claims[name], incident)][:_SHOWN]
            )
            for fact in self._facts
        }  # fmt: skip


def _area(place: PlaceMention | None) -> tuple[str, ...] | None:
    return place.admin[:_RAION] if place is not None and len(place.admin) >= _RAION else None


def _in_time(claim: Claim, incident: Incident) -> bool:
    """Within a year, or not known to be further apart."""
    mine = (claim.date.earliest, claim.date.latest) if claim.date else (None, None)
    bounds = (mine[0], mine[1], incident.time.earliest, incident.time.latest)
    if any(bound is None for bound in bounds):
        return True
    first, last, begin, end = (date.fromisoformat(bound) for bound in bounds if bound)
    return max((first - end).days, (begin - last).days) <= _YEAR
