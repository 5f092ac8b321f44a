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
from witnessmark.reading.dates.scan import Scan

_SAID_FIELDS = ("year", "month", "day", "season", "quarter", "half", "decade", "century", "clock")
_HISTORY_YEARS = 1
_HISTORY_SHARE = 0.5
_HISTORY_DATES = 4
_NEWS_WEIGHT = 2
_FUTURE_BEFORE = 8
_FUTURE_AFTER = 4
_TURN_MONTHS = 9


class Resolver:
    """Resolves the expressions of one text, in the order of the text."""

    def __init__(self, scan: Scan, wars: dict[str, str], document_date: str | None) -> None:
        self.scan, self.wars = scan, wars
        self.document = _document_day(document_date)
        self.last: Moment | None = None
        """The moment that the text spoke of last, at the finest precision it gave."""
        self.last_index: int | None = None
        self.index = 0
        self.history = self.document is None

    def resolve(self, expressions: Sequence[Expression]) -> list[DateMention]:
        """The mentions, one for each expression, in the same order."""
        self.history = self._tells_history(expressions)
        mentions = []
        for self.index, expression in enumerate(expressions):
            mentions.append(self._mention(expression))
        return mentions

    def _tells_history(self, expressions: Sequence[Expression]) -> bool:
        """Whether most of the years that the text names lie well before the document: a history, in which a date
        without a year belongs to the year spoken of last. "Yesterday" and bare weekdays tell against it."""
        if self.document is None:
            return True
        said = [e.fields.get("last", e.fields) for e in expressions if e.kind in ("moment", "range")]
        years = [fields["year"] for fields in said if fields.get("year") is not None]
        old = sum(year < self.document.year - _HISTORY_YEARS for year in years)
        news = sum(e.kind == "deictic" or (e.kind == "moment" and _is_weekday_alone(e.fields)) for e in expressions)
        return len(years) >= _HISTORY_DATES and old >= _HISTORY_SHARE * len(years) and old > _NEWS_WEIGHT * news

    def _mention(self, expression: Expression) -> DateMention:
        fields = getattr(self, f"_{expression.kind}")(expression, expression.fields)
        start, end = self.scan.starts[expression.start], self.scan.ends[expression.end - 1]
        return DateMention(start, end, self.scan.text[start:end], rule=expression.rule, **fields)

    # Points in the calendar.

    def _moment(self, expression: Expression, said: dict[str, Any]) -> dict[str, Any]:
        moment, anchor, basis = self._placed(expression, said)
        return self._dated(moment, anchor, basis)

    def _day_alone(self, expression: Expression, said: dict[str, Any]) -> dict[str, Any]:
        base = self._base("text")
        if base is None or base[0].year is None or base[0].month is None:
            return {}
        year, month, day = base[0].year, base[0].month, said["day"]
        if base[1] == "document" and base[0].day is not None and day > base[0].day:
            year, month = calendar.shift_months(year, month, -1)
        if not calendar.is_day(year, month, day):
            return {}
        return self._counted(Moment(year=year, month=month, day=day), base)

    def _dated(self, moment: Moment | None, anchor: str, basis: str | None = None) -> dict[str, Any]:
        """The fields of a mention that says this moment; everything unknown when there is none."""
        if moment is None:
            return {"anchor": anchor if anchor in ("document", "event") else "none"}
        if moment.year is not None or moment.decade is not None:
            self._remember(moment)
        value = calendar.timex(moment)
        span = calendar.bounds(moment)
        return {
            "type": "TIME" if moment.clock else "DATE",
            "timex": value,
            "edtf": calendar.edtf(moment),
            "earliest": span[0] if span else None,
            "latest": span[1] if span else None,
            "anchor": anchor,
            "basis": basis,
        }

    def _remember(self, moment: Moment) -> None:
        if moment.decade is None and moment.century is None:
            self.last = replace(moment, clock=None, approximate=False)
            self.last_index = self.index

    def _placed(self, expression: Expression, said: dict[str, Any]) -> tuple[Moment | None, str, str | None]:
        """The moment with its year found, the kind of anchor, and why the year is what it is."""
        moment = replace(Moment(**_named(said)), approximate=bool(said.get("approx")))
        if said.get("short_year") is not None:
            moment = replace(moment, year=self._full_year(said["short_year"]))
        if moment.known:
            return self._checked(moment), "absolute", None
        if said.get("relyear"):
            base = self._base(*said["relyear"])
            year = base[0].year if base and base[0].year is not None else None
            return (self._in_year(moment, year + said["relyear"][1]) if year is not None else None), "document", None
        if said.get("weekday") and moment.month is None:
            return self._weekday(expression, said, moment)
        return self._year_found(expression, said, moment)

    def _checked(self, moment: Moment) -> Moment | None:
        if (
            moment.month is not None
            and moment.day is not None
            and not calendar.is_day(moment.year, moment.month, moment.day)
        ):
            return replace(moment, day=None, clock=None)
        return moment

    def _in_year(self, moment: Moment, year: int) -> Moment | None:
        return calendar.with_year(moment, year)

    def _full_year(self, short: int) -> int:
        """The year that two digits mean: of the text's century in a history, else the latest up to the document's."""
        if self.history and self.last is not None and self.last.year is not None and self.last.year >= 1000:
            return self.last.year // 100 * 100 + short
        reference = self.document.year if self.document else 2049
        century = reference // 100 * 100
        return century + short if century + short <= reference + 1 else century - 100 + short

    def _year_found(
        self, expression: Expression, said: dict[str, Any], moment: Moment
    ) -> tuple[Moment | None, str, str | None]:
        rel = said.get("rel")
        if rel and rel[0] == "document":
            if self.document is None:
                return self._open(moment), "none", None
            found = self._near(
                moment, rel[1] or (-1 if not self._speaks_of_future(expression) else 1), same=rel[1] == 0
            )
            return found, "document", None
        if self.last is not None and self.last.year is not None and (self.history or (rel and rel[0] == "text")):
            found = self._in_year(
                moment,
                self.last.year
                + (rel[1] if rel and rel[0] == "text" and moment.month is None else self._turn_of_year(moment)),
            )
            return found, "absolute", f"the year is that of the date before it in the text: {calendar.timex(self.last)}"
        if self.document is not None and not self.history:
            side = -1 if moment.quarter or moment.season else 0
            found = self._near(moment, 1 if side == 0 and self._speaks_of_future(expression) else side)
            return found, "absolute", f"the year follows from the date of the document: {self.document.isoformat()}"
        return self._open(moment), "none", None

    def _turn_of_year(self, moment: Moment) -> int:
        """1 when the text, going on in time, has passed from late in one year to early in the next."""
        last = self.last
        if last is None or last.month is None or moment.month is None:
            return 0
        return int(last.month - moment.month >= _TURN_MONTHS)

    def _open(self, moment: Moment) -> Moment | None:
        """A month or day whose year is unknown still says so much; a bare season or quarter says nothing."""
        return moment if moment.month is not None else None

    def _near(self, moment: Moment, side: int, same: bool = False) -> Moment | None:
        """The moment near the document's date: before it, after it, on either side; or in the document's own year."""
        if self.document is None:
            return None
        if same:
            return self._in_year(moment, self.document.year)
        return calendar.nearest_year(moment, self.document, side)

    def _speaks_of_future(self, expression: Expression) -> bool:
        """Whether a word of the future ("will", "заплановано") stands near, in the same sentence."""
        words, future = self.scan.words, self.scan.vocabulary.future
        first = words.at(self.scan.starts[expression.start])
        last = words.at(self.scan.ends[expression.end - 1] - 1)
        before = words.folded[max(first - _FUTURE_BEFORE, 0) : first][::-1]
        for near in (before, words.folded[last + 1 : last + 1 + _FUTURE_AFTER]):
            for word in near:
                if word in ".!?;":
                    break
                if word in future:
                    return True
        return False

    def _weekday(
        self, expression: Expression, said: dict[str, Any], moment: Moment
    ) -> tuple[Moment | None, str, str | None]:
        rel = said.get("rel")
        base = self._base(*rel) if rel else None if self.history else self._base("document")
        reference = calendar.as_date(base[0]) if base else None
        if base is None or reference is None:
            return replace(moment, weekday=said["weekday"]), "none", None
        if rel and rel[1] == -1 and base[1] == "document":
            direction = -2
        elif (rel and rel[1] == 1) or (base[1] == "document" and self._speaks_of_future(expression)):
            direction = 1
        else:
            direction = -1
        day = calendar.nearest_weekday(reference, said["weekday"], direction)
        return (calendar.of_day(day, said.get("clock")) if day else None), base[1].replace("text", "event"), None

    def _counted(self, moment: Moment | None, base: tuple[Moment, str]) -> dict[str, Any]:
        """The fields of a mention counted from the document's date or from the date that the text gave before."""
        if base[1] == "document":
            return self._dated(moment, "document")
        index = self.last_index
        return self._dated(
            moment, "event", f"counted from the date before it in the text: {calendar.timex(base[0])}"
        ) | {"anchor_date": index}

    def _base(self, where: str, _step: int = 0) -> tuple[Moment, str] | None:
        """What "last" or "the following" counts from, and whether that is the document or the text."""
        if where == "document" and self.document is None:
            return None
        if self.last is not None and (where == "text" or self.history):
            return self.last, "text"
        if self.document is None or (where == "text" and self.history):
            return None
        return calendar.of_day(self.document), "document"

    def _same_quarter(self, expression: Expression, said: dict[str, Any]) -> dict[str, Any]:
        if self.last is not None and self.last.quarter is not None:
            return self._dated(self.last, "document")
        if self.document is None or self.history:
            return {}
        return self._dated(calendar.shift(calendar.of_day(self.document), "Q", -1), "document")

    def _deictic(self, expression: Expression, said: dict[str, Any]) -> dict[str, Any]:
        if self.document is None or self.history:
            return {"anchor": "document"} if said["days"] or self.document is None else {"timex": "PRESENT_REF"}
        day = calendar.shift_days(self.document, said["days"])
        return self._dated(calendar.of_day(day, said["clock"]) if day else None, "document")

    def _neighbour(self, expression: Expression, said: dict[str, Any]) -> dict[str, Any]:
        """ "The next day", "that night": a day counted from the one spoken of last."""
        base = self._base(said["where"])
        day = calendar.as_date(base[0]) if base else None
        moved = calendar.shift_days(day, said["days"]) if day else None
        if base is None or moved is None or (said["where"] == "text" and base[1] == "document"):
            return {"anchor": said["where"] if said["where"] == "document" else "event"}
        return self._counted(calendar.of_day(moved, said["clock"]), base)

    def _clock(self, expression: Expression, said: dict[str, Any]) -> dict[str, Any]:
        if said["clock"] is None:
            return self._clock_stretch()
        day = calendar.as_date(self.last) if self.last else None
        if day is None:
            return {"type": "TIME", "timex": f"T{said['clock']}"}
        fields = self._dated(calendar.of_day(day, said["clock"]), "document")
        return fields | {"basis": f"the day is that of the date before it in the text: {day.isoformat()}"}

    def _clock_stretch(self) -> dict[str, Any]:
        day = calendar.as_date(self.last) if self.last else None
        return ({} if day is None else self._dated(calendar.of_day(day), "document")) | {"type": "TIME"}

    # This, last, next; offsets.

    def _relative(self, expression: Expression, said: dict[str, Any]) -> dict[str, Any]:
        base = self._base(said["where"])
        if base is None:
            return {"anchor": "document"}
        moment = base[0]
        step = said["step"]
        if step is None:
            step = 0 if self.document is None or self.document.isoweekday() > 5 else -1
        if said["unit"] == "D" and step == 0 and said["where"] == "document":
            return {"timex": "PRESENT_REF", "anchor": "document"} if self.history else self._dated(moment, "document")
        moved = _to_unit(calendar.shift(moment, said["unit"], step), said["unit"])
        if moved is not None and said.get("weekend"):
            moved = replace(moved, weekend=True)
        return self._counted(moved, base)

    def _offset(self, expression: Expression, said: dict[str, Any]) -> dict[str, Any]:
        count, unit, step = said["count"], said["unit"], said["step"]
        if unit == "F":
            count, unit = (count if isinstance(count, str) else count * 2), "W"
        base = self._base(said["where"])
        if isinstance(count, str):
            return {"timex": "PAST_REF" if step < 0 else "FUTURE_REF", "anchor": "document"}
        if step > 0 and said["where"] == "text" and base is not None and base[1] == "document":
            return {"anchor": "event"}
        if base is None or count != int(count) or unit in ("TH", "TM", "TS"):
            return {"anchor": "document"}
        moved = _to_unit(calendar.shift(base[0], unit, step * int(count)), unit)
        if moved is not None and said.get("approx"):
            moved = replace(moved, approximate=True)
        return self._counted(moved, base)

    def _since(self, expression: Expression, said: dict[str, Any]) -> dict[str, Any]:
        form = calendar.edtf(self.last) if self.last else None
        span = calendar.bounds(self.last) if self.last else None
        if form is None or span is None or form.startswith("["):
            return {"anchor": "event"}
        basis = f"counted from the date before it in the text: {form}"
        return {
            "edtf": f"{form}/..",
            "earliest": span[0],
            "anchor": "event",
            "anchor_date": self.last_index,
            "basis": basis,
        }

    def _feast(self, expression: Expression, said: dict[str, Any]) -> dict[str, Any]:
        year = said.get("year")
        anchor, basis = "absolute", None
        if year is None and said.get("relyear"):
            base = self._base(*said["relyear"])
            year = base[0].year + said["relyear"][1] if base and base[0].year is not None else None
        elif year is None and self.history and self.last is not None:
            year, basis = self.last.year, "the year is that of the date before it in the text"
        elif year is None and self.document is not None:
            year, basis = (
                self.document.year,
                f"the year follows from the date of the document: {self.document.isoformat()}",
            )
            day = calendar.floating_feast(said["feast"], year)
            if day is not None and day > self.document and not self._speaks_of_future(expression):
                year -= 1
        day = calendar.floating_feast(said["feast"], year) if year is not None else None
        return self._dated(calendar.of_day(day) if day else None, anchor if day else "none", basis if day else None)

    def _war_day(self, expression: Expression, said: dict[str, Any]) -> dict[str, Any]:
        """Day N of a war whose first day the data name; a bare "the war" only if the document is of that time."""
        start = date.fromisoformat(self.wars[said["war"]]) if said["war"] in self.wars and said["number"] else None
        day = calendar.shift_days(start, said["number"] - 1) if start else None
        generic = " " not in said["war"]
        if start is None or day is None or (generic and (self.document is None or not start <= day <= self.document)):
            return {"anchor": "event"}
        return self._dated(
            calendar.of_day(day), "event", f"counted from {start.isoformat()}, the first day of that war"
        )

    def _event(self, expression: Expression, said: dict[str, Any]) -> dict[str, Any]:
        if expression.event is None:
            return {"anchor": "event"}
        start, end = self.scan.starts[expression.event[0]], self.scan.ends[expression.event[1] - 1]
        return {"anchor": "event", "anchor_event": Span.of(self.scan.text, start, end)}

    # Lengths, repetitions, stretches.

    def _length(self, expression: Expression, said: dict[str, Any]) -> dict[str, Any]:
        return {"type": "DURATION", "timex": said["value"]}

    def _set(self, expression: Expression, said: dict[str, Any]) -> dict[str, Any]:
        return {"type": "SET", "timex": said["value"]}

    def _vague(self, expression: Expression, said: dict[str, Any]) -> dict[str, Any]:
        return {"timex": said["value"]}

    def _range(self, expression: Expression, said: dict[str, Any]) -> dict[str, Any]:
        last, anchor, basis = self._placed(expression, said["last"])
        first, _, _ = self._placed(
            expression,
            {**said["first"]} if _has_year(said["first"]) else {**said["first"], "year": last.year if last else None},
        )
        if first is None or last is None:
            return {}
        ends = (calendar.bounds(first), calendar.bounds(last))
        if ends[0] and ends[1] and ends[0][0] > ends[1][1]:
            earlier = (
                self._in_year(first, first.year - 1)
                if first.year is not None and not _has_year(said["first"])
                else None
            )
            if earlier is None:
                return {}
            first, ends = earlier, (calendar.bounds(earlier), ends[1])
        form = (calendar.edtf(first), calendar.edtf(last))
        fields = self._dated(last, anchor, basis)
        value = f"{calendar.timex(first)}/{calendar.timex(last)}"
        text = None if None in form else f"[{form[0]}..{form[1]}]" if said["set"] else f"{form[0]}/{form[1]}"
        return fields | {
            "type": "DATE",
            "timex": value,
            "edtf": text,
            "earliest": ends[0][0] if ends[0] else None,
            "latest": ends[1][1] if ends[1] else None,
        }


def _named(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said.get(name) for name in _SAID_FIELDS}


def _is_weekday_alone(said: dict[str, Any]) -> bool:
    return said.get("weekday") is not None and said.get("month") is None


def _has_year(said: dict[str, Any]) -> bool:
    return said.get("year") is not None or said.get("short_year") is not None


def _to_unit(moment: Moment | None, unit: str) -> Moment | None:
    """The decade or century of a moment that was moved by such units; other moments as they are."""
    if moment is None or moment.year is None or moment.year < 0:
        return moment
    if unit == "E":
        return Moment(decade=moment.year // 10)
    return Moment(century=moment.year // 100) if unit == "C" else moment


def _document_day(text: str | None) -> date | None:
    """The document's own date, when it names a day in years that a document can have."""
    try:
        day = date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
    return day if 1000 <= day.year <= 9000 else None
