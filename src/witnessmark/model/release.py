"""A release: the snapshot that passed protection, and the only thing that publishing ever sees.

Every value in here may be printed for the release's audience. What a release may hold is written out field by field:
nothing is copied from a case but through the gate in ``protection``.
"""

from typing import Literal

import msgspec

from witnessmark.model.consent import Audience
from witnessmark.model.corroboration import CasualtyRange, FieldSupport, PriorStatements
from witnessmark.model.finding import CaseProvision, IncidentMatrix, LawBook, Situation
from witnessmark.model.grading import Proposal, ReleasedGrade
from witnessmark.model.handover import ConsentFact, Disclosure, KnownName, MissionStatement, Photograph, TimeStamp
from witnessmark.model.incident import Contradiction, IncidentTime, Tie
from witnessmark.model.register import ReleasedRegister

Layer = Literal["harm", "hazard", "damage-and-services", "aid", "control", "measures", "other"]
SegmentKind = Literal["text", "pseudonym", "withheld"]


class ReleasedPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place as it may be shown. ``radius_km`` already includes the coarsening of the audience's policy."""

    id: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    admin: tuple[str, ...] = ()
    said_as: tuple[str, ...] = ()
    how: str = ""
    """How the position was found: ``gazetteer``, ``relation``, ``document``."""


class ReleasedRole(msgspec.Struct, frozen=True, kw_only=True):
    """A participant as it may be shown: ``text`` is the words or a pseudonym, ``actor`` the id of a released actor."""

    role: str
    text: str
    actor: str | None = None


class ReleasedClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as it may be shown. ``start`` and ``end`` are offsets in the released text of its document."""

    id: str
    document: str
    start: int
    end: int
    quote: str
    act: str
    modality: str
    polarity: str
    said_by: str
    """A released name or pseudonym, or the label of the document for its author."""
    said_by_kind: str
    roles: tuple[ReleasedRole, ...] = ()
    place: str | None = None
    date_words: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    date_basis: str | None = None
    basis: dict[str, str] = {}
    reference: str = ""
    """Where it stands in the original: "page 2", "line 14", "0:03:12"."""
    incident: str | None = None
    rule: str | None = None
    models: tuple[str, ...] = ()
    """The models that found the claim or something it names."""
    reviewed: str | None = None
    """"confirmed" when a person decided so."""
    grades: tuple[ReleasedGrade, ...] = ()
    """Credibility of the claim, and bases of knowledge that a person gave it."""


class Segment(msgspec.Struct, frozen=True):
    """A stretch of a released document: its own text, a pseudonym for a name, or a mark of something withheld."""

    kind: SegmentKind
    text: str


class ReleasedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it may be shown. The released text is the segments' texts joined; claims give offsets in it."""

    id: str
    source: str
    title: str
    kind: str
    language: str | None
    date: str | None
    segments: tuple[Segment, ...]
    claims: tuple[str, ...]
    notice: str | None = None
    tool: str | None = None
    """What made the text of the original, with its version."""
    exact: bool | None = None
    """False for what a machine recognised and would not recognise again letter by letter."""

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)


class ReleasedSource(msgspec.Struct, frozen=True, kw_only=True):
    """A source as it may be listed. ``commitment`` is its salted digest; file name and digest only where allowed."""

    id: str
    label: str
    kind: str
    media_type: str
    consent: str
    documents: tuple[str, ...]
    commitment: str
    received: str | None = None
    file_name: str | None = None
    sha256: str | None = None
    size: int | None = None
    read: bool = True
    grades: tuple[ReleasedGrade, ...] = ()


class ReleasedActor(msgspec.Struct, frozen=True, kw_only=True):
    """A person under the name or pseudonym that is allowed, or a unit, force, body or group."""

    id: str
    label: str
    kind: str
    resolved: str | None = None
    pseudonym: bool = False
    claims: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    """Ids of the claims that this one says."""
    grades: tuple[ReleasedGrade, ...] = ()
    """Reliability, of a person who speaks."""


class ReleasedGroup(msgspec.Struct, frozen=True, kw_only=True):
    claims: tuple[str, ...]
    reasons: tuple[str, ...]
    ties: tuple[Tie, ...] = ()
    parted: tuple[Tie, ...] = ()


class ReleasedLink(msgspec.Struct, frozen=True, kw_only=True):
    """Why two claims of an incident are taken to be about one thing (``model.link_words`` says it). ``values`` holds
    what may be shown of what both say; ``score`` is the probability, 0 to 1."""

    first: str
    second: str
    reasons: tuple[str, ...]
    score: float
    values: dict[str, str] = {}


class ReleasedIncident(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as it may be shown, with only the claims that may be shown."""

    id: str
    acts: tuple[str, ...]
    category: str
    layer: Layer
    status: str
    claims: tuple[str, ...]
    place: str | None
    time: IncidentTime
    groups: tuple[ReleasedGroup, ...]
    contradictions: tuple[Contradiction, ...] = ()
    links: tuple[ReleasedLink, ...] = ()
    corroboration: tuple[FieldSupport, ...] = ()
    """Field by field the groups that speak to it, by their place in ``groups``."""
    casualties: tuple[CasualtyRange, ...] = ()
    proof: tuple[ReleasedGrade, ...] = ()
    """The standard of proof that a person said is reached; several where people differ."""
    proposal: Proposal | None = None
    """The label that the rule proposes, with its reasons."""


class Withheld(msgspec.Struct, frozen=True):
    """How many claims or documents were held back for one reason (a short id; the texts stand with the page data)."""

    reason: str
    what: Literal["claim", "document", "source", "passage"]
    count: int


class CustodyEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a source's chain of custody: kinds and digests, no names."""

    source: str
    kind: str
    time: str
    device: str
    entry: str


class Approval(msgspec.Struct, frozen=True, kw_only=True):
    """A named reviewer's approval of exactly this content. ``device`` is the fingerprint of the key that signed it."""

    reviewer: str
    device: str
    entry: str


class Method(msgspec.Struct, frozen=True, kw_only=True):
    """What made the release: versions and digests that a court or a colleague needs to repeat it."""

    software: str
    reader: str
    data: dict[str, str] = {}
    """Name of a data file or font to its SHA-256."""


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """A snapshot for one audience. ``id`` and ``time`` come from the journal entry that proposed it."""

    id: str
    title: str
    audience: Audience
    time: str
    content: str
    """Digest of everything that reviewers approve: all fields but id, time, approvals and content."""
    sources: tuple[ReleasedSource, ...]
    documents: tuple[ReleasedDocument, ...]
    claims: tuple[ReleasedClaim, ...]
    incidents: tuple[ReleasedIncident, ...]
    places: tuple[ReleasedPlace, ...]
    actors: tuple[ReleasedActor, ...]
    matrices: tuple[IncidentMatrix, ...] = ()
    custody: tuple[CustodyEvent, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    approvals: tuple[Approval, ...] = ()
    method: Method
    statements: tuple[PriorStatements, ...] = ()
    """Witnesses who gave several accounts, with the differences side by side. ``witness`` is the id of an actor."""
    notice: str | None = None
    """Words that must stand on every page, such as: all persons are invented."""
    mission: MissionStatement | None = None
    photographs: tuple[Photograph, ...] = ()
    consents: tuple[ConsentFact, ...] = ()
    stamps: tuple[TimeStamp, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    names: tuple[KnownName, ...] = ()
    registers: tuple[ReleasedRegister, ...] = ()
    """Control, hazards, services, aid, casualties … : ``model/data/registers.yaml`` says what they hold."""
    situations: tuple[Situation, ...] = ()
    """Area by area and phase by phase the regime of law and the contextual elements, each established once."""
    case_matrix: tuple[CaseProvision, ...] = ()
    """The matrix over the whole case: provision by element, in how many incidents and by how many groups of sources."""
    law: LawBook | None = None
    """Every text of law that the matrices need, in both languages, with versions and sources."""
