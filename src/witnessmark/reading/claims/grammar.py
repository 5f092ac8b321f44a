"""The word lists of a language, as the reading of clauses uses them. Data: ``data/claims/<language>.yaml``."""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

Sort = Literal["undergo", "witness", "support"]
_PASSIVE_UK = ("но", "то")
_PARTICIPLE_END = ("ні", "на", "не", "ний", "ны", "та", "ті", "ты", "тий", "тый", "ный", "ен", "ан")
Words = frozenset[str]
Stems = tuple[str, ...]


class Grammar(msgspec.Struct, frozen=True, kw_only=True):
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
    agent_preposition: Words
    cause_starts: Words
    determiners: Words
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
    means: Words
    """Prepositions before the weapon or tool."""
    date_labels: Words
    place_labels: Words
    """First words of a line that dates or places a whole record: "Date: …", "Location: …"."""
    verb_endings: Stems
    event_nouns: Stems
    instruments: Stems
    undergo: Stems
    witness: Stems
    support: Stems
    person_stems: Stems

    @classmethod
    def of(cls, language: str, settings: dict[str, Any]) -> "Grammar":
        """The grammar of ``language`` from its compiled settings; raises ``msgspec.ValidationError`` on a gap."""
        return msgspec.convert({**settings, "english": language == "en"}, cls, strict=False)

    def event_noun(self, word: str) -> bool:
        """Whether a noun tells of an event by itself."""
        return word in self.event_nouns if self.english else word.startswith(self.event_nouns)

    def instrument(self, word: str) -> bool:
        """Whether a noun is a weapon, a thing or a person: it takes part in events and is none."""
        return word in self.instruments if self.english else word.startswith(self.instruments)

    def sort(self, word: str, sort: Sort) -> bool:
        """Whether a verb is of a sort: "undergo" (its subject suffers), "witness" (finds or tells), "support" (carries
        an event noun)."""
        stems: Stems = getattr(self, sort)
        return word in stems if self.english else word.startswith(stems)

    def person(self, word: str) -> bool:
        """Whether a word names persons: "residents", "teacher"."""
        return word in self.person_nouns or (not self.english and word.startswith(self.person_stems))

    def verb(self, words: Sequence[str], at: int, low: int) -> bool:
        """Whether the word looks like a finite verb or a participle that is no attribute."""
        word = words[at]
        if word in self.verbs:
            return True
        if word in self.not_verbs:
            before = words[at - 1] if at > low else ""
            return self.english and (before in self.auxiliaries or before in self.pronouns or before in self.modals)
        if not self.english and word.startswith(self.person_stems):
            return False
        if not word.endswith(self.verb_endings) or len(word) < 4:
            return False
        return not (self.english and at > low and words[at - 1] in self.determiners)

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
