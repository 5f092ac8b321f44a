"""Where in time a text stands while it is read: its own date, the time it spoke of last, and the line of its story.

A history and a report go differently. A report speaks from its date: "10 May" is the one nearest to it. A history
carries its year along: "10 May" belongs to the year the story has come to, and an aside ("as in 1614") does not
move it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from witnessmark.reading.dates import calendar
from witnessmark.reading.dates.calendar import Moment
from witnessmark.reading.dates.expressions import Expression
from witnessmark.reading.dates.scan import Scan

_HISTORY_YEARS = 1
_HISTORY_SHARE = 0.5
_HISTORY_DATES = 4
_NEWS_WEIGHT = 2
_TURN_MONTHS = 9
_NEAR = 3
"""How many expressions back a day may lie that "the next day" counts from, when only months and years came since."""
_LEAD = 30
_OPENING_LENGTH, _OPENING_TIMES = 800, 8
"""Characters of the opening of a text, and times in it that are looked at."""
_OPENING = re.compile(r"(?:^|[.!?…:;\n]|\n[-–—•*])\s*(?:[\w'’ʼ]+\s+){0,2}\Z")
"""What stands before a time that opens a sentence: "In", "Early in", nothing."""


class Base(NamedTuple):
    """What a time counts from: the moment, whether that is the document's date, and the index of the mention."""

    moment: Moment
    of_document: bool
    mention: int | None


class Narrative:
    """The time line of one text: what it spoke of, in the order of the text."""

    def __init__(self, scan: Scan, document_date: str | None, expressions: Sequence[Expression]) -> None:
        self.text = scan.text
        self.document = document_day(document_date)
        opening = [e for e in expressions[:_OPENING_TIMES] if scan.starts[e.start] < _OPENING_LENGTH]
        self.history = _tells_history(self.document, expressions) and not any(map(_is_day_of_news, opening))
        self.last: Moment | None = None
        """The moment that the text spoke of last, at the precision it gave."""
        self.last_index: int | None = None
        self._told_at = 0
        self._day: tuple[Moment, int] | None = None
        self._story: Moment | None = None

    @property
    def year(self) -> int | None:
        """The year that the story has come to."""
        return self._story.year if self._story is not None else None

    def year_of(self, moment: Moment) -> int | None:
        """The year that the story gives a month or day that names none: the next one when the text, going on in
        time, has passed from late in one year to early in the next."""
        story = self._story
        if story is None or story.year is None:
            return None
        if story.month is None or moment.month is None:
            return story.year
        return story.year + int(story.month - moment.month >= _TURN_MONTHS)

    def tells_of_old_day(self, offset: int) -> bool:
        """Whether news has just told, in the same paragraph, of a day in a year well before it: "19 June" after it is
        of that year."""
        last, document = self.last, self.document
        if self.history or document is None or last is None or last.year is None or last.day is None:
            return False
        return last.year < document.year - _HISTORY_YEARS and self.text.find("\n", self._told_at, offset) < 0

    def remember(self, moment: Moment, index: int, offset: int) -> None:
        """The text has spoken of this moment, at this offset."""
        if moment.decade is not None or moment.century is not None or moment.year is None:
            return
        if moment.clock is not None or moment.approximate:
            moment = replace(moment, clock=None, approximate=False)
        self.last, self.last_index, self._told_at = moment, index, offset
        if moment.day is not None:
            self._day = (self.last, index)
        if self._moves(moment, offset):
            self._story = self.last

    def _moves(self, moment: Moment, offset: int) -> bool:
        """Whether the story goes on to this moment, rather than looking aside at it."""
        story = self._story
        if story is None or story.year is None or moment.year is None:
            return True
        if 0 <= moment.year - story.year <= 1 or moment.month is not None:
            return True
        return _OPENING.search(self.text, max(offset - _LEAD, 0), offset) is not None

    def base(self, where: str, unit: str | None = None) -> Base | None:
        """What "last" or "the following" counts from. Days count from the last day spoken of, if it is not far."""
        if where == "document" and self.document is None:
            return None
        if self.last is not None and (where == "text" or self.history):
            if unit == "D" and self.last.day is None and self._day is not None and self.last_index is not None:
                day, index = self._day
                if self.last_index - index <= _NEAR:
                    return Base(day, False, index)
            return Base(self.last, False, self.last_index)
        if self.document is None or (where == "text" and self.history):
            return None
        return Base(calendar.of_day(self.document), True, None)


def _tells_history(document: date | None, expressions: Sequence[Expression]) -> bool:
    """Whether most of the years that the text names lie well before the document: a history, in which a date
    without a year belongs to the year spoken of last. "Yesterday", "a year ago" and bare weekdays tell against it."""
    if document is None:
        return True
    said = [e.fields.get("last", e.fields) for e in expressions if e.kind in ("moment", "range")]
    years = [fields["year"] for fields in said if fields.get("year") is not None]
    old = sum(year < document.year - _HISTORY_YEARS for year in years)
    news = sum(_is_news(expression) for expression in expressions)
    return len(years) >= _HISTORY_DATES and old >= _HISTORY_SHARE * len(years) and old > _NEWS_WEIGHT * news


def _is_day_of_news(expression: Expression) -> bool:
    """Whether a time is one that only news opens with, however much they tell of the past below: a bare weekday,
    "yesterday"."""
    fields = expression.fields
    if expression.kind == "deictic":
        return bool(fields["days"])
    return (
        expression.kind == "moment" and bool(fields.get("weekday")) and not (fields.get("month") or fields.get("rel"))
    )


def _is_news(expression: Expression) -> bool:
    fields = expression.fields
    if expression.kind in ("deictic", "year_ago", "same_quarter"):
        return True
    if expression.kind in ("relative", "offset"):
        return bool(fields["where"] == "document")
    weekday = fields.get("weekday") is not None and fields.get("month") is None
    return bool(fields.get("relyear")) or (expression.kind == "moment" and weekday)


def document_day(text: str | None) -> date | None:
    """The document's own date, when it names a day in years that a document can have."""
    try:
        day = date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
    return day if 1000 <= day.year <= 9000 else None
