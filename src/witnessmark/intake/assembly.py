"""Putting a document's text together piece by piece, with the map back to the original."""

import re

from witnessmark.model.case import Box, Locator, LocatorKind

_LINE_ENDS = re.compile("\r\n?")


def normal_lines(text: str) -> str:
    """The text with ``\\n`` for every line end, and U+FFFD for NUL, which no later format can carry. All else stays."""
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    return text.replace("\0", "\ufffd")


def line_locators(text: str) -> tuple[Locator, ...]:
    """One locator a line that has anything in it, without its line end. Lines count from 1. Linear."""
    locators = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        end = start + len(line)
        if line:
            locators.append(Locator(start, end, "line", str(number)))
        start = end + 1
    return tuple(locators)


class Assembly:
    """A text in the making. Offsets are those of the text as it will be."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._locators: list[Locator] = []
        self.length = 0

    def add(self, text: str) -> tuple[int, int]:
        """Append ``text``; its start and end."""
        start = self.length
        self._pieces.append(text)
        self.length += len(text)
        return start, self.length

    def mark(self, start: int, end: int, kind: LocatorKind, value: str, box: Box | None = None) -> None:
        """Say where a stretch stands in the original. An empty stretch is no stretch."""
        if start < end:
            self._locators.append(Locator(start, end, kind, value, box))

    def place(self, text: str, kind: LocatorKind, value: str, box: Box | None = None) -> tuple[int, int]:
        """Append ``text`` and mark all of it."""
        start, end = self.add(text)
        self.mark(start, end, kind, value, box)
        return start, end

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def locators(self) -> tuple[Locator, ...]:
        """In the order of the text; of two that start together, the longer first."""
        return tuple(sorted(self._locators, key=lambda loc: (loc.start, -loc.end)))
