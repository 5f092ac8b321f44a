"""What is still to be asked, and of whom. Open questions that name no answer and no crime; some things are never asked.

Nothing is asked about an incident of sexual violence or of children taken away, nothing of children, nothing of a
person who may still be held. Of a threat or a plan it is asked what was said, never what would follow from the deed. A
fact that no testimony can show is looked for in records: then no witness is named.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from witnessmark.law.facts import Carried
from witnessmark.law.forms import ActLaw, Text
from witnessmark.law.provisions import Law
from witnessmark.model.case import Person
from witnessmark.model.claim import Claim
from witnessmark.model.finding import Finding, Question
from witnessmark.model.incident import Incident

NEVER = frozenset({"specialist-only", "do-not-ask-generalist", "child-sensitive"})
"""Flags of facts that no question asks for."""
_NO_INTERVIEW = frozenset({"specialist-only", "child-protection"})
"""Handling of an act that keeps generalists from asking anything about the whole incident."""
_NOT_ASKED = frozenset({"captive-risk", "restricted", "authority-only"})
"""Handling of an act that is itself not asked about; other acts of the same incident may be."""
_FIRST_HAND = ("direct", "participant", None)
_NO_WITNESS = frozenset({"document", "media", "expert-opinion", "analyst-inference", "common-knowledge"})
_OF_HEARSAY = frozenset({"source-basis", "other-witnesses"})
"""What somebody who only heard of it can be asked: from whom, and who else may know."""
_ANNOUNCED = "threat-content"
_OF_AGE = 18
_TRAINED = "trained-interviewer"


class Questions:
    """Knows who of a case may be asked at all."""

    def __init__(self, claims: Mapping[str, Claim], persons: Mapping[str, Person], law: Law) -> None:
        self._claims, self._law = claims, law
        self._children = {name for name, person in persons.items() if any(age < _OF_AGE for age in person.ages)}
        rules = law.situations
        held: dict[str, set[str]] = defaultdict(set)
        for claim in claims.values():
            if claim.act in rules.captive_acts or claim.act in rules.free_acts:
                for victim in claim.roles.get("victim", ()):
                    if victim.person:
                        held[victim.person].add(claim.act)
        free = set(rules.free_acts)
        self._held = {person for person, acts in held.items() if not acts & free}
        """Persons of whom a claim says that they were taken, and none that they came free."""

    def of(
        self, incident: Incident, findings: Sequence[Finding], carried: Mapping[str, Carried]
    ) -> tuple[Question, ...]:
        acts = [self._law.acts[act] for act in incident.acts]
        if any(act.handling in _NO_INTERVIEW for act in acts):
            return ()
        acts = [act for act in acts if act.handling not in _NOT_ASKED]
        if not acts:
            return ()
        handling = {act.handling for act in acts}
        wanted = self._wanted(acts, findings) if incident.status == "reported" else self._of_undone(acts, incident)
        how = _TRAINED if _TRAINED in handling else sorted(handling)[0]
        known = {fact for name in incident.claims if _tells(self._claims[name]) for fact in carried[name]}
        witnesses = self._witnesses(incident)
        return tuple(
            self._question(fact, elements, how, witnesses)
            for fact, elements in wanted.items()
            if fact not in known and not NEVER.intersection(self._law.fact_types[fact].flags)
        )

    def _wanted(self, acts: Iterable[ActLaw], findings: Sequence[Finding]) -> dict[str, list[str]]:
        """First facts of the acts, then those of open elements of the main provisions; never those of the situation,
        which is established without asking each witness."""
        wanted: dict[str, list[str]] = {fact: [] for act in acts for fact in act.ask_first}
        for finding in findings:
            if finding.strength == "primary":
                for element in finding.elements:
                    if element.status in ("open", "touched"):
                        for fact in element.missing:
                            wanted.setdefault(fact, []).append(element.element)
        return wanted

    def _of_undone(self, acts: Iterable[ActLaw], incident: Incident) -> dict[str, list[str]]:
        """What was only threatened, planned or denied has left no body and no court behind: whoever was threatened is
        asked what was said."""
        allowed = self._law.situations.announced_facts
        first = [fact for act in acts for fact in act.ask_first]
        said = [] if incident.status == "denied-only" else [_ANNOUNCED]
        return {fact: [] for fact in (*first, *said) if fact in allowed}

    def _question(
        self, fact: str, elements: Sequence[str], how: str, witnesses: Mapping[str, tuple[str, bool]]
    ) -> Question:
        kind = self._law.fact_types[fact]
        asked: list[str] = []
        if "testimony" in kind.evidence:
            asked = [name for name, first_hand in witnesses.values() if first_hand or fact in _OF_HEARSAY]
        return Question(
            fact=fact, text=Text.of(kind.ask).en, handling=how,
            elements=tuple(elements), witnesses=tuple(asked),
        )  # fmt: skip

    def _witnesses(self, incident: Incident) -> dict[str, tuple[str, bool]]:
        """By speaker one claim of theirs, and whether they may know of it at first hand."""
        found: dict[str, tuple[str, bool]] = {}
        for name in incident.claims:
            claim = self._claims[name]
            voice, basis = claim.said_by, claim.basis.get("act")
            if voice.person is None or voice.kind == "chain":
                continue  # nobody who could be found again
            if voice.person in self._children or voice.person in self._held:
                continue
            if voice.kind == "author" and basis not in ("direct", "participant"):
                continue  # the author of a report or a news item tells what others said
            if basis in _NO_WITNESS or basis == "mission-observation":
                continue
            first_hand = basis in _FIRST_HAND and claim.modality != "hearsay"
            known = found.get(voice.key)
            if known is None or (first_hand and not known[1]):
                found[voice.key] = name, first_hand
        return found


def _tells(claim: Claim) -> bool:
    """Whether the claim speaks of what happened or did not, not of a threat, a plan or a fear."""
    return claim.modality in ("asserted", "general", "hearsay", "denied")
