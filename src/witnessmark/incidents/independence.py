"""Which claims are independent of one another (handbook section 5).

Two claims count twice only if neither derives from the other nor both from a common origin. Groups are counted, not
claims; each group says why it counts once.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from witnessmark.model.claim import Claim
from witnessmark.model.incident import SourceGroup

SHINGLE = 4
"""Words in a shingle; Broder (1997) for resemblance and containment."""

COPY_AT = 0.35
"""Containment of the shingles around one claim in the other document from which it is called a copy."""

SENTENCE_AT, SENTENCE_SHINGLES = 0.7, 5
"""The same for the claim's own sentence, when it has at least so many shingles: a news item copies single sentences."""

CONTEXT = 250
"""Characters before and after a claim that are compared."""

_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.!?](?=\s|\Z)|\n")

Shingles = frozenset[tuple[str, ...]]


def source_groups(claims: Sequence[Claim], texts: Mapping[str, str]) -> tuple[SourceGroup, ...]:
    """The groups of claims that are not independent, in order of their first claim."""
    if len(claims) == 1:
        return (SourceGroup(claims=(claims[0].id,), reasons=("single",)),)
    groups = _Dependent(len(claims))
    for reason, key_of in (("same-speaker", _speaker), ("same-chain", _first_of_chain)):
        first_with: dict[str, int] = {}
        for index, claim in enumerate(claims):
            if key := key_of(claim):
                groups.join(first_with.setdefault(key, index), index, reason)
    _join_retold(claims, groups)
    _join_copies(claims, texts, groups)
    return tuple(
        SourceGroup(claims=tuple(claims[index].id for index in members), reasons=reasons or ("single",))
        for members, reasons in groups.in_order()
    )


def _speaker(claim: Claim) -> str:
    return f"person:{claim.said_by.person}" if claim.said_by.person else claim.said_by.key


def _first_of_chain(claim: Claim) -> str | None:
    """The account that hearsay goes back to, within its document: "my neighbour" is another one elsewhere."""
    return f"{claim.document} {claim.said_by.chain[-1]}" if claim.said_by.chain else None


def _join_retold(claims: Sequence[Claim], groups: "_Dependent") -> None:
    """An author who only retells counts with every speaker of the same document."""
    by_document: dict[str, list[int]] = defaultdict(list)
    for index, claim in enumerate(claims):
        by_document[claim.document].append(index)
    for members in by_document.values():
        retelling = [index for index in members if _retells(claims[index])]
        told = [index for index in members if claims[index].said_by.kind != "author"]
        for index in told if retelling else ():
            groups.join(retelling[0], index, "retold-by-author")


def _retells(claim: Claim) -> bool:
    seen = claim.basis.get("act") in ("direct", "participant", "mission-observation")
    return claim.said_by.kind == "author" and not seen


def _join_copies(claims: Sequence[Claim], texts: Mapping[str, str], groups: "_Dependent") -> None:
    """A claim whose surroundings are those of a claim in another document is a copy of it, or it of them. Each is
    compared with one of every kind of text met so far, not with every claim."""
    met: list[tuple[int, tuple[Shingles, Shingles]]] = []
    for index, claim in enumerate(claims):
        mine = _shingles(_around(claim, texts)), _shingles(_sentence(claim, texts))
        for other, theirs in met:
            if claims[other].document != claim.document and _copies(mine, theirs):
                groups.join(other, index, "near-copy")
                break
        else:
            met.append((index, mine))


def _copies(mine: tuple[Shingles, Shingles], theirs: tuple[Shingles, Shingles]) -> bool:
    """Whether the surroundings or the sentences are so alike that one was taken from the other."""
    around, sentence = (min(len(a), len(b)) for a, b in zip(mine, theirs, strict=True))
    if around > 0 and len(mine[0] & theirs[0]) >= COPY_AT * around:
        return True
    return sentence >= SENTENCE_SHINGLES and len(mine[1] & theirs[1]) >= SENTENCE_AT * sentence


class _Dependent:
    """Disjoint sets of claims by their index, each with the reasons why it counts once."""

    def __init__(self, count: int) -> None:
        self._members = [[index] for index in range(count)]
        self._reasons: list[set[str]] = [set() for _ in range(count)]
        self._set = list(range(count))

    def join(self, first: int, second: int, reason: str) -> None:
        if first == second:
            return
        mine, theirs = self._set[first], self._set[second]
        if mine != theirs:
            if len(self._members[mine]) < len(self._members[theirs]):
                mine, theirs = theirs, mine
            for index in self._members[theirs]:
                self._set[index] = mine
            self._members[mine] += self._members[theirs]
            self._reasons[mine] |= self._reasons[theirs]
        self._reasons[mine].add(reason)

    def in_order(self) -> list[tuple[list[int], tuple[str, ...]]]:
        found = [(sorted(self._members[name]), tuple(sorted(self._reasons[name]))) for name in set(self._set)]
        return sorted(found)


def _around(claim: Claim, texts: Mapping[str, str]) -> str:
    text = texts.get(claim.document, "")
    return text[max(0, claim.span.start - CONTEXT) : claim.span.end + CONTEXT]


def _sentence(claim: Claim, texts: Mapping[str, str]) -> str:
    text = texts.get(claim.document, "")
    low = max(0, claim.span.start - CONTEXT)
    before = [stop.end() for stop in _STOP.finditer(text, low, claim.span.start)]
    after = _STOP.search(text, claim.span.end, claim.span.end + CONTEXT)
    return text[before[-1] if before else low : after.start() if after else claim.span.end + CONTEXT]


def _shingles(text: str) -> Shingles:
    """Overlapping runs of words, folded."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
