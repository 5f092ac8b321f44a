"""Lines of a page into paragraphs: one paragraph is one line of the document's text, so that no sentence is cut.

A line goes on the paragraph before it unless the layout says otherwise: a gap, another size of letters, an indent, a
bullet, or a line that ended early with a full stop. A word broken at the line's end is put together again.
"""

import re
from collections.abc import Sequence
from statistics import median

import msgspec

from witnessmark.intake.assembly import Assembly
from witnessmark.model.case import Box

_ENDS_SENTENCE = re.compile(r"[.!?…:;][»”\"')\]]*$")
_LIST_ITEM = re.compile(r"(?:[•▪‣·–—-]|\(?\d{1,3}[.)]|\(?[a-zа-яіїєґ][.)])\s")
_BROKEN_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,60})([-\u2010\u00ad])$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_GOES_ON = re.compile(r"[^\W\d_]+")
_HYPHENS = ("-", "\u2010", "\u00ad")
_HARD_HYPHENS = "-\u2010"


class Line(msgspec.Struct, frozen=True):
    """A line's words, and its box where it is known (left, top, right, bottom as fractions of the page)."""

    text: str
    box: Box | None = None


def join_lines(assembly: Assembly, lines: Sequence[Line], page: int) -> None:
    """Append the lines as paragraphs, each line marked with its page and box."""
    height, right = _measure(lines)
    known = _whole_words(lines)
    for index, line in enumerate(lines):
        follows = index + 1 < len(lines) and not _starts_anew(line, lines[index + 1], height, right)
        text, joint = line.text, "\n"
        if follows:
            text, joint = _across_the_break(line.text, lines[index + 1].text, known)
        assembly.place(text, "page", str(page), line.box)
        if index + 1 < len(lines):
            assembly.add(joint)


def _whole_words(lines: Sequence[Line]) -> set[str]:
    """Every word that stands on the page in one piece: what tells a compound from a word broken at the line's end."""
    known: set[str] = set()
    broken = False
    for line in lines:
        words = [word.lower() for word in _WORD.findall(line.text)]
        known.update(words[1:] if broken else words)
        broken = line.text.endswith(_HYPHENS) and _BROKEN_WORD.search(line.text) is not None
        if broken and words:
            known.discard(words[-1])
    return known


def _measure(lines: Sequence[Line]) -> tuple[float, float]:
    """The usual height of a line, and where lines end on the right, as fractions of the page."""
    boxes = [line.box for line in lines if line.box]
    if not boxes:
        return 0.0, 1.0
    rights = sorted(box[2] for box in boxes)
    return median(box[3] - box[1] for box in boxes), rights[(len(rights) * 9) // 10]


def _starts_anew(line: Line, following: Line, height: float, right: float) -> bool:
    if _LIST_ITEM.match(following.text):
        return True
    ended = _ENDS_SENTENCE.search(line.text[-8:]) is not None
    if line.box is None or following.box is None:
        return ended
    left, top, edge, bottom = line.box
    next_left, next_top, _, next_bottom = following.box
    size, next_size = bottom - top, next_bottom - next_top
    if next_top < top - height or next_top - bottom > max(1.1 * height, 0.004):
        return True
    if min(size, next_size) * 1.35 < max(size, next_size):
        return True
    short = edge < right - 0.12 * max(right - left, 0.1)
    indented = next_left > left + 0.018
    return ended and (short or indented)


def _across_the_break(text: str, following: str, known: set[str]) -> tuple[str, str]:
    """The line's text and what stands between it and the next. Where it is not safe to join, the hyphen stays."""
    broken = _BROKEN_WORD.search(text) if text.endswith(_HYPHENS) else None
    rest = _GOES_ON.match(following)
    if not broken or not rest:
        return text, " "
    head, hyphen, tail = broken.group(1).lower(), broken.group(2), rest.group().lower()
    if hyphen == "\u00ad":
        return text[: broken.start(2)], ""
    if not rest.group()[0].islower():
        return text, ""
    compound = any(f"{head}{mark}{tail}" in known for mark in _HARD_HYPHENS)
    two_words = hyphen == "-" and min(len(head), len(tail)) > 3 and head in known and tail in known
    if head + tail not in known and (compound or two_words):
        return text, ""
    return text[: broken.start(2)], ""
