"""Readings that a model helped to make. A model may not answer the same twice, so that its reading is kept in the case
as it was, named in the journal, and used until the document is read again or its date is corrected."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from witnessmark.derive.gazetteers import CaseReader
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import EvidenceError
from witnessmark.evidence.kinds import DocumentReread
from witnessmark.evidence.state import State
from witnessmark.model.case import Document
from witnessmark.model.record import ReadingInput, ReadingRecord
from witnessmark.model.span import SpanMismatch

if TYPE_CHECKING:
    from witnessmark.reading.draft import Extra

Dated = Mapping[str, tuple[Document, str | None]]
"""Document to its text and its own date."""


def readings_with_models(case: Case, state: State, documents: Dated) -> dict[str, ReadingRecord]:
    """The kept readings that still fit their documents: those of another date, and what cannot be read, do not."""
    found: dict[str, ReadingRecord] = {}
    for name, (document, date) in documents.items():
        address = state.readings.get(name)
        if address is None or address not in case.objects:
            continue
        try:
            record = case.objects.read_value(address, ReadingRecord)
            record.check(document.text)
        except (EvidenceError, msgspec.MsgspecError, SpanMismatch):
            continue
        if record.date == date:
            found[name] = record
    return found


def read_with_models(case: Case, models: Sequence["Extra"], documents: Dated) -> Iterator[tuple[str, ReadingRecord]]:
    """Read documents with the help of models and keep what they say; each is durable before it is given."""
    reader = CaseReader(case).with_models(models)
    for name, (document, date) in documents.items():
        record = reader.read(ReadingInput(id=name, text=document.text, language=document.language, date=date))
        with case.recording():
            case.record(DocumentReread(document=name, record=case.objects.add_value(record).address))
        yield name, record


def without_models(case: Case, names: Sequence[str]) -> None:
    """Go back to the rules alone. What the models said stays in the case and counts no more."""
    with case.recording():
        for name in names:
            case.record(DocumentReread(document=name, record=None))
