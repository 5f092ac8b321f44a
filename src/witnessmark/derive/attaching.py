"""A person's decision finds its claim again, whatever a new reader made of the text.

By the claim's id; else by document and span; else by the same words anywhere in the case; else it waits for a person.
It is never dropped.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from witnessmark.model.claim import Claim
from witnessmark.model.decision import Decision


def attach(
    decisions: Iterable[Decision], claims: Mapping[str, Claim]
) -> tuple[dict[str, tuple[Decision, ...]], tuple[Decision, ...]]:
    """Decisions by the id of the claim or incident that they are on, and those that no claim fits now."""
    by_document: dict[str, list[Claim]] = defaultdict(list)
    by_words: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims.values():
        by_document[claim.document].append(claim)
        by_words[claim.act, claim.span.quote].append(claim)
    attached: dict[str, list[Decision]] = defaultdict(list)
    waiting = []
    for decision in decisions:
        target = _target(decision, claims, by_document, by_words)
        if target is None:
            waiting.append(decision)
        else:
            attached[target].append(decision)
    return {target: tuple(found) for target, found in attached.items()}, tuple(waiting)


def _target(
    decision: Decision,
    claims: Mapping[str, Claim],
    by_document: Mapping[str, list[Claim]],
    by_words: Mapping[tuple[str, str], list[Claim]],
) -> str | None:
    if decision.target in claims or decision.target.startswith("i-"):
        return decision.target
    span = decision.span
    if span is None:
        return None
    here = [
        claim
        for claim in by_document.get(decision.document or "", ())
        if claim.act == decision.act and claim.span.overlaps(span)
    ]
    if here:
        return max(here, key=lambda claim: _shared(claim, span.start, span.end)).id
    same = by_words.get((decision.act or "", span.quote), [])
    return same[0].id if len(same) == 1 else None


def _shared(claim: Claim, start: int, end: int) -> int:
    return min(claim.span.end, end) - max(claim.span.start, start)
