"""What keeps two persons from being proposed as one, however rare their records make what they share.

In a small case every name is rare, and a linker that learns from the case believes too much of a shared one. So a lone
given name ("Luka", and "Luka Marchenko" of another paper) proposes nobody unless birth or occupation speaks for it, and
births that cannot both be true propose nobody at all: who finds a slip of the pen there says so by a decision.
"""

from collections.abc import Iterable
from typing import NamedTuple

from witnessmark.incidents.records import FieldWeight
from witnessmark.incidents.records_values import read_date
from witnessmark.incidents.spelling import skeleton
from witnessmark.model.case import Person
from witnessmark.model.casefile import CaseFile
from witnessmark.reading.actors.lexicon import lexicon
from witnessmark.reading.draft import fold

ROUNDED = 2
"""Years by which a year of birth worked out of an age may be off: the birthday, and an age that is told as it was."""

_PLACE, _NAME = "place", "name"


class Birth(NamedTuple):
    """A year, and day and month whichever stands first; each None where it is not known. ``told`` says that the year is
    given, not worked out of an age."""

    year: int | None = None
    day: str | None = None
    told: bool = False


def birth_of(file: CaseFile, person: Person) -> Birth:
    """When a person was born: as a list gives it, else from an age and the date of the document that tells it."""
    for words in person.born:
        if date := read_date(words):
            year, month, day = date
            return Birth(year, f"{min(month, day):02}{max(month, day):02}" if month and day else None, told=True)
    for document, _ in person.mentions:
        told = file.documents[document].record.date if document in file.documents else None
        if told and person.ages:
            return Birth(int(told[:4]) - person.ages[0])
    return Birth()


def births_contradict(one: Birth, other: Birth) -> bool:
    """Whether both cannot be true of one person."""
    if one.day and other.day and one.day != other.day:
        return True
    if one.year is None or other.year is None:
        return False
    return abs(one.year - other.year) > (0 if one.told and other.told else ROUNDED)


def only_a_given_name(first: str, second: str, fields: Iterable[FieldWeight]) -> bool:
    """Whether all that two names share is one given name, and nothing but a place speaks beside it."""
    if any(field.bits > 0 for field in fields if field.field not in (_NAME, _PLACE)):
        return False
    short, long = sorted((first.split(), second.split()), key=len)
    if len(short) != 1:
        return False
    if len(long) == 1:
        return True
    return _is_given(short[0]) or (not any(map(_is_given, long)) and skeleton(short[0]) == skeleton(long[0]))


def _is_given(word: str) -> bool:
    return fold(word) in lexicon().given
