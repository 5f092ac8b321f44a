"""What waits for a person: counted for `status`, listed in the workbench."""

import msgspec

from witnessmark.evidence.state import State
from witnessmark.model.acts import taxonomy
from witnessmark.model.casefile import CaseFile
from witnessmark.model.claim import Claim
from witnessmark.model.consent import ConsentLevel


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of what waits, by why."""

    consent: dict[str, tuple[str, ...]]
    """Consent level (below the public ones) to the sources that have it."""
    unread: tuple[str, ...]
    high: tuple[str, ...]
    """Claims of acts that stay out of public editions until a named reviewer clears them."""
    unattached: int
    conflicts: int
    unknown: bool
    """An entry of a newer version bears on what may leave: nothing leaves."""

    def __bool__(self) -> bool:
        return bool(self.consent or self.unread or self.high or self.unattached or self.conflicts or self.unknown)


def waiting(file: CaseFile, state: State) -> Waiting:
    by_level: dict[str, list[str]] = {}
    for source in file.sources.values():
        if source.consent < ConsentLevel.PUBLIC_ANONYMOUS:
            by_level.setdefault(source.consent.label, []).append(source.id)
    cleared = {clearance.target for clearance in file.clearances}
    return Waiting(
        consent={level: tuple(sources) for level, sources in by_level.items()},
        unread=tuple(source.id for source in file.sources.values() if source.problem),
        high=tuple(claim.id for claim in file.claims.values() if _waits(claim, file, cleared)),
        unattached=len(file.unattached) + len(file.grades_waiting),
        conflicts=len(state.conflicts),
        unknown=bool(state.blocked_by_unknown),
    )


def _waits(claim: Claim, file: CaseFile, cleared: set[str]) -> bool:
    """Whether a clearance would change anything: the act is sensitive, and consent would let the claim out."""
    act = taxonomy()[claim.act]
    allowed = file.sources[claim.source].consent >= ConsentLevel.PUBLIC_ANONYMOUS
    return act.sensitivity == "high" and not act.sealed and allowed and not {claim.id, f"act:{claim.act}"} & cleared
