"""A document's released text with its claims marked: overlapping claims are cut into pieces that know their claims."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from witnessmark.model.release import ReleasedClaim, ReleasedDocument, SegmentKind


class Piece(msgspec.Struct, frozen=True):
    """Characters with nothing changing inside: ``claims`` are the ids that cover them, the outermost first;
    ``opens`` are those whose first character is here."""

    text: str
    kind: SegmentKind
    claims: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    passage: int = 0
    """The number of its passage, from 1: by it a withheld one is asked for and disclosed."""


def pieces_of(document: ReleasedDocument, claims: Sequence[ReleasedClaim]) -> list[Piece]:
    """The released text cut at every border of a segment or claim. Joined, the pieces are the text again."""
    text = document.text
    size = len(text)
    kinds: list[tuple[int, tuple[SegmentKind, int]]] = []
    at = 0
    for number, segment in enumerate(document.segments, 1):
        kinds.append((at, (segment.kind, number)))
        at += len(segment.text)
    shown = [c for c in claims if 0 <= c.start < c.end <= size]
    starts: dict[int, list[ReleasedClaim]] = {}
    ends: dict[int, list[str]] = {}
    for claim in sorted(shown, key=lambda c: (c.start, -c.end, c.id)):
        starts.setdefault(claim.start, []).append(claim)
        ends.setdefault(claim.end, []).append(claim.id)
    cuts = sorted({0, size, *(at for at, _ in kinds), *starts, *ends})
    kind_at = dict(kinds)
    pieces: list[Piece] = []
    covering: dict[str, None] = {}
    kind: tuple[SegmentKind, int] = ("text", 0)
    for left, right in pairwise(cuts):
        kind = kind_at.get(left, kind)
        for gone in ends.get(left, ()):
            covering.pop(gone, None)
        opened = starts.get(left, ())
        covering.update(dict.fromkeys(claim.id for claim in opened))
        pieces.append(Piece(text[left:right], kind[0], tuple(covering), tuple(claim.id for claim in opened), kind[1]))
    return pieces


def paragraphs_of(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces by paragraph: a line break ends one, and empty lines are none."""
    paragraph: list[Piece] = []
    for piece in pieces:
        lines = piece.text.split("\n")
        for number, line in enumerate(lines):
            if number:
                if any(part.text.strip() for part in paragraph):
                    yield paragraph
                    paragraph = []
                elif paragraph:  # an empty line still carries the anchors of what opens in it
                    paragraph = [msgspec.structs.replace(part, text="") for part in paragraph if part.opens]
            opens = piece.opens if number == 0 else ()
            if line or opens:
                paragraph.append(Piece(line.rstrip("\r"), piece.kind, piece.claims, opens, piece.passage))
    if any(part.text.strip() or part.opens for part in paragraph):
        yield paragraph
