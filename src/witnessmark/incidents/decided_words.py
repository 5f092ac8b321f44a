"""What people decided on the independence of sources, brought to bear on the claims of one incident."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from witnessmark.incidents.dependence import Dependence
from witnessmark.model.claim import Claim
from witnessmark.model.incident import Independence


class Word(NamedTuple):
    """A decision by the indices of the claims that it is about: one and one, or all of two sources."""

    on_sources: bool
    first: tuple[int, ...]
    second: tuple[int, ...]
    dependent: bool


def words_on(
    claims: Sequence[Claim], decided: Sequence[Independence], within: Mapping[str, Sequence[str]]
) -> list[Word]:
    """The words that bear on these claims, in an order of their own. Of a source and what came in it, the outer one is
    what did not come in the inner one."""
    of: dict[str, list[int]] = defaultdict(list)
    single = set()
    for index, claim in enumerate(claims):
        single.add(claim.id)
        for name in (claim.id, *within.get(claim.source, (claim.source,))):
            of[name].append(index)
    words = []
    for one in decided:
        first, second = _told_apart(of.get(one.first, ()), of.get(one.second, ()))
        if first and second:
            on_sources = not (one.first in single and one.second in single)
            words.append(Word(on_sources, first, second, one.dependent))
    return sorted(words)


def _told_apart(first: Sequence[int], second: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    both = {*first} & {*second}
    if len(first) >= len(second):
        return tuple(index for index in first if index not in both), tuple(second)
    return tuple(first), tuple(index for index in second if index not in both)


def groups_as_decided(claims: Sequence[Claim], words: Sequence[Word]) -> Dependence:
    """What is decided on two claims, and which sources stay apart, before the program finds anything."""
    groups = Dependence(claims)
    for word in words:
        if word.dependent and not word.on_sources:
            groups.join(word.first[0], word.second[0], "decided-dependent")
    for word in words:
        for first in () if word.dependent else word.first:
            for second in word.second:
                groups.keep_apart(first, second)
    return groups


def join_depending_sources(claims: Sequence[Claim], words: Sequence[Word], groups: Dependence) -> None:
    """Each claim of a source that depends counts with one of the other source: with the same speaker's or about the
    same act, where there is one. Not with all: two witnesses in a report stay two when an article retells it."""
    for word in words:
        for index in word.first if word.dependent and word.on_sources else ():
            mine = claims[index]
            nearest = sorted(
                word.second, key=lambda at: (claims[at].said_by.key != mine.said_by.key, claims[at].act != mine.act, at)
            )
            for other in nearest:
                if any(groups.together(index, each) for each in word.second):
                    break
                groups.join(index, other, "decided-dependent")
