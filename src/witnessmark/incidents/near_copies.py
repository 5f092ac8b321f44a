"""Which documents were made from which: rewrites, shortenings, and translations.

In one language, documents that share runs of words are found by MinHash and then compared exactly
(``near_copies_runs``). Across languages they are found by rare names and numbers, and compared by how much of what they
name they name in the same order (``near_copies_named``). Two independent accounts of one event name the same place and
the same number of dead too; they do not name everything, in the same order, or in the same words.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from witnessmark.incidents.near_copies_named import FEW_BITS, LEAST_BITS, Match, Named, Names, differ
from witnessmark.incidents.near_copies_runs import ALIKE, COPIED, Copy, Passages, Runs, copies

CopyKind = Literal["near-copy", "shortened", "translated"]


class CopyLink(msgspec.Struct, frozen=True, kw_only=True):
    """One of two documents was made from the other, or both from a third. ``first`` stands before ``second`` in what
    was given. ``score`` is 0 to 1: how much of the shorter one is in the other. ``shared`` shows at most five of the
    longest runs of words, or of the rarest names and numbers, that both have: words of the documents, so names too."""

    first: str
    second: str
    kind: CopyKind
    score: float
    shared: tuple[str, ...] = ()


def near_copies(
    documents: Mapping[str, str], languages: Mapping[str, str | None] | None = None
) -> tuple[CopyLink, ...]:
    """The copies among documents (id to text), in order of the documents. ``languages`` (id to ISO 639-1) may be left
    out: the letters then tell. Of many copies of one story not every pair is given, but all hang together. The cost
    grows with the text and with the number of documents, not with its square."""
    names, texts = list(documents), list(documents.values())
    told = [(languages or {}).get(name) or language_by_letters(text) for name, text in documents.items()]
    made = copied([Runs.of(text) for text in texts], [Named.of(text) for text in texts], told)
    links = []
    passages: tuple[int, Passages] | None = None
    for (first, second), one in sorted(made.items()):
        if one.copy is not None and (passages is None or passages[0] != first):
            passages = first, Passages(texts[first])
        shared = passages[1].longest(one.copy.shared) if one.copy and passages else one.match.words
        links.append(
            CopyLink(first=names[first], second=names[second], kind=one.kind, score=round(one.score, 2), shared=shared)
        )
    return tuple(links)


class Copied(NamedTuple):
    """Of two documents one was made from the other. ``copy`` is None for a translation."""

    kind: CopyKind
    score: float
    match: Match
    copy: Copy | None = None


def copied(
    runs: Sequence[Runs], named: Sequence[Named], languages: Sequence[str | None]
) -> dict[tuple[int, int], Copied]:
    """The copies among documents that were taken apart before, by index."""
    names = Names(named)
    found: dict[tuple[int, int], Copied] = {}
    for (first, second), copy in copies(runs, ALIKE).items():
        match = names.match(first, second)
        if _is_copy(copy, match):
            found[first, second] = Copied("shortened" if copy.shortened else "near-copy", copy.score, match, copy)
    for first, second in names.candidates() if len(set(languages)) > 1 else ():
        if (first, second) not in found and differ(languages[first], languages[second]):
            match = names.match(first, second)
            if match.translated:
                found[first, second] = Copied("translated", match.score, match)
    return found


KEPT, WORDS_ALONE = 0.6, 0.5
"""A copy keeps this share of the shorter one's names and numbers, in order. Where neither names anything, it has this
share of the runs of words."""


def _is_copy(copy: Copy, match: Match) -> bool:
    """Whether words and names together speak of a copy. What is put together from set phrases each day anew has the
    words and not the names; an account of the same event has some of the names and not the words."""
    if match.least < FEW_BITS:
        return copy.score >= WORDS_ALONE
    return match.score >= KEPT and copy.score >= (ALIKE if match.least >= LEAST_BITS else COPIED)


def language_by_letters(text: str) -> str | None:
    """A rough word on the language, enough to tell a translation: "uk", "ru", "cyrillic", "latin"; None for none."""
    cyrillic = sum(text.count(letter) for letter in "аеио")
    latin = sum(text.count(letter) for letter in "aeio")
    if cyrillic == latin == 0:
        return None
    if latin >= cyrillic:
        return "latin"
    ukrainian, russian = (sum(text.count(letter) for letter in letters) for letters in ("іїєґ", "ыэъё"))
    if ukrainian == russian:
        return "cyrillic"
    return "uk" if ukrainian > russian else "ru"
