"""Kinds of journal entry on which sources are independent of one another."""

from typing import ClassVar

from witnessmark.evidence.body import Address, Body, Id


class IndependenceDecided(Body, frozen=True, kw_only=True):
    """Two claims come from sources that depend on one another (they count once), or from independent ones (they count
    twice); or two sources depend, the first on the second, or do not, with all their claims. ``dependent`` is None when
    that is taken back: then what the program finds holds again. ``reason`` is a ``Note`` object; ``sources`` are those
    of two claims, so that the reason is erased with either."""

    KIND: ClassVar[str] = "independence.decided"
    first: Id
    second: Id
    dependent: bool | None
    reason: Address | None = None
    sources: tuple[Id, ...] = ()
