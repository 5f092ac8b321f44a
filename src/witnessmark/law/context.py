"""The contextual elements of a situation (a conflict, an attack on a population): established once, then reused."""

from collections.abc import Mapping, Sequence

from witnessmark.law.facts import Carried
from witnessmark.law.forms import Element
from witnessmark.law.laying import lay, status_of
from witnessmark.law.provisions import Law
from witnessmark.law.situations import SHOWN, Ground, Surroundings
from witnessmark.model.claim import Claim
from witnessmark.model.finding import Because, ContextFinding
from witnessmark.model.incident import Incident

PATTERN = "repeat-or-pattern"
"""The fact that several incidents together speak to, though no claim of theirs says so."""

_SHOWN_INCIDENTS = 12


class Context:
    """Works out the contextual elements of one situation when they are first asked for."""

    def __init__(
        self,
        ground: Ground,
        around: Surroundings,
        claims: Mapping[str, Claim],
        carried: Mapping[str, Carried],
        pattern: Sequence[Incident],
    ) -> None:
        self._ground, self._around, self._claims, self._carried = ground, around, claims, carried
        self._pattern = pattern
        self.found: dict[str, ContextFinding] = {}

    def of(self, element: Element) -> ContextFinding:
        """What is known in this situation of a contextual element."""
        if element.name not in self.found:
            self.found[element.name] = self._establish(element)
        return self.found[element.name]

    def _establish(self, element: Element) -> ContextFinding:
        names = [name for fact in element.situation for name in self._around.speaking(fact, self._ground)[:SHOWN]]
        laid = lay(dict.fromkeys(names), self._claims, self._carried, element.situation, denials=False)
        supporting, because, missing = laid.supporting, laid.because, laid.missing
        pattern: tuple[str, ...] = ()
        if PATTERN in element.situation and self._pattern:
            pattern = tuple(incident.id for incident in self._pattern[:_SHOWN_INCIDENTS])
            shown = [first for incident in self._pattern[:SHOWN] if (first := incident.claims[0]) not in supporting]
            supporting = (*supporting, *shown)
            because = (*because, *(Because(name, PATTERN, f"incidents:{len(self._pattern)}") for name in shown))
            missing = tuple(fact for fact in missing if fact != PATTERN)
        status = status_of(supporting, laid.contradicting, laid.hearsay)
        if element.together and status == "covered" and missing:
            status = "partly"
        return ContextFinding(
            context=element.name,
            text=element.text.en,
            status=status,
            supporting=supporting,
            contradicting=laid.contradicting,
            hearsay=laid.hearsay,
            missing=missing,
            rule=f"law/{element.name}/situation",
            because=because,
            pattern=pattern,
        )


def patterns(
    grounds: Mapping[str, Ground], law: Law, claims: Mapping[str, Claim]
) -> dict[tuple[str, ...], list[Incident]]:
    """By oblast the reported incidents that together may be a course of conduct: acts of the kinds that crimes against
    humanity list, from enough different voices; else none."""
    listed = {
        act.act
        for act in law.acts.values()
        if any(name.startswith("rs-7-1-") and strength == "primary" for name, strength in act.strengths(()).items())
    }
    found: dict[tuple[str, ...], list[Incident]] = {}
    for ground in grounds.values():
        mine = [
            incident
            for incident in ground.incidents
            if incident.status == "reported" and listed.intersection(incident.acts)
        ]
        if mine and ground.area:
            found.setdefault(ground.area[:2], []).extend(mine)
    rules = law.situations
    return {
        area: mine
        for area, mine in found.items()
        if len(mine) >= rules.pattern_incidents and _voices(mine, claims) >= rules.pattern_groups
    }


def _voices(incidents: Sequence[Incident], claims: Mapping[str, Claim]) -> int:
    """How many different voices tell of the incidents."""
    return len({claims[name].said_by.key for incident in incidents for name in incident.claims})
