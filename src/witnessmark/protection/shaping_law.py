"""What an edition says of the law: situations, matrices, the matrix of the case and the texts that these need.

Only claims of the edition stand in them. Incidents with a sealed act are in the sealed edition alone: their provisions
would tell.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

import msgspec

from witnessmark.law.casewide import case_matrix, groups_of
from witnessmark.law.provisions import law
from witnessmark.model.acts import taxonomy
from witnessmark.model.casefile import CaseFile
from witnessmark.model.claim import Claim
from witnessmark.model.finding import (
    CaseProvision,
    ContextFinding,
    ElementFinding,
    Exonerating,
    Explanation,
    Finding,
    IncidentMatrix,
    LawBook,
    LawText,
    Question,
    Situation,
)
from witnessmark.model.incident import Incident
from witnessmark.model.release import ReleasedIncident

_Laid = TypeVar("_Laid", ElementFinding, ContextFinding)
_COLUMNS = ("supporting", "contradicting", "hearsay")


class ShapedLaw(NamedTuple):
    matrices: tuple[IncidentMatrix, ...] = ()
    situations: tuple[Situation, ...] = ()
    case_matrix: tuple[CaseProvision, ...] = ()
    book: LawBook | None = None


def shape_law(
    file: CaseFile, incidents: Mapping[str, ReleasedIncident], claims: Mapping[str, str], *, sealed: bool
) -> ShapedLaw:
    """``incidents`` and ``claims`` map ids of the case to what is released of them. Where something is withheld, law
    is laid anew beside what is not: phase, regimes and reasons of a situation would tell of the rest."""
    shown = [name for name in incidents if name in file.matrices and (sealed or not _tells_sealed(file, name))]
    file = _as_released(file, {name: incidents[name] for name in shown}, claims)
    ids = {name: incidents[name].id for name in shown}
    matrices = tuple(
        _matrix(file.matrices[name], released, claims, gone={*file.incidents[name].acts} - {*released.acts})
        for name, released in ((each, incidents[each]) for each in shown)
    )
    used = {matrix.situation for matrix in matrices}
    situations = tuple(_situation(each, ids, claims) for each in file.situations.values() if each.id in used)
    groups = groups_of((each.id, (group.claims for group in each.groups)) for each in incidents.values())
    book = _book(file.law, matrices, situations) if file.law is not None else None
    return ShapedLaw(matrices, situations, case_matrix(matrices, groups), book)


def _as_released(file: CaseFile, shown: Mapping[str, ReleasedIncident], released: Mapping[str, str]) -> CaseFile:
    """The case as those know it who have the edition alone."""
    if file.lay is None or file.claims.keys() <= released.keys():
        return file
    claims = {name: claim for name, claim in file.claims.items() if name in released}
    incidents = {name: _incident(file.incidents[name], one, claims) for name, one in shown.items()}
    laid = file.lay(list(incidents.values()), claims)
    return msgspec.structs.replace(
        file, claims=claims, incidents=incidents, matrices=laid.matrices, situations=laid.situations, law=laid.book
    )


def _incident(incident: Incident, released: ReleasedIncident, claims: Mapping[str, Claim]) -> Incident:
    """What is left of an incident: with the place that a released claim gives, the incident's own where one does."""
    left = tuple(name for name in incident.claims if name in claims)
    places = [place for name in left if (place := claims[name].place) is not None]
    own = incident.place.name if incident.place is not None else None
    place = next((each for each in places if each.name == own), places[0] if places else None)
    return msgspec.structs.replace(incident, claims=left, acts=released.acts, place=place, time=released.time)


def _tells_sealed(file: CaseFile, incident: str) -> bool:
    known = taxonomy().acts
    acts = {file.claims[claim].act for claim in file.incidents[incident].claims if claim in file.claims}
    return any(known[act].sealed for act in acts | set(file.incidents[incident].acts) if act in known)


def _matrix(
    matrix: IncidentMatrix, incident: ReleasedIncident, claims: Mapping[str, str], *, gone: set[str]
) -> IncidentMatrix:
    """The matrix without what an act indicates, asks or warns of that no released claim tells of: it would tell."""
    told = [one for each in matrix.findings if (one := _indicated(each, incident.acts, gone)) is not None]
    findings = tuple(_finding(each, incident.id, claims) for each in told)
    asked = _missing(findings) | _first(incident.acts)
    only_elsewhere = (_missing(each for each in matrix.findings if each.act in gone) | _first(gone)) - asked
    warned = [each for each in zip(matrix.cautioned, matrix.cautions, strict=True) if each[0] not in gone]
    pairs = zip(matrix.explanations, matrix.alternatives, strict=True)
    others = [each for each in pairs if not gone or _may(each[0], incident, claims)]
    return msgspec.structs.replace(
        matrix,
        incident=incident.id,
        findings=findings,
        questions=tuple(_question(each, claims) for each in matrix.questions if each.fact not in only_elsewhere),
        cautioned=tuple(act for act, _ in warned),
        cautions=tuple(caution for _, caution in warned),
        explanations=tuple(msgspec.structs.replace(each, claims=_left(each.claims, claims)) for each, _ in others),
        alternatives=tuple(alternative for _, alternative in others),
        exonerating=tuple(left for each in matrix.exonerating if (left := _exonerating(each, claims)).claims),
    )


def _indicated(finding: Finding, acts: Iterable[str], gone: set[str]) -> Finding | None:
    """The finding, by an act that is released; None where none of these indicates it."""
    if finding.act not in gone:
        return finding
    telling = law().telling.get(finding.provision, ())
    left = next((act for act in acts if act in telling), None)
    return msgspec.structs.replace(finding, act=left) if left else None


def _missing(findings: Iterable[Finding]) -> set[str]:
    return {fact for finding in findings for element in finding.elements for fact in element.missing}


def _first(acts: Iterable[str]) -> set[str]:
    known = law().acts
    return {fact for act in acts if act in known for fact in known[act].ask_first}


def _may(each: Explanation, incident: ReleasedIncident, claims: Mapping[str, str]) -> bool:
    """Whether what an incident may also be is said of a released act, or by a released claim."""
    acts = law().acts
    known = {name for act in incident.acts if act in acts for name in acts[act].alternatives}
    return each.id in known or bool(_left(each.claims, claims))


def _finding(finding: Finding, identity: str, claims: Mapping[str, str]) -> Finding:
    elements = tuple(_laid(element, claims) for element in finding.elements)
    return msgspec.structs.replace(finding, incident=identity, elements=elements)


def _laid(element: _Laid, claims: Mapping[str, str]) -> _Laid:
    """The element with what is left; "open" when nothing that spoke to it is."""
    left = {name: _left(getattr(element, name), claims) for name in _COLUMNS}
    spoke = any(getattr(element, name) for name in _COLUMNS)
    status = element.status if any(left.values()) or not spoke else "open"
    because = tuple(
        msgspec.structs.replace(each, claim=claims[each.claim]) for each in element.because if each.claim in claims
    )
    return msgspec.structs.replace(element, status=status, because=because, **left)


def _question(question: Question, claims: Mapping[str, str]) -> Question:
    return msgspec.structs.replace(question, witnesses=_left(question.witnesses, claims))


def _exonerating(each: Exonerating, claims: Mapping[str, str]) -> Exonerating:
    return msgspec.structs.replace(each, claims=_left(each.claims, claims))


def _situation(situation: Situation, incidents: Mapping[str, str], claims: Mapping[str, str]) -> Situation:
    return msgspec.structs.replace(
        situation,
        incidents=_left(situation.incidents, incidents),
        lawful=_left(situation.lawful, claims),
        regimes=tuple(msgspec.structs.replace(each, claims=_left(each.claims, claims)) for each in situation.regimes),
        elements=tuple(
            msgspec.structs.replace(_laid(each, claims), pattern=_left(each.pattern, incidents))
            for each in situation.elements
        ),
    )


def _left(names: Iterable[str], released: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(released[name] for name in names if name in released)


def _book(book: LawBook, matrices: Iterable[IncidentMatrix], situations: Iterable[Situation]) -> LawBook:
    """The book without texts that only withheld incidents need: a provision would tell of its act."""
    needed: set[str] = set()
    for matrix in matrices:
        needed.update(f"alternative:{each.id}" for each in matrix.explanations)
        needed.update(f"caution:{act}" for act in matrix.cautioned)
        needed.update(each for question in matrix.questions for each in _facts((question.fact,)))
        for finding in matrix.findings:
            needed.update((finding.provision, f"cite:{finding.provision}"))
            for element in finding.elements:
                needed.add(element.element)
                needed.update(_facts(element.missing))
                needed.update(_facts(each.fact for each in element.because))
    for situation in situations:
        for each in situation.elements:
            needed.add(f"context:{each.context}")
            needed.update(_facts((*each.missing, *(one.fact for one in each.because))))
    kinds = ("reason:", "regime:", "phase:", "standing:", "exonerating:", "conflict:")
    keep: Callable[[LawText], bool] = lambda text: text.id in needed or text.id.startswith(kinds)  # noqa: E731
    return msgspec.structs.replace(book, texts=tuple(text for text in book.texts if keep(text)))


def _facts(facts: Iterable[str]) -> Iterable[str]:
    for fact in facts:
        yield f"ask:{fact}"
        yield f"fact:{fact}"
