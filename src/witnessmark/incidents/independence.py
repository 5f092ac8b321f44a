"""Which claims are independent of one another (handbook section 5).

Two claims count twice only if neither derives from the other nor both from a common origin. Groups are counted, not
claims; each group says why it counts once.
"""

import re
from collections.abc import Mapping, Sequence

from witnessmark.model.claim import Claim
from witnessmark.model.incident import SourceGroup

SHINGLE = 4
"""Words in a shingle; Broder (1997) for resemblance and containment."""

COPY_AT = 0.35
"""Containment of the shingles around one claim in the other document from which it is called a copy."""

CONTEXT = 250
"""Characters before and after a claim that are compared."""

_WORD = re.compile(r"\w+")


def source_groups(claims: Sequence[Claim], texts: Mapping[str, str]) -> tuple[SourceGroup, ...]:
    """The groups of claims that are not independent, in order of their first claim."""
    group_of = {claim.id: {claim.id} for claim in claims}
    reasons: dict[int, set[str]] = {}
    shingles = {claim.id: _shingles(_around(claim, texts)) for claim in claims} if len(claims) > 1 else {}
    for index, first in enumerate(claims):
        for second in claims[index + 1 :]:
            reason = _dependence(first, second, shingles)
            if reason is None:
                continue
            mine, theirs = group_of[first.id], group_of[second.id]
            if mine is not theirs:
                why = reasons.pop(id(mine), set()) | reasons.pop(id(theirs), set())
                mine |= theirs
                for claim in theirs:
                    group_of[claim] = mine
                reasons[id(mine)] = why
            reasons.setdefault(id(mine), set()).add(reason)
    groups = list({id(group): group for group in group_of.values()}.values())
    order = [claim.id for claim in claims]
    return tuple(
        SourceGroup(
            claims=tuple(sorted(group, key=order.index)),
            reasons=tuple(sorted(reasons.get(id(group), ()))) or ("single",),
        )
        for group in sorted(groups, key=lambda group: min(order.index(claim) for claim in group))
    )


def _dependence(first: Claim, second: Claim, shingles: Mapping[str, frozenset[tuple[str, ...]]]) -> str | None:
    """Why two claims are not independent, or None."""
    mine, theirs = first.said_by, second.said_by
    if mine.key == theirs.key or (mine.person and mine.person == theirs.person):
        return "same-speaker"
    if set(mine.chain) & set(theirs.chain):
        return "same-chain"
    if first.document == second.document:
        authors = [claim for claim in (first, second) if claim.said_by.kind == "author"]
        if any(claim.basis.get("act") not in ("direct", "participant", "mission-observation") for claim in authors):
            return "retold-by-author"
        return None
    a, b = shingles[first.id], shingles[second.id]
    if a and b and len(a & b) >= COPY_AT * min(len(a), len(b)):
        return "near-copy"
    return None


def _around(claim: Claim, texts: Mapping[str, str]) -> str:
    text = texts.get(claim.document, "")
    return text[max(0, claim.span.start - CONTEXT) : claim.span.end + CONTEXT]


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Overlapping runs of words, folded."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
