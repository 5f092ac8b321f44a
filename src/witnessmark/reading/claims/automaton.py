"""The automaton: every trigger, false friend and cue of a language found in one pass over the words of a text.

A row hangs on the one of its words that is least likely to be met by chance; only where that word stands are the words
around it compared. Cost is linear in the length of the text.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from witnessmark.reading.compiled import compiled

_GAP, _NUM, _LOC, _DATE, _ANY = -1, -2, -3, -4, -5
_REACH = 6
_REMEMBERED = 200_000


class Hit(NamedTuple):
    """A row found: words ``first`` to ``last`` (inclusive), ``head`` the word that it hangs on."""

    kind: str
    label: str
    rule: str
    first: int
    last: int
    head: int
    words: tuple[int, ...]
    """Indexes of the words that literals of the row matched."""


class _Known(dict[str, "tuple[frozenset[int], tuple[tuple[Any, ...], ...]] | None"]):
    """What the rows know of a word form, worked out when it is first met."""

    def __init__(self, table: dict[str, Any]) -> None:
        super().__init__()
        self._forms, self._stems = table["forms"], table["stems"]
        self._longest = max(map(len, self._stems), default=0)
        self._shortest = min(map(len, self._stems), default=1)
        self._table = table

    def __missing__(self, word: str) -> "tuple[frozenset[int], tuple[tuple[Any, ...], ...]] | None":
        if len(self) > _REMEMBERED:
            self.clear()
        codes = set(self._forms.get(word, ()))
        if not codes and word.endswith("'s"):
            codes.update(self._forms.get(word[:-2], ()))
        stems = self._stems
        for size in range(self._shortest, min(self._longest, len(word)) + 1):
            if found := stems.get(word[:size]):
                codes.update(found)
        value = None
        if codes:
            rows = tuple(row for code in sorted(codes) for row in self._rows(code))
            value = (frozenset(codes), rows)
        self[word] = value
        return value

    def _rows(self, code: int) -> "Iterator[tuple[Any, ...]]":
        """The rows that hang on an element: kind, label, rule, what stands to the left (nearest first) and to the
        right, and which other elements must stand in the sentence at all."""
        for number in self._table["anchors"].get(str(code), ()):
            kind, label, rule, anchor, codes = self._table["rows"][number]
            left, right = tuple(reversed(codes[:anchor])), tuple(codes[anchor + 1 :])
            yield kind, label, rule, left, right, frozenset(each for each in (*left, *right) if each >= 0)


class Automaton:
    """All rows of one language, loaded once for each process. ``settings`` and ``cues`` are its word lists."""

    def __init__(self, language: str) -> None:
        table = compiled(f"claims-{language}")
        self.language = language
        self.settings: dict[str, Any] = table["settings"]
        self.cues: dict[str, dict[str, Any]] = table["cues"]
        self._known = _Known(table)
        self._skip = frozenset(self.settings["skip"])
        self._numbers = frozenset(self.settings["numbers"])
        self._adjectives = tuple(self.settings["adjective_endings"])

    def hits(self, folded: Sequence[str], bounds: Sequence[tuple[int, int]], named: Sequence[int]) -> list[list[Hit]]:
        """The hits of each sentence; ``bounds`` are word ranges (half-open), ``named`` is 1 for words of a
        place, 2 of a date."""
        known = self._known
        infos = [known[word] for word in folded]
        found: list[list[Hit]] = []
        for low, high in bounds:
            mine: list[Hit] = []
            found.append(mine)
            known_words = [info for info in infos[low:high] if info is not None]
            if not any(rows for _, rows in known_words):
                continue
            present = frozenset().union(*[codes for codes, _ in known_words])
            place = _Place(folded, infos, low, high, named)
            for at in range(low, high):
                info = infos[at]
                if info is not None and info[1]:
                    self._at(at, [row for row in info[1] if row[5] <= present], place, mine)
        return found

    def _at(self, at: int, rows: Sequence[tuple[Any, ...]], place: "_Place", mine: list[Hit]) -> None:
        for kind, label, rule, left, right, _ in rows:
            first = last = at
            words: tuple[int, ...] = (at,)
            if left:
                found = self._follow(left, 0, at - 1, -1, place)
                if found is None:
                    continue
                words = found + words
                first = min(words)
            if right:
                found = self._follow(right, 0, at + 1, 1, place)
                if found is None:
                    continue
                words = words + found
                last = max(words)
            mine.append(Hit(kind, label, rule, first, last, at, tuple(sorted(words))))

    def _follow(self, codes: Sequence[int], k: int, at: int, step: int, place: "_Place") -> tuple[int, ...] | None:
        """Words that match ``codes[k:]`` from ``at`` on in the direction ``step``, or None."""
        if k == len(codes):
            return ()
        code = codes[k]
        if code == _GAP:
            skipped = 0
            while skipped <= _REACH and place.holds(at):
                found = self._follow(codes, k + 1, at, step, place)
                if found is not None:
                    return found
                word = place.folded[at]
                if word in _STOPS:
                    return None
                skipped += 1 if word[0].isalnum() else -2 if word == "," else 0
                at += step
            return None
        skips = 0
        while place.holds(at):
            if self._matches(code, at, place):
                found = self._follow(codes, k + 1, at + step, step, place)
                if found is not None:
                    return (at, *found)
            word = place.folded[at]
            if skips >= 2 or not (word in self._skip or (self._adjectives and word.endswith(self._adjectives))):
                return None
            skips += 1
            at += step
        return None

    def _matches(self, code: int, at: int, place: "_Place") -> bool:
        if code >= 0:
            info = place.infos[at]
            return info is not None and code in info[0]
        word = place.folded[at]
        if code == _NUM:
            return place.named[at] != 2 and (word[0].isdigit() or word in self._numbers)
        if code == _DATE:
            return place.named[at] == 2
        if code == _LOC:
            return place.named[at] == 1
        return word[0].isalnum()


_STOPS = frozenset(";:()")


class _Place(NamedTuple):
    folded: Sequence[str]
    infos: Sequence[Any]
    low: int
    high: int
    named: Sequence[int]

    def holds(self, at: int) -> bool:
        return self.low <= at < self.high


@cache
def automaton(language: str) -> Automaton:
    return Automaton(language)
