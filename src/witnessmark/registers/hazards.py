"""Explosive hazards: what IMAS 05.10 and IMSMA ask for at least, as far as the claims say it.

A hazard is suspected (SHA) unless a survey is named. Evidence is direct where somebody saw or found an item or it went
off (IMAS 08.10), else indirect. Clearance work that is told of closes nothing: only a handover document would, and even
that is what a claim says.
"""

from collections.abc import Iterator

from witnessmark.model.claim import Claim
from witnessmark.model.register import Cell, Row
from witnessmark.registers.ground import Ground, cell, of_hit, role_words, tells, words
from witnessmark.registers.lexicon import Hit
from witnessmark.registers.rows import row

ACTS = ("mine-laying", "booby-trap", "explosive-hazard", "demining")
_ACCIDENT = "mine-erw-accident"
_OWN_EYES = frozenset({"direct", "participant"})
_DIRECT = frozenset({"seen-by-mission", "seen-by-speaker", "item-found", "accident"})
_NOT_SAID_WHICH = frozenset({"mine", "unexploded"})


def rows(ground: Ground) -> Iterator[Row]:
    for _, claims in ground.entries((*ACTS, _ACCIDENT)):
        for told in _hazards(ground, [claim for claim in claims if tells(claim)]):
            if any(claim.act in ACTS for claim in told):
                yield row(ground, "hazards", told, [*_cells(ground, told), *ground.denials(claims)])


def _hazards(ground: Ground, claims: list[Claim]) -> list[list[Claim]]:
    """The claims of one incident, a list a hazard: those of one sentence, and those that name the same items or the
    same kind of place. Work that names neither says of no hazard that it was cleared."""
    groups: list[list[Claim]] = []
    first: dict[object, int] = {}
    """The first of the groups that has a sign."""
    for claim in claims:
        signs: set[object] = {ground.place_of(claim)}
        signs |= {each.value for each in items(ground, "items", claim)}
        signs |= {hit.value for hit in ground.hits("land-use", claim)}
        fitting = min((first[sign] for sign in signs if sign in first), default=len(groups))
        if fitting == len(groups):
            groups.append([])
        groups[fitting].append(claim)
        first |= {sign: min(fitting, first.get(sign, fitting)) for sign in signs}
    return groups


def _cells(ground: Ground, told: list[Claim]) -> Iterator[Cell]:
    worked = [claim for claim in told if claim.act == "demining"]
    for claim in told:
        yield from _state(ground, claim)
        yield from items(ground, "items", claim)
        how = _how_known(ground, claim)
        yield cell("how-known", how[0], claim, how[1].span if how[1] else None)
        yield cell("evidence", "direct" if how[0] in _DIRECT else "indirect", claim, how[1].span if how[1] else None)
        yield from (words("size", claim, hit.span) for hit in ground.hits("area", claim))
        yield from ground.found("land-use", claim)
        yield from ground.found("blocked", claim)
        yield from ground.found("marking", claim)
    for claim in worked:
        handed = ground.hits("handover", claim)
        if handed:
            yield of_hit("status", claim, Hit("handed-over", handed[0].span))
        else:
            yield cell("status", "work-reported", claim, claim.trigger)
        yield from role_words("cleared-by", claim, "provider", "unit")
    if not worked:
        yield from (cell("status", "open", claim) for claim in told)
    yield from ground.report_dates(told)


def items(ground: Ground, column: str, claim: Claim) -> list[Cell]:
    """The explosive items that the claim's own sentence names; "a mine" only where no kind of mine is named."""
    hits = ground.hits("explosive", claim)
    exact = [hit for hit in hits if hit.value not in _NOT_SAID_WHICH]
    return [of_hit(column, claim, hit) for hit in exact or hits]


def _state(ground: Ground, claim: Claim) -> Iterator[Cell]:
    surveyed = ground.hits("survey", claim)
    if surveyed:
        yield of_hit("state", claim, Hit("confirmed", surveyed[0].span))
        if claim.date is not None and claim.date.edtf:
            yield cell("survey-date", claim.date.edtf, claim)
    else:
        yield cell("state", "suspected", claim)


def _how_known(ground: Ground, claim: Claim) -> tuple[str, Hit | None]:
    basis = claim.basis.get("act")
    if claim.act == _ACCIDENT:
        return "accident", None
    if claim.act == "demining":
        return "clearance", None
    if basis == "mission-observation":
        return "seen-by-mission", None
    if basis in _OWN_EYES:
        return "seen-by-speaker", None
    if claim.act != "mine-laying" and (seen := ground.hits("item-found", claim)):
        return "item-found", seen[0]
    if claim.act == "mine-laying":
        return "said-laid", None
    signs = [hit for hit in ground.hits("marking", claim) if hit.value == "marked"]
    return ("signs", signs[0]) if signs else ("told", None)
