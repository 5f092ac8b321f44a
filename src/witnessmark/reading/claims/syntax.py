"""A shallow reading of sentences: clauses, verbs, noun phrases. By word lists and endings, no parser.

Everything works on word indexes of one text: ``Sentence`` applies the word lists of a ``Grammar`` to one sentence and
remembers where its clauses break.
"""

from collections.abc import Container, Sequence

from witnessmark.reading.claims.grammar import Grammar

HARD = frozenset({";", ":", "—", "–", "―", "(", ")", "[", "]", "…", ".", "!", "?", "-", "•", "*", "|", "/"})
QUOTES = frozenset({'"', "“", "”", "„", "«", "»", "‘", "’", "'", "`"})


class Sentence:
    """One sentence: words ``low`` to ``high`` (half-open) of ``words``, with its clause breaks."""

    def __init__(
        self,
        grammar: Grammar,
        words: Sequence[str],
        low: int,
        high: int,
        zones: Sequence[int],
        dates: Container[int] = (),
    ) -> None:
        self.grammar, self.words, self.low, self.high = grammar, words, low, high
        self.zones = zones
        self.dates = dates
        self.indirect: Container[int] = ()
        """Quotations that are indirect speech."""
        """Words that stand in a date: no part of a noun phrase."""
        """For each word of the sentence the quotation that it stands in, -1 for none."""
        self.verbs = [grammar.verb(words, at, low) for at in range(low, high)]
        self.breaks = self._breaks()

    def is_verb(self, at: int) -> bool:
        return self.verbs[at - self.low]

    def used_as_verb(self, at: int) -> bool:
        """Whether a word that may be noun or verb is used as a verb here."""
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
        return self.zone(at) in self.indirect

    def zone(self, at: int) -> int:
        return self.zones[at - self.low]

    def _breaks(self) -> list[int]:
        """0 inside a clause; 1 the word is a mark or link outside of any clause; 2 a clause begins at this word."""
        grammar, words, low = self.grammar, self.words, self.low
        breaks = [0] * (self.high - low)
        verb_before = False
        for k, at in enumerate(range(low, self.high)):
            word = words[at]
            if k and self.zones[k] != self.zones[k - 1]:
                breaks[k] = 2
                verb_before = False
            if word in HARD or word == "," or word in grammar.subordinators:
                breaks[k] = 1
                verb_before = False
            elif word in grammar.relatives:
                breaks[k] = 2
                verb_before = False
            elif word in grammar.coordinators:
                if verb_before and self._verb_follows(at + 1):
                    breaks[k] = 1
                    verb_before = False
            elif self.verbs[k]:
                verb_before = True
        return breaks

    def _verb_follows(self, at: int) -> bool:
        """Whether a verb comes before the next mark: what follows is a clause, not a further noun."""
        grammar = self.grammar
        for here in range(at, min(at + 9, self.high)):
            word = self.words[here]
            if word in HARD or word == "," or word in grammar.subordinators or word in grammar.relatives:
                return False
            if self.verbs[here - self.low]:
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
        grammar, words = self.grammar, self.words
        found: list[tuple[int, int, str]] = []
        first, opened = start, ""
        for at in range(start, end + 1):
            word = words[at] if at < end else ","
            stop = (
                at == end or word == "," or word in HARD or word in grammar.subordinators or word in grammar.relatives
            )
            stop = stop or (at < end and at in self.dates)
            side = word in grammar.adverbs or word in grammar.modals or word in grammar.auxiliaries
            verb = at < end and self.is_verb(at) and not side
            preposition = word in grammar.prepositions and not (word == "of" and first < at)
            if stop or side or verb or preposition:
                while first < at and words[first] in grammar.coordinators:
                    first += 1
                if first < at:
                    found.append((first, at, opened))
                first, opened = at + 1, word if preposition else ""
        return found

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """A range without the links, marks and adverbs at its edges."""
        grammar, words = self.grammar, self.words
        while start < end and (words[start] in grammar.connectives or words[start] == "," or words[start] in HARD):
            start += 1
        while end > start and (
            words[end - 1] in grammar.coordinators
            or words[end - 1] in grammar.prepositions
            or words[end - 1] in HARD
            or words[end - 1] in ("to", ",")
        ):
            end -= 1
        return start, end
