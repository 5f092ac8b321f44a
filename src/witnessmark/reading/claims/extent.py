"""The words of a claim: the shortest stretch of the clause that carries the act with its participants."""

from dataclasses import dataclass

from witnessmark.reading.claims.proposing import Event
from witnessmark.reading.claims.scene import Scene
from witnessmark.reading.claims.syntax import Sentence

_LONGEST_RIGHT = 14
_LONGEST_LEFT = 14
_LONGEST_DATE = 8


@dataclass(slots=True)
class Extent:
    """Where a claim stands: ``head`` is its verb or noun, ``first`` to ``end`` its words (half-open)."""

    head: int
    verbal: bool
    clause: tuple[int, int]
    first: int
    end: int
    item: bool = False
    """A verbless item of a list, or a line without a verb."""
    support: int | None = None
    """The verb that an event noun is the object of."""


def extent(event: Event, sentence: Sentence, scene: Scene) -> Extent:
    """Where the claim of an event begins and ends."""
    head, verbal = _head(event, sentence)
    start, end = sentence.clause(head)
    support = None
    if verbal:
        first, last = _verbal_extent(event, head, start, end, sentence, scene)
    else:
        first, last = _nominal_extent(head, start, end, sentence)
        support = _support(first, start, sentence)
        if support is not None:
            first, _ = _verbal_extent(event, support, start, end, sentence, scene)
    first = _after_dates(min(first, event.own[0]), event, sentence, scene)
    last = max(last, event.own[-1] + 1)
    first, last = sentence.trim(first, last)
    if last <= first:
        first, last = event.own[0], event.own[-1] + 1
    item = not sentence.has_verb(start, end)
    return Extent(head, verbal, (start, end), first, last, item, support)


def _head(event: Event, sentence: Sentence) -> tuple[int, bool]:
    """The verb of a trigger, its own before a shared one and a full one before an auxiliary; else its noun."""
    for words in (event.own, event.hit.words):
        verbs = [at for at in words if sentence.used_as_verb(at) and sentence.words[at] not in sentence.grammar.adverbs]
        full = [at for at in verbs if sentence.words[at] not in sentence.grammar.auxiliaries]
        if verbs:
            return (full or verbs)[0], True
    return (event.hit.head if event.hit.head in event.own else event.own[0]), False


def _verbal_extent(event: Event, head: int, start: int, end: int, sentence: Sentence, scene: Scene) -> tuple[int, int]:
    first = max(start, head - _LONGEST_LEFT)
    for index in scene.within(scene.dates, first, head):
        a, b = scene.dates[index]
        if all(sentence.words[at] in sentence.grammar.prepositions for at in range(first, a)) and b < head:
            first = b
    last = head + 1
    cause = sentence.grammar.cause_starts
    dates = {scene.dates[index][0] for index in scene.within(scene.dates, head, end)}
    needed = event.own[-1]
    while last < end and last - head < _LONGEST_RIGHT:
        word = sentence.words[last]
        if last > needed and (word in cause or last in dates):
            break
        if last > needed and word == "to" and last + 1 < end and _infinitive(last + 1, sentence):
            break
        last += 1
    return first, last


def _after_dates(first: int, event: Event, sentence: Sentence, scene: Scene) -> int:
    """Where a claim begins when the words before it that belong to a date are left out."""
    for index in scene.within(scene.dates, max(first - _LONGEST_DATE, sentence.low), first + 1):
        end = scene.dates[index][1]
        if first < end <= event.own[0]:
            first = end
    return first


def _infinitive(at: int, sentence: Sentence) -> bool:
    after = sentence.words[at + 1] if at + 1 < sentence.high else ""
    return after in sentence.grammar.determiners and sentence.words[at] not in sentence.grammar.determiners


def _support(first: int, start: int, sentence: Sentence) -> int | None:
    """The verb right before an event noun with nothing but adverbs between."""
    at = first - 1
    while at > start and sentence.words[at] in sentence.grammar.adverbs:
        at -= 1
    word = sentence.words[at] if at >= start else ""
    full = word not in sentence.grammar.auxiliaries and word not in sentence.grammar.modals
    return at if at > start and full and sentence.is_verb(at) else None


def _nominal_extent(head: int, start: int, end: int, sentence: Sentence) -> tuple[int, int]:
    grammar, words = sentence.grammar, sentence.words
    first = head
    while first > start and head - first < 4:
        word = words[first - 1]
        if word in grammar.prepositions or word in grammar.coordinators or sentence.is_verb(first - 1):
            break
        if word in grammar.modals or word in grammar.auxiliaries:
            break
        first -= 1
    last = head + 1
    while last < end and last - head < _LONGEST_RIGHT:
        word = words[last]
        if sentence.is_verb(last) or word in grammar.modals or word in grammar.cause_starts:
            break
        if word in grammar.coordinators:
            break
        if word in grammar.determiners and words[last - 1] not in grammar.prepositions and last > head + 1:
            break
        last += 1
    return first, last
