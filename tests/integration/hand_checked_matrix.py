"""Every cell of a case's matrix as a list that a lawyer checked by hand, and what differs from it.

The list names claims by where they stand, never by their words, and incidents by their claims. After a change of the
reader, of linking or of the law, look at each difference; when the new cell is right, write the list anew:

    python -m tests.integration.hand_checked_matrix mission CASE
    python -m tests.integration.hand_checked_matrix report CASE
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from witnessmark.cli.opening import open_case, open_file
from witnessmark.model.casefile import CaseFile
from witnessmark.model.finding import ElementFinding, IncidentMatrix
from witnessmark.model.incident import Incident

FOLDER = Path(__file__).parent / "hand_checked"
NOT_LISTED = {"note-2026.md", "note.md"}
"""Dated as of the day of the test."""
HEAD = """\
# Checked by hand, cell by cell: what each claim was found to speak for or against, and what not. See
# tests/integration/hand_checked_matrix.py. `claims` of an incident by number: file, characters, act. `where` is its
# situation, `main` the provisions that it may indicate strongly. A cell: its status, then the claims by number.
"""


def listed(file: CaseFile, *, one_source: bool = False) -> dict[str, dict[str, Any]]:
    """By the claims of each incident its regimes and cells."""
    names = {held.id: file.sources[held.source].record.file_name for held in file.documents.values()}
    found: dict[str, dict[str, Any]] = {}
    for incident in file.incidents.values():
        claims = [file.claims[name] for name in incident.claims]
        if any(names[claim.document] in NOT_LISTED for claim in claims):
            continue
        places = [
            f"{'' if one_source else names[claim.document] + ' '}{claim.span.start}-{claim.span.end} {claim.act}"
            + {"asserted": ""}.get(claim.modality, f" {claim.modality}")
            + (" negative" if claim.polarity == "negative" else "")
            for claim in claims
        ]
        key = " + ".join(places)
        assert key not in found, key
        found[key] = _incident(file, incident, file.matrices[incident.id])
    return found


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
    entries = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    checked = {" + ".join(entry.pop("claims").values()): entry for entry in entries}
    lines = [f"gone: {key}" for key in checked if key not in found]
    lines += [f"new: {key}" for key in found if key not in checked]
    for key, entry in found.items():
        for part in dict.fromkeys((*checked.get(key, {}), *entry)) if key in checked else ():
            was, now = checked[key].get(part), entry.get(part)
            if was != now:
                lines.append(f"{key}: {part}: was {was}, is {now}")
    return lines


def write(name: str, found: dict[str, dict[str, Any]]) -> None:
    entries = [{"claims": dict(enumerate(key.split(" + "), 1))} | entry for key, entry in found.items()]
    text = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=150)
    (FOLDER / f"{name}.yaml").write_text(HEAD + text, encoding="utf-8")


if __name__ == "__main__":
    write(sys.argv[1], listed(open_file(open_case(Path(sys.argv[2]))), one_source=sys.argv[1] == "report"))
