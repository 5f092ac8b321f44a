"""The matrix of a whole case: provision by element, in how many incidents and by how many independent sources.

Counts, never scores: what many incidents leave open is a gap that the next mission can close.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from witnessmark.model.finding import CaseCell, CaseProvision, ElementFinding, Finding, IncidentMatrix

_MISSING = 4
"""Facts that are named as missing, the most frequent first."""


def case_matrix(matrices: Iterable[IncidentMatrix], groups: Mapping[str, str]) -> tuple[CaseProvision, ...]:
    """The matrix of the case. ``groups`` maps each claim to its independent group of sources.

    Provisions come in the order of how many incidents indicate them strongly, then at all.
    """
    by_provision: dict[str, list[Finding]] = {}
    for matrix in matrices:
        for finding in matrix.findings:
            if finding.strength != "context":
                by_provision.setdefault(finding.provision, []).append(finding)
    rows = [_row(findings, groups) for findings in by_provision.values()]
    rows.sort(key=lambda row: (-row.primary, -len(row.incidents)))
    return tuple(rows)


def _row(findings: list[Finding], groups: Mapping[str, str]) -> CaseProvision:
    first = findings[0]
    spoken = {groups[claim] for f in findings for e in f.elements for claim in _speaking(e) if claim in groups}
    columns = zip(*(finding.elements for finding in findings), strict=True) if first.elements else ()
    return CaseProvision(
        provision=first.provision,
        cite=first.cite,
        title=first.title,
        regime=first.regime,
        incidents=tuple(finding.incident for finding in findings),
        primary=sum(finding.strength == "primary" for finding in findings),
        groups=len(spoken),
        elements=tuple(_cell(column, groups) for column in columns),
    )


def _cell(column: tuple[ElementFinding, ...], groups: Mapping[str, str]) -> CaseCell:
    statuses = Counter(element.status for element in column)
    missing = Counter(fact for element in column for fact in element.missing)
    spoken = {groups[claim] for element in column for claim in _speaking(element) if claim in groups}
    first = column[0]
    return CaseCell(
        element=first.element,
        text=first.text,
        kind=first.kind,
        covered=statuses["covered"],
        partly=statuses["partly"],
        touched=statuses["touched"],
        contested=statuses["contested"],
        open=statuses["open"],
        groups=len(spoken),
        missing=tuple(fact for fact, _ in missing.most_common(_MISSING)),
        context=first.context,
    )


def _speaking(element: ElementFinding) -> Iterable[str]:
    yield from element.supporting
    yield from element.hearsay
    yield from element.contradicting


def groups_of(groups: Iterable[tuple[str, Iterable[Iterable[str]]]]) -> dict[str, str]:
    """Claim to a name of its group, from each incident's id and its groups of claims."""
    return {
        claim: f"{incident}/{number}"
        for incident, mine in groups
        for number, group in enumerate(mine)
        for claim in group
    }
