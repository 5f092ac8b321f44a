"""What a text says about a person beside the name: age, occupation, where from. What a redaction takes out."""

import re

from witnessmark.model.span import Span
from witnessmark.reading.actors.lexicon import Is
from witnessmark.reading.actors.marks import Marks, Mention
from witnessmark.reading.actors.scene import Scene

_AGE_BEFORE = re.compile(
    r"\b(\d{1,3})(?:[-\s\u2011]{0,2}years?[-\s]old|[-\s]?річн\w+|[-\s]?летн\w+)\b|\baged\s+(\d{1,3})\b", re.IGNORECASE
)
_AGE_AFTER = re.compile(
    r"\s*[,(]\s*(?:an?\s+)?(?:aged\s+|вік\s+|віком\s+|возраст\s+)?(\d{1,3})(?:[-\s\u2011]?(?:(?:річн|летн)\w+|years?[-\s\u2011]old)(?=\s)|(?:\s*(?:years?[-\s](?:old|of\s+age)|рок\w+|рік|лет|год\w?))?\s*(?=[,).;]|$))"
)
_BORN_AFTER = re.compile(r"\s*[,(]\s*((?:19|20)\d\d)\s*(?:р\.\s*н\.?|г\.\s*р\.?|року\s+народження|года\s+рождения)")
_INTRODUCED = re.compile(r"(?:мене (?:звати|звуть)|меня зовут|my name is|i am called)[\s,:–—-]*\Z", re.IGNORECASE)
_DESCRIBES = Is.MODIFIER | Is.ADJECTIVE | Is.UNIT | Is.ORGANISATION | Is.TAIL | Is.PLACE_LIKE
_NOT_VERB = re.compile(r"(?:ого|ої|ой|ей|их|ых|ій|ий|ый|ова|ева|ський|ська|и|ы)\Z(?<!ли)(?<!ати)")
"""How an unknown word ends that may stand between an occupation and a name: as an adjective or a genitive."""
_PARTED = frozenset({",", "("})
_NAMED = frozenset({"звати", "звуть", "зовут", "is", "called"})
_DIGIT = re.compile(r"\d")
_OWN_AGE = re.compile(
    r"\b(?:мені|мне|i am|i['’]m)\s+(\d{1,3})(?!\w)(?:\s+(?:рок\w+|рік|лет|год\w*|years?(?:\s+old)?)\b)?", re.IGNORECASE
)
_OWN_WORK = re.compile(
    r"[,.]\s+((?:я|працюю|работаю|i am an?|i['’]m an?|i work as an?)\s+[^\s\d,.;!?][^,.;!?\n]{2,60})", re.IGNORECASE
)
_LINKS = frozenset("of the from in a an at із з зі с со из у в local місцев місцевий місцева".split())
_BEFORE, _AFTER, _REACH = 90, 70, 10
_INTRODUCTION = 160
"""Characters after a name in which those who introduce themselves say age and work."""


def describe(scene: Scene, marks: Marks, mention: Mention) -> None:
    """Set age, occupation and the spans of the words that carry them."""
    text = scene.text
    start, end = scene.span(mention.first, mention.last)
    floor = scene.draft.sentences[scene.draft.sentence_at(start)][0]
    found: list[Span] = []
    occupation = _occupation_before(scene, marks, mention)
    follows = mention.last < len(scene) and scene.folded[mention.last] in _PARTED
    since = max(floor, start - _BEFORE)
    before = list(_AGE_BEFORE.finditer(text, since, start)) if _DIGIT.search(text, since, start) else []
    described = start if occupation is None else scene.starts[occupation[0]]
    if before and _belongs(text, before[-1].end(), described, occupation is not None):
        mention.age = int(before[-1].group(1) or before[-1].group(2))
        found.append(Span.of(text, *before[-1].span()))
    elif not follows:
        pass
    elif (after := _AGE_AFTER.match(text, end, end + _AFTER)) and 1 <= int(after.group(1)) <= 110:
        mention.age = int(after.group(1))
        found.append(_stripped(text, *after.span()))
    elif born := _BORN_AFTER.match(text, end, end + _AFTER):
        found.append(_stripped(text, *born.span()))
    if occupation is None and follows:
        occupation = _occupation_after(scene, mention)
    if occupation is not None:
        first, last, word = occupation
        mention.occupation = scene.word(word)
        span_start, span_end = scene.starts[first], scene.ends[last - 1]
        found.append(Span.of(text, span_start, span_end))
    if _tells_name(scene, mention.first - 1) and _INTRODUCED.search(text, max(0, start - 30), start):
        found += _own_words(text, end, mention)
    mention.attributes = tuple(sorted(found, key=lambda span: span.start))


def _tells_name(scene: Scene, index: int) -> bool:
    return index > 0 and (scene.folded[index] in _NAMED or scene.folded[index - 1] in _NAMED)


def _own_words(text: str, end: int, mention: Mention) -> list[Span]:
    """ "…, I am 36, I am a librarian from Balakliia.": what those who tell their name say next of themselves."""
    newline = text.find("\n", end)
    reach = min(end + _INTRODUCTION, newline if newline >= 0 else len(text))
    found = []
    if age := _OWN_AGE.search(text, end, reach):
        mention.age = mention.age or int(age.group(1))
        found.append(Span.of(text, *age.span()))
    if work := _OWN_WORK.search(text, end, reach):
        found.append(Span.of(text, *work.span(1)))
    return found


def _belongs(text: str, end: int, start: int, occupied: bool) -> bool:
    """Whether an age that ends before the name, or before its occupation, is of the same person: no mark between."""
    between = text[end:start]
    return (occupied or len(between.split()) <= 3) and not set(between) & (_MARKS | {","} if occupied else _MARKS)


_MARKS = frozenset(".;:!?\n")


def _stripped(text: str, start: int, end: int) -> Span:
    while text[start] in " ,(\u00a0\n\t":
        start += 1
    while text[end - 1] in " ,)\u00a0\n\t":
        end -= 1
    return Span.of(text, start, end)


def _occupation_before(scene: Scene, marks: Marks, mention: Mention) -> tuple[int, int, int] | None:
    """First and last word (half-open) of the description before a name, and the word that is the occupation."""
    index, unknown = mention.first - 1, 0
    while index >= 0 and mention.first - index <= _REACH and scene.near(index):
        if scene.has(index, Is.OCCUPATION) and (marks.holder[index] is None or marks.holder[index].generic):  # type: ignore[union-attr]
            first = index
            while first > 0 and scene.near(first - 1) and scene.has(first - 1, Is.OCCUPATION):
                first -= 1
            return first, mention.first, index
        held = marks.holder[index]
        if held is not None and held.kind == "person":
            return None
        known = held is not None or scene.capital[index] or index in scene.places or scene.folded[index] in _LINKS
        if not known and not scene.has(index, _DESCRIBES):
            unknown += 1
            if unknown > 1 or not _NOT_VERB.search(scene.folded[index]):
                return None
        index -= 1
    return None


def _occupation_after(scene: Scene, mention: Mention) -> tuple[int, int, int] | None:
    """ ", a nurse from Izium," after a name: to the next comma or stop, ten words at most."""
    at = mention.last
    if scene.folded[at] != ",":
        return None
    for word in range(at + 1, min(at + 5, len(scene))):
        if not scene.near(word - 1) or scene.capital[word]:
            return None
        if scene.has(word, Is.OCCUPATION):
            last = word + 1
            while last < len(scene) and last - at < _REACH and scene.near(last - 1) and scene.folded[last][0].isalnum():
                last += 1
            closed = last < len(scene) and scene.folded[last] in {",", ".", ")", ";"}
            return (at + 1, last if closed else word + 1, word)
    return None
