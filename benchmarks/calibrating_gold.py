"""The probability of a link held against people's judgement: ``python -m benchmarks.calibrating_gold``.

``calibrating`` makes its table from generated cases. Here the same promises are held against ECB+ (English news, events
joined by its annotators; public gold): its documents are read as anybody's are, their claims linked, and of the links
whose two claims stand each on the words of just one annotated event it is counted how many are of one. Nothing is
fitted here. Links between claims of two acts are counted apart: to the annotators a shooting and a death by it are two
events, here they are one incident, so that only links between claims of one act are judged by them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.calibrating import brier, calibration_error, reliability
from benchmarks.stories import gold_of
from witnessmark.derive.linking_texts import told
from witnessmark.incidents.calibration import probability
from witnessmark.incidents.linking import links_among, sorted_rows, taken, traits_of
from witnessmark.model.claim import Claim

Judged = tuple[float, bool, bool, bool]
"""Probability promised, and whether the claims are of one event, of one document, of one act."""


def event_of(claim: Claim, mentions: Sequence[Mapping[str, Any]]) -> str | None:
    """The cluster of the one annotated event on whose words the claim stands; None without one, or with several."""
    words = claim.trigger or claim.span
    there = {
        one["cluster"]
        for one in mentions
        if one["kind"] == "event" and one["start"] < words.end and words.start < one["end"]
    }
    return next(iter(there)) if len(there) == 1 else None


def judged(documents: Sequence[Mapping[str, Any]]) -> list[Judged]:
    """The links that the linker takes, of those that the annotation can judge."""
    claims: list[Claim] = []
    event: dict[str, str] = {}
    for number, one in enumerate(documents):
        for claim in told(number, one).claims:
            claims.append(claim)
            cluster = event_of(claim, one.get("mentions", ()))
            if cluster is not None:
                event[claim.id] = cluster
    traits = traits_of(claims)
    found = []
    for against, first, second in taken(links_among(traits, sorted_rows(traits.values())), traits):
        a, b = traits[first].claim, traits[second].claim
        if a.id in event and b.id in event:
            within = a.document == b.document
            promised = probability(-against, within=within)
            found.append((promised, event[a.id] == event[b.id], within, a.act == b.act))
    return found


def _shown(name: str, found: Sequence[Judged]) -> None:
    print(f"{name}: {len(found)} links")
    if not found:
        return
    promises = [(promised, same) for promised, same, _, _ in found]
    rows = reliability(promises)
    for promised, share, count in rows:
        print(f"  promised {promised:.2f}  one event {share:.2f}  of {count} links")
    print(f"  expected calibration error {calibration_error(rows):.3f}, Brier {brier(promises):.3f}")


def run() -> None:
    found = judged(gold_of("linking-ecb"))
    for where, within in (("across documents", False), ("within a document", True)):
        for what, one_act in (("one act", True), ("two acts", False)):
            _shown(f"{where}, {what}", [each for each in found if each[2:] == (within, one_act)])


if __name__ == "__main__":
    run()
