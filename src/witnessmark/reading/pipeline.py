"""One text in, one reading record out: the components in their order."""

from collections.abc import Iterable, Sequence
from functools import cache

from witnessmark.model.record import ReadingInput, ReadingRecord
from witnessmark.reading.actors.reader import ActorReader
from witnessmark.reading.claims.factuality import EventReader
from witnessmark.reading.claims.reader import ClaimReader
from witnessmark.reading.dates.event_dates import EventDateReader
from witnessmark.reading.dates.reader import DateReader
from witnessmark.reading.draft import Component, Draft, Extra, in_order
from witnessmark.reading.identity import reader_id
from witnessmark.reading.languages import find_language
from witnessmark.reading.places.own_gazetteer import OwnGazetteer
from witnessmark.reading.places.reader import PlaceReader
from witnessmark.reading.speech.reader import QuoteReader


class Reader:
    """Components in their order, and the name under which their records go. Their tables are loaded once; a reader is
    used for any number of texts."""

    def __init__(self, components: Iterable[Component], identity: str) -> None:
        self.components = in_order(components)
        self.id = identity
        """The reader's name, version and the digest of all its data: equal ids read equally."""

    def read(self, given: ReadingInput, *, explained: bool = False) -> ReadingRecord:
        """Read one text. Pure: the same input gives the same record. ``explained`` adds ``why`` to the mentions."""
        language = given.language or find_language(given.text)
        draft = Draft.of(given.id, given.text, language, given.date)
        draft.explained = explained
        for component in self.components:
            component.read(draft)
        return ReadingRecord(
            id=given.id,
            reader=self.id,
            language=language,
            date=given.date,
            places=tuple(draft.places),
            dates=tuple(draft.dates),
            quotes=tuple(draft.quotes),
            actors=tuple(draft.actors),
            claims=tuple(draft.claims),
            events=tuple(draft.events),
        )


@cache
def standard_reader() -> Reader:
    """The reader of this version, with its own data alone."""
    return reader_with()


def reader_with(own: OwnGazetteer | None = None, digests: Sequence[str] = (), extras: Sequence[Extra] = ()) -> Reader:
    """A reader that also knows a user's gazetteer, made from files of those digests, and that asks optional extras
    after its own components."""
    steps: list[Component] = [
        PlaceReader(own),
        DateReader(),
        ActorReader(),
        QuoteReader(),
        ClaimReader(),
        EventReader(),
        EventDateReader(),
    ]
    for extra in extras:
        steps.insert(_earliest(steps, extra), extra)
    return Reader(steps, reader_id(digests, [extra.identity for extra in extras]))


def _earliest(steps: Sequence[Component], extra: Extra) -> int:
    """Where an extra stands: as soon as all that it needs is made, so that what comes after may use what it finds."""
    return max((at + 1 for at, step in enumerate(steps) if extra.needs & step.makes), default=0)


def standard_pipeline() -> Sequence[Component]:
    """The components of this version in their order."""
    return standard_reader().components


def read(given: ReadingInput) -> ReadingRecord:
    """Read one text with the standard reader."""
    return standard_reader().read(given)
