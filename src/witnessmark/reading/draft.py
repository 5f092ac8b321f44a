"""The draft of a reading: a text with its words and sentences, and what the components have found in it so far.

A component declares what it ``needs`` and what it ``makes``, by the names of the draft's fields; ``in_order`` refuses a
pipeline in which something is needed before it is made.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Protocol

from witnessmark.model.record import ActorMention, ClaimMention, DateMention, EventMention, PlaceMention, QuoteMention
from witnessmark.reading.sentences import sentence_bounds

APOSTROPHES = "'’ʼ`‘"
_WORD = re.compile(r"(\w+(?:['\-]\w+)*|[^\w\s])")
"""A word or a mark, in folded text."""
_FOLDED = (*((mark, "'") for mark in APOSTROPHES[1:]), ("‑", "-"), ("ё", "е"), ("Ё", "Е"), ("İ", "i"))


def fold(words: str) -> str:
    """Lower case, one kind of apostrophe and hyphen, ё as е. Always as long as the words, so that offsets in the result
    are offsets in them: İ, the one letter that grows in lower case, becomes a plain i."""
    for one, other in _FOLDED:
        if one in words:
            words = words.replace(one, other)
    return words.lower()


class Words:
    """The words and marks of a text, as parallel lists: ``starts`` and ``ends`` are offsets, ``folded`` for look-up.

    Lists of plain values, not one object a word: a batch reads hundreds of kilobytes a second.
    """

    __slots__ = ("ends", "folded", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        pieces = _WORD.split(fold(text))  # blanks and words in turn: all of it in one call, without a match for each
        bounds = list(accumulate(map(len, pieces)))
        self.starts: list[int] = bounds[:-1:2]
        self.ends: list[int] = bounds[1::2]
        self.folded: list[str] = pieces[1::2]

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, index: int) -> str:
        """The word as it stands in the text."""
        return self.text[self.starts[index] : self.ends[index]]

    def at(self, offset: int) -> int:
        """Index of the word that holds the character at ``offset``, or of the last word that begins before it."""
        return max(bisect_right(self.starts, offset) - 1, 0)


@dataclass
class Draft:
    """One text while it is read. Components append to the lists; the order of a list is the order of the text."""

    id: str
    text: str
    language: str | None
    date: str | None
    words: Words
    sentences: list[tuple[int, int]]
    """Half-open character bounds; they hold all words and never overlap."""
    places: list[PlaceMention] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    quotes: list[QuoteMention] = field(default_factory=list)
    actors: list[ActorMention] = field(default_factory=list)
    claims: list[ClaimMention] = field(default_factory=list)
    events: list[EventMention] = field(default_factory=list)
    explained: bool = False
    """Whether the mentions shall say ``why``: the rule of each of their values."""
    _sentence_starts: list[int] = field(default_factory=list, init=False, repr=False)

    @classmethod
    def of(cls, identity: str, text: str, language: str | None, date: str | None) -> "Draft":
        return cls(identity, text, language, date, Words(text), sentence_bounds(text))

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds the character at ``offset``, or of the last that begins before it."""
        if len(self._sentence_starts) != len(self.sentences):
            self._sentence_starts = [start for start, _ in self.sentences]
        return max(bisect_right(self._sentence_starts, offset) - 1, 0)


class Component(Protocol):
    """One step of the reading. ``read`` appends to the fields that ``makes`` names and changes nothing else, unless
    ``makes`` also names what it refines."""

    @property
    def name(self) -> str: ...
    @property
    def needs(self) -> frozenset[str]: ...
    @property
    def makes(self) -> frozenset[str]: ...
    def read(self, draft: Draft) -> None: ...


class Extra(Component, Protocol):
    """An optional component, off by default, that brings in a model from outside."""

    @property
    def identity(self) -> str:
        """What the reader's id says of it: its name, and the version or digest that its answers depend on."""
        ...

    @property
    def counts(self) -> Mapping[str, int]:
        """What became of its suggestions over all texts: how many were kept, and why others were not."""
        ...


class MissingNeed(ValueError):  # noqa: N818 - it says what it is
    """A component stands in a pipeline before what it needs is made."""


def in_order(components: Iterable[Component]) -> Sequence[Component]:
    """The components as given; raises ``MissingNeed`` when one needs what none before it makes."""
    made = {"text", "words", "sentences", "language", "date"}
    checked = []
    for component in components:
        if missing := component.needs - made:
            raise MissingNeed(f"{component.name} needs {', '.join(sorted(missing))}, which nothing before it makes")
        made |= component.makes
        checked.append(component)
    return checked
