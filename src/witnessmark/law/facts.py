"""Which types of fact a claim carries, and by which rule: what ``facts.yaml`` says of its words, roles and fields.

Says nothing about whether what the claim says is true.
"""

import re
from collections import defaultdict
from collections.abc import Mapping

from witnessmark.law.forms import FactRule
from witnessmark.law.provisions import Law
from witnessmark.model.claim import Claim, Participant

_WORD = re.compile(r"\w+")
_BEGINNING = 2
"""Letters by which stems are looked up: no stem is shorter."""

Carried = Mapping[str, str]
"""Fact type to the rule by which a claim carries it: ``act:…``, ``role:…``, ``field:…``, ``words:…``."""


class FactReader:
    """Reads the facts of claims. Holds what can be worked out once for all of them."""

    def __init__(self, law: Law) -> None:
        self._rules = law.fact_rules
        self._stems = {language: _Stems(law, language) for language in ("en", "uk", "ru")}
        self._by_act: dict[str, dict[str, str]] = {act: self._of_act(act) for act in law.acts}
        self._roles: dict[str, list[tuple[str, FactRule]]] = defaultdict(list)
        self._fields: list[tuple[str, FactRule]] = []
        for fact, rule in law.fact_rules.items():
            for role in rule.roles:
                self._roles[role].append((fact, rule))
            if rule.field is not None:
                self._fields.append((fact, rule))
        self._only = {fact: frozenset(rule.only) for fact, rule in law.fact_rules.items() if rule.only}

    def _of_act(self, act: str) -> dict[str, str]:
        return {
            fact: f"act:{act}"
            for fact, rule in self._rules.items()
            if (rule.acts == "any" or act in rule.acts) and (not rule.only or act in rule.only)
        }

    def facts_of(self, claim: Claim) -> Carried:
        """The fact types that the claim speaks to, each with the first rule that says so."""
        found = dict(self._by_act.get(claim.act, {}))
        for role, fillers in claim.roles.items():
            for fact, rule in self._roles.get(role, ()):
                if fact not in found and self._counts(fact, claim) and any(_tells_who(each, rule) for each in fillers):
                    found[fact] = f"role:{role}"
        for fact, rule in self._fields:
            if fact not in found and self._counts(fact, claim) and _states(claim, rule.field or ""):
                found[fact] = f"field:{rule.field}"
        stems = self._stems.get(claim.language or "en") or self._stems["en"]
        for fact, stem in stems.of(claim.span.quote).items():
            if fact not in found and self._counts(fact, claim):
                found[fact] = f"words:{stem}"
        return found

    def _counts(self, fact: str, claim: Claim) -> bool:
        return fact not in self._only or claim.act in self._only[fact]


class _Stems:
    """The stems of one language, looked up by the beginning of a word; a vocabulary is remembered."""

    def __init__(self, law: Law, language: str) -> None:
        self._negators = law.negators.get(language, frozenset())
        self._whole: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._begin: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for fact, rule in law.fact_rules.items():
            for stem in rule.words.get(language, ()):
                if stem.startswith("="):
                    self._whole[stem[1:]].append((fact, stem[1:]))
                else:
                    self._begin[stem[:_BEGINNING]].append((fact, stem))
        self._known: dict[str, tuple[tuple[str, str], ...]] = {}

    def of(self, text: str) -> dict[str, str]:
        found: dict[str, str] = {}
        before = ""
        for word in _WORD.findall(text.casefold()):
            if before not in self._negators:
                for fact, stem in self._carried(word):
                    found.setdefault(fact, stem)
            before = word
        return found

    def _carried(self, word: str) -> tuple[tuple[str, str], ...]:
        known = self._known.get(word)
        if known is None:
            begun = self._begin.get(word[:_BEGINNING], ())
            known = (*self._whole.get(word, ()), *(pair for pair in begun if word.startswith(pair[1])))
            self._known[word] = known
        return known


def _tells_who(filler: Participant, rule: FactRule) -> bool:
    """Whether the one in a role is told as closely as the rule asks: resolved, or of a kind that is somebody."""
    if rule.resolved and not filler.resolved:
        return False
    return not rule.kinds or filler.kind in rule.kinds or (filler.person is not None and "person" in rule.kinds)


def _states(claim: Claim, field: str) -> bool:
    if field == "date":
        return claim.date is not None and claim.date.earliest is not None
    if field == "place":
        return claim.place is not None and claim.place.kind in ("settlement", "facility")
    if field == "exact-place":
        return claim.place is not None and claim.place.kind == "facility"
    return any(claim.basis.values())
