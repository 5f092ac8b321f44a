"""Claims into incidents, all at once.

Only claims that share a block are ever compared (``blocks``): the cost grows with the claims, not with their square.
Links are taken best first; two groups join only while nothing in them rules the other out, and a person's "same" and
"not the same" always hold. The groups depend on the claims alone, not on their order. ``relinking`` does the same for a
case to which a document came, without looking at the rest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from witnessmark.incidents.blocks import Pair, met_in, name_of, names_of, pair, rows_of, told_near
from witnessmark.incidents.choosing import Standing, kept_by
from witnessmark.incidents.comparing import Traits, points
from witnessmark.incidents.describing import describe
from witnessmark.incidents.evidence import evidence
from witnessmark.incidents.explaining import reason_for
from witnessmark.incidents.grouping import Group, Link, by_claim, grouped
from witnessmark.model.claim import Claim
from witnessmark.model.incident import Constraint, Incident

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
    """What is compared, by the name of the claim; those that make no incident are left out."""
    return {
        name: Traits.of(claim, order)
        for order, (claim, name) in enumerate(zip(claims, names_of(claims), strict=True))
        if makes_incident(claim)
    }


def sorted_rows(traits: Iterable[Traits]) -> list[bytes]:
    """The rows of all blocks."""
    rows = [row for one in traits for row in rows_of(one)]
    rows.sort()
    return rows


def links_among(traits: Mapping[bytes, Traits], rows: Sequence[bytes]) -> list[Link]:
    """Every two claims that were compared and reached the points of a link."""
    least = evidence().link_at
    links = []
    seen: set[Pair] = set()
    near = (pair(name_of(a.claim.id), name_of(b.claim.id)) for a, b in told_near(traits.values()))
    for pairs in (near, met_in(rows)):
        for two in pairs:
            if two in seen:
                continue
            seen.add(two)
            reached = points(traits[two[0]], traits[two[1]])
            if reached is not None and reached >= least:
                links.append((-reached, *two))
    return links


def taken(links: Sequence[Link], traits: Mapping[bytes, Traits]) -> list[Link]:
    """The links that both of their claims keep."""
    of: dict[bytes, list[tuple[int, bytes]]] = defaultdict(list)
    for against, first, second in links:
        of[first].append((-against, second))
        of[second].append((-against, first))
    standing = {name: Standing.of(traits[name].claim) for name in of}
    kept = {name: kept_by(standing[name], each, standing.__getitem__) for name, each in of.items()}
    return [link for link in links if link[2] in kept[link[1]] and link[1] in kept[link[2]]]


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
