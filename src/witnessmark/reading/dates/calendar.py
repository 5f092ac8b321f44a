"""Calendar arithmetic: a moment as said, its TIMEX3 value, its EDTF form (ISO 8601-2) and the days that bound it.

Years are astronomical: 0 is 1 BC, -332 is 333 BC. What a moment does not say is None, and stays open in every form.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

SEASON_CODE = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_PAST_PREFERENCE = 3
_HALF_YEAR = 182
_LAST_YEAR = 9999
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


@dataclass(frozen=True, slots=True)
class Moment:
    """A point or stretch of calendar time at the precision at which it was said."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    week: int | None = None
    """ISO week; ``year`` is then the ISO year."""
    weekend: bool = False
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    """First three digits of the years: 199 for the 1990s."""
    century: int | None = None
    """First two digits of the years: 19 for the 1900s; for BC the century counted back, as a negative number."""
    clock: str | None = None
    """``17:00`` or ``17`` or a part of the day: MO, MI, AF, EV, NI, DT; a zone (``Z``, ``+02:00``) may follow."""
    approximate: bool = False
    weekday: int | None = None
    """ISO weekday, when nothing else of the day is known."""

    @property
    def known(self) -> bool:
        """Whether the moment stands in a known year, decade or century."""
        return self.year is not None or self.decade is not None or self.century is not None


_PARTS = {"START": (0.0, 0.4), "MID": (0.27, 0.73), "END": (0.6, 1.0)}
"""Where "early", "mid" and "late" lie in a stretch, as shares of it: wide enough for how people speak."""


def narrowed(span: tuple[str, str], part: str | None) -> tuple[str, str]:
    """The days of "early", "mid" or "late" in a stretch of at least a month; the stretch itself for any other part."""
    if part not in _PARTS or span[0][0] == "-" or span[0] == span[1]:
        return span
    first, last = date.fromisoformat(span[0]), date.fromisoformat(span[1])
    start, end = (first + timedelta(days=int((last - first).days * share)) for share in _PARTS[part])
    return (start.isoformat(), end.isoformat())


def part_of(whole: Moment, unit: str, count: int, nth: int) -> tuple[str, str] | None:
    """First and last ISO day of ``count`` units (D W M) at the beginning of a year or month (``nth`` 1), at its end
    (-1), or of its ``nth`` unit; None when that lies outside it or outside the years 1 to 9999."""
    span = bounds(whole)
    if span is None or whole.year is None or not 1 <= whole.year <= 9998:
        return None
    first, last = (date.fromisoformat(day) for day in span)
    skipped = count * (nth - 1) if nth > 0 else 0
    if unit == "M":
        month = 1 + skipped if nth > 0 else 13 - count
        if not 1 <= month <= 13 - count:
            return None
        return (_iso(whole.year, month, 1), bounds(Moment(year=whole.year, month=month + count - 1))[1])  # type: ignore[index]
    days = count * (7 if unit == "W" else 1)
    start = first + timedelta(days=days * (nth - 1)) if nth > 0 else last - timedelta(days=days - 1)
    end = start + timedelta(days=days - 1)
    return (start.isoformat(), end.isoformat()) if first <= start and end <= last else None


def month_length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def is_day(year: int | None, month: int, day: int) -> bool:
    """Whether that day exists; an unknown year counts as a leap year."""
    return 1 <= month <= 12 and 1 <= day <= month_length(2000 if year is None else year, month)


def of_day(day: date, clock: str | None = None) -> Moment:
    return Moment(year=day.year, month=day.month, day=day.day, clock=clock)


def of_week(day: date) -> Moment:
    year, week, _ = day.isocalendar()
    return Moment(year=year, week=week)


def as_date(moment: Moment) -> date | None:
    """The day of a moment that says one in the years 1 to 9999, else None."""
    if moment.year is None or moment.month is None or moment.day is None or not 1 <= moment.year <= 9999:
        return None
    return date(moment.year, moment.month, moment.day)


def _year(year: int | None) -> str:
    if year is None:
        return "XXXX"
    return f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"


def timex(moment: Moment) -> str | None:
    """TIMEX3 value (ISO-TimeML; BC years as in WikiWars), or None when nothing is said."""
    if moment.century is not None:
        return f"{moment.century:02d}" if moment.century >= 0 else f"BC{-moment.century - 1:02d}"
    if moment.decade is not None:
        return f"{moment.decade:03d}"
    year = _year(moment.year)
    value = year
    if moment.week is not None:
        value = f"{year}-W{moment.week:02d}" + ("-WE" if moment.weekend else "")
    elif moment.season is not None:
        value = f"{year}-{moment.season}"
    elif moment.quarter is not None:
        value = f"{year}-Q{moment.quarter}"
    elif moment.half is not None:
        value = f"{year}-H{moment.half}"
    elif moment.month is not None:
        value = f"{year}-{moment.month:02d}" + (f"-{moment.day:02d}" if moment.day is not None else "")
    elif moment.weekday is not None:
        value = f"XXXX-WXX-{moment.weekday}"
    elif moment.clock is not None and moment.year is None:
        return f"T{moment.clock}"
    elif moment.year is None:
        return None
    if moment.clock is not None and (moment.day is not None or moment.weekday is not None):
        value += f"T{_without_zone(moment.clock)}"
    return value


def _without_zone(clock: str) -> str:
    """TIMEX3 values of days name no zone; the EDTF form does."""
    return _ZONE.sub("", clock)


_ZONE = re.compile(r"(?<=\d)(?:Z|[+-]\d{2}:\d{2})\Z")


def _iso(year: int, month: int, day: int) -> str:
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{day:02d}"


def edtf(moment: Moment) -> str | None:
    """EDTF, or None where nothing is known or EDTF has no form for it. Weeks, weekends and quarters, which level 1
    cannot name, become the set of their days: one of them is meant."""
    mark = "~" if moment.approximate else ""
    if moment.century is not None:
        return f"{moment.century:02d}XX{mark}" if moment.century >= 0 else None
    if moment.decade is not None:
        return f"{moment.decade:03d}X{mark}"
    if moment.week is not None or moment.quarter is not None or moment.half is not None:
        span = bounds(moment)
        return f"[{span[0]}{mark}..{span[1]}{mark}]" if span else None
    if moment.year is None and moment.month is None:
        return None
    year = "XXXX" if moment.year is None else _iso(moment.year, 1, 1)[:-6]
    if moment.season is not None:
        return f"{year}-{SEASON_CODE[moment.season]}{mark}"
    if moment.month is None:
        return year + mark
    if moment.day is None:
        return f"{year}-{moment.month:02d}{mark}"
    value = f"{year}-{moment.month:02d}-{moment.day:02d}"
    return value + _edtf_clock(moment) + mark


def _edtf_clock(moment: Moment) -> str:
    """``T17:00:00`` for a full clock time in a known year; EDTF has none for parts of a day."""
    clock = moment.clock
    if clock is None or moment.approximate or moment.year is None or len(clock) < 5 or clock[2] != ":":
        return ""
    time, zone = (clock[:8], clock[8:]) if clock[5:6] == ":" else (clock[:5] + ":00", clock[5:])
    return f"T{time}{zone}"


def bounds(moment: Moment) -> tuple[str, str] | None:
    """First and last ISO day of a moment in a known year, or None. A winter "of 2022" may be either winter of it."""
    if moment.century is not None:
        low = moment.century * 100
        return (_iso(low, 1, 1), _iso(low + 99, 12, 31))
    if moment.decade is not None:
        return (_iso(moment.decade * 10, 1, 1), _iso(moment.decade * 10 + 9, 12, 31))
    year = moment.year
    if year is None:
        return None
    if moment.week is not None:
        monday = week_start(year, moment.week)
        if monday is None:
            return None
        first = monday + timedelta(days=5 if moment.weekend else 0)
        return (first.isoformat(), (monday + timedelta(days=6)).isoformat())
    if moment.season == "WI":
        return (_iso(year - 1, 12, 1), _iso(year + 1, 2, month_length(year + 1, 2)))
    if moment.season is not None:
        first_month, last_month = SEASON_MONTHS[moment.season]
    elif moment.quarter is not None:
        first_month, last_month = moment.quarter * 3 - 2, moment.quarter * 3
    elif moment.half is not None:
        first_month, last_month = moment.half * 6 - 5, moment.half * 6
    elif moment.month is None:
        first_month, last_month = 1, 12
    elif moment.day is not None:
        day = _iso(year, moment.month, moment.day)
        return (day, day)
    else:
        first_month = last_month = moment.month
    return (_iso(year, first_month, 1), _iso(year, last_month, month_length(year, last_month)))


def is_before(one: str, other: str) -> bool:
    """Whether an ISO day comes before another; days BC begin with a minus."""
    if one[0] == "-" and other[0] == "-":
        return one[:5] > other[:5] if one[:5] != other[:5] else one < other
    return one[0] == "-" or (other[0] != "-" and one < other)


def week_start(year: int, week: int) -> date | None:
    """Monday of an ISO week, or None when the year has no such week or lies outside 1 to 9998."""
    if not 1 <= year <= 9998:
        return None
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def shift_months(year: int, month: int, months: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def shift_days(day: date, days: int) -> date | None:
    """The day so many days on, or None outside the years 1 to 9999."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def moved(day: date, unit: str, count: int) -> date | None:
    """The day so many units (D W M Y) on, at the same day of the month or the last one there; None for other units."""
    if unit in ("D", "W"):
        return shift_days(day, count * (7 if unit == "W" else 1))
    if unit not in ("M", "Y"):
        return None
    year, month = shift_months(day.year, day.month, count * (12 if unit == "Y" else 1))
    return date(year, month, min(day.day, month_length(year, month))) if 1 <= year <= 9999 else None


def shift(moment: Moment, unit: str, count: int) -> Moment | None:
    """``moment`` moved by ``count`` units (D W M Q Y E(decade) C(century)), at the precision of the unit or of the
    moment, whichever is coarser; None when the moment says too little."""
    day = as_date(moment)
    if unit in ("D", "W"):
        moved = shift_days(day, count * (7 if unit == "W" else 1)) if day else None
        if moved is not None:
            return of_day(moved) if unit == "D" else of_week(moved)
        return _shift_week(moment, count) if unit == "W" else None
    if moment.year is None:
        return None
    if unit in ("M", "Q"):
        if moment.month is None:
            return None
        year, month = shift_months(moment.year, moment.month, count * (3 if unit == "Q" else 1))
        if abs(year) > _LAST_YEAR:
            return None
        return Moment(year=year, quarter=(month + 2) // 3) if unit == "Q" else Moment(year=year, month=month)
    year = moment.year + count * {"Y": 1, "E": 10, "C": 100}.get(unit, 0)
    return Moment(year=year) if unit in ("Y", "E", "C") and abs(year) <= _LAST_YEAR else None


def _shift_week(moment: Moment, count: int) -> Moment | None:
    monday = week_start(moment.year, moment.week) if moment.year is not None and moment.week is not None else None
    moved = shift_days(monday, count * 7) if monday else None
    return of_week(moved) if moved else None


def nearest_weekday(reference: date, weekday: int, direction: int) -> date | None:
    """The nearest such ISO weekday: on or before the day (-1), strictly before it (-2), or strictly after it (1)."""
    back = (reference.isoweekday() - weekday) % 7
    if direction == 1:
        return shift_days(reference, 7 - back)
    return shift_days(reference, -back if direction == -1 or back else -7)


def nearest_year(moment: Moment, reference: date, side: int) -> Moment | None:
    """The moment in the year that puts it nearest to a day: begun by then (-1), not over by then (1), or on either side
    (0), where the past wins unless it is more than ``_PAST_PREFERENCE`` times as far away."""
    today = reference.toordinal()
    past: tuple[int, Moment] | None = None
    future: tuple[int, Moment] | None = None
    for year in (reference.year - 1, reference.year, reference.year + 1):
        placed = with_year(moment, year)
        span = bounds(placed) if placed else None
        if placed is None or span is None:
            continue
        start = date.fromisoformat(span[0]).toordinal() + (_HALF_YEAR if moment.season == "WI" else 0)
        if start <= today:
            past = (today - start, placed)
        if future is None and (start > today or (side > 0 and date.fromisoformat(span[1]) >= reference)):
            future = (start - today, placed)
    if past is None or future is None or side < 0:
        return past[1] if past else None
    return future[1] if side > 0 or future[0] * _PAST_PREFERENCE < past[0] else past[1]


def easter_western(year: int) -> date:
    """Easter Sunday of the Gregorian computus (Meeus, Jones and Butcher), for years from 1583."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def easter_orthodox(year: int) -> date:
    """Easter Sunday of the Julian computus, as a Gregorian date (Meeus), for years from 1583."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    gap = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(days=gap)


def floating_feast(rule: str, year: int) -> date | None:
    """The day of a feast in a year. ``rule`` is ``MM-DD``, ``easter-western+N``, ``easter-orthodox+N`` or
    ``MM-wD-N``: the N-th ISO weekday D of a month, counted from its end when N is negative."""
    if not 1583 <= year <= 9998:
        return None
    if rule.startswith("easter"):
        name, _, days = rule.partition("+")
        feast = easter_western(year) if name == "easter-western" else easter_orthodox(year)
        return feast + timedelta(days=int(days or 0))
    if "-w" in rule:
        month, weekday, nth = int(rule[:2]), int(rule[4]), int(rule[6:])
        if nth > 0:
            first = date(year, month, 1)
            return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
        last = date(year, month, month_length(year, month))
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    month, day = map(int, rule.split("-"))
    return date(year, month, day) if is_day(year, month, day) else None


def with_year(moment: Moment, year: int) -> Moment | None:
    """The moment in that year, or None when the year has no such day."""
    if moment.month is not None and moment.day is not None and not is_day(year, moment.month, moment.day):
        return None
    return replace(moment, year=year)
