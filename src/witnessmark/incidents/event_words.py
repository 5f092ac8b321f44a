"""What event a word or phrase tells of, in English, Ukrainian and Russian: its family of words, and the kin lines it
stands in, which hold for all languages. Data: ``data/event_words.yaml``."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

import msgspec

from witnessmark.incidents.stories_words import WORD, is_cyrillic, stem

_SAME_PARTICLE = {"into": "in", "onto": "on"}

_LONGEST_ENDING = 5
"""Letters that may follow a Ukrainian or Russian stem."""

_REGULAR = (
    ("ies", "y"), ("ied", "y"), ("ings", ""), ("ings", "e"), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"),
    ("es", ""), ("es", "e"), ("s", ""), ("ers", ""), ("ers", "e"), ("er", ""), ("er", "e"), ("ors", ""), ("ors", "e"),
    ("or", ""), ("or", "e"), ("ions", ""), ("ions", "e"), ("ion", ""), ("ion", "e"), ("ations", "e"), ("ations", ""),
    ("ation", "e"), ("ation", ""), ("ments", ""), ("ment", ""), ("al", ""), ("al", "e"), ("ly", ""), ("ance", ""),
    ("ance", "e"),
)  # fmt: skip
"""Endings of English words and what stands instead of them in the word that they are made from."""


class _Data(msgspec.Struct, frozen=True):
    irregular: dict[str, str]
    families: tuple[str, ...]
    kin: tuple[str, ...]
    sayings: dict[str, str]
    light: dict[str, str]
    particles: str


Kind = Literal["event", "saying", "light"]


class Concept(msgspec.Struct, frozen=True):
    """What a mention tells: ``family`` is equal for forms of one word or phrase, ``kin`` are the lines it stands in."""

    family: str
    kin: frozenset[int]
    kind: Kind


@lru_cache(maxsize=100_000)
def concept(mention: str) -> Concept:
    """What the words of a mention tell."""
    return _lexicon().concept(mention)


@lru_cache(maxsize=100_000)
def family(word: str) -> str:
    """The family of one word in small letters."""
    return _lexicon().family(word)


@cache
def _lexicon() -> "_Lexicon":
    table = resources.files("witnessmark.incidents").joinpath("tables/event_words.json").read_bytes()
    return _Lexicon(msgspec.json.decode(table, type=_Data))


class _Lexicon:
    def __init__(self, data: _Data) -> None:
        self._form = {form: word for word, forms in data.irregular.items() for form in forms.split()}
        self._head: dict[str, str] = {}
        for line in data.families:
            words = line.split()
            for word in words:
                self._head.setdefault(word, self._head.get(words[0], words[0]))
        self._particles = frozenset(data.particles.split())
        self._known = set(data.irregular) | set(self._head) | {*data.sayings["en"].split(), *data.light["en"].split()}
        columns = [line.split("|") for line in data.kin]
        self._known.update(word for column in columns for word in column[0].replace(",", " ").split())
        self._stems: dict[str, str] = {}
        self._kin: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for number, (english, *slavic) in enumerate(columns):
            for phrase in english.split(","):
                self._kin[tuple(self.family(word) for word in phrase.split())].add(number)
            for one in slavic:
                self._learn_stems(one)
        for both in (data.sayings, data.light):
            for language in ("uk", "ru"):
                self._learn_stems(both[language])
        for number, (_, *slavic) in enumerate(columns):
            for one in slavic:
                for head in self._heads(one):
                    self._kin[head,].add(number)
        self._by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for known in sorted(self._kin, key=lambda one: (-len(one), one)):
            if len(known) > 1:
                self._by_first[known[0]].append(known)
        self._sayings = {self.family(word) for word in data.sayings["en"].split()}
        self._sayings.update(head for language in ("uk", "ru") for head in self._heads(data.sayings[language]))
        self._light = {self.family(word) for word in data.light["en"].split()}
        self._light.update(head for language in ("uk", "ru") for head in self._heads(data.light[language]))

    def _learn_stems(self, column: str) -> None:
        for words in column.split(","):
            stems = words.split()
            for one in stems:
                self._stems.setdefault(one, self._stems.get(stems[0], stems[0]))

    def _heads(self, column: str) -> Iterator[str]:
        for words in column.split(","):
            yield self._stems[words.split()[0]]

    def family(self, word: str) -> str:
        if is_cyrillic(word):
            return self._slavic_family(word)
        known = self._dictionary_form(word)
        return stem(word) if known is None else self._head.get(known, known)

    def _slavic_family(self, word: str) -> str:
        for length in range(len(word), max(0, len(word) - _LONGEST_ENDING - 1), -1):
            head = self._stems.get(word[:length])
            if head is not None:
                return head
        return stem(word)

    def _dictionary_form(self, word: str) -> str | None:
        """The English word that a form belongs to, when it is one of those that the data knows."""
        word = word.replace("’", "'").removesuffix("'s")
        if word in self._form:
            return self._form[word]
        if word in self._known and not (word.endswith("s") and word[:-1] in self._known):
            return word
        for ending, instead in _REGULAR:
            root = word[: -len(ending)]
            if not word.endswith(ending) or len(root) < 2:
                continue
            if root + instead in self._known:
                return root + instead
            if len(root) > 2 and root[-1] == root[-2] and root[:-1] in self._known:
                return root[:-1]
        return None

    def concept(self, mention: str) -> Concept:
        words = [_SAME_PARTICLE.get(word, word) for word in (w.lower() for w in WORD.findall(mention))]
        if not words:
            return Concept(mention.casefold(), frozenset(), "light")
        families = [self.family(word) for word in words]
        phrase = self._phrase(families)
        if phrase is not None:
            return Concept(" ".join(phrase), frozenset(self._kin[phrase]), "event")
        head = self._head_of(words, families)
        kind: Kind = "saying" if head in self._sayings else "light" if head in self._light else "event"
        return Concept(head, frozenset(self._kin.get((head,), ())), kind)

    def _phrase(self, families: list[str]) -> tuple[str, ...] | None:
        """The longest phrase whose words stand in the mention in their order, with others between them or not."""
        for first in families:
            for phrase in self._by_first.get(first, ()):
                rest = iter(families)
                if all(word in rest for word in phrase):
                    return phrase
        return None

    def _head_of(self, words: list[str], families: list[str]) -> str:
        """The word that tells the event: the first before a particle at the end, otherwise the last."""
        content = [one for word, one in zip(words, families, strict=True) if word not in self._particles] or families
        particle_last = words[-1] in self._particles
        head = content[0] if particle_last else content[-1]
        if head in self._light and len(content) > 1:
            head = next((one for one in reversed(content) if one not in self._light), head)
        return " ".join(families) if particle_last and head in self._light else head
