"""Claims from a table of records: one row, one claim, pointing at the row and at the cells that its values stand in."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

import msgspec

from witnessmark.derive.in_cells import InCells
from witnessmark.intake.mapping import RecordField, record_fields
from witnessmark.model.acts import taxonomy
from witnessmark.model.case import Document
from witnessmark.model.claim import Claim, Participant, Voice, claim_id
from witnessmark.model.record import ReadingRecord
from witnessmark.model.span import Span

_ROLE_OF_FIELD = {"provider": "provider", "recipient": "beneficiary", "item": "object", "quantity": "quantity"}
_WORD = re.compile(r"[^\W\d_][\w-]*")


def claims_of_rows(
    document: str, source: str, text: Document, record: ReadingRecord, person_at: Mapping[tuple[str, int], str]
) -> Iterator[Claim]:
    """The claims of a table; a row that names no act and no known item makes none and stays in the text. ``person_at``
    tells the person whom a cell names, by document and offset."""
    rows = [locator for locator in text.locators if locator.kind == "row"]
    places, dates = InCells(record.places), InCells(record.dates)
    for fields, row in zip(record_fields(text), rows, strict=False):
        act = _act_of(fields)
        if act is None:
            continue
        span = Span.of(text.text, row.start, row.end)
        roles: dict[str, tuple[Participant, ...]] = {
            role: (_participant(text, field),)
            for name, role in _ROLE_OF_FIELD.items()
            if role in taxonomy()[act].roles and (field := fields.get(name)) and field.start is not None
        }
        named = fields.get("person")
        if named is not None and named.start is not None and "victim" in taxonomy()[act].roles:
            roles["victim"] = (_participant(text, named, person_at.get((document, named.start))),)
        voice = _voice(document, text, fields.get("by"))
        yield Claim(
            id=claim_id(document, span, act, voice, roles),
            document=document,
            source=source,
            span=span,
            act=act,
            modality="asserted",
            polarity="positive",
            roles=roles,
            said_by=voice,
            place=places.first(fields.get("place")),
            date=dates.first(fields.get("date")),
            basis={"act": "document"},
            language=record.language,
            locator=row,
            rule="records/row",
            made_by="record",
        )


def _act_of(fields: Mapping[str, RecordField]) -> str | None:
    named = fields.get("act")
    if named is not None and (act := _acts_by_name().get(named.value.strip().casefold())):
        return act
    words = [
        word.casefold() for name in ("item", "act") if name in fields for word in _WORD.findall(fields[name].value)
    ]
    return next((act for act, stems in _items().items() if any(word.startswith(stems) for word in words)), None)


@cache
def _acts_by_name() -> dict[str, str]:
    """Id, alias or label in any language to act id."""
    names = {}
    for act in taxonomy().acts.values():
        for name in (act.id, *act.aliases, *act.label.values()):
            names[name.casefold()] = act.id
    return names


@cache
def _items() -> dict[str, tuple[str, ...]]:
    compiled = resources.files("witnessmark.derive").joinpath("tables/items.json").read_bytes()
    return msgspec.json.decode(compiled, type=dict[str, dict[str, tuple[str, ...]]])["items"]


def _participant(text: Document, field: RecordField, person: str | None = None) -> Participant:
    assert field.start is not None and field.end is not None  # noqa: S101 - the caller asked
    return Participant(start=field.start, end=field.end, quote=text.text[field.start : field.end], person=person)


def _voice(document: str, text: Document, by: RecordField | None) -> Voice:
    if by is not None and by.value:
        return Voice(kind="actor", key=f"said:{document}:{by.value.casefold()}", name=by.value)
    return Voice(kind="author", key=f"author:{document}", name=text.author)
