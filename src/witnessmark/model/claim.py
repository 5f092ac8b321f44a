"""The claim in a case: somebody says that something happened.

Its id is the digest of document, start, end, act, said_by and roles, without the reader's version: a decision on a
claim therefore survives a new reader that finds the same words.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from witnessmark.model.canonical import digest
from witnessmark.model.case import Locator
from witnessmark.model.record import Basis, DateMention, Modality, PlaceMention, Polarity
from witnessmark.model.span import Span


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """Who or what takes a role. ``quote`` is the words as said; ``name`` the actor's base name; ``resolved`` a neutral
    identification; ``person`` the id of a person of the case. ``start`` and ``end`` are offsets in the document."""

    start: int
    end: int
    quote: str
    name: str | None = None
    kind: str | None = None
    resolved: str | None = None
    person: str | None = None


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """Who says a claim, the nearest speaker first in ``chain``.

    ``key`` is equal for two claims exactly when the same one is taken to speak: ``person:<id>``, ``author:<document>``
    and so on. ``quote`` is the span of the quoted speech that holds the claim.
    """

    kind: Literal["author", "quote", "actor", "chain"]
    key: str
    name: str | None = None
    person: str | None = None
    quote: Span | None = None
    chain: tuple[str, ...] = ()


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One claim with everything it rests on resolved: what ``incidents``, ``law`` and ``protection`` work with."""

    id: str
    document: str
    source: str
    span: Span
    act: str
    modality: Modality
    polarity: Polarity
    roles: dict[str, tuple[Participant, ...]]
    said_by: Voice
    place: PlaceMention | None = None
    date: DateMention | None = None
    basis: dict[str, Basis | None] = {}
    language: str | None = None
    locator: Locator | None = None
    rule: str | None = None
    trigger: Span | None = None
    made_by: str = "reader"
    """"reader", or "record" for a row of a table, or the name of a model."""
    models: tuple[str, ...] = ()
    """The models that found the claim or anything it names (an actor, a place): every view marks such a claim."""

    def participants(self) -> Iterator[tuple[str, Participant]]:
        for role, fillers in self.roles.items():
            for filler in fillers:
                yield role, filler

    def persons(self) -> frozenset[str]:
        """Ids of every person whom the claim names or who says it."""
        named = {filler.person for _, filler in self.participants() if filler.person}
        return frozenset(named | ({self.said_by.person} if self.said_by.person else set()))


def claim_id(document: str, span: Span, act: str, said_by: Voice, roles: dict[str, tuple[Participant, ...]]) -> str:
    """32 hex digits: the digest of what makes a claim this claim."""
    fillers = {role: [[p.start, p.end] for p in parts] for role, parts in roles.items() if parts}
    return digest([document, span.start, span.end, act, said_by.kind, list(said_by.chain), fillers])[:32]
