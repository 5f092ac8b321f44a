"""Every cell of a case's matrix as a list that a lawyer checked by hand, and what differs from it.

The list names claims by where they stand, never by their words. Its incidents are those that a person read: they are
held by `same-as` and `not-same-as`, so that the cells do not change with the linker (whose own list is elsewhere).
After a change of the reader or of the law, look at each difference; when the new cell is right, write the list anew:

    python -m tests.integration.hand_checked_matrix mission CASE
    python -m tests.integration.hand_checked_matrix report CASE
"""

import sys
from collections.abc import Iterable
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import msgspec
import yaml

from witnessmark.cli.opening import open_case, open_file
from witnessmark.incidents import link_claims
from witnessmark.law import qualify
from witnessmark.model.casefile import CaseFile
from witnessmark.model.finding import ElementFinding, IncidentMatrix
from witnessmark.model.incident import Constraint, Incident

FOLDER = Path(__file__).parent / "hand_checked"
NOT_LISTED = {"note-2026.md", "note.md"}
"""Dated as of the day of the test."""
HEAD = """\
# Checked by hand, cell by cell: what each claim was found to speak for or against, and what not. See
# tests/integration/hand_checked_matrix.py. `claims` of an incident by number: file, characters, act. `where` is its
# situation, `main` the provisions that it may indicate strongly. A cell: its status, then the claims by number.
"""


def listed(file: CaseFile, name: str) -> dict[str, dict[str, Any]]:
    """By the claims of each incident of the list its regimes and cells."""
    places = _places(file, one_source=name == "report")
    file = _as_listed(file, places, [list(entry["claims"].values()) for entry in _entries(name)])
    found: dict[str, dict[str, Any]] = {}
    for incident in file.incidents.values():
        if all(claim in places for claim in incident.claims):
            key = " + ".join(places[claim] for claim in incident.claims)
            assert key not in found, key
            found[key] = _incident(file, incident, file.matrices[incident.id])
    return found


def _places(file: CaseFile, *, one_source: bool) -> dict[str, str]:
    """By claim where it stands and of which act it is."""
    names = {held.id: file.sources[held.source].record.file_name for held in file.documents.values()}
    return {
        claim.id: f"{'' if one_source else names[claim.document] + ' '}{claim.span.start}-{claim.span.end} {claim.act}"
        + ("" if claim.modality == "asserted" else f" {claim.modality}")
        + (" negative" if claim.polarity == "negative" else "")
        for claim in file.claims.values()
        if names[claim.document] not in NOT_LISTED
    }


def _as_listed(file: CaseFile, places: dict[str, str], groups: list[list[str]]) -> CaseFile:
    """The case file with the incidents of the list, as if a person had decided so."""
    claim_at = {place: claim for claim, place in places.items()}
    known = [[claim_at[place] for place in group if place in claim_at] for group in groups]
    same = [Constraint(first, second, True) for group in known for first, second in pairwise(group)]
    apart = [Constraint(a[0], b[0], False) for a, b in combinations([group for group in known if group], 2)]
    texts = {held.id: held.document.text for held in file.documents.values()}
    incidents = link_claims(list(file.claims.values()), texts, (*same, *apart))
    found = qualify(incidents, file.claims, persons=file.persons)
    return msgspec.structs.replace(
        file,
        incidents={incident.id: incident for incident in incidents},
        matrices=found.matrices,
        situations=found.situations,
    )


def _incident(file: CaseFile, incident: Incident, matrix: IncidentMatrix) -> dict[str, Any]:
    number = {name: n for n, name in enumerate(incident.claims, 1)}
    situation = file.situations[matrix.situation]
    area = situation.area[-1] if situation.area else "unknown place"
    standing = ", ".join(f"{each.regime} {each.standing}" for each in situation.regimes)
    entry: dict[str, Any] = {"where": f"{area}, {situation.phase}: {standing}"}
    context = [f"{each.context} {each.status}" for each in situation.elements]
    met = {e.context for f in matrix.findings for e in f.elements if e.context}
    if shown := [each for each in context if each.split()[0] in met]:
        entry["context"] = ", ".join(shown)
    if main := [finding.provision for finding in matrix.findings if finding.strength == "primary"]:
        entry["main"] = " ".join(main)
    cells = {f.provision: [_cell(e, number) for e in f.elements] for f in matrix.findings if f.elements}
    if cells:
        entry["cells"] = cells
    if explained := {e.id: _numbers(e.claims, number) for e in matrix.explanations if e.claims}:
        entry["explained"] = explained
    if exonerating := [f"{e.kind} {_numbers(e.claims, number)}" for e in matrix.exonerating if e.kind != "explanation"]:
        entry["exonerating"] = exonerating
    return entry


def _cell(element: ElementFinding, number: dict[str, int]) -> str:
    parts = [str(element.status)]
    for word, claims in (("for", element.supporting), ("against", element.contradicting), ("hearsay", element.hearsay)):
        if claims:
            parts.append(f"{word} {_numbers(claims, number)}")
    return ", ".join(parts)


def _numbers(claims: Iterable[str], number: dict[str, int]) -> str:
    """Claims by number; those of other incidents are only counted."""
    inside = [str(number[claim]) for claim in claims if claim in number]
    outside = sum(claim not in number for claim in claims)
    return " ".join([*inside, *([f"+{outside} elsewhere"] if outside else [])])


def differences(name: str, found: dict[str, dict[str, Any]]) -> list[str]:
    """What is not as it was checked: one line an incident that is gone, new or otherwise."""
    checked = {" + ".join(entry.pop("claims").values()): entry for entry in _entries(name)}
    lines = [f"gone: {key}" for key in checked if key not in found]
    lines += [f"new: {key}" for key in found if key not in checked]
    for key, entry in found.items():
        for part in dict.fromkeys((*checked.get(key, {}), *entry)) if key in checked else ():
            was, now = checked[key].get(part), entry.get(part)
            if was != now:
                lines.append(f"{key}: {part}: was {was}, is {now}")
    return lines


def _entries(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return entries


def write(name: str, found: dict[str, dict[str, Any]]) -> None:
    entries = [{"claims": dict(enumerate(key.split(" + "), 1))} | entry for key, entry in found.items()]
    text = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=150)
    (FOLDER / f"{name}.yaml").write_text(HEAD + text, encoding="utf-8")


if __name__ == "__main__":
    write(sys.argv[1], listed(open_file(open_case(Path(sys.argv[2])), law=False), sys.argv[1]))
