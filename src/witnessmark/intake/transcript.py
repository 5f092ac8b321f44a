"""SRT and VTT transcripts: the words in the order of the file, each cue with the second at which it begins.

Cues that go on one sentence stand on one line of the text; a speaker or a finished sentence begins a new line.
"""

import html
import itertools
import re
from collections.abc import Iterator

import msgspec

from witnessmark.intake.assembly import Assembly, normal_lines
from witnessmark.intake.plain import decoded_text, text_facts
from witnessmark.intake.result import Intake, Request, Unreadable
from witnessmark.model.case import Document

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[,.](\d{1,3}))?"
_TIMES = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}.*$", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,80})?[ \t]+([^>]{1,200})>")
_TAG = re.compile(r"</?(?:[ibucv]|ruby|rt|lang|font)(?:[.\s][^>]{0,200})?>|<\d[\d:.]{0,20}>|\{\\an?\d\}", re.IGNORECASE)
_SPEAKER = re.compile(r"(?:[-–—]\s|[^\W\d_][^\n:.!?]{0,40}:\s|\[|>>)")
_ENDS_SENTENCE = re.compile(r"[.!?…][»”\"')\]]*$")


class _Cue(msgspec.Struct, frozen=True):
    start: float
    end: float
    text: str


def read_transcript(request: Request) -> Intake:
    decoded = decoded_text(request.content())
    cues = list(_cues(normal_lines(decoded.text)))
    if not cues:
        raise Unreadable("no-text", "no cue with a time and words")
    assembly = Assembly()
    previous = None
    for cue in cues:
        if previous is not None:
            goes_on = not _ENDS_SENTENCE.search(previous.text) and not _SPEAKER.match(cue.text)
            assembly.add(" " if goes_on else "\n")
        assembly.place(cue.text, "second", _seconds(cue.start))
        previous = cue
    facts = text_facts(decoded) | {"cues": str(len(cues)), "seconds": _seconds(max(cue.end for cue in cues))}
    if backwards := _backwards(cues):
        facts["times-run-backwards"] = str(backwards)
    document = Document(
        text=assembly.text, tool="transcript/witnessmark 1", locators=assembly.locators, kind="transcript", facts=facts
    )
    return Intake(media_type=request.media_type, documents=(document,))


def _cues(text: str) -> Iterator[_Cue]:
    """Each cue's words, from its line of times to the blank line (or the next times) after them."""
    matches = list(_TIMES.finditer(text))
    for index, match in enumerate(matches):
        until = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        block = text[match.end() : until].removeprefix("\n").split("\n\n", 1)[0]
        words = " ".join(line for raw in block.split("\n") if (line := _plain(raw)))
        if words:
            parts = match.groups()
            yield _Cue(_clock(parts[:4]), _clock(parts[4:]), words)


def _plain(line: str) -> str:
    spoken = _VOICE.sub(lambda match: f"{match.group(1).strip()}: ", line)
    return html.unescape(_TAG.sub("", spoken)).strip()


def _clock(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction or 0}")


def _seconds(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _backwards(cues: list[_Cue]) -> int:
    """How many cues begin before the one above them, or end before they begin."""
    pairs = itertools.pairwise(cues)
    return sum(after.start < before.start for before, after in pairs) + sum(cue.end < cue.start for cue in cues)
