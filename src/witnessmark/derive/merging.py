"""Persons who may be one: proposed by record linkage, made one by a person's word alone, parted again by a later one.

The machine merges nobody. What people decided is kept as a whole (handbook section 8): who said so, when, on what
grounds, and what undid it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from witnessmark.derive.listed_persons import listed_persons
from witnessmark.derive.name_doubts import birth_of, births_contradict, only_a_given_name
from witnessmark.derive.persons import PersonIndex, RegisteredPerson
from witnessmark.evidence.state import MadePersonsDecision
from witnessmark.incidents.records import FieldWeight, match_records
from witnessmark.model.case import Person
from witnessmark.model.casefile import CaseFile
from witnessmark.model.consent import ConsentLevel

Pair = tuple[str, str]

USUAL = {"place": 0.1, "born-year": 1 / 60, "born-day": 1 / 365}
"""How often somebody else of a case has one's place, year and day of birth. A mission goes to a few places."""

NAME = "name"


class PersonProposal(msgspec.Struct, frozen=True, kw_only=True):
    """Two persons of the case who may be one: by id, with what speaks for and against, field by field."""

    first: str
    second: str
    probability: float
    fields: tuple[FieldWeight, ...]


def propose_merges(file: CaseFile, decided: Iterable[MadePersonsDecision] = ()) -> tuple[PersonProposal, ...]:
    """The persons who are more likely one than two, the likeliest first; without those on whom somebody has decided.
    Compared are names in any script, birth, place and occupation. Pure: it writes nothing."""
    persons = list(file.persons.values())
    settled = _settled(file, decided)
    found = [
        PersonProposal(
            first=persons[match.first].id,
            second=persons[match.second].id,
            probability=match.probability,
            fields=match.fields,
        )
        for match in match_records(_records(file, persons), usual=USUAL)
        if _worth_asking(file, persons[match.first], persons[match.second], match.fields)
        and _pair(persons[match.first].id, persons[match.second].id) not in settled
    ]
    return tuple(sorted(found, key=lambda one: (-one.probability, one.first, one.second)))


def _worth_asking(file: CaseFile, one: Person, other: Person, fields: Sequence[FieldWeight]) -> bool:
    """Whether the names speak for it at all (those who have everything else in common are neighbours), they share more
    than a given one, and no birth speaks against it."""
    return (
        any(field.field == NAME and field.bits > 0 for field in fields)
        and not only_a_given_name(one.names[0], other.names[0], fields)
        and not births_contradict(birth_of(file, one), birth_of(file, other))
    )


def _settled(file: CaseFile, decided: Iterable[MadePersonsDecision]) -> set[Pair]:
    """Pairs of persons, as they are now, on whom a word holds that they are not one."""
    now = {member: person.id for person in file.persons.values() for member in (person.id, *person.merged)}
    return {
        _pair(now[one.first], now[one.second])
        for one in decided
        if one.holds and not one.same and one.first in now and one.second in now
    }


def _pair(first: str, second: str) -> Pair:
    return min(first, second), max(first, second)


def _records(file: CaseFile, persons: Sequence[Person]) -> list[dict[str, str | None]]:
    rows = {
        (name, listed.start): listed.place
        for name, held in file.documents.items()
        for listed in listed_persons(held.document, held.record)
    }
    places = _places_by_person(file)
    return [_record(file, person, rows, places) for person in persons]


def _record(
    file: CaseFile, person: Person, rows: Mapping[tuple[str, int], str | None], places: Mapping[str, str]
) -> dict[str, str | None]:
    """What is compared of a person. The year of birth is worked out from an age where a list does not give it."""
    year, day, _ = birth_of(file, person)
    listed = next((place for at, span in person.mentions if (place := rows.get((at, span.start)))), None)
    return {
        NAME: person.names[0],
        "born-year": None if year is None else str(year - 1900),
        "born-day": day,
        "place": listed or places.get(person.id),
        # An occupation is a word of its language, and says nothing in another.
        f"occupation-{_language(file, person)}": person.occupations[0] if person.occupations else None,
    }


def _language(file: CaseFile, person: Person) -> str:
    held = next((file.documents[document] for document, _ in person.mentions if document in file.documents), None)
    return (held.record.language if held else None) or "und"


def _places_by_person(file: CaseFile) -> dict[str, str]:
    """The place that most claims about a person name."""
    named: dict[str, Counter[str]] = {}
    for claim in file.claims.values():
        if claim.place is not None and claim.place.name:
            for person in claim.persons():
                named.setdefault(person, Counter())[claim.place.name] += 1
    return {person: min(counts, key=lambda place: (-counts[place], place)) for person, counts in named.items()}


class _Words(NamedTuple):
    same: list[Pair]
    apart: set[Pair]
    disputed: list[Pair]


def merged(
    index: PersonIndex,
    registered: Iterable[RegisteredPerson],
    decided: Iterable[MadePersonsDecision],
    levels: Mapping[str, ConsentLevel],
) -> PersonIndex:
    """The persons with those as one whom people said are one. ``levels`` gives the consent of each document.

    The stricter holds: the least of what the members allowed, of a member who said nothing what their documents allow,
    and protection for one protects all. So it does for two on whom people disagree, who stay apart.
    """
    now = _persons_now(index, registered)
    words = _words(decided, now)
    if not words.same and not words.disputed:
        return index
    groups = _groups(words)
    persons = dict(index.persons)
    moved: dict[str, str] = {}
    for members in groups:
        one = _one(members, index.persons, levels)
        for member in members:
            moved[member] = one.id
            del persons[member]
        persons[one.id] = one
    for pair in words.disputed:
        both = [persons[moved.get(member, member)] for member in pair]
        consent = _strictest(both, levels)
        for one in both:
            persons[one.id] = msgspec.structs.replace(
                one, consent=consent, protected=any(each.protected for each in both)
            )
    return PersonIndex(
        {name: persons[name] for name in (*index.persons, *moved.values()) if name in persons},
        {place: moved.get(name, name) for place, name in index.at.items()},
        {document: moved.get(name, name) for document, name in index.by_author.items()},
    )


def _persons_now(index: PersonIndex, registered: Iterable[RegisteredPerson]) -> dict[str, str]:
    """Every id under which a person was registered to the id they have now: two laptops may have registered one."""
    by_key = {person.key: person.id for person in index.persons.values()}
    return {one.id: by_key[one.key] for one in registered if one.key in by_key}


def _words(decided: Iterable[MadePersonsDecision], now: Mapping[str, str]) -> _Words:
    words = _Words([], set(), [])
    for one in decided:
        if not one.holds or one.first not in now or one.second not in now or now[one.first] == now[one.second]:
            continue
        pair = _pair(now[one.first], now[one.second])
        if one.concurrent:
            words.disputed.append(pair)
        elif one.same:
            words.same.append(pair)
        else:
            words.apart.add(pair)
    return words


def _groups(words: _Words) -> list[list[str]]:
    """Those who are one, in order of the decisions. A word that would bring two together who are said to be apart, or
    are disputed, waits: it stays in the history, without effect."""
    group_of: dict[str, list[str]] = {}
    apart = words.apart | set(words.disputed)
    for first, second in words.same:
        mine, theirs = group_of.get(first, [first]), group_of.get(second, [second])
        if mine is theirs or any(_pair(one, other) in apart for one in mine for other in theirs):
            continue
        together = sorted({*mine, *theirs})
        for member in together:
            group_of[member] = together
    unique = {id(group): group for group in group_of.values()}
    return sorted(unique.values())


def _one(members: Sequence[str], persons: Mapping[str, Person], levels: Mapping[str, ConsentLevel]) -> Person:
    all_of_them = [persons[member] for member in members]
    first = all_of_them[0]
    names = dict.fromkeys(name for one in all_of_them for name in one.names)
    return msgspec.structs.replace(
        first,
        names=tuple(sorted(names, key=lambda name: -len(name))),
        attributes=tuple(dict.fromkeys(words for one in all_of_them for words in one.attributes)),
        ages=tuple(dict.fromkeys(age for one in all_of_them for age in one.ages)),
        occupations=tuple(dict.fromkeys(job for one in all_of_them for job in one.occupations)),
        born=tuple(dict.fromkeys(words for one in all_of_them for words in one.born)),
        mentions=tuple(mention for one in all_of_them for mention in one.mentions),
        consent=_strictest(all_of_them, levels),
        protected=any(one.protected for one in all_of_them),
        merged=tuple(members),
    )


def _strictest(persons: Sequence[Person], levels: Mapping[str, ConsentLevel]) -> ConsentLevel | None:
    """None when none of them said anything: their sources then tell, the strictest of all."""
    said = [one.consent for one in persons if one.consent is not None]
    if not said:
        return None
    silent = [levels[at] for one in persons if one.consent is None for at, _ in one.mentions if at in levels]
    return min([*said, *silent])
