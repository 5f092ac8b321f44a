"""Writing what a person decided. Each word becomes one signed entry; names and reasons become objects."""

import secrets
from collections.abc import Mapping

from witnessmark.derive.correcting import check_correction
from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds import (
    ClearanceGiven,
    ConsentGiven,
    DecisionMade,
    HitWaived,
    LinkDecided,
    PersonProtected,
    PersonRegistered,
    ReleaseApproved,
)
from witnessmark.evidence.payloads import Note, PersonRegister, Shown
from witnessmark.model.casefile import CaseFile
from witnessmark.model.consent import Audience, ConsentLevel
from witnessmark.model.decision import Verdict
from witnessmark.review.finding_targets import Target


def set_consent(
    case: Case, file: CaseFile, target: Target, level: ConsentLevel, until: str | None, device: str | None
) -> None:
    """Consent of a source or a person; a person is entered into the register first."""
    with case.recording():
        identities = _all_of(case, file, target.id, device) if target.kind == "person" else (target.id,)
        for identity in identities:
            entry = ConsentGiven(target=identity, level=level.label, until=until)  # type: ignore[arg-type]
            case.record(entry, device=device)


def protect(case: Case, file: CaseFile, person: str, protected: bool, device: str | None) -> None:
    """Mark a person as one who is never named outside the team, or take the mark back."""
    with case.recording():
        for identity in _all_of(case, file, person, device):
            case.record(PersonProtected(person=identity, protected=protected), device=device)


def _all_of(case: Case, file: CaseFile, person: str, device: str | None) -> tuple[str, ...]:
    """The ids of which a word on a person is said: of all those whom people said are this one."""
    return file.persons[person].merged or (registered(case, file, person, device),)


def registered(case: Case, file: CaseFile, person: str, device: str | None) -> str:
    """The person's id in the journal; a random one, with the names in an object, when there is none yet."""
    if person in case.state().persons:
        return person
    identity = "person-" + secrets.token_hex(8)
    known = file.persons[person]
    register = PersonRegister(
        names=known.names,
        attributes=known.attributes,
        ages=known.ages,
        occupations=known.occupations,
        key=known.key,
    )
    case.record(PersonRegistered(person=identity, register=case.objects.add_value(register).address), device=device)
    return identity


def decide(
    case: Case,
    file: CaseFile,
    target: Target,
    verdict: Verdict,
    corrected: Mapping[str, str],
    reason: str | None,
    device: str | None,
) -> None:
    """A verdict on a claim or incident, with what was shown. Raises ``ValueError`` for a correction that cannot be."""
    for field, value in corrected.items():
        check_correction(field, value)
    with case.recording():
        shown = case.objects.add_value(shown_of(file, target, corrected)).address
        note = case.objects.add_value(Note(reason)).address if reason else None
        case.record(DecisionMade(target=target.id, verdict=verdict, shown=shown, reason=note), device=device)


def shown_of(file: CaseFile, target: Target, corrected: Mapping[str, str]) -> Shown:
    if target.kind != "claim":
        incident = file.incidents[target.id]
        return Shown(values={"claims": list(incident.claims), "acts": list(incident.acts)}, corrected=dict(corrected))
    claim = file.claims[target.id]
    return Shown.of(
        claim.document,
        claim.span,
        act=claim.act,
        corrected=dict(corrected),
        values={
            "modality": claim.modality,
            "polarity": claim.polarity,
            "place": claim.place.name if claim.place else None,
            "date": claim.date.edtf if claim.date else None,
        },
    )


class NotTwo(ValueError):  # noqa: N818 - an answer, not an error of the program
    """A word on two things was said of one, or of two that cannot be laid beside each other."""


def decide_link(
    case: Case, file: CaseFile, first: str, second: str, same: bool | None, reason: str | None, device: str | None
) -> None:
    """Two claims are about the same thing, or are not: holds over every machine's link, until it is taken back (None).
    Raises ``NotTwo``."""
    if first == second:
        raise NotTwo
    with case.recording():
        note = case.objects.add_value(Note(reason)).address if reason else None
        sources = tuple(sorted({file.claims[name].source for name in (first, second)}))
        entry = LinkDecided(first=first, second=second, same=same, reason=note, sources=sources)
        case.record(entry, device=device)


def is_linked_by_hand(case: Case, first: str, second: str) -> bool:
    """Whether a word holds, or words are in conflict, on two claims being about one thing."""
    pair = {first, second}
    state = case.state()
    return any(pair == {one.first, one.second} for one in state.links) or any(
        one.what == "link" and pair == set(one.target.split(" ")) for one in state.conflicts
    )


def clear(case: Case, target: str, audience: Audience, device: str | None) -> None:
    """Let a claim, an incident or an act (``act:<id>``) of high sensitivity into the editions for an audience."""
    with case.recording():
        case.record(ClearanceGiven(target=target, audience=audience), device=device)


def approve(case: Case, release: str, content: str, device: str | None) -> None:
    """Approve exactly the content that was proposed; ``content`` is its digest."""
    with case.recording():
        case.record(ReleaseApproved(release=release, content=content), device=device)


def waive(case: Case, release: str, hit: str, reason: str, device: str | None) -> None:
    """Say of one hit of the output scan that it is no leak, and why."""
    with case.recording():
        note = case.objects.add_value(Note(reason)).address
        case.record(HitWaived(release=release, hit=hit, reason=note), device=device)
