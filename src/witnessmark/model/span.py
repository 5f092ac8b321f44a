"""Spans: half-open character ranges of a text, together with the words that stand there.

Offsets are Python character offsets. ``text[start:end] == quote`` is checked when a span is made from a text, so that a
value which does not stand in its text cannot come into being.
"""

import msgspec


class SpanMismatch(ValueError):  # noqa: N818 - it says what it is
    """The words of a span are not what its document says at that place."""


class Span(msgspec.Struct, frozen=True):
    """Where some words stand: ``start`` and ``end`` are character offsets, half-open; ``quote`` is the text between."""

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """The span of ``text`` from ``start`` to ``end``; raises ``SpanMismatch`` when that is no range of the text."""
        if not 0 <= start < end <= len(text):
            raise SpanMismatch(f"no characters {start} to {end} in a text of {len(text)}")
        return cls(start, end, text[start:end])

    def check(self, text: str) -> None:
        """Raise ``SpanMismatch`` unless the quote stands at this place of ``text``. Says where, never what: a quote
        may hold a name, and an error message may end up in a log."""
        if text[self.start : self.end] != self.quote:
            raise SpanMismatch(f"the quote at {self.start} to {self.end} is not what the text says there")

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end
