"""How many people a claim speaks of: a number that stands with the victims, or words for one person."""

import re
from typing import NamedTuple

from witnessmark.model.claim import Claim, Participant
from witnessmark.model.span import Span
from witnessmark.registers.ground import Ground, of_participant
from witnessmark.registers.lexicon import find

_ONE_BEFORE = re.compile(r"\b(?:an?|one|my|his|her|their|our|your)\s+(?:[\w-]+\s+){0,2}\Z", re.IGNORECASE)
_ONE = re.compile(r"(?:an?|one|my|his|her|their|our)\s", re.IGNORECASE)
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
    quantity = claim.roles.get("quantity", ())
    alone = victim is None or len(claim.roles.get("victim", ())) == 1
    if quantity and alone and (number := ground.number(quantity[0].quote)) is not None:
        return Count(number, of_participant(quantity[0]), number == "1")
    if victim is None:
        return _in_words(ground, claim)
    span = of_participant(victim)
    counted = ground.number_before(claim, span)
    if counted is not None:
        return Count(*counted, counted[0] == "1")
    return Count(None, None, _is_one(ground, claim, victim))


def _in_words(ground: Ground, claim: Claim) -> Count:
    """The number in the claim's own words, without those of its date and of how long it lasted."""
    taken = [hit.span for hit in ground.hits("duration", claim)]
    for match in re.finditer(r"[\w'’]+", claim.span.quote):
        span = Span(claim.span.start + match.start(), claim.span.start + match.end(), match.group())
        free = not ground.in_date(claim, span.start) and not any(span.overlaps(other) for other in taken)
        if free and (number := ground.number(span.quote)) is not None:
            return Count(number, span, number == "1")
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
