"""Reported speech: "The man also said that …", "according to the council, …", "за словами Олени, …"."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import compress

from witnessmark.model.record import SpeakerMention
from witnessmark.model.span import Span
from witnessmark.reading.draft import Draft, fold
from witnessmark.reading.speech.cues import cues
from witnessmark.reading.speech.reporting import Report, Reporting

_LEAST_WORDS = 2
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def find_indirect(
    draft: Draft, reporting: Reporting, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, Report, str]]:
    """Content, clause and rule of each piece of reported speech that holds no words in marks."""
    words, folded = draft.words, draft.words.folded
    cues = reporting.cues
    according = cues.according
    hits = compress(range(len(folded)), map(cues.openers.__contains__, folded))
    starts = [start for start, _ in taken]
    done = -1
    for hit in hits:
        offset = words.starts[hit]
        if offset < done or _inside(starts, taken, offset):
            continue
        sentence = draft.sentences[draft.sentence_at(offset)]
        found = _according(draft, reporting, hit, sentence) if folded[hit] in according else None
        if found is None and (folded[hit] in cues.indirect or folded[hit] in cues.with_that):
            found = _said_that(draft, reporting, hit, sentence)
        if found is None:
            continue
        start, end, report, rule = found
        index = bisect_right(starts, start)
        if index < len(starts) and starts[index] < end:
            end = starts[index] - 1
        if _inside(starts, taken, start) or len(draft.text[start:end].split()) < _LEAST_WORDS:
            continue
        done = end
        yield start, end, report, rule


def _inside(starts: Sequence[int], taken: Sequence[tuple[int, int]], offset: int) -> bool:
    index = bisect_right(starts, offset) - 1
    return index >= 0 and offset < taken[index][1]


def _end(draft: Draft, sentence: tuple[int, int]) -> int:
    end = sentence[1]
    while end > sentence[0] and draft.text[end - 1] in ".!?… ":
        end -= 1
    return end


def _said_that(
    draft: Draft, reporting: Reporting, hit: int, sentence: tuple[int, int]
) -> tuple[int, int, Report, str] | None:
    words, folded, known = draft.words, draft.words.folded, reporting.cues
    first = words.at(sentence[0])
    english = not _CYRILLIC.match(folded[hit])
    speaker = reporting.speakers.before(hit, first)
    that = _that(draft, reporting, hit, sentence)
    if that is not None:
        if that + 1 >= len(words):
            return None
        speaker = speaker or reporting.speakers.after(hit, that)
        report = Report(speaker, reporting.span(hit), False)
        return words.starts[that + 1], _end(draft, sentence), report, "indirect/that"
    if folded[hit] in known.with_that:
        return None
    if opening := _opened(draft, hit, first, sentence):
        speaker = speaker or reporting.speakers.after(hit, opening)
        if speaker is not None and not reporting.is_noun(hit):
            report = Report(speaker, reporting.span(hit), False)
            return words.starts[opening], _end(draft, sentence), report, "indirect/mark"
    if hit and folded[hit - 1] == "," and hit > first + (4 if english else 2):
        inverted = reporting.speakers.after(hit, words.at(sentence[1] - 1) + 1)
        if inverted is not None and _closes(draft, inverted, hit):
            report = Report(inverted, reporting.span(hit), True)
            return sentence[0], words.starts[hit - 1], report, "indirect/inverted"
    if not english or speaker is None or _may_be_noun(draft, reporting, hit):
        return None
    report = Report(speaker, reporting.span(hit), False)
    follows = folded[hit + 1] if hit + 1 < len(words) and words.starts[hit + 1] < sentence[1] else "."
    comma = words.at(speaker.start) - 1
    closing = folded[hit] in known.closing and comma > first and folded[comma] == ","
    if closing and (follows in {".", ","} or (follows in known.when and hit > first + 4)):
        if (
            follows == "," and comma <= first + _OPENING and hit + 2 < len(words)
        ):  # "In the morning, people say, shells fell …"
            return words.starts[hit + 2], _end(draft, sentence), report, "indirect/inserted"
        report.after = True
        return sentence[0], words.starts[comma], report, "indirect/inverted"
    calls = folded[hit] in known.calls
    if (follows in known.no_content and not (calls and follows in known.called_for)) or (
        calls and follows not in known.called_for
    ):
        return None
    if follows == "." or reporting.is_noun(hit):
        return None
    return words.starts[hit + (2 if calls else 1)], _end(draft, sentence), report, "indirect/clause"


def _opened(draft: Draft, hit: int, first: int, sentence: tuple[int, int]) -> int | None:
    """The word with which speech without marks begins: "He said: they took my son", "Петро каже, нас тримали"."""
    words = draft.words
    at = hit + 1
    while at < min(hit + 6, len(words)) and words.folded[at] not in _OPENING_MARKS:
        at += 1
    if at + 1 >= len(words) or words.starts[at + 1] >= sentence[1] or draft.text[words.starts[at + 1]] in '«“„"':
        return None
    if words.folded[at] == ":":
        return at + 1
    comma = words.folded[at] == "," and at == hit + 1 and hit <= first + _OPENING
    return at + 1 if comma and _CYRILLIC.match(words.folded[at + 1]) else None


_OPENING_MARKS = frozenset(":,.;—–-")
_OPENING = 6
"""Words before an inserted clause that are only the opening of what is said."""


def _that(draft: Draft, reporting: Reporting, hit: int, sentence: tuple[int, int]) -> int | None:
    """The word "that" (що, что, whether …) that opens what is said: next to the verb, or after whom and when it was
    told."""
    words, folded = draft.words, draft.words.folded
    follows = folded[hit + 1] if hit + 1 < len(words) else ""
    known = reporting.cues
    far = folded[hit] in known.told or _CYRILLIC.match(folded[hit]) or follows in known.when
    reach = 12 if follows in known.how else 8 if far else 3
    for ahead in range(hit + 1, min(hit + reach, len(words))):
        if words.starts[ahead] >= sentence[1]:
            break
        if folded[ahead] in known.that:
            return ahead
    return None


def find_around(draft: Draft, reporting: Reporting, start: int, end: int, cue: Span) -> Iterator[tuple[int, int]]:
    """What is told in the author's words around a partial quotation: "said that “the gate” was open", "called the camp
    “a trap”"."""
    text = draft.text
    sentence = draft.sentences[draft.sentence_at(cue.start)]
    lead = text[cue.end : start]
    if not (cue.end <= start <= sentence[1]) or "\n" in lead or lead.rstrip()[-1:] in _APART:
        return
    words = list(_LEAD_WORD.finditer(lead))
    that = next((at for at, word in enumerate(words[:7]) if fold(word.group()) in reporting.cues.that), -1)
    told = words[that + 1 :]
    if told and (that >= 0 or fold(cue.quote) not in reporting.cues.no_lead):
        yield cue.end + told[0].start(), start
    if fold(cue.quote) not in reporting.cues.indirect or not words:
        return
    stop = _end(draft, sentence)
    tail = text[end:stop]
    if len(tail.split()) > 1 and tail.lstrip()[:1].isalpha() and not any(mark in tail for mark in '«“„"'):
        yield end, stop


_LEAD_WORD = re.compile(r"\S+")
_APART = frozenset(":,—–-")


def _closes(draft: Draft, speaker: SpeakerMention, hit: int) -> bool:
    """Whether a name right after the verb ends its clause, as in "…, said Olena Marchuk." """
    words = draft.words
    follows = words.at(speaker.end - 1) + 1
    ends = follows >= len(words) or words.folded[follows] in {",", ".", ";", ")"}
    who = speaker.actor is not None or words.folded[words.at(speaker.start)] in cues().pronouns
    return ends and who and hit < words.at(speaker.start) <= hit + 3


def _may_be_noun(draft: Draft, reporting: Reporting, hit: int) -> bool:
    """Whether a word such as "claims" or "states" follows nothing that must be its subject."""
    folded = draft.words.folded
    if hit == 0 or folded[hit] not in reporting.cues.nouns:
        return False
    held = reporting.speakers.actor_over(hit - 1)
    person = held is not None and draft.actors[held].kind == "person"
    return not (folded[hit - 1] in reporting.cues.pronouns or person)


def _according(
    draft: Draft, reporting: Reporting, hit: int, sentence: tuple[int, int]
) -> tuple[int, int, Report, str] | None:
    size = reporting.according(hit)
    if not size:
        return None
    words, folded = draft.words, draft.words.folded
    stop = hit + size
    while stop < len(words) and words.starts[stop] < sentence[1] and folded[stop] not in {",", ";", "."}:
        stop += 1
    speaker = reporting.speakers.after(hit + size - 1, stop)
    report = Report(speaker, reporting.span(hit, size), False)
    if words.starts[hit] - sentence[0] > 20:
        start, end = sentence[0], words.starts[hit]
        while end > start and draft.text[end - 1] in " ,\u00a0—–":
            end -= 1
        return start, end, report, "indirect/according"
    stop = _after_apposition(draft, speaker, stop)
    if stop + 1 < len(words) and words.starts[stop + 1] < sentence[1]:
        return words.starts[stop + 1], _end(draft, sentence), report, "indirect/according"
    return None


def _after_apposition(draft: Draft, speaker: SpeakerMention | None, stop: int) -> int:
    """The mark that closes what is told of the speaker after the name ("according to Olena, a teacher, …")."""
    if speaker is None or speaker.actor is None:
        return stop
    words = draft.words
    for told in reversed(draft.actors[speaker.actor].attributes):
        last = words.at(told.end - 1) + 1
        if words.at(told.start) in (stop + 1, stop + 2) and last < len(words) and words.folded[last] == ",":
            return last
    return stop
