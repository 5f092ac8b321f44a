"""Where the claims of an incident cannot all hold, typed: whether at all, when, where, who, how many. Listed with each
side, never resolved.

Only what two accounts say of one act is laid against each other: who tells in one breath of two days tells of two
occasions. What is wider, vaguer or "at least" contradicts nothing that it may hold.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from witnessmark.incidents.comparing import Traits
from witnessmark.incidents.corroboration import counts_meet, number_words
from witnessmark.incidents.positions import Position, places_agree
from witnessmark.incidents.saying import Said, When, Who, said_by
from witnessmark.model.grading import BASES
from witnessmark.model.incident import Contradiction, Field, Side, SourceGroup

_ORDER: tuple[Field, ...] = ("whether-at-all", "date", "place", "perpetrator", "quantity")

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
    acts = Counter(one.claim.act for one in group)
    said = [said_by(one.claim, texts or {}) for one in group if acts[one.claim.act] > 1]
    return contradictions_among(said, {name: number for number, one in enumerate(groups) for name in one.claims})


def contradictions_among(said: Iterable[Said], group_of: Mapping[str, int]) -> tuple[Contradiction, ...]:
    """As ``contradictions_of``, of claims whose values are known already."""
    known = {one.claim: one for one in said}
    by_act: dict[str, list[Said]] = defaultdict(list)
    for one in known.values():
        by_act[one.act].append(one)
    found: list[tuple[Field, dict[str, str]]] = []
    for same_act in by_act.values():
        if len(same_act) > 1:
            for field, told, excludes in _fields(same_act):
                values = {one.said.claim: one.words for one in _opposed(told, excludes)}
                if len(set(values.values())) > 1:
                    found.append((field, values))
    return tuple(
        Contradiction(field=field, values=values, sides=sides_of(field, values, known, group_of))
        for field, values in sorted(_merged(found), key=lambda item: _ORDER.index(item[0]))
    )


Excludes = Callable[[object, object], bool]


def _fields(said: Sequence[Said]) -> Iterable[tuple[Field, list[_Told], Excludes]]:
    affirmed = [one for one in said if not one.denied]
    words = {True: "denied", False: "said"}
    yield "whether-at-all", [_Told(one, words[one.denied], one.denied) for one in said], _differ
    yield "date", [_Told(one, one.when.words, one.when) for one in affirmed if one.when], _days_exclude
    placed = [one for one in affirmed if one.where and one.where.kind in ("settlement", "facility")]
    yield "place", [_Told(o, o.where.name or "?", o.where) for o in placed if o.where], _places_exclude
    known = [(one, who) for one in affirmed for who in one.perpetrators[:1] if who.identifies and not who.person]
    yield "perpetrator", [_Told(one, who.words, who) for one, who in known], _sides_exclude
    yield "quantity", list(_counted(affirmed)), _counts_exclude


def _opposed(told: Sequence[_Told], excludes: Excludes) -> list[_Told]:
    """Those that exclude something another account says. Values are compared, not claims: they are few."""
    accounts: dict[object, set[tuple[str, str]]] = defaultdict(set)
    for one in told:
        accounts[one.value].add((one.said.document, one.said.voice))
    against = {
        value: set[tuple[str, str]]().union(*(accounts[other] for other in accounts if excludes(value, other)))
        for value in accounts
    }
    return [one for one in told if against[one.value] - {(one.said.document, one.said.voice)}]


def sides_of(
    field: Field, values: Mapping[str, str], said: Mapping[str, Said], group_of: Mapping[str, int]
) -> tuple[Side, ...]:
    """The sides of a contradiction from what each claim says of the field."""
    basis = "act" if field == "whether-at-all" else field
    by_value: dict[str, list[str]] = defaultdict(list)
    for claim, value in values.items():
        by_value[value].append(claim)
    return tuple(
        Side(
            value=value,
            claims=tuple(claims),
            groups=tuple(sorted({group_of[claim] for claim in claims if claim in group_of})),
            bases=tuple(
                known for known in BASES if any(said[c].bases.get(basis) == known for c in claims if c in said)
            ),
        )
        for value, claims in by_value.items()
    )


def _merged(found: Iterable[tuple[Field, dict[str, str]]]) -> Iterable[tuple[Field, dict[str, str]]]:
    """Of one field with the same values one contradiction: a shelling and its dead have one day. Numbers of the dead
    and of the wounded are never one."""
    merged: dict[tuple[Field, frozenset[str]], dict[str, str]] = {}
    for field, values in found:
        if field == "quantity":
            yield field, values
        else:
            merged.setdefault((field, frozenset(values.values())), {}).update(values)
    for (field, _), values in merged.items():
        yield field, values


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
