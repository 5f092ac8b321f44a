"""What people decided, with their names and what they were shown: the state together with the objects it points to."""

from functools import lru_cache
from typing import Any

import msgspec

from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import EvidenceError
from witnessmark.evidence.payloads import Note, PersonRegister, Shown
from witnessmark.evidence.state import MadeDecision, MadeGrade
from witnessmark.model.case import Document
from witnessmark.model.decision import Clearance, Decision, ReleaseApproval, ReleaseProposal, Waiver
from witnessmark.model.grading import Grade, ShownGrade

Unreadable = (EvidenceError, msgspec.MsgspecError)
"""An object that was erased or damaged: what it said is unknown, and the rest goes on."""


def decisions(case: Case) -> dict[str, tuple[Decision, ...]]:
    """By target: the decisions that hold, each with its words where the document still has them."""
    reviewers = _reviewers(case)

    @lru_cache(maxsize=8)
    def text(document: str) -> str:
        return case.objects.read_value(document, Document).text

    def named(made: MadeDecision) -> Decision:
        try:
            shown = case.objects.read_value(made.shown, Shown)
        except Unreadable:
            shown = Shown()
        span = None
        if shown.document is not None:
            try:
                span = shown.span(text(shown.document))
            except Unreadable:
                span = None
        return Decision(
            target=made.target, verdict=made.verdict, entry=made.entry, device=made.device,
            reviewer=reviewers[made.device], document=shown.document, span=span, act=shown.act,
            corrected=shown.corrected, reason=_note(case, made.reason), concurrent=made.concurrent,
        )  # fmt: skip

    return {target: tuple(map(named, made)) for target, made in case.state().decisions.items()}


def grades(case: Case) -> tuple[ShownGrade, ...]:
    """Every grade that holds, each with what its giver was shown: the words where the document still has them, and the
    claims that the incident had."""
    reviewers = _reviewers(case)

    @lru_cache(maxsize=8)
    def text(document: str) -> str:
        return case.objects.read_value(document, Document).text

    def named(made: MadeGrade) -> ShownGrade:
        try:
            shown = case.objects.read_value(made.shown, Shown)
            span = shown.span(text(shown.document)) if shown.document is not None else None
        except Unreadable:
            shown, span = Shown(), None
        grade = Grade(
            target=made.target, scale=made.scale, field=made.field, value=made.value, reviewer=reviewers[made.device],
            device=made.device, entry=made.entry, time=made.time, reason=_note(case, made.reason),
            concurrent=made.concurrent,
        )  # fmt: skip
        claims = tuple(name for name in shown.values.get("claims", ()) if isinstance(name, str))
        return ShownGrade(grade=grade, document=shown.document, span=span, act=shown.act, claims=claims)

    return tuple(named(made) for held in case.state().grades.values() for made in held)


class NamedSameness(msgspec.Struct, frozen=True, kw_only=True):
    """A word on whether two registered persons are one, with who said it and why. ``shown`` is what was proposed."""

    first: str
    second: str
    same: bool
    holds: bool
    reviewer: str
    time: str
    entry: str
    reason: str | None
    shown: dict[str, Any]
    concurrent: tuple[str, ...]


def sameness(case: Case) -> tuple[NamedSameness, ...]:
    """Everything that was decided on who is who, in order: what holds and what was undone."""
    reviewers = _reviewers(case)
    found = []
    for made in case.state().sameness:
        try:
            shown = case.objects.read_value(made.shown, Shown).values
        except Unreadable:
            shown = {}
        found.append(
            NamedSameness(
                first=made.first, second=made.second, same=made.same, holds=made.holds, time=made.time,
                reviewer=reviewers[made.device], entry=made.entry, reason=_note(case, made.reason), shown=shown,
                concurrent=made.concurrent,
            )
        )  # fmt: skip
    return tuple(found)


class NamedIndependence(msgspec.Struct, frozen=True, kw_only=True):
    """A word on whether two sources, or those of two claims, are independent, with who said it and why."""

    first: str
    second: str
    dependent: bool | None
    holds: bool
    reviewer: str
    time: str
    reason: str | None


def independence(case: Case) -> tuple[NamedIndependence, ...]:
    """Everything that was decided on the independence of sources, in order."""
    reviewers = _reviewers(case)
    return tuple(
        NamedIndependence(
            first=made.first, second=made.second, dependent=made.dependent, holds=made.holds,
            reviewer=reviewers[made.device], time=made.time, reason=_note(case, made.reason),
        )
        for made in case.state().independence
    )  # fmt: skip


def clearances(case: Case) -> tuple[Clearance, ...]:
    reviewers = _reviewers(case)
    return tuple(
        Clearance(target=c.target, audience=c.audience, entry=c.entry, device=c.device, reviewer=reviewers[c.device])
        for c in case.state().clearances
    )


def proposals(case: Case) -> tuple[ReleaseProposal, ...]:
    return tuple(
        ReleaseProposal(
            id=p.id, audience=p.audience, time=p.time, salt=p.salt, content=p.content, entry=p.entry, data=p.data
        )
        for p in case.state().proposals.values()
    )


def approvals(case: Case) -> tuple[ReleaseApproval, ...]:
    reviewers = _reviewers(case)
    return tuple(
        ReleaseApproval(
            release=a.release, content=a.content, entry=a.entry, device=a.device, reviewer=reviewers[a.device]
        )
        for a in case.state().approvals
    )


def waivers(case: Case) -> tuple[Waiver, ...]:
    reviewers = _reviewers(case)
    return tuple(
        Waiver(release=w.release, hit=w.hit, entry=w.entry, device=w.device, reviewer=reviewers[w.device])
        for w in case.state().waivers
    )


def person_registers(case: Case) -> dict[str, PersonRegister]:
    """By person: what is known of who it is. Of concurrent registers everything is kept, since each must be
    redacted."""
    registers: dict[str, PersonRegister] = {}
    for person in case.state().persons.values():
        found = []
        for address in person.registers:
            try:
                found.append(case.objects.read_value(address, PersonRegister))
            except Unreadable:
                continue
        if found:
            registers[person.id] = PersonRegister(
                names=tuple(dict.fromkeys(name for r in found for name in r.names)),
                attributes=tuple(dict.fromkeys(word for r in found for word in r.attributes)),
                ages=tuple(dict.fromkeys(age for r in found for age in r.ages)),
                occupations=tuple(dict.fromkeys(job for r in found for job in r.occupations)),
            )
    return registers


def _reviewers(case: Case) -> dict[str, str]:
    return {device.id: device.name for device in case.devices().values()}


def _note(case: Case, address: str | None) -> str | None:
    if address is None:
        return None
    try:
        return case.objects.read_value(address, Note).text
    except Unreadable:
        return None
