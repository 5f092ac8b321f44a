"""How many people a claim speaks of: a number that stands with the victims, or words for one person."""

import re
from typing import NamedTuple

import msgspec

from witnessmark.model.claim import Claim, Participant
from witnessmark.model.span import Span
from witnessmark.registers.ground import Ground, apart, of_participant
from witnessmark.registers.lexicon import find

_AND = re.compile(r"[\s,]*(?:\b(?:and|та|і|й|и))?[\s,]*\Z", re.IGNORECASE)
_ONE_BEFORE = re.compile(r"\b(?:an?|one|my|his|her|their|our|your)\s+(?:[\w-]+\s+){0,2}\Z", re.IGNORECASE)
_ONE = re.compile(r"(?:an?|one|my|his|her|their|our)\s", re.IGNORECASE)
_BLANK = 2
_LATIN = re.compile(r"[A-Za-z][\w'’ -]*\Z")


class Count(NamedTuple):
    """A number of people with the words that say it; ``one`` where the words can only mean one person."""

    number: str | None
    span: Span | None
    one: bool


def count_of(ground: Ground, claim: Claim, victim: Participant | None) -> Count:
    """How many the claim says, of one filler of "victim" or, without one, of nobody named."""
    if victim is not None and victim.person is not None:
        return Count(None, None, True)
    if victim is not None and (several := _nearest(ground, claim, of_participant(victim))):
        return _number(several)
    quantity = claim.roles.get("quantity", ())
    alone = victim is None or len(claim.roles.get("victim", ())) == 1
    if quantity and alone and _counts(quantity[0], victim):
        counted = ground.counts_in(claim, of_participant(quantity[0]))
        if counted:
            return _number(counted[0])
    if victim is None:
        return _in_words(ground, claim)
    before = ground.number_before(claim, of_participant(victim))
    if before is not None:
        return _number(before)
    return Count(None, None, _is_one(ground, claim, victim))


def _counts(quantity: Participant, victim: Participant | None) -> bool:
    """Whether a number counts these victims: it stands in their words or right before them."""
    return victim is None or (victim.start - _BLANK <= quantity.end and quantity.start < victim.end)


def _number(counted: tuple[str, Span]) -> Count:
    number, span = counted
    return Count(number, span, number == "1")


def _nearest(ground: Ground, claim: Claim, victim: Span) -> tuple[str, Span] | None:
    """Of several numbers in the words for the victims the one that stands nearest to what befell them: "four killed,
    nine" + "wounded"."""
    found = ground.counts_in(claim, victim)
    to = claim.trigger or claim.span
    return min(found, key=lambda one: apart(one[1], to)) if len(found) > 1 else None


def people(ground: Ground, claim: Claim) -> tuple[Participant, ...]:
    """The victims of a claim that are no animals, without what another claim tells of others in the same breath."""
    victims = (_alone(ground, claim, each) for each in claim.roles.get("victim", ()))
    return tuple(each for each in victims if not ground.hits("animal", claim, (each.start, each.end)))


def _alone(ground: Ground, claim: Claim, victim: Participant) -> Participant:
    """The victim's words up to where another act begins: "a pensioner and" + "three women wounded"."""
    others = [one for one in ground.beside([claim]) if one.act != claim.act and one.trigger is not None]
    begins = [min(one.span.start, one.trigger.start) for one in others if one.trigger]
    end = min((start for start in begins if victim.start < start < victim.end), default=victim.end)
    said = _AND.sub("", victim.quote[: end - victim.start])
    if end == victim.end or not said:
        return victim
    return msgspec.structs.replace(victim, end=victim.start + len(said), quote=said)


def _in_words(ground: Ground, claim: Claim) -> Count:
    """The number in the claim's own words, without those of its date and of how long it lasted."""
    taken = [hit.span for hit in ground.hits("duration", claim)]
    for number, span in ground.counts_in(claim, claim.span):
        if not any(span.overlaps(other) for other in taken):
            return _number((number, span))
    return Count(None, None, False)


def _is_one(ground: Ground, claim: Claim, victim: Participant) -> bool:
    """Whether the words can only mean one person: a word for one, or an article of English before a singular."""
    said = victim.quote
    if find("several", said, 0, len(said)):
        return False
    if find("people", said, 0, len(said)):
        return True
    if not _LATIN.match(said) or said.rstrip().endswith("s"):
        return False
    before = ground.text(claim)[max(0, victim.start - 40) : victim.start]
    return bool(_ONE.match(said) or _ONE_BEFORE.search(before))
