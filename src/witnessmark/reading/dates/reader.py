"""The component that finds the times in a text."""

from functools import cache

from witnessmark.reading.dates import events, lengths, points, relatives  # noqa: F401  (they register their makers)
from witnessmark.reading.dates.expressions import Expression, make
from witnessmark.reading.dates.grammar import Grammar, Match
from witnessmark.reading.dates.resolve import Resolver
from witnessmark.reading.dates.scan import Scan
from witnessmark.reading.draft import Draft


@cache
def grammar(first: str) -> Grammar:
    """The rules for texts in that language, which all know the words of the others as well; compiled once."""
    return Grammar(first)


class DateReader:
    """Finds dates, times, lengths and repetitions, and resolves them against the document and the text before them."""

    name = "dates"
    needs = frozenset({"words", "sentences"})
    makes = frozenset({"dates"})

    def read(self, draft: Draft) -> None:
        rules = grammar(draft.language if draft.language in ("en", "ru") else "uk")
        scan = Scan(draft.text, rules.vocabulary)
        expressions = longest(rules.matches(scan) if scan.codes else (), len(scan))
        resolver = Resolver(scan, rules.vocabulary, rules.phrases.wars, draft.date)
        draft.dates.extend(resolver.resolve(expressions))


def longest(matches: "object", size: int) -> list[Expression]:
    """The expressions of the matches that win: the longest first, then the earlier rule; in the order of the text."""
    candidates = []
    for match in matches:  # type: ignore[attr-defined]
        made = make(match)
        if made is not None:
            end = max([expression.end for expression in made], default=match.end)
            candidates.append((match.start - end, match.rule.rank, match.start, end, made))
    candidates.sort(key=lambda candidate: candidate[:3])
    taken = bytearray(size)
    chosen: list[Expression] = []
    for _, _, start, end, made in candidates:
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            chosen.extend(made)
    chosen.sort(key=lambda expression: expression.start)
    return chosen


__all__ = ["DateReader", "Match", "grammar", "longest"]
