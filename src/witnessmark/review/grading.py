"""Writing a person's grade: one signed entry, with what was shown and the reason as objects."""

import msgspec

from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds import GradeGiven
from witnessmark.evidence.payloads import Note, Shown
from witnessmark.model.casefile import CaseFile
from witnessmark.model.grading import BASIS_FIELDS, FOR_COURTS_ALONE, VALUES, Scale
from witnessmark.review.assessing import proposal_for
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
