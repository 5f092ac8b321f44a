"""What people decided on pairs, two persons or two sources: every word that was said, and which of them hold."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from witnessmark.evidence.order import Placed, latest
from witnessmark.evidence.state import MadeIndependence, MadePersonsDecision

Said = tuple[Placed, Any]
Note = Callable[[str, str, Iterable[Said], Callable[[Any], Any]], bool]
"""Lists a conflict where what holds differs, and says whether it does."""


def sameness(said: Iterable[Said], note: Note) -> tuple[MadePersonsDecision, ...]:
    """All decisions on who is who, in the one order of all entries."""
    return tuple(
        MadePersonsDecision(
            first=word.pair[0], second=word.pair[1], same=word.body.same, shown=word.body.shown,
            reason=word.body.reason, device=word.place.entry.device, entry=word.place.entry.digest,
            time=word.place.entry.time, holds=word.holds, concurrent=word.concurrent,
        )
        for word in _words(said, "same-person", lambda body: body.same, note)
    )  # fmt: skip


def independence(said: Iterable[Said], note: Note) -> tuple[MadeIndependence, ...]:
    """All decisions on the independence of sources, in the same order. Which of two was named first stays: a source
    depends on another one."""
    return tuple(
        MadeIndependence(
            first=word.body.first, second=word.body.second, dependent=word.body.dependent, reason=word.body.reason,
            device=word.place.entry.device, entry=word.place.entry.digest, time=word.place.entry.time, holds=word.holds,
        )
        for word in _words(said, "independence", lambda body: body.dependent, note)
    )  # fmt: skip


class _Word(NamedTuple):
    """``pair`` is in order, ``concurrent`` are entries that hold as well and say something else."""

    place: Placed
    body: Any
    pair: tuple[str, str]
    holds: bool
    concurrent: tuple[str, ...]


def _words(said: Iterable[Said], what: str, value: Callable[[Any], Any], note: Note) -> list[_Word]:
    by_pair: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for place, body in said:
        by_pair[min(body.first, body.second), max(body.first, body.second)].append((place, body))
    words = []
    for pair, items in by_pair.items():
        holding = latest(items, lambda item: item[0])
        note(what, " ".join(pair), holding, value)
        held = {place.entry.digest: value(body) for place, body in holding}
        for place, body in items:
            holds = place.entry.digest in held
            others = sorted(entry for entry, said_there in held.items() if said_there != value(body)) if holds else ()
            words.append(_Word(place, body, pair, holds, tuple(others)))
    return sorted(words, key=lambda word: word.place.at)
