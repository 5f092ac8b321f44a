"""Times of incidents for formats that know days, prefixes of dates or spans, never more exact than what is said.

EDTF keeps apart one day between two (a set) and what lasted from one to the other (an interval): so do these.
"""

import re
from datetime import date, timedelta

from witnessmark.model.incident import IncidentTime

_ABOUT = 3
"""Days by which "about the 30th" may miss: it may be the next month."""


def bounds(time: IncidentTime) -> tuple[date, date] | None:
    """First and last day that it may be; None when either is open or not known."""
    if time.earliest is None or time.latest is None:
        return None
    first, last = date.fromisoformat(time.earliest), date.fromisoformat(time.latest)
    return (first, last) if first <= last else None


def lasting(time: IncidentTime) -> bool:
    """Whether it is said to have lasted from the one day to the other."""
    return "/" in (time.edtf or "")


def exact_day(time: IncidentTime) -> str | None:
    """The day, where it is one and not "about"."""
    if time.earliest is None or time.earliest != time.latest or time.approximate or lasting(time):
        return None
    return time.earliest


def days(time: IncidentTime) -> int | None:
    """How many days it may be, both ends counted; None when an end is open."""
    known = bounds(time)
    return (known[1] - known[0]).days + 1 if known else None


def prefix(time: IncidentTime) -> str | None:
    """The longest beginning of an ISO date that surely holds: a day, a month, a year, or nothing."""
    day = exact_day(time)
    if day is not None:
        return day
    known = bounds(time)
    if known is None:
        return None
    about = timedelta(days=_ABOUT) if time.approximate else timedelta()
    first, last = (known[0] - about).isoformat(), (known[1] + about).isoformat()
    if first[:7] == last[:7]:
        return first[:7]
    return first[:4] if first[:4] == last[:4] else None


def middle(time: IncidentTime) -> str | None:
    """The day in the middle of what may be."""
    known = bounds(time)
    return (known[0] + timedelta(days=(known[1] - known[0]).days // 2)).isoformat() if known else None


def whole_day(text: str | None) -> str | None:
    """The day of an ISO date with or without a time; None for what is no day, such as a year alone."""
    return text[:10] if text and re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", text) else None


def words_of(time: IncidentTime) -> str:
    """EDTF where there is one, or else the bounds; empty when nothing is known."""
    if time.edtf:
        return time.edtf
    if time.earliest and time.latest:
        return time.earliest if time.earliest == time.latest else f"[{time.earliest}..{time.latest}]"
    if time.earliest:
        return f"[{time.earliest}..]"
    return f"[..{time.latest}]" if time.latest else ""
