"""Speech without quotation marks: dialogues with dashes, and transcripts whose turns begin with a name."""

import re
from collections.abc import Iterator, Sequence

from witnessmark.model.record import SpeakerMention
from witnessmark.model.span import Span
from witnessmark.reading.draft import Draft
from witnessmark.reading.speech.reporting import Report, Reporting
from witnessmark.reading.speech.speakers import Speakers

_TURN = re.compile(r"^[ \t]*[—–-][ \t]+(?=\S)", re.MULTILINE)
_LABEL = re.compile(
    r"^[ \t]*(?P<label>(?:[A-ZА-ЯІЇЄҐЁ][\w.'’ʼ\-]*)(?:[ \t]+[A-ZА-ЯІЇЄҐЁ(][\w.'’ʼ\-)]*){0,3})[ \t]*:[ \t]+(?=\S)",
    re.MULTILINE,
)
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
    for index, match in enumerate(labels):
        if match.group("label") not in known and not _between_known(labels, index, known):
            continue
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        if any(start < end and match.end() < stop for start, stop in taken):
            continue
        start, stop = match.span("label")
        actor = speakers.actor_over(draft.words.at(start))
        name = draft.actors[actor].name if actor is not None else match.group("label")
        speaker = SpeakerMention(start=start, end=stop, quote=text[start:stop], name=name, actor=actor)
        colon = text.index(":", stop)
        yield match.end(), end, speaker, Span.of(text, colon, colon + 1), "quote/label"


def _between_known(labels: list[re.Match[str]], index: int, known: set[str]) -> bool:
    near = labels[max(0, index - 1) : index + 2]
    return any(match.group("label") in known for match in near)


def dashed_turns(
    draft: Draft, reporting: Reporting, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, Report]]:
    """Lines of a dialogue: "— Нас били, — каже Олена. — Усіх." A turn without a clause of its own counts where another
    turn of its block has one."""
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
    if not any(report for _, _, report in block):
        return
    for start, end, report in block:
        pieces = reporting.cut(start, end)
        for first, last in pieces:
            if len(text[first:last].split()) >= 1:
                yield first, last, report or Report(None, None, False)
