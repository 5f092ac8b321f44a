"""What people decided on the independence of sources: every word on two claims, and which of them hold."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from witnessmark.evidence.order import Placed, latest
from witnessmark.evidence.state import MadeIndependence

Said = tuple[Placed, Any]


def independence(
    said: Iterable[Said], note: Callable[[str, str, Iterable[Said], Callable[[Any], Any]], bool]
) -> tuple[MadeIndependence, ...]:
    """All decisions on two claims in the one order of all entries. ``note`` lists conflicts."""
    by_pair: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for place, body in said:
        by_pair[min(body.first, body.second), max(body.first, body.second)].append((place, body))
    made: list[tuple[Any, MadeIndependence]] = []
    for (first, second), items in by_pair.items():
        holding = latest(items, lambda item: item[0])
        note("independence", f"{first} {second}", holding, lambda body: body.dependent)
        held = {place.entry.digest for place, _ in holding}
        made.extend(
            (
                place.at,
                MadeIndependence(
                    first=first, second=second, dependent=body.dependent, reason=body.reason, device=place.entry.device,
                    entry=place.entry.digest, time=place.entry.time, holds=place.entry.digest in held,
                ),
            )
            for place, body in items
        )  # fmt: skip
    return tuple(decision for _, decision in sorted(made, key=lambda one: one[0]))
