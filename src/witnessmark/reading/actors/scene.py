"""The words of one text as the rules for actors see them."""

import re
from itertools import compress
from operator import itemgetter, not_

from witnessmark.reading.actors.lexicon import Is, Lexicon
from witnessmark.reading.draft import Draft

OPEN, CLOSE = '«“„"', '»”“"'
_OPENERS = ~(Is.NOT_NAME | Is.MALE | Is.FEMALE | Is.ALSO_WORD | Is.TAIL | Is.NOT_ACTOR | Is.FAMILY)
_INITIALS = frozenset({"yu", "ya", "yo", "ye", "iu", "ia", "shch", "дж", "дм"})
_AREAS = frozenset({"country", "region"})
_POSSESSIVE = re.compile(r"['’ʼ`‘][sS](?!\w)")
_HYPHEN = re.compile(r"-[A-ZА-ЯІЇЄҐ]")
_ARTICLES = frozenset("al el ad ar as at az an ash аль эль ель ад ар ас ат аз ан аш".split())
_GAPS = frozenset({" ", "\u00a0", "  ", " \u00a0", "\u00a0 ", "\u00a0\u00a0", "\u2009", "\t"})


class _Capital(dict[str, bool]):
    """Whether a character is a capital letter, asked once for each."""

    def __missing__(self, character: str) -> bool:
        known = self[character] = character.isupper()
        return known


_is_capital = _Capital().__getitem__


class Scene:
    """Flags, capitals and gaps of every word of a draft, as parallel lists. ``flagged`` and ``capitals`` are the
    indexes of the words that a rule can begin at or that begin with a capital: most words are neither."""

    __slots__ = (
        "begins",
        "capital",
        "capitals",
        "draft",
        "ends",
        "fixed",
        "flagged",
        "flags",
        "folded",
        "initials",
        "lexicon",
        "lower",
        "places",
        "starts",
        "text",
        "things",
    )

    def __init__(self, draft: Draft, lexicon: Lexicon) -> None:
        words = draft.words
        self.draft, self.lexicon, self.text = draft, lexicon, draft.text
        self.starts, self.ends = words.starts, words.ends
        self.folded = self._without_possessives(draft)
        self.flags: list[int] = list(map(lexicon.of_word.__getitem__, self.folded))
        self.flagged = list(compress(range(len(self.flags)), map(_OPENERS.__and__, self.flags)))
        first_letters = itemgetter(*words.starts, 0)(self.text)[:-1] if words.starts else ()
        self.capital = list(map(_is_capital, first_letters))
        for match in _HYPHEN.finditer(self.text):  # "al-Freiji", «аль-Асад»: a name, though its article is small
            index = words.at(match.start())
            if self.text[self.starts[index] : match.start()] in _ARTICLES:
                self.capital[index] = True
        self.capitals = list(compress(range(len(self.flags)), self.capital))
        self.fixed: set[int] = set()
        """Words that begin a known name of several words: "Ann Arbor", "Henry County"."""
        self.places = self._place_words()
        self.initials = {
            index
            for index in self.capitals
            if self.ends[index] - self.starts[index] < 4
            and self._initial(index)
            and self.places.get(index) not in _AREAS  # "U.S.", "N. C."
        }
        self.begins = {start for start, _ in draft.sentences}
        self.lower: frozenset[str] | None = None
        self.things: set[int] = set()
        """Words of names in quotation marks that are no actors: a film, a ship, a prize."""

    def _without_possessives(self, draft: Draft) -> list[str]:
        """The folded words, without a possessive 's."""
        words = draft.words
        folded = words.folded
        hits = [words.at(match.start()) for match in _POSSESSIVE.finditer(self.text)]
        if hits:
            folded = folded.copy()
            for index in hits:
                if folded[index][-2:] == "'s":
                    folded[index] = folded[index][:-2]
        return folded

    def _initial(self, index: int) -> bool:
        return self.ends[index] - self.starts[index] == 1 or self.folded[index] in _INITIALS

    def _place_words(self) -> dict[int, str]:
        """Word indexes that lie in a place found before, with the kind of the place."""
        found: dict[int, str] = {}
        at = self.draft.words.at
        for place in self.draft.places:
            first, last = at(place.start), at(place.end - 1)
            for index in range(first, last + 1):
                found[index] = place.kind
            if last > first and (place.kind == "region" or (place.rule or "").startswith("gazetteer")):
                self.fixed.add(first)
        return found

    def lower_case(self) -> frozenset[str]:
        """The words that the text writes in lower case somewhere."""
        if self.lower is None:
            self.lower = frozenset(compress(self.folded, map(not_, self.capital)))
        return self.lower

    def cyrillic(self) -> bool:
        """Whether most words with a capital are in Cyrillic script."""
        folded = self.folded
        return 2 * sum(folded[index][0] > "\u0400" for index in self.capitals) > len(self.capitals)

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
