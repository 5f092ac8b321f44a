"""Incidents: what one or more claims are about, how independent those claims are, and where they contradict."""

from typing import Literal

import msgspec

from witnessmark.model.record import Basis, PlaceMention

IncidentStatus = Literal["reported", "threatened-or-planned", "denied-only", "unrealised"]
Field = Literal["act", "place", "date", "perpetrator", "victim", "quantity", "whether-at-all"]


class IncidentTime(msgspec.Struct, frozen=True, kw_only=True):
    """When, as far as the claims say: bounds as ISO days, and the EDTF of the narrowest agreeing claim."""

    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    approximate: bool = False


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """Why two claims of a group are not independent. ``origin`` is the id of a common origin of the data
    (``regional-administration``), ``named`` the words by which both name one that the data does not know."""

    first: str
    second: str
    reason: str
    origin: str | None = None
    named: str | None = None


class SourceGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Claims that are not independent of one another, and why: they count once."""

    claims: tuple[str, ...]
    reasons: tuple[str, ...]
    """Ids of reasons: ``same-speaker``, ``near-copy``, ``same-chain``, ``common-origin`` …, or ``single``."""
    ties: tuple[Tie, ...] = ()
    """As few as tie the group together: one fewer than claims."""
    parted: tuple[Tie, ...] = ()
    """A claim of the group and one of another group, of which people said that they are independent."""


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a contradiction: what is said, by which claims, in which of the incident's groups (by their place),
    and on what basis of knowledge where that is stated."""

    value: str
    claims: tuple[str, ...]
    groups: tuple[int, ...] = ()
    bases: tuple[Basis, ...] = ()


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Two or more claims that cannot all hold. Listed, never resolved: ``values`` gives claim id to what it says, and
    ``sides`` the same by what is said."""

    field: Field
    values: dict[str, str]
    sides: tuple[Side, ...] = ()


class LinkReason(msgspec.Struct, frozen=True, kw_only=True):
    """Why two claims are taken to be about the same thing. ``score`` is the probability that they are, as measured on
    pairs where it was known (``incidents/calibration``); 1 when a person decided so."""

    first: str
    second: str
    reasons: tuple[str, ...]
    score: float
    values: dict[str, str] = {}
    """Reason to what both say: days as ISO, kilometres, numbers, ids of acts and things; no person, no words of a
    text."""


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


class Independence(msgspec.Struct, frozen=True):
    """A person's word on two claims, or on two sources with all their claims: they depend on one another and count
    once, or they are independent. Always holds over what the program finds. A source that depends (``first``) adds none
    to the other (``second``), whose own witnesses stay as many as they are."""

    first: str
    second: str
    dependent: bool


class Constraint(msgspec.Struct, frozen=True):
    """A person's word on two claims: the same thing, or not the same. Always holds over the machine's links."""

    first: str
    second: str
    same: bool
