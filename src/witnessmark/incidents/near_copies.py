"""Which documents were made from which: rewrites, shortenings, and translations.

In one language, documents that share runs of words are found by MinHash and then compared exactly
(``near_copies_runs``). Across languages they are found by rare names and numbers, and compared by how much of what they
name they name in the same order (``near_copies_named``). Two independent accounts of one event name the same place and
the same number of dead too; they do not name everything, in the same order, or in the same words.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from witnessmark.incidents.near_copies_named import Named, translations
from witnessmark.incidents.near_copies_runs import Passages, Runs, copies

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
    found: dict[tuple[int, int], CopyLink] = {}
    passages: tuple[int, Passages] | None = None
    for pair, copy in sorted(copies([Runs.of(text) for text in texts]).items()):
        if passages is None or passages[0] != pair[0]:
            passages = pair[0], Passages(texts[pair[0]])
        found[pair] = CopyLink(
            first=names[pair[0]],
            second=names[pair[1]],
            kind="shortened" if copy.shortened else "near-copy",
            score=round(copy.score, 2),
            shared=passages[1].longest(copy.shared),
        )
    for pair, match in translations([Named.of(text) for text in texts], told).items():
        if pair not in found:
            first, second = (names[index] for index in pair)
            found[pair] = CopyLink(
                first=first, second=second, kind="translated", score=round(match.score, 2), shared=match.words
            )
    return tuple(found[pair] for pair in sorted(found))


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
