"""Texts into stories: which of them tell of one incident.

Groups grow from single texts, the pair first for which most speaks (``stories_model``), until nothing speaks for
joining any two. How much stories differ from one another is estimated from the texts themselves: no threshold is set.
Only groups that share telling terms are ever compared, so that the cost grows with the texts, not with their pairs.
"""

import heapq
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from math import log

from witnessmark.incidents.stories_model import FIRST_GUESS, Background, Group, StoryModel, estimated
from witnessmark.incidents.stories_terms import Telling, Text, tellings
from witnessmark.incidents.stories_words import WORD

WIDTH = 8
"""So many texts that share most with a text are compared with it."""

LONG_LIST, LARGEST_SHARE = 100, 0.02
"""Of a term that more texts have than both, in number and as a share of many texts, only the next few are looked at:
what hundreds tell alike still hangs together, and words of everything cost little."""

ROUNDS = 2
SETTLED = 0.35
"""The estimate is made anew until it changes by less than this, as a logarithm, or so often."""


def stories(texts: Sequence[Text]) -> list[int]:
    """For each text the number of its story: the index of the story's first text. Copies count once: however many there
    are, they do not make their words common."""
    first: dict[tuple[str | int, str | None], int] = {}
    original = [first.setdefault((_plain(one.text) or index, one.day), index) for index, one in enumerate(texts)]
    indexes = list(first.values())
    found = stories_of(tellings([texts[index] for index in indexes]))
    story = {index: indexes[one] for index, one in zip(indexes, found, strict=True)}
    return [story[index] for index in original]


def _plain(text: str) -> str:
    """The words of a text with single blanks between them: empty when there are none."""
    return " ".join(match.group().lower() for match in WORD.finditer(text))


def stories_of(all_tellings: Sequence[Telling]) -> list[int]:
    """The same, for texts whose terms are known."""
    background = Background(all_tellings)
    concentrations: Sequence[float] = FIRST_GUESS
    near: list[set[int]] | None = None
    groups: list[Group] = []
    for _ in range(ROUNDS):
        model = StoryModel(background, concentrations, len(all_tellings))
        if near is None:
            near = _neighbours(model, all_tellings)
        groups = _joined(model, [Group(telling, index) for index, telling in enumerate(all_tellings)], near)
        found = estimated(background, groups)
        if all(abs(log(new / old)) < SETTLED for new, old in zip(found, concentrations, strict=True)):
            break
        concentrations = found
    story = [0] * len(all_tellings)
    for group in groups:
        for index in group.members:
            story[index] = min(group.members)
    return story


def _neighbours(model: StoryModel, all_tellings: Sequence[Telling]) -> list[set[int]]:
    """For each text those that share most with it."""
    having: dict[tuple[int, str], list[int]] = defaultdict(list)
    for index, telling in enumerate(all_tellings):
        for kind, terms in enumerate(telling.kinds):
            for term in terms:
                having[kind, term].append(index)
    longest = max(LONG_LIST, int(len(all_tellings) * LARGEST_SHARE))
    near: list[set[int]] = [set() for _ in all_tellings]
    for index, telling in enumerate(all_tellings):
        shared: dict[int, float] = defaultdict(float)
        for kind, terms in enumerate(telling.kinds):
            for term in terms:
                others = having[kind, term]
                if len(others) > longest:
                    at = bisect_left(others, index)
                    others = others[at : at + WIDTH]
                weight = model.shared_once[kind][term]
                for other in others:
                    shared[other] += weight
        shared.pop(index, None)
        for _, other in heapq.nsmallest(WIDTH, [(-weight, other) for other, weight in shared.items()]):
            near[index].add(other)
            near[other].add(index)
    return near


_Entry = tuple[float, int, int, int, int]
"""Minus what speaks for joining, the two groups, and their versions when that was worked out."""


def _joined(model: StoryModel, groups: list[Group], near: Sequence[set[int]]) -> list[Group]:
    """The groups that remain when nothing speaks for joining any two."""
    living: dict[int, Group] = dict(enumerate(groups))
    queue: list[_Entry] = []
    for index, others in enumerate(near):
        living[index].near = set(others)
        queue += [entry for other in others if other > index and (entry := _entry(model, living, index, other))]
    heapq.heapify(queue)
    while queue:
        _, first, second, version, other_version = heapq.heappop(queue)
        mine, theirs = living.get(first), living.get(second)
        if mine is None or theirs is None or (mine.version, theirs.version) != (version, other_version):
            continue
        mine.take_in(theirs)
        del living[second]
        for index in theirs.near:
            if index != first and index in living:
                living[index].near.add(first)
        mine.near = {index for index in mine.near | theirs.near if index != first and index in living}
        for index in sorted(mine.near):
            entry = _entry(model, living, *sorted((first, index)))
            if entry:
                heapq.heappush(queue, entry)
    return list(living.values())


def _entry(model: StoryModel, living: dict[int, Group], first: int, second: int) -> _Entry | None:
    mine, theirs = living[first], living[second]
    gain = model.for_joining(mine, theirs)
    return (-gain, first, second, mine.version, theirs.version) if gain > 0 else None
