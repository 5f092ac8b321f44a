"""Claims that one text took from another: by the passage around the claim, and by documents that are copies as a whole.

Passages are compared by shared runs of words (Broder 1997: containment of shingles); documents as in ``near_copies``,
which also knows shortened and translated ones. Only the documents of one incident are looked at together: what stands
elsewhere in the case changes nothing here, and each text is taken apart once.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from witnessmark.incidents.dependence import Dependence
from witnessmark.incidents.near_copies import copied
from witnessmark.incidents.near_copies_named import Named
from witnessmark.incidents.near_copies_runs import Runs
from witnessmark.incidents.origins import sound
from witnessmark.incidents.sentences import sentence_at
from witnessmark.model.claim import Claim

SHINGLE = 4
"""Words in a shingle."""

COPY_AT, COPY_SHINGLES = 0.35, 10
"""Containment of the shingles around one claim in the other document from which it is called a copy, and so many at
least: the day, the place and the act in one short sentence are no copy."""

SENTENCE_AT, SENTENCE_SHINGLES = 0.7, 5
"""The same for the claim's own sentence, when it has at least so many shingles: a news item copies single sentences."""

OTHER_VOICE_SHINGLES = 8
"""As many where two different persons are said to speak: "on 3 May 2022 soldiers shelled the bakery" two may say."""

CONTEXT = 250
"""Characters before and after a claim that are compared."""

SHARED_RUNS = 15
"""Runs that two documents of one incident share at least: the day, place and act they share anyhow."""

NEIGHBOURS = 16
"""So many claims that share a run each is compared with: bounds the cost of a story that hundreds of papers have."""

MOST_DOCUMENTS = 400
"""Of an incident with more documents than this the passages alone are compared."""

_WORD = re.compile(r"\w+")

Shingles = frozenset[str]


def join_copied_passages(claims: Sequence[Claim], texts: Mapping[str, str], groups: Dependence) -> None:
    """A claim whose surroundings are those of a claim in another document is a copy of it, or it of them. Of several
    claims in the other document it is a copy of the one most like it. A text that lets another person say the same
    words copies only where the sentence itself is the same."""
    around = [_shingles(_around(claim, texts)) for claim in claims]
    sentence = [_shingles(_sentence(claim, texts)) for claim in claims]
    best: dict[tuple[int, str], tuple[float, str, int]] = {}
    for first, second in _sharing(claims, around, sentence):
        likeness = _likeness(claims, around, sentence, first, second)
        if likeness is None:
            continue
        for mine, other in ((first, second), (second, first)):
            key = mine, claims[other].document
            found = -likeness, claims[other].id, other
            best[key] = min(best.get(key, found), found)
    for (mine, _), (_, _, other) in sorted(best.items()):
        groups.join(mine, other, "near-copy")


def _likeness(
    claims: Sequence[Claim], around: Sequence[Shingles], sentence: Sequence[Shingles], first: int, second: int
) -> float | None:
    """How much of the smaller is in the larger: 1 to 2 for sentences, up to 1 for surroundings; None below the bars."""
    one_voice = may_be_one_voice(claims[first], claims[second])
    least = min(len(sentence[first]), len(sentence[second]))
    if least >= (SENTENCE_SHINGLES if one_voice else OTHER_VOICE_SHINGLES):
        shared = len(sentence[first] & sentence[second]) / least
        if shared >= SENTENCE_AT:
            return 1 + shared
    least = min(len(around[first]), len(around[second]))
    if least and one_voice:
        shared = len(around[first] & around[second])
        if shared >= max(COPY_SHINGLES, COPY_AT * least):
            return shared / least
    return None


def says_the_same_words(first: Claim, second: Claim, texts: Mapping[str, str]) -> bool:
    """Whether one voice's words in two documents are the same words: the speech quoted twice, or the sentence."""
    spoken = [
        claim.said_by.quote.quote if claim.said_by.quote else _sentence(claim, texts) for claim in (first, second)
    ]
    one, other = map(_shingles, spoken)
    least = min(len(one), len(other))
    return least > 0 and len(one & other) >= SENTENCE_AT * least


def may_be_one_voice(first: Claim, second: Claim) -> bool:
    """Whether nothing says that two different persons speak."""
    one, other = first.said_by, second.said_by
    if "author" in (one.kind, other.kind) or not one.name or not other.name:
        return True
    return one.name.casefold() == other.name.casefold() or sound(one.name) == sound(other.name)


def _sharing(
    claims: Sequence[Claim], around: Sequence[Shingles], sentence: Sequence[Shingles]
) -> Iterator[tuple[int, int]]:
    """Pairs of claims of different documents that share a run of words at all. In a run that hundreds have, each is
    compared with those next to it in order of their ids: copies hang together through one another, and what has more
    in common shares rarer runs too."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index in sorted(range(len(claims)), key=lambda index: claims[index].id):
        for shingle in around[index] | sentence[index]:
            holders[shingle].append(index)
    seen: set[tuple[int, int]] = set()
    for shared in holders.values():
        for at, first in enumerate(shared):
            for second in shared[at + 1 : at + 1 + NEIGHBOURS]:
                pair = first, second
                if pair not in seen and claims[first].document != claims[second].document:
                    seen.add(pair)
                    yield pair


def join_copied_documents(claims: Sequence[Claim], texts: Mapping[str, str], groups: Dependence) -> None:
    """Where one document as a whole was made from another, what its author says comes from there. A witness whom only
    one of the two lets speak is nobody's copy."""
    by_document: dict[str, list[int]] = defaultdict(list)
    for index, claim in enumerate(claims):
        by_document[claim.document].append(index)
    named = sorted(name for name in by_document if texts.get(name))
    if not 1 < len(named) <= MOST_DOCUMENTS:
        return
    languages = [claims[by_document[name][0]].language for name in named]
    for (first, second), kind in _copies([texts[name] for name in named], languages).items():
        for mine, other in ((first, second), (second, first)):
            for index in by_document[named[mine]]:
                fits = _same_voice if kind == "translated" else may_be_one_voice
                source = _counterpart(claims, index, by_document[named[other]], fits)
                if source is not None:
                    groups.join(index, source, kind)


def _copies(texts: Sequence[str], languages: Sequence[str | None]) -> dict[tuple[int, int], str]:
    """The pairs of texts of which one was made from the other, and how."""
    found = copied([*map(_runs, texts)], [*map(_names, texts)], languages)
    return {
        pair: one.kind for pair, one in sorted(found.items()) if one.copy is None or len(one.copy.shared) >= SHARED_RUNS
    }


@lru_cache(maxsize=1024)
def _runs(text: str) -> Runs:
    return Runs.of(text)


@lru_cache(maxsize=1024)
def _names(text: str) -> Named:
    return Named.of(text)


def _same_voice(first: Claim, second: Claim) -> bool:
    """A translation keeps who speaks: what the author says stays the author's. An interview that names the days and
    places of a report is no translation of it."""
    kinds = {first.said_by.kind == "author", second.said_by.kind == "author"}
    return kinds == {True} or (kinds == {False} and may_be_one_voice(first, second))


def _counterpart(
    claims: Sequence[Claim], index: int, others: Sequence[int], fits: Callable[[Claim, Claim], bool]
) -> int | None:
    """The claim of the other document that this one stands for: by a voice that fits, of the same act if there is
    one."""
    mine = claims[index]
    fitting = [other for other in others if fits(mine, claims[other])]
    named = mine.said_by.kind != "author"
    return min(
        fitting,
        key=lambda other: (
            claims[other].act != mine.act,
            (claims[other].said_by.kind != "author") is not named,
            claims[other].id,
        ),
        default=None,
    )


def _around(claim: Claim, texts: Mapping[str, str]) -> str:
    text = texts.get(claim.document, "")
    return text[max(0, claim.span.start - CONTEXT) : claim.span.end + CONTEXT]


def _sentence(claim: Claim, texts: Mapping[str, str]) -> str:
    text = texts.get(claim.document, "")
    start, end = sentence_at(text, claim.span.start, claim.span.end)
    return text[start:end]


@lru_cache(maxsize=65536)
def _shingles(text: str) -> Shingles:
    """Overlapping runs of words, folded."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
