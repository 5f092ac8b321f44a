"""Growing groups of claims that are taken to be about one thing.

Joining two groups is refused when anything in them rules it out. A group keeps what decides that in a form that does
not grow with its members: the last first day and the first last day, the points of its places, the tables of its rows.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from witnessmark.incidents.blocks import name_of
from witnessmark.incidents.comparing import SAME_EVENT_DAYS, Traits
from witnessmark.incidents.positions import Position, places_agree
from witnessmark.model.incident import Constraint

T = TypeVar("T")

Link = tuple[int, bytes, bytes]
"""Points against it (so that the best comes first), and the names of two claims in order."""

DECIDED = 1000
"""Points of a link that a person made."""


class Group:
    """Claims together, with what decides whether others may join. What a person put together is in no such value: the
    machine does not argue with it."""

    __slots__ = ("apart", "first_end", "last_start", "links", "members", "places", "tables", "turns")

    def __init__(self, name: bytes, one: Traits, decided: bool, apart: Collection[bytes]) -> None:
        days = None if decided else one.bounds
        self.members = [name]
        self.links: list[Link] = []
        self.last_start = days[0] if days else 0
        self.first_end = days[1] if days else 1 << 30
        self.places = frozenset[Position]() if decided or one.position is None else _just(one.position)
        self.tables = _just(one.claim.document) if one.claim.made_by == "record" and not decided else frozenset[str]()
        self.turns = _just(one.turn) if one.turn and not decided else frozenset[str]()
        self.apart = frozenset(apart)

    def take_in(self, other: "Group") -> None:
        self.members += other.members
        self.links += other.links
        self.last_start = max(self.last_start, other.last_start)
        self.first_end = min(self.first_end, other.first_end)
        self.places |= other.places
        self.tables |= other.tables
        self.turns |= other.turns
        self.apart |= other.apart

    def may_join(self, other: "Group") -> bool:
        """Whether no days and no places are too far apart, no two rows of one table would meet, and no place that was
        taken would meet one that was freed."""
        if max(self.last_start, other.last_start) - min(self.first_end, other.first_end) > SAME_EVENT_DAYS:
            return False
        if len(self.turns | other.turns) > 1:
            return False
        if self.tables and not self.tables.isdisjoint(other.tables):
            return False
        return self.places == other.places or all(
            mine == theirs or places_agree(mine, theirs) is not False for mine in self.places for theirs in other.places
        )


@lru_cache(maxsize=65536)
def _just(one: T) -> frozenset[T]:
    """A set of one, held once for all claims that have it: most groups never get a second."""
    return frozenset((one,))


def grouped(
    traits: Mapping[bytes, Traits], links: Iterable[Link], constraints: Mapping[bytes, Sequence[tuple[bytes, bool]]]
) -> list[Group]:
    """The groups that the claims fall into: a person's word first, then the links from the best down.

    ``constraints`` gives for each claim the others that a person spoke of, and whether they are the same. Where people
    contradict one another, "not the same" holds: what is apart can be joined later, what was mixed is hard to find."""
    group = {
        name: Group(
            name,
            one,
            any(same for _, same in constraints.get(name, ())),
            [other for other, same in constraints.get(name, ()) if not same],
        )
        for name, one in traits.items()
    }
    for first, said in sorted(constraints.items()):
        for second, same in sorted(said):
            if same and first < second and first in group and second in group:
                _join(group, (-DECIDED, first, second), asked=False)
    for link in sorted(links):
        _join(group, link, asked=True)
    return list({id(one): one for one in group.values()}.values())


def _join(group: dict[bytes, Group], link: Link, *, asked: bool) -> None:
    mine, theirs = group[link[1]], group[link[2]]
    if mine is theirs or (asked and not mine.may_join(theirs)):
        return
    few, many = sorted((mine, theirs), key=lambda one: len(one.apart))
    if any(group.get(name) is many for name in few.apart):
        return
    if len(mine.members) < len(theirs.members):
        mine, theirs = theirs, mine
    mine.take_in(theirs)
    mine.links.append(link)
    for name in theirs.members:
        group[name] = mine


def by_claim(constraints: Sequence[Constraint], there: Container[bytes]) -> dict[bytes, list[tuple[bytes, bool]]]:
    """What people said of each claim that is there: the other, and whether it is the same."""
    found: dict[bytes, set[tuple[bytes, bool]]] = defaultdict(set)
    for one in constraints:
        first, second = name_of(one.first), name_of(one.second)
        if first in there and second in there and first != second:
            found[first].add((second, one.same))
            found[second].add((first, one.same))
    return {name: sorted(said) for name, said in found.items()}
