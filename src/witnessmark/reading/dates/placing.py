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
_FUTURE_AFTER = 5
_AHEAD = 180
"""Days that a date without a year may lie ahead of the document."""
_OPENING = 2
"""Words before a time that opens its sentence: "In", "Early in"."""


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
        fitting = self._fitting_weekday(said, moment) if where is None else None
        if fitting is not None:
            return Placed(fitting, "absolute", "the year is the one in which the day falls on that weekday")
        aside = where is None and moment.day is not None and story.tells_of_old_day(self.scan.starts[expression.start])
        if story.last is not None and (story.history or aside or where == "text"):
            year = story.last.year if aside else self._story_year(moment, where, step)
            if year is not None:
                value = calendar.timex(story.last)
                basis = f"the year is that of the date before it in the text: {value}"
                return Placed(calendar.with_year(moment, year), "absolute", basis)
        if document is not None and not (story.history and story.last is not None):
            side = -1 if moment.quarter or moment.season else self._side(expression, moment)
            found = calendar.nearest_year(moment, document, side)
            return Placed(found, "absolute", f"the year follows from the date of the document: {document.isoformat()}")
        return Placed(_open(moment), "none")

    def _fitting_weekday(self, said: dict[str, Any], moment: Moment) -> Moment | None:
        """Of "Friday, 18 February" the day in the year of the story or one beside the document's, where it falls on
        that weekday."""
        document = self.narrative.document
        if not said.get("weekday") or moment.day is None or moment.month is None or document is None:
            return None
        for year in (self.narrative.year, document.year, document.year - 1, document.year + 1):
            placed = calendar.with_year(moment, year) if year is not None else None
            day = calendar.as_date(placed) if placed is not None else None
            if day is not None and day.isoweekday() == said["weekday"] and (day - document).days <= _AHEAD:
                return placed
        return None

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

    def _side(self, expression: Expression, moment: Moment) -> int:
        """Whether a month or day without a year is past (-1), to come (1), or simply the nearest (0): a verb of the
        past tells of the time only that opens its sentence, and a limit only of a whole month ("by August")."""
        told, before = self._tense(expression)
        if told > 0 or (told < 0 and len(before) <= _OPENING):
            return told
        return int(told == 0 and moment.day is None and self._is_limit(before))

    def speaks_of_future(self, expression: Expression) -> bool:
        """Whether the sentence tells of what is to come, or makes the time a limit ("until Tuesday") and tells nothing
        of the past."""
        told, before = self._tense(expression)
        return told > 0 or (told == 0 and self._is_limit(before))

    def _tense(self, expression: Expression) -> tuple[int, Sequence[str]]:
        """1 where a word of the future ("will", "заплановано", "as early as") stands near, in the same sentence, and
        no word of the past nearer; -1 the other way round; 0 where nothing tells. What stands before the time is asked
        first, then what comes after it. Also the words before, the nearest first."""
        words = self.scan.words
        first = words.at(self.scan.starts[expression.start])
        last = words.at(self.scan.ends[expression.end - 1] - 1)
        before = _in_sentence(words.folded[max(first - _FUTURE_BEFORE, 0) : first][::-1])
        after = _in_sentence(words.folded[last + 1 : last + 1 + _FUTURE_AFTER])
        return self._told(before, before=True) or self._told(after, before=False), before

    def _is_limit(self, before: Sequence[str]) -> bool:
        return bool(before) and before[0] in self.scan.vocabulary.limits

    def _told(self, near: Sequence[str], *, before: bool) -> int:
        """What the words tell, the nearest first."""
        vocabulary = self.scan.vocabulary
        for index, word in enumerate(near):
            if word in vocabulary.future:
                undone = before and not vocabulary.undone.isdisjoint(near[index + 1 : index + 3])
                return -1 if undone else 1
            if before and word in vocabulary.heads and self._is_phrase(near, index):
                return 1
            if word in vocabulary.past or (word.endswith("ed") and word not in vocabulary.not_past):
                return -1
        return 0

    def _is_phrase(self, near: Sequence[str], index: int) -> bool:
        """Whether a phrase of the future ends at ``index``; ``near`` runs backwards."""
        phrases = self.scan.vocabulary.heads[near[index]]
        return any(tuple(near[index : index + len(phrase)]) == phrase for phrase in phrases)

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


def _in_sentence(words: Sequence[str]) -> Sequence[str]:
    """The words up to the first mark that ends a sentence or a clause of its own."""
    return words[: next((index for index, word in enumerate(words) if word in ".!?;"), len(words))]


def _open(moment: Moment) -> Moment | None:
    """A month or day whose year is unknown still says so much; a bare season or quarter says nothing."""
    return moment if moment.month is not None else None


def _checked(moment: Moment) -> Moment:
    """Without its day where the month has no such day."""
    if moment.month is None or moment.day is None or calendar.is_day(moment.year, moment.month, moment.day):
        return moment
    return replace(moment, day=None, clock=None)
