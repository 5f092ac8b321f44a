"""Copies across languages, by the names and numbers that a translation keeps, and their order.

A pair is compared when it shares several rare names or numbers, or rare neighbours among them. What both name counts by
its surprise: how unlikely an unrelated document is to have it. Called a translation is only what keeps most of the
shorter one's names and numbers in the same order, and more than chance would.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import fsum, log2
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from witnessmark.incidents.spelling import Anchor, anchors

TRANSLATED = 0.55
"""The share of the shorter document's names and numbers, by surprise and in order, from which one is a translation."""

LEAST_BITS, LEAST_SHARED = 25.0, 7
"""What a translation shares at least: more than the place, day, month, year, victim and number that any account of one
event has; and more bits than chance gives some pair of 5,000 documents (2 log2 n)."""

FEW_BITS = 8.0
"""A document that names less than this may be anybody's."""

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
    """What two documents name in the same order. ``score`` is its share of the shorter one's names and numbers by
    surprise, ``bits`` its surprise, ``least`` that of all that the shorter one names; ``words`` are the rarest as the
    first writes them."""

    score: float
    bits: float
    shared: int
    least: float
    words: tuple[str, ...]

    @property
    def translated(self) -> bool:
        """Whether this is too much for two independent accounts of one event in two languages."""
        return self.score >= TRANSLATED and self.bits >= LEAST_BITS and self.shared >= LEAST_SHARED


class Names:
    """The names and numbers of all documents, and how unlikely each is in a document that is no copy."""

    def __init__(self, documents: Sequence[Named]) -> None:
        self._kept = _kept(documents)
        self._values = [[one.value for one in found] for found in self._kept]
        holding = Counter(value for values in self._values for value in set(values))
        self._surprise = _Surprise(holding, len(documents))
        self._bits = [fsum(map(self._surprise.of, set(values))) for values in self._values]

    def candidates(self) -> list[tuple[int, int]]:
        """The pairs that share several rare names or numbers, or pairs of neighbours among them."""
        by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for index, values in enumerate(self._values):
            keys: dict[tuple[str, ...], None] = dict.fromkeys((value,) for value in values)
            keys.update(dict.fromkeys((min(pair), max(pair)) for pair in pairwise(values) if pair[0] != pair[1]))
            for key in keys:
                by_key[key].append(index)
        shared: Counter[tuple[int, int]] = Counter()
        for holders in by_key.values():
            if 1 < len(holders) <= RARE:
                for at, first in enumerate(holders):
                    shared.update((first, second) for second in holders[at + 1 :])
        return sorted(pair for pair, count in shared.items() if count >= KEYS)

    def match(self, first: int, second: int) -> Match:
        """How far two documents name the same in the same order."""
        mine, theirs = self._values[first], self._values[second]
        shared = {
            mine[at]: self._kept[first][at].words
            for step in LCSseq.opcodes(mine, theirs)
            if step.tag == "equal"
            for at in range(step.src_start, step.src_end)
        }
        bits = fsum(map(self._surprise.of, shared))
        least = min(self._bits[first], self._bits[second])
        rarest = sorted(shared, key=lambda value: (-self._surprise.of(value), value))[:MOST_WORDS]
        words = tuple(shared[value] for value in rarest)
        return Match(min(1.0, bits / least) if least else 0.0, bits, len(shared), least, words)


def _kept(documents: Sequence[Named]) -> list[list[Anchor]]:
    """Without words that are capitalised only because they begin a sentence: what no document has elsewhere."""
    names = {anchor.value for document in documents for anchor in document.anchors if anchor.sure}
    return [[anchor for anchor in document.anchors if anchor.sure or anchor.value in names] for document in documents]


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


def differ(first: str | None, second: str | None) -> bool:
    """Whether two languages are known to differ. By letters alone, "cyrillic" may be Ukrainian or Russian."""
    if first is None or second is None or first == second:
        return False
    rough = {"cyrillic": {"uk", "ru"}, "latin": {"en", "de", "fr", "pl", "es", "it"}}
    return second not in rough.get(first, ()) and first not in rough.get(second, ())
