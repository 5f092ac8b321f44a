"""Claims into incidents, all at once.

Only claims that share a block are ever compared (``blocks``): the cost grows with the claims, not with their square.
Links are taken best first; two groups join only while nothing in them rules the other out, and a person's "same" and
"not the same" always hold. The groups depend on the claims alone, not on their order. ``relinking`` does the same for a
case to which a document came, without looking at the rest.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from witnessmark.incidents.blocks import ROW, met_by_place, names_of, pair, rows_of, told_near
from witnessmark.incidents.choosing import Standing, kept_by
from witnessmark.incidents.comparing import Traits, points
from witnessmark.incidents.describing import describe
from witnessmark.incidents.evidence import evidence
from witnessmark.incidents.explaining import reason_for
from witnessmark.incidents.grouping import Group, Link, by_claim, grouped
from witnessmark.incidents.sorted_rows import PARTS, SortedRows
from witnessmark.model.claim import Claim
from witnessmark.model.incident import Constraint, Incident

TOGETHER = 4096
"""The pairs of so many claims are compared in one go."""

MOST_KNOWN = 200_000
"""The points of so many pairs of kinds are held at most."""

LAST = 0xFFFF_FFFF
BOTH = 2

_NO_INCIDENT = frozenset({"hypothetical", "feared", "wished", "asked"})


def link_claims(
    claims: Sequence[Claim], texts: Mapping[str, str], constraints: Sequence[Constraint] = ()
) -> tuple[Incident, ...]:
    """The incidents that the claims are about, in order of their first claim.

    ``texts`` gives the text of each document, for telling copies from independent accounts. Claims that are only
    feared, wished, asked or hypothetical make no incident.
    """
    traits = traits_of(claims)
    links = taken(links_among(traits, sorted_rows(traits.values())), traits)
    groups = grouped(traits, links, by_claim(constraints, traits))
    return tuple(described(groups, traits, texts))


def makes_incident(claim: Claim) -> bool:
    return claim.modality not in _NO_INCIDENT


def traits_of(claims: Sequence[Claim]) -> dict[bytes, Traits]:
    """What is compared, by the name of the claim; those that make no incident are left out. Equal values of many claims
    are held once."""
    shared: dict[Any, Any] = {}
    return {
        name: Traits.of(claim, order, shared)
        for order, (claim, name) in enumerate(zip(claims, names_of(claims), strict=True))
        if makes_incident(claim)
    }


def sorted_rows(traits: Iterable[Traits]) -> SortedRows:
    """The rows of all blocks."""
    return SortedRows.of(ROW, (row for one in traits for row in rows_of(one)))


def links_among(traits: Mapping[bytes, Traits], rows: SortedRows) -> list[Link]:
    """Every two claims that were compared and reached the points of a link.

    Two claims may meet in several blocks. Pairs are gathered as numbers, by the place of their first claim, and each
    gathering is compared by itself: no set of all pairs is ever held."""
    place = {name: one.order for name, one in traits.items()}
    at = {one.order: (name, one) for name, one in traits.items()}
    gathered: dict[int, array[int]] = defaultdict(lambda: array("Q"))
    for a, b in told_near(traits.values()):
        first, second = (a.order, b.order) if a.order < b.order else (b.order, a.order)
        gathered[first // TOGETHER].append(first << 32 | second)
    seen: set[bytes] = set()
    for number in range(PARTS):
        for two in met_by_place(rows.numbered(number), place, seen):
            gathered[(two >> 32) // TOGETHER].append(two)
    del seen
    least, worth = evidence().link_at, _Worth().of
    links = []
    for number in sorted(gathered):
        for two in set(gathered.pop(number)):
            (first_name, one), (second_name, other) = at[two >> 32], at[two & LAST]
            reached = worth(one, other)
            if reached is not None and reached >= least:
                links.append((-reached, *pair(first_name, second_name)))
    return links


class _Worth:
    """The points of two claims. Those of two kinds of claims are worked out once: a list, or many short reports of one
    town, say the same things over and over."""

    def __init__(self) -> None:
        self._known: dict[tuple[int | None, int | None], int | None] = {}

    def of(self, one: Traits, other: Traits) -> int | None:
        if one.claim.document == other.claim.document:  # where they stand counts as well
            return points(one, other)
        kinds = (one.kind, other.kind)
        if kinds not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[kinds] = points(one, other)
        return self._known[kinds]


def taken(links: Sequence[Link], traits: Mapping[bytes, Traits]) -> list[Link]:
    """The links that both of their claims keep."""
    of: dict[bytes, list[int]] = defaultdict(list)
    for number, (_, first, second) in enumerate(links):
        of[first].append(number)
        of[second].append(number)
    standing = cache(lambda name: Standing.of_traits(traits[name]))
    kept = bytearray(len(links))
    for name, numbers in of.items():
        told = {links[number][1] if links[number][2] == name else links[number][2]: number for number in numbers}
        for other in kept_by(standing(name), [(-links[n][0], other) for other, n in told.items()], standing):
            kept[told[other]] += 1
    return [link for link, by in zip(links, kept, strict=True) if by == BOTH]


def described(groups: Iterable[Group], traits: Mapping[bytes, Traits], texts: Mapping[str, str]) -> list[Incident]:
    """The groups as incidents, in order of their first claim."""
    found = []
    for group in groups:
        members = sorted((traits[name] for name in group.members), key=lambda one: one.order)
        found.append((members[0].order, members, group))
    found.sort(key=lambda each: each[0])
    return [
        describe(
            members, tuple(reason_for(traits[a], traits[b], -against) for against, a, b in sorted(group.links)), texts
        )
        for _, members, group in found
    ]
