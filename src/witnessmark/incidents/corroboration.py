"""How far independent groups of sources agree on each field of an incident. Groups are counted, never claims; nothing
is averaged; silence is neither for nor against.

``corroboration_of`` and ``casualties_of`` are for whoever shows an incident: they take its groups and its claims. The
release has the same values ready: ``ReleasedIncident.corroboration`` and ``casualties``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from witnessmark.incidents.casualties import Counted
from witnessmark.incidents.families import families
from witnessmark.incidents.positions import Position, places_agree
from witnessmark.incidents.saying import Said, When, Who, knows, said_by
from witnessmark.model.claim import Claim
from witnessmark.model.corroboration import (
    CASUALTY_KINDS,
    CasualtyCount,
    CasualtyKind,
    CasualtyRange,
    FieldSupport,
    ValueSupport,
)
from witnessmark.model.grading import BASES
from witnessmark.model.incident import Field, Incident
from witnessmark.model.record import Basis


class InGroup(NamedTuple):
    """What a claim says, and the place of its group among those of the incident."""

    group: int
    said: Said


def in_groups(groups: Sequence[Sequence[str]], said: Mapping[str, Said]) -> list[InGroup]:
    """The claims of an incident with their groups, in order of these."""
    return [InGroup(number, said[name]) for number, names in enumerate(groups) for name in names if name in said]


def corroboration_of(
    incident: Incident, claims: Mapping[str, Claim], texts: Mapping[str, str]
) -> tuple[FieldSupport, ...]:
    """Field by field the values that are given for an incident of a case, with the groups behind each."""
    said = {name: said_by(claims[name], texts) for name in incident.claims if name in claims}
    return support_of(in_groups([group.claims for group in incident.groups], said), len(incident.groups))


def casualties_of(
    incident: Incident, claims: Mapping[str, Claim], texts: Mapping[str, str]
) -> tuple[CasualtyRange, ...]:
    """The registers of persons harmed in an incident of a case, each with who says how many."""
    said = {name: said_by(claims[name], texts) for name in incident.claims if name in claims}
    return ranges_of(in_groups([group.claims for group in incident.groups], said))


class _Value(NamedTuple):
    """A value as one claim gives it: equal ``key`` is the same value, ``whole`` is what is compared."""

    key: Any
    words: str
    whole: Any = None
    identifies: bool = True


def support_of(accounts: Sequence[InGroup], groups: int) -> tuple[FieldSupport, ...]:
    """As ``corroboration_of``, of claims that are given with their groups; ``groups`` is how many there are."""
    affirmed = [one for one in accounts if not one.said.denied]
    by_act: dict[str, list[InGroup]] = defaultdict(list)
    for one in accounts:
        by_act[one.said.act].append(one)
    found = [
        *(
            _field("whether-at-all", "act", by_act[act], groups, lambda said: [_whether(said)], None, act)
            for act in sorted(by_act, key=families().by_gravity)
        ),
        _field("date", "date", affirmed, groups, _when, _days_meet),
        _field("place", "place", affirmed, groups, _where, _places_meet),
        _field("perpetrator", "perpetrator", affirmed, groups, lambda said: _who(said.perpetrators), None),
        _field("victim", "victim", affirmed, groups, _named, None),
    ]
    for kind in CASUALTY_KINDS:
        counted = [one for one in affirmed if one.said.kind == kind]
        found.append(_field("quantity", "quantity", counted, groups, _number, _numbers_meet, kind))
    return tuple(field for field in found if field is not None)


def _field(
    name: Field,
    basis: str,
    accounts: Iterable[InGroup],
    groups: int,
    values_of: Callable[[Said], list[_Value]],
    meet: Callable[[Any, Any], bool] | None,
    of: str | None = None,
) -> FieldSupport | None:
    words: dict[Any, _Value] = {}
    given: dict[Any, list[InGroup]] = defaultdict(list)
    for one in accounts:
        for value in values_of(one.said):
            words.setdefault(value.key, value)
            given[value.key].append(one)
    if not given:
        return None
    speaking = {one.group for held in given.values() for one in held}
    copied = name in ("whether-at-all", "quantity")
    values = [_support(words[key], words, given, basis, meet, copied=copied) for key in given]
    values.sort(key=lambda value: (-len(value.groups), not value.identifies, value.value))
    return FieldSupport(
        field=name,
        of=of,
        values=tuple(values),
        groups=tuple(sorted(speaking)),
        silent=tuple(number for number in range(groups) if number not in speaking),
        most=max((len(value.groups) for value in values if value.identifies), default=0),
    )


def _support(
    value: _Value,
    values: Mapping[Any, _Value],
    given: Mapping[Any, Sequence[InGroup]],
    basis: str,
    meet: Callable[[Any, Any], bool] | None,
    *,
    copied: bool,
) -> ValueSupport:
    held = given[value.key]
    bases: dict[int, set[Basis | None]] = defaultdict(set)
    for one in held:
        bases[one.group].add(one.said.bases.get(basis))
    meeting = [key for key, one in values.items() if meet and key != value.key and meet(one.whole, value.whole)]
    others = {one.group for key in meeting for one in given[key]}
    return ValueSupport(
        value=value.words,
        groups=tuple(sorted(bases)),
        claims=tuple(dict.fromkeys(one.said.claim for one in held)),
        consistent=tuple(sorted(others - bases.keys())),
        first_hand=tuple(sorted(group for group, said in bases.items() if "first-hand" in map(knows, said))),
        second_hand=tuple(sorted(group for group, said in bases.items() if {*map(knows, said)} == {"at-second-hand"})),
        bases=tuple(known for known in BASES if any(known in said for said in bases.values())),
        copies=len({one.said.claim for one in held}) - len(bases) if copied else 0,
        identifies=value.identifies,
    )


def _whether(said: Said) -> _Value:
    return _Value("denied", "denied") if said.denied else _Value("said", "said")


def _when(said: Said) -> list[_Value]:
    return [_Value(said.when.words, said.when.words, said.when)] if said.when else []


def _days_meet(first: When, second: When) -> bool:
    return first.first <= second.last and second.first <= first.last


def _where(said: Said) -> list[_Value]:
    return [_Value(said.where.name, said.where.name, said.where)] if said.where and said.where.name else []


def _places_meet(first: Position, second: Position) -> bool:
    return first.name == second.name or places_agree(first, second) is True


def _who(parts: Iterable[Who]) -> list[_Value]:
    return [_Value(part.key, part.words, None, part.identifies) for part in parts]


def _named(said: Said) -> list[_Value]:
    """Those harmed who are singled out. "Three people" is a number, and stands there."""
    return [value for value in _who(said.victims) if value.identifies]


def _number(said: Said) -> list[_Value]:
    counts = [count for count in said.counts if count.of_whom == "persons"]
    return [_Value(words, words, bounds) for words, bounds in map(_bounds, counts)]


def _bounds(count: Counted) -> tuple[str, tuple[int | None, int | None]]:
    return number_words(count.lowest, count.highest), (count.lowest, count.highest)


def number_words(lowest: int | None, highest: int | None) -> str:
    """A count without words, as it stands in a value: "3", "3..", "..3", "3..5"."""
    return (
        str(lowest)
        if lowest == highest
        else f"{'' if lowest is None else lowest}..{'' if highest is None else highest}"
    )


def _numbers_meet(first: tuple[int | None, int | None], second: tuple[int | None, int | None]) -> bool:
    return counts_meet(*first, *second)


def counts_meet(low: int | None, high: int | None, other_low: int | None, other_high: int | None) -> bool:
    """Whether two counts can both hold: "at least three" and five do, three and five do not."""
    below = high is not None and other_low is not None and high < other_low
    above = low is not None and other_high is not None and other_high < low
    return not (below or above)


def ranges_of(accounts: Sequence[InGroup]) -> tuple[CasualtyRange, ...]:
    """As ``casualties_of``, of claims that are given with their groups."""
    found = (_range(kind, [one for one in accounts if one.said.kind == kind]) for kind in CASUALTY_KINDS)
    return tuple(one for one in found if one is not None)


def _range(kind: CasualtyKind, accounts: Sequence[InGroup]) -> CasualtyRange | None:
    told = [
        CasualtyCount(
            claim=one.said.claim, group=one.group, lowest=count.lowest, highest=count.highest, of_whom=count.of_whom,
            approximate=count.approximate, includes=count.includes, basis=one.said.bases.get("quantity"),
        )
        for one in accounts
        for count in one.said.counts
    ]  # fmt: skip
    named = dict.fromkeys(who.key for one in accounts if not one.said.denied for who in one.said.victims if who.person)
    if not told and not named:
        return None
    counts = [count for count in told if count.of_whom == "persons"]
    bounds = [bound for count in counts for bound in (count.lowest, count.highest) if bound is not None]
    highest = max(bounds, default=None)
    same: dict[tuple[int | None, int | None], set[int]] = defaultdict(set)
    for count in counts:
        same[count.lowest, count.highest].add(count.group)
    return CasualtyRange(
        kind=kind,
        lowest=min((count.lowest for count in counts if count.lowest is not None), default=None),
        highest=highest,
        counts=tuple(counts),
        parts=tuple(count for count in told if count.of_whom != "persons"),
        named=tuple(named),
        agreeing=max(map(len, same.values()), default=0),
        or_more=any(count.highest is None and count.lowest == highest for count in counts),
    )
