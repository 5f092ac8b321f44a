"""Speech without quotation marks: dialogues with dashes, and transcripts whose turns begin with a name."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from witnessmark.model.record import SpeakerMention
from witnessmark.model.span import Span
from witnessmark.reading.draft import Draft, fold
from witnessmark.reading.speech.cues import cues
from witnessmark.reading.speech.reporting import Report, Reporting
from witnessmark.reading.speech.speakers import Speakers

_TURN = re.compile(r"^[ \t]*[—–-][ \t]+(?=\S)", re.MULTILINE)
_LABEL = re.compile(
    r"^[ \t]*(?P<label>(?:[A-ZА-ЯІЇЄҐЁ][\w.'’ʼ\-]*)(?:[ \t]+[A-ZА-ЯІЇЄҐЁ(][\w.'’ʼ\-)]*){0,3})[ \t]*:[ \t]+(?=\S)",
    re.MULTILINE,
)
_HEAD = 60
"""Characters after the label of a head in which the name stands."""
_BEFORE = 600
"""Characters before an interview in which the one who is asked is named."""
Turn = tuple[int, int, SpeakerMention | None, Span | None, str]


def labelled_turns(draft: Draft, speakers: Speakers, taken: Sequence[tuple[int, int]]) -> Iterator[Turn]:
    """Turns of a transcript: lines that begin with "Name:" or "Q:", where at least two labels come back."""
    text = draft.text
    labels = list(_LABEL.finditer(text))
    counts: dict[str, int] = {}
    for match in labels:
        counts[match.group("label")] = counts.get(match.group("label"), 0) + 1
    if sum(1 for count in counts.values() if count >= 2) < 1 or len(counts) < 2:
        return
    known = {label for label, count in counts.items() if count >= 2}
    deponent = _deponent(labels, speakers)
    for index, match in enumerate(labels):
        if fold(match.group("label")) in cues().deponents and match.group("label") not in known:
            continue
        if match.group("label") not in known and not _between_known(labels, index, known):
            continue
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        if any(start < end and match.end() < stop for start, stop in taken):
            continue
        start, stop = match.span("label")
        speaker: SpeakerMention | None
        if deponent is not None and fold(match.group("label")) in cues().turns:
            speaker = None if _asks(text, end) else deponent
        else:
            actor = speakers.actor_over(draft.words.at(start))
            name = draft.actors[actor].name if actor is not None else match.group("label")
            speaker = SpeakerMention(start=start, end=stop, quote=text[start:stop], name=name, actor=actor)
        colon = text.index(":", stop)
        yield match.end(), end, speaker, Span.of(text, colon, colon + 1), "quote/label"


def _deponent(labels: list[re.Match[str]], speakers: Speakers) -> SpeakerMention | None:
    """Whoever answers in a record of questioning: the one whom its head names, as in "Witness: Ann Lee"."""
    head = next((match for match in labels if fold(match.group("label")) in cues().deponents), None)
    if head is None:
        return None
    return _named(speakers, head.end(), head.end() + _HEAD)


def _named(speakers: Speakers, start: int, end: int) -> SpeakerMention | None:
    """The one person that a stretch names most fully, or None where it names several or none."""
    actors = speakers.draft.actors
    persons = [index for index in speakers.persons if start <= actors[index].start and actors[index].end <= end]
    length = {index: len((actors[index].name or "").split()) for index in persons}
    persons = [index for index in persons if length[index] == max(length.values())]
    if len({actors[index].name for index in persons}) != 1:
        return None
    first = actors[persons[0]]
    return SpeakerMention(start=first.start, end=first.end, quote=first.quote, name=first.name, actor=persons[0])


def _between_known(labels: list[re.Match[str]], index: int, known: set[str]) -> bool:
    near = labels[max(0, index - 1) : index + 2]
    return any(match.group("label") in known for match in near)


def dashed_turns(
    draft: Draft, reporting: Reporting, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, Report]]:
    """Lines of a dialogue: "— Нас били, — каже Олена. — Усіх." A turn without a clause of its own counts where another
    turn of its block has one, or where the block is an interview: questions, and answers to them."""
    text = draft.text
    block: list[tuple[int, int, Report | None]] = []
    end_before = -1
    for match in _TURN.finditer(text):
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        if end_before >= 0 and text[end_before : match.start()].strip():
            yield from _of_block(reporting, block, text)
            block = []
        end_before = end
        if any(start < end and match.end() < stop for start, stop in taken):
            continue
        block.append((match.end(), end, reporting.inside(match.end(), end)))
    yield from _of_block(reporting, block, text)


def _of_block(
    reporting: Reporting, block: list[tuple[int, int, Report | None]], text: str
) -> Iterator[tuple[int, int, Report]]:
    if _is_interview(block, text):
        asked = _named(reporting.speakers, max(0, block[0][0] - _BEFORE), block[0][0])
        for start, end, report in block:
            yield start, end, report or Report(None if _asks(text, end) else asked, None, False)
        return
    if not any(report for _, _, report in block):
        return
    for start, end, report in block:
        pieces = reporting.cut(start, end)
        for first, last in pieces:
            if len(text[first:last].split()) >= 1:
                yield first, last, report or Report(None, None, False)


def _is_interview(block: list[tuple[int, int, Report | None]], text: str) -> bool:
    """Whether at least two turns ask, each right before one that does not."""
    asking = [_asks(text, end) for _, end, _ in block]
    return sum(asks and not answer for asks, answer in pairwise(asking)) > 1


def _asks(text: str, end: int) -> bool:
    return text[max(0, end - 9) : end].rstrip().endswith("?")
