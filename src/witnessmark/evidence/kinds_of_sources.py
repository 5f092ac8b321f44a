"""Kinds of journal entry on which sources are independent of one another."""

from typing import ClassVar

from witnessmark.evidence.body import Address, Body, Id


class IndependenceDecided(Body, frozen=True, kw_only=True):
    """Two claims come from sources that depend on one another (they count once), or from independent ones (they count
    twice). ``dependent`` is None when that is taken back: then what the program finds holds again. ``reason`` is a
    ``Note`` object."""

    KIND: ClassVar[str] = "independence.decided"
    first: Id
    second: Id
    dependent: bool | None
    reason: Address | None = None
