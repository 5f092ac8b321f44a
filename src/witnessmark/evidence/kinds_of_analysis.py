"""Kinds of journal entry on what the material is worth: how far a source, a claim or an incident is to be relied on."""

from typing import Annotated, ClassVar

import msgspec

from witnessmark.evidence.body import Address, Body, Id
from witnessmark.model.grading import Scale


class GradeGiven(Body, frozen=True, kw_only=True):
    """A person's grade of ``target`` on one scale. ``field`` is there for the basis of knowledge, which is graded field
    by field. ``value`` is None when the grade is taken back. ``shown`` is a ``Shown`` object, what was before the
    eyes; ``reason`` a ``Note`` object: a grade always says why."""

    KIND: ClassVar[str] = "grade.given"
    target: Id
    scale: Scale
    field: Id | None = None
    value: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,63}$")] | None
    shown: Address
    reason: Address
