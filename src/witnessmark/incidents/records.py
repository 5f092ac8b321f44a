"""Records that may tell of one person or thing: probabilistic record linkage over any fields.

What the fields are called and what they hold is not known beforehand: kinds are told from the values
(``records_values``), pairs are found by rough keys (``records_blocking``), agreement is measured in levels
(``records_levels``), and its worth is learnt from the records themselves (``records_weights``). Pairs that are more
likely one than two are proposed, with what speaks for and against. A proposal is never a merge.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log2
from typing import Any

import msgspec

from witnessmark.incidents.records_blocking import Pair, candidates, same_value, unrelated
from witnessmark.incidents.records_levels import ELSEWHERE, LEVELS, LIKE, level_of
from witnessmark.incidents.records_values import Column, Kind, columns
from witnessmark.incidents.records_weights import Levels, Rarity, chance_levels, learn

LIKELY = 0.5
"""The probability from which two records are proposed as one: more likely than not."""

UNRELATED_PAIRS, LEARNING_PAIRS = 20_000, 20_000
"""So many pairs chance is told by, and so many at most each pass learns from."""


class FieldWeight(msgspec.Struct, frozen=True):
    """What one field says on two records: the level on which they agree, and for how many bits it speaks (below zero:
    against)."""

    field: str
    level: str
    bits: float


class RecordMatch(msgspec.Struct, frozen=True, kw_only=True):
    """Two records, by index, that are more likely one than two. ``fields`` are those that both have."""

    first: int
    second: int
    probability: float
    fields: tuple[FieldWeight, ...]


def match_records(
    records: Sequence[Mapping[str, Any]], likely: float = LIKELY, usual: Mapping[str, float] | None = None
) -> tuple[RecordMatch, ...]:
    """The pairs of records that are one with at least that probability, in order of the records. ``usual`` says of
    fields, where it is known, how often an unrelated record has a given value."""
    comparing = _Comparing(columns(records), len(records), usual or {})
    if not comparing.columns:
        return ()
    pairs = candidates(comparing.columns, len(records))
    levels = [comparing.levels(pair) for pair in pairs]
    weighed = [comparing.weights(pair, each) for pair, each in zip(pairs, levels, strict=True)]
    found = _probabilities([sum(each) for each in weighed], len(records))
    return tuple(
        RecordMatch(
            first=pair[0],
            second=pair[1],
            probability=round(probability, 4),
            fields=comparing.explain(each, weights),
        )
        for pair, each, weights, probability in zip(pairs, levels, weighed, found, strict=True)
        if probability >= likely
    )


def link_records(records: Sequence[Mapping[str, Any]]) -> list[int]:
    """For each record the index of the first of those that it is one with: its own when there is none."""
    first = list(range(len(records)))

    def root(one: int) -> int:
        while first[one] != one:
            first[one] = one = first[first[one]]
        return one

    for match in match_records(records):
        low, high = sorted((root(match.first), root(match.second)))
        first[high] = low
    return [root(one) for one in range(len(records))]


def _probabilities(weights: Sequence[float], records: int) -> list[float]:
    """What each pair's bits mean, given how many of all pairs are one: found together, as the one tells the other."""
    every = records * (records - 1) / 2
    odds = [2.0 ** min(60.0, each) for each in weights]
    speaking = [each for each in odds if each > 1]  # the others are as good as none
    share = min(0.5, records / 2 / every)
    for _ in range(50):
        before = share / (1 - share)
        share = min(0.5, (sum(each * before / (1 + each * before) for each in speaking) + 0.5) / (every + 1))
    before = share / (1 - share)
    return [each * before / (1 + each * before) for each in odds]


class _Comparing:
    """The columns of all records with what is learnt of them."""

    def __init__(self, columns: Sequence[Column], records: int, usual: Mapping[str, float]) -> None:
        self.columns = columns
        self._with_known: list[tuple[Column, dict[Pair, int]]] = [(column, {}) for column in columns]
        self._texts = self._texts_of(records)
        if not columns:
            return
        chance = Counter(map(self.levels, unrelated(records, UNRELATED_PAIRS)))
        self._u = [chance_levels(column, at, chance) for at, column in enumerate(columns)]
        self._m = learn(columns, [(at, self._seen(at)) for at in range(len(columns))], self._u)
        self._bits = [
            [(log2(m), log2(u)) for m, u in zip(*both, strict=True)] for both in zip(self._m, self._u, strict=True)
        ]
        self._rarity = [Rarity(column, usual.get(column.name)) for column in columns]

    def _texts_of(self, records: int) -> list[frozenset[str]]:
        texts = [column for column in self.columns if column.kind is Kind.TEXT]
        return [
            frozenset(column.values[column.of[record]].plain for column in texts if column.of[record] >= 0)
            for record in range(records)
        ]

    def _seen(self, at: int) -> Mapping[Levels, int]:
        pairs = same_value(self.columns, at)
        step = len(pairs) // LEARNING_PAIRS + 1
        return Counter(map(self.levels, pairs[::step]))

    def levels(self, pair: Pair) -> Levels:
        """The level of each column for two records."""
        first, second = pair
        found = []
        moved = not self._texts[first].isdisjoint(self._texts[second])
        for column, known in self._with_known:
            one, other = column.of[first], column.of[second]
            if one < 0 or other < 0:
                found.append(-1)
                continue
            level = 0 if one == other else known.get((one, other))
            if level is None:
                level = level_of(column.kind, column.values[one], column.values[other])
                known[one, other] = known[other, one] = level
            if moved and level >= LIKE and column.kind is Kind.TEXT and self._elsewhere(column, pair):
                level = ELSEWHERE
            found.append(level)
        return tuple(found)

    def _elsewhere(self, column: Column, pair: Pair) -> bool:
        """Whether the value of one stands in another field of the other: names changed places."""
        first, second = pair
        one, other = column.values[column.of[first]].plain, column.values[column.of[second]].plain
        return (len(one) > 2 and one in self._texts[second]) or (len(other) > 2 and other in self._texts[first])

    def weights(self, pair: Pair, levels: Levels) -> list[float]:
        """Bits of each column; 0 where nothing is known."""
        first, second = pair
        found = []
        for column, level, usual, rarity in zip(self.columns, levels, self._bits, self._rarity, strict=True):
            if level < 0:
                found.append(0.0)
            elif level in rarity.levels:
                u = rarity.of(column.of[first], column.of[second], level)
                found.append(usual[level][0] - log2(u))
            else:
                found.append(usual[level][0] - usual[level][1])
        return found

    def explain(self, levels: Levels, weights: Iterable[float]) -> tuple[FieldWeight, ...]:
        return tuple(
            FieldWeight(column.name, LEVELS[column.kind][level], round(weight, 1))
            for column, level, weight in zip(self.columns, levels, weights, strict=True)
            if level >= 0
        )
