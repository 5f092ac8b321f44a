"""Makers of lengths of time, repetitions and stretches between two dates."""

from typing import Any

from witnessmark.reading.dates.expressions import (
    Expression,
    calendar_fields,
    count_of,
    maker,
    numeric_date,
    one,
    relation,
)
from witnessmark.reading.dates.grammar import Match

_PERIOD = {
    "D": "P{}D",
    "W": "P{}W",
    "M": "P{}M",
    "Q": "P{}Q",
    "Y": "P{}Y",
    "E": "P{}E",
    "C": "P{}C",
    "TH": "PT{}H",
    "TM": "PT{}M",
    "TS": "PT{}S",
}
_HALVES = {
    "Y": ("P{}M", 12),
    "M": ("P{}D", 30),
    "W": ("P{}D", 7),
    "D": ("PT{}H", 24),
    "TH": ("PT{}M", 60),
    "TM": ("PT{}S", 60),
}

_COMPOUND = ("Y", "TH", "TM")
"""Units whose halves stand beside their wholes: ``P2Y6M``, ``PT5H30M``."""
_FIRST_END, _LAST_END = ("d1", "m1", "y1", "n1"), ("day", "month", "year", "numdate")
_LATIN_SINGULAR = frozenset({"day", "week", "month", "year", "hour", "minute", "decade"})
"""As in "a ten-day siege": the article belongs to what follows."""


def period(count: float | str, unit: str) -> str:
    """``P3D``, ``PT24H``, ``PXM``: the TIMEX3 value of a length."""
    if unit == "F":
        count, unit = (count if isinstance(count, str) else count * 2), "W"
    if unit in ("E", "C") and not isinstance(count, str):
        count, unit = count * (10 if unit == "E" else 100), "Y"
    if isinstance(count, str):
        return _PERIOD[unit].format(count)
    if count != int(count) and unit in _HALVES:
        form, factor = _HALVES[unit]
        whole = int(count) if unit in _COMPOUND else 0
        rest = form.format(round((count - whole) * factor))
        return rest if not whole else _PERIOD[unit].format(whole) + rest.removeprefix("PT" if unit[0] == "T" else "P")
    return _PERIOD[unit].format(int(count))


@maker
def duration(match: Match) -> list[Expression] | None:
    count, unit = count_of(match), match.value("unit", "UNIT")
    if count is None or unit is None:
        return None
    alone = match.end - match.start == 2 and match.is_a(match.start, "A")
    if alone and not match.is_a(match.start - 1, "DURLEAD"):
        if unit in ("D", "W", "M", "Y", "TH") and match.is_a(match.start, "A_en"):
            return one(match, "set", {"value": period(1.0, unit)})
        return None
    words = match.scan.tokens
    if unit == "Q" and (match.is_a(match.end, "OF") or count == "X" or match.is_a(match.end - 2, "A")):
        return None
    if unit == "TS" and words[match.end - 1] == "second":
        return None
    if match.has("half") and isinstance(count, float):
        count += 0.5
    made = one(match, "length", {"value": period(count, unit), "approx": match.has("lim")})
    if match.rule.arguments.get("relative"):
        made[0].fields |= {"rel": relation(match, "rel"), "count": count, "unit": unit}
    if (
        words[match.end - 1] in _LATIN_SINGULAR
        and not match.has("rel")
        and (match.is_a(match.start, "THE") or match.is_a(match.start, "A"))
        and match.end - match.start > 2
    ):
        made[0].start += 1
    return made


@maker
def bare_units(match: Match) -> list[Expression] | None:
    unit = match.value("unit", "UNITS")
    if not match.is_a(match.start - 1, "DURLEAD") or not match.scan.tokens[match.start].isascii():
        return None
    return one(match, "length", {"value": period("X", unit)})


@maker
def length(match: Match) -> list[Expression] | None:
    return one(
        match,
        "length",
        {"value": period(match.rule.arguments.get("count", 1.0), match.value("unit", "CALUNIT", "UNITS"))},
    )


@maker
def ended(match: Match) -> list[Expression] | None:
    """ "The year ended March 31": a length, told by its end."""
    unit = match.value("unit", "CALUNIT")
    if not match.is_a(match.end, "ENDED") or unit not in ("W", "M", "Y"):
        return None
    return one(match, "length", {"value": period(1.0, unit)})


@maker
def half_word(match: Match) -> list[Expression] | None:
    return one(match, "length", {"value": match.value("half", "HALFPREFIX"), "approx": match.has("lim")})


@maker
def adjective(match: Match) -> list[Expression] | None:
    if not match.has("count"):
        compound = match.value("adjective", "ADJDUR")
        return one(match, "length", {"value": compound}) if compound else None
    count = match.value("count", "INT")
    return one(match, "length", {"value": period(float(count), match.value("adjective", "ADJUNIT"))})


@maker
def every(match: Match) -> list[Expression] | None:
    weekday = match.value("weekday", "WEEKDAY", "WEEKDAYS")
    if weekday:
        return one(match, "set", {"value": f"XXXX-WXX-{weekday}"})
    if season := match.value("season", "SEASON"):
        return one(match, "set", {"value": f"XXXX-{season}"})
    if month := match.value("month", "MONTH"):
        return one(match, "set", {"value": f"XXXX-{month:02d}"})
    if tod := match.value("tod", "TOD"):
        return one(match, "set", {"value": f"XXXX-XX-XXT{tod}"})
    unit = match.value("unit", "UNIT", "CALUNIT")
    count = match.value("count", "INT", "NUM") or match.value("ord", "ORD") or 1.0
    return one(match, "set", {"value": period(float(count), unit)}) if unit else None


@maker
def set_word(match: Match) -> list[Expression] | None:
    return one(match, "set", {"value": match.value("word", "SETWORD")})


@maker
def stretch(match: Match) -> list[Expression] | None:
    """Both ends of "1–10 September 2022", each a mention of its own; what the first leaves out it takes from the
    second."""
    last = _last_end(match)
    if last is None:
        return None
    first: dict[str, Any] = {
        "month": match.value("m1", "MONTH", "MONTHABBR"),
        "day": match.value("d1", "DAYN", "ORDN"),
        "year": match.value("y1", "YEARN"),
    }
    if match.has("n1"):
        first = _numeric(match, "n1") or {}
        if not first:
            return None
    elif first["month"] is None and first["year"] is None:
        first["month"] = last.get("month")
    if match.has("era") and match.value("era", "ERA") == -1:
        first["year"], last["year"] = _bc_years(match)
    if match.has("d1") and first["day"] is None:
        return None
    if not match.has("between") and match.scan.tokens[match.start] != "from" and _joined_by_and(match):
        return None
    return _two_ends(match, {"first": first, "last": last, "set": match.has("between")})


def _two_ends(match: Match, fields: dict[str, Any]) -> list[Expression] | None:
    firsts = [span for name in _FIRST_END if (span := match.span(name))]
    month = match.span("month")
    if month and month[0] < firsts[0][0]:  # "March 5-9, 1918"
        firsts.append(month)
    start, middle = min(span[0] for span in firsts), max(span[1] for span in firsts)
    second = min(span[0] for name in _LAST_END if (span := match.span(name)) and span[0] >= middle)
    if match.is_a(start - 1, "THE"):
        start -= 1
    if match.is_a(second - 1, "THE"):
        second -= 1
    return [
        Expression(start, middle, match.rule.id, "range", fields | {"is_last": False}),
        Expression(second, match.end, match.rule.id, "range", fields | {"is_last": True}),
    ]


def _bc_years(match: Match) -> tuple[int, int]:
    """Both years of "264–241 BC", as astronomical years."""
    first, last = (match.value(name, "YEARN", "Y3", "YY") for name in ("y1", "year"))
    return 1 - first, 1 - last


def _joined_by_and(match: Match) -> bool:
    return any(match.is_a(i, "AND2") for i in range(match.start, match.end))


def _last_end(match: Match) -> dict[str, Any] | None:
    if match.has("numdate"):
        return _numeric(match, "numdate")
    fields = calendar_fields(match)
    if fields is None or match.rule.id != "range.years":
        return fields
    first, year, short = match.value("y1", "YEARN"), match.value("year", "YEARN"), match.value("year", "YY")
    year = year if year is not None else first // 100 * 100 + short
    if not first < year <= first + 400 or (short is not None and year > first + 60):
        return None
    if match.start > 0 and (match.is_a(match.start - 1, "DASH") or match.is_a(match.start - 1, "MONEY")):
        return None
    fields["year"] = year
    fields.pop("short_year", None)
    return fields


def _numeric(match: Match, group: str) -> dict[str, Any] | None:
    text = match.value(group, "NUMDATE")
    if text is not None:
        return numeric_date(text)
    text = match.value(group, "NUMSHORT")
    if text is not None:
        return {"day": int(text.split(".")[0]), "month": int(text.split(".")[1])}
    text = match.value(group, "ISO")
    return {"year": int(text[:4]), "month": int(text[5:7]), "day": int(text[8:10])}


@maker
def part_of_stretch(match: Match) -> list[Expression] | None:
    """ "The last week of August", "the first ten months of 1915": a length, with the days where it lies."""
    fields, unit = calendar_fields(match), match.value("unit", "UNIT")
    count = count_of(match) if match.has("count") else 1.0
    nth = match.value("first", "ORD") or -1
    if fields is not None and not match.has("count") and match.value("unit", "UNITS"):
        return one(match, "moment", fields | {"part": True})
    if fields is None or isinstance(count, str) or count is None or (match.has("count") and nth not in (1, -1)):
        return None
    if unit not in ("D", "W", "M") or (unit == "M" and fields["month"]):
        return None
    said = {"value": period(count, unit), "of": fields, "unit": unit, "count": int(count), "nth": nth}
    return one(match, "part_of_stretch", said)
