"""A document's text cut into stretches, each with the claims that hold it: what a page needs to highlight words."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from witnessmark.model.claim import Claim


class Stretch(NamedTuple):
    """Text of a document that no claim begins or ends within. ``begins`` are the claims that start exactly here."""

    text: str
    claims: tuple[str, ...]
    begins: tuple[str, ...]


def stretches(text: str, claims: Sequence[Claim]) -> list[Stretch]:
    """The text cut at every start and end of a claim; joined, the stretches are the text."""
    edges = sorted({0, len(text), *(claim.span.start for claim in claims), *(claim.span.end for claim in claims)})
    ordered = sorted(claims, key=lambda claim: claim.span.start)
    cut: list[Stretch] = []
    open_claims: list[Claim] = []
    following = 0
    for start, end in pairwise(edges):
        open_claims = [claim for claim in open_claims if claim.span.end > start]
        begins = []
        while following < len(ordered) and ordered[following].span.start == start:
            open_claims.append(ordered[following])
            begins.append(ordered[following].id)
            following += 1
        cut.append(Stretch(text[start:end], tuple(claim.id for claim in open_claims), tuple(begins)))
    return cut
