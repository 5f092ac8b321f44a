"""How far independent groups of sources agree, field by field (handbook 1, 5, 6, 8), and where one witness tells it
otherwise at another time. Groups are counted, never records; nothing is averaged.

The same forms serve the case and the release: there ``claims`` are ids of the case, here released ids, and every text
passed the gate. ``incidents.corroboration`` and its neighbours make them for a case, ``protection`` for a release.
"""

from typing import Literal

import msgspec

from witnessmark.model.incident import Field
from witnessmark.model.record import Basis

Knows = Literal["first-hand", "at-second-hand", "otherwise", "not-stated"]
"""What bases of knowledge come to: saw or took part; heard or read it; a document, an expert, an inference; silent."""


class ValueSupport(msgspec.Struct, frozen=True, kw_only=True):
    """One value that is given for a field, and the groups behind it, by their place among the incident's groups.

    ``groups`` say just this; ``consistent`` say less and nothing against it ("in April" beside "on 14 April");
    ``first_hand`` are those of ``groups`` in which somebody is said to know it first-hand, ``second_hand`` those that
    know it only from others. ``copies`` counts the claims beyond one a group: what only repeats.
    """

    value: str
    groups: tuple[int, ...]
    claims: tuple[str, ...]
    consistent: tuple[int, ...] = ()
    first_hand: tuple[int, ...] = ()
    second_hand: tuple[int, ...] = ()
    bases: tuple[Basis, ...] = ()
    copies: int = 0
    identifies: bool = True
    """False for words that single nobody out: "soldiers", "unknown men"."""


class FieldSupport(msgspec.Struct, frozen=True, kw_only=True):
    """A field with every value that is given for it, the one with most groups first. ``groups`` speak to the field at
    all; ``silent`` are those that do not. ``most`` is the largest number of groups behind one value: what may be called
    corroboration of this field."""

    field: Field
    values: tuple[ValueSupport, ...]
    groups: tuple[int, ...]
    of: str | None = None
    """Of "whether-at-all" the act: that a roof is broken shows no shelling. Of a quantity the kind of casualty."""
    silent: tuple[int, ...] = ()
    most: int = 0


CasualtyKind = Literal["killed", "injured", "missing", "detained"]
CASUALTY_KINDS: tuple[CasualtyKind, ...] = ("killed", "injured", "missing", "detained")
"""Different registers: nobody is counted in one because another holds them."""


class CasualtyPart(msgspec.Struct, frozen=True, kw_only=True):
    """Persons whom a count includes ("five people, two of them children"): part of it, never added to it."""

    of_whom: str
    number: int


class CasualtyCount(msgspec.Struct, frozen=True, kw_only=True):
    """What one claim says of how many. ``lowest`` to ``highest`` hold what it says: the same for "three", no
    ``highest`` for "at least three", no ``lowest`` for "up to three". ``of_whom`` is whom it counts: ``persons``, or
    fewer: ``children``, ``women`` …"""

    claim: str
    group: int
    lowest: int | None
    highest: int | None
    of_whom: str = "persons"
    approximate: bool = False
    includes: tuple[CasualtyPart, ...] = ()
    basis: Basis | None = None


class CasualtyRange(msgspec.Struct, frozen=True, kw_only=True):
    """One register of an incident: the lowest and the highest that is said, with who says which. ``or_more`` where it
    was said of the highest that it is the least. ``counts`` are of all persons, ``parts`` of some of them (children,
    women): those may be counted in the others and are not added. ``named`` are ids of persons named one by one.
    ``agreeing`` is the largest number of groups that give one and the same number."""

    kind: CasualtyKind
    lowest: int | None
    highest: int | None
    counts: tuple[CasualtyCount, ...]
    parts: tuple[CasualtyCount, ...] = ()
    named: tuple[str, ...] = ()
    agreeing: int = 0
    or_more: bool = False


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One account of a witness: a document. ``date`` is its own date (ISO 8601) or None; ``told`` says through whom:
    the witness's own document, quoted by its author, or only told on by somebody else. ``repeats`` is the place of an
    earlier account whose words this one only quotes again."""

    document: str
    date: str | None
    told: Literal["own", "quoted", "told-on"]
    claims: tuple[str, ...]
    repeats: int | None = None


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """What one account says of a field; ``values`` is empty where it is silent."""

    account: int
    values: tuple[str, ...]
    claims: tuple[str, ...] = ()


Outcome = Literal["same", "more-precise", "differs", "told-once"]


class FieldTold(msgspec.Struct, frozen=True, kw_only=True):
    """A field side by side. "differs": what is said cannot all hold. "more-precise": one says more, nothing against the
    other. "told-once": the other accounts are silent, which is no contradiction."""

    field: Field
    outcome: Outcome
    tellings: tuple[Telling, ...]


class ToldAgain(msgspec.Struct, frozen=True, kw_only=True):
    """An act of an incident of which a witness spoke in two accounts or more."""

    incident: str
    act: str
    fields: tuple[FieldTold, ...]


class PriorStatements(msgspec.Struct, frozen=True, kw_only=True):
    """One witness across accounts, in order of their dates; those without a date come last. ``told_in_one`` are claims
    by account that no other account has: silence proves nothing."""

    witness: str
    accounts: tuple[Account, ...]
    again: tuple[ToldAgain, ...]
    told_in_one: tuple[tuple[str, ...], ...] = ()

    @property
    def differences(self) -> int:
        return sum(field.outcome == "differs" for told in self.again for field in told.fields)
