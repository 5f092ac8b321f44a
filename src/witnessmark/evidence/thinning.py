"""Which entries of a journal have to be kept to verify it: a case may have a million, and on most nothing hangs.

What the others say of the case follows from the entries that admit, end, create and destroy; from where an entry has
seen another journal; and, of all the rest, from whether its device may say such a thing there. In a *run*, a stretch
of a journal that none of these interrupts, the device's role stays the same and so does what it knows. One entry of
each form in a run therefore stands for all of that form.
"""

import functools
from collections.abc import Iterable
from typing import Any

import msgspec

from witnessmark.evidence import kinds
from witnessmark.evidence.authority import CONTROL
from witnessmark.evidence.entry import VERSION, Entry
from witnessmark.evidence.kinds import Body
from witnessmark.evidence.order import Rank, Thinned, rank
from witnessmark.evidence.roles import RANK, ROLES, Rule, may_always_say, role_table

ALWAYS = frozenset(
    kind.KIND
    for kind in (
        *CONTROL, kinds.DeviceEnrolled, kinds.CaseCreated, kinds.CaseKeyed, kinds.ExpungeAsked, kinds.ExpungeAgreed,
        kinds.JournalRecovered,
    )
)  # fmt: skip
"""Kinds of which every entry is kept."""


class Kept(msgspec.Struct, frozen=True):
    """An entry that is kept, and the highest rank that it has or entries left out before it have, as far as they stand
    in the same part of the journal."""

    rank: Rank
    entry: Entry


class Wanted(msgspec.Struct, frozen=True):
    """``digests`` of entries that others speak of, wherever they are. ``limited``: some device may have a role for
    which it matters whose sources and persons an entry is about, so that one entry stands for less."""

    digests: frozenset[str]
    limited: bool


class Thinning:
    """Asked for each entry of a part of a journal in turn."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._forms: set[tuple[Any, ...]] = set()
        self.rank: Rank | None = None
        """The highest of the entries left out since the last one that was kept."""

    def keep(self, entry: Entry, body: Body | None) -> Kept | None:
        """The entry, unless one before it stands for it. ``body`` is None when it does not fit the kind, or the kind
        is unknown."""
        self.rank = higher(self.rank, rank(entry))
        if entry.saw or entry.kind in ALWAYS or entry.digest in self._wanted.digests:
            self._forms.clear()
        else:
            form = _form(entry, body, self._wanted.limited)
            if form in self._forms:
                return None
            self._forms.add(form)
        kept, self.rank = Kept(self.rank, entry), None
        return kept


def _form(entry: Entry, body: Body | None, limited: bool) -> tuple[Any, ...]:
    """Entries of one form in one run all count, or none of them does."""
    if body is None or entry.v != VERSION:
        return entry.v, entry.kind, entry.critical, body is None
    return entry.kind, *(getattr(body, field) for field in _asked(entry.kind, limited))


@functools.cache
def _asked(kind: str, limited: bool) -> tuple[str, ...]:
    """The fields on which it hangs whether a role may say it."""
    rules = role_table().kinds.get(kind, ())
    own = {rule.own for rule in rules if rule.own is not None} if limited else set()
    return tuple(sorted({field for rule in rules for field in rule.when} | own))


@functools.cache
def limited_roles() -> tuple[str, ...]:
    """The roles for which it matters, for some kind of entry, whose source or person it is about."""

    def limits(role: kinds.Role, kind: str, rule: Rule) -> bool:
        return rule.own is not None and RANK[role] >= RANK[rule.role] and not may_always_say(role, kind)

    table = role_table().kinds
    return tuple(
        role for role in ROLES if any(limits(role, kind, one) for kind, rules in table.items() for one in rules)
    )


def higher(one: Rank | None, other: Rank) -> Rank:
    return other if one is None else max(one, other)


def joined(kept: Iterable[Kept]) -> tuple[Entry, ...]:
    """The kept entries of one journal as a journal of their own."""
    entries: list[Entry] = []
    for one in kept:
        fields = {name: getattr(one.entry, name) for name in Entry.__struct_fields__}
        fields["prev"] = entries[-1].digest if entries else None
        entries.append(Thinned(**fields, rank=one.rank))
    return tuple(entries)
