"""What came before what: the causal order of entries, from ``prev`` and ``saw`` alone. Clocks prove nothing.

Entries form chains: one for each journal, and one more for each branch when a journal forks. Each entry knows, for
every other chain, how far it reaches into the past (a vector clock), so that "a was before b" is one look-up.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from witnessmark.evidence.entry import Entry

Item = TypeVar("Item")


Rank = tuple[str, str, int, str]
"""Of two entries that could come next, the lower comes first: time, device, place in its journal, digest."""


class Thinned(Entry, frozen=True, kw_only=True):
    """An entry that stands for others of its journal, which are left out before it: ``prev`` names the last that was
    not. ``rank`` is the highest of theirs and its own, so that it comes where it would come after them."""

    rank: Rank


class Placed(msgspec.Struct, frozen=True):
    """An entry with its place: its chain, and by other chain the last sequence number that came before it."""

    entry: Entry
    at: int
    """Position in the one order of all entries."""
    chain: str
    past: Mapping[str, int]

    def before(self, other: "Placed") -> bool:
        """True when this entry came causally before the other one."""
        if self.chain == other.chain:
            return self.entry.seq < other.entry.seq
        return other.past.get(self.chain, -1) >= self.entry.seq


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Every entry that hangs together, in one fixed order that respects the causal one, and what does not hang
    together."""

    placed: tuple[Placed, ...]
    loose: tuple[Entry, ...]
    """Entries whose chain back to an enrolment is broken."""
    forks: dict[str, tuple[str, ...]]
    """Device to the heads of its branches, for every device whose journal has more than one."""
    missing: dict[str, frozenset[str]]
    """Heads that some entry saw and that are not here, with the devices that saw them: a journal was cut off, or is not
    merged yet."""


def arrange(entries: Iterable[Entry]) -> Order:
    """The order of a set of entries. Independent of the order of the input and of duplicates in it."""
    known = {entry.digest: entry for entry in entries}
    rooted = _rooted(known)
    followers: dict[str, list[Entry]] = defaultdict(list)
    waiting: dict[str, int] = {}
    ready: list[tuple[Rank, str]] = []
    missing: dict[str, set[str]] = defaultdict(set)
    for start in rooted:
        entry = known[start]
        needed = {saw for heads in entry.saw.values() for saw in heads}
        if not needed <= rooted:
            for digest in needed - rooted:
                missing[digest].add(entry.device)
            needed &= rooted
        if entry.prev is not None:
            needed.add(entry.prev)
        waiting[start] = len(needed)
        for earlier in needed:
            followers[earlier].append(entry)
        if not needed:
            ready.append((rank(entry), start))
    heapq.heapify(ready)
    sequence: list[Entry] = []
    while ready:
        entry = known[heapq.heappop(ready)[-1]]
        sequence.append(entry)
        for follower in followers.get(entry.digest, ()):
            waiting[follower.digest] -= 1
            if not waiting[follower.digest]:
                heapq.heappush(ready, (rank(follower), follower.digest))
    placed = _place(sequence, followers)
    loose = sorted((known[d] for d in known.keys() - rooted), key=lambda e: (e.device, e.seq, e.digest))
    return Order(
        placed=tuple(placed.values()),
        loose=tuple(loose),
        forks=_forks(placed),
        missing={digest: frozenset(missing[digest]) for digest in sorted(missing)},
    )


def _rooted(known: Mapping[str, Entry]) -> set[str]:
    """Digests of the entries whose ``prev`` leads without a gap to the first entry of their device."""
    rooted: set[str] = set()
    for entry in sorted(known.values(), key=lambda e: e.seq):
        parent = known[entry.prev] if entry.prev in rooted else None
        if (entry.seq == 0 and entry.prev is None) or (
            parent is not None and parent.device == entry.device and _next(parent, entry)
        ):
            rooted.add(entry.digest)
    return rooted


def _next(parent: Entry, entry: Entry) -> bool:
    return parent.seq < entry.seq if isinstance(entry, Thinned) else parent.seq + 1 == entry.seq


def rank(entry: Entry) -> Rank:
    """Among entries that could come next: the device's own time, as a courtesy to the reader of the list."""
    return entry.rank if isinstance(entry, Thinned) else (entry.time, entry.device, entry.seq, entry.digest)


def _place(sequence: list[Entry], followers: Mapping[str, list[Entry]]) -> dict[str, Placed]:
    placed: dict[str, Placed] = {}
    for entry in sequence:
        parent = placed[entry.prev] if entry.prev is not None else None
        past: Mapping[str, int]
        if parent is None:
            chain, past = entry.digest, {}
        elif entry.digest == min(f.digest for f in followers[parent.entry.digest] if f.prev == parent.entry.digest):
            chain, past = parent.chain, parent.past
        else:
            chain, past = entry.digest, {**parent.past, parent.chain: parent.entry.seq}
        if entry.saw:
            known = dict(past)
            for digest in (d for heads in entry.saw.values() for d in heads):
                if seen := placed.get(digest):
                    for other, seq in (*seen.past.items(), (seen.chain, seen.entry.seq)):
                        if other != chain and known.get(other, -1) < seq:
                            known[other] = seq
            past = known
        placed[entry.digest] = Placed(entry, len(placed), chain, past)
    return placed


def _forks(placed: Mapping[str, Placed]) -> dict[str, tuple[str, ...]]:
    continued = {p.entry.prev for p in placed.values()}
    heads: dict[str, list[str]] = defaultdict(list)
    for digest, place in placed.items():
        if digest not in continued:
            heads[place.entry.device].append(digest)
    return {device: tuple(sorted(found)) for device, found in sorted(heads.items()) if len(found) > 1}


def latest(items: Sequence[Item], place: Callable[[Item], Placed]) -> tuple[Item, ...]:
    """Those of ``items`` that none of the others came after: one, or several that were said in ignorance of each other.

    Looks from the end, so that a long run of settled statements costs one step each.
    """
    kept: list[Item] = []
    for item in reversed(items):
        if not any(place(item).before(place(later)) for later in kept):
            kept.append(item)
    return tuple(reversed(kept))
