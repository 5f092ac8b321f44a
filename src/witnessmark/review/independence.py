"""Saying that two sources are not independent, or that they are, and taking it back."""

from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds import IndependenceDecided
from witnessmark.evidence.payloads import Note
from witnessmark.model.casefile import CaseFile
from witnessmark.model.incident import Incident
from witnessmark.review.deciding import NotTwo


def decide_independence(
    case: Case, file: CaseFile, first: str, second: str, dependent: bool | None, reason: str | None, device: str | None
) -> None:
    """The sources of two claims, or two sources with all their claims, count once (``dependent``: the first depends on
    the second), or apart; None lets the program find it again. It bears on the incidents that hold both, now or when
    they are linked. Raises ``NotTwo``."""
    if first == second or (first in file.claims) is not (second in file.claims):
        raise NotTwo
    with case.recording():
        note = case.objects.add_value(Note(reason)).address if reason else None
        named = sorted({file.claims[name].source for name in (first, second) if name in file.claims})
        entry = IndependenceDecided(first=first, second=second, dependent=dependent, reason=note, sources=tuple(named))
        case.record(entry, device=device)


def spoken_in(file: CaseFile, incident: Incident) -> set[str]:
    """What a word that bears on an incident may name: its claims, their sources, and what these came in."""
    found = set(incident.claims)
    for name in incident.claims:
        source: str | None = file.claims[name].source
        while source in file.sources and source not in found:
            found.add(source)
            source = file.sources[source].record.parent
    return found


def incident_of_both(file: CaseFile, first: str, second: str) -> str | None:
    """An incident that holds two claims, or claims of two sources; None while there is none, and a word on them bears
    on nothing."""
    return next((one.id for one in file.incidents.values() if {first, second} <= spoken_in(file, one)), None)
