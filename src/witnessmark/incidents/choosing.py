"""Which of its links a claim keeps: those that can all hold, as long as it is clear which.

An account without a place, or without a day, may be of any of several events that exclude one another. It is of the one
for which most speaks; where as much speaks for two that cannot both be, it is of neither, and a person has to say. In
its own document the nearest words decide. Two vague accounts are put together only where no exact one is as near to
either. A link is taken when both claims keep it.

This also keeps apart what is only held together by such vague accounts: what hangs together stays small, and a new
document is quickly linked.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from witnessmark.incidents.comparing import NARROW_DAYS, SAME_EVENT_DAYS, Traits, bounds_of, days_of
from witnessmark.incidents.positions import TOWN_KM, Position, places_agree, position_of
from witnessmark.model.claim import Claim

TIER = 5
"""So few points decide nothing between two links."""

FAR_LESS = 35
"""Between exact accounts a link with so many points fewer than the best of one of them is not taken."""


class Standing(NamedTuple):
    """Where and when a claim puts things, and where it stands itself."""

    days: tuple[int, int] | None
    position: Position | None
    document: str
    start: int
    exact: bool
    """Whether it says both where and when."""

    @classmethod
    def of(cls, claim: Claim) -> "Standing":
        return cls._of(claim, days_of(claim), bounds_of(claim), position_of(claim.place))

    @classmethod
    def of_traits(cls, one: Traits) -> "Standing":
        """The same, where all of it is known."""
        return cls._of(one.claim, one.days, one.bounds, one.position)

    @classmethod
    def _of(
        cls, claim: Claim, days: tuple[int, int] | None, bounds: tuple[int, int] | None, position: Position | None
    ) -> "Standing":
        near = position is not None and (position.radius_km or 0) <= TOWN_KM and position.lat is not None
        exact = near and days is not None and days[1] - days[0] <= NARROW_DAYS
        return cls(bounds, position, claim.document, claim.span.start, exact)


class _Bounds:
    """The days and places of a claim and of those that it was put beside. All that it holds can hold together."""

    __slots__ = ("first_end", "last_start", "places")

    def __init__(self, one: Standing) -> None:
        self.last_start, self.first_end = one.days or (0, 1 << 30)
        self.places = [one.position] if one.position else []

    def allow(self, other: Standing) -> bool:
        if other.days is not None:
            start, end = other.days
            last_start = start if start > self.last_start else self.last_start
            first_end = end if end < self.first_end else self.first_end
            if last_start - first_end > SAME_EVENT_DAYS:
                return False
        place = other.position
        if place is None or place in self.places:
            return True
        return all(places_agree(place, one) is not False for one in self.places)

    def take_in(self, other: Standing) -> None:
        if other.days is not None:
            start, end = other.days
            if start > self.last_start:
                self.last_start = start
            if end < self.first_end:
                self.first_end = end
        if other.position is not None and other.position not in self.places:
            self.places.append(other.position)


def kept_by(one: Standing, links: Sequence[tuple[int, bytes]], standing: Callable[[bytes], Standing]) -> set[bytes]:
    """The claims to which ``one`` keeps its links; ``links`` are points and the other claim."""
    bounds, kept = _Bounds(one), set[bytes]()
    told = [(-points, other, standing(other)) for points, other in links]
    beside = sorted(
        (each for each in told if each[2].document == one.document),
        key=lambda each: (each[0], abs(each[2].start - one.start), each[1]),
    )
    for _, other, there in beside:
        if bounds.allow(there):
            bounds.take_in(there)
            kept.add(other)
    elsewhere = sorted(each for each in told if each[2].document != one.document)
    best = next((-each[0] for each in elsewhere if each[2].exact), 0) if one.exact else 0
    elsewhere = [each for each in elsewhere if not each[2].exact or -each[0] >= best - FAR_LESS]
    placed = False
    for tier in _tiers(elsewhere):
        fitting = [each for each in tier if bounds.allow(each[2])]
        exact = [each for each in fitting if each[2].exact]
        if not _can_all_hold(exact):
            break
        placed = placed or bool(exact)
        for _, other, there in exact if placed and not one.exact else fitting:
            if bounds.allow(there):
                bounds.take_in(there)
                kept.add(other)
    return kept


_Told = tuple[int, bytes, Standing]


def _tiers(told: Sequence[_Told]) -> Iterable[list[_Told]]:
    """The links in groups of about as many points, the most first."""
    least = None
    tier: list[_Told] = []
    for each in told:
        if least is not None and each[0] > least + TIER:
            yield tier
            tier, least = [], None
        if least is None:
            least = each[0]
        tier.append(each)
    if tier:
        yield tier


def _can_all_hold(told: Sequence[_Told]) -> bool:
    if len(told) < 2:
        return True
    bounds = _Bounds(told[0][2])
    for _, _, there in told[1:]:
        if not bounds.allow(there):
            return False
        bounds.take_in(there)
    return True
