"""Kinds of journal entry on who is who among the persons of a case."""

from typing import ClassVar

from witnessmark.evidence.body import Address, Body, Id


class PersonsDecided(Body, frozen=True, kw_only=True):
    """Two registered persons are one, or are not. A later entry undoes an earlier one: nothing is merged for good.
    ``shown`` is a ``Shown`` object, what was proposed and why, without names; ``reason`` a ``Note`` object. Critical:
    the stricter consent of those who are one holds for all."""

    KIND: ClassVar[str] = "persons.decided"
    CRITICAL: ClassVar[bool] = True
    first: Id
    second: Id
    same: bool
    shown: Address
    reason: Address | None = None
