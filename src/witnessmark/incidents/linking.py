"""Claims into incidents.

Only claims that share a family of acts and a place (or a document, or a person) are ever compared: the cost grows with
the size of such blocks, not with the square of the case. Links are taken best first; two groups join only while nothing
in them rules the other out, and a person's "same" and "not the same" always hold.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from witnessmark.incidents.comparing import SAME_EVENT_DAYS, Comparison, Traits, compare
from witnessmark.incidents.describing import describe
from witnessmark.incidents.grouping import Groups
from witnessmark.model.claim import Claim
from witnessmark.model.incident import Constraint, Incident

LINK_AT = 0.5
"""The least score that links two claims."""

BLOCK_WINDOW = 40
"""In a block, a claim is compared with so many neighbours in order of time: bounds the cost of a crowded block."""

_NO_INCIDENT = frozenset({"hypothetical", "feared", "wished", "asked"})


def link_claims(
    claims: Sequence[Claim], texts: Mapping[str, str], constraints: Sequence[Constraint] = ()
) -> tuple[Incident, ...]:
    """The incidents that the claims are about, in order of their first claim.

    ``texts`` gives the text of each document, for telling copies from independent accounts. Claims that are only
    feared, wished, asked or hypothetical make no incident.
    """
    traits = [Traits.of(claim, order) for order, claim in enumerate(claims) if claim.modality not in _NO_INCIDENT]
    groups = Groups(traits, constraints)
    for first, second, comparison in sorted(_candidates(traits), key=_best_first):
        if comparison.score >= LINK_AT:
            groups.join(first, second, comparison)
    members = sorted(groups.members(), key=lambda group: group[0].order)
    return tuple(describe(group, groups.links_of(group), texts) for group in members)


def _best_first(link: tuple[Traits, Traits, Comparison]) -> tuple[float, int, int]:
    first, second, comparison = link
    return -comparison.score, first.order, second.order


def _candidates(traits: Sequence[Traits]) -> Iterator[tuple[Traits, Traits, Comparison]]:
    blocks: dict[tuple[str, ...], list[Traits]] = defaultdict(list)
    for one in traits:
        status = _reality(one.claim)
        for family in one.families:
            blocks["document", status, family, one.claim.document].append(one)
            if one.claim.place is not None and one.claim.place.name:
                blocks["place", status, family, one.claim.place.name].append(one)
            for person in one.persons:
                blocks["person", status, family, person].append(one)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        for low, high in _neighbours(block):
            if (low.order, high.order) in seen:
                continue
            seen.add((low.order, high.order))
            comparison = compare(low, high)
            if comparison is not None:
                yield low, high, comparison


def _neighbours(block: list[Traits]) -> Iterator[tuple[Traits, Traits]]:
    """Pairs of a block that may be one event: in order of time, each with those that begin before it is over, and all
    with the undated ones told nearest to them."""
    block.sort(key=lambda one: (one.days is None, one.days or (0, 0), one.order))
    dated = [one for one in block if one.days is not None]
    undated = block[len(dated) :]
    for index, first in enumerate(dated):
        for second in dated[index + 1 : index + 1 + BLOCK_WINDOW]:
            if first.days and second.days and second.days[0] - first.days[1] > SAME_EVENT_DAYS:
                break
            yield _ordered(first, second)
        at = bisect_left(undated, first.order, key=lambda one: one.order)
        for second in undated[max(0, at - BLOCK_WINDOW // 2) : at + BLOCK_WINDOW // 2]:
            yield _ordered(first, second)
    for index, first in enumerate(undated):
        for second in undated[index + 1 : index + 1 + BLOCK_WINDOW]:
            yield first, second


def _ordered(first: Traits, second: Traits) -> tuple[Traits, Traits]:
    return (first, second) if first.order < second.order else (second, first)


def _reality(claim: Claim) -> str:
    """A threat or a plan is another thing than what happened; a denial belongs to what it denies."""
    return "ahead" if claim.modality in ("threatened", "planned") else "told"
