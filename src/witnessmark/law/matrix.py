"""The matrix: for each incident the provisions that its acts may indicate, each element with what is said for it.

"Covered" means that information exists, "touched" that only hearsay does, "contested" that claims conflict, "open" that
nobody spoke to it. None of them means proven, and there is no cell for guilt.
"""

from collections.abc import Mapping, Sequence

from witnessmark.law.facts import facts_of
from witnessmark.law.provisions import ActLaw, Indication, Law, Provision, law
from witnessmark.law.situation import Situation, affirms
from witnessmark.model.claim import Claim
from witnessmark.model.finding import ElementFinding, ElementStatus, Finding, IncidentMatrix, Question
from witnessmark.model.incident import Incident

REGIMES = ("iac", "occupation")
"""The regimes of the situation that the cases of this version come from. Human rights and domestic law hold in any."""

_ALWAYS = ("hr", "domestic", "peace")
_SILENT = frozenset({"specialist-only", "do-not-ask-generalist", "child-sensitive"})
_NO_INTERVIEW = frozenset({"specialist-only", "child-protection"})
"""Handling of an act that keeps generalists from asking anything about the whole incident."""
_NOT_ASKED = frozenset({"captive-risk", "restricted", "authority-only"})
"""Handling of an act that is itself not asked about; other acts of the same incident may be."""
_RANK = {"primary": 0, "secondary": 1, "context": 2}


def matrix_of(
    incidents: Sequence[Incident], claims: Mapping[str, Claim], regimes: Sequence[str] = REGIMES
) -> dict[str, IncidentMatrix]:
    """One matrix an incident, by incident id."""
    data = law()
    carried = {name: facts_of(claim, data) for name, claim in claims.items()}
    situation = Situation(claims, carried, data.situation_facts)
    return {i.id: _Builder(i, claims, carried, situation, data, regimes).build() for i in incidents}


def _denies(claim: Claim) -> bool:
    return claim.polarity == "negative" or claim.modality == "denied"


class _Builder:
    """Lays the claims of one incident beside the elements."""

    def __init__(
        self,
        incident: Incident,
        claims: Mapping[str, Claim],
        carried: Mapping[str, frozenset[str]],
        situation: Situation,
        data: Law,
        regimes: Sequence[str],
    ) -> None:
        self.incident, self.claims, self.carried = incident, claims, carried
        self.data = data
        self.situation = situation.around(incident)
        self.regimes = {*regimes, *_ALWAYS}

    def build(self) -> IncidentMatrix:
        acts = [self.data.acts[act] for act in self.incident.acts]
        findings = self._findings(acts)
        return IncidentMatrix(
            incident=self.incident.id,
            findings=findings,
            questions=self._questions(acts, findings),
            alternatives=tuple(dict.fromkeys(text for act in acts for text in act.alternatives_to_test)),
            cautions=tuple(dict.fromkeys(act.caution for act in acts if act.caution)),
        )

    def _findings(self, acts: Sequence[ActLaw]) -> tuple[Finding, ...]:
        """The strongest indication of each provision, in order of strength."""
        best: dict[str, tuple[ActLaw, Indication]] = {}
        for act in acts:
            for indication in act.indicates:
                kept = best.get(indication.provision)
                if kept is None or _RANK[indication.strength] < _RANK[kept[1].strength]:
                    best[indication.provision] = (act, indication)
        findings = [
            self._finding(self.data.provisions[name], act, indication)
            for name, (act, indication) in best.items()
            if self.regimes.intersection(self.data.provisions[name].regime)
        ]
        return tuple(sorted(findings, key=lambda finding: _RANK[finding.strength]))

    def _finding(self, provision: Provision, act: ActLaw, indication: Indication) -> Finding:
        elements: tuple[ElementFinding, ...] = ()
        if indication.strength != "context":
            elements = tuple(
                self._element(provision, element.id, element.text, element.kind, act, indication)
                for element in provision.elements
            )
        return Finding(
            incident=self.incident.id,
            provision=provision.id,
            cite=provision.cite,
            title=provision.title,
            strength=indication.strength,
            regime=provision.regime,
            elements=elements,
        )

    def _element(
        self, provision: Provision, element: str, text: str, kind: str, act: ActLaw, indication: Indication
    ) -> ElementFinding:
        key = element.removeprefix(f"{provision.id}.")
        facts = indication.elements.get(key, ())
        supporting, contradicting, hearsay = self._claims_speaking_to(facts, act.act, kind)
        return ElementFinding(
            element=element,
            text=text,
            kind=kind,
            status=_status(supporting, contradicting, hearsay),
            supporting=supporting,
            contradicting=contradicting,
            hearsay=hearsay,
            missing=tuple(fact for fact in facts if not self._carried_by_any(fact)),
            rule=f"act_to_law/{act.act}/{provision.id}/{key}",
        )

    def _claims_speaking_to(
        self, facts: Sequence[str], act: str, kind: str
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Who tells of another act of the incident does not describe this one; who denies the act says nothing of the
        war around it."""
        supporting, contradicting, hearsay = [], [], []
        for name in self.incident.claims:
            claim = self.claims[name]
            spoken = self.carried[name].intersection(facts)
            if not spoken or (spoken == {"act-described"} and claim.act != act):
                continue
            if _denies(claim):
                if kind != "contextual":
                    contradicting.append(name)
            elif claim.modality == "hearsay" or str(claim.basis.get("act") or "").startswith("hearsay"):
                hearsay.append(name)
            elif affirms(claim):
                supporting.append(name)
        for fact in facts:
            supporting.extend(name for name in self.situation.get(fact, ()) if name not in supporting)
        return tuple(supporting), tuple(contradicting), tuple(hearsay)

    def _carried_by_any(self, fact: str) -> bool:
        return bool(self.situation.get(fact)) or any(fact in self.carried[name] for name in self.incident.claims)

    def _questions(self, acts: Sequence[ActLaw], findings: Sequence[Finding]) -> tuple[Question, ...]:
        """What is still to be asked: first facts and those of open elements, none that the handling rules forbid."""
        if any(act.handling in _NO_INTERVIEW for act in acts):
            return ()
        acts = [act for act in acts if act.handling not in _NOT_ASKED]
        if not acts:
            return ()
        handling = {act.handling for act in acts}
        wanted: dict[str, list[str]] = {fact: [] for act in acts for fact in act.ask_first}
        for finding in findings:
            if finding.strength == "primary":
                for element in finding.elements:
                    if element.status in ("open", "touched"):
                        for fact in element.missing:
                            wanted.setdefault(fact, []).append(element.element)
        how = "trained-interviewer" if "trained-interviewer" in handling else sorted(handling)[0]
        return tuple(
            Question(fact=fact, text=self.data.fact_types[fact].ask, handling=how, elements=tuple(elements))
            for fact, elements in wanted.items()
            if not self._carried_by_any(fact) and not _SILENT.intersection(self.data.fact_types[fact].flags)
        )


def _status(supporting: Sequence[str], contradicting: Sequence[str], hearsay: Sequence[str]) -> ElementStatus:
    if contradicting and (supporting or hearsay):
        return "contested"
    if supporting:
        return "covered"
    return "touched" if hearsay else "open"
