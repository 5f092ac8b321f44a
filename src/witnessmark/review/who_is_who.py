"""Deciding whether two persons of the case are one, and what a word on a merged person has to be said of."""

from typing import Any

from witnessmark.derive.merging import propose_merges
from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds import PersonsDecided
from witnessmark.evidence.named import NamedSameness
from witnessmark.evidence.payloads import Note, Shown
from witnessmark.model.casefile import CaseFile
from witnessmark.review.deciding import registered
from witnessmark.review.finding_targets import NoTarget, find_target


def find_member(file: CaseFile, word: str) -> str:
    """The person that a word means; one who was merged into another is meant by the own id. Raises ``NoTarget``."""
    members = [member for person in file.persons.values() for member in person.merged]
    if word in members:
        return word
    begun = [member for member in members if len(word) >= 8 and member.startswith(word)]
    if len(begun) > 1:
        raise NoTarget(word, len(begun))
    return begun[0] if begun else find_target(file, word, ("person",)).id


def decide_persons(
    case: Case, file: CaseFile, first: str, second: str, same: bool, reason: str | None, device: str | None
) -> tuple[str, str]:
    """Two persons are one, or are not: until a later word says otherwise. Both are entered into the register first; the
    ids by which the journal knows them are given back. What was proposed is kept with the word, without names."""
    with case.recording():
        pair = _member(case, file, first, device), _member(case, file, second, device)
        entry = PersonsDecided(
            first=pair[0],
            second=pair[1],
            same=same,
            shown=case.objects.add_value(Shown(values=_proposed(file, first, second))).address,
            reason=case.objects.add_value(Note(reason)).address if reason else None,
        )
        case.record(entry, device=device)
    return pair


def _member(case: Case, file: CaseFile, person: str, device: str | None) -> str:
    return registered(case, file, person, device) if person in file.persons else person


def _proposed(file: CaseFile, first: str, second: str) -> dict[str, Any]:
    """The proposal that the reviewer saw, if there was one: levels and weights of fields, no values."""
    for one in propose_merges(file):
        if {one.first, one.second} == {first, second}:
            return {"probability": one.probability, "fields": [[f.field, f.level, f.bits] for f in one.fields]}
    return {}


def standing_of(word: NamedSameness, file: CaseFile) -> str:
    """What has become of a word: "holds", "undone", "disputed", or "without-effect" where others keep the two apart."""
    if not word.holds:
        return "undone"
    if word.concurrent:
        return "disputed"
    together = any(word.first in person.merged and word.second in person.merged for person in file.persons.values())
    return "holds" if together or not word.same else "without-effect"
