"""What else an incident may be, and what speaks for whoever is said to have acted. Shown also when nothing does.

An alternative of the law data is spoken to by facts of the incident's own claims, and by acts told of the same place at
the same time: soldiers quartered in a school, beside the shell that hit it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from witnessmark.law.facts import Carried
from witnessmark.law.laying import denies
from witnessmark.law.provisions import Law
from witnessmark.law.situations import Area, affirms, area_of
from witnessmark.model.claim import Claim
from witnessmark.model.finding import Exonerating, Explanation
from witnessmark.model.incident import Incident

_NEAR = 31
"""Days within which an act at the same place may explain another."""
_LOOKED_AT = 40
_SHOWN = 4
_WHETHER = frozenset({"whether-at-all", "perpetrator"})


class Explanations:
    """Knows, for every hromada, the claims of acts that may explain others."""

    def __init__(self, claims: Mapping[str, Claim], carried: Mapping[str, Carried], law: Law) -> None:
        self._claims, self._carried, self._law = claims, carried, law
        acts = {act for alternative in law.alternatives.values() for act in alternative.acts}
        self._at: dict[tuple[str, Area], list[str]] = defaultdict(list)
        for name, claim in claims.items():
            if claim.act in acts and affirms(claim) and (area := area_of(claim.place)):
                self._at[claim.act, area].append(name)

    def of(self, incident: Incident) -> tuple[Explanation, ...]:
        """The alternatives of the incident's acts, each with the claims that speak to it."""
        ids = dict.fromkeys(each for act in incident.acts for each in self._law.acts[act].alternatives)
        return tuple(Explanation(id=each, claims=self._speaking(each, incident)) for each in ids)

    def exonerating(self, incident: Incident, explanations: Sequence[Explanation]) -> tuple[Exonerating, ...]:
        found: list[Exonerating] = []
        if denials := tuple(name for name in incident.claims if denies(self._claims[name])):
            found.append(Exonerating(kind="denial", claims=denials))
        for each in incident.contradictions:
            if each.field in _WHETHER:
                found.append(Exonerating(kind="other-account", claims=tuple(each.values), detail=each.field))
        found.extend(
            Exonerating(kind="explanation", claims=each.claims, detail=each.id) for each in explanations if each.claims
        )
        return tuple(found)

    def _speaking(self, name: str, incident: Incident) -> tuple[str, ...]:
        alternative = self._law.alternatives[name]
        own = [
            claim
            for claim in incident.claims
            if any(fact in self._carried[claim] for fact in alternative.facts) and not denies(self._claims[claim])
        ]
        area = area_of(incident.place)
        around = [
            claim
            for act in alternative.acts
            for claim in self._at.get((act, area), ())[:_LOOKED_AT]
            if self._close(self._claims[claim], incident)
        ]
        return tuple(dict.fromkeys((*own, *around)))[:_SHOWN]

    def _close(self, claim: Claim, incident: Incident) -> bool:
        """At the same time, as far as both are dated; what is undated explains nothing but its own incident."""
        if claim.id in incident.claims:
            return True
        mine = (claim.date.earliest, claim.date.latest) if claim.date else (None, None)
        bounds = (*mine, incident.time.earliest, incident.time.latest)
        if any(bound is None for bound in bounds):
            return False
        first, last, begin, end = (date.fromisoformat(bound) for bound in bounds if bound)
        return max((first - end).days, (begin - last).days) <= _NEAR
