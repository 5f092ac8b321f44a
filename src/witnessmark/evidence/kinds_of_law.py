"""Kinds of journal entry on the law that a case is laid beside: the team's own provisions, the declared conflict."""

from typing import ClassVar, Literal

from witnessmark.evidence.body import Address, Body, Id

DeclarableConflict = Literal["iac", "niac", "peace"]


class LawAdded(Body, frozen=True, kw_only=True):
    """Provisions of the team's own are taken up. ``record`` is a ``LawRecord`` object, ``content`` the bytes."""

    KIND: ClassVar[str] = "law.added"
    law: Id
    record: Address
    content: Address


class LawRemoved(Body, frozen=True, kw_only=True):
    """They are not used any more. Their bytes stay: a release made with them can be repeated."""

    KIND: ClassVar[str] = "law.removed"
    law: Id


class ConflictDeclared(Body, frozen=True, kw_only=True):
    """Which conflict the case comes from, by a person's word: it outranks what the claims and the record of conflicts
    indicate. None takes the word back. ``reason`` is a ``Note`` object."""

    KIND: ClassVar[str] = "conflict.declared"
    conflict: DeclarableConflict | None
    reason: Address
