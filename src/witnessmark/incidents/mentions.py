"""Mentions of events in texts whose stories are known: which are of one and the same.

Two mentions are compared only within a story, and only when they are forms of one word or kin (``event_words``). What
speaks for them is added up: the words and names around them, how alike their texts are, numbers; two words in one
sentence are seldom one event, and sayings and words that mean little alone need more (``data/mention_weights.yaml``).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations
from math import log, sqrt

import msgspec

from witnessmark.incidents.average_linkage import average_linkage
from witnessmark.incidents.event_words import Concept, concept, family
from witnessmark.incidents.stories_terms import Names, Telling, Text, telling_term, tellings
from witnessmark.incidents.stories_words import WORD

LONGEST_BLOCK = 200
"""In a block of more mentions each is compared with so many that follow it: bounds the cost of a crowded story."""

NEAR_WORDS = 40
"""Characters over which the weight of a word near a mention falls to half."""

NEAR_NUMBERS = 40
"""Characters within which a number belongs to a mention."""

OTHERS = 200
"""So many mentions, or texts, that have none of the words at hand are thought beside those at hand."""

_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_NUMBER = re.compile(r"\d[\d,.]*")


class Weights(msgspec.Struct, frozen=True):
    any: float
    same_family: float
    kin: float
    second_kin_line: float
    saying: float
    light: float
    same_words_near: float
    same_words_near_other_than_event: float
    same_words_near_and_kin: float
    alike_texts_words: float
    alike_texts_names: float
    alike_texts_names_and_same_family: float
    same_text: float
    same_sentence: float
    other_number: float
    same_number: float
    uncompared: float


@cache
def weights() -> Weights:
    table = resources.files("witnessmark.incidents").joinpath("tables/mention_weights.json").read_bytes()
    return msgspec.json.decode(table, type=Weights)


@dataclass(frozen=True)
class Mention:
    """Words of a text, from ``start`` up to ``end``, that tell of an event; ``text`` is the number of the text."""

    text: int
    start: int
    end: int


@dataclass(frozen=True)
class _Seen:
    """What of a mention is compared."""

    mention: Mention
    concept: Concept
    sentence: tuple[int, int]
    near: Mapping[str, float]
    numbers: frozenset[str]


def link_events(texts: Sequence[Text], story_of: Sequence[int], mentions: Sequence[Mention]) -> list[int]:
    """For each mention the number of the first mention of its event. ``story_of`` gives the story of each text."""
    names = Names(texts)
    seen = [_seen(texts[one.text].text, one, names) for one in mentions]
    comparing = _Comparing(seen, tellings(texts), [one.language for one in texts])
    by_story: dict[int, list[int]] = defaultdict(list)
    for index, one in enumerate(mentions):
        by_story[story_of[one.text]].append(index)
    event = [0] * len(mentions)
    for indexes in by_story.values():
        here = [seen[index] for index in indexes]
        scores = {(a, b): comparing.score(here[a], here[b]) for a, b in _pairs(here)}
        for index, group in zip(indexes, average_linkage(len(here), scores, weights().uncompared), strict=True):
            event[index] = indexes[group]
    return event


def _pairs(here: Sequence[_Seen]) -> Iterator[tuple[int, int]]:
    """Mentions that may be of one event, each pair once."""
    blocks: dict[str | int, list[int]] = defaultdict(list)
    for index, one in enumerate(here):
        blocks[one.concept.family].append(index)
        for line in one.concept.kin:
            blocks[line].append(index)
    found: set[tuple[int, int]] = set()
    for block in blocks.values():
        if len(block) <= LONGEST_BLOCK:
            found.update(combinations(block, 2))
        else:
            found.update((a, b) for at, a in enumerate(block) for b in block[at + 1 : at + 1 + LONGEST_BLOCK])
    return iter(sorted(found))


def _seen(text: str, mention: Mention, names: Names) -> _Seen:
    start, end = _sentence(text, mention.start, mention.end)
    near: dict[str, float] = {}
    for match in WORD.finditer(text, start, end):
        if match.start() < mention.end and mention.start < match.end():
            continue
        word = match.group()
        term = _term(word, names)
        if term is not None:
            away = min(abs(match.start() - mention.end), abs(mention.start - match.end()))
            near[term] = max(near.get(term, 0.0), 1 / (1 + away / NEAR_WORDS))
    around = text[max(start, mention.start - NEAR_NUMBERS) : min(end, mention.end + NEAR_NUMBERS)]
    return _Seen(
        mention,
        concept(text[mention.start : mention.end]),
        (start, end),
        near,
        frozenset(_NUMBER.findall(around)),
    )


def _term(word: str, names: Names) -> str | None:
    if names.is_name(word):
        return names.term(word)
    return None if telling_term(word.lower()) is None else family(word.lower())


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    before = [match.end() for match in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, end)
    return before[-1] if before else 0, after.start() + 1 if after else len(text)


class _Comparing:
    """Compares mentions; knows how telling each word is, and how alike the texts are."""

    def __init__(self, seen: Sequence[_Seen], all_tellings: Sequence[Telling], languages: Sequence[str | None]) -> None:
        self._languages = languages
        self._near = _telling_weights([one.near for one in seen])
        self._kinds = [[one.kinds[kind] for one in all_tellings] for kind in (0, 1)]
        self._weights = [_telling_weights(kind) for kind in self._kinds]
        self._alike: dict[tuple[int, int], tuple[float, float]] = {}

    def score(self, a: _Seen, b: _Seen) -> float:
        """What speaks for the two being of one event, as a logarithm of odds."""
        w = weights()
        translated = self._translated(a.mention.text, b.mention.text)
        same_family = a.concept.family == b.concept.family or translated
        lines = len(a.concept.kin & b.concept.kin)
        near = _cosine(a.near, b.near, self._near)
        if translated:
            near = max(near, _WORDS_OF_A_STORY)
        score = w.any + w.same_words_near * near
        if same_family:
            score += w.same_family
            score += {"saying": w.saying, "light": w.light, "event": 0.0}[a.concept.kind]
        else:
            score += w.kin + w.same_words_near_and_kin * near
        if lines > 1:
            score += w.second_kin_line
        if a.concept.kind != "event":
            score += w.same_words_near_other_than_event * near
        if a.numbers and b.numbers:
            score += w.other_number if a.numbers.isdisjoint(b.numbers) else w.same_number
        if a.mention.text == b.mention.text:
            words, names = _WORDS_OF_A_STORY, _NAMES_OF_A_STORY
            score += w.same_text + (w.same_sentence if a.sentence == b.sentence else 0.0)
        else:
            words, names = self._texts_alike(a.mention.text, b.mention.text)
            words = max(words, _WORDS_OF_A_STORY) if translated else words
        score += w.alike_texts_words * words + w.alike_texts_names * names
        return score + (w.alike_texts_names_and_same_family * names if same_family else 0.0)

    def _translated(self, first: int, second: int) -> bool:
        """Whether the texts are in two languages: their words are never one family, and kin are translations."""
        one, other = self._languages[first], self._languages[second]
        return one is not None and other is not None and one != other

    def _texts_alike(self, first: int, second: int) -> tuple[float, float]:
        key = (first, second) if first < second else (second, first)
        if key not in self._alike:
            words, names = (
                _cosine(kind[first], kind[second], weight)
                for kind, weight in zip(self._kinds, self._weights, strict=True)
            )
            self._alike[key] = words, names
        return self._alike[key]


_WORDS_OF_A_STORY, _NAMES_OF_A_STORY = 0.3, 0.5
"""How alike texts of one story are, in words and in names: taken where it cannot be seen, within one text and across
languages."""


def _telling_weights(all_terms: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """How telling each term is: the logarithm of how few have it, here and among ``OTHERS`` that have it not."""
    having = Counter(term for terms in all_terms for term in terms)
    return {term: log((len(all_terms) + OTHERS) / count) for term, count in having.items()}


def _cosine(first: Mapping[str, float], second: Mapping[str, float], weight: Mapping[str, float]) -> float:
    few, many = (first, second) if len(first) < len(second) else (second, first)
    shared = sum(value * many[term] * weight[term] ** 2 for term, value in few.items() if term in many)
    if not shared:
        return 0.0
    return shared / sqrt(_square(first, weight) * _square(second, weight))


def _square(terms: Mapping[str, float], weight: Mapping[str, float]) -> float:
    return sum((value * weight[term]) ** 2 for term, value in terms.items())
