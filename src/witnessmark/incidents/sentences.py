"""Where a sentence begins and ends, as far as comparing claims needs to know."""

import re
from functools import lru_cache

Stretch = tuple[int, int]

REACH = 400
"""Characters before and after within which a sentence is looked for."""

_STOP = re.compile(r"[.!?…](?=[\"»”’)]*(?:\s|\Z))|\n")
_SHORT = re.compile(r"(?:\b\w|\b(?:No|Mr|Ms|Dr|St|вул|ім|см|ст|ул|им|р|о))\Z", re.IGNORECASE)
"""A full stop after these ends no sentence: "School No. 4"."""


@lru_cache(maxsize=65536)
def sentence_at(text: str, start: int, end: int) -> Stretch:
    """The sentence or sentences that hold the characters ``start`` to ``end``."""
    low = max(0, start - REACH)
    begin = low
    for stop in _STOP.finditer(text, low, start):
        if not _ends_short(text, stop.start()):
            begin = stop.end()
    return begin, _end_of(text, end)


def sentence_after(text: str, sentence: Stretch) -> Stretch | None:
    """The next sentence of the same paragraph, None when there is none."""
    start = sentence[1]
    if start >= len(text) or "\n\n" in text[max(0, start - 1) : start + 2] or not text[start:].strip():
        return None
    return start, _end_of(text, start + 1)


def _end_of(text: str, at: int) -> int:
    for stop in _STOP.finditer(text, at, at + REACH):
        if not _ends_short(text, stop.start()):
            return stop.end()
    return min(len(text), at + REACH)


def _ends_short(text: str, at: int) -> bool:
    return text[at] == "." and _SHORT.search(text, max(0, at - 6), at) is not None
