"""How likely it is that texts tell one story: the Dirichlet-multinomial model.

A story uses words and names in proportions of its own, drawn around those of all the texts. Two groups of texts are one
story when one set of proportions explains them better than two do; the logarithm of that ratio (a Bayes factor, Heller
and Ghahramani 2005, with the word model of Madsen, Kauchak and Elkan 2005) is what speaks for joining them. What is
shared and rare speaks for it, what is named differently against it; nothing is compared with a threshold.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import lgamma, log, pi
from typing import NamedTuple

from witnessmark.incidents.stories_terms import Telling
from witnessmark.incidents.stories_words import RAREST, shares

ANY_TEXT = 1000
"""The lists of common words count as so many words of the texts at hand: they decide when there are few texts."""

FIRST_GUESS = (25.0, 8.0)
"""How much stories keep to the proportions of all texts, for words and for names, before it is estimated."""

STORY_DAYS = 0.5
"""Standard deviation, in days, of when a story is told; ``LEAST_BY_DAY`` bounds what a later retelling costs."""

LEAST_BY_DAY = -12.0
SHORTEST_SPAN = 30.0

OTHER_PLACES, OTHER_DAYS = 4.0, 12.0
"""What it costs, in nats, that both groups name places, or tell of days, and none in common: for each text of the
smaller that does. Accounts of one thing often name different places, seldom different days."""

SAME_EVENT_DAYS = 3
"""Days that two accounts may be apart and still tell of one event, as in ``comparing``."""


class Days(NamedTuple):
    """Days as they are needed to know how far they lie apart: how many, their sum, and the sum of their squares."""

    number: int = 0
    total: int = 0
    squares: int = 0

    def with_(self, other: "Days") -> "Days":
        return Days(self.number + other.number, self.total + other.total, self.squares + other.squares)


class Group:
    """Texts taken for one story: the counts of their terms, their days, and the groups that may be the same."""

    __slots__ = ("counts", "days", "members", "near", "placed", "places", "sizes", "timed", "told_days", "version")

    def __init__(self, telling: Telling, index: int) -> None:
        self.counts = [dict(kind) for kind in telling.kinds]
        self.sizes = [sum(kind.values()) for kind in self.counts]
        self.members = [index]
        self.days = Days() if telling.day is None else Days(1, telling.day, telling.day**2)
        self.places = set(telling.places)
        self.placed = int(bool(telling.places))
        self.told_days = set(telling.told_days)
        self.timed = int(bool(telling.told_days))
        self.near: set[int] = set()
        self.version = 0

    def take_in(self, other: "Group") -> None:
        for mine, theirs in zip(self.counts, other.counts, strict=True):
            for term, count in theirs.items():
                mine[term] = mine.get(term, 0) + count
        self.sizes = [mine + theirs for mine, theirs in zip(self.sizes, other.sizes, strict=True)]
        self.members += other.members
        self.places |= other.places
        self.placed += other.placed
        self.told_days |= other.told_days
        self.timed += other.timed
        self.days = self.days.with_(other.days)
        self.version += 1


class Background:
    """How likely each term is in any of the texts, and over how many days they were told."""

    def __init__(self, all_tellings: Sequence[Telling]) -> None:
        self.likely = [_likely(one.kinds[kind] for one in all_tellings) for kind in range(len(FIRST_GUESS))]
        days = [one.day for one in all_tellings if one.day is not None]
        self.span = max(SHORTEST_SPAN, max(days) - min(days) + 1) if days else SHORTEST_SPAN


def _likely(tellings: Iterable[Mapping[str, int]]) -> dict[str, float]:
    texts_with: Counter[str] = Counter(term for one in tellings for term in one)
    total = sum(texts_with.values()) + ANY_TEXT
    known = shares()
    return {term: (count + ANY_TEXT * known.get(term, RAREST)) / total for term, count in texts_with.items()}


class StoryModel:
    """What speaks for joining groups, in nats, given how much stories keep to the background."""

    def __init__(self, background: Background, concentrations: Sequence[float], texts: int) -> None:
        self._any_day = log(background.span)
        self.concentrations = tuple(concentrations)
        self._whole = [lgamma(one) for one in concentrations]
        self.prior = [
            {term: many * share for term, share in likely.items()}
            for many, likely in zip(concentrations, background.likely, strict=True)
        ]
        self._of_prior = [{term: lgamma(value) for term, value in kind.items()} for kind in self.prior]
        self.shared_once = [{term: log((1 + value) / value) for term, value in kind.items()} for kind in self.prior]
        # A Chinese restaurant with a concentration of one a text: two texts in three begin a story of their own.
        self._new_story = log(texts) if texts else 0.0

    def for_joining(self, first: Group, second: Group) -> float:
        """The logarithm of how much likelier the two groups are as one story than as two."""
        gain = _by_number(len(first.members), len(second.members)) - self._new_story
        for kind, many in enumerate(self.concentrations):
            mine, theirs = first.sizes[kind], second.sizes[kind]
            if mine and theirs:
                gain += lgamma(many + mine) + lgamma(many + theirs) - self._whole[kind] - lgamma(many + mine + theirs)
                gain += self._by_terms(kind, first.counts[kind], second.counts[kind])
        if first.days.number and second.days.number:
            gain += self._by_days(first.days, second.days)
        if first.placed and second.placed and first.places.isdisjoint(second.places):
            gain -= OTHER_PLACES * min(first.placed, second.placed)
        if first.timed and second.timed and not _days_meet(first.told_days, second.told_days):
            gain -= OTHER_DAYS * min(first.timed, second.timed)
        return gain

    def _by_terms(self, kind: int, mine: Mapping[str, int], theirs: Mapping[str, int]) -> float:
        few, many = (mine, theirs) if len(mine) < len(theirs) else (theirs, mine)
        prior, of_prior, shared_once = self.prior[kind], self._of_prior[kind], self.shared_once[kind]
        gain = 0.0
        for term, count in few.items():
            other = many.get(term)
            if other is None:
                continue
            if count == other == 1:
                gain += shared_once[term]
            else:
                value = prior[term]
                gain += lgamma(value + count + other) + of_prior[term] - lgamma(value + count) - lgamma(value + other)
        return gain

    def _by_days(self, mine: Days, theirs: Days) -> float:
        """The days of a story lie about one day, that may be any of the span."""
        together = self._days_likely(mine.with_(theirs))
        return max(LEAST_BY_DAY, together - self._days_likely(mine) - self._days_likely(theirs))

    def _days_likely(self, days: Days) -> float:
        spread = (days.squares * days.number - days.total**2) / days.number / (2 * STORY_DAYS**2)
        return -(days.number - 1) * _ONE_DAY - log(days.number) / 2 - spread - self._any_day


_ONE_DAY = log(2 * pi * STORY_DAYS**2) / 2


def _days_meet(mine: set[int], theirs: set[int]) -> bool:
    return any(day + apart in theirs for day in mine for apart in range(-SAME_EVENT_DAYS, SAME_EVENT_DAYS + 1))


def _by_number(mine: int, theirs: int) -> float:
    return lgamma(mine + theirs) - lgamma(mine) - lgamma(theirs)


_GRID = tuple(0.5 * 1.35**step for step in range(26))


def estimated(background: Background, groups: Sequence[Group]) -> tuple[float, ...]:
    """How much the stories found keep to the background: the values under which the texts are likeliest. Groups of one
    text say nothing of that, unless there are no others."""
    telling = [group for group in groups if len(group.members) > 1]
    if not telling:
        return FIRST_GUESS
    return tuple(_likeliest(telling, kind, likely) for kind, likely in enumerate(background.likely))


def _likeliest(groups: Sequence[Group], kind: int, likely: Mapping[str, float]) -> float:
    """The value of the grid under which the groups are likeliest: their likelihood rises to it and falls after it."""
    low, high = 0, len(_GRID) - 1
    while low < high:
        middle = (low + high) // 2
        here, next_ = (_likelihood(groups, kind, likely, _GRID[at]) for at in (middle, middle + 1))
        low, high = (middle + 1, high) if next_ > here else (low, middle)
    return _GRID[low]


def _likelihood(groups: Sequence[Group], kind: int, likely: Mapping[str, float], many: float) -> float:
    total = 0.0
    for group in groups:
        total += lgamma(many) - lgamma(many + group.sizes[kind])
        for term, count in group.counts[kind].items():
            value = many * likely[term]
            total += lgamma(value + count) - lgamma(value)
    return total
