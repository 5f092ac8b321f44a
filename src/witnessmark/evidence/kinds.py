"""The kinds of journal entry, each with the only body it may have.

A body holds ids, kinds, order and addresses of objects (which are salted commitments). Names, file names, givers,
quotes, reasons and plain digests are objects, so that they can be erased while the journal stays whole. Adding a kind
is adding a struct here; a kind is never changed or removed, since entries are never migrated.
"""

from typing import Annotated, Any, ClassVar, Literal, get_type_hints

import msgspec

from witnessmark.evidence.body import Address, Day, FileName, Id, IsAddress
from witnessmark.evidence.body import Body as Body
from witnessmark.evidence.body import Level as Level
from witnessmark.evidence.entry import DeviceId, Digest
from witnessmark.evidence.errors import BadEntry
from witnessmark.evidence.kinds_of_analysis import GradeGiven as GradeGiven
from witnessmark.evidence.kinds_of_law import ConflictDeclared as ConflictDeclared
from witnessmark.evidence.kinds_of_law import LawAdded as LawAdded
from witnessmark.evidence.kinds_of_law import LawRemoved as LawRemoved
from witnessmark.evidence.kinds_of_persons import PersonsDecided as PersonsDecided
from witnessmark.evidence.kinds_of_sources import IndependenceDecided as IndependenceDecided
from witnessmark.model.consent import Audience
from witnessmark.model.decision import Verdict


class DeviceEnrolled(Body, frozen=True, kw_only=True):
    """The first entry of every journal. ``register`` is a ``Register`` object: whose device it is."""

    KIND: ClassVar[str] = "device.enrolled"
    CRITICAL: ClassVar[bool] = True
    case: Id
    public_key: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    register: Address
    sealing_key: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")] | None = None
    """X25519: what the case key is encrypted for. None in entries from before there was one."""


class CaseCreated(Body, frozen=True, kw_only=True):
    """The second entry of the first device. ``settings`` is the SHA-256 of ``case.toml``, which holds a salt."""

    KIND: ClassVar[str] = "case.created"
    CRITICAL: ClassVar[bool] = True
    case: Id
    settings: Digest


class CaseKeyed(Body, frozen=True, kw_only=True):
    """The case key, for one device alone. ``commitment`` tells which key it is, and nothing else about it."""

    KIND: ClassVar[str] = "case.keyed"
    device: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
    epoch: Annotated[int, msgspec.Meta(ge=1, le=999_999)]
    wrapped: Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9+/]{106,107}={1,2}$")]
    commitment: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class ExpungeAsked(Body, frozen=True, kw_only=True):
    """An owner wants the objects of ``target`` (a source or person) destroyed, with their keys, everywhere."""

    KIND: ClassVar[str] = "expunge.asked"
    CRITICAL: ClassVar[bool] = True
    target: Id
    objects: Annotated[tuple[Digest, ...], msgspec.Meta(min_length=1, max_length=1000)]


class ExpungeAgreed(Body, frozen=True, kw_only=True):
    """Another owner agrees; ``asked`` is the digest of the entry that asked."""

    KIND: ClassVar[str] = "expunge.agreed"
    CRITICAL: ClassVar[bool] = True
    asked: Digest


Role = Literal["reader", "contributor", "member", "owner"]
"""What a device may say in a case: ``data/roles.yaml`` tells."""


class DeviceAdmitted(Body, frozen=True, kw_only=True):
    """An owner says that a device is one of the case's. All that it said counts from then on, as its role allows."""

    KIND: ClassVar[str] = "device.admitted"
    CRITICAL: ClassVar[bool] = True
    device: DeviceId
    role: Role


class DeviceRevoked(Body, frozen=True, kw_only=True):
    """An owner ends a device: only ``after`` and what came causally before it counts of what it said; nothing of it
    when that is None."""

    KIND: ClassVar[str] = "device.revoked"
    CRITICAL: ClassVar[bool] = True
    device: DeviceId
    after: Digest | None


class DeviceRotated(Body, frozen=True, kw_only=True):
    """A device (``old``, which signs this) hands its role over to another and ends itself with this entry."""

    KIND: ClassVar[str] = "device.rotated"
    CRITICAL: ClassVar[bool] = True
    old: DeviceId
    new: DeviceId


class JournalRecovered(Body, frozen=True, kw_only=True):
    """A half-written last line was cut off and kept beside the journal. ``torn`` is the SHA-256 of those bytes."""

    KIND: ClassVar[str] = "journal.recovered"
    torn: Digest
    size: int


class SourceAdded(Body, frozen=True, kw_only=True):
    """``record`` is a ``SourceRecord`` object, ``content`` the bytes as received, ``level`` the consent they came
    with."""

    KIND: ClassVar[str] = "source.added"
    CRITICAL: ClassVar[bool] = True
    source: Id
    record: Address
    content: Address
    level: Level


class SourceUnread(Body, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "source.unread"
    source: Id
    problem: Id


class DocumentRead(Body, frozen=True, kw_only=True):
    """``document`` is a ``Document`` object, and its address is the id of the document."""

    KIND: ClassVar[str] = "document.read"
    document: Address
    source: Id
    kind: Id
    exact: bool


class ConsentGiven(Body, frozen=True, kw_only=True):
    """``target`` is a source or a person. ``until`` is the last day on which it holds."""

    KIND: ClassVar[str] = "consent.given"
    CRITICAL: ClassVar[bool] = True
    target: Id
    level: Level
    until: Day | None = None


class ConsentWithdrawn(Body, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "consent.withdrawn"
    CRITICAL: ClassVar[bool] = True
    target: Id


class PersonRegistered(Body, frozen=True, kw_only=True):
    """``register`` is a ``PersonRegister`` object: names and what else tells who it is."""

    KIND: ClassVar[str] = "person.registered"
    person: Id
    register: Address


class PersonProtected(Body, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "person.protected"
    CRITICAL: ClassVar[bool] = True
    person: Id
    protected: bool


class DecisionMade(Body, frozen=True, kw_only=True):
    """``shown`` is a ``Shown`` object: what the reviewer had before the eyes. ``reason`` is a ``Note`` object."""

    KIND: ClassVar[str] = "decision.made"
    target: Id
    verdict: Verdict
    shown: Address
    reason: Address | None = None


class LinkDecided(Body, frozen=True, kw_only=True):
    """Two claims are about one thing, or are not; ``same`` is None when that is taken back. ``reason`` is a ``Note``,
    erased with either of ``sources``, those of the claims."""

    KIND: ClassVar[str] = "link.decided"
    first: Id
    second: Id
    same: bool | None
    reason: Address | None = None
    sources: tuple[Id, ...] = ()


class ClearanceGiven(Body, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "clearance.given"
    target: Id
    audience: Audience


class ClearanceWithdrawn(Body, frozen=True, kw_only=True):
    """Ends every clearance of the target for the audience that was not given in knowledge of this entry."""

    KIND: ClassVar[str] = "clearance.withdrawn"
    CRITICAL: ClassVar[bool] = True
    target: Id
    audience: Audience


class ReleaseProposed(Body, frozen=True, kw_only=True):
    """``content`` is the digest of what is to be approved, ``data`` the digests of the data files and fonts."""

    KIND: ClassVar[str] = "release.proposed"
    release: Id
    audience: Audience
    content: Digest
    salt: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32,128}$")]
    data: dict[FileName, Digest] = {}


class ReleaseApproved(Body, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "release.approved"
    release: Id
    content: Digest


class HitWaived(Body, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "hit.waived"
    release: Id
    hit: Id
    reason: Address


class ReleasePublished(Body, frozen=True, kw_only=True):
    """``root`` is the digest of the manifest that was written."""

    KIND: ClassVar[str] = "release.published"
    release: Id
    root: Digest


class SourceSalted(Body, frozen=True, kw_only=True):
    """``secret`` is a ``PassageSecret`` object: the salts of what is released of the source come from it. It goes with
    the source."""

    KIND: ClassVar[str] = "source.salted"
    source: Id
    secret: Address


class PassagesKept(Body, frozen=True, kw_only=True):
    """``cuts`` is a ``ReleaseCuts`` object: where the documents of a release were cut, to disclose a passage later."""

    KIND: ClassVar[str] = "passages.kept"
    release: Id
    cuts: Address


class IncidentNamed(Body, frozen=True, kw_only=True):
    """``alias`` is another id under which the incident was known."""

    KIND: ClassVar[str] = "incident.named"
    incident: Id
    alias: Id


class CustodyNoted(Body, frozen=True, kw_only=True):
    """One more event of a source's custody: viewed, copied, transferred, returned. ``note`` is a ``Note`` object."""

    KIND: ClassVar[str] = "custody.noted"
    source: Id
    event: Id
    note: Address | None = None


class GazetteerAdded(Body, frozen=True, kw_only=True):
    """The documents of the case are read with a gazetteer of the team's own. ``record`` is a ``GazetteerRecord``
    object, ``content`` the bytes of the file."""

    KIND: ClassVar[str] = "gazetteer.added"
    gazetteer: Id
    record: Address
    content: Address


class GazetteerRemoved(Body, frozen=True, kw_only=True):
    """The gazetteer is not used any more. Its bytes stay: a reading made with it can be repeated."""

    KIND: ClassVar[str] = "gazetteer.removed"
    gazetteer: Id


class DocumentReread(Body, frozen=True, kw_only=True):
    """The document was read with the help of a model, whose answers cannot be had again: ``record`` is the
    ``ReadingRecord`` object that counts from now on, or None to go back to the rules alone."""

    KIND: ClassVar[str] = "document.reread"
    document: Id
    record: Address | None


class StampRequested(Body, frozen=True, kw_only=True):
    """A time authority is to be asked. ``heads`` are the last entries of every journal by device, ``request`` is the
    RFC 3161 request in DER."""

    KIND: ClassVar[str] = "stamp.requested"
    heads: dict[DeviceId, tuple[Digest, ...]]
    request: Address


class StampReceived(Body, frozen=True, kw_only=True):
    """A time authority has answered that ``request``: ``token`` is its RFC 3161 response in DER."""

    KIND: ClassVar[str] = "stamp.received"
    heads: dict[DeviceId, tuple[Digest, ...]]
    request: Address
    token: Address


class ClockNoted(Body, frozen=True, kw_only=True):
    """By how many seconds this device's clock is ahead of the true time (behind: negative), and how that is known."""

    KIND: ClassVar[str] = "clock.noted"
    ahead: int
    basis: Literal["stamp", "told"]


class DerivativeMade(Body, frozen=True, kw_only=True):
    """Something was made from a source. ``derivative`` is the id of the document or release, ``record`` a
    ``DerivativeRecord`` object: the tool and its parameters."""

    KIND: ClassVar[str] = "derivative.made"
    source: Id
    event: Literal["transcribed", "translated", "redacted", "converted"]
    derivative: Id
    record: Address


class HandlingNoted(Body, frozen=True, kw_only=True):
    """What the program itself saw happen to a source, or to all that the case held: viewed, copied, transferred. Apart
    from ``custody.noted``, which people say and which goes into releases: so that looking changes no release."""

    KIND: ClassVar[str] = "handling.noted"
    event: Id
    source: Id | None = None


KINDS: dict[str, type[Body]] = {
    body.KIND: body
    for body in (
        DeviceEnrolled, DeviceAdmitted, DeviceRevoked, DeviceRotated, CaseCreated, CaseKeyed, ExpungeAsked,
        ExpungeAgreed, JournalRecovered, SourceAdded, SourceUnread, DocumentRead, ConsentGiven, ConsentWithdrawn,
        PersonRegistered, PersonProtected, DecisionMade, LinkDecided, ClearanceGiven, ClearanceWithdrawn,
        ReleaseProposed, ReleaseApproved, HitWaived, ReleasePublished, IncidentNamed, CustodyNoted, GazetteerAdded,
        GazetteerRemoved, DocumentReread, SourceSalted, PassagesKept, StampRequested, StampReceived, ClockNoted,
        DerivativeMade, HandlingNoted, GradeGiven, LawAdded, LawRemoved, ConflictDeclared,
        PersonsDecided, IndependenceDecided,
    )
}  # fmt: skip


def _address_fields(kind: type[Body]) -> tuple[str, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(name for name in kind.__struct_fields__ if _marked(hints[name]))


def _marked(hint: Any) -> bool:
    inner = getattr(hint, "__metadata__", ())
    return any(isinstance(mark, IsAddress) for mark in inner) or any(map(_marked, getattr(hint, "__args__", ())))


ADDRESS_FIELDS = {name: _address_fields(kind) for name, kind in KINDS.items()}


def body_of(kind: str, body: dict[str, Any]) -> Body | None:
    """The body as its struct; None for a kind that this version does not know. Raises ``BadEntry`` when it is known but
    the body does not fit."""
    struct = KINDS.get(kind)
    if struct is None:
        return None
    try:
        return msgspec.convert(body, struct)
    except msgspec.ValidationError as error:
        raise BadEntry("invalid-body", f"{kind}: {error}") from None


def addresses(body: Body) -> tuple[str, ...]:
    """The objects that a body refers to."""
    values = (getattr(body, name) for name in ADDRESS_FIELDS[body.KIND])
    return tuple(value for value in values if value is not None)
