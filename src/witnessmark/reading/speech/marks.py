"""Stretches between quotation marks: every style, nested ones, and those whose opening or closing mark is missing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARK = re.compile(
    r"«|»|„|“|”|‟|\"|\n|''|‘(?<![\w’'].)(?=\w)|'(?<![\w’'].)(?=\w)|’(?<=[\w.,!?…].)(?![\w’'])|'(?<=[\w.,!?…].)(?![\w’'])"
)
"""The letters before a mark are looked at after it is found, and each way begins with a mark of its own, no set of
marks: so the search goes from mark to mark."""
_OPENERS = "«„‟"
_AFTER_SPEECH = " \u00a0\t\n,.;"
_SPACE = " \t\u00a0\n\r"
_PLAIN = re.compile(r"\s*(?:[—–-]\s+)?\Z")


@dataclass(slots=True)
class Stretch:
    """Characters ``start`` to ``end`` between two marks, without them; ``opened`` or ``closed`` is False where the
    mark is missing and the line begins or ends instead."""

    start: int
    end: int
    opened: bool = True
    closed: bool = True
    single: bool = False

    def with_marks(self, text: str, start: int, end: int) -> tuple[int, int]:
        """A part of the stretch, with the marks that stand right beside it."""
        if start == self.start and self.opened:
            start -= 2 if text.startswith("''", start - 2) else 1
        if end == self.end and self.closed:
            end += 2 if text.startswith("''", end) else 1
        return max(start, 0), end


def stretches(text: str) -> list[Stretch]:
    """The outermost stretches in order, never overlapping. A stretch ends with its line at the latest. Linear."""
    found: list[Stretch] = []
    for start, end, marks in _lines(text):
        if marks:
            found.extend(_of_line(text, start, end, marks))
    return found


def _lines(text: str) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    start = 0
    marks: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        if text[match.start()] == "\n":
            yield start, match.start(), marks
            start, marks = match.end(), []
        else:
            marks.append(match.span())
    yield start, len(text), marks


def _opens(text: str, start: int, end: int, mark: tuple[int, int]) -> bool:
    """Whether a mark that may stand on either side stands before words: a blank or a bracket before, none after."""
    before = text[mark[0] - 1] if mark[0] > start else " "
    after = text[mark[1]] if mark[1] < end else " "
    return (before in _SPACE or before in "([—–-«“„:") and after not in _SPACE and after not in ".,;:!?)"


def _of_line(text: str, start: int, end: int, marks: list[tuple[int, int]]) -> Iterator[Stretch]:
    opened: list[tuple[int, int]] = []
    seen = False
    for mark in marks:
        sign = text[mark[0] : mark[1]]
        if sign in "‘’'":
            if opened and text[opened[0][0] : opened[0][1]] not in "‘'":
                continue  # an apostrophe or a quotation inside another
            if not opened and _opens(text, start, end, mark) and sign != "’":
                opened.append(mark)
            elif opened and not _opens(text, start, end, mark):
                yield Stretch(opened.pop()[1], mark[0], single=True)
            continue
        if opened and text[opened[0][0] : opened[0][1]] in "‘'":
            opened.clear()  # a lone apostrophe
        if sign in _OPENERS or _is_opening(text, start, end, mark, sign, opened):
            if opened and sign in "\"''“" and text[opened[-1][0] : opened[-1][1]] == sign:
                yield Stretch(opened[0][1], mark[0], closed=False)
                opened.clear()
            opened.append(mark)
        elif not opened:
            if not seen and text[mark[1] : mark[1] + 1] in _AFTER_SPEECH and mark[0] > start:
                yield Stretch(start, mark[0], opened=False)
            seen = True
        else:
            first = opened.pop()
            if not opened:
                yield Stretch(first[1], mark[0])
                seen = True
    if opened and text[opened[0][0] : opened[0][1]] not in "‘'":
        yield Stretch(opened[0][1], end, closed=False)


def _is_opening(
    text: str, start: int, end: int, mark: tuple[int, int], sign: str, opened: list[tuple[int, int]]
) -> bool:
    looks = _opens(text, start, end, mark)
    if sign == "»":
        return False
    if sign == "“":
        closes = bool(opened) and (text[opened[-1][0]] == "„" or not looks)
        return not closes
    if sign == "”":
        return not opened and looks
    return looks
