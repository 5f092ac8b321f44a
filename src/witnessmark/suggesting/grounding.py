"""Grounding: of what a model says only that counts whose words stand in the text, at exact offsets."""

from collections import Counter
from collections.abc import Iterator, Sequence

from witnessmark.model.span import Span


class Grounding:
    """What became of a model's suggestions over all texts. ``counts`` has ``kept`` and why others were dropped."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def at(self, text: str, start: int, end: int) -> Span | None:
        """The span of offsets that a model gave, without blanks around it; None, and counted, if that is no words."""
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text):
            piece = text[start:end]
            inner = piece.strip()
            if inner:
                start += piece.index(inner[0])
                return Span.of(text, start, start + len(inner))
        self.counts["ungrounded"] += 1
        return None

    def find(self, text: str, quote: object, low: int, high: int, taken: Sequence[Span] = ()) -> Span | None:
        """Where a model's quotation stands between two offsets, the first time that is not taken yet; None, and
        counted, when these exact words stand nowhere there."""
        if isinstance(quote, str) and quote.strip():
            wanted = quote.strip()
            spans = [Span.of(text, at, at + len(wanted)) for at in _occurrences(text, wanted, low, high)]
            free = [span for span in spans if not any(span == other for other in taken)]
            if free or spans:
                return (free or spans)[0]
        self.counts["ungrounded"] += 1
        return None


def _occurrences(text: str, words: str, low: int, high: int) -> Iterator[int]:
    """Offsets of whole words only: "he" does not stand in "the"."""
    at = text.find(words, low, high)
    while at >= 0:
        end = at + len(words)
        open_before = at > 0 and text[at - 1].isalnum() and words[0].isalnum()
        open_after = end < len(text) and text[end].isalnum() and words[-1].isalnum()
        if not open_before and not open_after:
            yield at
        at = text.find(words, at + 1, high)
