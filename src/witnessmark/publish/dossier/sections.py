"""The incidents of a dossier: each with its claims by independent source, what contradicts, and a map of its place."""

from collections.abc import Sequence
from typing import Any

from witnessmark.model.layers import layer_of
from witnessmark.model.release import ReleasedClaim, ReleasedGroup, ReleasedIncident
from witnessmark.publish.dossier.blocks import Run, joined, plain, runs
from witnessmark.publish.dossier.edition import DossierEdition, language_code
from witnessmark.publish.dossier.maps import Maps
from witnessmark.publish.dossier.weighing import against, grade_line, standing, support
from witnessmark.publish.site.words import grouped

Part = dict[str, Any]
Fact = tuple[str, str]
"""A name and what stands for it: "Said by", "Person 4"."""


def incidents_part(edition: DossierEdition, maps: Maps) -> Part:
    """Every incident that is printed in full, and the claims that belong to none."""
    return {
        "incidents": [section(edition, maps, incident) for incident in edition.selection.incidents],
        "alone": [card(edition, claim) for claim in edition.alone if claim.id in edition.printed],
    }


def section(edition: DossierEdition, maps: Maps, incident: ReleasedIncident) -> Part:
    index, words = edition.index, edition.words
    number = edition.number[incident.id]
    claims = edition.selection.claims_of(incident, index.claims)
    place = index.place_of(incident.place)
    groups = claims_by_group(incident, claims)
    several = len(groups) > 1
    more = sum(c in index.claims for c in incident.claims) - len(claims)
    return {
        "anchor": f"i{number}",
        "layer": incident.layer,
        "label": f"{words('dossier.incident.label', n=number)} · {edition.layer(incident.layer)}",
        "title": edition.title(incident),
        "also": f"{words('incident.also')}: {edition.other_acts(incident)}" if len(incident.acts) > 1 else None,
        "when": edition.when(incident.time),
        "edtf": incident.time.edtf,
        "where": edition.where(place),
        "status": words.value("status", incident.status),
        "sources": str(len(groups)),
        "claims": words.count("count.claims", len(incident.claims)),
        "id": incident.id,
        "elements": f"m{number}" if incident.id in index.matrices else None,
        "map": maps.of_place(place, incident.layer),
        "standing": [[name, runs(value)] for name, value in standing(edition, incident)],
        "support": support(edition, incident),
        "contradictions": contradictions(edition, incident),
        "against": against(edition, incident),
        "groups": [group_of(edition, n, *pair, several, incident.place) for n, pair in enumerate(groups, 1)],
        "more": words("dossier.incident.more", n=grouped(more)) if more else None,
    }


def contradictions(edition: DossierEdition, incident: ReleasedIncident) -> list[Part]:
    """By contested field what is said, each value once with those who say it."""
    made = []
    for contradiction in incident.contradictions:
        by_value: dict[str, list[str]] = {}
        for claim, value in contradiction.values.items():
            if claim in edition.index.claims:
                by_value.setdefault(edition.field_value(contradiction.field, value), []).append(claim)
        made.append(
            {
                "field": edition.capital(edition.words.value("field", contradiction.field)),
                "values": [{"value": value, "voices": _voices(edition, claims)} for value, claims in by_value.items()],
            }
        )
    return made


def _voices(edition: DossierEdition, claims: Sequence[str]) -> list[Run]:
    """Who says it, each once with the numbers of the claims."""
    by_voice: dict[str, list[str]] = {}
    for claim in claims:
        by_voice.setdefault(edition.voice(edition.index.claims[claim]), []).append(claim)
    return joined(([voice, " (", *edition.claim_runs(its), ")"] for voice, its in by_voice.items()), "; ")


def claims_by_group(
    incident: ReleasedIncident, claims: Sequence[ReleasedClaim]
) -> list[tuple[ReleasedGroup, list[ReleasedClaim]]]:
    """The source groups with those of the claims that belong to them; a claim in no group stands for itself."""
    shown = {claim.id: claim for claim in claims}
    placed = {claim for group in incident.groups for claim in group.claims}
    alone = [ReleasedGroup(claims=(claim,), reasons=()) for claim in shown if claim not in placed]
    pairs = [(group, [shown[c] for c in group.claims if c in shown]) for group in (*incident.groups, *alone)]
    return [(group, its) for group, its in pairs if its]


def group_of(
    edition: DossierEdition, n: int, group: ReleasedGroup, claims: list[ReleasedClaim], several: bool, place: str | None
) -> Part:
    """One independent source: a heading where there is more than one claim in all, and why its claims count once."""
    words, once = edition.words, None
    if len(claims) > 1:
        why = "; ".join(words.value("group-reason", reason) for reason in group.reasons)
        once = words("incident.once", n=len(claims), why=why)
    return {
        "title": words("incident.group", n=n) if several or len(claims) > 1 else None,
        "once": once,
        "claims": [card(edition, claim, place) for claim in claims],
    }


def card(edition: DossierEdition, claim: ReleasedClaim, place: str | None = None) -> Part:
    """One claim: its exact words, who says so, how, on what basis, and where the words stand."""
    words = edition.words
    document = edition.index.documents.get(claim.document)
    facts = (
        _who(edition, claim),
        _roles(edition, claim),
        _where_and_when(edition, claim, place),
        _grades(edition, claim),
    )
    return {
        "anchor": f"c{edition.claim_number[claim.id]}",
        "n": edition.claim_number[claim.id],
        "layer": layer_of((claim.act,)),
        "act": edition.act(claim.act),
        "modality": words.value("modality", claim.modality),
        "guarded": claim.modality in ("denied", "threatened", "hearsay"),
        "denied": words.value("polarity", "negative") if claim.polarity == "negative" else None,
        "reviewed": claim.reviewed is not None,
        "models": list(claim.models),
        "language": language_code(document.language) if document else None,
        "quote": claim.quote,
        "facts": [line for line in facts if line],
        "source": _source(edition, claim),
    }


def _who(edition: DossierEdition, claim: ReleasedClaim) -> list[Fact]:
    words = edition.words
    facts = [(words("incident.said-by"), edition.voice(claim))]
    if claim.basis:
        named = len(claim.basis) > 1 or "act" not in claim.basis
        said = []
        for field, basis in sorted(claim.basis.items()):
            section_of_word = "field" if field in ("act", "place", "date") else "role"
            name = f"{words.value(section_of_word, field)}: " if named else ""
            said.append(name + words.value("basis", basis))
        facts.append((words("incident.basis"), "; ".join(said)))
    return facts


def _roles(edition: DossierEdition, claim: ReleasedClaim) -> list[Fact]:
    return [
        (edition.capital(edition.words.value("role", role.role)), edition.shown_name(role.text)) for role in claim.roles
    ]


def _where_and_when(edition: DossierEdition, claim: ReleasedClaim, place: str | None) -> list[Fact]:
    """The place where it is not the incident's own, and the words about time with what they were understood as."""
    words, facts = edition.words, []
    if claim.place and claim.place != place:
        facts.append((words("incident.where"), edition.where(edition.index.place_of(claim.place))))
    if claim.date_words:
        when = edition.understood(claim)
        said = words("quoted", x=claim.date_words) + (f" → {when}" if when else "")
        facts.append(
            (
                words("incident.date-words"),
                said + (f" ({edition.date_basis(claim.date_basis)})" if claim.date_basis else ""),
            )
        )
    return facts


def _grades(edition: DossierEdition, claim: ReleasedClaim) -> list[Fact]:
    """What people think of the claim: credibility, and how its speaker knows."""
    return [(edition.words("weighing.grade"), plain(grade_line(edition, grade))) for grade in claim.grades]


def _source(edition: DossierEdition, claim: ReleasedClaim) -> Part:
    """Document and place in the original, and the way to the words in the annex or the reason why there is none."""
    document = edition.index.documents.get(claim.document)
    number = edition.document_number.get(claim.document)
    text = edition.document_title(document) if document else claim.document
    if claim.reference:
        text += f", {edition.reference(claim.reference)}"
    shown = edition.words_shown(claim)
    return {
        "text": text,
        "offsets": edition.words("weighing.offsets", a=grouped(claim.start), b=grouped(claim.end), d=f"D{number}")
        if number
        else None,
        "document": f"D{number}" if number else None,
        "to": f"w{edition.claim_number[claim.id]}" if shown else None,
    }
