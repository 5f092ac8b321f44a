"""Whose force somebody is, as far as the neutral identification says; and what a claim tells of the control of a place.

The same rules for every side: a force is foreign where it acts outside the country that it belongs to.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from witnessmark.law.forms import SituationRules
from witnessmark.model.claim import Claim

_WORD = re.compile(r"\w+")
_ACTING = ("perpetrator", "unit", "authority", "commander", "provider", "custodian")

Change = Literal["taken", "left", "held"]
"""held: at that time foreign forces exercised authority there, or the claim calls it an occupation."""


class ControlChange(NamedTuple):
    """What one claim tells of the control of a place by forces foreign to it: that they took it, left it, or held it.
    Bounds are ISO days or None."""

    change: Change
    earliest: str | None
    latest: str | None
    claim: str


class Forces:
    """Reads forces and control by the words of ``situations.yaml``."""

    def __init__(self, rules: SituationRules) -> None:
        self._rules = rules
        self._known: dict[str, str | None] = {}

    def state_of(self, resolved: str | None) -> str | None:
        """ISO country of a force or authority; ``group`` for an organised armed group, ``foreign`` for one that is
        said to occupy, None where nothing tells."""
        if not resolved:
            return None
        if resolved not in self._known:
            self._known[resolved] = self._state_of(resolved)
        return self._known[resolved]

    def _state_of(self, resolved: str) -> str | None:
        if any(word in resolved for word in self._rules.groups):
            return "group"
        if any(word in resolved for word in self._rules.foreign):
            return "foreign"
        return next(
            (country for country, words in self._rules.states.items() if any(word in resolved for word in words)), None
        )

    def acting(self, claim: Claim) -> Iterator[str]:
        """Whose forces or authorities are said to act."""
        for role in _ACTING:
            for each in claim.roles.get(role, ()):
                if (state := self.state_of(each.resolved)) is not None:
                    yield state

    def foreign_in(self, claim: Claim) -> bool:
        """Whether a force from another State acts there."""
        country = claim.place.country if claim.place is not None else None
        return any(
            state == "foreign" or (country is not None and state not in (country, "group"))
            for state in self.acting(claim)
        )

    def exercises_authority(self, claim: Claim) -> bool:
        """Whether what is done there is what those do who hold a place (Hague Regulations, art. 42)."""
        return claim.act in self._rules.authority

    def says_occupied(self, claim: Claim) -> bool:
        return self._says(self._rules.occupied, claim) and not self._says(self._rules.freed, claim)

    def control(self, claim: Claim) -> ControlChange | None:
        """Whether the claim tells that foreign forces took the place, held it, or hold it no longer."""
        rules = self._rules
        change: Change | None = None
        if claim.act not in (*rules.taking, *rules.leaving, *rules.turning):
            holds = self.says_occupied(claim) or (claim.act in rules.authority and self.foreign_in(claim))
            return self._change("held", claim) if holds else None
        if claim.act in rules.turning and self._says(rules.freed, claim):
            change = "left"
        elif claim.act in rules.leaving:
            change = "left" if self.foreign_in(claim) else None
        elif self.foreign_in(claim):
            change = "taken"
        return self._change(change, claim) if change is not None else None

    @staticmethod
    def _change(change: Change, claim: Claim) -> ControlChange:
        date = claim.date
        return ControlChange(change, date.earliest if date else None, date.latest if date else None, claim.id)

    def _says(self, words: dict[str, tuple[str, ...]], claim: Claim) -> bool:
        stems = words.get(claim.language or "en", ())
        return bool(stems) and any(word.startswith(stems) for word in _WORD.findall(claim.span.quote.casefold()))
