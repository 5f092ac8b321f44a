"""A shallow reading of sentences: clauses, verbs, noun phrases. By word lists and endings, no parser.

Everything works on word indexes of one text: ``Sentence`` applies the word lists of a ``Grammar`` to one sentence and
remembers where its clauses break.
"""

from functools import cached_property

from witnessmark.reading.claims.grammar import (
    COORDINATOR,
    DATED,
    DETERMINER,
    HELPER,
    MARK,
    PREPOSITION,
    QUOTES,
    RELATIVE,
    SIDE,
    SUBORDINATOR,
    VERB,
    VERB_AFTER_HELPER,
    VERB_BUT_AFTER_DETERMINER,
    Grammar,
)
from witnessmark.reading.claims.scene import Scene

_MAYBE_VERB = VERB_AFTER_HELPER | VERB_BUT_AFTER_DETERMINER
_CLOSES = MARK | SUBORDINATOR
_TURNS = _CLOSES | RELATIVE | COORDINATOR | VERB
_STOPS = _CLOSES | RELATIVE | DATED
_LEADS_ARTICLE = DETERMINER | PREPOSITION | COORDINATOR
_ENDS_PHRASE = _STOPS | SIDE | VERB | PREPOSITION


class Sentence:
    """One sentence: words ``low`` to ``high`` (half-open) of ``words``. What a word is, is worked out when asked for:
    most sentences tell of no act."""

    def __init__(self, grammar: Grammar, scene: Scene, low: int, high: int) -> None:
        self.grammar, self.words, self.low, self.high = grammar, scene.folded, low, high
        self.zones = scene.zones
        """For each word of the text the quotation that it stands in, -1 for none."""
        self._scene = scene
        self._used: dict[int, bool] = {}
        self._phrases: dict[tuple[int, int], list[tuple[int, int, str]]] = {}

    @cached_property
    def kinds(self) -> list[int]:
        """The kind of each word; ``VERB`` where it is a verb here."""
        table, words, low = self.grammar.kinds, self.words, self.low
        kinds = [table[word] for word in words[low : self.high]]
        for k, kind in enumerate(kinds):
            if kind & _MAYBE_VERB:
                before = kinds[k - 1] if k else 0
                if before & HELPER if kind & VERB_AFTER_HELPER else not before & (DETERMINER | PREPOSITION):
                    kinds[k] = kind | VERB
            elif kind & MARK and self._within_number(low + k):
                kinds[k] = 0
        for index in self._scene.within(self._scene.dates, max(low - 4, 0), self.high):
            first, end = self._scene.dates[index]
            for at in range(max(first, low), min(end, self.high)):
                kinds[at - low] |= DATED
        return kinds

    def _within_number(self, at: int) -> bool:
        """Whether a mark stands between the digits of one number or hour: "1,200", "06:50"."""
        words = self.words
        return (
            self.low < at < self.high - 1
            and words[at - 1][0].isdigit()
            and words[at + 1][0].isdigit()
            and self._scene.ends[at - 1] == self._scene.starts[at]
            and self._scene.ends[at] == self._scene.starts[at + 1]
        )

    def is_verb(self, at: int) -> bool:
        return bool(self.kinds[at - self.low] & VERB)

    def has_verb(self, start: int, end: int) -> bool:
        """Whether a verb stands among the words."""
        return any(kind & VERB for kind in self.kinds[start - self.low : end - self.low])

    def used_as_verb(self, at: int) -> bool:
        """Whether a word that may be noun or verb is used as a verb here."""
        known = self._used.get(at)
        if known is None:
            known = self._used[at] = self._is_used_as_verb(at)
        return known

    def _is_used_as_verb(self, at: int) -> bool:
        grammar, words = self.grammar, self.words
        if not grammar.english:
            return self.is_verb(at)
        word = words[at]
        before = words[at - 1] if at > self.low else ""
        if before in QUOTES and at - 1 > self.low:
            before = words[at - 2]
        after = words[at + 1] if at + 1 < self.high else ""
        if self.is_verb(at):
            return before not in grammar.determiners
        if before in grammar.modals or before in ("to", "i", "we", "they", "he", "she", "who", "not"):
            return True
        if word.endswith("ing"):
            return before in grammar.auxiliaries or after in grammar.determiners
        return after in grammar.determiners and before not in grammar.determiners and before not in grammar.prepositions

    def reported(self, at: int) -> bool:
        """Whether a word stands in indirect speech."""
        return self.zones[at] in self._scene.indirect

    def zone(self, at: int) -> int:
        return self.zones[at]

    @cached_property
    def breaks(self) -> list[int]:
        """0 inside a clause; 1 the word is a mark or link outside of any clause; 2 a clause begins at this word."""
        low, kinds = self.low, self.kinds
        breaks = [0] * len(kinds)
        zones = self.zones[low : self.high] if self._scene.quotes else ()
        verb_before = False
        for k, kind in enumerate(kinds):
            if k and zones and zones[k] != zones[k - 1]:
                breaks[k] = 2
                verb_before = False
            if not kind & _TURNS:
                continue
            if kind & _CLOSES:
                breaks[k] = 1
                verb_before = False
            elif kind & RELATIVE:
                breaks[k] = 2
                verb_before = False
            elif kind & COORDINATOR:
                if verb_before and self._verb_follows(k + 1):
                    breaks[k] = 1
                    verb_before = False
            else:
                verb_before = True
        return breaks

    def _verb_follows(self, k: int) -> bool:
        """Whether a verb comes before the next mark: what follows is a clause, not a further noun."""
        for kind in self.kinds[k : k + 9]:
            if kind & (_CLOSES | RELATIVE):
                return False
            if kind & VERB:
                return True
        return False

    def clause(self, at: int) -> tuple[int, int]:
        """The words of the clause that holds ``at``, half-open."""
        breaks, low = self.breaks, self.low
        start = at
        while start > low and breaks[start - low] != 2 and breaks[start - 1 - low] != 1:
            start -= 1
        end = at + 1
        while end < self.high and breaks[end - low] == 0:
            end += 1
        return start, end

    def joined(self, first: int, last: int) -> bool:
        """Whether no mark but commas within short lists and no clause break stands between two words."""
        return not any(self.breaks[first + 1 - self.low : last - self.low])

    def phrases(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Noun phrases between two words: (first, end, preposition before it or ""). "of" joins two into one."""
        known = self._phrases.get((start, end))
        if known is not None:
            return known
        words, kinds, low = self.words, self.kinds, self.low
        found: list[tuple[int, int, str]] = []
        first, opened = start, ""
        for at, kind in enumerate([*kinds[start - low : end - low], MARK], start):
            if not kind & _ENDS_PHRASE:
                if kind & DETERMINER and first < at and self._begins(at):
                    found.append((first, at, opened))
                    first, opened = at, ""
                continue
            preposition = kind & PREPOSITION and not (first < at and words[at] == "of")
            if preposition and at + 1 < end and self._measures(at):
                preposition = 0
            if preposition or kind & (_STOPS | SIDE | VERB):
                while first < at and kinds[first - low] & COORDINATOR:
                    first += 1
                if first < at:
                    found.append((first, at, opened))
                first, opened = at + 1, words[at] if preposition else ""
        self._phrases[start, end] = found
        return found

    def _begins(self, at: int) -> bool:
        """Whether an article begins another phrase: "10 km north of Izium a bridge", not "all the men"."""
        before = self.kinds[at - 1 - self.low]
        return self.words[at] in self.grammar.articles and not before & _LEADS_ARTICLE

    def _measures(self, at: int) -> bool:
        """Whether a preposition only makes a number vague: "at least", "around 900"."""
        grammar, word, after = self.grammar, self.words[at], self.words[at + 1]
        if after in grammar.measures:
            return True
        return word in grammar.approximators and (after[0].isdigit() or after in grammar.numbers)

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """A range without the links, marks and adverbs at its edges."""
        words, kinds, low, connectives = self.words, self.kinds, self.low, self.grammar.connectives
        while start < end and (kinds[start - low] & MARK or words[start] in connectives):
            start += 1
        while end > start and (kinds[end - 1 - low] & (COORDINATOR | PREPOSITION | MARK) or words[end - 1] == "to"):
            end -= 1
        return start, end
