"""Who may be named in an edition, and under which pseudonym the others appear."""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterator

from witnessmark.model.case import Person
from witnessmark.model.casefile import CaseFile, CaseSource
from witnessmark.model.consent import MAY_APPEAR, MAY_BE_NAMED, Audience, ConsentLevel
from witnessmark.protection.forms import ProtectedWords, is_office, protect
from witnessmark.protection.likeness import Likeness
from witnessmark.protection.policy import Policy, compiled

UNKNOWN = ""
"""The id under which names are protected that belong to no person of the case."""


class Naming:
    """The persons of a case as one edition sees them. ``named`` holds the ids of those whose names may stand in it.

    A person's consent of None is that of the source. A consent to be named lifts no limit that a source sets: the
    strictest holds, over the person and every source in the edition that mentions them; for a person who never said
    anything, over every source at all.
    """

    def __init__(self, file: CaseFile, audience: Audience, policy: Policy) -> None:
        self.file = file
        self.audience = audience
        self._rules = policy.audiences[audience]
        self._policy = policy
        self._alleged, self._exposed = _set_apart(file, policy)
        self._sources = _sources_by_person(file)
        self.named = self._without_shorter_names({p.id for p in file.persons.values() if self._may_be_named(p)})

    def consent_in(self, person: str, source: str) -> ConsentLevel:
        """What holds for that person in that source: the strictest of both."""
        level = self.file.sources[source].consent
        known = self.file.persons.get(person)
        return level if known is None or known.consent is None else min(level, known.consent)

    def appears(self, source: CaseSource) -> bool:
        """Whether the source may be in the edition at all."""
        return source.consent >= MAY_APPEAR[self.audience]

    def may_appear_in(self, person: str, source: str) -> bool:
        return self.consent_in(person, source) >= MAY_APPEAR[self.audience]

    def _may_be_named(self, person: Person) -> bool:
        if person.protected and not self._rules.names_protected:
            return False
        if person.id in self._alleged and not self._rules.names_alleged:
            return False
        if self.audience is Audience.PUBLIC and (person.id in self._exposed or self._is_child(person)):
            return False
        return self._strictest(person) >= MAY_BE_NAMED[self.audience]

    def _without_shorter_names(self, named: set[str]) -> frozenset[str]:
        """Those of ``named`` who can't be one of the others under a shorter or otherwise spelled name: nobody is merged
        on likeness, but "O. Kovtun" must not name whom "Олена Степанівна Ковтун" may not."""
        others = [person.names for person in self.file.persons.values() if person.id not in named]
        if not others or not named:
            return frozenset(named)
        likeness = Likeness(name for names in others for name in names)
        return frozenset(id for id in named if not any(map(likeness.may_name, self.file.persons[id].names)))

    def _is_child(self, person: Person) -> bool:
        return any(age < self._policy.never_named_in_public.under_age for age in person.ages)

    def _strictest(self, person: Person) -> ConsentLevel:
        levels = [self.file.sources[source].consent for source in self._sources[person.id]]
        if person.consent is None:
            return min(levels, default=ConsentLevel.INTERNAL)
        appearing = [level for level in levels if level >= MAY_APPEAR[self.audience]]
        return min([person.consent, *appearing])

    def protected_words(self) -> ProtectedWords:
        """Every form of every name that the edition may not hold: of persons, of givers and authors."""
        givers = list(self._givers())
        names = {person.id: person.names for person in self.file.persons.values() if person.id not in self.named}
        for person in [each for each in names if not self.file.persons[each].mentions]:
            if any(map(is_office, names[person])):  # no text speaks of them: they gave or wrote something
                givers += names.pop(person)
        names[UNKNOWN] = (
            *self._unlinked(), *self._introduced(), *self._bynames(), *(name for name in givers if not is_office(name)),
        )  # fmt: skip
        named = [name for person in self.file.persons.values() if person.id in self.named for name in person.names]
        named += [approval.reviewer for approval in self.file.approvals]
        return protect(names, named, whole=[name for name in givers if is_office(name)])

    def _unlinked(self) -> Iterator[str]:
        """Names of people whom the reader found and the case does not know as persons."""
        known = self._mentioned()
        for held in self.file.documents.values():
            if self.file.sources[held.source].consent >= MAY_BE_NAMED[self.audience]:
                continue
            for actor in held.record.actors:
                if actor.kind == "person" and actor.name is not None and (held.id, actor.start) not in known:
                    yield actor.name

    def _mentioned(self) -> set[tuple[str, int]]:
        """Where a document names a person of the case."""
        return {(document, span.start) for person in self.file.persons.values() for document, span in person.mentions}

    def _introduced(self) -> Iterator[str]:
        """Whom the head of a document says it is by, where no reading knows a person there: in documents that may name
        nobody, and to the public in those of acts that expose whom they harmed."""
        known = self._mentioned()
        exposing = {
            claim.document
            for claim in self.file.claims.values()
            if self.audience is Audience.PUBLIC and claim.act in self._policy.never_named_in_public.victims_of
        }
        for held in self.file.documents.values():
            if self.file.sources[held.source].consent >= MAY_BE_NAMED[self.audience] and held.id not in exposing:
                continue
            others = [(place.start, place.end) for place in held.record.places]
            others += [(actor.start, actor.end) for actor in held.record.actors if actor.kind != "person"]
            for pattern in self._policy.introductions.values():
                for match in compiled(pattern).finditer(held.document.text):
                    start, end = match.span("name")
                    if (held.id, start) not in known and not any(a < end and start < b for a, b in others):
                        yield match["name"]

    def _bynames(self) -> Iterator[str]:
        """Nicknames, call signs and former names in documents that hold somebody who may not be named."""
        holding = {
            document
            for person in self.file.persons.values()
            if person.id not in self.named
            for document, _ in person.mentions
        }
        for held in self.file.documents.values():
            if held.id in holding or self.file.sources[held.source].consent < MAY_BE_NAMED[self.audience]:
                for pattern in self._policy.bynames.values():
                    for match in compiled(pattern).finditer(held.document.text):
                        yield match["name"]

    def _givers(self) -> Iterator[str]:
        """Names of givers and authors of sources that may not be named."""
        for source in self.file.sources.values():
            if source.consent >= MAY_BE_NAMED[self.audience]:
                continue
            if source.record.giver:
                yield source.record.giver
            for document in source.documents:
                held = self.file.documents.get(document)
                if held is not None and held.document.author:
                    yield held.document.author


def pseudonym_numbers(persons: frozenset[str], salt: str) -> dict[str, int]:
    """Person id to number from 1. Ordered by a keyed digest: a number says nothing about the order in the sources."""
    ordered = sorted(persons, key=lambda person: hmac.new(salt.encode(), person.encode(), hashlib.sha256).digest())
    return {person: number for number, person in enumerate(ordered, start=1)}


def _set_apart(file: CaseFile, policy: Policy) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of the persons said to have done or ordered something, and of those whom an act exposes to danger."""
    rule = policy.never_named_in_public
    alleged: set[str] = set()
    exposed: set[str] = set()
    for claim in file.claims.values():
        for role, participant in claim.participants():
            if participant.person is None:
                continue
            if role in rule.roles:
                alleged.add(participant.person)
            if role == "victim" and claim.act in rule.victims_of:
                exposed.add(participant.person)
        if claim.said_by.person and claim.act in rule.victims_of:
            exposed.add(claim.said_by.person)
    return frozenset(alleged), frozenset(exposed)


def _sources_by_person(file: CaseFile) -> dict[str, set[str]]:
    sources: dict[str, set[str]] = defaultdict(set)
    for person in file.persons.values():
        for document, _ in person.mentions:
            if document in file.documents:
                sources[person.id].add(file.documents[document].source)
    for claim in file.claims.values():
        for person_id in claim.persons():
            sources[person_id].add(claim.source)
    return sources
