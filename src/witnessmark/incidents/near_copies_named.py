"""Copies across languages, by the names and numbers that a translation keeps, and their order.

A pair is compared when it shares several rare names or numbers, or rare neighbours among them. What both name counts by
its surprise: how unlikely an unrelated document is to have it. Called a translation is only what keeps most of the
shorter one's names and numbers in the same order, and more than chance would.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log2
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from witnessmark.incidents.spelling import Anchor, anchors

TRANSLATED = 0.5
"""The share of the shorter document's names and numbers, by surprise and in order, from which one is a translation."""

LEAST_BITS, LEAST_SHARED = 40.0, 5
"""What a translation shares at least. Among n documents chance gives some pair 2 log2(n) bits: 27 for 10,000."""

RARE = 12
"""A name or number that more documents have leads to no comparison by itself."""

KEYS = 2
"""So many rare names, numbers or pairs of neighbours must be shared for two documents to be compared."""

MOST_ANCHORS = 600
"""Of a longer document the first names and numbers are compared."""

MOST_WORDS = 5

_BACKGROUND = 20.0
"""Documents that are thought to stand beside those given: in a small case nothing else would tell rare from common."""


class Named(NamedTuple):
    """The names and numbers of a document in order."""

    anchors: tuple[Anchor, ...]

    @classmethod
    def of(cls, text: str) -> "Named":
        found = []
        for anchor in anchors(text):
            found.append(anchor)
            if len(found) == MOST_ANCHORS:
                break
        return cls(tuple(found))


class Match(NamedTuple):
    """How much of the shorter document's names and numbers the other has in order; the rarest as the first writes
    them."""

    score: float
    words: tuple[str, ...]


def translations(documents: Sequence[Named], languages: Sequence[str | None]) -> dict[tuple[int, int], Match]:
    """The pairs of documents in different languages, by index, of which one translates the other."""
    if len(set(languages)) < 2:
        return {}
    kept = _kept(documents)
    holding = Counter(value for values in kept for value in {one.value for one in values})
    surprise = _Surprise(holding, len(documents))
    found: dict[tuple[int, int], Match] = {}
    for first, second in sorted(_candidates(kept, languages)):
        match = _compare(kept[first], kept[second], surprise)
        if match is not None:
            found[first, second] = match
    return found


def _kept(documents: Sequence[Named]) -> list[list[Anchor]]:
    """Without words that are capitalised only because they begin a sentence: what no document has elsewhere."""
    names = {anchor.value for document in documents for anchor in document.anchors if anchor.sure}
    return [[anchor for anchor in document.anchors if anchor.sure or anchor.value in names] for document in documents]


def _candidates(documents: Sequence[Sequence[Anchor]], languages: Sequence[str | None]) -> Iterable[tuple[int, int]]:
    by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, found in enumerate(documents):
        values = [one.value for one in found]
        keys: dict[tuple[str, ...], None] = dict.fromkeys((value,) for value in values)
        keys.update(dict.fromkeys((min(pair), max(pair)) for pair in pairwise(values) if pair[0] != pair[1]))
        for key in keys:
            by_key[key].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for holders in by_key.values():
        if 1 < len(holders) <= RARE:
            for at, first in enumerate(holders):
                shared.update(
                    (first, second) for second in holders[at + 1 :] if _differ(languages[first], languages[second])
                )
    return (pair for pair, count in shared.items() if count >= KEYS)


def _differ(first: str | None, second: str | None) -> bool:
    """Whether two languages are known to differ. By letters alone, "cyrillic" may be Ukrainian or Russian."""
    if first is None or second is None or first == second:
        return False
    rough = {"cyrillic": {"uk", "ru"}, "latin": {"en", "de", "fr", "pl", "es", "it"}}
    return second not in rough.get(first, ()) and first not in rough.get(second, ())


class _Surprise:
    """Bits that a name or number tells when two documents share it, judged by all documents but these two."""

    def __init__(self, holding: Counter[str], documents: int) -> None:
        self._holding, self._documents = holding, documents

    def of(self, value: str) -> float:
        others = max(0, self._holding[value] - 2) + _BACKGROUND * _usual(value)
        return -log2(min(1.0, others / (max(0, self._documents - 2) + _BACKGROUND)))


def _usual(value: str) -> float:
    """How often an unrelated text has it, before anything is counted."""
    if value[0] == "m":
        return 0.2
    if value[0] == "n":
        return 0.02 if len(value) > 4 else 0.1
    number = value[1:]
    if (len(number) <= 2 and int(number) <= 12) or (len(number) == 4 and number[:2] in ("19", "20")):
        return 0.3
    return 0.1 if len(number) <= 2 else 0.02


def _compare(first: Sequence[Anchor], second: Sequence[Anchor], surprise: _Surprise) -> Match | None:
    mine, theirs = [one.value for one in first], [one.value for one in second]
    in_order = LCSseq.opcodes(mine, theirs)
    shared = {
        mine[at]: first[at].words
        for step in in_order
        if step.tag == "equal"
        for at in range(step.src_start, step.src_end)
    }
    bits = sum(surprise.of(value) for value in shared)
    if len(shared) < LEAST_SHARED or bits < LEAST_BITS:
        return None
    score = bits / min(sum(surprise.of(value) for value in set(values)) for values in (mine, theirs))
    if score < TRANSLATED:
        return None
    rarest = sorted(shared, key=lambda value: (-surprise.of(value), value))[:MOST_WORDS]
    return Match(min(1.0, score), tuple(shared[value] for value in rarest))
