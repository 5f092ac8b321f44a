"""Makers of dates that count from an event: which words name the event, and how far it is."""

from witnessmark.reading.dates.expressions import Expression, count_of, day_number, maker
from witnessmark.reading.dates.grammar import Match
from witnessmark.reading.dates.lengths import period

_LONGEST = 8
_OBLIQUE = ("ого", "их", "ої", "ой", "ий", "ых")


@maker
def event(match: Match) -> list[Expression] | None:
    arguments = match.rule.arguments
    unit = match.value("unit", "UNIT", "CALUNIT") or "D"
    nth = day_number(match, "nth") if arguments.get("nth") else None
    if arguments.get("nth"):
        nth = nth or match.value("nth", "ORDN", "ORD")
        if nth is None:
            return None
    count = 0.0 if arguments["direction"] == 0 else float(nth - 1) if nth is not None else count_of(match) or 1.0
    span = event_words(match, match.end)
    alone = match.end - match.start == 1  # "напередодні", after which anything may follow
    if span is None or ((nth is not None or alone) and not _names_event(match, span)):
        return None
    fields = {
        "count": count,
        "unit": unit,
        "step": arguments["direction"],
        "approx": match.has("lim"),
        "whole": arguments["direction"] == 0,
        "length": period(count, unit) if nth is None and count_of(match) is not None else None,
    }
    return [Expression(match.start, span[1], match.rule.id, "event", fields, span)]


def _names_event(match: Match, span: tuple[int, int]) -> bool:
    """Whether a word known to name events is among them: "the third day of the occupation", not "… of the meeting"."""
    return any(word.startswith(match.event_nouns) for word in match.scan.tokens[span[0] : span[1]])


def event_words(match: Match, start: int) -> tuple[int, int] | None:
    """Tokens of the noun phrase or short clause that names the event, from ``start`` on; None when none is there.

    No grammar is at hand: a phrase ends at a mark, a function word, or where a new phrase seems to begin.
    """
    scan = match.scan
    if start >= len(scan) or not scan.tokens[start][0].isalpha():
        return None
    span = _latin(match, start) if scan.tokens[start].isascii() else _cyrillic(match, start)
    if span is None or any(
        match.is_a(i, name) for i in range(*span) for name in ("UNIT", "MONTH", "YEARN", "DEICTIC", "WEEKDAY")
    ):
        return None
    return span


def _latin(match: Match, start: int) -> tuple[int, int] | None:
    scan = match.scan
    index = start
    if match.is_a(index, "CLAUSEHEAD") and not match.is_a(index, "THE"):
        return _clause(match, start)
    while (
        match.is_a(index, "THE")
        or match.is_a(index, "A")
        or scan.tokens[index] in ("his", "her", "their", "its", "our", "my")
    ):
        index += 1
        if index >= len(scan):
            return None
    head = index
    while index < len(scan) and index - start < _LONGEST:
        word = scan.tokens[index]
        if match.is_a(index, "OF") and index > head:
            index += 1
            if index < len(scan) and match.is_a(index, "THE"):
                index += 1
            continue
        if not word[0].isalpha() or match.is_a(index, "STOPNP"):
            break
        if index > head and scan.capital(index - 1) and not scan.capital(index):
            break
        index += 1
        if word.startswith(match.event_nouns) and index < len(scan) and not match.is_a(index, "OF"):
            break
    while index > head and (match.is_a(index - 1, "OF") or match.is_a(index - 1, "THE")):
        index -= 1
    return (start, index) if index > head else None


def _clause(match: Match, start: int) -> tuple[int, int] | None:
    scan = match.scan
    index = start
    while index < len(scan) and index - start < 5 and scan.tokens[index][0].isalpha():
        index += 1
    return (start, index) if index - start > 1 else None


def _cyrillic(match: Match, start: int) -> tuple[int, int] | None:
    """Adjectives, a noun, and what it is of: a name or a word for a place, with its own adjectives."""
    scan = match.scan
    index = start
    if match.is_a(index, "CLAUSEHEAD"):
        return _clause(match, start)
    noun = _noun(match, index)
    if noun is None:
        return None
    index = noun
    if index < len(scan) and (
        match.is_a(index, "PLACENOUN") or scan.capital(index) or scan.tokens[index].endswith(_OBLIQUE)
    ):
        further = _noun(match, index)
        if further is not None and (
            scan.capital(further - 1) or match.is_a(further - 1, "PLACENOUN") or match.is_a(index, "PLACENOUN")
        ):
            index = further
            if index < len(scan) and scan.capital(index) and scan.tokens[index][0].isalpha():
                index += 1
    return (start, index)


def _noun(match: Match, index: int) -> int | None:
    """Index after the next adjectives and one noun, or None when there is none."""
    scan = match.scan
    while index < len(scan) and scan.tokens[index].endswith(_OBLIQUE) and not match.is_a(index, "STOPNP"):
        index += 1
    if index >= len(scan) or not scan.tokens[index][0].isalpha() or match.is_a(index, "STOPNP"):
        return None
    return index + 1
