"""The matrix: for each incident the provisions that its acts may indicate, each element with what is said for it.

"Covered" means that information exists, "touched" that only hearsay does, "contested" that a claim speaks against it,
"open" that nobody spoke to it. None of them means proven, and there is no cell for guilt.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from witnessmark.law.context import Context, patterns
from witnessmark.law.explanations import Explanations
from witnessmark.law.facts import Carried, FactReader
from witnessmark.law.forces import Forces
from witnessmark.law.forms import Element, Provision, Text
from witnessmark.law.laying import Laid, both, lay
from witnessmark.law.provisions import RANK, Law
from witnessmark.law.provisions import law as shipped
from witnessmark.law.questions import Questions
from witnessmark.law.regimes import Declared, holding, regimes_of
from witnessmark.law.situations import Ground, Surroundings, affirms, grounds
from witnessmark.model.case import Person
from witnessmark.model.claim import Claim
from witnessmark.model.finding import ElementFinding, Finding, IncidentMatrix, RegimeFinding, Situation, Strength
from witnessmark.model.incident import Incident


class Qualified(NamedTuple):
    """What the law data says of a case: situations and matrices by id (matrices by that of their incident)."""

    situations: dict[str, Situation]
    matrices: dict[str, IncidentMatrix]


def qualify(
    incidents: Sequence[Incident],
    claims: Mapping[str, Claim],
    *,
    law: Law | None = None,
    persons: Mapping[str, Person] | None = None,
    declared: Declared = None,
) -> Qualified:
    """Lay the claims of a case beside the law. ``persons`` tell who is a child; ``declared`` is the conflict that a
    person stated for the case. Linear in the number of claims."""
    data = law or shipped()
    reader, forces = FactReader(data), Forces(data.situations)
    carried = {name: reader.facts_of(claim) for name, claim in claims.items()}
    around = Surroundings(claims, carried, data, forces)
    areas = grounds(incidents, claims, around)
    repeated = patterns(areas, data, claims)
    explanations = Explanations(claims, carried, data)
    questions = Questions(claims, persons or {}, data)
    situations, matrices = {}, {}
    for ground in areas.values():
        context = Context(ground, around, claims, carried, repeated.get(ground.area[:2], ()))
        regimes = regimes_of(ground, around, data.conflicts, declared)
        laying = _Laying(ground, context, regimes, claims, carried, data)
        for incident in ground.incidents:
            findings = laying.findings(incident)
            others = explanations.of(incident)
            matrices[incident.id] = IncidentMatrix(
                incident=incident.id,
                findings=findings,
                questions=questions.of(incident, findings, carried),
                alternatives=tuple(Text.of(data.alternatives[each.id].text).en for each in others),
                cautions=tuple(
                    Text.of(caution).en for act in incident.acts if (caution := data.acts[act].caution) is not None
                ),
                situation=ground.id,
                explanations=others,
                exonerating=explanations.exonerating(incident, others),
                cautioned=tuple(act for act in incident.acts if data.acts[act].caution is not None),
            )
        situations[ground.id] = Situation(
            id=ground.id,
            area=ground.area,
            phase=ground.phase,
            earliest=ground.earliest,
            latest=ground.latest,
            regimes=regimes,
            elements=tuple(context.found[name] for name in sorted(context.found)),
            incidents=tuple(incident.id for incident in ground.incidents),
            lawful=_lawful(ground, claims, data, forces),
        )
    return Qualified(situations, {incident.id: matrices[incident.id] for incident in incidents})


def matrix_of(incidents: Sequence[Incident], claims: Mapping[str, Claim]) -> dict[str, IncidentMatrix]:
    """One matrix an incident, by incident id."""
    return qualify(incidents, claims).matrices


_SHOWN_LAWFUL = 12
_NOT_DONE = ("threatened-or-planned", "unrealised")
"""Of what was only threatened or planned, no provision on the deed is a main indicator."""


def _lawful(ground: Ground, claims: Mapping[str, Claim], law: Law, forces: Forces) -> tuple[str, ...]:
    """Claims of help or lawful conduct by somebody's forces or authorities, of either side."""
    acts = set(law.situations.lawful)
    found = [
        name
        for incident in ground.incidents
        for name in incident.claims
        if claims[name].act in acts and affirms(claims[name]) and next(forces.acting(claims[name]), None)
    ]
    return tuple(found[:_SHOWN_LAWFUL])


class _Laying:
    """Lays the claims of the incidents of one situation beside the elements."""

    def __init__(
        self,
        ground: Ground,
        context: Context,
        regimes: Sequence[RegimeFinding],
        claims: Mapping[str, Claim],
        carried: Mapping[str, Carried],
        law: Law,
    ) -> None:
        self._context, self._claims, self._carried, self._law = context, claims, carried, law
        self._sure, self._maybe = holding(regimes)
        if "iac" in self._sure | self._maybe and ground.phase != "held":
            where = "sure" if "iac" in self._sure and ground.phase in ("before", "after") else "maybe"
            self._sure |= {"belligerent-territory"} if where == "sure" else set()
            self._maybe |= {"belligerent-territory"} if where == "maybe" else set()
        concerned = {c for each in law.conflicts if ground.country in each.countries for c in each.countries}
        self._laid: dict[tuple[object, ...], Laid] = {}
        self._countries = concerned | ({ground.country} if ground.country else set())

    def findings(self, incident: Incident) -> tuple[Finding, ...]:
        """The strongest indication of each provision that holds or may hold, in order of strength."""
        made = []
        self._laid.clear()
        for name, (strength, act) in self._law.indicated(incident.acts).items():
            provision = self._law.provisions[name]
            if strength == "primary" and incident.status in _NOT_DONE:
                strength = "secondary"
            applies = self._applies(provision)
            if applies == "yes" and provision.since and incident.time.latest is None:
                applies = "open"
            if applies is not None and (incident.time.latest or provision.since) >= provision.since:
                finding = self._finding(incident, provision, strength, act, applies)
                made.append((RANK[strength], applies == "open", finding))
        made.sort(key=lambda each: each[:2])
        return tuple(finding for *_, finding in made)

    def _applies(self, provision: Provision) -> str | None:
        """``yes`` under a regime that holds, ``open`` under one that may, None otherwise."""
        if "any" in provision.regime:
            return "yes"
        if "domestic" in provision.regime:
            countries = self._law.instruments[provision.instrument].countries
            if not countries or self._countries.intersection(countries):
                return "yes"
            return None if self._countries else "open"
        if self._sure.intersection(provision.regime):
            return "yes"
        return "open" if self._maybe.intersection(provision.regime) else None

    def _finding(self, incident: Incident, provision: Provision, strength: Strength, act: str, applies: str) -> Finding:
        elements: tuple[ElementFinding, ...] = ()
        if strength != "context":
            elements = tuple(self._element(incident, provision, element) for element in provision.elements)
        return Finding(
            incident=incident.id, provision=provision.id, cite=provision.cite, title=provision.title.en,
            strength=strength, regime=provision.regime, elements=elements, act=act,
            applies="open" if applies == "open" else "yes",
        )  # fmt: skip

    def _element(self, incident: Incident, provision: Provision, element: Element) -> ElementFinding:
        anybody = element.kind in ("contextual", "mental")
        names = incident.claims if anybody else self._telling(incident, provision)
        key = incident.id, names, element.facts, element.against, element.kind == "contextual"
        if key not in self._laid:  # provisions share elements
            self._laid[key] = self._lay(incident, names, element)
        laid = self._laid[key]
        status, missing = laid.status, laid.missing
        if element.situation:
            around = self._context.of(element).status
            status = both(around, status) if element.facts else around
        return ElementFinding(
            element=element.id, text=element.text.en, kind=element.kind, status=status,
            supporting=laid.supporting, contradicting=laid.contradicting, hearsay=laid.hearsay, missing=missing,
            rule=f"law/{element.name or element.id}", context=element.name if element.situation else "",
            because=laid.because,
        )  # fmt: skip

    def _lay(self, incident: Incident, names: tuple[str, ...], element: Element) -> Laid:
        """``names`` beside the element, and the other claims of the incident beside those of its facts that may come
        from any."""
        how: dict[str, Any] = {"denials": element.kind != "contextual", "descriptive": self._law.descriptive}
        laid = lay(names, self._claims, self._carried, element.facts, element.against, **how)
        free = [fact for fact in element.facts if self._law.fact_types[fact].group in self._law.groups_of_any_act]
        if free and len(names) < len(incident.claims):
            rest = [name for name in incident.claims if name not in names]
            laid = laid.joined(lay(rest, self._claims, self._carried, free, **how), incident.claims)
        return laid

    def _telling(self, incident: Incident, provision: Provision) -> tuple[str, ...]:
        """The claims of acts that indicate the provision: others of the incident tell of another conduct."""
        acts = self._law.telling[provision.id]
        return tuple(name for name in incident.claims if self._claims[name].act in acts)
