"""A person's decision finds its claim again, whatever a new reader made of the text.

By the claim's id; else by document and span; else by the same words anywhere in the case; else it waits for a person.
It is never dropped.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from witnessmark.model.claim import Claim
from witnessmark.model.decision import Decision
from witnessmark.model.span import Span


class Lookup(NamedTuple):
    """The claims of a case by what they may be found again by: their document, and their act with their words."""

    by_document: dict[str, list[Claim]]
    by_words: dict[tuple[str, str], list[Claim]]


def lookup_of(claims: Mapping[str, Claim]) -> Lookup:
    found = Lookup(defaultdict(list), defaultdict(list))
    for claim in claims.values():
        found.by_document[claim.document].append(claim)
        found.by_words[claim.act, claim.span.quote].append(claim)
    return found


def attach(
    decisions: Iterable[Decision], claims: Mapping[str, Claim]
) -> tuple[dict[str, tuple[Decision, ...]], tuple[Decision, ...]]:
    """Decisions by the id of the claim or incident that they are on, and those that no claim fits now."""
    lookup = lookup_of(claims)
    attached: dict[str, list[Decision]] = defaultdict(list)
    waiting = []
    for one in decisions:
        target = fitting_claim(one.target, one.document, one.span, one.act, claims, lookup)
        if target is None:
            waiting.append(one)
        else:
            attached[target].append(one)
    return {target: tuple(found) for target, found in attached.items()}, tuple(waiting)


def fitting_claim(
    target: str, document: str | None, span: Span | None, act: str | None, claims: Mapping[str, Claim], lookup: Lookup
) -> str | None:
    """The id of the claim that a person meant; that of an incident as it is; None when nothing fits now."""
    if target in claims or target.startswith("i-"):
        return target
    if span is None:
        return None
    here = [
        claim for claim in lookup.by_document.get(document or "", ()) if claim.act == act and claim.span.overlaps(span)
    ]
    if here:
        return max(here, key=lambda claim: _shared(claim, span.start, span.end)).id
    same = lookup.by_words.get((act or "", span.quote), [])
    return same[0].id if len(same) == 1 else None


def _shared(claim: Claim, start: int, end: int) -> int:
    return min(claim.span.end, end) - max(claim.span.start, start)
