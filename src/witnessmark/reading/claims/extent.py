"""The words of a claim: the shortest stretch of the clause that carries the act with its participants."""

from dataclasses import dataclass

from witnessmark.reading.claims.proposing import Event
from witnessmark.reading.claims.scene import Scene
from witnessmark.reading.claims.syntax import Sentence

_LONGEST_RIGHT = 14
_LONGEST_LEFT = 14


@dataclass(slots=True)
class Extent:
    """Where a claim stands: ``head`` its verb or noun, ``clause`` its clause, ``first``/``end`` the claim (half-open)."""

    head: int
    verbal: bool
    clause: tuple[int, int]
    first: int
    end: int
    item: bool = False
    """A verbless item of a list, or a line without a verb."""


def extent(event: Event, sentence: Sentence, scene: Scene) -> Extent:
    """Where the claim of an event begins and ends."""
    head = next((at for at in event.own if _verbal(at, sentence)), None)
    verbal = head is not None
    if head is None:
        head = event.hit.head if event.hit.head in event.own else event.own[0]
        shared = next((at for at in event.hit.words if _verbal(at, sentence)), None)
        if shared is not None:
            verbal, head = True, shared
    start, end = sentence.clause(head)
    if verbal:
        first, last = _verbal_extent(event, head, start, end, sentence, scene)
    else:
        first, last = _nominal_extent(head, start, end, sentence)
    first = min(first, event.own[0])
    last = max(last, event.own[-1] + 1)
    first, last = sentence.trim(first, last)
    if last <= first:
        first, last = event.own[0], event.own[-1] + 1
    item = not any(sentence.is_verb(at) for at in range(start, end))
    return Extent(head, verbal, (start, end), first, last, item)


def _verbal(at: int, sentence: Sentence) -> bool:
    """Whether a word of a trigger is used as a verb here."""
    grammar, words = sentence.grammar, sentence.words
    word = words[at]
    if not grammar.english:
        return sentence.is_verb(at)
    before = words[at - 1] if at > sentence.low else ""
    after = words[at + 1] if at + 1 < sentence.high else ""
    if sentence.is_verb(at):
        return before not in grammar.determiners
    if before in grammar.modals or before in ("to", "i", "we", "they", "he", "she", "who", "not"):
        return True
    if word.endswith("ing"):
        return before in grammar.auxiliaries or after in grammar.determiners
    return after in grammar.determiners and before not in grammar.determiners and before not in grammar.prepositions


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


def _infinitive(at: int, sentence: Sentence) -> bool:
    after = sentence.words[at + 1] if at + 1 < sentence.high else ""
    return after in sentence.grammar.determiners and sentence.words[at] not in sentence.grammar.determiners


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
        last += 1
    return first, last
