"""What one claim says, field by field, in forms that can be compared and shown, with how the speaker knows each.

A basis of knowledge is never upgraded: what is heard from others is hearsay for every field, and who saw the damage
does not thereby know who did it (handbook section 6). What the text does not say stays unknown.
"""

from collections.abc import Mapping
from typing import NamedTuple

from witnessmark.incidents.casualties import Counted, counts_told, kind_of
from witnessmark.incidents.comparing import days_of
from witnessmark.incidents.families import families
from witnessmark.incidents.positions import Position, position_of
from witnessmark.model.claim import Claim
from witnessmark.model.corroboration import CasualtyKind, Knows
from witnessmark.model.record import Basis

FIRST_HAND = frozenset({"direct", "participant", "mission-observation"})
AT_SECOND_HAND = frozenset({"hearsay-named", "hearsay-unnamed", "common-knowledge", "media"})
_FOR_EVERY_FIELD = AT_SECOND_HAND | {"document", "analyst-inference"}
"""Bases that a claim has as a whole: who only heard that it happened only heard when."""

_OF_ONESELF = frozenset({"act", "victim", "date", "place"})
"""What one who tells of their own fate knows as one who took part. Who did it is another matter."""

UNSPECIFIC = frozenset({"occupying forces"})
"""Identifications that hold for more than one side's bodies."""


class When(NamedTuple):
    words: str
    first: int
    last: int
    approximate: bool


class Who(NamedTuple):
    """``key`` is equal for the same one; ``identifies`` is False for words that single nobody out."""

    key: str
    words: str
    identifies: bool
    person: bool = False


class Said(NamedTuple):
    """One claim. ``kind`` is the register that its counts belong to."""

    claim: str
    document: str
    voice: str
    act: str
    denied: bool
    when: When | None
    where: Position | None
    perpetrators: tuple[Who, ...]
    victims: tuple[Who, ...]
    kind: CasualtyKind | None
    counts: tuple[Counted, ...]
    bases: Mapping[str, Basis | None]
    by_model: bool = False


def said_by(claim: Claim, texts: Mapping[str, str]) -> Said:
    """What the claim says."""
    days = days_of(claim)
    date = claim.date
    return Said(
        claim=claim.id,
        document=claim.document,
        voice=claim.said_by.key,
        act=claim.act,
        denied=claim.modality == "denied" or claim.polarity == "negative",
        when=When(date.edtf or date.quote, *days, _approximate(date.edtf)) if days and date else None,
        where=position_of(claim.place),
        perpetrators=_who(claim, "perpetrator"),
        victims=_who(claim, "victim"),
        kind=kind_of(claim.act),
        counts=counts_told(claim, texts),
        bases={
            field: basis_of(claim, field) for field in ("act", "date", "place", "perpetrator", "victim", "quantity")
        },
        by_model=bool(claim.models),
    )


def basis_of(claim: Claim, field: str) -> Basis | None:
    """How the speaker knows one field; None where nothing tells."""
    stated = claim.basis.get(field)
    if stated is not None:
        return stated
    whole = claim.basis.get("act")
    if whole in _FOR_EVERY_FIELD:
        return whole
    if claim.said_by.chain:
        return "hearsay-named"
    if claim.modality == "hearsay":
        return "hearsay-unnamed"
    if field in _OF_ONESELF and _tells_of_oneself(claim):
        return "participant"
    return None


def knows(basis: Basis | None) -> Knows:
    if basis is None:
        return "not-stated"
    if basis in FIRST_HAND:
        return "first-hand"
    return "at-second-hand" if basis in AT_SECOND_HAND else "otherwise"


def _tells_of_oneself(claim: Claim) -> bool:
    speaker = claim.said_by.person
    harmed = claim.roles.get("victim", ())
    mine = families().first_person
    return any((each.person and each.person == speaker) or each.quote.casefold() in mine for each in harmed)


def _who(claim: Claim, role: str) -> tuple[Who, ...]:
    found = []
    for each in claim.roles.get(role, ()):
        words = each.resolved or each.name or each.quote
        single = bool(each.resolved or each.person or each.kind in ("unit", "person"))
        key = each.person or words.casefold()
        found.append(Who(key, words, single and words.casefold() not in UNSPECIFIC, bool(each.person)))
    return tuple(found)


def _approximate(edtf: str | None) -> bool:
    return bool(edtf and edtf.rstrip()[-1:] in "~?%")
