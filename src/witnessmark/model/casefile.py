"""The case file as one value: everything that is known of a case at one moment, for reading and for the gate.

Made by ``derive`` from the evidence. Holds names: it is never printed or written as a whole.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from witnessmark.model.case import Document, Person, SourceRecord
from witnessmark.model.claim import Claim
from witnessmark.model.consent import ConsentLevel
from witnessmark.model.decision import Clearance, Decision, ReleaseApproval, ReleaseProposal, Waiver
from witnessmark.model.finding import IncidentMatrix, LawBook, Situation
from witnessmark.model.grading import Grade, ShownGrade
from witnessmark.model.handover import Disclosure, TimeStamp
from witnessmark.model.incident import Incident
from witnessmark.model.record import ReadingRecord
from witnessmark.model.release import CustodyEvent


class CaseSource(msgspec.Struct, frozen=True, kw_only=True):
    """A source with its record, the address of its bytes and the strictest consent that holds for it now."""

    id: str
    label: str
    """``S1``, ``S2`` … in order of receipt: what a published file may call it."""
    record: SourceRecord
    content: str
    consent: ConsentLevel
    documents: tuple[str, ...] = ()
    problem: str | None = None
    """Why it was not read, as a short id such as ``unknown-format``; None when it was read."""


class CaseDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document, its source and its reading. ``id`` is the address of the stored object."""

    id: str
    source: str
    document: Document
    record: ReadingRecord


class QualifiedCase(NamedTuple):
    """Claims laid beside the law: situations and matrices by id, and the texts that they need."""

    situations: dict[str, Situation]
    matrices: dict[str, IncidentMatrix]
    book: LawBook


LayBesideLaw = Callable[[Sequence[Incident], Mapping[str, Claim]], QualifiedCase]
"""Lays some incidents and claims beside the law that holds for the case."""


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """A case at one moment. Mappings run from id to value, in order of receipt, then of place in the text."""

    title: str
    notice: str | None
    sources: dict[str, CaseSource]
    documents: dict[str, CaseDocument]
    claims: dict[str, Claim]
    persons: dict[str, Person]
    incidents: dict[str, Incident]
    matrices: dict[str, IncidentMatrix]
    decisions: dict[str, tuple[Decision, ...]]
    """By claim or incident id, after re-attachment."""
    unattached: tuple[Decision, ...] = ()
    """Decisions whose words no reading has now: they wait for a person."""
    clearances: tuple[Clearance, ...] = ()
    proposals: tuple[ReleaseProposal, ...] = ()
    approvals: tuple[ReleaseApproval, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    custody: tuple[CustodyEvent, ...] = ()
    stamps: tuple[TimeStamp, ...] = ()
    published: tuple[Disclosure, ...] = ()
    """Editions that left before, each once."""
    consent_until: dict[str, str] = {}
    """By source or person the last day on which its consent holds, where there is one."""
    grades: dict[str, tuple[Grade, ...]] = {}
    """By source, person, claim or incident what people graded, after re-attachment."""
    grades_waiting: tuple[ShownGrade, ...] = ()
    """Grades whose claim or incident nothing fits now: they wait for a person."""
    situations: dict[str, Situation] = {}
    law: LawBook | None = None
    lay: LayBesideLaw | None = None
    """The same for fewer claims: an edition must not be shaped by what it withholds."""
