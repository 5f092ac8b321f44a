"""Saying that two sources are not independent, or that they are, and taking it back."""

from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds import IndependenceDecided
from witnessmark.evidence.payloads import Note
from witnessmark.model.casefile import CaseFile


class OneClaim(ValueError):  # noqa: N818 - an answer, not an error of the program
    """A word on the independence of sources needs two claims."""


def decide_independence(
    case: Case, first: str, second: str, dependent: bool | None, reason: str | None, device: str | None
) -> None:
    """The sources of two claims count once (``dependent``), or apart; None lets the program find it again. It bears on
    the incident that holds both, now or when they are linked. Raises ``OneClaim``."""
    if first == second:
        raise OneClaim
    with case.recording():
        note = case.objects.add_value(Note(reason)).address if reason else None
        entry = IndependenceDecided(first=first, second=second, dependent=dependent, reason=note)
        case.record(entry, device=device)


def incident_of_both(file: CaseFile, first: str, second: str) -> str | None:
    """The incident that holds two claims; None while they are not linked, and a word on them bears on nothing."""
    return next((one.id for one in file.incidents.values() if {first, second} <= set(one.claims)), None)
