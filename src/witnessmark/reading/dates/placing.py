"""Which year, week or day a point in the calendar belongs to that says less: "10 May", "Friday", "last winter"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from witnessmark.reading.dates import calendar
from witnessmark.reading.dates.calendar import Moment
from witnessmark.reading.dates.expressions import Expression
from witnessmark.reading.dates.narrative import Narrative
from witnessmark.reading.dates.scan import Scan

_SAID_FIELDS = ("year", "month", "day", "season", "quarter", "half", "decade", "century", "clock")
_FUTURE_BEFORE = 8
_FUTURE_AFTER = 4


class Placed(NamedTuple):
    """A moment with its year found (None when it can't be), the kind of anchor, and why the year is what it is."""

    moment: Moment | None
    anchor: str
    basis: str | None = None


def share_years(expressions: Sequence[Expression], scan: Scan) -> None:
    """ "In August and September 1914": what stands before in a list has the year that is named at its end."""
    for before, after in reversed(list(pairwise(expressions))):
        said = before.fields
        if before.kind != "moment" or after.kind != "moment" or after.fields.get("year") is None:
            continue
        if any(said.get(name) is not None for name in ("year", "short_year", "rel", "relyear")) or said.get("clock"):
            continue
        kind = next((name for name in ("month", "season") if said.get(name) is not None), None)
        if kind is None or after.fields.get(kind) is None or after.start - before.end > 1:
            continue
        between = scan.tokens[before.end : after.start] or scan.tokens[after.start : after.start + 1]
        if between[0] == "," or scan.vocabulary.value(between[0], "AND") is not None:
            said["year"] = after.fields["year"]


class Placing:
    """Places moments against the narrative of one text."""

    def __init__(self, scan: Scan, narrative: Narrative) -> None:
        self.scan, self.narrative = scan, narrative

    def placed(self, expression: Expression, said: dict[str, Any]) -> Placed:
        known: dict[str, Any] = {name: said[name] for name in _SAID_FIELDS if said.get(name) is not None}
        moment = Moment(**known, approximate=bool(said.get("approx")))
        if said.get("short_year") is not None:
            moment = replace(moment, year=self._full_year(said["short_year"]))
        if moment.known:
            return Placed(_checked(moment), "absolute")
        if said.get("relyear"):
            where, step = said["relyear"]
            base = self.narrative.base(where)
            year = base.moment.year if base else None
            return Placed(calendar.with_year(moment, year + step) if year is not None else None, "document")
        if said.get("weekday") and moment.month is None:
            return self._weekday(expression, said, moment)
        return self._year_found(expression, said, moment)

    def _full_year(self, short: int) -> int:
        """The year that two digits mean: of the text's century in a history, else the latest up to the document's."""
        document, year = self.narrative.document, self.narrative.year
        if self.narrative.history and year is not None and year >= 1000:
            return year // 100 * 100 + short
        reference = document.year if document else 2049
        century = reference // 100 * 100
        return century + short if century + short <= reference + 1 else century - 100 + short

    def _year_found(self, expression: Expression, said: dict[str, Any], moment: Moment) -> Placed:
        story, document = self.narrative, self.narrative.document
        where, step = said.get("rel") or (None, 0)
        if where == "document":
            if document is None:
                return Placed(_open(moment), "none")
            if step == 0:
                return Placed(calendar.with_year(moment, document.year), "document")
            return Placed(calendar.nearest_year(moment, document, step), "document")
        if story.last is not None and (story.history or where == "text"):
            year = self._story_year(moment, where, step)
            if year is not None:
                value = calendar.timex(story.last)
                basis = f"the year is that of the date before it in the text: {value}"
                return Placed(calendar.with_year(moment, year), "absolute", basis)
        if document is not None and not story.history:
            side = -1 if moment.quarter or moment.season else 0
            found = calendar.nearest_year(
                moment, document, 1 if side == 0 and self.speaks_of_future(expression) else side
            )
            return Placed(found, "absolute", f"the year follows from the date of the document: {document.isoformat()}")
        return Placed(_open(moment), "none")

    def _story_year(self, moment: Moment, where: str | None, step: int) -> int | None:
        """The year of the story; of "the previous April" and "the following March", counted from the last month."""
        last = self.narrative.last
        if where is None or last is None or last.year is None:
            return self.narrative.year_of(moment)
        if moment.month is None or last.month is None:
            return last.year + step
        if step < 0:
            return last.year - int(moment.month >= last.month)
        return last.year + int(step > 0 and moment.month <= last.month)

    def speaks_of_future(self, expression: Expression) -> bool:
        """Whether a word of the future ("will", "заплановано") stands near, in the same sentence, and no word of the
        past nearer: before the time first, then after it."""
        words, vocabulary = self.scan.words, self.scan.vocabulary
        first = words.at(self.scan.starts[expression.start])
        last = words.at(self.scan.ends[expression.end - 1] - 1)
        before = words.folded[max(first - _FUTURE_BEFORE, 0) : first][::-1]
        for near in (before, words.folded[last + 1 : last + 1 + _FUTURE_AFTER]):
            for word in near:
                if word in ".!?;":
                    break
                if word in vocabulary.future:
                    return True
                if word in vocabulary.past or (word.endswith("ed") and word not in vocabulary.not_past):
                    return False
        return False

    def _weekday(self, expression: Expression, said: dict[str, Any], moment: Moment) -> Placed:
        rel = said.get("rel")
        where = rel[0] if rel else None if self.narrative.history else "document"
        base = self.narrative.base(where) if where else None
        reference = calendar.as_date(base.moment) if base else None
        if base is None or reference is None:
            return Placed(replace(moment, weekday=said["weekday"]), "none")
        if rel and rel[1] == -1:
            direction = -2
        elif (rel and rel[1] == 1) or (base.of_document and self._comes(expression)):
            direction = 1
        else:
            direction = -1
        day = calendar.nearest_weekday(reference, said["weekday"], direction)
        found = calendar.of_day(day, said.get("clock")) if day else None
        return Placed(found, "document" if base.of_document else "event")

    def _comes(self, expression: Expression) -> bool:
        """Whether a weekday is the one to come: not in "Friday's attack"."""
        tokens = self.scan.tokens
        return tokens[expression.end] != "'s" and self.speaks_of_future(expression)


def _open(moment: Moment) -> Moment | None:
    """A month or day whose year is unknown still says so much; a bare season or quarter says nothing."""
    return moment if moment.month is not None else None


def _checked(moment: Moment) -> Moment:
    """Without its day where the month has no such day."""
    if moment.month is None or moment.day is None or calendar.is_day(moment.year, moment.month, moment.day):
        return moment
    return replace(moment, day=None, clock=None)
