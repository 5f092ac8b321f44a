"""The component that finds the times in a text."""

from collections.abc import Iterable
from functools import cache

from witnessmark.reading.dates import events, lengths, points, relatives  # noqa: F401  (they register their makers)
from witnessmark.reading.dates.expressions import Expression, make
from witnessmark.reading.dates.grammar import Grammar, Match
from witnessmark.reading.dates.resolve import Resolver
from witnessmark.reading.dates.scan import Scan
from witnessmark.reading.draft import Draft


@cache
def grammar() -> Grammar:
    """The rules and words of all languages, compiled once."""
    return Grammar()


class DateReader:
    """Finds dates, times, lengths and repetitions, and resolves them against the document and the text before them."""

    name = "dates"
    needs = frozenset({"words", "sentences"})
    makes = frozenset({"dates"})

    def read(self, draft: Draft) -> None:
        rules = grammar()
        scan = rules.scan(draft.words, draft.language)
        expressions = longest(rules.matches(scan), scan)
        resolver = Resolver(scan, rules.phrases.wars, draft.date)
        draft.dates.extend(resolver.resolve(expressions))


def longest(matches: Iterable[Match], scan: Scan) -> list[Expression]:
    """The expressions of the matches that win: the longest first, then the earlier rule; in the order of the text."""
    candidates: list[tuple[int, int, int, int, Match, list[Expression] | None]] = []
    for match in matches:
        made, end = None, match.end
        if match.rule.make == "event":  # only the maker sees how far the words of an event go
            made = make(match)
            if made is None:
                continue
            end = made[-1].end
        candidates.append((match.start - end, match.rule.rank, match.start, end, match, made))
    candidates.sort(key=lambda candidate: candidate[:3])
    taken = bytearray(len(scan))
    chosen: list[Expression] = []
    for _, _, start, end, match, made in candidates:
        if taken.find(1, start, end) >= 0:
            continue
        made = make(match) if made is None else made
        if made is not None:
            taken[start:end] = b"\x01" * (end - start)
            chosen.extend(made)
    for expression in chosen:
        _without_year_word(expression, scan)
    chosen.sort(key=lambda expression: expression.start)
    return chosen


def _without_year_word(expression: Expression, scan: Scan) -> None:
    """ "10 вересня 2022 року" is written with a word for the year that says no more: the time ends before it. Where no
    month is said ("2022 рік", "наприкінці 2022 року") the word belongs to it."""
    value, tokens, last = scan.vocabulary.value, scan.tokens, expression.end - 1
    if tokens[last] == ".":
        last -= 1
    if last - expression.start < 2 or not value(tokens[last], "YEARTAIL") or not value(tokens[last - 1], "YEARN"):
        return
    if any(value(token, "MONTH") for token in tokens[expression.start : last]):
        expression.end = last
