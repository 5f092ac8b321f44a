"""The persons whom a case names: who has to be asked for consent, and who has to be protected.

Mentions are joined by full name across the case; a given name alone is joined only within its document, for two people
may share it. Whom a row of a list names is a person apart. Nobody is merged on likeness: ``merging`` proposes.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from witnessmark.derive.listed_persons import ListedPerson, listed_persons
from witnessmark.model.canonical import digest
from witnessmark.model.case import Document, Person
from witnessmark.model.consent import ConsentLevel
from witnessmark.model.record import ActorMention, ReadingRecord
from witnessmark.model.span import Span


class RegisteredPerson(msgspec.Struct, frozen=True, kw_only=True):
    """A person on whom a user said something: ``id`` as in the journal, ``key`` to find the mentions again."""

    id: str
    key: str
    consent: ConsentLevel | None = None
    protected: bool = False


class PersonIndex(msgspec.Struct, frozen=True):
    """The persons by id, and the person at each mention: (document, start) to id."""

    persons: dict[str, Person]
    at: dict[tuple[str, int], str]
    by_author: dict[str, str]
    """The person who wrote or gave a document, by document."""


def person_key(name: str, document: str | None) -> str:
    """What makes a person the same one within a case: the folded full name, or a single name with its document."""
    folded = " ".join(name.casefold().split())
    return folded if " " in folded or document is None else f"{folded}@{document}"


class _Found:
    def __init__(self) -> None:
        self.names: dict[str, None] = {}
        self.attributes: dict[str, None] = {}
        self.ages: dict[int, None] = {}
        self.occupations: dict[str, None] = {}
        self.born: dict[str, None] = {}
        self.mentions: list[tuple[str, Span]] = []

    def add_listed(self, document: str, text: str, listed: ListedPerson) -> None:
        self.names.setdefault(listed.name)
        self.names.setdefault(text[listed.start : listed.end])
        self.mentions.append((document, Span.of(text, listed.start, listed.end)))
        self.attributes.update(dict.fromkeys(span.quote for span in listed.attributes))
        if listed.age is not None:
            self.ages.setdefault(listed.age)
        if listed.born is not None:
            self.born.setdefault(listed.born)

    def add(self, document: str, mention: ActorMention) -> None:
        self.names.setdefault(mention.name or mention.quote)
        self.names.setdefault(mention.quote)
        self.mentions.append((document, Span(mention.start, mention.end, mention.quote)))
        self.attributes.update(dict.fromkeys(span.quote for span in mention.attributes))
        if mention.age is not None:
            self.ages.setdefault(mention.age)
        if mention.occupation:
            self.occupations.setdefault(mention.occupation)


def index_persons(
    salt: str,
    documents: Mapping[str, tuple[Document, ReadingRecord]],
    givers: Mapping[str, str | None],
    registered: Iterable[RegisteredPerson],
) -> PersonIndex:
    """All persons of a case. ``givers`` names who gave each document, where known; ``salt`` is the case's own."""
    found: dict[str, _Found] = defaultdict(_Found)
    at: dict[tuple[str, int], str] = {}
    for document, (text, record) in documents.items():
        cells: list[tuple[int, int, str]] = []
        for listed in listed_persons(text, record):
            key = f"{person_key(listed.name, None)}@{document}:{listed.row}"
            found[key].add_listed(document, text.text, listed)
            at[document, listed.start] = key
            cells.append((listed.start, listed.end, key))
        for mention in record.actors:
            if row := _cell_of(mention, cells):
                at[document, mention.start] = row
            elif mention.kind == "person" and mention.name is not None:  # an office without a name is nobody's record
                key = person_key(mention.name, document)
                found[key].add(document, mention)
                at[document, mention.start] = key
    authors: dict[str, str] = {}
    for document, (text, _) in documents.items():
        for name in (text.author, givers.get(document)):
            if name:
                key = person_key(name, document)
                found[key].names.setdefault(name)
                authors.setdefault(document, key)
    known = _strictest(registered)
    ids = {key: known[key].id if key in known else "p-" + digest([salt, key])[:16] for key in found}
    persons = {ids[key]: _person(ids[key], key, entry, known.get(key)) for key, entry in found.items()}
    return PersonIndex(
        persons,
        {place: ids[key] for place, key in at.items()},
        {document: ids[key] for document, key in authors.items()},
    )


def _cell_of(mention: ActorMention, cells: list[tuple[int, int, str]]) -> str | None:
    """The person whose cell a mention stands in."""
    index = bisect_right(cells, mention.start, key=lambda cell: cell[0]) - 1
    return cells[index][2] if index >= 0 and mention.end <= cells[index][1] else None


def _strictest(registered: Iterable[RegisteredPerson]) -> dict[str, RegisteredPerson]:
    """One registration a key: two laptops may have registered the same person, and the stricter word holds."""
    known: dict[str, RegisteredPerson] = {}
    for person in registered:
        other = known.get(person.key)
        if other is not None:
            levels = [one.consent for one in (other, person) if one.consent is not None]
            person = RegisteredPerson(
                id=min(other.id, person.id),
                key=person.key,
                consent=min(levels, default=None),
                protected=other.protected or person.protected,
            )
        known[person.key] = person
    return known


def _person(identity: str, key: str, found: _Found, known: RegisteredPerson | None) -> Person:
    return Person(
        id=identity,
        names=tuple(sorted(found.names, key=lambda name: -len(name))),
        attributes=tuple(found.attributes),
        ages=tuple(found.ages),
        occupations=tuple(found.occupations),
        born=tuple(found.born),
        consent=known.consent if known else None,
        protected=known.protected if known else False,
        mentions=tuple(found.mentions),
        key=key,
    )
