"""Why two claims are linked: every reason with what both say, and the probability that it is worth.

The reasons are ids; their sentences, in English and Ukrainian, are ``model.link_words``.
"""

from datetime import date

from witnessmark.incidents.calibration import probability
from witnessmark.incidents.comparing import Traits, reasons, shared_numbers, shared_words
from witnessmark.incidents.grouping import DECIDED
from witnessmark.incidents.positions import distance_km
from witnessmark.model.incident import LinkReason

BY_A_PERSON = ("person-decided",)


def reason_for(a: Traits, b: Traits, reached: int) -> LinkReason:
    """The link between two claims, the first told first. ``reached`` is its points, ``DECIDED`` for a person's word."""
    if reached == DECIDED:
        found, worth = list(BY_A_PERSON), 1.0
    else:
        found, worth = reasons(a, b), probability(reached, within=a.claim.document == b.claim.document)
    values = {reason: said for reason in found if (said := _value(reason, a, b)) is not None}
    first, second = (a, b) if a.order <= b.order else (b, a)
    return LinkReason(first=first.claim.id, second=second.claim.id, reasons=tuple(found), score=worth, values=values)


def _value(reason: str, a: Traits, b: Traits) -> str | None:
    """What both say, for the reasons whose sentence names it. Neither a person's name nor words of the text."""
    match reason:
        case "same-act":
            return a.claim.act
        case "effect-told-next":
            return f"{a.claim.act}, {b.claim.act}"
        case "same-place":
            return _how_near(a, b)
        case "same-days" | "days-close" | "same-month" | "month-holds-day":
            return _days(a, b)
        case "same-number" | "same-large-number":
            return ", ".join(shared_numbers(a, b))
        case "other-number":
            return " / ".join(sorted(a.numbers | b.numbers, key=int))
        case "same-thing":
            return ", ".join(sorted(a.things & b.things))
        case "other-thing":
            return " / ".join(sorted(", ".join(sorted(things)) for things in (a.things, b.things)))
        case "same-words":
            return str(len(shared_words(a, b) or ()))
        case "same-actor":
            return ", ".join(sorted(a.actors & b.actors))
        case "same-side":
            return ", ".join(sorted(a.sides & b.sides))
    return None


def _how_near(a: Traits, b: Traits) -> str | None:
    """Kilometres within which both lie: the sum of the radii where the points are one."""
    if a.position is None or b.position is None:
        return None
    apart = distance_km(a.position, b.position) or 0.0
    within = max(apart, a.position.radius_km or 0.0, b.position.radius_km or 0.0)
    return f"{within:.0f}" if within >= 1 else "1"


def _days(a: Traits, b: Traits) -> str | None:
    if a.days is None or b.days is None:
        return None
    low, high = max(a.days[0], b.days[0]), min(a.days[1], b.days[1])
    if low > high:  # they do not meet: the day of each that is nearest to the other
        low, high = high, low
    first, last = date.fromordinal(low).isoformat(), date.fromordinal(high).isoformat()
    return first if first == last else f"{first}/{last}"
