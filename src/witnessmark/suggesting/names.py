"""Names that a model of the user finds, put beside those of the rules: persons, bodies and places."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import pairwise

from msgspec.structs import replace

from witnessmark.model.record import ActorMention, PlaceMention
from witnessmark.model.span import Span
from witnessmark.reading.draft import Draft
from witnessmark.suggesting.grounding import Grounding

Named = tuple[int, int, str]
"""Start, end, and "person", "organisation" or "place"."""


class ModelNames:
    """A component that asks a model for names once the rules have found theirs, and adds what they do not cover."""

    needs = frozenset({"words", "sentences", "places", "actors"})
    makes = frozenset({"places", "actors"})

    def __init__(
        self, name: str, version: str, find: Callable[[str], Iterable[Named]], languages: frozenset[str]
    ) -> None:
        """``find`` gives the names of a text; ``languages`` are those that the model reads, none for any."""
        self.name = name
        self.identity = f"model {name} {version}".rstrip()
        self.grounding = Grounding()
        self._find, self._languages = find, languages

    @property
    def counts(self) -> dict[str, int]:
        return dict(self.grounding.counts)

    def read(self, draft: Draft) -> None:
        """Add to ``draft.actors`` and ``draft.places``, both in the order of the text."""
        if self._languages and draft.language not in self._languages:
            return
        taken = _Taken([*draft.actors, *draft.places])
        actors: list[ActorMention] = []
        places: list[PlaceMention] = []
        rule = f"model:{self.name}"
        for start, end, kind in sorted(self._find(draft.text)):
            span = self.grounding.at(draft.text, start, end)
            if span is None:
                continue
            if not taken.take(span):
                self.grounding.counts["known"] += 1
                continue
            self.grounding.counts["kept"] += 1
            name = " ".join(span.quote.split())
            if kind == "place":
                places.append(PlaceMention(span.start, span.end, span.quote, name=name, rule=rule))
            else:
                made = ActorMention(span.start, span.end, span.quote, name=name, kind=kind, rule=rule)  # type: ignore[arg-type]
                actors.append(made)
        draft.actors[:] = sorted([*draft.actors, *actors], key=lambda actor: (actor.start, actor.end))
        draft.places[:] = _with(draft.places, places)


class _Taken:
    """Which stretches of a text a mention has already."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted((span.start, span.end) for span in spans):
            if self._spans and start < self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            else:
                self._spans.append((start, end))
        assert all(one[1] <= other[0] for one, other in pairwise(self._spans))  # noqa: S101 - what `take` relies on

    def take(self, span: Span) -> bool:
        """Whether the stretch was free; it is taken from now on."""
        at = bisect_right(self._spans, (span.start, span.end))
        if at > 0 and self._spans[at - 1][1] > span.start:
            return False
        if at < len(self._spans) and self._spans[at][0] < span.end:
            return False
        self._spans.insert(at, (span.start, span.end))
        return True


def _with(places: list[PlaceMention], fresh: list[PlaceMention]) -> list[PlaceMention]:
    """Both in order; what a place is related to is still the same place."""
    if not fresh:
        return places
    order = sorted([*places, *fresh], key=lambda place: (place.start, place.end))
    moved = {id(place): index for index, place in enumerate(order)}
    return [
        place if place.relative_to is None else replace(place, relative_to=moved[id(places[place.relative_to])])
        for place in order
    ]
