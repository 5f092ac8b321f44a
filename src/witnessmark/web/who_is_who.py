"""In the workbench: who may be one person under two names, saying so or not, and taking it back."""

from typing import Any, NamedTuple

from witnessmark.derive.merging import PersonProposal, propose_merges
from witnessmark.evidence.case import Case
from witnessmark.evidence.named import NamedSameness, sameness
from witnessmark.incidents.records import FieldWeight
from witnessmark.model.acts import taxonomy
from witnessmark.model.case import Person
from witnessmark.model.casefile import CaseFile
from witnessmark.publish.site.words import Words
from witnessmark.review.finding_targets import NoTarget
from witnessmark.review.who_is_who import decide_persons, find_member, standing_of

LISTED = 200
"""Proposals on the page: whoever has decided on these sees the next."""


class Said(NamedTuple):
    """A word of somebody on two persons, whose names are known as far as they still are persons of the case."""

    word: NamedSameness
    first: str
    second: str
    standing: str


def proposals(case: Case, file: CaseFile) -> list[PersonProposal]:
    """Who may be one person, the likeliest first, among those whom the page may show."""
    shown = open_persons(file)
    return [one for one in propose_merges(file, case.state().sameness) if one.first in shown and one.second in shown]


def who_is_who(case: Case, file: CaseFile, proposed: list[PersonProposal]) -> dict[str, Any]:
    """What the page shows: what is proposed, and every word that was said, the latest first."""
    shown = open_persons(file)
    member_of = {member: person.id for person in file.persons.values() for member in (person.id, *person.merged)}
    known = {member: file.persons[name].names[0] for member, name in member_of.items() if name in shown}
    words = [
        Said(word, known[word.first], known[word.second], standing_of(word, file))
        for word in reversed(sameness(case))
        if word.first in known and word.second in known
    ]
    return {
        "proposals": proposed[:LISTED],
        "more": max(0, len(proposed) - LISTED),
        "words": words,
        "named_in": lambda person: named_in(file, shown[person]),
        "likely": likely,
        "why": why,
    }


def open_persons(file: CaseFile) -> dict[str, Person]:
    """The persons of the case but those whom only documents with a sealed account name."""
    sealed = {claim.document for claim in file.claims.values() if taxonomy()[claim.act].sealed}
    return {
        name: person
        for name, person in file.persons.items()
        if not person.mentions or any(document not in sealed for document, _ in person.mentions)
    }


def named_in(file: CaseFile, person: Person) -> list[tuple[str, str]]:
    """The documents that name a person: id, and the label of the source."""
    documents = dict.fromkeys(document for document, _ in person.mentions if document in file.documents)
    return [(document, file.sources[file.documents[document].source].label) for document in documents]


def likely(one: PersonProposal) -> str:
    """How likely a proposal is; none is certain."""
    return f"{min(one.probability, 0.99):.0%}"


def why(field: FieldWeight, words: Words) -> str:
    """One field of a proposal: how far it agrees, and for how many bits that speaks."""
    name = "occupation" if field.field.startswith("occupation-") else field.field
    return f"{words.value('compared', name)}: {words.value('agreement', field.level)} ({field.bits:+.1f})"


def decide_on_form(case: Case, file: CaseFile, form: dict[str, list[str]]) -> bool:
    """Write down what a form says; whether it could be understood."""
    first, second, same, reason = (form.get(name, [""])[0].strip() for name in ("first", "second", "same", "reason"))
    if same not in ("yes", "no"):
        return False
    try:
        members = find_member(file, first), find_member(file, second)
    except NoTarget:
        return False
    if members[0] == members[1]:
        return False
    decide_persons(case, file, *members, same == "yes", reason or None, None)
    return True
