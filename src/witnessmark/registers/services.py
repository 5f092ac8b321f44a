"""Services through time: electricity, water, gas, heating, connection, medical care, schools, transport."""

import re
from collections import defaultdict
from collections.abc import Iterator

from witnessmark.model.claim import Claim
from witnessmark.model.register import Cell, Row
from witnessmark.model.span import Span
from witnessmark.registers.ground import Ground, apart, cell, of_hit, of_participant, role_words, tells, words
from witnessmark.registers.lexicon import Hit
from witnessmark.registers.rows import row

SERVICE_OF = {
    "damage-power": "electricity", "damage-water": "water", "damage-gas": "gas", "damage-heating": "heating",
    "damage-telecom": "connection", "damage-hospital": "medical", "damage-school": "school",
    "damage-bridge-transport": "transport", "damage-economy": "business", "damage-cultural": "culture",
    "information-blackout": "connection",
}  # fmt: skip
_ANY = ("restoration-of-services", "property-destruction")
"""Acts that name a service in their words alone."""
ACTS = (*SERVICE_OF, *_ANY)
_MENDED = frozenset({"restored", "partly-restored", "under-repair", "works"})
_BROKEN = frozenset({"cut", "damaged", "destroyed"})
_BUILDINGS = frozenset({"medical", "school", "transport", "business", "culture"})
_AND = re.compile(r"[\s,]*(?:and|or|та|і|й|и|або|чи|или|ні|ни)?[\s,]*", re.IGNORECASE)
_REACH = 90
"""How many characters from the service its state may stand."""


def rows(ground: Ground) -> Iterator[Row]:
    for _, claims in ground.entries(ACTS):
        by_service: dict[str, list[tuple[Claim, Span]]] = defaultdict(list)
        for claim in claims:
            if tells(claim):
                for service, span in _services(ground, claim):
                    by_service[service].append((claim, span))
        for service, told in by_service.items():
            cells = [each for claim, span in told for each in _cells(ground, service, claim, span)]
            if not any(each.column == "state" for each in cells):
                continue
            same = [claim for claim in claims if service in (SERVICE_OF.get(claim.act), None)]
            cells += ground.denials(same)
            yield row(ground, "services", [claim for claim, _ in told], cells, part=service)


def _services(ground: Ground, claim: Claim) -> list[tuple[str, Span]]:
    """Which services a claim speaks of, and the words that name each."""
    hits = ground.hits("service", claim)
    own = SERVICE_OF.get(claim.act)
    if own is not None:
        named = [hit for hit in hits if hit.value == own]
        inside = [hit for hit in named if hit.span.overlaps(claim.span)] or named
        if not inside:
            return [(own, claim.trigger or claim.span)]
        return [(own, inside[0].span), *_told_together(ground, claim, inside[0], hits)]
    listed = _listed(ground, claim, hits)
    if claim.act == "restoration-of-services" and not listed:
        listed = hits
    found: dict[str, Span] = {}
    for hit in listed:
        found.setdefault(hit.value, hit.span)
    if len(found) > 1:
        found.pop("not-said", None)
    return list(found.items())


def _told_together(ground: Ground, claim: Claim, own: Hit, hits: list[Hit]) -> list[tuple[str, Span]]:
    """The other supplies in the list in which the claim's own stands: "no heating or gas"."""
    if own.value in _BUILDINGS:
        return []
    beside = next(one for one in _lists(ground, claim, hits) if own in one)
    return [(hit.value, hit.span) for hit in beside if hit.value not in (own.value, *_BUILDINGS, "not-said")]


def _lists(ground: Ground, claim: Claim, hits: list[Hit]) -> list[list[Hit]]:
    """The services of a sentence, with those that only commas and an "and" part in one list."""
    text, lists = ground.text(claim), list[list[Hit]]()
    for hit in hits:
        if lists and _AND.fullmatch(text, lists[-1][-1].span.end, hit.span.start):
            lists[-1].append(hit)
        else:
            lists.append([hit])
    return lists


def _listed(ground: Ground, claim: Claim, hits: list[Hit]) -> list[Hit]:
    """The hits in the claim's own words, and those that go on with the list that ends there: ", gas and heating"."""
    text, end = ground.text(claim), claim.span.end
    kept: list[Hit] = []
    for hit in hits:
        if hit.span.start >= end and kept and _AND.fullmatch(text, end, hit.span.start):
            end = hit.span.end
        elif not hit.span.overlaps(claim.span):
            continue
        kept.append(hit)
    return kept


def _cells(ground: Ground, service: str, claim: Claim, span: Span) -> Iterator[Cell]:
    state = _state(ground, service, claim, span)
    if state is None:
        return
    yield cell("service", service, claim, span)
    yield of_hit("state", claim, state)
    if service in _BUILDINGS:
        yield _object(ground, claim, span)
    for column in ("extent", "duration"):
        for hit in ground.hits(column, claim):
            if apart(hit.span, span) <= _REACH and _belongs(ground, claim, hit, span):
                yield words(column, claim, hit.span)
    if claim.act == "restoration-of-services":
        yield from role_words("provider", claim, "provider")


def _object(ground: Ground, claim: Claim, span: Span) -> Cell:
    """What it is: the name of the building that the claim is placed at, what fills its role, or the bare word."""
    start, _ = ground.sentence(claim)
    place = claim.place
    if place is not None and place.kind == "facility" and start <= place.start and place.overlaps(span):
        return words("object", claim, Span(place.start, place.end, place.quote))
    named = any(hit.span.overlaps(span) for hit in ground.hits("service", claim))
    filled = [
        each
        for each in claim.roles.get("object", ())
        if len(each.quote) > 3 and (not named or of_participant(each).overlaps(span))
    ]
    return words("object", claim, of_participant(filled[0]) if filled else span)


def _state(ground: Ground, service: str, claim: Claim, span: Span) -> Hit | None:
    """The state that stands nearest to the words of the service, of those that the act allows."""
    wanted = _MENDED if claim.act == "restoration-of-services" else _BROKEN
    hits = [hit for hit in ground.hits("service-state", claim) if hit.value in wanted]
    if service in _BUILDINGS:
        inside = [hit for hit in hits if hit.span.overlaps(claim.span)]
        hits = inside or hits
    near = [hit for hit in hits if apart(hit.span, span) <= _REACH and _belongs(ground, claim, hit, span)]
    return min(near, key=lambda hit: apart(hit.span, span), default=None)


def _belongs(ground: Ground, claim: Claim, said: Hit, service: Span) -> bool:
    """Whether no other list of services stands nearer to what is said than the one that holds this service."""
    lists = _lists(ground, claim, ground.hits("service", claim))
    nearest = min(lists, key=lambda one: min(apart(hit.span, said.span) for hit in one), default=None)
    return nearest is None or any(hit.span.overlaps(service) for hit in nearest) or not _named(lists, service)


def _named(lists: list[list[Hit]], service: Span) -> bool:
    return any(hit.span.overlaps(service) for one in lists for hit in one)
