"""The persons of imported lists: a row that names somebody is a person of its own, whoever else has the same name."""

from collections.abc import Iterator

import msgspec

from witnessmark.derive.in_cells import InCells
from witnessmark.intake.mapping import RecordField, record_fields
from witnessmark.model.case import Document
from witnessmark.model.record import PlaceMention, ReadingRecord
from witnessmark.model.span import Span


class ListedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whom a row names: ``name`` stands at ``start`` to ``end`` of the document's text. ``place`` is the name
    that a gazetteer gives the row's place."""

    row: int
    name: str
    start: int
    end: int
    born: str | None = None
    age: int | None = None
    attributes: tuple[Span, ...] = ()
    place: str | None = None


def listed_persons(document: Document, record: ReadingRecord) -> Iterator[ListedPerson]:
    """The persons of a document of records whose mapping has a column for them."""
    if not document.records or "column.person" not in document.facts:
        return
    places = InCells(record.places)
    for row, fields in enumerate(record_fields(document), 1):
        named = fields.get("person")
        if named is None or named.start is None or named.end is None or not any(map(str.isalpha, named.value)):
            continue
        born, age = _said(fields.get("born")), _said(fields.get("age"))
        yield ListedPerson(
            row=row,
            name=" ".join(named.value.split()),
            start=named.start,
            end=named.end,
            born=born.quote if born else None,
            age=int(age.quote) if age and age.quote.isdecimal() and int(age.quote) < 130 else None,
            attributes=tuple(one for one in (born, age) if one),
            place=_place(places, fields.get("place")),
        )


def _said(field: RecordField | None) -> Span | None:
    if field is None or field.start is None or field.end is None:
        return None
    return Span(field.start, field.end, field.value)


def _place(places: InCells[PlaceMention], field: RecordField | None) -> str | None:
    if field is None or field.start is None or field.end is None:
        return None
    found = places.first(field)
    return (found.name if found else None) or field.value
