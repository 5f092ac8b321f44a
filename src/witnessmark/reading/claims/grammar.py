"""The word lists of a language, as the reading of clauses uses them. Data: ``data/claims/<language>.yaml``."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Literal

import msgspec

_REMEMBERED = 200_000
Sort = Literal["undergo", "witness", "support", "landing", "states"]
_PASSIVE_UK = ("но", "то")
_PARTICIPLE_END = ("ні", "на", "не", "ний", "ны", "та", "ті", "ты", "тий", "тый", "ный", "ен", "ан")
Words = frozenset[str]
Stems = tuple[str, ...]

HARD = frozenset({";", ":", "—", "–", "―", "(", ")", "[", "]", "…", ".", "!", "?", "-", "•", "*", "|", "/"})
QUOTES = frozenset({'"', "“", "”", "„", "«", "»", "‘", "’", "'", "`"})

# What a word form is to the reading of clauses, as bits of one number: looked up once a form, tested many times.
MARK, SUBORDINATOR, RELATIVE, COORDINATOR, PREPOSITION, SIDE, DETERMINER = (1 << n for n in range(7))
VERB, VERB_BUT_AFTER_DETERMINER, VERB_AFTER_HELPER, HELPER, DATED = (1 << n for n in range(7, 12))


class Grammar(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The word lists of one language. Stems are prefixes in Ukrainian and Russian, words in English."""

    english: bool
    openers: Words
    common: Words
    """Words of every day: as weak triggers they need more company."""
    verbs: Words
    not_verbs: Words
    auxiliaries: Words
    modals: Words
    coordinators: Words
    subordinators: Words
    relatives: Words
    prepositions: Words
    place_prepositions: Words
    roads: Words
    towards: Words
    """Prepositions before a destination, and those that stand before one or before a place by its ending."""
    into_or_in: Words
    locative_endings: Stems
    from_where: Words
    agent_preposition: Words
    cause_starts: Words
    determiners: Words
    articles: Words
    """Determiners that only begin a phrase."""
    connectives: Words
    adverbs: Words
    first_person: Words
    first_plural: Words
    pronouns: Words
    third_plural: Words
    third_person: Words
    there: Words
    place_nouns: Words
    definite: Words
    person_nouns: Words
    numbers: Words
    figurative: Words
    approximators: Words
    """Prepositions that make a number after them vague: "around 900"."""
    measures: Words
    """Words that do so with any preposition before them: "at least"."""
    units: Words
    """Words for units: a number before one measures, and counts nobody."""
    rounds: Words
    """Words for a day and night as what a bulletin covers."""
    attackers: Words
    """Nouns for those who are rather the doers of an act than its victims."""
    plural_verbs: Stems
    """Endings of verbs whose subject is a plural."""
    births: Words
    """Words beside a year in which somebody was born."""
    means: Words
    """Prepositions before the weapon or tool."""
    date_labels: Words
    place_labels: Words
    """First words of a line that dates or places a whole record: "Date: …", "Location: …"."""
    verb_endings: Stems
    adjective_endings: Stems
    event_nouns: Stems
    instruments: Stems
    undergo: Stems
    witness: Stems
    support: Stems
    landing: Stems
    states: Stems
    person_stems: Stems

    @classmethod
    def of(cls, language: str, settings: dict[str, Any]) -> "Grammar":
        """The grammar of ``language`` from its compiled settings; raises ``msgspec.ValidationError`` on a gap."""
        return msgspec.convert({**settings, "english": language == "en"}, cls, strict=False)

    def attribute(self, word: str) -> bool:
        """Whether a word may stand between an article or a mark and its noun."""
        if self.english:
            return word in self.determiners or not self.kinds[word] & (PREPOSITION | COORDINATOR | MARK | VERB)
        return word.endswith(self.adjective_endings)

    def event_noun(self, word: str) -> bool:
        """Whether a noun tells of an event by itself."""
        return word in self.event_nouns if self.english else word.startswith(self.event_nouns)

    def instrument(self, word: str) -> bool:
        """Whether a noun is a weapon, a thing or a person: it takes part in events and is none."""
        return word in self.instruments if self.english else word.startswith(self.instruments)

    def sort(self, word: str, sort: Sort) -> bool:
        """Whether a verb is of a sort: "undergo" (its subject suffers), "witness" (finds or tells), "support" (carries
        an event noun), "landing" (a blow falls), "states" (of somebody to whom something was done)."""
        stems: Stems = getattr(self, sort)
        return word in stems if self.english else word.startswith(stems)

    def person(self, word: str) -> bool:
        """Whether a word names persons: "residents", "teacher"."""
        return word in self.person_nouns or (not self.english and word.startswith(self.person_stems))

    @cached_property
    def kinds(self) -> "Kinds":
        """What each word form is to the reading of clauses."""
        return Kinds(self)

    def passive(self, words: Sequence[str], at: int, low: int) -> bool:
        """Whether the verb at ``at`` stands in the passive."""
        word = words[at]
        if self.english:
            back = at - 1
            while back >= low and (words[back] in self.adverbs or words[back] in ("been", "being")):
                if words[back] in ("been", "being"):
                    return True
                back -= 1
            return back >= low and words[back] in self.auxiliaries and not word.endswith("ing")
        if word.endswith(_PASSIVE_UK):
            return True
        return word.endswith(_PARTICIPLE_END) and any(
            words[back] in self.auxiliaries for back in range(max(low, at - 2), at)
        )


class Kinds(dict[str, int]):
    """The kinds of word forms, worked out when a form is first met. ``SIDE`` are adverbs, modals and auxiliaries;
    ``HELPER`` what makes a verb of a word that is mostly none ("were wounded")."""

    def __init__(self, grammar: Grammar) -> None:
        super().__init__()
        self._grammar = grammar
        self._lists = (
            (MARK, HARD | {","}),
            (SUBORDINATOR, grammar.subordinators),
            (RELATIVE, grammar.relatives),
            (COORDINATOR, grammar.coordinators),
            (PREPOSITION, grammar.prepositions),
            (SIDE, grammar.adverbs | grammar.modals | grammar.auxiliaries),
            (DETERMINER, grammar.determiners),
            (HELPER, grammar.auxiliaries | grammar.pronouns | grammar.modals),
        )

    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        kind = self._verb(word)
        for bit, words in self._lists:
            if word in words:
                kind |= bit
        self[word] = kind
        return kind

    def _verb(self, word: str) -> int:
        """Whether the form looks like a finite verb or a participle that is no attribute."""
        grammar = self._grammar
        if word in grammar.verbs:
            return VERB
        if word in grammar.not_verbs:
            return VERB_AFTER_HELPER if grammar.english else 0
        if not grammar.english and word.startswith(grammar.person_stems):
            return 0
        if not word.endswith(grammar.verb_endings) or len(word) < 4:
            return 0
        return VERB_BUT_AFTER_DETERMINER if grammar.english else VERB
