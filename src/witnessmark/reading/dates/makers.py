"""From the match of a rule to what was said: an expression, not yet resolved against a document or the text before it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from witnessmark.reading.dates.grammar import Match
from witnessmark.reading.dates.vocabulary import ROMAN

Maker = Callable[[Match], "list[Expression] | None"]
_MAKERS: dict[str, Maker] = {}


@dataclass(slots=True)
class Expression:
    """A time expression as said. ``start`` and ``end`` are token indexes; ``kind`` names how it is resolved; ``fields``
    are what its words say."""

    start: int
    end: int
    rule: str
    kind: str
    fields: dict[str, Any] = field(default_factory=dict)
    event: tuple[int, int] | None = None
    """Tokens of the event that it is relative to."""


def make(match: Match) -> "list[Expression] | None":
    """The expressions that a match says, or None when its words turn out to be no time."""
    return _MAKERS[match.rule.make](match)


def maker(function: Maker) -> Maker:
    _MAKERS[function.__name__] = function
    return function


def one(match: Match, kind: str, fields: dict[str, Any], end: int | None = None) -> list[Expression]:
    return [Expression(match.start, match.end if end is None else end, match.rule.id, kind, fields)]


@maker
def nothing(match: Match) -> list[Expression] | None:
    return []


@maker
def age_between(match: Match) -> list[Expression] | None:
    """ ", 32 роки," after a name is an age."""
    return [] if match.value("unit", "UNIT") == "Y" else None


@maker
def moment(match: Match) -> list[Expression] | None:
    fields = calendar_fields(match)
    if fields is None:
        return None
    made = one(match, "moment", fields)
    if match.has("quarter") and match.is_a(match.start, "THE") and "-" in match.scan.tokens[match.start : match.end]:
        made[0].start += 1
    return made


def calendar_fields(match: Match) -> dict[str, Any] | None:
    """What the named groups say of a point in the calendar; None when they contradict each other."""
    fields: dict[str, Any] = {
        "month": match.value("month", "MONTH", "MONTHABBR"),
        "day": day_number(match, "day"),
        "weekday": match.value("weekday", "WEEKDAY", "WEEKDAYABBR"),
        "season": match.value("season", "SEASON"),
        "quarter": match.value("quarter", "ORD"),
        "half": 2 if match.value("half", "LATTER") else match.value("half", "ORD"),
        "rel": relation(match, "rel"),
        "relyear": relation(match, "relyear"),
        "part": match.has("part"),
        "approx": match.has("approx"),
    }
    if match.has("year") and not _read_year(match, fields):
        return None
    if match.has("day") and not (fields["day"] and 1 <= fields["day"] <= 31):
        return None
    if (fields["quarter"] or 1) > 4 or (fields["half"] or 1) > 2:
        return None
    if match.has("month") and not _written_as_month(match):
        return None
    fields["clock"] = clock_text(match)
    return fields


def _read_year(match: Match, fields: dict[str, Any]) -> bool:
    era = match.value("year", "ERA") or match.value("era", "ERA")
    year = match.value("year", "YEARN", "YEARORD", "Y3")
    if year is None:
        short = match.value("year", "QYEAR", "YY")
        if era is None:
            fields["short_year"] = short
            return short is not None
        year = short
    if year is None:
        return False
    fields["year"] = 1 - year if era == -1 else year
    return True


def _written_as_month(match: Match) -> bool:
    """Latin months that are other words as well ("may", "march") count only with a capital."""
    span = match.span("month")
    return span is None or not match.is_a(span[0], "AMBIGUOUS_en") or match.scan.capital(span[0])


def day_number(match: Match, group: str) -> int | None:
    tens, unit = match.value(group, "TENS"), match.value(group, "DAYN", "ORDN", "ORD")
    return unit if tens is None or unit is None else tens + unit


def relation(match: Match, group: str) -> tuple[str, int] | None:
    """``("document", -1)`` for "last", ``("text", 1)`` for "the following", and so on; None without the group."""
    span = match.span(group)
    if span is None:
        return None
    says = {
        name
        for name in ("THE", "THIS", "LAST", "NEXT", "THAT", "SAME", "FOLLOWING", "PREVIOUS")
        for i in range(*span)
        if match.is_a(i, name)
    }
    if says & {"THAT", "SAME"}:
        return ("text", 0)
    if "PREVIOUS" in says:
        return ("text", -1)
    if "FOLLOWING" in says and ("NEXT" not in says or "THE" in says):
        return ("text", 1)
    if "NEXT" in says:
        return ("document", 1)
    return ("document", -1) if "LAST" in says else ("document", 0)


_TODS = ("tod", "tod2", "todb", "tod3")


def clock_text(match: Match) -> str | None:
    """The clock or the part of the day, as in a TIMEX3 value after ``T``."""
    for group, half in (("clock", "ampm"), ("clock2", "ampm2"), ("atclock", "ampm")):
        if match.has(group):
            return _clock(match, group, half)
    return next((value for group in _TODS if (value := match.value(group, "TOD")) is not None), None)


def _clock(match: Match, group: str, half_group: str) -> str | None:
    noon = match.value(group, "NOON")
    if noon is not None:
        return str(noon)
    text = match.value(group, "CLOCK") or match.value(group, "PAIR")
    if text is not None:
        hour, rest = int(text.replace(".", ":").split(":")[0]), text.replace(".", ":").split(":")[1:]
    else:
        hour, rest = match.value(group, "HOUR", "NUM", "ORD"), []
    half = match.value(group, "AMPM")
    half = match.value(half_group, "AMPM") if half is None else half
    tod = next((value for name in _TODS if (value := match.value(name, "TOD")) is not None), None) or match.value(
        group, "TOD"
    )
    if hour is None or hour > 24 or (rest and int(rest[0]) > 59):
        return None
    if (half == 12 or tod in ("AF", "EV", "DT")) and hour < 12:
        hour += 12
    if half == 0 and hour == 12:
        hour = 0
    zone = match.value("zone", "ZONE") or ""
    return ":".join([f"{hour:02d}", *(rest or ["00"])]) + (zone if len(zone) != 5 else "")


@maker
def iso(match: Match) -> list[Expression] | None:
    text = match.scan.text[match.scan.starts[match.start] : match.scan.ends[match.end - 1]]
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    clock = text[11:].upper() or None
    if clock and not (int(clock[:2]) <= 24 and int(clock[3:5]) <= 59):
        return None
    return one(match, "moment", {"year": year, "month": month, "day": day, "clock": clock})


@maker
def numeric(match: Match) -> list[Expression] | None:
    fields = numeric_date(match.value("numdate", "NUMDATE"), match.is_a(match.start, "WEEKDAY_en"))
    if fields is None:
        return None
    return one(match, "moment", fields | {"clock": clock_text(match)})


def numeric_date(text: str, month_first: bool = False) -> dict[str, Any] | None:
    """Day, month and year of ``10.09.2022``, ``10/09/22`` or ``10/IX/22``; the day comes first unless only the other
    order can be right. ``NN/NN`` that fits both orders is read day first, as in Ukraine."""
    first, second, third = text.replace("/", ".").split(".")
    month = ROMAN.get(second) or int(second) if second in ROMAN or second.isdigit() else None
    day = int(first)
    if month is None:
        return None
    if month > 12 and day <= 12 and "/" in text:
        day, month = month, day
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    year = {"year": int(third)} if len(third) == 4 else {"short_year": int(third)}
    return {"month": month, "day": day, **year}


@maker
def month_alone(match: Match) -> list[Expression] | None:
    span = match.span("month")
    fields = calendar_fields(match)
    if fields is None or span is None:
        return None
    index = span[0]
    latin = match.scan.tokens[index].isascii()
    led = fields["rel"] is not None or fields["part"] or match.is_a(match.start - 1, "MONTHLEAD")
    if latin and not match.scan.capital(index):
        return None
    unsure = match.is_a(index, "AMBIGUOUS") or not match.is_a(index, "MONTH")
    if unsure and not (led or match.is_a(match.start - 1, "YEARLEAD")):
        return None
    return one(match, "moment", fields)


@maker
def year_alone(match: Match) -> list[Expression] | None:
    fields = calendar_fields(match)
    span = match.span("year")
    if fields is None or span is None:
        return None
    strong = match.has("era") or match.has("yw") or match.has("lead") or fields["part"] or len(match.words("year")) > 1
    if not strong and not _stands_as_year(match, span[0], fields):
        return None
    return one(match, "moment", fields)


def _stands_as_year(match: Match, index: int, fields: dict[str, Any]) -> bool:
    """Whether the words around a bare number allow a year: not a count ("1500 soldiers"), a price or a number's part."""
    scan = match.scan
    before, after = match.start - 1, match.end
    if any(match.is_a(before, name) for name in ("MONEY", "INT", "DEC")) or match.is_a(after, "PERCENT"):
        return False
    glued_before = (
        before >= 0
        and not scan.tokens[before].isspace()
        and scan.ends[before] == scan.starts[match.start]
        and scan.tokens[before] not in "('\"«“‘["
    )
    glued_after = (
        after < len(scan) and scan.starts[after] == scan.ends[match.end - 1] and scan.tokens[after] in "-–—/+°"
    )
    if glued_before and not (match.is_a(before, "DASH") and match.is_a(before - 1, "YEARN")):
        return (
            match.is_a(before, "DASH")
            and before > 0
            and not scan.tokens[before - 1][0].isdigit()
            and match.is_a(before - 1, "PARTADJ")
        )
    if (
        glued_after
        and after + 1 < len(scan)
        and scan.tokens[after + 1][0].isdigit()
        and not match.is_a(after + 1, "YEARN")
    ):
        return False
    if fields.get("short_year") is not None:
        return True
    year = fields.get("year")
    if year is None:
        return False
    led = match.is_a(before, "YEARLEAD")
    counted = (
        after < len(scan)
        and scan.tokens[after][0].isalpha()
        and not match.is_a(after, "FUNCTION")
        and not scan.capital(after)
    )
    if match.is_a(after, "UNIT"):
        return False
    if counted:
        return 1700 <= year <= 2100 and ((led and not match.is_a(before, "APPROX")) or match.is_a(before, "THE"))
    return led or 1600 <= year <= 2100


@maker
def year_words(match: Match) -> list[Expression] | None:
    """``nineteen ninety-six``, ``two thousand``."""
    words = match.words("words")
    values = [
        value
        for word in words
        if (value := match.vocabulary.value(word, "NUM") or match.vocabulary.value(word, "TENS"))
    ]
    if "thousand" in words:
        return one(match, "moment", {"year": 2000 + sum(values[1:])})
    if len(values) < 2 or not 10 <= values[0] <= 20:
        return None
    return one(match, "moment", {"year": int(values[0] * 100 + sum(values[1:]))})


@maker
def season(match: Match) -> list[Expression] | None:
    fields = calendar_fields(match)
    span = match.span("season")
    if fields is None or span is None:
        return None
    dated = fields.get("year") is not None or fields["relyear"] or fields["rel"] or fields["part"]
    led = match.is_a(match.start, "THE") or match.is_a(match.start - 1, "SEASONLEAD")
    if match.is_a(span[0], "AMBIGUOUS") and not (dated or led):
        return None
    return one(match, "moment", fields)


@maker
def same_quarter(match: Match) -> list[Expression] | None:
    return one(match, "same_quarter", {}) if match.end - match.start > 1 and match.is_a(match.start, "THE") else None


@maker
def decade(match: Match) -> list[Expression] | None:
    return one(match, "moment", {"decade": match.value("decade", "DECADEN"), "part": match.has("part")})


@maker
def century(match: Match) -> list[Expression] | None:
    number = match.value("century", "ORD", "ORDN", "ROMAN")
    span = match.span("century")
    if not number or number > 21 or span is None:
        return None
    if match.value("century", "ROMAN") and not match.scan.capital(span[0]):
        return None
    return one(match, "moment", {"century": -number if match.value("era", "ERA") == -1 else number - 1})


@maker
def weekday(match: Match) -> list[Expression] | None:
    fields = calendar_fields(match)
    span = match.span("weekday")
    if fields is None or span is None:
        return None
    if match.scan.tokens[span[0]].isascii() and not match.scan.capital(span[0]):
        return None
    led = (
        fields["rel"] or fields["part"] or match.is_a(match.start - 1, "ON") or match.is_a(match.start - 1, "YEARLEAD")
    )
    if match.is_a(span[0], "AMBIGUOUS") and not led:
        return None
    return one(match, "moment", fields)


@maker
def deictic(match: Match) -> list[Expression] | None:
    return one(match, "deictic", {"days": match.value("deictic", "DEICTIC"), "clock": clock_text(match)})


@maker
def tonight(match: Match) -> list[Expression] | None:
    return one(match, "deictic", {"days": 0, "clock": "NI"})


@maker
def part_of_day(match: Match) -> list[Expression] | None:
    where, step = relation(match, "rel") or ("document", 0)
    tod = match.value("tod", "TOD")
    if tod == "DT" and not match.scan.tokens[match.end - 1].isascii():
        return None
    if where == "document" and step == -1 and tod != "NI":
        step = -1
    return one(match, "neighbour", {"where": where, "days": step, "clock": tod})


@maker
def clock(match: Match) -> list[Expression] | None:
    text = clock_text(match)
    return None if text is None else one(match, "clock", {"clock": text})


@maker
def clock_range(match: Match) -> list[Expression] | None:
    return one(match, "clock", {"clock": None, "stretch": True})


@maker
def relative(match: Match) -> list[Expression] | None:
    unit = match.value("unit", "CALUNIT", "YEARUNIT")
    unit = "Y" if unit == 1 else unit
    where, step = relation(match, "rel") or ("text", 0)
    if unit in ("TH", "TM", "TS"):
        return None
    return one(
        match,
        "relative",
        {"unit": unit, "where": where, "step": step, "part": match.has("part"), "bare": not match.has("rel")},
    )


@maker
def weekend(match: Match) -> list[Expression] | None:
    where, step = relation(match, "rel") or ("document", None)
    return one(match, "relative", {"unit": "W", "where": where, "step": step, "weekend": True})


def count_of(match: Match) -> float | str | None:
    """The number that a count says; ``X`` for "several" and for "2-3", which names no one number. What looks
    like a year counts nothing."""
    span = match.span("count")
    if span is None:
        return None
    total, current, numbers, ranged = 0.0, 0.0, 0, False
    value = match.vocabulary.value
    for index in range(*span):
        word = match.scan.tokens[index]
        if value(word, "FUZZY"):
            return "X"
        if 1700 <= (value(word, "YEARN") or 0) <= 2100:
            return None
        if (hundred := value(word, "HUNDRED")) is not None:
            total, current = (
                (total + max(current, 1) * hundred, 0) if hundred < 1000 else ((total + max(current, 1)) * hundred, 0)
            )
        elif (
            number := next(
                (n for c in ("INT", "DEC", "NUM", "TENS", "DOZEN") if (n := value(word, c)) is not None), None
            )
        ) is not None:
            current += number
            numbers += 1
        elif value(word, "HALF"):
            current += 0.5
        elif (
            value(word, "TO")
            or (value(word, "DASH") and numbers and not value(match.scan.tokens[index - 1], "TENS"))
            or value(word, "AND")
        ):
            ranged = numbers > 0 and index + 1 < span[1] and not total
            if value(word, "DASH") and value(match.scan.tokens[index - 1], "TENS"):
                ranged = False
    if ranged and numbers > 1:
        return "X"
    result = total + current
    return result if result else (1.0 if value(match.scan.tokens[span[0]], "A") else None)


@maker
def offset(match: Match) -> list[Expression] | None:
    count, unit = count_of(match), match.value("unit", "UNIT")
    if count is None:
        return None
    arguments = match.rule.arguments
    return one(
        match,
        "offset",
        {
            "count": count,
            "unit": unit,
            "step": arguments["direction"],
            "where": arguments["reference"],
            "approx": match.has("lim"),
        },
    )


@maker
def offset_one(match: Match) -> list[Expression] | None:
    arguments = match.rule.arguments
    return one(
        match,
        "offset",
        {
            "count": 1.0,
            "unit": match.value("unit", "CALUNIT"),
            "step": arguments["direction"],
            "where": arguments["reference"],
        },
    )


@maker
def neighbour(match: Match) -> list[Expression] | None:
    if match.value("unit", "CALUNIT") != "D":
        return None
    return one(match, "neighbour", {"where": "text", "days": -1 if match.value("dir", "BEFORE") else 1, "clock": None})


@maker
def since(match: Match) -> list[Expression] | None:
    return one(match, "since", {})


@maker
def vague(match: Match) -> list[Expression] | None:
    return one(match, "vague", {"value": match.rule.arguments["value"]})


@maker
def feast(match: Match) -> list[Expression] | None:
    fields = calendar_fields(match)
    first = match.start + len(match.words("part"))
    if fields is None or (
        match.scan.tokens[first].isascii() and not any(match.scan.capital(i) for i in range(first, match.end))
    ):
        return None
    return one(match, "feast", fields | {"feast": match.rule.arguments["feast"]})


@maker
def war_day(match: Match) -> list[Expression] | None:
    number = match.value("nth", "INT", "ORDN") or day_number(match, "nth")
    words = " ".join("-" if match.vocabulary.value(word, "DASH") else word for word in match.words("war"))
    return one(match, "war_day", {"number": number, "war": words})


@maker
def days_listed(match: Match) -> list[Expression] | None:
    fields = calendar_fields(match)
    span = match.span("days")
    if fields is None or span is None:
        return None
    made = []
    for index in range(*span):
        day = match.vocabulary.value(match.scan.tokens[index], "DAYN") or match.vocabulary.value(
            match.scan.tokens[index], "ORDN"
        )
        if day:
            made.append(Expression(index, index + 1, match.rule.id, "moment", fields | {"day": day, "clock": None}))
    before = match.rule.id == "list.days"
    main = Expression(
        span[1] if before else match.start, match.end if before else span[0], match.rule.id, "moment", fields
    )
    return [*made, main] if before else [main, *made]
