"""Statements that a source calls false: what was said, who calls it so, and what stands for or against it.

A row presumes nothing. What is told inside such a statement is true of nothing else: no other register uses it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from witnessmark.model.claim import Claim
from witnessmark.model.register import Cell, Row
from witnessmark.model.span import Span
from witnessmark.registers.ground import Ground, cell, denies, of_hit, role_words, tells, words
from witnessmark.registers.rows import UNPLACED, row, settlement

ACTS = ("disinformation",)
_COERCED = ("compelled-allegiance", "intimidation", "forced-passportisation", "filtration")
"""Acts in whose sentences somebody may be made to say something."""
_STOP = re.compile(r"[;\n]|\s[–—]\s")
_ENDS = ' \t\r\n.!?…"”»“'


def rows(ground: Ground) -> Iterator[Row]:
    elsewhere = _Elsewhere(ground)
    for _, claims in ground.entries(ACTS):
        told = [claim for claim in claims if tells(claim)]
        if told:
            cells = [each for claim in told for each in _cells(ground, claim, elsewhere)]
            yield row(ground, "false-statements", told, [*cells, *ground.denials(claims)])
    for claim in ground.of_acts(_COERCED):
        coerced = [hit for hit in ground.hits("false-kind", claim) if hit.value == "coerced-statement"]
        if coerced and tells(claim):
            yield row(ground, "false-statements", [claim], [of_hit("kind", claim, coerced[0])], part="coerced")


def contents(ground: Ground, claim: Claim) -> Span | None:
    """The words that give what was said: from "that" or "about" to the end of the sentence."""
    _, end = ground.sentence(claim)
    begin = next((hit.span.end for hit in ground.hits("content", claim) if hit.span.end >= claim.span.start), None)
    if begin is None:
        return None
    text = ground.text(claim)
    stop = _STOP.search(text, begin, end)
    end = stop.start() if stop else end
    while begin < end and text[begin] in _ENDS:
        begin += 1
    while end > begin and text[end - 1] in _ENDS:
        end -= 1
    return Span.of(text, begin, end) if begin < end else None


def within_statements(ground: Ground) -> frozenset[str]:
    """The claims that stand in what was said, with the exception of what they call false."""
    found = set()
    for claim in ground.of_acts(ACTS):
        content = contents(ground, claim)
        if content is not None:
            found |= {one.id for one in ground.inside(claim.document, content) if one.act not in ACTS}
    return frozenset(found)


class _Elsewhere:
    """The claims of an act at a settlement, found once for each act."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._of: dict[str, dict[str, list[Claim]]] = {}

    def like(self, one: Claim) -> list[Claim]:
        """Those of the same act and settlement, in the order of the case; none where no settlement is named."""
        if one.act not in self._of:
            by_place = self._of[one.act] = defaultdict(list)
            for claim in self._ground.of_acts((one.act,)):
                by_place[settlement(claim.place)].append(claim)
        where = settlement(one.place)
        return [] if where == UNPLACED else self._of[one.act].get(where, [])


def _cells(ground: Ground, claim: Claim, elsewhere: _Elsewhere) -> Iterator[Cell]:
    bounds = ground.sentence(claim)
    content = contents(ground, claim)
    before = (bounds[0], content.start) if content is not None else bounds
    kinds = ground.hits("false-kind", claim, before) or ground.hits("false-kind", claim)
    yield from (of_hit("kind", claim, hit) for hit in kinds)
    yield from (of_hit("channel", claim, hit) for hit in ground.hits("channel", claim, before))
    yield from role_words("spread-by", claim, "speaker", "perpetrator")
    yield cell("called-false-by", claim.id, claim)
    if content is not None:
        yield words("content", claim, content)
        said = [one for one in ground.inside(claim.document, content) if one.act not in ACTS]
        yield from _answers(ground, said, elsewhere)


def _answers(ground: Ground, said: Iterable[Claim], elsewhere: _Elsewhere) -> Iterator[Cell]:
    """Claims elsewhere on the same act at the same settlement as what was said: those that deny and that tell it."""
    for one in said:
        for other in elsewhere.like(one):
            if ground.place_of(other) == ground.place_of(one):
                continue
            if denies(other):
                yield cell("rebutted-by", other.id, other)
            elif tells(other):
                yield cell("borne-out-by", other.id, other)
