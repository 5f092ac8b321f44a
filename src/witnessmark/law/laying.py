"""Laying claims beside one element: who speaks for it, against it, by hearsay only, what is missing, and why."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from witnessmark.law.facts import Carried
from witnessmark.law.situations import affirms, is_hearsay
from witnessmark.model.claim import Claim
from witnessmark.model.finding import Because, ElementStatus


class Laid(NamedTuple):
    """The claims beside an element, by id."""

    status: ElementStatus
    supporting: tuple[str, ...]
    contradicting: tuple[str, ...]
    hearsay: tuple[str, ...]
    missing: tuple[str, ...]
    because: tuple[Because, ...]

    def joined(self, other: "Laid", order: Sequence[str]) -> "Laid":
        """Both together, in that order: what is missing is what neither speaks to."""
        supporting, contradicting, hearsay = (
            tuple(sorted((*mine, *others), key=order.index))
            for mine, others in (
                (self.supporting, other.supporting),
                (self.contradicting, other.contradicting),
                (self.hearsay, other.hearsay),
            )
        )
        spoken = {each.fact for each in other.because}
        missing = tuple(fact for fact in self.missing if fact not in spoken)
        status = status_of(supporting, contradicting, hearsay)
        return Laid(status, supporting, contradicting, hearsay, missing, (*self.because, *other.because))


def lay(
    names: Iterable[str],
    claims: Mapping[str, Claim],
    carried: Mapping[str, Carried],
    facts: Sequence[str],
    against: Sequence[str] = (),
    *,
    denials: bool = True,
    descriptive: Collection[str] = (),
) -> Laid:
    """The claims ``names`` beside an element for which ``facts`` speak and against which ``against`` do.

    A denial contradicts whatever it would have supported, but for ``descriptive`` facts (that the shop was a shop);
    with ``denials=False`` it says nothing (who denies an act says nothing of the war around it).
    """
    supporting: list[str] = []
    contradicting: list[str] = []
    hearsay: list[str] = []
    because: list[Because] = []
    spoken: set[str] = set()
    for name in names:
        mine, claim = carried[name], claims[name]
        speaks = [fact for fact in facts if fact in mine]
        opposes = [fact for fact in against if fact in mine]
        if not speaks and not opposes:
            continue
        if denies(claim):
            speaks = [fact for fact in speaks if fact not in descriptive]
            if speaks and denials:
                contradicting.append(name)
            else:
                continue
        elif opposes and affirms(claim):
            contradicting.append(name)
            speaks = opposes
        elif is_hearsay(claim):
            hearsay.append(name)
        elif affirms(claim) and speaks:
            supporting.append(name)
        else:
            continue
        spoken.update(speaks or opposes)
        because.extend(Because(name, fact, mine[fact]) for fact in speaks or opposes)
    return Laid(
        status_of(supporting, contradicting, hearsay),
        tuple(supporting),
        tuple(contradicting),
        tuple(hearsay),
        tuple(fact for fact in dict.fromkeys((*facts, *against)) if fact not in spoken),
        tuple(because),
    )


def denies(claim: Claim) -> bool:
    return claim.polarity == "negative" or claim.modality == "denied"


def status_of(supporting: Sequence[str], contradicting: Sequence[str], hearsay: Sequence[str]) -> ElementStatus:
    """Covered is never proven; contested is whatever a claim speaks against."""
    if contradicting:
        return "contested"
    if supporting:
        return "covered"
    return "touched" if hearsay else "open"


def both(first: ElementStatus, second: ElementStatus) -> ElementStatus:
    """The status of an element that asks for two things, from that of each."""
    if first == second:
        return first
    if "contested" in (first, second):
        return "contested"
    return "touched" if {first, second} == {"touched", "open"} else "partly"
