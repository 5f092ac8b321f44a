"""One text in, one reading record out: the components in their order."""

from collections.abc import Sequence
from functools import cache

from witnessmark import __version__
from witnessmark.model.record import ReadingInput, ReadingRecord
from witnessmark.reading.actors.reader import ActorReader
from witnessmark.reading.claims.reader import ClaimReader
from witnessmark.reading.compiled import compiled
from witnessmark.reading.dates.event_dates import EventDateReader
from witnessmark.reading.dates.reader import DateReader
from witnessmark.reading.draft import Component, Draft, in_order
from witnessmark.reading.languages import find_language
from witnessmark.reading.places.reader import PlaceReader
from witnessmark.reading.speech.reader import QuoteReader


@cache
def standard_pipeline() -> Sequence[Component]:
    """The components of this version in their order; their tables are loaded once for each process."""
    return in_order([PlaceReader(), DateReader(), ActorReader(), QuoteReader(), ClaimReader(), EventDateReader()])


@cache
def reader_id() -> str:
    """The reader's name, version and the digest of all its data: equal ids read equally."""
    return f"witnessmark {__version__} / lexicon sha256:{compiled('reader')['lexicon']}"


def read(given: ReadingInput) -> ReadingRecord:
    """Read one text. Pure: the same input gives the same record."""
    language = given.language or find_language(given.text)
    draft = Draft.of(given.id, given.text, language, given.date)
    for component in standard_pipeline():
        component.read(draft)
    return ReadingRecord(
        id=given.id,
        reader=reader_id(),
        language=language,
        date=given.date,
        places=tuple(draft.places),
        dates=tuple(draft.dates),
        quotes=tuple(draft.quotes),
        actors=tuple(draft.actors),
        claims=tuple(draft.claims),
        events=tuple(draft.events),
    )
