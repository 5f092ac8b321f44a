"""Writing a person's grade: one signed entry, with what was shown and the reason as objects."""

import msgspec

from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds import GradeGiven
from witnessmark.evidence.payloads import Note, Shown
from witnessmark.incidents.corroboration import corroboration_of
from witnessmark.incidents.grading import propose_credibility, propose_proof, propose_reliability
from witnessmark.model.casefile import CaseFile
from witnessmark.model.corroboration import FieldSupport
from witnessmark.model.grading import BASIS_FIELDS, FOR_COURTS_ALONE, VALUES, Proposal, Scale
from witnessmark.review.deciding import registered, shown_of
from witnessmark.review.finding_targets import Target, TargetKind

GRADED: dict[Scale, tuple[TargetKind, ...]] = {
    "reliability": ("source", "person"),
    "credibility": ("claim",),
    "basis": ("claim",),
    "proof": ("incident",),
}
"""What each scale is for."""


class CannotGrade(ValueError):  # noqa: N818 - says what it is
    """``reason`` is the id of the message that tells why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_grade(kind: TargetKind, scale: Scale, value: str | None, field: str | None) -> None:
    """Raise ``CannotGrade`` before anything is written."""
    if kind not in GRADED[scale]:
        raise CannotGrade("grade-wrong-target")
    if value is not None and value not in VALUES[scale]:
        raise CannotGrade("grade-unknown")
    if value in FOR_COURTS_ALONE:
        raise CannotGrade("grade-for-courts")
    if (scale == "basis") is not (field in BASIS_FIELDS):
        raise CannotGrade("grade-field")


def grade(
    case: Case,
    file: CaseFile,
    target: Target,
    scale: Scale,
    value: str | None,
    reason: str,
    field: str | None = None,
    device: str | None = None,
) -> None:
    """Give a grade, or take one back (``value`` None). A person is entered into the register first. Raises
    ``CannotGrade``."""
    check_grade(target.kind, scale, value, field)
    with case.recording():
        identity = registered(case, file, target.id, device) if target.kind == "person" else target.id
        shown = case.objects.add_value(_shown(file, target)).address
        note = case.objects.add_value(Note(reason)).address
        entry = GradeGiven(target=identity, scale=scale, field=field, value=value, shown=shown, reason=note)
        case.record(entry, device=device)


def _shown(file: CaseFile, target: Target) -> Shown:
    """What was before the eyes: the words of a claim; of an incident its claims and what the rule proposed."""
    if target.kind in ("source", "person"):
        return Shown()
    shown = shown_of(file, target, {})
    proposal = proposal_for(file, target)
    if target.kind == "claim" or proposal is None:
        return shown
    return msgspec.structs.replace(shown, values={**shown.values, "proposed": proposal.value})


def proposal_for(file: CaseFile, target: Target) -> Proposal | None:
    """What the rule would propose: of a source or person the reliability, of a claim the credibility, of an incident
    the standard of proof."""
    if target.kind in ("source", "person"):
        return propose_reliability(target.id)
    if target.kind == "claim":
        claim = file.claims.get(target.id)
        incident = next((one for one in file.incidents.values() if target.id in one.claims), None)
        if claim is None:
            return None
        return propose_credibility(claim, incident, support_in(file, incident.id) if incident else ())
    incident = file.incidents[target.id]
    confirmed = frozenset(
        name for name in incident.claims if any(d.verdict == "confirmed" for d in file.decisions.get(name, ()))
    )
    return propose_proof(incident, file.claims, support_in(file, incident.id), file.grades, confirmed)


def support_in(file: CaseFile, incident: str) -> tuple[FieldSupport, ...]:
    """The corroboration of an incident of the case, field by field."""
    found = file.incidents[incident]
    texts = {
        document: file.documents[document].document.text
        for document in dict.fromkeys(file.claims[name].document for name in found.claims)
    }
    return corroboration_of(found, file.claims, texts)
