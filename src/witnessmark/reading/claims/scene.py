"""What the earlier components found, by word: which place, date, actor and quotation each word stands in."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from witnessmark.model.record import ActorMention
from witnessmark.model.span import Span
from witnessmark.reading.dates.vocabulary import year_words
from witnessmark.reading.draft import Draft

MARKS = frozenset("«»„“”‟\"'‘’`")
_MONTHS = frozenset({"may", "march"})
_LONGEST = 200
"""Words of one stretch; no sentence of a report is longer."""


class Scene:
    """Look-ups over one draft. Word ranges are half-open."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text = draft.text
        self.starts, self.ends, self.folded = draft.words.starts, draft.words.ends, draft.words.folded
        self.folded = self._without_months(self._ranges(draft.dates))
        self.places = self._ranges(draft.places)
        self.dates = [(first, self._after_year(end)) for first, end in self._ranges(draft.dates)]
        self.actors = self._ranges(draft.actors)
        self.quotes = [self._said(first, end) for first, end in self._ranges(draft.quotes)]
        self._starts = {id(each): [first for first, _ in each] for each in (self.places, self.dates, self.actors)}
        self.bounds: list[tuple[int, int]] = []
        """Word ranges of the sentences; of one that never ends, of its stretches, so that cost stays linear."""
        self.paragraphs: list[int] = []
        """For each of ``bounds`` the number of its paragraph: a line break begins a new one."""
        self._cut()
        self.zones = self._quoted()
        self.indirect = {index for index, quote in enumerate(draft.quotes) if quote.kind == "indirect"}
        """Quotations that are indirect speech."""

    def _ranges(self, spans: Sequence[Span]) -> list[tuple[int, int]]:
        return [(max(bisect_right(self.starts, s.start) - 1, 0), bisect_left(self.starts, s.end)) for s in spans]

    def _without_months(self, dates: Sequence[tuple[int, int]]) -> list[str]:
        """The folded words, where a month that is a verb as well ("3 May", "in March") is no verb."""
        months = [at for first, end in dates for at in range(first, end) if self.folded[at] in _MONTHS]
        if not months:
            return self.folded
        folded = self.folded.copy()
        for at in months:
            folded[at] = "month"
        return folded

    def _after_year(self, end: int) -> int:
        """The end of a date with the word for the year that follows its number, as in "2022 року"."""
        follows = end < len(self.folded) and self.folded[end] in year_words()
        return end + 1 if follows and self.folded[end - 1].isdigit() else end

    def _said(self, first: int, end: int) -> tuple[int, int]:
        """A quotation's words without the marks around them."""
        while first < end and self.folded[first] in MARKS:
            first += 1
        while first < end and self.folded[end - 1] in MARKS:
            end -= 1
        return first, end

    def _cut(self) -> None:
        number, before = 0, 0
        for start, end in self.draft.sentences:
            number += self.text.count("\n", before, start) > 0
            before = end
            low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
            for at in range(low, high, _LONGEST):
                self.bounds.append((at, min(at + _LONGEST, high)))
                self.paragraphs.append(number)

    def _quoted(self) -> list[int]:
        """For each word the quotation that it stands in, of nested ones the inner; -1 for none."""
        zones = [-1] * len(self.starts)
        for index in sorted(range(len(self.quotes)), key=lambda i: self.quotes[i][0] - self.quotes[i][1]):
            first, end = self.quotes[index]
            zones[first:end] = [index] * (min(end, len(zones)) - first)
        return zones

    def paragraph_at(self, at: int) -> int:
        """The number of the paragraph that a word stands in."""
        return self.paragraphs[max(bisect_right(self.bounds, at, key=lambda bound: bound[0]) - 1, 0)]

    def quote_at(self, at: int) -> int:
        return self.zones[at]

    def quotes_around(self, at: int) -> list[int]:
        """The quotations that hold a word, the innermost first."""
        inner = self.quote_at(at)
        near = range(max(inner - 4, 0), min(inner + 5, len(self.quotes)))
        holding = [i for i in near if self.quotes[i][0] <= at < self.quotes[i][1]] if inner >= 0 else []
        return sorted(holding, key=lambda i: self.quotes[i][1] - self.quotes[i][0])

    def within(self, ranges: list[tuple[int, int]], low: int, high: int) -> list[int]:
        """Indexes of the ranges that begin between two words."""
        if not ranges:
            return []
        starts = self._starts[id(ranges)]
        first = bisect_left(starts, low)
        return list(range(first, bisect_left(starts, high, first)))

    def actors_in(self, low: int, high: int) -> list[int]:
        """Indexes of actors that overlap the words, in order."""
        actors = self.actors
        if not actors:
            return []
        starts = self._starts[id(actors)]
        first = bisect_left(starts, low)
        if first and actors[first - 1][1] > low:
            first -= 1
        return list(range(first, bisect_left(starts, high, first)))

    def words_of(self, span: Span) -> tuple[int, int]:
        """The words that a span covers."""
        return self._ranges([span])[0]

    def in_name(self, words: Sequence[int]) -> bool:
        """Whether the words are a part, in capitals, of the longer name of a body: "Liberation" in "Oromo Liberation
        Army"."""
        first, end = words[0], words[-1] + 1
        if not all(self.text[self.starts[at]].isupper() for at in words):
            return False
        return any(
            self.actors[i][0] <= first
            and end <= self.actors[i][1]
            and end - first < self.actors[i][1] - self.actors[i][0]
            for i in self.actors_in(first, end)
            if self.actor(i).kind != "person"
        )

    def actor(self, index: int) -> ActorMention:
        return self.draft.actors[index]

    def span(self, first: int, end: int) -> Span:
        return Span.of(self.text, self.starts[first], self.ends[end - 1])
