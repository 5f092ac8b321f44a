"""The state of a case: what the journal says, taken together. Ids and addresses only; ``Case`` reads the objects."""

from typing import Literal

import msgspec

from witnessmark.evidence.authority import Standing
from witnessmark.evidence.kinds import Level, Role
from witnessmark.evidence.kinds_of_law import DeclarableConflict
from witnessmark.evidence.witnessing import ClockReading, Link, StampAsked, Stamped
from witnessmark.model.consent import Audience, Consent, ConsentLevel
from witnessmark.model.decision import Verdict
from witnessmark.model.grading import Scale
from witnessmark.model.incident import Constraint
from witnessmark.model.release import CustodyEvent

Refusal = Literal["unknown-critical-entry", "rejected-entries", "missing-entries", "owners-in-dispute"]


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """A device that has enrolled itself. ``register`` is the address of its owner's ``Register``. ``standing`` and
    ``role`` are what an owner made of it, and ``admitted_by`` is that owner; None for the first owner."""

    id: str
    public_key: str
    register: str
    entry: str
    standing: Standing = "waiting"
    role: Role | None = None
    admitted_by: str | None = None
    formerly: tuple[str, ...] = ()
    """Other keys of the same line: those that handed over to it, or that it handed over to."""
    sealing_key: str | None = None
    """X25519, 64 hex digits; None for a device from before there were any."""


class WrappedCaseKey(msgspec.Struct, frozen=True, kw_only=True):
    """The case key of an epoch as one device can open it."""

    device: str
    epoch: int
    wrapped: str
    commitment: str
    entry: str
    seals: bool = True
    """Whether an owner whose word counts made this key: only under such a key are new objects sealed."""


class Expunge(msgspec.Struct, frozen=True, kw_only=True):
    """A request to destroy what belongs to a source or person. ``agreed`` are the owners' devices that want it."""

    target: str
    objects: tuple[str, ...]
    agreed: tuple[str, ...]
    in_force: bool
    device: str
    entry: str
    time: str


class Source(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    record: str
    content: str
    level: Level
    time: str
    device: str
    entry: str
    documents: tuple[str, ...] = ()
    problem: str | None = None
    """Why it was not read; None as soon as a document of it was."""


class ReadDocument(msgspec.Struct, frozen=True, kw_only=True):
    """``id`` is the address of the ``Document`` object."""

    id: str
    source: str
    kind: str
    exact: bool
    entry: str


class PersonState(msgspec.Struct, frozen=True, kw_only=True):
    """``registers`` are the addresses of the ``PersonRegister`` objects that hold: more than one if concurrent."""

    id: str
    registers: tuple[str, ...] = ()
    protected: bool = False


class MadeDecision(msgspec.Struct, frozen=True, kw_only=True):
    target: str
    verdict: Verdict
    shown: str
    reason: str | None
    device: str
    entry: str
    concurrent: tuple[str, ...] = ()
    """Entries that decided otherwise without either having seen the other."""


class MadeGrade(msgspec.Struct, frozen=True, kw_only=True):
    """A grade that holds. ``shown`` and ``reason`` are addresses of a ``Shown`` and a ``Note``."""

    target: str
    scale: Scale
    field: str | None
    value: str
    shown: str
    reason: str
    device: str
    entry: str
    time: str
    concurrent: tuple[str, ...] = ()


class MadePersonsDecision(msgspec.Struct, frozen=True, kw_only=True):
    """A word on whether two registered persons are one. ``holds`` is False when a later one undid it; ``concurrent``
    are entries that say the contrary and hold as well."""

    first: str
    second: str
    same: bool
    shown: str
    reason: str | None
    device: str
    entry: str
    time: str
    holds: bool
    concurrent: tuple[str, ...] = ()


class MadeIndependence(msgspec.Struct, frozen=True, kw_only=True):
    """A word on whether two sources, or those of two claims, are independent; ``dependent`` is None where one was taken
    back. ``holds`` is False when a later one undid it."""

    first: str
    second: str
    dependent: bool | None
    reason: str | None
    device: str
    entry: str
    time: str
    holds: bool


class GivenClearance(msgspec.Struct, frozen=True, kw_only=True):
    target: str
    audience: Audience
    device: str
    entry: str


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    audience: Audience
    time: str
    salt: str
    content: str
    device: str
    entry: str
    data: dict[str, str] = {}


class Approved(msgspec.Struct, frozen=True, kw_only=True):
    release: str
    content: str
    device: str
    entry: str


class Waived(msgspec.Struct, frozen=True, kw_only=True):
    release: str
    hit: str
    reason: str
    device: str
    entry: str


class Published(msgspec.Struct, frozen=True, kw_only=True):
    release: str
    root: str
    device: str
    entry: str


class KeptPassages(msgspec.Struct, frozen=True, kw_only=True):
    """``cuts`` is the address of the ``ReleaseCuts`` of a release."""

    release: str
    cuts: str
    device: str
    entry: str


class Gazetteer(msgspec.Struct, frozen=True, kw_only=True):
    """A gazetteer of the team's own that is in use; addresses of its record and its bytes."""

    id: str
    record: str
    content: str
    device: str
    entry: str


class CaseLaw(msgspec.Struct, frozen=True, kw_only=True):
    """Provisions of the team's own that are in use; addresses of their record and their bytes."""

    id: str
    record: str
    content: str
    device: str
    entry: str


class DeclaredConflict(msgspec.Struct, frozen=True, kw_only=True):
    """Which conflict the case comes from, by a person's word; ``reason`` is the address of a ``Note``."""

    conflict: DeclarableConflict
    reason: str
    device: str
    entry: str


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Entries that differ and were made in ignorance of each other. It lasts until a later entry settles it."""

    what: Literal[
        "consent", "protection", "decision", "link", "alias", "source", "owners", "grade", "declared-conflict",
        "same-person", "independence",
    ]  # fmt: skip
    target: str
    entries: tuple[str, ...]
    sides: tuple[tuple[str, str], ...] = ()
    """Device and what it said, in one word; empty where that stands in an object."""


class Quarantined(msgspec.Struct, frozen=True, kw_only=True):
    """An entry, or the rest of a journal from a line on, that does not count. ``reason`` is a short id. It is
    ``blocking`` when something that counts may be lost with it; what an owner never admitted blocks nothing."""

    device: str
    reason: str
    entry: str | None = None
    file: str | None = None
    line: int | None = None
    blocking: bool = True


class State(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the journals say. Mappings run in order of first mention, which is the same on every device."""

    case: str | None
    devices: dict[str, Device]
    sources: dict[str, Source]
    documents: dict[str, ReadDocument]
    consents: dict[str, tuple[Consent, ...]]
    """By source or person: the statements that hold. More than one when they were made concurrently."""
    persons: dict[str, PersonState]
    decisions: dict[str, tuple[MadeDecision, ...]]
    links: tuple[Constraint, ...]
    clearances: tuple[GivenClearance, ...]
    proposals: dict[str, Proposal]
    approvals: tuple[Approved, ...]
    waivers: tuple[Waived, ...]
    published: tuple[Published, ...]
    passages: tuple[KeptPassages, ...]
    salted: dict[str, tuple[str, ...]]
    """By source the addresses of its ``PassageSecret`` objects: more than one when two devices made them."""
    aliases: dict[str, str]
    """Other id of an incident to the id that it was first decided on under."""
    custody: tuple[CustodyEvent, ...]
    gazetteers: tuple[Gazetteer, ...]
    readings: dict[str, str]
    """Document to the address of the ``ReadingRecord`` that a model helped to make."""
    conflicts: tuple[Conflict, ...]
    quarantined: tuple[Quarantined, ...]
    blocked_by_unknown: tuple[str, ...]
    """Critical entries of a kind or version that this software does not know."""
    forks: dict[str, tuple[str, ...]]
    missing: tuple[str, ...]
    """Entries that devices of the case have seen and that are not here."""
    entries: int
    laws: tuple[CaseLaw, ...] = ()
    declared: tuple[DeclaredConflict, ...] = ()
    """At most one: the conflict that the case is declared to come from."""
    grades: dict[str, tuple[MadeGrade, ...]] = {}
    """By source, person, claim or incident: several on one scale and field only when they are in conflict."""
    sameness: tuple[MadePersonsDecision, ...] = ()
    """Every decision on who is who, in order: what holds and what was undone."""
    independence: tuple[MadeIndependence, ...] = ()
    """Every decision on whether sources are independent, in the same way."""
    brought: dict[str, tuple[str, ...]] = {}
    """By source or person: the devices that brought it in."""
    missing_told: tuple[str, ...] = ()
    """Entries that only devices which no owner admitted say they have seen: perhaps invented, and no reason to refuse;
    but after an admission was cut off with the end of a journal, this is where it shows."""
    case_keys: tuple[WrappedCaseKey, ...] = ()
    expunges: tuple[Expunge, ...] = ()
    requests: tuple[StampAsked, ...] = ()
    """Requests to a time authority that nobody has answered yet."""
    stamps: tuple[Stamped, ...] = ()
    clocks: tuple[ClockReading, ...] = ()
    chain: tuple[Link, ...] = ()
    """Custody of every source with notes and derivatives, in the one order of all entries."""

    def effective_consent(self, target: str, on: str) -> ConsentLevel | None:
        """The level that holds for a source or person on a day (ISO 8601); None when nobody said anything about it.

        Of concurrent statements the strictest holds. One that has run out leaves no more than absent consent does.
        """
        levels = [
            min(c.level, ConsentLevel.INTERNAL) if c.until is not None and c.until < on else c.level
            for c in self.consents.get(target, ())
        ]
        return min(levels, default=None)

    @property
    def waiting(self) -> tuple[Device, ...]:
        """Devices that no owner has admitted or revoked yet: what they say counts for nothing."""
        return tuple(device for device in self.devices.values() if device.standing == "waiting")

    @property
    def expunged(self) -> frozenset[str]:
        """Addresses of objects that are destroyed, and never taken in again."""
        return frozenset(address for one in self.expunges if one.in_force for address in one.objects)

    def is_expunged(self, source: Source) -> bool:
        return source.record in self.expunged

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Why nothing may leave this case now: something that bears on it may be unread or lost. Empty when all is
        well."""
        reasons: list[tuple[Refusal, bool]] = [
            ("unknown-critical-entry", bool(self.blocked_by_unknown)),
            ("rejected-entries", any(one.blocking for one in self.quarantined)),
            ("missing-entries", bool(self.missing)),
            ("owners-in-dispute", any(one.what == "owners" for one in self.conflicts)),
        ]
        return tuple(reason for reason, holds in reasons if holds)
