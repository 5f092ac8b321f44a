"""The component that finds quoted and reported speech."""

from dataclasses import dataclass

from witnessmark.model.record import QuoteKind, QuoteMention, SpeakerMention
from witnessmark.model.span import Span
from witnessmark.reading.draft import Draft
from witnessmark.reading.speech.cues import cues
from witnessmark.reading.speech.dialogue import dashed_turns, labelled_turns
from witnessmark.reading.speech.indirect import find_around, find_indirect
from witnessmark.reading.speech.marks import Stretch, stretches
from witnessmark.reading.speech.reporting import Report, Reporting

_EDGE = " \t\u00a0\n\r"
_FAR = 2000
"""How many characters back a speaker is looked for."""


@dataclass(slots=True)
class Found:
    """A stretch of speech and what introduces it."""

    start: int
    end: int
    rule: str
    speaker: SpeakerMention | None = None
    cue: Span | None = None
    kind: QuoteKind = "direct"


class QuoteReader:
    """Finds direct speech in every style of marks, in dialogues and transcripts, reported speech, and who speaks."""

    name = "quotes"
    needs = frozenset({"words", "sentences", "actors"})
    makes = frozenset({"quotes"})

    def __init__(self) -> None:
        cues()

    def read(self, draft: Draft) -> None:
        reporting = Reporting(draft)
        found = _marked(draft, reporting)
        taken = [(quote.start, quote.end) for quote in found]
        for start, end, speaker, cue, rule in labelled_turns(draft, reporting.speakers, taken):
            found.append(Found(start, end, rule, speaker, cue))
        for start, end, report in dashed_turns(draft, reporting, taken):
            found.append(Found(start, end, "quote/dash", report.speaker, report.cue))
        taken = sorted((quote.start, quote.end) for quote in found)
        used = {quote.cue.start for quote in found if quote.cue is not None}
        for start, end, report, rule in find_indirect(draft, reporting, taken):
            if report.cue is not None and report.cue.start in used:
                continue
            found.append(Found(start, end, rule, report.speaker, report.cue, "indirect"))
        found += _around(draft, reporting, found, used)
        found.sort(key=lambda quote: (quote.start, quote.end))
        draft.quotes.extend(mention for quote in found if (mention := _mention(draft.text, quote)) is not None)


def _around(draft: Draft, reporting: Reporting, found: list[Found], used: set[int]) -> list[Found]:
    """The author's words around partial quotations, as indirect speech of the same speaker."""
    more = []
    for quote in found:
        if quote.cue is not None and quote.kind == "direct" and quote.cue.start in used:
            used.discard(quote.cue.start)
            for start, end in find_around(draft, reporting, quote.start, quote.end, quote.cue):
                more.append(Found(start, end, "indirect/around", quote.speaker, quote.cue, "indirect"))
    return more


def _mention(text: str, found: Found) -> QuoteMention | None:
    start, end = found.start, found.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    if start >= end:
        return None
    return QuoteMention(
        start=start,
        end=end,
        quote=text[start:end],
        speaker=found.speaker,
        cue=found.cue,
        kind=found.kind,
        rule=found.rule,
    )


def _marked(draft: Draft, reporting: Reporting) -> list[Found]:
    """Speech in quotation marks, with its speakers: from its own clause, or from what stands before it."""
    pieces = stretches(draft.text)
    found: list[Found] = []
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        floor = pieces[index - 1].end + 1 if index else 0
        report = reporting.around(piece.start, piece.end, floor, following.start - 1 if following else len(draft.text))
        goes_on = not piece.closed and _goes_on(draft.text, piece, following)
        if not goes_on and not _is_speech(draft, piece, report, reporting):
            continue
        source = report or reporting.inside(piece.start, piece.end)
        rule = "quote/goes-on" if goes_on else "quote/marks" if piece.opened and piece.closed else "quote/one-mark"
        for start, end in reporting.cut(piece.start, piece.end):
            quote = Found(*piece.with_marks(draft.text, start, end), rule)
            if source is not None:
                quote.speaker, quote.cue = source.speaker, source.cue
                if source.speaker is not None:
                    _hand_back(found, source.speaker)
            if quote.speaker is None:
                _from_before(draft, reporting, quote, found[-1] if found else None, floor)
            found.append(quote)
    return found


def _is_speech(draft: Draft, piece: Stretch, report: Report | None, reporting: Reporting) -> bool:
    """Whether a stretch is speech: it has a clause that says so and is no name, or it reads as whole sentences."""
    if not piece.opened and (report is None or not report.after):
        return False
    if report is None:
        return _reads_as_speech(draft, piece, reporting)
    if report.cue is not None and reporting.is_name(piece.start, piece.end):
        return False
    return _long_enough(draft.text, piece, report)


def _goes_on(text: str, piece: Stretch, following: Stretch | None) -> bool:
    """Whether a stretch without closing mark goes on in the next paragraph, which opens with a mark."""
    if following is None:
        return False
    between = text[piece.end : following.start - 1]
    return not between.strip() and following.opened


def _hand_back(found: list[Found], speaker: SpeakerMention) -> None:
    """Give the speaker of the last paragraph of a speech to the paragraphs before it that it goes on from."""
    at = len(found) - 1
    while at >= 0 and found[at].rule == "quote/goes-on" and found[at].cue is None:
        found[at].speaker = speaker
        at -= 1


def _long_enough(text: str, piece: Stretch, report: Report) -> bool:
    words = text[piece.start : piece.end].split()
    return len(words) >= 2 or bool(words and words[0][-1:] in "!?…" and report.cue is not None)


def _reads_as_speech(draft: Draft, piece: Stretch, reporting: Reporting) -> bool:
    """Whether words in marks with no reporting clause are speech all the same: whole sentences, not names or irony."""
    text = draft.text
    if piece.single or not (piece.opened and piece.closed):
        return False
    content = text[piece.start : piece.end].strip()
    words = content.split()
    if len(words) < 4 or reporting.is_name(piece.start, piece.end):
        return False
    starts_line = not text[_line_start(text, piece.start) : piece.start - 1].strip()
    ends = content[-1] in ".!?…," or text[piece.end + 1 : piece.end + 2] in {"\n", ""}
    capital = content[0].isupper() or not content[0].isalpha()
    return (capital and ends) or (starts_line and ends) or (len(words) >= 8 and capital)


def _line_start(text: str, offset: int) -> int:
    """Where the line of ``offset`` begins, or ``_FAR`` characters before it in a longer line."""
    floor = max(0, offset - _FAR)
    found = text.rfind("\n", floor, offset)
    return found + 1 if found >= 0 else floor


def _from_before(draft: Draft, reporting: Reporting, quote: Found, last: Found | None, floor: int) -> None:
    """A speaker for words without a reporting clause: whoever spoke last near by, or the last person named before."""
    text = draft.text
    line = _line_start(text, quote.start)
    quote.speaker = reporting.speakers.last_person(max(line, floor), quote.start)
    if quote.speaker is not None:
        return
    if last is not None and last.speaker is not None and text.count("\n", last.end, quote.start) <= 3:
        quote.speaker = last.speaker
        return
    before = line - 1
    while before > max(line - _FAR, 0) and text[before - 1].isspace():
        before -= 1
    if before > 0:
        quote.speaker = reporting.speakers.last_person(max(_line_start(text, before), floor), quote.start)
