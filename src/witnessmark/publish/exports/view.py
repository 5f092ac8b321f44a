"""A release with what every export asks of it: a name for an incident, a place in words, what may be a point.

Formats that know only points are given one only where an area of that size may be drawn so (``data/points.yaml``).
"""

from functools import cached_property
from typing import NamedTuple

import msgspec

from witnessmark.model.acts import taxonomy
from witnessmark.model.incident import Contradiction
from witnessmark.model.release import Release, ReleasedActor, ReleasedClaim, ReleasedIncident, ReleasedPlace
from witnessmark.publish.exports.dates import words_of
from witnessmark.publish.exports.mapping import mapping
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.words import Language, Words


class PointRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Up to which radius, in km, an area may be given as a point."""

    radius_km: float
    hazard_radius_km: float


class Area(NamedTuple):
    """A place that has a position: WGS84 degrees, and how far from there it may really be."""

    lat: float
    lon: float
    radius_km: float


class Part(NamedTuple):
    """Somebody or something that takes a role in an incident, with the claim that says so."""

    role: str
    text: str
    actor: ReleasedActor | None
    claim: ReleasedClaim


class View(ReleaseIndex):
    """The look-ups of a release, and its values in words of one language."""

    def __init__(self, release: Release, language: Language = "en") -> None:
        super().__init__(release)
        self.language: Language = language

    @cached_property
    def words(self) -> Words:
        return Words(self.language, ("words.yaml", "exports.yaml"))

    def act(self, act: str) -> str:
        """The label of an act; an act that this version does not know as it is."""
        known = taxonomy().acts.get(act)
        return known.label[self.language] if known else act

    def title(self, incident: ReleasedIncident) -> str:
        """A name that begins with what is said to have happened, and is the incident's alone."""
        acts = "; ".join(self.act(act) for act in incident.acts[:3])
        place = self.place_of(incident.place)
        parts = (acts, place.name if place else None, self.when(incident))
        return f"{' – '.join(part for part in parts if part)} ({incident.id[:12]})"

    def when(self, incident: ReleasedIncident) -> str:
        """The time as EDTF or as its bounds; empty when nobody says."""
        return words_of(incident.time)

    def where(self, place: ReleasedPlace | None) -> str:
        """The name with how far the place may really be from its point: "Izium (within 4 km)"."""
        if place is None:
            return ""
        if place.radius_km is None:
            return place.name
        return self.words("export.within", name=place.name, km=f"{place.radius_km:g}")

    @staticmethod
    def area(place: ReleasedPlace | None) -> Area | None:
        if place is None or place.lat is None or place.lon is None or place.radius_km is None:
            return None
        return Area(place.lat, place.lon, place.radius_km)

    def point(self, incident: ReleasedIncident) -> Area | None:
        """The area where it may be given as a point, else None. A point in a field tells nobody where not to step."""
        return _as_point(self.area(self.place_of(incident.place)), hazard=incident.layer == "hazard")

    def place_point(self, place: ReleasedPlace) -> Area | None:
        """The same for a place by itself: strictly, where any hazard is said to be."""
        hazard = any(incident.layer == "hazard" for incident in self.incidents_of_place.get(place.id, ()))
        return _as_point(self.area(place), hazard=hazard)

    def summary(self, incident: ReleasedIncident) -> str:
        """Status, how many claims, and how many groups of them are independent."""
        claims = self.words.count("count.claims", len(incident.claims))
        status = self.words.value("status", incident.status)
        return self.words("export.summary", status=status, claims=claims, groups=len(incident.groups))

    def contradiction(self, each: Contradiction) -> dict[str, str]:
        """By claim what it says of the field, in words."""
        if each.field != "whether-at-all":
            return each.values
        return {claim: self.words.value("value", value) for claim, value in each.values.items()}

    def claims_of(self, incident: ReleasedIncident) -> list[ReleasedClaim]:
        return [self.claims[claim] for claim in incident.claims if claim in self.claims]

    def parts(self, incident: ReleasedIncident) -> list[Part]:
        """Who or what takes which role, each once for each claim that says so."""
        return [
            Part(role.role, role.text, self.actors.get(role.actor or ""), claim)
            for claim in self.claims_of(incident)
            for role in claim.roles
        ]

    def in_role(self, incident: ReleasedIncident, *roles: str) -> list[str]:
        """The words for those in any of the roles, each once."""
        return list(dict.fromkeys(part.text for part in self.parts(incident) if part.role in roles and part.text))

    def documents_of(self, incident: ReleasedIncident) -> list[str]:
        """The released ids of the documents that speak of it, each once."""
        return list(dict.fromkeys(claim.document for claim in self.claims_of(incident)))

    @staticmethod
    def unit(place: ReleasedPlace | None, level: int) -> str:
        """The administrative unit of that level (0 the country, 1 the oblast …); empty when it is not known."""
        return place.admin[level] if place is not None and level < len(place.admin) else ""


def _as_point(area: Area | None, *, hazard: bool) -> Area | None:
    rule = mapping("points.yaml", PointRule)
    limit = rule.hazard_radius_km if hazard else rule.radius_km
    return area if area is not None and area.radius_km <= limit else None
