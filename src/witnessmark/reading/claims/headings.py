"""What places and dates the claims below it: a heading, the head of an entry in a log or feed, a line of a form.

"Saraqib" on a line of its own holds until the next such line; "12 June, 06:40." at the head of an entry holds for that
entry; "Location: …" holds from there on.
"""

from bisect import bisect_right
from collections.abc import Sequence

from witnessmark.reading.claims.grammar import VERB, VERB_BUT_AFTER_DETERMINER, Grammar
from witnessmark.reading.claims.scene import Scene

_LONGEST = 12
_PARTS = frozenset({":", "–", "—"})
_MOST_OTHERS = 4
"""Words of a fragment that are neither place nor date: "village", "raion", "Woman", "No.", "118"."""

Found = tuple[int, str]
"""Index of a place or date, and the rule that found it."""


class _Sort:
    """The headings of one sort, for places or for dates."""

    def __init__(self, sort: str) -> None:
        self.sort = sort
        self.lines: list[tuple[int, int, str]] = []
        """First word, index and way of those that hold until the next, in order."""
        self.entries: dict[int, int] = {}
        """Of those that hold for their paragraph only, by its number."""

    def at(self, word: int, paragraph: int) -> Found | None:
        if paragraph in self.entries:
            return self.entries[paragraph], f"claims/{self.sort}.entry"
        before = bisect_right(self.lines, (word, len(self.entries) + 10**9, ""))
        if not before:
            return None
        _, index, way = self.lines[before - 1]
        return index, f"claims/{self.sort}.{way}"


class Headings:
    """The headings of a text. ``telling`` says of each sentence whether it may tell of an act: that is no heading."""

    def __init__(self, scene: Scene, grammar: Grammar, telling: Sequence[object]) -> None:
        self.scene, self.grammar = scene, grammar
        self.places, self.dates = _Sort("place"), _Sort("date")
        self._read(telling)
        for sort in (self.places, self.dates):
            if sum(way == "heading" for _, _, way in sort.lines) == 1:  # a title or dateline: no heading of sections
                sort.lines = [line for line in sort.lines if line[2] != "heading"]

    def _read(self, telling: Sequence[object]) -> None:
        bounds, paragraphs = self.scene.bounds, self.scene.paragraphs
        number, count = 0, len(bounds)
        while number < count:
            paragraph, first = paragraphs[number], number
            while (
                number < count
                and paragraphs[number] == paragraph
                and not telling[number]
                and bounds[number][1] - bounds[number][0] <= _LONGEST
                and self._fragment(*bounds[number])
            ):
                number += 1
            alone = number == count or paragraphs[number] != paragraph
            if number > first:
                self._take(bounds[first][0], bounds[number - 1][1], paragraph, alone)
            else:
                self._opening(*bounds[first], paragraph)
                if not telling[first]:
                    self._form(*bounds[first])
            while number < count and paragraphs[number] == paragraph:
                number += 1

    def _opening(self, low: int, high: int, paragraph: int) -> None:
        """The words before a colon or dash at the beginning of a paragraph, one after another: "Kupiansk – a strike
        on the market", "12 Feb. – Sake: clashes"."""
        folded = self.scene.folded
        while True:
            parted = next((at for at in range(low + 1, min(low + _LONGEST, high)) if folded[at] in _PARTS), None)
            if parted is None or self._way(low) == "label" or not self._fragment(low, parted):
                return
            self._take(low, parted, paragraph, alone=False)
            low = parted + 1

    def _fragment(self, low: int, high: int) -> bool:
        """Whether a few words have no verb and name little but places, days and a title."""
        kinds, words = self.grammar.kinds, self.scene.folded
        if any(kinds[word] & (VERB | VERB_BUT_AFTER_DETERMINER) for word in words[low:high]):
            return False
        words_told = sum(word[0].isalpha() for word in words[low:high])
        if words_told <= _MOST_OTHERS:
            return True
        covered = sum(
            end - first
            for ranges in (self.scene.places, self.scene.dates)
            for first, end in (ranges[i] for i in self.scene.within(ranges, low, high))
        )
        return words_told - covered <= _MOST_OTHERS

    def _take(self, low: int, high: int, paragraph: int, alone: bool) -> None:
        """Fragments at the head of a line: a heading where nothing follows on it, else the head of an entry."""
        for sort, ranges, index in (
            (self.places, self.scene.places, self._settlement(low, high)),
            (self.dates, self.scene.dates, self._day(low, high)),
        ):
            if index is None:
                continue
            if alone:
                sort.lines.append((ranges[index][0], index, self._way(low)))
            else:
                sort.entries[paragraph] = index

    def _form(self, low: int, high: int) -> None:
        """A line of a form that is longer than a heading: "Location: …"."""
        if self._way(low) != "label":
            return
        label = self.scene.folded[low]
        if label in self.grammar.date_labels and (day := self._day(low, high)) is not None:
            self.dates.lines.append((low, day, "label"))
        elif label in self.grammar.place_labels and (place := self._settlement(low, high)) is not None:
            self.places.lines.append((low, place, "label"))

    def _way(self, low: int) -> str:
        folded, grammar = self.scene.folded, self.grammar
        labels = folded[low] in grammar.date_labels or folded[low] in grammar.place_labels
        return "label" if labels and ":" in folded[low + 1 : low + 4] else "heading"

    def _settlement(self, low: int, high: int) -> int | None:
        """The most specific place among the words; a country alone is the heading of too much."""
        places = self.scene.draft.places
        found = [i for i in self.scene.within(self.scene.places, low, high) if places[i].kind != "country"]
        return min(found, key=lambda i: (places[i].kind == "region", places[i].lat is None, i), default=None)

    def _day(self, low: int, high: int) -> int | None:
        dates = self.scene.draft.dates
        found = [
            i
            for i in self.scene.within(self.scene.dates, low, high)
            if dates[i].type in ("DATE", "TIME") and "/" not in (dates[i].edtf or "")
        ]
        return min(found, key=lambda i: (dates[i].type == "TIME" and dates[i].earliest is None, i), default=None)
