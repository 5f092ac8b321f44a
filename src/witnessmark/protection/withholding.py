"""Which claims an edition may not hold, and why: consent, review, forces, sensitivity."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from witnessmark.model.acts import Act, taxonomy
from witnessmark.model.casefile import CaseFile
from witnessmark.model.claim import Claim
from witnessmark.model.consent import MAY_APPEAR, Audience, ConsentLevel
from witnessmark.model.decision import Decision
from witnessmark.model.edtf import days_of
from witnessmark.model.record import DateMention
from witnessmark.protection.naming import Naming
from witnessmark.protection.policy import Policy

Reason = Literal["rejected", "conflict", "consent", "recent-forces", "sensitive", "shared-passage"]


class Reviewed(NamedTuple):
    """A claim as the reviewers left it. ``acts`` are all that may hold: more than one while decisions disagree."""

    claim: Claim
    acts: tuple[str, ...]
    verdict: str | None
    conflict: bool
    place_name: str | None


def reviewed(claim: Claim, decisions: tuple[Decision, ...]) -> Reviewed:
    """The claim with corrected values in place of the read ones. Decisions that were made without knowing of each
    other and differ leave it as read: nobody wins, and the strictest of what they say holds for protection."""
    if not decisions:
        return Reviewed(claim, (claim.act,), None, False, None)
    known = taxonomy().acts
    proposed = [decision.corrected["act"] for decision in decisions if decision.corrected.get("act") in known]
    if any(decision.concurrent for decision in decisions):
        verdict = "rejected" if any(decision.verdict == "rejected" for decision in decisions) else None
        return Reviewed(claim, tuple(dict.fromkeys((claim.act, *proposed))), verdict, True, None)
    last = decisions[-1]
    if last.verdict != "corrected":
        return Reviewed(claim, (claim.act,), last.verdict, False, None)
    changed = _corrected(claim, last.corrected)
    return Reviewed(changed, (changed.act,), "corrected", False, last.corrected.get("place"))


def _corrected(claim: Claim, values: dict[str, str]) -> Claim:
    changes: dict[str, object] = {}
    if values.get("act") in taxonomy().acts:
        changes["act"] = values["act"]
    for field in ("modality", "polarity"):
        if field in values:
            changes[field] = values[field]
    if "date" in values:
        changes["date"] = _corrected_date(claim, values["date"])
    if "place" in values and (claim.place is None or claim.place.name != values["place"]):
        changes["place"] = None  # the position was that of another place
    return msgspec.structs.replace(claim, **changes)


def _corrected_date(claim: Claim, edtf: str) -> DateMention:
    first, last = days_of(edtf) or (None, None)
    said = claim.date or claim.span
    return DateMention(
        said.start,
        said.end,
        said.quote,
        edtf=edtf,
        earliest=first.isoformat() if first else None,
        latest=last.isoformat() if last else None,
        basis="reviewer",
    )


class Withholding:
    """The rules of one edition on one day. ``reason`` gives why a claim is held back, or None when it may appear."""

    def __init__(self, file: CaseFile, audience: Audience, on_day: str, policy: Policy, naming: Naming) -> None:
        self._file = file
        self._audience = audience
        self._on_day = date.fromisoformat(on_day)
        self._policy = policy
        self._rules = policy.audiences[audience]
        self._naming = naming
        self._incidents: dict[str, set[str]] = defaultdict(set)
        for incident in file.incidents.values():
            for claim in incident.claims:
                self._incidents[claim].add(incident.id)
        self._cleared = {each.target for each in file.clearances if each.audience is audience}

    def reason(self, item: Reviewed) -> Reason | None:
        """Why the claim is held back; consent comes first, so that no other reason tells more than a person allowed."""
        claim = item.claim
        acts = [taxonomy()[act] for act in item.acts if act in taxonomy().acts]
        if len(acts) != len(item.acts):
            return "sensitive"
        if self.consent(claim) < MAY_APPEAR[self._audience]:
            return "consent"
        if any(act.sealed for act in acts) and not self._rules.sealed:
            return "consent"  # a reason of its own would tell what it is
        if item.verdict == "rejected":
            return "rejected"
        if item.conflict and self._audience is Audience.PUBLIC:
            return "conflict"
        if self._rules.forces_days is not None and self._about_forces(claim, acts) and self._too_recent(claim):
            return "recent-forces"
        if self._rules.high_needs_clearance and any(self._needs_clearance(claim, act) for act in acts):
            return "sensitive"
        return None

    def consent(self, claim: Claim) -> ConsentLevel:
        """The strictest over source, speaker and people mentioned."""
        source = self._file.sources[claim.source].consent
        return min([source, *(self._naming.consent_in(person, claim.source) for person in claim.persons())])

    def _needs_clearance(self, claim: Claim, act: Act) -> bool:
        if act.sensitivity != "high":
            return False
        return not ({claim.id, f"act:{act.id}"} | self._incidents[claim.id]) & self._cleared

    def _about_forces(self, claim: Claim, acts: list[Act]) -> bool:
        rule = self._policy.forces
        if any(act.kind in rule.kinds for act in acts):
            return True
        return claim.place is not None and any(
            role in rule.roles or participant.kind in rule.actors for role, participant in claim.participants()
        )

    def _too_recent(self, claim: Claim) -> bool:
        latest = self.latest_bound(claim)
        return latest is None or (self._on_day - latest).days < (self._rules.forces_days or 0)

    def latest_bound(self, claim: Claim) -> date | None:
        """The last day on which what is claimed can have been: its own latest day, or that of the document that tells
        of it as past. The day of receipt bounds nothing: an old paper may come late, and a plan looks ahead."""
        stated = _last_day(claim.date.latest) if claim.date else None
        if claim.modality in self._policy.forces.unbounded_modalities:
            return stated
        days = [day for day in (stated, self._written(claim.source, claim.document)) if day is not None]
        return min(days, default=None)

    def _written(self, source: str, document: str) -> date | None:
        """The last day on which a document can have been written: the later one, where whoever added it gave another
        day than it bears itself."""
        held = self._file.documents.get(document)
        said = (self._file.sources[source].record.document_date, held.document.date if held else None)
        return max((day for day in map(_last_day, said) if day is not None), default=None)

    def tells_of_forces_now(self, document: str, claims: Iterable[Claim]) -> bool:
        """Whether a document of these last months speaks of forces. What else it says of them need not have been read
        as a claim, so nothing of it may leave."""
        if self._rules.forces_days is None:
            return False
        written = self._written(self._file.documents[document].source, document)
        if written is None or (self._on_day - written).days >= self._rules.forces_days:
            return False
        items = (reviewed(claim, self._file.decisions.get(claim.id, ())) for claim in claims)
        known = taxonomy().acts
        return any(
            self._about_forces(item.claim, [known[act] for act in item.acts if act in known])
            and self._too_recent(item.claim)
            for item in items
        )


def _last_day(value: str | None) -> date | None:
    """The last day that an ISO or EDTF value allows, or None where it is open or cannot be read."""
    days = days_of(value) if value else None
    return days[1] if days else None
