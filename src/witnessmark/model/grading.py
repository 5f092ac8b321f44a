"""Grades: how far people take a source, a piece of information or an incident to be relied on (handbook 4 to 6).

Four scales, judged apart. A grade is a person's word, signed, with a reason; a rule only proposes one. "F" and "6" say
that nobody can judge: they are no worst grade, and grades are never ordered, averaged or turned into numbers.
"""

from typing import Literal, get_args

import msgspec

from witnessmark.model.record import Basis
from witnessmark.model.span import Span

Scale = Literal["reliability", "credibility", "basis", "proof"]
"""Reliability of a source or person (A to F), credibility of a claim (1 to 6), how a claim's speaker knows one field,
and the standard of proof that an incident reaches."""

RELIABILITY = ("A", "B", "C", "D", "E", "F")
CREDIBILITY = ("1", "2", "3", "4", "5", "6")
CANNOT_BE_JUDGED = frozenset({"F", "6"})
"""Unknown: a value of its own beside the others, not one below them."""

BASES: tuple[Basis, ...] = get_args(Basis)
BASIS_FIELDS = ("act", "date", "place", "perpetrator", "victim", "quantity")

ProofLabel = Literal[
    "reported-not-verified", "reasonable-suspicion", "reasonable-basis", "reasonable-grounds", "substantial-grounds",
    "balance-of-probabilities", "beyond-reasonable-doubt",
]  # fmt: skip
PROOF: tuple[ProofLabel, ...] = (
    "reported-not-verified", "reasonable-suspicion", "reasonable-basis", "reasonable-grounds", "substantial-grounds",
    "balance-of-probabilities", "beyond-reasonable-doubt",
)  # fmt: skip
FOR_COURTS_ALONE = frozenset({"beyond-reasonable-doubt"})
"""Labels that convict: no mission gives them."""

VALUES: dict[Scale, tuple[str, ...]] = {
    "reliability": RELIABILITY, "credibility": CREDIBILITY, "basis": BASES, "proof": PROOF,
}  # fmt: skip


class Grade(msgspec.Struct, frozen=True, kw_only=True):
    """A grade as folded from the journal. ``target`` is a source or person (reliability), a claim (credibility, basis)
    or an incident (proof). ``concurrent`` are entries that grade otherwise without either having seen the other: a
    conflict that everybody sees, and no grade until somebody settles it."""

    target: str
    scale: Scale
    value: str
    reviewer: str
    device: str
    entry: str
    time: str
    """As the device's clock claimed, ISO 8601 with zone."""
    reason: str | None
    """None only where the object was erased."""
    field: str | None = None
    concurrent: tuple[str, ...] = ()
    outdated: bool = False
    """The incident had other claims when it was labelled: somebody should look again."""


class ShownGrade(msgspec.Struct, frozen=True, kw_only=True):
    """A grade with what its giver was shown, by which it finds its claim or incident again after a new reading."""

    grade: Grade
    document: str | None = None
    span: Span | None = None
    act: str | None = None
    claims: tuple[str, ...] = ()


class ReleasedGrade(msgspec.Struct, frozen=True, kw_only=True):
    """A grade as it may be shown. ``disputed`` when another person graded otherwise at the same time."""

    scale: Scale
    value: str
    field: str | None = None
    disputed: bool = False
    outdated: bool = False
    reviewer: str | None = None
    time: str | None = None
    reason: str | None = None


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """One reason of a proposal: the id of a sentence, what is filled in, and whether it speaks for going further."""

    id: str
    speaks_for: bool
    values: dict[str, str] = {}
    claims: tuple[str, ...] = ()


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A grade that a rule proposes for a person to give or not. Never applied by itself."""

    target: str
    scale: Scale
    value: str
    grounds: tuple[Ground, ...]


def scale_of(value: str) -> Scale | None:
    """The scale that a word belongs to; None when it is no grade. Every value belongs to one scale."""
    return next((scale for scale, values in VALUES.items() if value in values), None)
