"""Redaction: what is taken out of a text is removed, never covered, and the offsets of the rest are kept.

Marks say what to take out; where marks overlap, a passage holds over words and words over a name.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from witnessmark.model.release import Segment
from witnessmark.protection.forms import ProtectedWords
from witnessmark.protection.policy import Wording

MarkKind = Literal["passage", "words", "name"]
_RANK: dict[MarkKind, int] = {"passage": 0, "words": 1, "name": 2}
_BETWEEN_NAMES = re.compile(r"[\s.\-‐‑'’]{0,4}")
_INITIALS_BEFORE = re.compile(r"(?:\b[^\W\d_]\.[ \u00a0]*){1,3}$")
_INITIALS_AFTER = re.compile(r"[ \u00a0]+[^\W\d_]\.(?:[ \u00a0]?[^\W\d_]\.){0,2}")
_JOINED_BEFORE = re.compile(r"\b[A-ZА-ЯЁІЇЄҐ][\w'’]*[-‐‑][ \t]*\r?\n?[ \t]*$")
_JOINED_AFTER = re.compile(r"[-‐‑][ \t]*\r?\n?[ \t]*[A-ZА-ЯЁІЇЄҐ][\w'’]*")
_ROUNDS = 5


class Mark(NamedTuple):
    """A stretch to take out, and for a name whose it may be. ``reason`` is a short id."""

    start: int
    end: int
    kind: MarkKind
    reason: str
    persons: frozenset[str] = frozenset()


class Redacted(NamedTuple):
    """A released text with the way from offsets in the original to offsets in it."""

    segments: tuple[Segment, ...]
    text: str
    starts: list[int]
    """Where each piece begins in the original; pieces cover all of it."""
    places: list[tuple[int, int, bool]]
    """Where each piece stands in the released text, and whether it is the original's own words."""

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """Where the words from ``start`` to ``end`` of the original stand now: a replacement counts as a whole."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        begin, _, own = self.places[first]
        released_start = begin + (start - self.starts[first] if own else 0)
        begin, stop, own = self.places[last]
        released_end = begin + (end - self.starts[last]) if own else stop
        return released_start, released_end

    def words(self, start: int, end: int) -> str:
        """The released words in place of those from ``start`` to ``end`` of the original."""
        released_start, released_end = self.offsets(start, end)
        return self.text[released_start:released_end]

    def standing(self, original: str) -> str:
        """The original with blanks for everything that was taken out: its offsets stay."""
        ends = (*self.starts[1:], len(original))
        pieces = zip(self.starts, ends, self.places, strict=True)
        return "".join(original[start:end] if own else " " * (end - start) for start, end, (_, _, own) in pieces)


def paint(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """Marks without overlaps, in order. Passages and words that only blanks part become one."""
    joined = _join_names(text, [mark for mark in marks if mark.kind == "name"])
    rest = [mark for mark in marks if mark.kind != "name"]
    taken: list[Mark] = []
    for kind in ("passage", "words"):
        same = _union(text, [mark for mark in rest if mark.kind == kind])
        taken = sorted([*taken, *_outside(same, taken)])
    return sorted([*taken, *_outside(joined, taken)])


def _union(text: str, marks: list[Mark]) -> list[Mark]:
    merged: list[Mark] = []
    for mark in sorted(marks):
        if merged and (mark.start <= merged[-1].end or not text[merged[-1].end : mark.start].strip()):
            merged[-1] = merged[-1]._replace(end=max(merged[-1].end, mark.end))
        else:
            merged.append(mark)
    return merged


def _join_names(text: str, marks: list[Mark]) -> list[Mark]:
    """One mark for a name of several words, with initials and hyphenated names beside it, narrowed to whom all
    the words may name."""
    joined: list[Mark] = []
    for mark in sorted(marks):
        mark = _with_initials(text, mark)
        last = joined[-1] if joined else None
        if last is not None and (mark.start <= last.end or _BETWEEN_NAMES.fullmatch(text[last.end : mark.start])):
            common = last.persons & mark.persons
            if common or mark.start < last.end or not (last.persons and mark.persons):
                joined[-1] = last._replace(end=max(last.end, mark.end), persons=common or last.persons | mark.persons)
                continue
        joined.append(mark)
    return joined


def _with_initials(text: str, mark: Mark) -> Mark:
    joined_before = _JOINED_BEFORE.search(text, max(0, mark.start - 40), mark.start)
    joined_after = _JOINED_AFTER.match(text, mark.end)
    mark = mark._replace(
        start=joined_before.start() if joined_before else mark.start,
        end=joined_after.end() if joined_after else mark.end,
    )
    before = _INITIALS_BEFORE.search(text, max(0, mark.start - 16), mark.start)
    after = _INITIALS_AFTER.match(text, mark.end)
    return mark._replace(start=before.start() if before else mark.start, end=after.end() if after else mark.end)


def _outside(marks: list[Mark], taken: list[Mark]) -> list[Mark]:
    """The parts of the marks that no taken stretch covers; both lists are in order and each without overlaps."""
    free: list[Mark] = []
    index = 0
    for mark in marks:
        start = mark.start
        while index < len(taken) and taken[index].end <= start:
            index += 1
        at = index
        while at < len(taken) and taken[at].start < mark.end:
            if taken[at].start > start:
                free.append(mark._replace(start=start, end=taken[at].start))
            start = max(start, taken[at].end)
            at += 1
        if start < mark.end:
            free.append(mark._replace(start=start))
    return free


def close(text: str, marks: list[Mark], protected: ProtectedWords) -> list[Mark]:
    """The painted marks, with further ones until no protected word stands in what is left: taking out one word can
    bare another. Ends by taking out the whole text."""
    painted = paint(text, marks)
    for _ in range(_ROUNDS):
        bare = render(text, painted, lambda mark: Segment("withheld", "□"))
        found = protected.find(bare.text)
        if not found:
            return painted
        more = [Mark(*_back(bare, hit.start, hit.end), "name", "name", hit.persons) for hit in found]
        painted = paint(text, [*painted, *more])
    return [Mark(0, len(text), "passage", "name")]


def _back(bare: Redacted, start: int, end: int) -> tuple[int, int]:
    """The range of the original that holds the released range."""
    begins = [place[0] for place in bare.places]
    first = bisect_right(begins, start) - 1
    last = bisect_right(begins, end - 1) - 1
    return bare.starts[first] + start - begins[first], bare.starts[last] + end - begins[last]


def render(text: str, painted: list[Mark], replacement: Callable[[Mark], Segment]) -> Redacted:
    """The released text: the text's own words, and for each mark what ``replacement`` gives."""
    segments: list[Segment] = []
    starts: list[int] = []
    places: list[tuple[int, int, bool]] = []
    length = 0

    def add(segment: Segment, start: int, own: bool) -> None:
        nonlocal length
        segments.append(segment)
        starts.append(start)
        places.append((length, length + len(segment.text), own))
        length += len(segment.text)

    done = 0
    for mark in painted:
        if mark.start > done:
            add(Segment("text", text[done : mark.start]), done, True)
        add(replacement(mark), mark.start, False)
        done = mark.end
    if done < len(text) or not segments:
        add(Segment("text", text[done:]), done, True)
    return Redacted(tuple(segments), "".join(segment.text for segment in segments), starts, places)


def starts_of(text: str, painted: list[Mark]) -> tuple[int, ...]:
    """Where the pieces of a rendered text begin in the original."""
    return tuple(render(text, painted, lambda mark: Segment("withheld", "")).starts)


def replacements(words: Wording, numbers: dict[str, int]) -> Callable[[Mark], Segment]:
    """What stands in place of a mark: a pseudonym where the name is that of one person, else words of withholding."""

    def replacement(mark: Mark) -> Segment:
        if mark.kind == "name":
            number = numbers.get(next(iter(mark.persons))) if len(mark.persons) == 1 else None
            if number is not None:
                return Segment("pseudonym", pseudonym(words, number))
            return Segment("withheld", words.name)
        return Segment("withheld", words.passage if mark.kind == "passage" else words.withheld)

    return replacement


def pseudonym(words: Wording, number: int) -> str:
    return f"{words.person} {number}"
