"""Which types of fact a claim carries: what ``facts.yaml`` says of the words, roles and fields that it states."""

import re

from witnessmark.law.provisions import FactRule, Law
from witnessmark.model.claim import Claim, Participant

_WORD = re.compile(r"\w+")


def facts_of(claim: Claim, law: Law) -> frozenset[str]:
    """The fact types that the claim speaks to. Says nothing about whether what it says is true."""
    words = [word.casefold() for word in _WORD.findall(claim.span.quote)]
    return frozenset(fact for fact, rule in law.fact_rules.items() if _carries(claim, rule, words))


def _carries(claim: Claim, rule: FactRule, words: list[str]) -> bool:
    if rule.only and claim.act not in rule.only:
        return False
    if rule.acts == "any" or claim.act in rule.acts:
        return True
    if any(_tells_who(filler, rule) for role in rule.roles for filler in claim.roles.get(role, ())):
        return True
    if rule.field is not None and _states(claim, rule.field):
        return True
    stems = rule.words.get(claim.language or "en", ())
    return bool(stems) and any(word.startswith(stems) or f"={word}" in stems for word in words)


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
