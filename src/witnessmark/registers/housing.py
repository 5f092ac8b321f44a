"""Damage to housing: how many homes, to what degree, by what, as said. Numbers of different accounts are not added."""

from collections.abc import Iterator

from witnessmark.model.claim import Claim
from witnessmark.model.register import Cell, Row
from witnessmark.model.span import Span
from witnessmark.registers.ground import Ground, cell, of_hit, tells, words
from witnessmark.registers.rows import accounts, row

ACTS = ("damage-housing", "property-destruction", "attack-on-civilian-object")


def rows(ground: Ground) -> Iterator[Row]:
    for _, claims in ground.entries(ACTS):
        told = [(claim, home) for claim in claims if tells(claim) and (home := _home(ground, claim)) is not None]
        for part in accounts(told, lambda one: _count(ground, *one), lambda one: one[0].document):
            cells = [each for claim, home in part for each in _cells(ground, claim, home)]
            yield row(ground, "housing", [claim for claim, _ in part], [*cells, *ground.denials(claims)])


def _count(ground: Ground, claim: Claim, home: Span) -> str | None:
    counted = ground.number_before(claim, home)
    return counted[0] if counted else None


def _home(ground: Ground, claim: Claim) -> Span | None:
    """The words for a home: within the claim's own words, for it may tell of something else in the same sentence."""
    bounds = (claim.span.start, claim.span.end)
    objects = [(each.start, each.end) for each in claim.roles.get("object", ())]
    for start, end in (*objects, bounds):
        if hits := ground.hits("home", claim, (start, end)):
            return hits[0].span
    return None


def _cells(ground: Ground, claim: Claim, home: Span) -> Iterator[Cell]:
    yield words("object", claim, home)
    counted = ground.number_before(claim, home)
    if counted is not None:
        yield cell("count", counted[0], claim, counted[1])
    degree = ground.nearest("degree", claim, home)
    if degree is not None:
        yield of_hit("degree", claim, degree)
    yield from (of_hit("cause", claim, hit) for hit in ground.hits("cause", claim, (claim.span.start, claim.span.end)))
