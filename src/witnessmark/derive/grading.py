"""The grades that people gave, laid beside the claims and incidents of today: found again after a new reading."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from witnessmark.derive.attaching import fitting_claim, lookup_of
from witnessmark.model.case import Person
from witnessmark.model.claim import Claim
from witnessmark.model.grading import Grade, ShownGrade
from witnessmark.model.incident import Incident

Graded = dict[str, tuple[Grade, ...]]


def of_claims(
    grades: Iterable[ShownGrade], claims: Mapping[str, Claim], persons: Iterable[Person] = ()
) -> tuple[Graded, tuple[ShownGrade, ...]]:
    """By claim, source and person the grades on them, and those of which no claim fits now: they wait for a person.
    Grades of incidents are left to ``of_incidents``. Of persons who are one now the grades of all are that one's."""
    lookup = lookup_of(claims)
    one_now = {member: person.id for person in persons for member in person.merged}
    attached: dict[str, list[Grade]] = defaultdict(list)
    waiting = []
    for shown in grades:
        grade = shown.grade
        if grade.scale == "proof":
            continue
        target: str | None = one_now.get(grade.target, grade.target)
        if grade.scale in ("credibility", "basis"):
            target = fitting_claim(grade.target, shown.document, shown.span, shown.act, claims, lookup)
        if target is None:
            waiting.append(shown)
        else:
            attached[target].append(replace(grade, target=target))
    return {target: _in_dispute(found) for target, found in attached.items()}, tuple(waiting)


def _in_dispute(grades: Sequence[Grade]) -> tuple[Grade, ...]:
    """Two who were graded apart and differently before they were said to be one are in dispute: neither holds."""
    marked = []
    for grade in grades:
        about = [one for one in grades if (one.scale, one.field) == (grade.scale, grade.field)]
        others = {one.entry for one in about if one.value != grade.value} | set(grade.concurrent)
        marked.append(replace(grade, concurrent=tuple(sorted(others))))
    return tuple(marked)


def of_incidents(
    grades: Iterable[ShownGrade], incidents: Mapping[str, Incident]
) -> tuple[Graded, tuple[ShownGrade, ...]]:
    """By incident the labels given to it. One whose incident has another id now is found by the claims that were shown;
    where these are others now, the label is outdated: somebody should look again."""
    incident_of = {name: one.id for one in incidents.values() for name in one.claims}
    attached: dict[str, list[Grade]] = defaultdict(list)
    waiting = []
    for shown in grades:
        grade = shown.grade
        if grade.scale != "proof":
            continue
        target = grade.target if grade.target in incidents else _by_claims(shown.claims, incident_of)
        if target is None:
            waiting.append(shown)
            continue
        outdated = set(shown.claims) != set(incidents[target].claims)
        attached[target].append(replace(grade, target=target, outdated=outdated))
    return {target: tuple(found) for target, found in attached.items()}, tuple(waiting)


def _by_claims(claims: Sequence[str], incident_of: Mapping[str, str]) -> str | None:
    """The incident that holds more than half of the claims."""
    held: dict[str, int] = defaultdict(int)
    for name in claims:
        if name in incident_of:
            held[incident_of[name]] += 1
    best = max(held, key=lambda one: (held[one], one), default=None)
    return best if best is not None and held[best] * 2 > len(claims) else None


def with_bases(claim: Claim, grades: Sequence[Grade]) -> Claim:
    """The claim with the bases of knowledge that people gave it. Where people differ the reading stays: nobody wins."""
    given = {grade.field: grade.value for grade in grades if grade.scale == "basis" and not grade.concurrent}
    return replace(claim, basis={**claim.basis, **given}) if given else claim
