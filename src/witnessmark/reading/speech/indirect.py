"""Reported speech: "The man also said that …", "according to the council, …", "за словами Олени, …"."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import compress

from witnessmark.model.record import SpeakerMention
from witnessmark.reading.draft import Draft
from witnessmark.reading.speech.reporting import Report, Reporting

_LEAST_WORDS = 2
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def find_indirect(
    draft: Draft, reporting: Reporting, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, Report, str]]:
    """Content, clause and rule of each piece of reported speech that holds no words in marks."""
    words, folded = draft.words, draft.words.folded
    known, according = reporting.cues.indirect, reporting.cues.according
    hits = compress(range(len(folded)), map(reporting.cues.openers.__contains__, folded))
    starts = [start for start, _ in taken]
    done = -1
    for hit in hits:
        offset = words.starts[hit]
        if offset < done or _inside(starts, taken, offset):
            continue
        sentence = draft.sentences[draft.sentence_at(offset)]
        found = _according(draft, reporting, hit, sentence) if folded[hit] in according else None
        if found is None and folded[hit] in known:
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
    words, folded = draft.words, draft.words.folded
    first = words.at(sentence[0])
    at = hit + 1
    told = folded[hit] in {"told", "tells", "tell", "telling"}
    reach = 6 if told or _CYRILLIC.match(folded[hit]) else 1
    that = None
    for ahead in range(at, min(at + reach + 1, len(words))):
        if words.starts[ahead] >= sentence[1]:
            break
        if folded[ahead] in reporting.cues.that:
            that = ahead
            break
    if that is None and folded[hit - 1 if hit else 0] == "," and hit > first + 4 and not _CYRILLIC.match(folded[hit]):
        last = words.at(sentence[1] - 1) + 1
        inverted = reporting.speakers.after(hit, last)
        if inverted is not None and _closes(draft, inverted, hit):
            report = Report(inverted, reporting.span(hit), True)
            return sentence[0], words.starts[hit - 1], report, "indirect/inverted"
    speaker = reporting.speakers.before(hit, first)
    if that is not None:
        if that + 1 >= len(words):
            return None
        if speaker is None:
            speaker = reporting.speakers.after(hit, that)
        return (
            words.starts[that + 1],
            _end(draft, sentence),
            Report(speaker, reporting.span(hit), False),
            "indirect/that",
        )
    if speaker is None or _CYRILLIC.match(folded[hit]) or _may_be_noun(draft, reporting, hit):
        return None
    if (
        at < len(words)
        and words.starts[at] < sentence[1]
        and folded[at] not in {",", ".", ":", "to", "by", "in", "on", "at", "of", "about"}
        and not reporting.is_noun(hit)
    ):
        return words.starts[at], _end(draft, sentence), Report(speaker, reporting.span(hit), False), "indirect/clause"
    if at < len(words) and folded[at] in {".", ","} and hit > first + 4 and folded[hit] == "said":
        comma = words.at(speaker.start) - 1
        if comma > first and folded[comma] == ",":
            return sentence[0], words.starts[comma], Report(speaker, reporting.span(hit), True), "indirect/inverted"
    return None


def _closes(draft: Draft, speaker: SpeakerMention, hit: int) -> bool:
    """Whether a name right after the verb ends its clause, as in "…, said Olena Marchuk." """
    words = draft.words
    follows = words.at(speaker.end - 1) + 1
    ends = follows >= len(words) or words.folded[follows] in {",", ".", ";", ")"}
    return ends and speaker.actor is not None and hit < words.at(speaker.start) <= hit + 3


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
    if stop + 1 < len(words) and words.starts[stop + 1] < sentence[1]:
        return words.starts[stop + 1], _end(draft, sentence), report, "indirect/according"
    return None
