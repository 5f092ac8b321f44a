"""What an agreement is worth: Fellegi and Sunter (1969), learnt from the records by expectation maximisation.

For each field and level: the share of true pairs on it (m) and of unrelated pairs (u). u comes from pairs strewn over
all records; m from passes over pairs that already share one field's value, as in splink (Linacre et al. 2022), where
the other fields are learnt. Both start from what ``data/records.yaml`` believes. Rare values are worth more than common
ones (Winkler 2000): where values are the same, u is the share of that very value, told by all other records.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from math import prod

import msgspec

from witnessmark.incidents.records_levels import LEVELS
from witnessmark.incidents.records_values import Column, Kind, Value

BELIEVED_PAIRS = 30.0
"""True pairs that the beliefs about m stand for; of u, the same times ten."""

BACKGROUND = 20.0
"""Records that are thought to stand beside those given, in telling how rare a value is."""

ROUNDS = 25
"""Of expectation maximisation: by far enough, and a bound."""

INITIAL = 1 / 12
"""How often a name begins with a given letter."""

NAME_WORDS = 3
"""So many words a person's name has; what has more is a name of something else."""

RAREST = 1e-6
"""No value is taken to be rarer than one person's full name among a million."""

Levels = tuple[int, ...]
"""The level of each column; -1 where one of the records has no value."""


class Belief(msgspec.Struct, frozen=True):
    same: dict[str, float]
    chance: dict[str, float]
    usual: float


@cache
def beliefs() -> dict[Kind, Belief]:
    compiled = resources.files("witnessmark.incidents").joinpath("tables/records.json").read_bytes()
    return msgspec.json.decode(compiled, type=dict[str, dict[Kind, Belief]])["levels"]


def believed_m(kind: Kind) -> list[float]:
    return [beliefs()[kind].same[level] for level in LEVELS[kind]]


def believed_u(kind: Kind) -> list[float]:
    chance = beliefs()[kind].chance
    rest = 1 - sum(chance.values())
    return [chance.get(level, rest) for level in LEVELS[kind]]


def chance_levels(column: Column, at: int, seen: Mapping[Levels, int]) -> list[float]:
    """u of one column, from the levels of unrelated pairs."""
    start = [10 * BELIEVED_PAIRS * share for share in believed_u(column.kind)]
    for levels, count in seen.items():
        if levels[at] >= 0:
            start[levels[at]] += count
    return [each / sum(start) for each in start]


def learn(
    columns: Sequence[Column], passes: Iterable[tuple[int, Mapping[Levels, int]]], u: Sequence[Sequence[float]]
) -> list[list[float]]:
    """m of every column. ``passes`` gives the column on which pairs agree, and how many pairs show which levels."""
    counted = [[BELIEVED_PAIRS * share for share in believed_m(column.kind)] for column in columns]
    for agreed, seen in passes:
        for at, expected in enumerate(_one_pass(columns, agreed, seen, u)):
            if at != agreed:
                counted[at] = [mine + more for mine, more in zip(counted[at], expected, strict=True)]
    return [[each / sum(levels) for each in levels] for levels in counted]


def _one_pass(
    columns: Sequence[Column], agreed: int, seen: Mapping[Levels, int], u: Sequence[Sequence[float]]
) -> list[list[float]]:
    """Expected true pairs on each level of each column, without the column that all pairs agree on."""
    others = [at for at in range(len(columns)) if at != agreed]
    start = [[BELIEVED_PAIRS * share for share in believed_m(column.kind)] for column in columns]
    m = [believed_m(column.kind) for column in columns]
    share, every = 0.5, max(1, sum(seen.values()))
    expected = [[0.0] * len(levels) for levels in m]
    for _ in range(ROUNDS):
        expected = [[0.0] * len(levels) for levels in m]
        together = 0.0
        for levels, count in seen.items():
            odds = share / (1 - share)
            for at in others:
                if levels[at] >= 0:
                    odds *= m[at][levels[at]] / u[at][levels[at]]
            same = count * odds / (1 + odds)
            together += same
            for at in others:
                if levels[at] >= 0:
                    expected[at][levels[at]] += same
        share = min(0.999, max(0.001, (together + 0.5) / (every + 1)))
        m = [
            [(mine + prior) / (sum(levels) + BELIEVED_PAIRS) for mine, prior in zip(levels, prior_levels, strict=True)]
            for levels, prior_levels in zip(expected, start, strict=True)
        ]
    return expected


def _together(shares: Iterable[float]) -> float:
    """How often words would meet in one value. The given name and the surname of a person come together by chance; the
    words of an institution hang together, and the rarest of so many tells all."""
    rarest = sorted(shares)
    return max(RAREST, prod(rarest[: 2 if len(rarest) <= NAME_WORDS else 1]))


class Rarity:
    """How often unrelated records would share a value of a column, or its words, told by all others. ``levels`` are
    those on which the very value matters."""

    def __init__(self, column: Column, usual: float | None = None) -> None:
        self._column = column
        self._usual = beliefs()[column.kind].usual if usual is None else usual
        self._others = max(1, column.filled - 2)
        self._bones: Counter[str] = Counter()
        for value, count in zip(column.values, column.counts, strict=True):
            for bone in value.bag:
                self._bones[bone] += count
        self._known: dict[tuple[int, int, int], float] = {}
        self._name = LEVELS[column.kind]
        self.levels = frozenset(
            self._name.index(level) for level in ("same", "spelling", "part") if level in self._name
        )

    def of(self, one: int, other: int, level: int) -> float:
        """The share for two values, by their numbers in the column, that agree on one of ``levels``."""
        found = self._known.get((one, other, level))
        if found is None:
            found = self._known[one, other, level] = self._of(one, other, self._name[level])
        return found

    def _of(self, one: int, other: int, level: str) -> float:
        values, count = self._column.values, self._column.counts[one]
        if level == "part":
            return self._words_of(
                min((values[one], values[other]), key=lambda each: (len(each.bones), len(each.plain)))
            )
        if level == "spelling":
            return self._words(values[one].bones)
        if not values[one].bones:
            return self._share(count)
        return max((count - 2) / self._others, self._words(values[one].bones))

    def _words(self, bones: Sequence[str]) -> float:
        return _together(self._share(self._bones[bone]) for bone in bones)

    def _words_of(self, short: Value) -> float:
        words = zip(short.tokens, short.bones, strict=True)
        return _together(INITIAL if len(token) == 1 else self._share(self._bones[bone]) for token, bone in words)

    def _share(self, count: int) -> float:
        return (max(0, count - 2) + BACKGROUND * self._usual) / (self._others + BACKGROUND)
