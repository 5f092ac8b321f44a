"""Where the claims of an incident cannot all hold, typed: whether at all, when, where, who, how many. Listed with each
side, never resolved.

Only what two accounts say of one act is laid against each other: who tells in one breath of two days tells of two
occasions. What is wider, vaguer or "at least" contradicts nothing that it may hold.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from witnessmark.incidents.comparing import Traits
from witnessmark.incidents.corroboration import counts_meet, number_words
from witnessmark.incidents.positions import Position, places_agree
from witnessmark.incidents.saying import Said, When, Who, said_by
from witnessmark.model.grading import BASES
from witnessmark.model.incident import Contradiction, Field, Side, SourceGroup

ROUGHLY = 0.25
"""By so much of itself "about ten" may be more or fewer."""


class _Told(NamedTuple):
    """One claim's value for a field, as shown, and in a form that can be compared."""

    said: Said
    words: str
    value: object


def contradictions_of(
    group: Sequence[Traits], groups: Sequence[SourceGroup] = (), texts: Mapping[str, str] | None = None
) -> tuple[Contradiction, ...]:
    """The contradictions among the claims of one incident. With its source groups each side says which they are."""
    if len(group) < 2:
        return ()
    said = [said_by(one.claim, texts or {}) for one in group]
    return contradictions_among(said, {name: number for number, one in enumerate(groups) for name in one.claims})


def contradictions_among(said: Iterable[Said], group_of: Mapping[str, int]) -> tuple[Contradiction, ...]:
    """As ``contradictions_of``, of claims whose values are known already."""
    by_act: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        by_act[one.act].append(one)
    found: list[Contradiction] = []
    for same_act in by_act.values():
        if len(same_act) > 1:
            for field, told, excludes, basis in _fields(same_act):
                sides = _sides(_opposed(told, excludes), group_of, basis)
                if len(sides) > 1:
                    found.append(_contradiction(field, sides))
    return tuple(_merged(found))


Excludes = Callable[[object, object], bool]


def _fields(said: Sequence[Said]) -> Iterable[tuple[Field, list[_Told], Excludes, str]]:
    affirmed = [one for one in said if not one.denied]
    words = {True: "denied", False: "said"}
    yield "whether-at-all", [_Told(one, words[one.denied], one.denied) for one in said], _differ, "act"
    yield "date", [_Told(one, one.when.words, one.when) for one in affirmed if one.when], _days_exclude, "date"
    placed = [one for one in affirmed if one.where and one.where.kind in ("settlement", "facility")]
    yield "place", [_Told(o, o.where.name or "?", o.where) for o in placed if o.where], _places_exclude, "place"
    known = [(one, who) for one in affirmed for who in one.perpetrators[:1] if who.identifies and not who.person]
    yield "perpetrator", [_Told(one, who.words, who) for one, who in known], _sides_exclude, "perpetrator"
    yield "quantity", list(_counted(affirmed)), _counts_exclude, "quantity"


def _opposed(told: Sequence[_Told], excludes: Excludes) -> list[_Told]:
    """Those that exclude something another account says."""
    return [
        one
        for one in told
        if any(_another_account(one.said, other.said) and excludes(one.value, other.value) for other in told)
    ]


def _another_account(first: Said, second: Said) -> bool:
    return (first.document, first.voice) != (second.document, second.voice)


def _sides(told: Iterable[_Told], group_of: Mapping[str, int], basis: str) -> list[Side]:
    by_words: dict[str, list[Said]] = defaultdict(list)
    for one in told:
        by_words[one.words].append(one.said)
    return [
        Side(
            value=words,
            claims=tuple(dict.fromkeys(one.claim for one in said)),
            groups=tuple(sorted({group_of[one.claim] for one in said if one.claim in group_of})),
            bases=tuple(known for known in BASES if any(one.bases.get(basis) == known for one in said)),
        )
        for words, said in by_words.items()
    ]


def _contradiction(field: Field, sides: Sequence[Side]) -> Contradiction:
    values = {claim: side.value for side in sides for claim in side.claims}
    return Contradiction(field=field, values=values, sides=tuple(sides))


def _merged(found: Iterable[Contradiction]) -> Iterable[Contradiction]:
    """Of one field with the same sides one contradiction: a shelling and its dead have one day."""
    by_sides: dict[tuple[Field, frozenset[str]], list[Contradiction]] = defaultdict(list)
    for one in found:
        by_sides[one.field, frozenset(side.value for side in one.sides)].append(one)
    for (field, _), same in by_sides.items():
        if len(same) == 1 or field == "quantity":
            yield from same
            continue
        yield _contradiction(
            field, [_side([s for one in same for s in one.sides if s.value == side.value]) for side in same[0].sides]
        )


def _side(sides: Sequence[Side]) -> Side:
    return Side(
        value=sides[0].value,
        claims=tuple(dict.fromkeys(claim for side in sides for claim in side.claims)),
        groups=tuple(sorted({group for side in sides for group in side.groups})),
        bases=tuple(known for known in BASES if any(known in side.bases for side in sides)),
    )


def _counted(said: Iterable[Said]) -> Iterable[_Told]:
    """Counts of persons; of some of them (children) there may be fewer than of all."""
    for one in said:
        for count in one.counts:
            if count.of_whom == "persons":
                low, high = count.lowest, count.highest
                yield _Told(one, number_words(low, high), _rough(low, high) if count.approximate else (low, high))


def _rough(low: int | None, high: int | None) -> tuple[int | None, int | None]:
    return (
        None if low is None else int(low * (1 - ROUGHLY)),
        None if high is None else int(high * (1 + ROUGHLY) + 0.5),
    )


def _differ(first: object, second: object) -> bool:
    return first != second


def _days_exclude(first: object, second: object) -> bool:
    assert isinstance(first, When) and isinstance(second, When)  # noqa: S101 - said by `_fields`
    return first.first > second.last or second.first > first.last


def _places_exclude(first: object, second: object) -> bool:
    assert isinstance(first, Position) and isinstance(second, Position)  # noqa: S101 - said by `_fields`
    return first != second and places_agree(first, second) is False


def _sides_exclude(first: object, second: object) -> bool:
    """Two identified bodies of which neither is part of the other by its name."""
    assert isinstance(first, Who) and isinstance(second, Who)  # noqa: S101 - said by `_fields`
    return not (first.words.startswith(second.words) or second.words.startswith(first.words))


def _counts_exclude(first: object, second: object) -> bool:
    return not counts_meet(*first, *second)  # type: ignore[misc]
