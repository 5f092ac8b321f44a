"""Dates in words. What is not known is said to be not known; a span is said as a span."""

import calendar
from datetime import date

from witnessmark.model.incident import IncidentTime
from witnessmark.publish.site.words import Language, Words

MONTHS: dict[Language, tuple[str, ...]] = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "uk": (
        "січень", "лютий", "березень", "квітень", "травень", "червень",
        "липень", "серпень", "вересень", "жовтень", "листопад", "грудень",
    ),
}  # fmt: skip
MONTHS_OF: dict[Language, tuple[str, ...]] = {
    "en": MONTHS["en"],
    "uk": (
        "січня", "лютого", "березня", "квітня", "травня", "червня",
        "липня", "серпня", "вересня", "жовтня", "листопада", "грудня",
    ),
}  # fmt: skip


def parse_day(text: str | None) -> date | None:
    """The ISO day, or None for what is none: data of a release is shown as far as it is understood."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def day_words(day: date, language: Language) -> str:
    return f"{day.day}\u00a0{MONTHS_OF[language][day.month - 1]} {day.year}"


def month_words(year: int, month: int, language: Language) -> str:
    return f"{MONTHS[language][month - 1]} {year}"


def span_words(earliest: date, latest: date, edtf: str, words: Words) -> str:
    """A day, a whole month, a whole year, an open span, a lasting one, or "between" two days."""
    language = words.language
    open_start, open_end = edtf.startswith(("..", "/")), edtf.endswith(("..", "/"))
    if open_end and not open_start:
        return words("when.since", x=day_words(earliest, language))
    if open_start and not open_end:
        return words("when.until", x=day_words(latest, language))
    if earliest == latest:
        return day_words(earliest, language)
    if earliest.day == 1 and (latest.year, latest.month) == (earliest.year, earliest.month):
        if latest.day == calendar.monthrange(latest.year, latest.month)[1]:
            return month_words(earliest.year, earliest.month, language)
    elif earliest.day == 1 and earliest.month == 1 and latest == date(earliest.year, 12, 31):
        return str(earliest.year)
    if (earliest.month, earliest.day) == (1, 1) and latest == date(earliest.year, 12, 31):
        return str(earliest.year)
    key = "when.range" if "/" in edtf else "when.between"
    if "/" not in edtf and (latest - earliest).days == 1:
        key = "when.either"
    return words(key, a=_beginning(earliest, latest, language), b=day_words(latest, language))


def _beginning(first: date, last: date, language: Language) -> str:
    """The first day of a span, without the month and year that its last day says anyway."""
    if first.year != last.year:
        return day_words(first, language)
    if first.month != last.month:
        return f"{first.day}\u00a0{MONTHS_OF[language][first.month - 1]}"
    return str(first.day)


def edtf_words(text: str, words: Words) -> str:
    """A date as the reading writes it ("2022-03", "[2022-03-01..2022-03-09]", "2022-09-07~") in words; the text itself
    when it is none of these."""
    day, hour, clock = text.partition("T")
    if hour and clock[2:3] == ":" and clock[5:] in ("", ":00") and (parsed := parse_day(day)):
        return f"{day_words(parsed, words.language)}, {clock[:5]}"
    first, between, last = text.strip("[]").partition(_between(text))
    days = [_bounds(part.rstrip("~?%")) for part in (first, last) if part not in ("", "..")]
    if not days or None in days:
        return text
    bounds = [bound for bound in days if bound]
    said = span_words(bounds[0][0], bounds[-1][1], text, words)
    vague = text[-1] in "~%" and not between
    return words("when.about", x=said) if vague and bounds[0][0] == bounds[0][1] else said


def _between(text: str) -> str:
    """What stands between the two ends: of a set of two days that follow one another a comma."""
    if not text.startswith("["):
        return "/"
    return "," if text.count(",") == 1 else ".."


def _bounds(text: str) -> tuple[date, date] | None:
    """First and last day of a day, month or year; None for anything else, such as a day with its hour."""
    try:
        if len(text) == 4:
            return date(int(text), 1, 1), date(int(text), 12, 31)
        if len(text) == 7:
            year, month = int(text[:4]), int(text[5:])
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        day = date.fromisoformat(text)
    except (ValueError, IndexError):
        return None
    return day, day


def time_words(time: IncidentTime, words: Words) -> str:
    """When, as far as is known: "about 7 September 2022", "April 2022", "undated"."""
    earliest, latest = parse_day(time.earliest), parse_day(time.latest)
    edtf = time.edtf or ""
    if earliest is None and latest is None:
        return words("when.undated")
    if earliest is None or latest is None:
        known = earliest or latest
        key = "when.since" if earliest else "when.until"
        return words(key, x=day_words(known, words.language)) if known else words("when.undated")
    said = span_words(earliest, latest, edtf, words)
    return words("when.about", x=said) if time.approximate and earliest == latest else said
