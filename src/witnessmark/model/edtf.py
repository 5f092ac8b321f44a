"""The days that an EDTF expression (ISO 8601-2, levels 0 to 2 as far as we write it) may mean."""

import re
from calendar import monthrange
from datetime import date

_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11)}
"""Northern seasons by their months. Winter is apart: "winter 2022" may be the one that ended or the one that began."""
_WINTER = 24

_PARTIAL = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?(?:T.*)?")


def days_of(edtf: str) -> tuple[date | None, date | None] | None:
    """First and last day, each None where the expression leaves that end open; None when it is no EDTF of ours."""
    text = re.sub(r"[~?%]", "", edtf.strip())
    if text.startswith(("[", "{")) and text.endswith(("]", "}")):
        parts = re.split(r"\.\.|,", text[1:-1])
        return _between([part.strip() for part in parts])
    if "/" in text:
        return _between(text.split("/"))
    return _partial(text)


def _between(parts: list[str]) -> tuple[date | None, date | None] | None:
    bounds = [(None, None) if part in ("", "..") else _partial(part) for part in parts]
    if not any(part.strip(".") for part in parts) or any(bound is None for bound in bounds):
        return None
    first, last = bounds[0], bounds[-1]
    if first is None or last is None or (first[0] and last[1] and first[0] > last[1]):
        return None
    return first[0], last[1]


def _partial(text: str) -> tuple[date, date] | None:
    match = _PARTIAL.fullmatch(text)
    if match is None:
        return None
    year, month, day = match.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    try:
        if month is None or month == "XX":
            return date(max(low, 1), 1, 1), date(high, 12, 31)
        number = int(month)
        if number == _WINTER:
            return date(low - 1, 12, 1), date(high + 1, 2, monthrange(high + 1, 2)[1])
        if number in _SEASONS:
            first, last = _SEASONS[number]
            return date(low, first, 1), date(high, last, monthrange(high, last)[1])
        if day is None or day == "XX":
            return date(low, number, 1), date(high, number, monthrange(high, number)[1])
        if "X" in day:
            length = monthrange(high, number)[1]
            return date(low, number, max(1, int(day.replace("X", "0")))), date(
                high, number, min(length, int(day.replace("X", "9")))
            )
        return date(low, number, int(day)), date(high, number, int(day))
    except ValueError:
        return None
