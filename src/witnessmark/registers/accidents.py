"""Accidents with mines and explosive remnants, apart from hazards: what IMAS 05.10 and IMSMA ask for at least."""

from collections.abc import Iterator

from witnessmark.model.claim import Claim
from witnessmark.model.register import Cell, Row
from witnessmark.registers.counting import count_of, people
from witnessmark.registers.ground import Ground, cell, of_hit, of_participant, tells, words
from witnessmark.registers.hazards import items
from witnessmark.registers.rows import row

ACTS = ("mine-erw-accident",)
_HARM = {"killing": "killed", "wounding": "injured"}


def rows(ground: Ground) -> Iterator[Row]:
    for _, claims in ground.entries(ACTS):
        told = [claim for claim in claims if tells(claim)]
        if not told:
            continue
        beside = [one for one in ground.around(told) if one.act in _HARM and tells(one) and _by_it(ground, one, told)]
        cells = [*_cells(ground, told, beside), *ground.denials(claims), *ground.report_dates(told)]
        yield row(ground, "accidents", [*told, *beside], cells)


def _by_it(ground: Ground, one: Claim, told: list[Claim]) -> bool:
    """Whether a harm was done by the explosive: told in the same sentence, or in one that names an explosive itself."""
    here = {ground.place_of(claim) for claim in told}
    return ground.place_of(one) in here or bool(ground.hits("explosive", one))


def _cells(ground: Ground, told: list[Claim], harm: list[Claim]) -> Iterator[Cell]:
    for claim in told:
        kind = ground.hits("accident-kind", claim)
        yield of_hit("accident", claim, kind[0]) if kind else cell("accident", "mine-erw", claim)
    for claim in (*told, *harm):
        yield from items(ground, "device", claim)
        for column in ("activity", "injury", "marking", "land-use", "loss"):
            yield from ground.found(column, claim)
    for claim in (*harm, *told):
        yield from _victims(ground, claim)


def _victims(ground: Ground, claim: Claim) -> Iterator[Cell]:
    for victim in people(ground, claim):
        span = of_participant(victim)
        yield words("victims", claim, span)
        bounds = (span.start, span.end)
        yield from (
            of_hit("victim-group", claim, h) for h in ground.hits("people", claim, bounds) if h.value != "person"
        )
        yield from (of_hit("victim-status", claim, hit) for hit in ground.hits("victim-status", claim, bounds))
        if claim.act in _HARM:
            count = count_of(ground, claim, victim)
            if count.number or count.one:
                yield cell(_HARM[claim.act], count.number or "1", claim, count.span or span)
