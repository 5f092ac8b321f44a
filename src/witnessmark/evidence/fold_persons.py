"""What people decided on who is who: every word that was said on two persons, and which of them hold."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from witnessmark.evidence.kinds_of_persons import PersonsDecided
from witnessmark.evidence.order import Placed, latest
from witnessmark.evidence.state import MadePersonsDecision

Said = tuple[Placed, Any]


def sameness(
    said: Iterable[Said], note: Callable[[str, str, Iterable[Said], Callable[[Any], Any]], bool]
) -> tuple[MadePersonsDecision, ...]:
    """All decisions on two persons in the one order of all entries. ``note`` lists a conflict where what holds differs,
    and says whether it does."""
    by_pair: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for place, body in said:
        by_pair[min(body.first, body.second), max(body.first, body.second)].append((place, body))
    made: list[tuple[Any, MadePersonsDecision]] = []
    for (first, second), items in by_pair.items():
        holding = latest(items, lambda item: item[0])
        note("same-person", f"{first} {second}", holding, lambda body: body.same)
        held = {place.entry.digest: body.same for place, body in holding}
        made.extend((place.at, _made(first, second, place, body, held)) for place, body in items)
    return tuple(decision for _, decision in sorted(made, key=lambda one: one[0]))


def _made(first: str, second: str, place: Placed, body: PersonsDecided, held: dict[str, bool]) -> MadePersonsDecision:
    return MadePersonsDecision(
        first=first,
        second=second,
        same=body.same,
        shown=body.shown,
        reason=body.reason,
        device=place.entry.device,
        entry=place.entry.digest,
        time=place.entry.time,
        holds=place.entry.digest in held,
        concurrent=tuple(sorted(entry for entry, same in held.items() if same != body.same))
        if place.entry.digest in held
        else (),
    )
