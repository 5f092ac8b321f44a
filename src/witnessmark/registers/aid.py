"""Aid: who gave what, how much, to whom, where and when; and what was held up or never came.

An amount belongs to the item that it stands with: "420 food parcels, medicine and hygiene kits" says how many parcels,
and of nothing else.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from witnessmark.model.claim import Claim
from witnessmark.model.register import Cell, Row
from witnessmark.model.span import Span
from witnessmark.registers.ground import Ground, apart, cell, of_participant, role_words, words
from witnessmark.registers.rows import accounts, row

KIND_OF = {
    "aid-food": "food", "aid-water": "water", "aid-medicine": "medicine", "aid-hygiene": "hygiene",
    "aid-shelter": "shelter", "aid-cash": "cash", "aid-general": "other", "obstruction-of-aid": "obstructed",
}  # fmt: skip
ACTS = tuple(KIND_OF)
_DELIVERED = frozenset({"asserted", "hearsay"})
_PROMISED = frozenset({"planned", "threatened"})
_OF = re.compile(r"\s+(?:of\s+)?")
"""What parts a unit from its item: "tonnes of flour"."""
_UNIT_REACH = 24
"""How many characters from a number its unit may stand: a table says "Quantity: 35; Unit: m³"."""


def rows(ground: Ground) -> Iterator[Row]:
    for _, claims in ground.entries(ACTS):
        by_kind: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            by_kind[KIND_OF[claim.act]].append(claim)
        for kind, told in by_kind.items():
            if kind == "other" and len(by_kind) > 1 and _says_nothing_more(ground, told, by_kind):
                continue
            yield from _rows(ground, kind, told)


def _says_nothing_more(ground: Ground, told: list[Claim], by_kind: dict[str, list[Claim]]) -> bool:
    """Whether claims of aid at large stand in the sentences of claims that say which aid."""
    exact = {
        (one.document, *ground.sentence(one)) for kind, claims in by_kind.items() if kind != "other" for one in claims
    }
    return all((claim.document, *ground.sentence(claim)) in exact for claim in told)


def _rows(ground: Ground, kind: str, claims: list[Claim]) -> Iterator[Row]:
    by_state: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if (state := _state(ground, kind, claim)) is not None:
            by_state[state].append(claim)
    denials = by_state.pop("denied", []) if len(by_state) > 1 else []
    for state, told in by_state.items():
        for number, part in enumerate(_deliveries(told)):
            cells = [each for claim in part for each in _cells(ground, kind, state, claim)]
            if any(each.column in ("provider", "items", "amount", "beneficiary", "obstructed-by") for each in cells):
                cells += [cell("denied", claim.id, claim) for claim in denials]
                yield row(ground, "aid", part, cells, part=f"{kind} {state} {number}")


def _deliveries(claims: list[Claim]) -> list[list[Claim]]:
    """One list a delivery: each of several rows of a table is one, for it names one item; and what one document tells
    of two times is two."""
    recorded = [claim for claim in claims if claim.made_by == "record"]
    alone = recorded if len(recorded) > 1 else []
    rest = [claim for claim in claims if claim.made_by != "record"] if alone else claims
    told = accounts(rest, lambda claim: claim.date.edtf if claim.date else None, lambda claim: claim.document)
    return [*([claim] for claim in alone), *told]


def _state(ground: Ground, kind: str, claim: Claim) -> str | None:
    if claim.modality in _PROMISED:
        return "planned"
    if claim.modality == "denied" or (claim.modality in _DELIVERED and claim.polarity == "negative"):
        return "denied"
    if claim.modality not in _DELIVERED:
        return None
    if kind == "obstructed":
        return "obstructed"
    # what was turned back is named as aid in the same sentence, and did not come
    return None if any(one.act == "obstruction-of-aid" for one in ground.beside([claim])) else "delivered"


def _cells(ground: Ground, kind: str, state: str, claim: Claim) -> Iterator[Cell]:
    yield cell("state", state, claim, claim.trigger)
    items = _items(ground, kind, claim)
    if kind == "obstructed":
        yield from (cell("kind", value, claim, span) for value, span in items)
        yield from role_words("obstructed-by", claim, "perpetrator", "authority")
        yield from role_words("provider", claim, "provider")
    else:
        yield cell("kind", kind, claim, claim.trigger)
        yield from role_words("provider", claim, "provider") or _provider_beside(ground, claim)
    yield from (words("items", claim, span) for _, span in items)
    yield from _amounts(ground, claim, [span for _, span in items])
    given = claim.roles.get("beneficiary", ())
    if given and not ground.hits("aid-item", claim, (given[0].start, given[0].end)):
        yield from role_words("beneficiary", claim, "beneficiary")
        return
    yield from (words("beneficiary", claim, hit.span) for hit in ground.hits("beneficiary", claim))


def _provider_beside(ground: Ground, claim: Claim) -> list[Cell]:
    """Who gave it by another claim of the same sentence: "gave bread and soap" is one giving."""
    for other in ground.beside([claim]):
        if other.act in KIND_OF and other.roles.get("provider"):
            return role_words("provider", other, "provider")
    return []


def _items(ground: Ground, kind: str, claim: Claim) -> list[tuple[str, Span]]:
    """What was given: of a table what the item's cell says, else the words of this kind in the claim's sentence."""
    if claim.made_by == "record":
        return [(kind, of_participant(each)) for each in claim.roles.get("object", ())]
    hits = ground.hits("aid-item", claim)
    if kind in ("other", "obstructed"):
        exact = [hit for hit in hits if hit.value != "other"]
        return [(hit.value, hit.span) for hit in exact or hits]
    return [(hit.value, hit.span) for hit in hits if hit.value == kind]


def _amounts(ground: Ground, claim: Claim, items: list[Span]) -> Iterator[Cell]:
    if claim.made_by == "record":
        counted = [
            counted[0]
            for each in claim.roles.get("quantity", ())
            if (counted := ground.counts_in(claim, of_participant(each)))
        ]
    else:
        yield from _counted(ground, claim, items)
        return
    for number, span in counted:
        yield cell("amount", number, claim, span)
        units = [hit.span for hit in ground.hits("unit", claim) if hit.span.start >= span.end]
        near = [unit for unit in units if apart(unit, span) <= _UNIT_REACH]
        if near:
            yield words("unit", claim, near[0])


def _counted(ground: Ground, claim: Claim, items: list[Span]) -> Iterator[Cell]:
    """Numbers that stand with an item, "420 food parcels", or with its unit, "2 tonnes of flour"."""
    units, text = [hit.span for hit in ground.hits("unit", claim)], ground.text(claim)
    for item in items:
        measure = next((unit for unit in units if _OF.fullmatch(text, unit.end, item.start)), None)
        counted = ground.number_before(claim, measure or item)
        if counted is None:
            continue
        number, span = counted
        yield cell("amount", number, claim, span)
        unit = next((unit for unit in units if span.end <= unit.start and unit.end <= item.end), None)
        if unit is not None and unit != item:
            yield words("unit", claim, unit)
