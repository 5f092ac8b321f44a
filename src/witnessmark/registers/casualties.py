"""The killed, injured, missing and detained: individuals where they are known, groups of whom only a number is said.

A known person has one row in a register, whatever the number of claims. Somebody who is only described has one in an
incident. Who was missing and is known to be dead, injured or held is moved: both rows stay and name each other. What
nobody says of a person (age, sex, whether a civilian) has no cell.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from witnessmark.model.claim import Claim, Participant
from witnessmark.model.register import Cell, RegisterName, Row, cells_of
from witnessmark.model.span import Span
from witnessmark.registers.counting import Count, count_of, people
from witnessmark.registers.ground import Ground, cell, of_hit, of_participant, tells, words
from witnessmark.registers.lexicon import Hit
from witnessmark.registers.rows import accounts, row

REGISTER_OF: dict[str, RegisterName] = {
    "killing": "killed", "summary-execution": "killed", "death-in-custody": "killed", "burial": "killed",
    "exhumation": "killed", "wounding": "injured", "missing-person": "missing", "enforced-disappearance": "missing",
    "confinement": "detained", "capture-of-combatant": "detained", "hostage-taking": "detained",
    "filtration": "detained",
}  # fmt: skip
MANNER_OF = {
    "shelling": "shelling", "air-drone-strike": "air-strike", "mine-erw-accident": "explosive",
    "booby-trap": "explosive",
    "summary-execution": "execution", "death-in-custody": "custody", "confinement": "detention",
    "capture-of-combatant": "capture", "hostage-taking": "abduction", "filtration": "filtration",
    "enforced-disappearance": "abduction", "attack-on-civilians": "attack", "hunger-deprivation": "hunger",
}  # fmt: skip
_END_OF_CAPTIVITY = {"release-from-captivity": "released", "prisoner-exchange": "exchanged"}
_REMAINS = {"burial": "buried", "exhumation": "exhumed"}
ACTS = (*REGISTER_OF, *_END_OF_CAPTIVITY, *MANNER_OF)
_SEX = {"man": "male", "boy": "male", "woman": "female", "girl": "female"}
_CHILD, _OLDER = 18, 60
_AGE = re.compile(
    r"(?<!\d)(\d{1,3})(?:[\s-]*(?:years?[- ]old|річн\w+|летн\w+)|\s+(?:рок(?:ів|и)|рік|лет|года?)\b)", re.IGNORECASE
)
_BESIDE = 24
"""How far beside the victim's words an age may stand."""

_Key = tuple[str, str, str]
"""Register, whose row, and which of several."""


class _Telling(NamedTuple):
    """What one claim says of one row: who is meant, in its own words, and the cells that it gives."""

    claim: Claim
    said: str | None
    cells: list[Cell]

    @property
    def voice(self) -> str:
        return f"{self.claim.document} {self.claim.said_by.key}"

    @property
    def sex(self) -> frozenset[str]:
        return frozenset(each.value for each in self.cells if each.column == "sex")


def rows(ground: Ground) -> Iterator[Row]:
    told: dict[_Key, list[_Telling]] = defaultdict(list)
    for claim in ground.of_acts(REGISTER_OF):
        if tells(claim):
            for key, telling in _told(ground, claim):
                told[key].append(telling)
    claims: dict[_Key, list[Claim]] = defaultdict(list)
    cells: dict[_Key, list[Cell]] = defaultdict(list)
    for (register, whose, which), tellings in told.items():
        known = whose == "person"
        parts = [tellings] if known else _accounts(tellings)
        for number, part in enumerate(parts):
            key = (register, whose, which if known else f"{which} {number}")
            claims[key] = [one.claim for one in part]
            cells[key] = [each for one in part for each in one.cells]
    freed = _freed(ground)
    for key in cells:
        ends = freed.get(key[2], ()) if key[1] == "person" else ground.linked(claims[key])
        cells[key] += _after(key, ends) + _manner(ground, claims[key])
    made_rows = {key: _row(ground, key, claims[key], cells[key]) for key in cells}
    yield from _counted(_moved(made_rows)).values()


def _accounts(tellings: list[_Telling]) -> list[list[_Telling]]:
    """Two descriptions of another sex cannot be of one person."""
    return accounts(tellings, lambda one: one.said, lambda one: one.voice, lambda one: one.sex)


def _row(ground: Ground, key: _Key, claims: list[Claim], cells: list[Cell]) -> Row:
    register, whose, which = key
    kind = "group" if whose == "group" else "individual"
    acts = {claim.act for claim in claims}
    denials = [one for one in ground.linked(claims) if one.act in acts]
    own = list({claim.id: claim for claim in claims}.values())
    cells = [*cells, *ground.denials(denials)]
    return row(ground, register, own, cells, kind=kind, part=f"{whose} {which}")  # type: ignore[arg-type]


def _told(ground: Ground, claim: Claim) -> Iterator[tuple[_Key, _Telling]]:
    """What a claim says, with whose rows it is of: a person's, or somebody's or a group's in an incident."""
    register = REGISTER_OF[claim.act]
    place = ground.incident_of.get(claim.id, claim.id)
    for victim in people(ground, claim):
        count = count_of(ground, claim, victim)
        cells = _cells(ground, register, claim, victim, count)
        if victim.person is not None:
            yield (register, "person", victim.person), _Telling(claim, victim.person, cells)
        elif count.one:
            yield (register, "somebody", place), _Telling(claim, victim.quote.casefold(), cells)
        else:
            yield (register, "group", place), _Telling(claim, count.number, cells)
    if not claim.roles.get("victim"):
        count = count_of(ground, claim, None)
        if count.number is not None:
            yield (
                (register, "group", place),
                _Telling(claim, count.number, _cells(ground, register, claim, None, count)),
            )


def _cells(ground: Ground, register: str, claim: Claim, victim: Participant | None, count: Count) -> list[Cell]:
    cells: list[Cell] = []
    if victim is not None:
        span = of_participant(victim)
        if victim.person is not None:
            cells.append(cell("person", victim.person, claim, span))
        else:
            cells.append(words("described", claim, span))
        cells += _traits(ground, claim, victim, one=count.one)
    if count.number is not None and not count.one:
        cells.append(cell("count", count.number, claim, count.span))
    if register == "injured":
        cells += ground.found("injury", claim)
    if claim.act in _REMAINS:
        cells.append(cell("outcome", _REMAINS[claim.act], claim, claim.trigger))
    elif register in ("missing", "detained"):
        cells += ground.found("outcome", claim)
    return cells


def _traits(ground: Ground, claim: Claim, victim: Participant, *, one: bool) -> Iterator[Cell]:
    """Sex, age and status, as the words for the victim say them, or what the document says of a known person."""
    bounds = (victim.start, victim.end)
    status = ground.hits("civilian-status", claim, bounds)
    yield from (of_hit("status", claim, hit) for hit in status)
    if not one:
        return
    if victim.person is None:
        for hit in ground.hits("people", claim, bounds):
            if hit.value in _SEX:
                yield cell("sex", _SEX[hit.value], claim, hit.span)
            if hit.value in ("boy", "girl", "child"):
                yield cell("age-group", "child", claim, hit.span)
        yield from _age_beside(ground, claim, victim)
        return
    for trait in ground.traits(victim.person, claim.document):
        if trait.age is not None:
            yield from _age(claim, str(trait.age), trait.span)
        hits = ground.hits("civilian-status", claim, (trait.span.start, trait.span.end))
        yield from (of_hit("status", claim, hit) for hit in hits)


def _age_beside(ground: Ground, claim: Claim, victim: Participant) -> Iterator[Cell]:
    start, end = ground.sentence(claim)
    text = ground.text(claim)
    for match in _AGE.finditer(text, max(start, victim.start - _BESIDE), min(end, victim.end + _BESIDE)):
        yield from _age(claim, match[1], Span.of(text, match.start(), match.end()))
        return


def _age(claim: Claim, age: str, span: Span) -> Iterator[Cell]:
    years = int(age)
    yield cell("age", age, claim, span)
    group = "child" if years < _CHILD else "older" if years >= _OLDER else "adult"
    yield cell("age-group", group, claim, span)


def _manner(ground: Ground, claims: list[Claim]) -> list[Cell]:
    """How it came to be: by the acts themselves, and by others in the same incident or the same sentence."""
    found = [cell("manner", MANNER_OF[claim.act], claim, claim.trigger) for claim in claims if claim.act in MANNER_OF]
    for other in ground.around(claims):
        if other.act in MANNER_OF and other.act not in REGISTER_OF and tells(other):
            found.append(cell("manner", MANNER_OF[other.act], other, other.trigger))
    return found


def _freed(ground: Ground) -> dict[str, list[Claim]]:
    """By person the claims that captivity ended."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in ground.of_acts(_END_OF_CAPTIVITY):
        for each in claim.roles.get("victim", ()):
            if each.person:
                found[each.person].append(claim)
    return found


def _after(key: _Key, ends: Iterable[Claim]) -> list[Cell]:
    """What is said to have followed captivity, of the same person or in the same incident."""
    if key[0] not in ("detained", "missing"):
        return []
    return [
        of_hit("outcome", claim, Hit(_END_OF_CAPTIVITY[claim.act], claim.trigger or claim.span))
        for claim in ends
        if claim.act in _END_OF_CAPTIVITY and tells(claim)
    ]


def _moved(made: dict[_Key, Row]) -> dict[_Key, Row]:
    """Rows of one person in two registers name each other: a missing person's row stays, and says where to."""
    result = dict(made)
    for (register, whose, person), one in made.items():
        if register != "missing" or whose != "person":
            continue
        for target in ("killed", "injured", "detained"):
            other = result.get((target, whose, person))
            if other is None or _before(other, one):
                continue
            here, there = result[register, whose, person], other
            support = tuple(each for own in there.of("person") for each in own.support)
            back = tuple(each for own in here.of("person") for each in own.support)
            result[register, whose, person] = _with(here, Cell(column="moved-to", value=there.id, support=support))
            result[target, whose, person] = _with(there, Cell(column="moved-from", value=here.id, support=back))
    return result


def _with(one: Row, more: Cell) -> Row:
    return msgspec.structs.replace(one, cells=cells_of([*one.cells, more]))


def _before(other: Row, one: Row) -> bool:
    """Whether the other is told of an earlier time: somebody held in May and missing since June was not found."""
    return bool(other.time.latest and one.time.earliest and other.time.latest < one.time.earliest)


def _counted(made: dict[_Key, Row]) -> dict[_Key, Row]:
    """Group rows with the number of individuals that the same incident has in the same register."""
    alone: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for one in made.values():
        if one.kind == "individual":
            for incident in one.incidents:
                alone[one.register, incident].append(one)
    result = dict(made)
    for key, one in made.items():
        individuals = [each for incident in one.incidents for each in alone.get((one.register, incident), ())]
        if one.kind == "group" and individuals:
            support = tuple(s for each in individuals for own in each.cells[:1] for s in own.support)
            result[key] = _with(one, Cell(column="counted", value=str(len(individuals)), support=support))
    return result
