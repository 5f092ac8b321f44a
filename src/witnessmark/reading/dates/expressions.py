"""What was said: an expression not yet resolved, the register of makers, and reading what named groups kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from witnessmark.reading.dates.grammar import Match
from witnessmark.reading.dates.vocabulary import ROMAN

Maker = Callable[[Match], "list[Expression] | None"]
_MAKERS: dict[str, Maker] = {}
_TODS = ("tod", "tod2", "todb", "tod3")
_HALF_WORDS = (("clock", "ampm"), ("clock2", "ampm2"), ("atclock", "ampm"))


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
        "part": part_said(match),
        "approx": match.has("approx"),
    }
    if match.has("year") and not _read_year(match, fields):
        return None
    if match.has("spelled"):
        fields["year"] = spelled_year(match)
        if fields["year"] is None:
            return None
    if match.has("day") and not (fields["day"] and 1 <= fields["day"] <= 31):
        return None
    if (fields["quarter"] or 1) > 4 or (fields["half"] or 1) > 2:
        return None
    if match.has("month") and not _written_as_month(match):
        return None
    fields["clock"] = clock_text(match)
    return fields


def part_said(match: Match) -> str | None:
    """Which part of it is meant: START, MID, END, or another one (OTHER); None when the whole is."""
    if not match.has("part"):
        return None
    if match.value("part", "HALF"):
        return "END" if match.value("part", "LATTER") or match.value("part", "ORD") == 2 else "START"
    return match.value("part", "PARTN") or match.value("part", "PARTADJ", "PREADJ") or "OTHER"


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


def spelled_year(match: Match) -> int | None:
    """ "Nineteen ninety-six", "two thousand and four"."""
    words, value = match.words("spelled"), match.vocabulary.value
    values = [found for word in words if (found := value(word, "NUM") or value(word, "TENS"))]
    if "thousand" in words:
        return 2000 + int(sum(values[1:]))
    return int(values[0] * 100 + sum(values[1:])) if len(values) > 1 and 10 <= values[0] <= 20 else None


def _written_as_month(match: Match) -> bool:
    """Latin months that are other words as well ("may", "march") count only with a capital."""
    span = match.span("month")
    return span is None or not match.is_a(span[0], "AMBIGUOUS_en") or match.scan.capital(span[0])


def day_number(match: Match, group: str) -> int | None:
    tens = match.value(group, "TENS")
    unit: int | None = match.value(group, "DAYN", "ORDN", "ORD")
    return unit if tens is None or unit is None else int(tens + unit)


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


def clock_text(match: Match) -> str | None:
    """The clock or the part of the day, as in a TIMEX3 value after ``T``."""
    for group, half in _HALF_WORDS:
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
    if not isinstance(hour, int) or hour > 24 or (rest and int(rest[0]) > 59):
        return None
    if (half == 12 or tod in ("AF", "EV", "DT")) and hour < 12:
        hour += 12
    if half == 0 and hour == 12:
        hour = 0
    zone = match.value("zone", "ZONE") or ""
    return ":".join([f"{hour:02d}", *(rest or ["00"])]) + (zone if len(zone) != 5 else "")


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


def count_of(match: Match) -> float | str | None:
    """The number that a count says; ``X`` for "several" and for "2-3", which names no one number. What looks
    like a year counts nothing."""
    span = match.span("count")
    if span is None:
        return None
    if "/" in match.scan.tokens[span[0] : span[1]]:
        return _fraction(match.scan.tokens[span[0] : span[1]])
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


def _fraction(tokens: list[str]) -> float | None:
    """``2 1/2`` as 2.5."""
    numbers = [int(token) for token in tokens if token.isdigit()]
    if len(numbers) not in (2, 3) or not 0 < numbers[-2] < numbers[-1] < 10:
        return None
    return (numbers[0] if len(numbers) == 3 else 0) + numbers[-2] / numbers[-1]
