"""Growing groups of claims that are taken to be about one thing.

Joining two groups is refused when anything in them rules it out. A group keeps the distinct days and places of its
members, so that the question costs no more for a hundred accounts of one day in one town than for two.
"""

from collections import defaultdict
from collections.abc import Sequence

from witnessmark.incidents.comparing import SAME_EVENT_DAYS, Comparison, Traits, gap_days
from witnessmark.incidents.positions import Position, places_agree
from witnessmark.model.incident import Constraint, LinkReason


class Group:
    """Claims together, with what decides whether others may join. What a person put together is in no such set: the
    machine does not argue with it."""

    def __init__(self, one: Traits, decided: bool) -> None:
        self.members = [one]
        self.days = set() if decided or one.days is None else {one.days}
        self.places = set() if decided or one.position is None else {one.position}
        self.tables = {one.claim.document} if one.claim.made_by == "record" and not decided else set[str]()

    def take_in(self, other: "Group") -> None:
        self.members += other.members
        self.days |= other.days
        self.places |= other.places
        self.tables |= other.tables

    def may_join(self, other: "Group") -> bool:
        """Whether no days are too far apart, no places too far apart, and no two rows of one table would meet."""
        return (
            not self.tables & other.tables
            and all(gap_days(mine, theirs) <= SAME_EVENT_DAYS for mine in self.days for theirs in other.days)
            and all(_may_meet(mine, theirs) for mine in self.places for theirs in other.places)
        )


def _may_meet(first: Position, second: Position) -> bool:
    return first == second or places_agree(first, second) is not False


class Groups:
    """All groups of a case. A person's "same" and "not the same" always hold."""

    def __init__(self, traits: Sequence[Traits], constraints: Sequence[Constraint]) -> None:
        decided = {name for c in constraints if c.same for name in (c.first, c.second)}
        by_claim = {one.claim.id: one for one in traits}
        self._group = {one.order: Group(one, one.claim.id in decided) for one in traits}
        self._links: dict[str, list[LinkReason]] = defaultdict(list)
        self._apart: dict[str, set[str]] = defaultdict(set)
        for constraint in constraints:
            first, second = by_claim.get(constraint.first), by_claim.get(constraint.second)
            if constraint.same and first and second:
                self._merge(first, second, Comparison(1.0, ("person-decided",)))
            elif not constraint.same:
                self._apart[constraint.first].add(constraint.second)
                self._apart[constraint.second].add(constraint.first)

    def join(self, first: Traits, second: Traits, comparison: Comparison) -> None:
        """Put the groups of the two together, unless something rules it out."""
        mine, theirs = self._group[first.order], self._group[second.order]
        if mine is theirs:
            self._note(first, second, comparison)
        elif mine.may_join(theirs) and not self._held_apart(mine, theirs):
            self._merge(first, second, comparison)

    def _held_apart(self, mine: Group, theirs: Group) -> bool:
        if not self._apart:
            return False
        others = {one.claim.id for one in theirs.members}
        return any(not others.isdisjoint(self._apart.get(one.claim.id, ())) for one in mine.members)

    def _merge(self, first: Traits, second: Traits, comparison: Comparison) -> None:
        mine, theirs = self._group[first.order], self._group[second.order]
        self._note(first, second, comparison)
        if mine is not theirs:
            mine.take_in(theirs)
            for one in theirs.members:
                self._group[one.order] = mine

    def _note(self, first: Traits, second: Traits, comparison: Comparison) -> None:
        link = LinkReason(
            first=first.claim.id,
            second=second.claim.id,
            reasons=comparison.reasons,
            score=round(comparison.score, 2),
        )
        self._links[link.first].append(link)

    def members(self) -> list[list[Traits]]:
        unique = {id(group): group for group in self._group.values()}
        return [sorted(group.members, key=lambda one: one.order) for group in unique.values()]

    def links_of(self, group: Sequence[Traits]) -> tuple[LinkReason, ...]:
        inside = {one.claim.id for one in group}
        found = [link for one in group for link in self._links.get(one.claim.id, ()) if link.second in inside]
        return tuple(sorted(found, key=lambda link: (link.first, link.second)))
