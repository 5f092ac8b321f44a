"""Which mention stands in a cell of a table, for tables of many rows."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Generic, TypeVar

from witnessmark.intake.mapping import RecordField
from witnessmark.model.record import DateMention, PlaceMention

Mention = TypeVar("Mention", PlaceMention, DateMention)


class InCells(Generic[Mention]):
    """The mentions of a document, to be asked for cell by cell: each answer costs a search by halving."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions: Sequence[Mention] = mentions
        self._order = sorted(range(len(mentions)), key=lambda at: mentions[at].start)
        self._starts = [mentions[at].start for at in self._order]

    def first(self, field: RecordField | None) -> Mention | None:
        """The first mention inside the field's cell, in the order that was given; None where there is none."""
        if field is None or field.start is None or field.end is None:
            return None
        low, high = bisect_left(self._starts, field.start), bisect_left(self._starts, field.end)
        inside = (at for at in self._order[low:high] if self._mentions[at].end <= field.end)
        found = min(inside, default=None)
        return None if found is None else self._mentions[found]
