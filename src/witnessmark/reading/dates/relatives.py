"""Makers of times that count from the document or from the text before: weekdays, "yesterday", "two weeks later"."""

import re

from witnessmark.reading.dates.expressions import (
    Expression,
    calendar_fields,
    clock_text,
    count_of,
    maker,
    one,
    part_said,
    relation,
)
from witnessmark.reading.dates.grammar import Match


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
    if (where, step) == ("document", 1):
        where = "text"  # "the next morning" goes on from the day spoken of; of the document's one says "tomorrow"
    return one(match, "neighbour", {"where": where, "days": step, "clock": tod})


@maker
def clock(match: Match) -> list[Expression] | None:
    text = clock_text(match)
    return None if text is None else one(match, "clock", {"clock": text})


@maker
def military_clock(match: Match) -> list[Expression] | None:
    """``0430 hrs``; after a bare "at" only where the zero shows that it is no year."""
    digits: str = match.value("milclock", "MIL")
    if not match.has("hrs") and (digits[0] != "0" or not match.has("at")):
        return None
    made = one(match, "clock", {"clock": f"{digits[:2]}:{digits[2:]}" + (match.value("zone", "ZONE") or "")})
    made[0].start += match.has("at")
    return made


@maker
def clock_range(match: Match) -> list[Expression] | None:
    return one(match, "clock", {"clock": None, "stretch": True})


@maker
def relative(match: Match) -> list[Expression] | None:
    unit = match.value("unit", "CALUNIT", "YEARUNIT")
    unit = "Y" if unit == 1 else unit
    where, step = relation(match, "rel") or (match.rule.arguments.get("reference", "text"), 0)
    if unit in ("TH", "TM", "TS"):
        return None
    if unit == "D" and (step == 1 or (where, step) == ("text", -1)):
        return one(match, "neighbour", {"where": "text", "days": step, "clock": None})
    return one(
        match,
        "relative",
        {"unit": unit, "where": where, "step": step, "part": part_said(match), "bare": not match.has("rel")},
    )


@maker
def weekend(match: Match) -> list[Expression] | None:
    where, step = relation(match, "rel") or ("document", None)
    return one(match, "relative", {"unit": "W", "where": where, "step": step, "weekend": True})


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
def offset_half(match: Match) -> list[Expression] | None:
    """ "Через півроку": the half of a unit as so many of the smaller one."""
    found = re.fullmatch(r"P(\d+)([DWMY])", match.value("half", "HALFPREFIX"))
    if found is None:
        return None
    arguments = match.rule.arguments
    where = {"step": arguments["direction"], "where": arguments["reference"]}
    return one(match, "offset", {"count": float(found[1]), "unit": found[2], **where})


@maker
def neighbour(match: Match) -> list[Expression] | None:
    if match.value("unit", "CALUNIT") != "D":
        return None
    return one(match, "neighbour", {"where": "text", "days": -1 if match.value("dir", "BEFORE") else 1, "clock": None})


@maker
def eve(match: Match) -> list[Expression] | None:
    """ "Напередодні", with no event after it: the day before the one spoken of."""
    return one(match, "neighbour", {"where": "text", "days": -1, "clock": None})


@maker
def since(match: Match) -> list[Expression] | None:
    return one(match, "since", {})


@maker
def vague(match: Match) -> list[Expression] | None:
    return one(match, "vague", {"value": match.rule.arguments["value"]})
