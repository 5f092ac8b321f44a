"""Claims into incidents when a document came, changed or went: only its blocks are looked at.

What is remembered of the last linking is the rows of all blocks, the links found, and the incidents. From the change
follow the pairs that now stand in a window, or no longer do; from these the links that came and went; from these the
claims that hang together with them. Those are grouped anew, and the rest stays as it was. The result is that of
``link_claims``, exactly: a test compares the two over any order of documents.
"""

import hashlib
from array import array
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter

import msgspec

from witnessmark.incidents.blocks import (
    KEY,
    NAME,
    ROW,
    WINDOW,
    Pair,
    met_in,
    name_of,
    names_of,
    pair,
    rows_of,
    told_near,
)
from witnessmark.incidents.choosing import Standing, kept_by
from witnessmark.incidents.comparing import NEAR, Traits, points
from witnessmark.incidents.evidence import evidence
from witnessmark.incidents.explaining import BY_A_PERSON
from witnessmark.incidents.grouping import DECIDED, Group, Link, by_claim, grouped
from witnessmark.incidents.linking import described, links_among, makes_incident, sorted_rows, taken, traits_of
from witnessmark.incidents.remembered import NONE, KeptIncidents, Remembered
from witnessmark.incidents.sorted_rows import SortedRows
from witnessmark.model.claim import Claim
from witnessmark.model.incident import Constraint, Incident

POINTS = 2
"""Bytes of the points in a row of links: two names and these."""

LINK_ROW = 2 * NAME + POINTS

MOST_ANEW = 0.2
"""With a larger share of the claims changed, linking all at once is as quick."""

_encode_into = msgspec.msgpack.Encoder().encode_into


def link_anew(claims: Sequence[Claim], texts: Mapping[str, str], constraints: Sequence[Constraint] = ()) -> Remembered:
    """All claims linked at once, as ``link_claims`` does, and what the next linking needs of it."""
    traits = traits_of(claims)
    rows = sorted_rows(traits.values())
    links = links_among(traits, rows)
    groups = grouped(traits, taken(links, traits), by_claim(constraints, traits))
    return Remembered(
        order=b"".join(names_of(claims)),
        prints=_prints(claims),
        rows=rows,
        links=SortedRows.of(LINK_ROW, _both_ways(links)),
        constraints=tuple(constraints),
        firsts=_firsts(array("I", [NONE]) * len(claims), groups, lambda name: traits[name].order),
        kept=KeptIncidents({name_of(one.claims[0]): one for one in described(groups, traits, texts)}),
    )


def _firsts(firsts: "array[int]", groups: Iterable[Group], place: Callable[[bytes], int]) -> "array[int]":
    """Filled in for the claims of some groups."""
    for group in groups:
        places = [place(name) for name in group.members]
        first = min(places)
        for one in places:
            firsts[one] = first
    return firsts


def relink(
    before: Remembered, claims: Sequence[Claim], texts: Mapping[str, str], constraints: Sequence[Constraint] = (),
    *, differ: Collection[str] | None = None,
) -> Remembered:  # fmt: skip
    """The linking of ``claims`` where that of most of them is known. Gives what ``link_anew`` would give.

    ``differ`` names the documents that came or whose claims changed, where the caller knows; otherwise they are found
    by the digests of all claims, which takes longer than the rest."""
    prints = _prints(claims) if differ is None else before.prints | _prints([c for c in claims if c.document in differ])
    if differ is not None:
        here = {claim.document for claim in claims}
        prints = {name: digest for name, digest in prints.items() if name in here}
    changed = {name for name, digest in prints.items() if before.prints.get(name) != digest}
    gone = before.prints.keys() - prints.keys()
    names = names_of(claims)
    order = b"".join(names)
    if not changed and not gone and tuple(constraints) == before.constraints and before.order == order:
        return before
    come = [at for at, claim in enumerate(claims) if claim.document in changed]
    if len(come) > MOST_ANEW * len(claims) + 50:
        return link_anew(claims, texts, constraints)
    change = _Change(before, claims, names, come, constraints)
    if not order.startswith(before.order) and not change.order_kept():
        return link_anew(claims, texts, constraints)
    return change.linked(texts, prints, order)


def _prints(claims: Sequence[Claim]) -> dict[str, bytes]:
    """The digest of each document's claims; most often they stand together."""
    found: dict[str, bytes] = {}
    encoded = bytearray()  # filled anew for each: to give every document a place of its own takes a quarter longer
    for name, told in groupby(claims, key=attrgetter("document")):
        _encode_into(list(told), encoded)
        print_ = hashlib.sha256(encoded).digest()[:16]
        found[name] = hashlib.sha256(found[name] + print_).digest()[:16] if name in found else print_
    return found


def _both_ways(links: Iterable[Link]) -> Iterator[bytes]:
    for against, first, second in links:
        reached = (-against).to_bytes(POINTS, "big")
        yield first + second + reached
        yield second + first + reached


class _Change:
    """The claims that came and went, and what follows from them."""

    def __init__(
        self, before: Remembered, claims: Sequence[Claim], names: list[bytes], come: Sequence[int],
        constraints: Sequence[Constraint],
    ) -> None:  # fmt: skip
        self.before = before
        self.claims = claims
        self.constraints = tuple(constraints)
        self.names = names
        self.at = dict(zip(names, range(len(names)), strict=True))
        # A claim of a changed document came and went: a place or a date of it may be another.
        self.come = {names[at] for at in come}
        self._length = length = len(before.order) // NAME
        self._places: dict[bytes, int] | None = None
        """Claim to its place in the order of before, where that is not its place now."""
        if b"".join(names[:length]) == before.order:  # what there was stands first: nothing is missing
            self.gone = {names[at] for at in come if at < length}
        else:
            self._places = {name: place for place, name in enumerate(_names_in(before.order))}
            self.gone = {name for name in self._places if name not in self.at or name in self.come}
        self._traits: dict[bytes, Traits] = {}

    def order_kept(self) -> bool:
        """Whether the claims that stay are in the order that they had."""
        stayed = [name for name in _names_in(self.before.order) if name not in self.gone]
        return stayed == [name for name in self.names if name not in self.come]

    def traits(self, name: bytes) -> Traits:
        """Of a claim that is there now."""
        found = self._traits.get(name)
        if found is None:
            index = self.at[name]
            found = self._traits[name] = Traits.of(self.claims[index], index)
        return found

    def linked(self, texts: Mapping[str, str], prints: dict[str, bytes], order: bytes) -> Remembered:
        come = sorted((name for name in self.come if self._stands(name)), key=self.at.__getitem__)
        added = [row for name in come for row in rows_of(self.traits(name))]
        # What the claims that are gone were filed under may be unknown now: all rows are looked through.
        dropped = self.before.rows.ending(self.gone)
        rows = self.before.rows.with_changes(added, dropped)
        left, met = _moved(self.before.rows, rows, [*added, *dropped], self.come)
        new = self._links(come, met)
        lost, beside = self._lost(left, rows)
        new = [link for link in new if not self._known(link)]
        links = self.before.links.with_changes(_both_ways(new), lost)
        said = by_claim(self.constraints, self._standing(self.constraints))
        moved = {*come, *beside, *(name for link in new for name in link[1:])}
        chosen = _Chosen(links, self._standing_of)
        seeds = {*moved, *(other for name in moved for _, other in chosen.links(name))}
        touched = self._hanging_together({*seeds, *self._spoken_of(), *self._left_behind()}, chosen, said)
        firsts, kept = self._incidents(touched, chosen, said, texts)
        return Remembered(
            order=order,
            prints=prints,
            rows=rows,
            links=links,
            constraints=self.constraints,
            firsts=firsts,
            kept=kept,
        )

    def _links(self, come: Sequence[bytes], met: Iterable[Pair]) -> list[Link]:
        """The links of the pairs that now meet."""
        least = evidence().link_at
        near = {
            pair(name_of(a.claim.id), name_of(b.claim.id)) for a, b in told_near([self.traits(name) for name in come])
        }
        found = []
        for first, second in near.union(met):
            reached = points(self.traits(first), self.traits(second))
            if reached is not None and reached >= least:
                found.append((-reached, first, second))
        return found

    def _known(self, link: Link) -> bool:
        """Whether the link was there and stays: both claims are as they were."""
        _, first, second = link
        if first in self.come or second in self.come:
            return False
        return next(self.before.links.begin_with(first + second), None) is not None

    def _lost(self, left: Iterable[Pair], rows: SortedRows) -> tuple[set[bytes], set[bytes]]:
        """The rows of the links that are no more, and the claims at their ends that are still there."""
        lost: set[bytes] = set()
        for name in self.gone:
            for row in self.before.links.begin_with(name):
                lost |= {row, row[NAME : 2 * NAME] + row[:NAME] + row[2 * NAME :]}
        for first, second in left:
            if first in self.gone or second in self.gone:
                continue
            there = next(self.before.links.begin_with(first + second), None)
            if there is not None and not self._still_met(first, second, rows):
                lost |= {there, second + first + there[2 * NAME :]}
        beside = {row[:NAME] for row in lost} - self.gone
        return lost, beside

    def _still_met(self, first: bytes, second: bytes, rows: SortedRows) -> bool:
        """Whether two claims meet in another block, or are told together."""
        a, b = self.traits(first), self.traits(second)
        one_voice = (a.claim.document, a.claim.said_by.key) == (b.claim.document, b.claim.said_by.key)
        if one_voice and abs(a.claim.span.start - b.claim.span.start) <= NEAR:
            return True
        return any(second in _around(rows, row) for row in rows_of(a))

    def _spoken_of(self) -> Iterator[bytes]:
        """The claims of constraints that came or went."""
        for one in {*self.constraints} ^ {*self.before.constraints}:
            yield from self._standing([one])

    def _standing_of(self, name: bytes) -> Standing:
        return Standing.of(self.claims[self.at[name]])

    def _hanging_together(
        self, seeds: Iterable[bytes], chosen: "_Chosen", said: Mapping[bytes, Sequence[tuple[bytes, bool]]]
    ) -> set[bytes]:
        """Everything that links lead to from the seeds."""
        waiting = [name for name in seeds if self._stands(name)]
        found = set(waiting)
        while waiting:
            name = waiting.pop()
            beside = [other for _, other in chosen.taken(name)]
            beside += [other for other, same in said.get(name, ()) if same]
            for other in beside:
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return found

    def _stands(self, name: bytes) -> bool:
        return name in self.at and makes_incident(self.claims[self.at[name]])

    def _standing(self, constraints: Sequence[Constraint]) -> set[bytes]:
        """The claims that people spoke of and that may make an incident."""
        return {name for one in constraints for name in map(name_of, (one.first, one.second)) if self._stands(name)}

    def _left_behind(self) -> Iterator[bytes]:
        """The claims that were in one incident with some that are gone."""
        for first in self._were_in(self.gone):
            yield from map(name_of, self.before.kept[first].claims)

    def _were_in(self, names: Iterable[bytes]) -> set[bytes]:
        """The incidents of before in which some claims were, by the names of their first claims."""
        order, firsts = self.before.order, self.before.firsts
        places = {firsts[place] for name in names if (place := self._place_before(name)) is not None} - {NONE}
        return {order[place * NAME : (place + 1) * NAME] for place in places}

    def _place_before(self, name: bytes) -> int | None:
        """Of a claim in the order of before."""
        if self._places is None:
            return place if (place := self.at.get(name, self._length)) < self._length else None
        return self._places.get(name)

    def _incidents(
        self, touched: set[bytes], chosen: "_Chosen", said: Mapping[bytes, Sequence[tuple[bytes, bool]]],
        texts: Mapping[str, str],
    ) -> tuple["array[int]", KeptIncidents]:  # fmt: skip
        """Which claims are together now, and the incidents: those that stay, and those of the touched claims."""
        traits = {name: self.traits(name) for name in touched}
        inside = [(-reached, name, other) for name in touched for reached, other in chosen.taken(name) if name < other]
        groups = grouped(traits, inside, said)
        firsts = _firsts(self._firsts_that_stay(), groups, self.at.__getitem__)
        went = self._were_in({*touched, *self.gone})
        was = {frozenset(map(name_of, one.claims)): one for one in map(self.before.kept.__getitem__, went)}
        came, anew = {}, []
        for group in groups:
            known = was.get(frozenset(group.members))
            if known is not None and self.come.isdisjoint(group.members) and _linked_alike(known, group):
                went.discard(name_of(known.claims[0]))
            else:
                anew.append(group)
        for one in described(anew, traits, texts):
            came[name_of(one.claims[0])] = one
        return firsts, self.before.kept.with_changes(came, frozenset(went))

    def _firsts_that_stay(self) -> "array[int]":
        """As before, at the places that the claims have now, without the claims that came."""
        known = self.before.firsts
        if self._places is None:
            firsts = known + array("I", [NONE]) * (len(self.names) - len(known))
            for name in self.come:
                firsts[self.at[name]] = NONE
            return firsts
        order = _names_in(self.before.order)
        now = [self.at.get(name, NONE) for name in order]
        firsts = array("I", [NONE]) * len(self.names)
        for place, first in zip(now, known, strict=True):
            if place != NONE and first != NONE:
                firsts[place] = now[first]
        for name in self.come:
            firsts[self.at[name]] = NONE
        return firsts


class _Chosen:
    """The links of claims, and those of them that are taken, found when they are asked for."""

    def __init__(self, links: SortedRows, standing: Callable[[bytes], Standing]) -> None:
        self._rows = links
        self._standing = cache(standing)
        self.links = cache(self._links_of)
        self._kept = cache(self._kept_by)

    def _links_of(self, name: bytes) -> list[tuple[int, bytes]]:
        rows = self._rows.begin_with(name)
        return [(int.from_bytes(row[2 * NAME :], "big"), row[NAME : 2 * NAME]) for row in rows]

    def _kept_by(self, name: bytes) -> set[bytes]:
        return kept_by(self._standing(name), self.links(name), self._standing)

    def taken(self, name: bytes) -> list[tuple[int, bytes]]:
        """Points and the other claim, of the links that both keep."""
        kept = self._kept(name)
        return [(reached, other) for reached, other in self.links(name) if other in kept and name in self._kept(other)]


def _names_in(order: bytes) -> list[bytes]:
    return [order[start : start + NAME] for start in range(0, len(order), NAME)]


def _linked_alike(known: Incident, group: Group) -> bool:
    was = {(*pair(name_of(link.first), name_of(link.second)), link.reasons == BY_A_PERSON) for link in known.links}
    return was == {(first, second, against == -DECIDED) for against, first, second in group.links}


def _slice(rows: SortedRows, row: bytes) -> list[bytes]:
    """The rows of a block that stand around where ``row`` stands or would stand."""
    part, at = rows.part(row), rows.first(row)
    low, high = max(0, at - (WINDOW + 1) * ROW), at + (WINDOW + 2) * ROW
    near = (part[start : start + ROW] for start in range(low, high, ROW))
    return [one for one in near if one[:KEY] == row[:KEY]]


def _around(rows: SortedRows, row: bytes) -> set[bytes]:
    """The claims that stand in a window with the one of ``row``."""
    near = _slice(rows, row)
    if row not in near:
        return set()
    at = near.index(row)
    return {one[-NAME:] for one in near[max(0, at - WINDOW) : at + WINDOW + 1]}


def _moved(
    before: SortedRows, after: SortedRows, changes: Iterable[bytes], come: Container[bytes]
) -> tuple[set[Pair], set[Pair]]:
    """Pairs that stood in a window of a changed block and do not any more, and those that now do. Of the claims that
    came, all: what they were before counts for nothing."""
    left: set[Pair] = set()
    met: set[Pair] = set()
    for row in changes:
        was, now = set(met_in(_slice(before, row))), set(met_in(_slice(after, row)))
        left |= was - now
        met |= now - was
        if row[-NAME:] in come:
            met |= {two for two in now if row[-NAME:] in two}
    return left, met
