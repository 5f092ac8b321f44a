"""Incidents: what one or more claims are about, how independent those claims are, and where they contradict."""

from typing import Literal

import msgspec

from witnessmark.model.record import PlaceMention

IncidentStatus = Literal["reported", "threatened-or-planned", "denied-only", "unrealised"]
Field = Literal["act", "place", "date", "perpetrator", "victim", "quantity", "whether-at-all"]


class IncidentTime(msgspec.Struct, frozen=True, kw_only=True):
    """When, as far as the claims say: bounds as ISO days, and the EDTF of the narrowest agreeing claim."""

    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    approximate: bool = False


class SourceGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Claims that are not independent of one another, and why: they count once."""

    claims: tuple[str, ...]
    reasons: tuple[str, ...]
    """Ids of reasons: ``same-speaker``, ``near-copy``, ``same-chain``, ``same-source``, ``single``."""


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Two or more claims that cannot all hold. Listed, never resolved: ``values`` gives claim id to what it says."""

    field: Field
    values: dict[str, str]


class LinkReason(msgspec.Struct, frozen=True, kw_only=True):
    """Why two claims are taken to be about the same thing. ``score`` is 0 to 1."""

    first: str
    second: str
    reasons: tuple[str, ...]
    score: float


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """What one or more claims are about. ``acts`` begins with the gravest; ``claims`` are in order of their text.

    ``status`` is "reported" when somebody says that it happened; a threat or plan is an incident of its own.
    """

    id: str
    acts: tuple[str, ...]
    category: str
    status: IncidentStatus
    claims: tuple[str, ...]
    place: PlaceMention | None
    time: IncidentTime
    groups: tuple[SourceGroup, ...]
    contradictions: tuple[Contradiction, ...] = ()
    links: tuple[LinkReason, ...] = ()

    @property
    def independent_sources(self) -> int:
        return len(self.groups)


class Constraint(msgspec.Struct, frozen=True):
    """A person's word on two claims: the same thing, or not the same. Always holds over the machine's links."""

    first: str
    second: str
    same: bool
