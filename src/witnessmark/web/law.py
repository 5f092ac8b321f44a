"""The law in the workbench: the matrix of an incident and of the whole case, situations, and what is still to ask."""

from typing import Any

from starlette.requests import Request

from witnessmark.law.casewide import case_matrix, groups_of
from witnessmark.model.acts import taxonomy
from witnessmark.model.casefile import CaseFile
from witnessmark.model.finding import IncidentMatrix
from witnessmark.model.law_words import LawWords
from witnessmark.publish.site.words import Language, Words

STATUSES = ("covered", "partly", "touched", "contested", "open")


def language_of(request: Request) -> Language:
    """Ukrainian where the browser prefers it to English, English otherwise."""
    wanted = [part.partition(";")[0].strip()[:2] for part in request.headers.get("accept-language", "").split(",")]
    return "uk" if next((each for each in wanted if each in ("en", "uk")), "en") == "uk" else "en"


def words_of_law(file: CaseFile, request: Request) -> dict[str, Any]:
    """What every page with law on it is given."""
    language = language_of(request)
    return {
        "law": LawWords(file.law, language),
        "w": Words(language, ("words.yaml", "dossier.yaml")),
        "lang": language,
        "statuses": STATUSES,
    }


def law_page(file: CaseFile, request: Request) -> dict[str, Any]:
    """The matrix of the case, its situations and the questions by witness, without incidents that are sealed."""
    shown = {
        name: matrix
        for name, matrix in file.matrices.items()
        if not any(taxonomy()[act].sealed for act in file.incidents[name].acts)
    }
    groups = groups_of((each.id, (group.claims for group in each.groups)) for each in file.incidents.values())
    used = {matrix.situation for matrix in shown.values()}
    return words_of_law(file, request) | {
        "rows": [row for row in case_matrix(shown.values(), groups) if row.elements],
        "situations": [each for each in file.situations.values() if each.id in used],
        "asked": asked_by_witness(file, shown),
    }


def asked_by_witness(file: CaseFile, shown: dict[str, IncidentMatrix]) -> list[tuple[str, list[tuple[str, list[Any]]]]]:
    """By witness and incident the questions that the witness could answer."""
    found: dict[str, dict[str, list[Any]]] = {}
    names: dict[str, str] = {}
    for incident, matrix in shown.items():
        for question in matrix.questions:
            for claim in question.witnesses:
                voice = file.claims[claim].said_by
                names[voice.key] = voice.name or "–"
                found.setdefault(voice.key, {}).setdefault(incident, []).append(question)
    return [(names[key], list(incidents.items())) for key, incidents in found.items()]
