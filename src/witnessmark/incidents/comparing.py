"""Comparing two claims: are they about the same thing, and why. Every answer gives its reasons.

Values that a claim does not state speak neither for nor against: an unknown place is no other place.
"""

import re
from dataclasses import dataclass
from datetime import date

from witnessmark.incidents.families import families
from witnessmark.incidents.numbers import counts_in, number_of
from witnessmark.incidents.positions import Position, position_of, same_place
from witnessmark.model.claim import Claim

SAME_EVENT_DAYS = 3
"""Two accounts of one event may differ by so many days; a larger gap makes two events."""

_WORD = re.compile(r"\w{4,}")


@dataclass(frozen=True)
class Traits:
    """What of a claim is compared, worked out once for each claim."""

    claim: Claim
    order: int
    families: frozenset[str]
    days: tuple[int, int] | None
    position: Position | None
    persons: frozenset[str]
    actors: frozenset[str]
    numbers: frozenset[str]
    stems: frozenset[str]

    @classmethod
    def of(cls, claim: Claim, order: int) -> "Traits":
        fillers = [filler for role, filler in claim.participants() if role != "quantity"]
        return cls(
            claim,
            order,
            frozenset(families().of(claim.act)),
            days_of(claim),
            position_of(claim.place),
            frozenset(p.person for p in fillers if p.person) | _teller(claim),
            frozenset((p.resolved or p.name or p.quote).casefold() for p in fillers if not p.person),
            counts_in(claim),
            frozenset(_telling_words(claim)),
        )


def _teller(claim: Claim) -> frozenset[str]:
    """The speaker, when the claim is about the speaker: a survivor telling of the own captivity. One who is not known
    by name is known by the voice."""
    speaker = claim.said_by.person
    me = any(filler.quote.casefold() in families().first_person for _, filler in claim.participants())
    told = me or any(filler.person and filler.person == speaker for _, filler in claim.participants())
    return frozenset({speaker or claim.said_by.key}) if told else frozenset()


def _telling_words(claim: Claim) -> set[str]:
    """The beginnings of the words that tell what happened: no counts, no auxiliaries."""
    words = [word.casefold() for word in _WORD.findall(claim.span.quote)]
    language = claim.language or "en"
    return {word[:5] for word in words if word not in families().plain_words and number_of(word, language) is None}


def days_of(claim: Claim) -> tuple[int, int] | None:
    """First and last day, as ordinals, that the claim's date allows; None unless both are known."""
    stated = claim.date
    if stated is None or stated.type not in ("DATE", "TIME") or not stated.earliest or not stated.latest:
        return None
    return date.fromisoformat(stated.earliest).toordinal(), date.fromisoformat(stated.latest).toordinal()


def gap_days(first: tuple[int, int], second: tuple[int, int]) -> int:
    """Days between two intervals; 0 when they share a day."""
    return max(0, first[0] - second[1], second[0] - first[1])


def ruled_out(a: Traits, b: Traits) -> bool:
    """Whether the two cannot be about one event: places too far apart, days too far apart, or two rows of one table."""
    if a.days is not None and b.days is not None and gap_days(a.days, b.days) > SAME_EVENT_DAYS:
        return True
    if a.claim.made_by == b.claim.made_by == "record" and a.claim.document == b.claim.document:
        return True
    return same_place(a.position, b.position) is False


@dataclass(frozen=True)
class Comparison:
    score: float
    reasons: tuple[str, ...]


def compare(a: Traits, b: Traits) -> Comparison | None:
    """How much speaks for the two claims being about one thing, or None when something rules it out."""
    if not a.families & b.families or ruled_out(a, b):
        return None
    place = same_place(a.position, b.position)
    gap = gap_days(a.days, b.days) if a.days and b.days else None
    same_act = a.claim.act == b.claim.act
    same_document = a.claim.document == b.claim.document
    alike = _alike(a, b)
    score, reasons = 0.0, []
    for holds, weight, reason in (
        (same_act, 0.2, "same-act"),
        (place is True, 0.25, "same-place"),
        (gap == 0 and _narrow(a) and _narrow(b), 0.25, "same-days"),
        (gap is not None and gap > 0, 0.05, "days-close"),
        (bool(a.persons & b.persons), 0.35, "same-person"),
        (bool(a.actors & b.actors), 0.1, "same-actor"),
        (bool(a.numbers & b.numbers) and (same_act or alike), 0.15, "same-number"),
        (alike, 0.2, "same-words"),
        (same_document and _neighbours(a, b, NEAR), 0.25, "told-together"),
        (same_document and _neighbours(a, b, NEXT) and _follows(a, b), 0.25, "effect-told-next"),
    ):
        if holds:
            score += weight
            reasons.append(reason)
    if a.persons and b.persons and not a.persons & b.persons:
        score -= 0.3
    return Comparison(min(score, 1.0), tuple(reasons))


def _narrow(traits: Traits) -> bool:
    """Whether the days are few enough that sharing one means something."""
    return traits.days is not None and traits.days[1] - traits.days[0] <= 10


def _alike(a: Traits, b: Traits) -> bool:
    shared = len(a.stems & b.stems)
    return shared >= 2 and shared >= 0.5 * min(len(a.stems), len(b.stems))


NEAR, NEXT = 400, 160
"""Characters within which two claims are told together, about three sentences, and one right after the other."""


def _neighbours(a: Traits, b: Traits, reach: int) -> bool:
    """Told in one breath by the same voice."""
    return a.claim.said_by.key == b.claim.said_by.key and abs(a.claim.span.start - b.claim.span.start) <= reach


def _follows(a: Traits, b: Traits) -> bool:
    return families().one_follows(a.claim.act, b.claim.act)
