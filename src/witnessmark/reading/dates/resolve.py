"""From what was said to a dated mention: against the document's own date and the dates that the text gave before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from witnessmark.model.record import DateMention
from witnessmark.model.span import Span
from witnessmark.reading.dates import calendar
from witnessmark.reading.dates.calendar import Moment
from witnessmark.reading.dates.expressions import Expression
from witnessmark.reading.dates.narrative import Base, Narrative
from witnessmark.reading.dates.placing import Placing, share_years
from witnessmark.reading.dates.scan import Scan

Fields = dict[str, Any]


class Resolver:
    """Resolves the expressions of one text, in the order of the text."""

    def __init__(self, scan: Scan, wars: dict[str, str], document_date: str | None) -> None:
        self.scan, self.wars, self.document_date = scan, wars, document_date
        self.index = self.offset = 0

    def resolve(self, expressions: Sequence[Expression]) -> list[DateMention]:
        """The mentions, one for each expression, in the same order."""
        share_years(expressions, self.scan)
        self.story = Narrative(self.scan, self.document_date, expressions)
        self.placing = Placing(self.scan, self.story)
        mentions = []
        for self.index, expression in enumerate(expressions):
            mentions.append(self._mention(expression))
        return mentions

    def _mention(self, expression: Expression) -> DateMention:
        start, end = self.scan.starts[expression.start], self.scan.ends[expression.end - 1]
        self.offset = start
        fields = getattr(self, f"_{expression.kind}")(expression, expression.fields)
        return DateMention(start, end, self.scan.text[start:end], rule=expression.rule, **fields)

    # Points in the calendar.

    def _moment(self, expression: Expression, said: Fields) -> Fields:
        moment, anchor, basis = self.placing.placed(expression, said)
        return _of_part(self._dated(moment, anchor, basis), said.get("part"))

    def _day_alone(self, expression: Expression, said: Fields) -> Fields:
        base = self.story.base("text")
        if base is None or base.moment.year is None or base.moment.month is None:
            return {}
        year, month, day = base.moment.year, base.moment.month, said["day"]
        if base.of_document and base.moment.day is not None and day > base.moment.day:
            year, month = calendar.shift_months(year, month, -1)
        if not calendar.is_day(year, month, day):
            return {}
        return self._counted(Moment(year=year, month=month, day=day), base)

    def _dated(self, moment: Moment | None, anchor: str, basis: str | None = None, *, aside: bool = False) -> Fields:
        """The fields of a mention that says this moment; everything unknown when there is none. What is only compared
        with (``aside``) is not what the text goes on from."""
        if moment is None:
            return {"anchor": anchor if anchor in ("document", "event") else "none"}
        if not aside:
            self.story.remember(moment, self.index, self.offset)
        span = calendar.bounds(moment)
        return {
            "type": "TIME" if moment.clock else "DATE",
            "timex": calendar.timex(moment),
            "edtf": calendar.edtf(moment),
            "earliest": span[0] if span else None,
            "latest": span[1] if span else None,
            "anchor": anchor,
            "basis": basis,
        }

    def _counted(self, moment: Moment | None, base: Base, *, aside: bool = False) -> Fields:
        """The fields of a mention counted from the document's date or from the date that the text gave before."""
        if base.of_document:
            return self._dated(moment, "document", aside=aside)
        basis = f"counted from the date before it in the text: {calendar.timex(base.moment)}"
        return self._dated(moment, "event", basis, aside=aside) | {"anchor_date": base.mention}

    def _same_quarter(self, expression: Expression, said: Fields) -> Fields:
        story = self.story
        if story.last is not None and story.last.quarter is not None:
            return self._dated(story.last, "document")
        if story.document is None or story.history:
            return {}
        return self._dated(calendar.shift(calendar.of_day(story.document), "Q", -1), "document")

    def _year_ago(self, expression: Expression, said: Fields) -> Fields:
        """The quarter spoken of last a year before; without one, the last whole one of the document, or its year."""
        story, quarter = self.story, said["quarter"]
        base = story.base("text")
        if base is None or base.moment.year is None:
            return {}
        moment = base.moment
        if moment.quarter is None and story.document is not None and not story.history:
            before = calendar.shift(calendar.of_day(story.document), "Q", -1)
            moment = before if before is not None and (quarter or said["named"]) else calendar.of_day(story.document)
        if moment.year is None:
            return {}
        return self._counted(Moment(year=moment.year - 1, quarter=quarter or moment.quarter), base, aside=True)

    def _deictic(self, expression: Expression, said: Fields) -> Fields:
        document = self.story.document
        if document is None or self.story.history:
            return {"anchor": "document"} if said["days"] or document is None else {"timex": "PRESENT_REF"}
        day = calendar.shift_days(document, said["days"])
        return self._dated(calendar.of_day(day, said["clock"]) if day else None, "document")

    def _neighbour(self, expression: Expression, said: Fields) -> Fields:
        """ "The next day", "that night": a day counted from the one spoken of last."""
        base = self.story.base(said["where"], "D")
        day = calendar.as_date(base.moment) if base else None
        moved = calendar.shift_days(day, said["days"]) if day else None
        if base is None or moved is None or (said["where"] == "text" and base.of_document):
            return {"anchor": said["where"] if said["where"] == "document" else "event"}
        return self._counted(calendar.of_day(moved, said["clock"]), base)

    def _night(self, expression: Expression, said: Fields) -> Fields:
        """A night named by the two days it belongs to, or by the second of them."""
        moment, anchor, basis = self.placing.placed(expression, said["last"])
        last = calendar.as_date(moment) if moment is not None else None
        first = calendar.shift_days(last, -1) if last else None
        if first is None or last is None:
            return {"type": "TIME", "anchor": anchor if anchor == "document" else "none"}
        if said["first"] is not None and said["first"]["day"] != first.day:
            return {}
        fields = self._dated(calendar.of_day(first, "NI"), anchor, basis)
        days = (first.isoformat(), last.isoformat())
        return fields | {"edtf": "/".join(days), "earliest": days[0], "latest": days[1]}

    def _clock(self, expression: Expression, said: Fields) -> Fields:
        day = calendar.as_date(self.story.last) if self.story.last else None
        if said["clock"] is None:
            return ({} if day is None else self._dated(calendar.of_day(day), "document")) | {"type": "TIME"}
        if day is None:
            return {"type": "TIME", "timex": f"T{said['clock']}"}
        fields = self._dated(calendar.of_day(day, said["clock"]), "document")
        return fields | {"basis": f"the day is that of the date before it in the text: {day.isoformat()}"}

    # This, last, next; offsets.

    def _relative(self, expression: Expression, said: Fields) -> Fields:
        base = self.story.base(said["where"], said["unit"])
        if base is None:
            return {"anchor": "document"}
        step, document = said["step"], self.story.document
        if step and step > 0 and said["where"] == "text" and base.of_document:
            return {"anchor": "event"}
        if step is None:
            step = 0 if document is None or document.isoweekday() > 5 else -1
        if said["unit"] == "D" and step == 0 and said["where"] == "document":
            present = {"timex": "PRESENT_REF", "anchor": "document"}
            return present if self.story.history else self._dated(base.moment, "document")
        moved = _to_unit(calendar.shift(base.moment, said["unit"], step), said["unit"])
        if moved is None and document is not None and not self.story.history:
            base = Base(calendar.of_day(document), True, None)
            moved = _to_unit(calendar.shift(base.moment, said["unit"], step), said["unit"])
        if moved is not None and said.get("weekend"):
            moved = replace(moved, weekend=True)
        return _of_part(self._counted(moved, base), said.get("part"))

    def _offset(self, expression: Expression, said: Fields) -> Fields:
        count, unit, step = said["count"], said["unit"], said["step"]
        if unit == "F":
            count, unit = (count if isinstance(count, str) else count * 2), "W"
        base = self.story.base(said["where"], unit)
        if unit == "Y" and count == 1.0 and step < 0 and self.story.last is not None and self.story.last.quarter:
            return self._year_ago(expression, {"quarter": None, "named": False})
        if isinstance(count, str):
            return {"timex": "PAST_REF" if step < 0 else "FUTURE_REF", "anchor": "document"}
        if step > 0 and said["where"] == "text" and base is not None and base.of_document:
            return {"anchor": "event"}
        if base is None or count != int(count) or unit in ("TH", "TM", "TS"):
            return {"anchor": "document"}
        moved = _to_unit(calendar.shift(base.moment, unit, step * int(count)), unit)
        if moved is not None and said.get("approx"):
            moved = replace(moved, approximate=True)
        return self._counted(moved, base)

    def _since(self, expression: Expression, said: Fields) -> Fields:
        last = self.story.last
        form = calendar.edtf(last) if last else None
        span = calendar.bounds(last) if last else None
        if form is None or span is None or form.startswith("["):
            return {"anchor": "event"}
        basis = f"counted from the date before it in the text: {form}"
        return {
            "edtf": f"{form}/..",
            "earliest": span[0],
            "anchor": "event",
            "anchor_date": self.story.last_index,
            "basis": basis,
        }

    def _feast(self, expression: Expression, said: Fields) -> Fields:
        year, story = said.get("year"), self.story
        anchor, basis = "absolute", None
        if year is None and said.get("relyear"):
            base = story.base(said["relyear"][0])
            year = base.moment.year + said["relyear"][1] if base and base.moment.year is not None else None
        elif year is None and story.history and story.last is not None:
            year, basis = story.year, "the year is that of the date before it in the text"
        elif year is None and story.document is not None:
            year = story.document.year
            basis = f"the year follows from the date of the document: {story.document.isoformat()}"
            day = calendar.floating_feast(said["feast"], year)
            if day is not None and day > story.document and not self.placing.speaks_of_future(expression):
                year -= 1
        day = calendar.floating_feast(said["feast"], year) if year is not None else None
        return self._dated(calendar.of_day(day) if day else None, anchor if day else "none", basis if day else None)

    def _war_day(self, expression: Expression, said: Fields) -> Fields:
        """Day N of a war whose first day the data name; a bare "the war" only if the document is of that time."""
        document = self.story.document
        start = date.fromisoformat(self.wars[said["war"]]) if said["war"] in self.wars and said["number"] else None
        day = calendar.shift_days(start, said["number"] - 1) if start else None
        generic = " " not in said["war"]
        if start is None or day is None or (generic and (document is None or not start <= day <= document)):
            return {"anchor": "event"}
        basis = f"counted from {start.isoformat()}, the first day of that war"
        return self._dated(calendar.of_day(day), "event", basis)

    def _event(self, expression: Expression, said: Fields) -> Fields:
        """Until a claim dates the event, "two days after the siege began" says how long after, and no day."""
        if expression.event is None:
            return {"anchor": "event"}
        start, end = self.scan.starts[expression.event[0]], self.scan.ends[expression.event[1] - 1]
        length = {"type": "DURATION", "timex": said["length"]} if said["length"] else {}
        return {"anchor": "event", "anchor_event": Span.of(self.scan.text, start, end)} | length

    # Lengths, repetitions, stretches.

    def _length(self, expression: Expression, said: Fields) -> Fields:
        """A length; of "the last two weeks" also the days that it spans."""
        fields = {"type": "DURATION", "timex": said["value"]}
        where, step = said.get("rel") or (None, 0)
        document = self.story.document
        if where != "document" or not step or document is None or self.story.history or isinstance(said["count"], str):
            return fields
        end = calendar.moved(document, said["unit"], step * int(said["count"]))
        if end is None:
            return fields
        earliest, latest = sorted((document, end))
        return fields | {"anchor": "document", "earliest": earliest.isoformat(), "latest": latest.isoformat()}

    def _set(self, expression: Expression, said: Fields) -> Fields:
        return {"type": "SET", "timex": said["value"]}

    def _vague(self, expression: Expression, said: Fields) -> Fields:
        return {"timex": said["value"]}

    def _part_of_stretch(self, expression: Expression, said: Fields) -> Fields:
        """ "The last week of August": a length, and the days at the beginning or the end of what it is a part of."""
        whole, anchor, basis = self.placing.placed(expression, said["of"])
        fields = {"type": "DURATION", "timex": said["value"], "anchor": anchor, "basis": basis}
        days = calendar.part_of(whole, said["unit"], said["count"], said["nth"]) if whole is not None else None
        if whole is not None:
            self.story.remember(whole, self.index, self.offset)
        return fields | ({"earliest": days[0], "latest": days[1]} if days else {})

    def _range(self, expression: Expression, said: Fields) -> Fields:
        """One end of "1–10 September": its own value, and the bounds of the whole stretch."""
        last, anchor, basis = self.placing.placed(expression, said["last"])
        first = self._first_end(expression, said["first"], last)
        if first is None or last is None:
            return {}
        ends = (calendar.bounds(first), calendar.bounds(last))
        if ends[0] and ends[1] and calendar.is_before(ends[1][1], ends[0][0]):
            return {}
        mine = last if said["is_last"] else first
        if said["is_last"]:
            self.story.remember(last, self.index, self.offset)
        form = (calendar.edtf(first), calendar.edtf(last))
        return {
            "timex": calendar.timex(mine),
            "edtf": None if None in form else f"[{form[0]}..{form[1]}]" if said["set"] else f"{form[0]}/{form[1]}",
            "earliest": ends[0][0] if ends[0] else None,
            "latest": ends[1][1] if ends[1] else None,
            "anchor": anchor,
            "basis": basis,
        }

    def _first_end(self, expression: Expression, said: Fields, last: Moment | None) -> Moment | None:
        """The beginning of a stretch, which without a year is in that of its end, or in the year before."""
        if said.get("year") is not None or said.get("short_year") is not None or last is None or last.year is None:
            return self.placing.placed(expression, said).moment
        first = self.placing.placed(expression, {**said, "year": last.year}).moment
        ends = (calendar.bounds(first) if first else None, calendar.bounds(last))
        if first is not None and ends[0] and ends[1] and calendar.is_before(ends[1][1], ends[0][0]):
            return calendar.with_year(first, last.year - 1)
        return first


def _of_part(fields: Fields, part: str | None) -> Fields:
    """The bounds of "early March" are narrower than those of March; its value is not."""
    if part is None or not fields.get("earliest") or not fields.get("latest"):
        return fields
    earliest, latest = calendar.narrowed((fields["earliest"], fields["latest"]), part)
    return fields | {"earliest": earliest, "latest": latest}


def _to_unit(moment: Moment | None, unit: str) -> Moment | None:
    """The decade or century of a moment that was moved by such units; other moments as they are."""
    if moment is None or moment.year is None or moment.year < 0:
        return moment
    if unit == "E":
        return Moment(decade=moment.year // 10)
    return Moment(century=moment.year // 100) if unit == "C" else moment
