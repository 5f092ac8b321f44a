"""Makers of points in the calendar: days, months, years, seasons, quarters, centuries, feasts."""

import re
from typing import Any

from witnessmark.reading.dates.expressions import (
    Expression,
    calendar_fields,
    clock_text,
    day_number,
    maker,
    numeric_date,
    one,
    part_said,
    spelled_year,
)
from witnessmark.reading.dates.grammar import Match


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


@maker
def day_of_entry(match: Match) -> list[Expression] | None:
    """``06.02.`` where a line of a log begins: elsewhere that may be any number, or an hour."""
    text, start = match.scan.text, match.scan.starts[match.start]
    end = match.scan.ends[match.end - 1]
    near = text[max(start - _MARGIN, 0) : start]  # never the whole of a line that may have no end
    line = near.rpartition("\n")[2]
    inside = len(near) == _MARGIN and "\n" not in near
    if inside or line.strip(" \t*•-–—") or not _PARTED.match(text, end - 1):
        return None
    day, month = match.value("short", "NUMSHORT").split(".")
    return one(match, "moment", {"month": int(month), "day": int(day)})


_MARGIN = 80
"""Blanks and bullets that may stand before the day of an entry."""

_PARTED = re.compile(r".?[.,:;]\s|.?\s[–—-]\s|.?[ \t]*(?:\n|\Z)")
"""What follows the day of an entry; its own full stop may have been the last character."""


@maker
def date_time_group(match: Match) -> list[Expression] | None:
    """``041530ZMAR22``: day, time, zone, month and year as armed forces write them. Z is UTC, A to M (no J) run east of
    it, N to Y west; J is the local time, which says no zone."""
    text: str = match.value("dtg", "DTG", "DTGHEAD")
    name = text[7:10]
    if name:
        month = match.vocabulary.value(name, "MONTHABBR") or match.vocabulary.value(name, "MONTH")
    else:
        month = match.value("month", "MONTH", "MONTHABBR")
    year = int(text[10:]) if name else match.value("year", "YY", "YEARN")
    day = int(text[:2])
    if month is None or not 1 <= day <= 31:
        return None
    said = {"month": month, "day": day, "clock": f"{text[2:4]}:{text[4:6]}{_zone(text[6])}"}
    return one(match, "moment", said | ({"short_year": year} if year is not None and year < 100 else {"year": year}))


def _zone(letter: str) -> str:
    if letter in "zj":
        return "Z" if letter == "z" else ""
    east, west = "abcdefghiklm".find(letter), "nopqrstuvwxy".find(letter)
    return f"+{east + 1:02d}:00" if east >= 0 else f"-{west + 1:02d}:00"


@maker
def night(match: Match) -> list[Expression] | None:
    """ "In the night of 3 to 4 March", "в ніч на 4 березня": a night that belongs to two days."""
    last = numeric_date(match.value("numdate", "NUMDATE")) if match.has("numdate") else calendar_fields(match)
    if last is None or match.value("tod", "TOD") != "NI":
        return None
    last["clock"] = None
    first = {"day": match.value("d1", "DAYN", "ORDN"), "month": match.value("m1", "MONTH")} if match.has("d1") else None
    return one(match, "night", {"first": first, "last": last})


@maker
def year_ordinal(match: Match) -> list[Expression] | None:
    """ "У 22-му році": a year of two digits, not the 5th year of something."""
    year = match.value("year", "ORDN")
    return one(match, "moment", {"short_year": year, "part": part_said(match)}) if 13 < year < 100 else None


@maker
def month_alone(match: Match) -> list[Expression] | None:
    span = match.span("month")
    fields = calendar_fields(match)
    if fields is None or span is None:
        return None
    index = span[0]
    if _begins_person(match, index):
        return None
    latin = match.scan.tokens[index].isascii()
    led = fields["rel"] is not None or fields["part"] or match.is_a(match.start - 1, "MONTHLEAD")
    if latin and not match.scan.capital(index):
        return None
    unsure = match.is_a(index, "AMBIGUOUS") or not match.is_a(index, "MONTH")
    if unsure and not (led or (match.is_a(index, "MONTH") and match.is_a(match.start - 1, "YEARLEAD"))):
        return None
    return one(match, "moment", fields)


def _begins_person(match: Match, index: int) -> bool:
    """Whether a short month with no full stop is a given name: "Jan Kavan" """
    short = not match.is_a(index, "MONTH") and match.end == index + 1
    return short and match.end < len(match.scan) and match.scan.capital(match.end)


@maker
def month_adjective(match: Match) -> list[Expression] | None:
    """ "Березневі бої", of March; with a capital amid a sentence it is a name ("Жовтневий район")."""
    if match.scan.capital(match.start) and not match.scan.opens_sentence(match.start):
        return None
    return one(match, "moment", {"month": match.value("month", "MONTHADJ")})


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
    """Whether the words around a bare number allow a year: no count ("1500 soldiers"), price or part of a number."""
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
    if match.is_a(after, "UNIT"):
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
    if counted:
        told = (led and not match.is_a(before, "APPROX")) or match.is_a(before, "THE")
        return 1700 <= year <= 2100 and (told or _is_owned(match, before, after))
    return led or 1600 <= year <= 2100


def _is_owned(match: Match, before: int, after: int) -> bool:
    """Whether a year tells of the one thing after it: "a 1996 law", "his last 1996 campaign"; not "their 2000 men"."""
    tokens = match.scan.tokens
    if tokens[after].endswith("s") or match.is_a(after, "MANY"):
        return False
    apart = before > 0 and tokens[before].isalpha() and not match.scan.capital(before)
    return match.is_a(before, "YEAROWNER") or (apart and match.is_a(before - 1, "YEAROWNER"))


@maker
def year_words(match: Match) -> list[Expression] | None:
    """ "Nineteen ninety-six", "two thousand"."""
    year = spelled_year(match)
    return one(match, "moment", {"year": year, "part": part_said(match)}) if year is not None else None


@maker
def season(match: Match) -> list[Expression] | None:
    fields = calendar_fields(match)
    span = match.span("season")
    if fields is None or span is None:
        return None
    dated = fields.get("year") is not None or fields["relyear"] or fields["rel"] or fields["part"]
    led = match.is_a(match.start, "THE") or match.is_a(match.start - 1, "SEASONLEAD")
    of_thing = match.is_a(match.end, "OF")
    if match.scan.capital(span[0]) and match.end < len(match.scan) and _names_thing(match, span):
        return [Expression(span[0], span[1], match.rule.id, "moment", fields)]
    if match.is_a(span[0], "AMBIGUOUS") and (not (dated or led) or (of_thing and not dated)):
        return None
    return one(match, "moment", fields)


def _names_thing(match: Match, span: tuple[int, int]) -> bool:
    """Whether the season is part of a name, "the Spring Offensive": the article then belongs to the name."""
    return span[1] == match.end and match.scan.tokens[span[0]].isascii() and match.scan.capital(match.end)


@maker
def same_quarter(match: Match) -> list[Expression] | None:
    return one(match, "same_quarter", {}) if match.end - match.start > 1 and match.is_a(match.start, "THE") else None


@maker
def year_ago(match: Match) -> list[Expression] | None:
    """ "The year-ago quarter": the one spoken of, or the one named, a year before."""
    whole = match.has("quarter") or match.end - match.start > 3 or "-" in match.scan.tokens[match.start : match.end]
    named = match.is_a(match.end - 1, "QUARTERWORD")
    return one(match, "year_ago", {"quarter": match.value("quarter", "ORD"), "named": named}) if whole else None


@maker
def decade(match: Match) -> list[Expression] | None:
    decade = match.value("decade", "DECADEN", "DECADEWORD")
    if match.value("era", "ERA") == -1:
        return one(match, "moment", {"year": 1 - decade * 10, "part": part_said(match), "approx": True})
    return one(match, "moment", {"decade": decade, "part": part_said(match)})


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


@maker
def day_alone(match: Match) -> list[Expression] | None:
    """ "On the 12th": of the month spoken of last."""
    scan, after = match.scan, match.end
    led = match.is_a(match.start - 1, "ON") or match.is_a(match.start - 1, "YEARLEAD")
    named = after < len(scan) and scan.tokens[after][0].isalnum() and not match.is_a(after, "FUNCTION")
    day = day_number(match, "day")
    if not led or named or day is None or day > 31:
        return None
    return one(match, "day_alone", {"day": day})
