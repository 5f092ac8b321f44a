"""Copies in one language, by the runs of words that documents share.

Candidates come from MinHash (Broder 1997) with one permutation (Li, Owen and Zhang 2012) made dense by rotation
(Shrivastava and Li 2014), in bands. Candidates are then compared exactly, by containment: a shortening is a copy too. A
run counts by how few other documents have it, so that what an outlet prints under everything tells nothing.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import fsum, log2
from typing import NamedTuple

SHINGLE = 3
"""Words in a run."""

MOST_RUNS = 4096
"""Of a longer document a share of the runs is compared: those whose hash ends in enough zeros."""

BINS, ROWS, ROWS_OF_ALL = 128, 2, 8
"""Of the sketches: two documents are compared when so many neighbouring bins agree in the sketch of what is not common,
or in that of all runs: a story that most documents have is common, and still a copy."""

COPIED = 0.3
"""The share of the shorter document, weighted by rarity, from which one is called a copy by its words alone."""

ALIKE = 0.15
"""The share from which one may be a copy if it also keeps the other's names and numbers."""

LEAST_RUNS = 8
"""Shared runs that a copy has at least: a phrase is no text."""

SHORTENED = 0.6
"""A copy with less than this share of the other's runs is a shortening."""

COMMON_SHARE, COMMON_LEAST = 0.02, 50
"""A run that more documents have than this share of all (and than so many) finds no candidates."""

NEIGHBOURS = 16
"""In a bucket each document is compared with the first and with so many before it: bounds the cost of a wire story that
hundreds of outlets copied, which hang together all the same."""

MOST_COMPARED = 16
"""So many documents each is compared with: those that share most bands."""

MOST_PASSAGES, PASSAGE_WORDS = 5, 12

_WORD = re.compile(r"\w+")
_MASK = (1 << 61) - 1


class Runs(NamedTuple):
    """The runs of a document as hashes; ``zeros`` says how many low bits of each are zero (a share of a long text)."""

    hashes: frozenset[int]
    zeros: int = 0

    @classmethod
    def of(cls, text: str) -> "Runs":
        hashes = frozenset(_hashes([word.group() for word in _WORD.finditer(text.casefold())]))
        zeros = 0
        while len(hashes) > MOST_RUNS:
            zeros += 1
            hashes = frozenset(one for one in hashes if not one & ((1 << zeros) - 1))
        return cls(hashes, zeros)

    def thinned(self, zeros: int) -> frozenset[int]:
        low = (1 << zeros) - 1
        return self.hashes if zeros == self.zeros else frozenset(one for one in self.hashes if not one & low)


def _hashes(words: Sequence[str]) -> Iterator[int]:
    """One 61-bit number for each run, the same in every process."""
    known = {word: zlib.crc32(word.encode()) * 0x9E3779B97F4A7C15 for word in set(words)}
    codes = [known[word] for word in words]
    for first, second, third in zip(codes, codes[1:], codes[2:], strict=False):
        mixed = (first + second * 0xBF58476D1CE4E5B9 + third * 0x94D049BB133111EB) & _MASK
        mixed = ((mixed ^ (mixed >> 31)) * 0xD6E8FEB86659FD93) & _MASK
        yield mixed ^ (mixed >> 29)


class Copy(NamedTuple):
    """How far one document is in another. ``shared`` are the runs that both have."""

    score: float
    shortened: bool
    shared: frozenset[int]


class Passages:
    """The runs of words of one text, where they stand."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = [word.span() for word in _WORD.finditer(text)]
        self._hashes = [*_hashes([text[start:end].casefold() for start, end in self._words])]

    def longest(self, shared: frozenset[int]) -> tuple[str, ...]:
        """The longest stretches of the text that are made of shared runs, at most so many words of each."""
        stretches: list[tuple[int, int]] = []
        for index, one in enumerate(self._hashes):
            if one in shared:
                start = stretches.pop()[0] if stretches and stretches[-1][1] == index + SHINGLE - 1 else index
                stretches.append((start, index + SHINGLE))
        stretches.sort(key=lambda each: (each[0] - each[1], each[0]))
        shown: dict[str, None] = {}
        for low, high in stretches:
            words = self._text[self._words[low][0] : self._words[min(high, low + PASSAGE_WORDS) - 1][1]]
            shown.setdefault(" ".join(words.split()))
            if len(shown) == MOST_PASSAGES:
                break
        return tuple(shown)


def copies(documents: Sequence[Runs], least: float = COPIED) -> dict[tuple[int, int], Copy]:
    """The pairs of documents, by index, of which the shorter has at least that share from the other."""
    holding = Counter(run for document in documents for run in document.hashes)
    most = max(COMMON_LEAST, int(COMMON_SHARE * len(documents)))
    buckets: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for index, document in enumerate(documents):
        telling = [run for run in document.hashes if holding[run] <= most]
        if len(telling) >= LEAST_RUNS:
            for band in _bands(telling, ROWS):
                buckets[band].append(index)
        if len(telling) < len(document.hashes) >= LEAST_RUNS:
            for band in _bands(document.hashes, ROWS_OF_ALL):
                buckets[band].append(index)
    weights = _Weights(holding, len(documents))
    found: dict[tuple[int, int], Copy] = {}
    for first, second in _candidates(buckets.values()):
        copy = _compare(documents[first], documents[second], weights, least)
        if copy is not None:
            found[first, second] = copy
    return found


def _bands(runs: Iterable[int], rows: int) -> Iterator[tuple[int, ...]]:
    """The bands of the sketch: the least hash in each bin, an empty bin borrowing from the next that is not."""
    least: dict[int, int] = {}
    for run in runs:
        place, rest = run % BINS, run // BINS
        if rest < least.get(place, _MASK):
            least[place] = rest
    dense = [0] * BINS
    borrowed, distance = least[min(least)], BINS - max(least) + min(least)
    for place in range(BINS - 1, -1, -1):
        if place in least:
            borrowed, distance = least[place], 0
        else:
            distance += 1
        dense[place] = borrowed * BINS + distance
    for start in range(0, BINS, rows):
        yield start, *dense[start : start + rows]


def _candidates(buckets: Iterable[list[int]]) -> Iterator[tuple[int, int]]:
    """For each document those before it that it shares most bands with, at most so many."""
    agreeing: dict[int, Counter[int]] = defaultdict(Counter)
    for bucket in buckets:
        for at in range(1, len(bucket)):
            agreeing[bucket[at]].update({bucket[0], *bucket[max(1, at - NEIGHBOURS) : at]})
    for second, bands in sorted(agreeing.items()):
        best = sorted(bands.items(), key=lambda one: (-one[1], one[0]))[:MOST_COMPARED]
        yield from ((first, second) for first, _ in best)


class _Weights:
    """What a run tells, in bits: the surprise that a document has it."""

    def __init__(self, holding: Mapping[int, int], documents: int) -> None:
        # A pair is judged beside the others: the two that share a run are no evidence that it is common.
        bits = [log2((documents + 20) / max(0.5, count - 1)) for count in range(max(holding.values(), default=0) + 1)]
        self._bits = {run: bits[count] for run, count in holding.items()}
        self._known: dict[frozenset[int], float] = {}

    def of(self, runs: Iterable[int]) -> float:
        return fsum(map(self._bits.__getitem__, runs))  # the same in any order

    def of_document(self, runs: frozenset[int]) -> float:
        if runs not in self._known:
            self._known[runs] = self.of(runs)
        return self._known[runs]


def _compare(first: Runs, second: Runs, weights: _Weights, least: float) -> Copy | None:
    zeros = max(first.zeros, second.zeros)
    shorter, longer = sorted((first.thinned(zeros), second.thinned(zeros)), key=len)
    shared = shorter & longer
    if len(shared) < max(LEAST_RUNS, 0.5 * least * len(shorter)):
        return None
    score = weights.of(shared) / weights.of_document(shorter)
    if score < least:
        return None
    return Copy(min(1.0, score), len(shorter) < SHORTENED * len(longer), shared)
