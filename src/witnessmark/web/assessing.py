"""In the workbench: why claims count once, how far independent sources agree, what people graded, and grading."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from witnessmark.model import wording
from witnessmark.model.acts import taxonomy
from witnessmark.model.casefile import CaseFile
from witnessmark.model.grading import CREDIBILITY, FOR_COURTS_ALONE, PROOF, RELIABILITY, Grade, scale_of
from witnessmark.model.incident import Incident, SourceGroup
from witnessmark.model.labels import grade_words, ground_words
from witnessmark.publish.site.times import edtf_words
from witnessmark.publish.site.words import Words
from witnessmark.review.assessing import casualties_in, proposal_for, statements_in, support_in
from witnessmark.review.finding_targets import Target
from witnessmark.review.grading import CannotGrade, check_grade
from witnessmark.web.law import language_of

GIVEN = tuple(label for label in PROOF if label not in FOR_COURTS_ALONE)
"""Labels that a mission may give."""


def incident_assessed(file: CaseFile, incident: Incident, request: Request) -> dict[str, Any]:
    """What the page of an incident is given of its groups, registers, corroboration and grades."""
    language = language_of(request)
    words = Words(language, ("words.yaml", "workbench.yaml"))

    def once(group: SourceGroup) -> str:
        documents = dict.fromkeys(file.claims[name].document for name in group.claims)
        titles = [_title(file, document) for document in documents]
        return wording.once(group.reasons, group.ties, len(group.claims), titles, language)

    proposal = proposal_for(file, Target("incident", incident.id))
    return {
        "say": words,
        "lang": language,
        "wording": wording,
        "once": once,
        "support": support_in(file, incident.id) if len(incident.groups) > 1 else (),
        "casualties": casualties_in(file, incident.id),
        "grades": file.grades,
        "grade_line": lambda grade: grade_line(words, grade),
        "proposal": proposal,
        "proposed": grade_words(proposal.scale, proposal.value, language) if proposal else "",
        "grounds": [(one.speaks_for, ground_words(one, language)) for one in proposal.grounds] if proposal else [],
        "labels": [(name, grade_words("proof", name, language)) for name in GIVEN],
        "credibility": [(value, grade_words("credibility", value, language)) for value in CREDIBILITY],
    }


def people_assessed(file: CaseFile, request: Request) -> dict[str, Any]:
    """Everybody who speaks, with their grades, and those who gave several accounts."""
    language = language_of(request)
    words = Words(language, ("words.yaml", "workbench.yaml"))
    speaking = {
        claim.said_by.person
        for claim in file.claims.values()
        if claim.said_by.person and not taxonomy()[claim.act].sealed
    }
    return {
        "say": words,
        "lang": language,
        "wording": wording,
        "titles": {name: _title(file, name) for name in file.documents},
        "statements": statements_in(file),
        "speakers": [person for name, person in file.persons.items() if name in speaking],
        "grades": file.grades,
        "grade_line": lambda grade: grade_line(words, grade),
        "reliability": [(value, grade_words("reliability", value, language)) for value in RELIABILITY],
    }


def grade_line(words: Words, grade: Grade) -> str:
    """One grade: what, who, when and why, and whether somebody differs or should look again."""
    parts = [grade_words(grade.scale, grade.value, words.language)]
    if grade.field:
        parts[0] = f"{words.value('field', grade.field)}: {parts[0]}"
    parts.append(f"{words('graded.by', reviewer=grade.reviewer)}, {edtf_words(grade.time[:10], words)}")
    if grade.reason:
        parts.append(words("graded.because", reason=grade.reason))
    if grade.concurrent:
        parts.append(words("graded.disputed"))
    if grade.outdated:
        parts.append(words("graded.outdated"))
    return "; ".join(parts)


def target_named(file: CaseFile, kind: str, name: str) -> Target | None:
    """What a form grades; None when it is not in the case."""
    held: Mapping[str, Mapping[str, Any]] = {
        "claim": file.claims, "incident": file.incidents, "person": file.persons, "source": file.sources,
    }  # fmt: skip
    return Target(kind, name) if name in held.get(kind, {}) else None  # type: ignore[arg-type]


def may_grade(target: Target, value: str, reason: str) -> bool:
    """Whether a form may be written down: a grade of that scale, and with a reason."""
    scale = scale_of(value)
    if scale is None or not reason:
        return False
    try:
        check_grade(target.kind, scale, value, None)
    except CannotGrade:
        return False
    return True


def _title(file: CaseFile, document: str) -> str:
    held = file.documents[document]
    label = file.sources[held.source].label
    return f"{label} “{held.document.title}”" if held.document.title else label
