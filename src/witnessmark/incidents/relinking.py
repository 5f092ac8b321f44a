"""Claims into incidents when a document came, changed or went: only its blocks are looked at.

What is remembered of the last linking is the rows of all blocks, the links found, and the incidents. From the change
follow the pairs that now stand in a window, or no longer do; from these the links that came and went; from these the
claims that hang together with them. Those are grouped anew, and the rest stays as it was. The result is that of
``link_claims``, exactly: a test compares the two over any order of documents.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cache

import msgspec

from witnessmark.incidents.blocks import (
    KEY,
    NAME,
    ROW,
    WINDOW,
    Pair,
    first_row,
    met_in,
    name_of,
    names_of,
    pair,
    rows_of,
    spliced,
    told_near,
)
from witnessmark.incidents.choosing import Standing, kept_by
from witnessmark.incidents.comparing import NEAR, Traits, points
from witnessmark.incidents.evidence import evidence
from witnessmark.incidents.explaining import BY_A_PERSON
from witnessmark.incidents.grouping import DECIDED, Group, Link, by_claim, grouped
from witnessmark.incidents.linking import described, links_among, makes_incident, sorted_rows, taken, traits_of
from witnessmark.model.claim import Claim
from witnessmark.model.incident import Constraint, Incident

POINTS = 2
"""Bytes of the points in a row of links: two names and these."""

LINK_ROW = 2 * NAME + POINTS

MOST_ANEW = 0.2
"""With a larger share of the claims changed, linking all at once is as quick."""

_encode = msgspec.msgpack.Encoder().encode


class Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """What one linking leaves for the next. Holds what incidents hold, and digests."""

    order: bytes
    """The names of all claims, in their order."""
    prints: dict[str, bytes]
    """Document to the digest of its claims."""
    rows: bytes
    links: bytes
    """Rows of two names and points, sorted; each link stands in it both ways."""
    constraints: tuple[Constraint, ...]
    incidents: tuple[Incident, ...]


def link_anew(claims: Sequence[Claim], texts: Mapping[str, str], constraints: Sequence[Constraint] = ()) -> Remembered:
    """All claims linked at once, as ``link_claims`` does, and what the next linking needs of it."""
    traits = traits_of(claims)
    rows = sorted_rows(traits.values())
    links = links_among(traits, rows)
    groups = grouped(traits, taken(links, traits), by_claim(constraints, traits))
    return Remembered(
        order=b"".join(names_of(claims)),
        prints=_prints(claims),
        rows=b"".join(rows),
        links=b"".join(sorted(_both_ways(links))),
        constraints=tuple(constraints),
        incidents=tuple(described(groups, traits, texts)),
    )


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
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document].append(claim)
    return {name: hashlib.sha256(_encode(found)).digest()[:16] for name, found in by_document.items()}


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
        length = len(before.order) // NAME
        if b"".join(names[:length]) == before.order:  # what there was stands first: nothing is missing
            self.gone = {names[at] for at in come if at < length}
        else:
            old = _names_in(before.order)
            self.gone = {name for name in old if name not in self.at} | self.come.intersection(old)
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
        added = sorted(row for name in come for row in rows_of(self.traits(name)))
        dropped = _rows_naming(self.before.rows, self.gone) if self.gone else []
        rows = spliced(self.before.rows, ROW, added, dropped)
        left, met = _moved(self.before.rows, rows, [*added, *dropped], self.come)
        new = self._links(come, met)
        lost, beside = self._lost(left, rows)
        new = [link for link in new if not self._known(link)]
        links = spliced(self.before.links, LINK_ROW, sorted(_both_ways(new)), lost)
        said = by_claim(self.constraints, self._standing(self.constraints))
        moved = {*come, *beside, *(name for link in new for name in link[1:])}
        chosen = _Chosen(links, self._standing_of)
        seeds = {*moved, *(other for name in moved for _, other in chosen.links(name))}
        touched = self._hanging_together({*seeds, *self._spoken_of(), *self._left_behind()}, chosen, said)
        return Remembered(
            order=order,
            prints=prints,
            rows=rows,
            links=links,
            constraints=self.constraints,
            incidents=self._incidents(touched, chosen, said, texts),
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
        at = first_row(self.before.links, first + second, LINK_ROW) * LINK_ROW
        return self.before.links[at : at + 2 * NAME] == first + second

    def _lost(self, left: Iterable[Pair], rows: bytes) -> tuple[list[bytes], set[bytes]]:
        """The rows of the links that are no more, and the claims at their ends that are still there."""
        lost: set[bytes] = set()
        for name in self.gone:
            for row in _links_of(self.before.links, name):
                lost |= {row, row[NAME : 2 * NAME] + row[:NAME] + row[2 * NAME :]}
        for first, second in left:
            if first in self.gone or second in self.gone:
                continue
            at = first_row(self.before.links, first + second, LINK_ROW) * LINK_ROW
            row = self.before.links[at : at + LINK_ROW]
            if row[: 2 * NAME] == first + second and not self._still_met(first, second, rows):
                lost |= {row, second + first + row[2 * NAME :]}
        beside = {row[:NAME] for row in lost} - self.gone
        return sorted(lost), beside

    def _still_met(self, first: bytes, second: bytes, rows: bytes) -> bool:
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
        for incident in self.before.incidents if self.gone else ():
            names = [name_of(claim) for claim in incident.claims]
            if not self.gone.isdisjoint(names):
                yield from names

    def _incidents(
        self, touched: set[bytes], chosen: "_Chosen", said: Mapping[bytes, Sequence[tuple[bytes, bool]]],
        texts: Mapping[str, str],
    ) -> tuple[Incident, ...]:  # fmt: skip
        """The incidents that stay, and those of the touched claims, in order of their first claim."""
        stay: list[tuple[int, Incident]] = []
        was: dict[frozenset[bytes], Incident] = {}
        ids = {self.claims[self.at[name]].id for name in touched}
        went = any(name not in self.at for name in self.gone)
        at = {claim.id: index for index, claim in enumerate(self.claims)}
        for incident in self.before.incidents:
            if ids.isdisjoint(incident.claims) and not (went and any(claim not in at for claim in incident.claims)):
                stay.append((at[incident.claims[0]], incident))
            elif all(claim in at for claim in incident.claims):
                was[frozenset(map(name_of, incident.claims))] = incident
        traits = {name: self.traits(name) for name in touched}
        inside = [(-reached, name, other) for name in touched for reached, other in chosen.taken(name) if name < other]
        anew = []
        for group in grouped(traits, inside, said):
            known = was.get(frozenset(group.members))
            if known is not None and self.come.isdisjoint(group.members) and _linked_alike(known, group):
                stay.append((at[known.claims[0]], known))
            else:
                anew.append(group)
        stay += [(at[one.claims[0]], one) for one in described(anew, traits, texts)]
        return tuple(incident for _, incident in sorted(stay, key=lambda each: each[0]))


class _Chosen:
    """The links of claims, and those of them that are taken, found when they are asked for."""

    def __init__(self, links: bytes, standing: Callable[[bytes], Standing]) -> None:
        self._rows = links
        self._standing = cache(standing)
        self.links = cache(self._links_of)
        self._kept = cache(self._kept_by)

    def _links_of(self, name: bytes) -> list[tuple[int, bytes]]:
        rows = _links_of(self._rows, name)
        return [(int.from_bytes(row[2 * NAME :], "big"), row[NAME : 2 * NAME]) for row in rows]

    def _kept_by(self, name: bytes) -> set[bytes]:
        return kept_by(self._standing(name), self.links(name), self._standing)

    def taken(self, name: bytes) -> list[tuple[int, bytes]]:
        """Points and the other claim, of the links that both keep."""
        kept = self._kept(name)
        return [(reached, other) for reached, other in self.links(name) if other in kept and name in self._kept(other)]


def _names_in(order: bytes) -> list[bytes]:
    return [order[start : start + NAME] for start in range(0, len(order), NAME)]


def in_order(incidents: Iterable[Incident], order: bytes) -> tuple[Incident, ...]:
    """Incidents in order of their first claim; ``order`` is that of the claims, as remembered."""
    at = {name: index for index, name in enumerate(_names_in(order))}
    return tuple(sorted(incidents, key=lambda one: at.get(name_of(one.claims[0]), len(at))))


def _linked_alike(known: Incident, group: Group) -> bool:
    was = {(*pair(name_of(link.first), name_of(link.second)), link.reasons == BY_A_PERSON) for link in known.links}
    return was == {(first, second, against == -DECIDED) for against, first, second in group.links}


def _rows_naming(rows: bytes, names: set[bytes]) -> list[bytes]:
    """The rows of some claims. What they were filed under may be unknown now: all rows are looked through."""
    return [
        rows[start : start + ROW]
        for start in range(0, len(rows), ROW)
        if rows[start + ROW - NAME : start + ROW] in names
    ]


def _links_of(links: bytes, name: bytes) -> Iterator[bytes]:
    at = first_row(links, name, LINK_ROW) * LINK_ROW
    while links[at : at + NAME] == name:
        yield links[at : at + LINK_ROW]
        at += LINK_ROW


def _slice(rows: bytes, row: bytes) -> list[bytes]:
    """The rows of a block that stand around where ``row`` stands or would stand."""
    at = first_row(rows, row, ROW)
    low, high = max(0, at - WINDOW - 1), at + WINDOW + 2
    near = (rows[index * ROW : (index + 1) * ROW] for index in range(low, high))
    return [one for one in near if one[:KEY] == row[:KEY]]


def _around(rows: bytes, row: bytes) -> set[bytes]:
    """The claims that stand in a window with the one of ``row``."""
    near = _slice(rows, row)
    if row not in near:
        return set()
    at = near.index(row)
    return {one[-NAME:] for one in near[max(0, at - WINDOW) : at + WINDOW + 1]}


def _moved(
    before: bytes, after: bytes, changes: Iterable[bytes], come: Container[bytes]
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
