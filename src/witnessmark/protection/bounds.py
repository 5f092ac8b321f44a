"""Bounds of dates: the first and last calendar day that an ISO or EDTF value allows."""

import re
from calendar import monthrange
from datetime import date, timedelta

Bounds = tuple[str | None, str | None]

_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_POINT = re.compile(r"(\d{4})(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?(?:T.*)?")


def bounds(value: str | None) -> Bounds:
    """Earliest and latest ISO day of a value in ISO 8601 or EDTF; None for an end that is open or cannot be read."""
    if not value:
        return None, None
    value = re.sub(r"[~?%]", "", value.strip())
    a_set = value.startswith("[") and value.endswith("]")
    ends = re.split(r"\.\.|,", value[1:-1]) if a_set else value.split("/")
    first, last = _point(ends[0]), _point(ends[-1])
    return first[0] if first else None, last[1] if last else None


def days_between(earlier: str, later: str) -> int:
    """Whole days from one ISO day to another."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def _point(value: str) -> tuple[str, str] | None:
    match = _POINT.fullmatch(value.strip())
    if not match:
        return None
    year, month, day = int(match[1]), match[2], match[3]
    try:
        if month is None or month == "XX":
            return date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat()
        if int(month) in _SEASONS:
            return _season(year, int(month))
        if day is None or day == "XX":
            return date(year, int(month), 1).isoformat(), date(
                year, int(month), monthrange(year, int(month))[1]
            ).isoformat()
        exact = date(year, int(month), int(day)).isoformat()
    except ValueError:
        return None
    return exact, exact


def _season(year: int, season: int) -> tuple[str, str]:
    first, last = _SEASONS[season]
    end_year = year + (last < first)
    after = date(end_year, last + 1, 1)
    return date(year, first, 1).isoformat(), (after - timedelta(days=1)).isoformat()
