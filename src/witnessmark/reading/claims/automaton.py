"""The automaton: every trigger, false friend and cue of a language found in one pass over the words of a text.

A row hangs on the one of its words that is least likely to be met by chance; only where that word stands are the words
around it compared. Cost is linear in the length of the text.
"""

from collections.abc import Iterable, Sequence
from functools import cache, reduce
from itertools import compress
from operator import or_
from typing import Any, NamedTuple

import msgspec

from witnessmark.reading.compiled import compiled_as

_GAP, _NUM, _LOC, _DATE, _ANY, _NAME = -1, -2, -3, -4, -5, -6
_REACH = 6
_REMEMBERED = 200_000
_PROPOSING = frozenset({"strong", "pattern", "weak"})
"""Kinds of rows that propose an act."""


class _Table(msgspec.Struct, frozen=True):
    """The table of one language as compiled. Tuples, not lists: of those without anything but numbers and words the
    collector of garbage lets go, and there are many."""

    forms: dict[str, tuple[int, ...]]
    stems: dict[str, tuple[int, ...]]
    rows: tuple[tuple[str, str, int, int, tuple[int, ...]], ...]
    rules: tuple[str, ...]
    anchors: dict[str, tuple[int, ...]]
    settings: dict[str, Any]
    cues: dict[str, dict[str, Any]]


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


class _Row(NamedTuple):
    """A row as the word that it hangs on sees it."""

    number: int
    kind: str
    label: str
    rule: str
    left: tuple[int, ...]
    """What stands to its left, nearest first, and to its right."""
    right: tuple[int, ...]
    needs: int
    """Elements that must stand somewhere in the sentence for the row to be met at all, as bits of one number."""
    act: str
    """The act that the row proposes or bears on; "" of a cue."""


class _Rows(NamedTuple):
    """Rows that hang on a word form: those that need no other word, and the others by one element that each needs."""

    alone: tuple[_Row, ...]
    joined: dict[int, tuple[tuple[_Row, int], ...]]
    """The rows by the number of the element's bit, each with what it needs besides."""
    needs: int
    """The keys of ``joined`` as bits."""
    acts: frozenset[str]
    """The acts that the rows propose or bear on."""


class _Form(NamedTuple):
    """What the rows know of a word form: the elements that it can stand for, and the rows that hang on it, those that
    propose acts apart from those that only matter beside them."""

    codes: frozenset[int]
    bits: int
    """The same as bits of one number: those of a sentence are put together in no time."""
    proposing: _Rows | None
    beside: _Rows | None


class _Known(dict[str, "_Form | None"]):
    """The forms of the words met so far, worked out when a word is first met."""

    def __init__(self, table: _Table) -> None:
        super().__init__()
        self._forms, self._stems = table.forms, table.stems
        self._longest = max(map(len, self._stems), default=0)
        self._shortest = min(map(len, self._stems), default=1)
        self._table = table
        self._rows: dict[int, list[_Row]] = {}
        self._made: dict[frozenset[int], _Form] = {}
        """What was worked out, by elements: most words of a stem stand for the same."""
        self.proposing: set[str] = set()
        """The words met so far on which rows hang that propose an act."""
        self._anchors = frozenset(map(int, table.anchors))
        self._beside = {
            code
            for _, _, _, anchor, codes in table.rows
            if len(codes) > 1
            for code in (*codes[:anchor], *codes[anchor + 1 :])
        }
        """Elements that rows look for beside the one that they hang on."""

    def __missing__(self, word: str) -> "_Form | None":
        if len(self) > _REMEMBERED:
            self.clear()  # the rest is kept: it holds only what the lexicon has
        codes = set(self._forms.get(word, ()))
        if not codes and word.endswith("'s"):
            codes.update(self._forms.get(word[:-2], ()))
        stems = self._stems
        for size in range(self._shortest, min(self._longest, len(word)) + 1):
            if found := stems.get(word[:size]):
                codes.update(found)
        value = None
        if codes:
            same = frozenset(codes)
            value = self._made.get(same) or self._made.setdefault(same, self._form(codes))
        if value is not None and value.proposing:
            self.proposing.add(word)
        self[word] = value
        return value

    def _form(self, codes: set[int]) -> _Form:
        rows = [row for code in codes & self._anchors for row in self._hanging_on(code)]
        codes = codes & self._beside
        return _Form(
            frozenset(codes),
            _bits(codes),
            _grouped([row for row in rows if row.kind in _PROPOSING]),
            _grouped([row for row in rows if row.kind not in _PROPOSING]),
        )

    def _hanging_on(self, code: int) -> list[_Row]:
        """The rows that hang on an element."""
        if code not in self._rows:
            self._rows[code] = [self._row(number) for number in self._table.anchors[str(code)]]
        return self._rows[code]

    def _row(self, number: int) -> _Row:
        kind, label, rule, anchor, codes = self._table.rows[number]
        left, right = tuple(reversed(codes[:anchor])), tuple(codes[anchor + 1 :])
        needs = _bits({each for each in (*left, *right) if each >= 0})
        told = self._table.rules[rule]
        return _Row(number, kind, label, told, left, right, needs, "" if kind == "cue" else label.partition(">")[0])


def _bits(codes: Iterable[int]) -> int:
    """Elements as bits of one number; the lowest, which all sentences have, stands for none."""
    return sum(1 << code + 1 for code in codes)


def _grouped(rows: list[_Row]) -> _Rows | None:
    if not rows:
        return None
    joined: dict[int, list[tuple[_Row, int]]] = {}
    for row in rows:
        if row.left or row.right:
            need = max(row.needs.bit_length() - 1, 0)
            joined.setdefault(need, []).append((row, row.needs & ~(1 << need)))
    alone = tuple(sorted(row for row in rows if not (row.left or row.right)))
    hanging = {need: tuple(those) for need, those in joined.items()}
    return _Rows(alone, hanging, sum(1 << need for need in hanging), frozenset(row.act for row in rows))


class Automaton:
    """All rows of one language, loaded once for each process. ``settings`` and ``cues`` are its word lists."""

    def __init__(self, language: str) -> None:
        table = compiled_as(f"claims-{language}", _Table)
        self.language = language
        self.settings: dict[str, Any] = table.settings
        self.cues: dict[str, dict[str, Any]] = table.cues
        self._known = _Known(table)
        self._skip = frozenset(self.settings["skip"])
        self._openers = frozenset(self.settings["openers"])
        self._numbers = frozenset(self.settings["numbers"])
        self._adjectives = tuple(self.settings["adjective_endings"])

    def hits(self, folded: Sequence[str], bounds: Sequence[tuple[int, int]], named: Sequence[int]) -> list[list[Hit]]:
        """The hits of each sentence in which an act is proposed; ``bounds`` are word ranges (half-open), ``named`` is 1
        for words of a place, 2 of a date, 3 of a person."""
        infos = list(map(self._known.__getitem__, folded))
        proposing = list(compress(range(len(infos)), map(self._known.proposing.__contains__, folded)))
        proposing.append(len(infos))
        found: list[list[Hit]] = []
        k = 0
        for low, high in bounds:
            while proposing[k] < low:
                k += 1
            found.append(self._of_sentence(_Place(folded, infos, low, high, named)) if proposing[k] < high else [])
        return found

    def _of_sentence(self, place: "_Place") -> list[Hit]:
        forms = [(at, form) for at, form in enumerate(place.infos[place.low : place.high], place.low) if form]
        present = reduce(or_, [form.bits for _, form in forms], 1)
        found: list[Hit] = []
        for at, form in forms:
            if rows := form.proposing:
                for row in _possible(rows, present) if rows.needs & present else rows.alone:
                    self._met(at, row, place, found)
        if found:
            acts = {"", *[hit.label for hit in found]}
            weak = {hit.label for hit in found if hit.kind == "weak"}  # only these need company
            for at, form in forms:
                if (rows := form.beside) and not rows.acts.isdisjoint(acts):
                    for row in _possible(rows, present) if rows.needs & present else rows.alone:
                        if row.act in (weak if row.kind == "context" else acts):
                            self._met(at, row, place, found)
        return found

    def _met(self, at: int, row: _Row, place: "_Place", mine: list[Hit]) -> None:
        """Add the hit of a row that hangs on the word at ``at``, if the words around it are the row's."""
        words: tuple[int, ...] = (at,)
        if row.left:
            found = self._follow(row.left, 0, at - 1, -1, place)
            if found is None:
                return
            words = (*found[::-1], at)
        if row.right:
            found = self._follow(row.right, 0, at + 1, 1, place)
            if found is None:
                return
            words += found
        mine.append(Hit(row.kind, row.label, row.rule, words[0], words[-1], at, words))

    def _follow(self, codes: Sequence[int], k: int, at: int, step: int, place: "_Place") -> tuple[int, ...] | None:
        """Words that match ``codes[k:]`` from ``at`` on in the direction ``step``, or None."""
        if k == len(codes):
            return ()
        code = codes[k]
        folded, infos, low, high, _ = place
        if code == _GAP:
            wanted, skipped = codes[k + 1], 0
            while skipped <= _REACH and low <= at < high:
                form = infos[at]
                if (form is not None and wanted in form.codes) if wanted >= 0 else self._fills(wanted, at, place):
                    found = self._follow(codes, k + 2, at + step, step, place)
                    if found is not None:
                        return (at, *found)
                word = folded[at]
                if word in _STOPS:
                    return None
                skipped += 1 if word[0].isalnum() else -2 if word == "," else 0
                at += step
            return self._follow(codes, k + 1, at, step, place)
        skips = 0
        while low <= at < high:
            form = infos[at]
            if (form is not None and code in form.codes) if code >= 0 else self._fills(code, at, place):
                found = self._follow(codes, k + 1, at + step, step, place)
                if found is not None:
                    return (at, *found)
            word = folded[at]
            if word == "," and low <= at + 1 < high and folded[at + 1] in self._openers:
                at += step  # "he heard, that": a comma of the language's own rules
                continue
            if skips >= 2 or not (word in self._skip or (self._adjectives and word.endswith(self._adjectives))):
                return None
            skips += 1
            at += step
        return None

    def _fills(self, slot: int, at: int, place: "_Place") -> bool:
        """Whether the word at ``at`` is one that a slot of a row stands for."""
        word = place.folded[at]
        if slot == _NUM:
            return place.named[at] != 2 and (word[0].isdigit() or word in self._numbers)
        if slot == _DATE:
            return place.named[at] == 2
        if slot == _LOC:
            return place.named[at] == 1
        if slot == _NAME:
            return place.named[at] == 3
        return word[0].isalnum()


def _possible(rows: _Rows, present: int) -> list[_Row]:
    """The rows whose other words stand in the sentence, in the order of the lexicon."""
    needs = rows.needs & present
    found = [*rows.alone]
    while needs:
        need = needs.bit_length() - 1
        needs ^= 1 << need
        found += [row for row, others in rows.joined[need] if not others or others & present == others]
    found.sort()
    return found


_STOPS = frozenset(";:()")


class _Place(NamedTuple):
    folded: Sequence[str]
    infos: Sequence[Any]
    low: int
    high: int
    named: Sequence[int]


@cache
def automaton(language: str) -> Automaton:
    return Automaton(language)
