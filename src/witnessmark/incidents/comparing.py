"""Comparing two claims: are they about the same thing, and why. Every answer gives its reasons.

Values that a claim does not state speak neither for nor against: an unknown place is no other place.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from witnessmark.incidents.evidence import evidence
from witnessmark.incidents.families import families
from witnessmark.incidents.numbers import counts_in, number_of
from witnessmark.incidents.positions import Position, places_agree, position_of, same_place
from witnessmark.incidents.spelling import skeleton
from witnessmark.incidents.things import thing_of
from witnessmark.model.claim import Claim

SAME_EVENT_DAYS = 3
"""Two accounts of one event may differ by so many days; a larger gap makes two events."""

NARROW_DAYS, FORTNIGHT, MONTH_DAYS = 10, 14, 93
"""Sharing a day means something within so many days; a part of a month has up to a fortnight; a season still holds the
day of an event."""

LARGE = 20
"""From here on chance seldom makes two counts equal."""

NEAR, NEXT, ONE = 400, 160, 20
"""Characters within which two claims are told together, about three sentences; one right after the other; and, between
the words of both, in one clause."""

_WORD = re.compile(r"[^\W\d_][\w'’]+")
_DIGIT = re.compile(r"\d")


T = TypeVar("T")


class Traits(msgspec.Struct, frozen=True, gc=False):
    """What of a claim is compared, worked out once for each claim."""

    claim: Claim
    order: int
    families: frozenset[str]
    days: tuple[int, int] | None
    position: Position | None
    persons: frozenset[str]
    names: frozenset[str]
    """Names of persons by their sound: ``skeleton`` of each word."""
    actors: frozenset[str]
    sides: frozenset[str]
    numbers: frozenset[str]
    things: frozenset[str]
    stems: frozenset[str]
    """The beginnings of telling words, marked with their script: words of two scripts are never the same."""
    ahead: bool
    """A threat or a plan: another thing than what happened."""
    bounds: tuple[int, int] | None
    """The days within which another account of the same may put it: ``bounds_of``."""
    turn: str | None
    """Whether a place was taken or freed, where the words say one."""
    kind: int | None = None
    """Equal for claims of which everything else that is compared across documents is equal; None where not known."""

    @classmethod
    def of(cls, claim: Claim, order: int, shared: dict[Any, Any] | None = None) -> "Traits":
        """``shared`` holds the values that other claims have: what is equal to one of them is that one, since most
        claims of a case have their places, days and words in common."""
        known: Callable[[Any, Any], Any] = (lambda value, _: value) if shared is None else shared.setdefault

        def one(value: T) -> T:
            return known(value, value)  # type: ignore[no-any-return]

        fillers = [filler for role, filler in claim.participants() if role != "quantity"]
        things, stems, counting = _words_of(claim)
        own = [p for p in fillers if not p.person]
        compared = (
            _families_of(claim.act),
            one(days_of(claim)),
            one(position_of(claim.place)),
            one(frozenset([p.person for p in fillers if p.person]) | _teller(claim)),
            one(frozenset([sound for p in fillers if p.kind == "person" and p.name and (sound := _sound(p.name))])),
            one(frozenset([p.name.casefold() for p in own if p.name and p.kind in ("unit", "organisation")])),
            one(frozenset([p.resolved.casefold() for p in own if p.resolved])),
            one(counts_in(claim) if counting else frozenset()),
            one(things),
            one(stems),
            claim.modality in ("threatened", "planned"),
            one(bounds_of(claim)),
            families().turn_of(claim.act, claim.span.quote),
        )
        return cls(claim, order, *compared, None if shared is None else known((claim.act, compared), len(shared)))


@lru_cache(maxsize=1024)
def _families_of(act: str) -> frozenset[str]:
    return frozenset(families().of(act))


@lru_cache(maxsize=65536)
def _sound(name: str) -> str | None:
    """A full name by its sound; None for a single word, which is too little to know anyone by."""
    words = name.replace("-", " ").split()
    return " ".join(sorted(skeleton(word) for word in words)) if len(words) > 1 else None


def _teller(claim: Claim) -> frozenset[str]:
    """The speaker, when the claim is about the speaker: a survivor telling of the own captivity. One who is not known
    by name is known by the voice."""
    speaker = claim.said_by.person
    me = any(filler.quote.casefold() in families().first_person for _, filler in claim.participants())
    told = me or any(filler.person and filler.person == speaker for _, filler in claim.participants())
    return frozenset({speaker or claim.said_by.key}) if told else frozenset()


def _words_of(claim: Claim) -> tuple[frozenset[str], frozenset[str], bool]:
    """The things that the words name, the beginnings of those that tell what happened, and whether any may count."""
    things, stems, counting = set(), set(), _DIGIT.search(claim.span.quote) is not None
    for word in _WORD.findall(claim.span.quote):
        thing, stem, number = _sense(word, claim.language or "en")
        counting |= number
        if thing:
            things.add(thing)
        if stem:
            stems.add(stem)
    return frozenset(things), frozenset(stems), counting


@lru_cache(maxsize=200_000)
def _sense(word: str, language: str) -> tuple[str | None, str | None, bool]:
    """The thing that a word names, its beginning when it tells something, and whether it is a count: no auxiliaries."""
    folded = word.casefold()
    number = number_of(folded, language) is not None
    telling = len(folded) > 3 and not number and folded not in families().plain_words
    return thing_of(word, language), folded[:5] if telling else None, number


def days_of(claim: Claim) -> tuple[int, int] | None:
    """First and last day, as ordinals, that the claim's date allows; None unless both are known."""
    stated = claim.date
    if stated is None or stated.type not in ("DATE", "TIME") or not stated.earliest or not stated.latest:
        return None
    return _ordinal(stated.earliest), _ordinal(stated.latest)


@lru_cache(maxsize=65536)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def gap_days(first: tuple[int, int], second: tuple[int, int]) -> int:
    """Days between two intervals; 0 when they share a day."""
    return max(0, first[0] - second[1], second[0] - first[1])


def bounds_of(claim: Claim) -> tuple[int, int] | None:
    """The days within which another account of the same may put it. Those of the claim; for a part of a month ("early
    March") widened by half, since nobody draws its end to the day. A set or an interval says its ends."""
    days = days_of(claim)
    said = claim.date.edtf if claim.date else None
    if days is None or said is None or said.startswith("[") or "/" in said:
        return days
    width = days[1] - days[0]
    return (days[0] - width // 2, days[1] + width // 2) if 1 < width <= FORTNIGHT else days


def narrow(traits: Traits) -> bool:
    """Whether the days are few enough that sharing one means something."""
    return traits.days is not None and traits.days[1] - traits.days[0] <= NARROW_DAYS


def ruled_out(a: Traits, b: Traits) -> bool:
    """Whether the two cannot be about one event: places too far apart, days too far apart, two rows of one table, a
    place taken and a place freed, or one of them still ahead."""
    if a.ahead is not b.ahead or (a.turn and b.turn and a.turn != b.turn):
        return True
    if a.bounds is not None and b.bounds is not None and gap_days(a.bounds, b.bounds) > SAME_EVENT_DAYS:
        return True
    if a.claim.made_by == b.claim.made_by == "record" and a.claim.document == b.claim.document:
        return True
    return same_place(a.position, b.position) is False


def points(a: Traits, b: Traits) -> int | None:
    """How much speaks for the two being about one thing; None when something rules it out."""
    if a.families.isdisjoint(b.families) or ruled_out(a, b):
        return None
    worth = evidence().points
    return sum([worth[reason] for reason in reasons(a, b)])


def reasons(a: Traits, b: Traits) -> list[str]:
    """Ids of what speaks for the two being about one thing, and of what speaks against it. ``ruled_out`` was asked."""
    found = []
    same_act = a.claim.act == b.claim.act
    there = a.position is not None and b.position is not None and bool(places_agree(a.position, b.position))
    if same_act:
        found.append("same-act")
        if there and a.claim.act in evidence().seldom:
            found.append("seldom-act")
    if there:
        found.append("same-place")
    if a.days is not None and b.days is not None:
        found += _time(a, b, a.days, b.days)
    found += _who(a, b)
    alike = shared_words(a, b) is not None
    found += _what(a, b, same_act, alike)
    if a.claim.document == b.claim.document and a.claim.said_by.key == b.claim.said_by.key:
        apart = abs(a.claim.span.start - b.claim.span.start)
        if apart <= NEAR:
            found.append("told-together")
            first, second = a.claim.span, b.claim.span
            if (second.start, second.end) < (first.start, first.end):
                first, second = second, first
            if second.start - first.end <= ONE:
                found.append("told-in-one")
        if apart <= NEXT and families().one_follows(a.claim.act, b.claim.act):
            found.append("effect-told-next")
    return found


def _time(a: Traits, b: Traits, first: tuple[int, int], second: tuple[int, int]) -> list[str]:
    gap = gap_days(first, second)
    if gap:
        return ["days-close"]
    if narrow(a) and narrow(b):
        return ["same-days"]
    widths = sorted((first[1] - first[0], second[1] - second[0]))
    if widths[1] > MONTH_DAYS:
        return []
    if first == second:
        return ["same-month"]
    return ["month-holds-day"] if widths[0] <= NARROW_DAYS else []


def _who(a: Traits, b: Traits) -> list[str]:
    found = []
    if not a.persons.isdisjoint(b.persons):
        found.append("same-person")
    elif not a.names.isdisjoint(b.names):
        found.append("same-name")
    elif a.persons and b.persons:
        found.append("other-person")
    if not a.actors.isdisjoint(b.actors):
        found.append("same-actor")
    elif a.actors and b.actors:
        found.append("other-actor")
    elif not a.sides.isdisjoint(b.sides):
        found.append("same-side")
    return found


def _what(a: Traits, b: Traits, same_act: bool, alike: bool) -> list[str]:
    found = []
    if same_act or alike:
        shared = shared_numbers(a, b)
        if shared:
            most = int(shared[-1])
            found.append("same-large-number" if most >= LARGE else "same-number" if most > 2 else "both-two")
        elif same_act and len(a.numbers) == len(b.numbers) == 1:
            found.append("other-number")
    if not a.things.isdisjoint(b.things):
        found.append("same-thing")
    elif same_act and a.things and b.things:
        found.append("other-thing")
    if alike:
        found.append("same-words")
    return found


def shared_numbers(a: Traits, b: Traits) -> list[str]:
    """The counts that both state, the smallest first. One is no count that tells anything."""
    if not a.numbers or not b.numbers:
        return []
    return sorted((number for number in a.numbers & b.numbers if number not in ("0", "1")), key=int)


def shared_words(a: Traits, b: Traits) -> frozenset[str] | None:
    """The beginnings of the telling words that both use, when they are at least two and half of the fewer."""
    if len(a.stems) < 2 or len(b.stems) < 2:
        return None
    shared = a.stems & b.stems
    return shared if len(shared) >= 2 and 2 * len(shared) >= min(len(a.stems), len(b.stems)) else None
