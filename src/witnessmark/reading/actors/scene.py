"""The words of one text as the rules for actors see them."""

from witnessmark.reading.actors.lexicon import Lexicon
from witnessmark.reading.draft import Draft

_GAPS = frozenset({" ", "\u00a0", "  ", " \u00a0", "\u00a0 ", "\u00a0\u00a0", "\u2009", "\t"})


class Scene:
    """Flags, capitals and gaps of every word of a draft, as parallel lists; and the runs of capitalised words."""

    __slots__ = (
        "begins",
        "capital",
        "draft",
        "ends",
        "flags",
        "folded",
        "lexicon",
        "lower",
        "phrases",
        "places",
        "starts",
        "text",
    )

    def __init__(self, draft: Draft, lexicon: Lexicon) -> None:
        words = draft.words
        self.draft, self.lexicon, self.text = draft, lexicon, draft.text
        self.starts, self.ends = words.starts, words.ends
        self.folded = [word if "'" not in word else _bare(word) for word in words.folded]
        get = lexicon.flags.get
        self.flags = [get(word, 0) for word in self.folded]
        known = lexicon.phrases
        self.phrases = [(index, known[word]) for index, word in enumerate(self.folded) if word in known]
        text = self.text
        self.capital = [text[start].isupper() for start in words.starts]
        self.begins = {start for start, _ in draft.sentences}
        self.places = self._place_words()
        self.lower: frozenset[str] | None = None

    def _place_words(self) -> dict[int, str]:
        """Word indexes that lie in a place found before, with the kind of the place."""
        found: dict[int, str] = {}
        at = self.draft.words.at
        for place in self.draft.places:
            for index in range(at(place.start), at(place.end - 1) + 1):
                found[index] = place.kind
        return found

    def lower_case(self) -> frozenset[str]:
        """The words that the text writes in lower case somewhere."""
        if self.lower is None:
            pairs = zip(self.folded, self.capital, strict=True)
            self.lower = frozenset(word for word, is_capital in pairs if not is_capital)
        return self.lower

    def __len__(self) -> int:
        return len(self.starts)

    def near(self, index: int) -> bool:
        """Whether only blanks of one line stand between this word and the next."""
        if index + 1 >= len(self.starts):
            return False
        start, end = self.ends[index], self.starts[index + 1]
        return start == end or self.text[start:end] in _GAPS

    def word(self, index: int) -> str:
        return self.text[self.starts[index] : self.end(index)]

    def end(self, index: int) -> int:
        """Where the word ends, without a possessive 's."""
        end = self.ends[index]
        return end - 2 if end - self.starts[index] > len(self.folded[index]) and self.text[end - 1] in "sS" else end

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Character offsets of words ``first`` to ``last`` (half-open)."""
        return self.starts[first], self.end(last - 1)

    def has(self, index: int, flag: int) -> bool:
        return 0 <= index < len(self.flags) and bool(self.flags[index] & flag)

    def opens(self, index: int) -> bool:
        """Whether the word begins a sentence, or stands first after an opening mark of speech."""
        start = self.starts[index]
        return start in self.begins or (
            index > 0 and self.text[start - 1] in '«“„"‘' and self.starts[index - 1] in self.begins
        )

    def shouts(self, index: int) -> bool:
        """Whether the word is written in capitals (two letters or more)."""
        word = self.word(index)
        return len(word) > 1 and word.isupper()


def _bare(word: str) -> str:
    return word[:-2] if word.endswith("'s") else word
