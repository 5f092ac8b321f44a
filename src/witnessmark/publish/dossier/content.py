"""What each part of a dossier is given to show. Templates say how."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec

from witnessmark.model.layers import layer_of
from witnessmark.model.release import ReleasedClaim, ReleasedDocument, ReleasedGroup, ReleasedIncident, ReleasedPlace
from witnessmark.publish.dossier.edition import DossierEdition
from witnessmark.publish.dossier.maps import Maps
from witnessmark.publish.site.index import first_day
from witnessmark.publish.site.mapdata import positioned
from witnessmark.publish.site.marking import Piece, paragraphs_of, pieces_of
from witnessmark.publish.site.times import day_words, month_words, parse_day
from witnessmark.publish.site.words import grouped, layer_looks

PARTS = ("summary", "method", "chronology", "map", "incidents", "matrix", "people", "withheld", "exhibits", "custody",
         "verify", "annex")  # fmt: skip
STRONGEST = 8
CONTESTED = 20
ROWS_OF_TABLE = 150
"""A table is broken off after so many rows: laying out one long table takes more than its share of time."""
LINKS = 40


def parts_of(edition: DossierEdition) -> list[tuple[str, int, str]]:
    """The parts that this release has: id, number and title."""
    release = edition.index.release
    absent = set()
    if not release.matrices:
        absent.add("matrix")
    if not release.custody:
        absent.add("custody")
    if not release.actors:
        absent.add("people")
    shown = [part for part in PARTS if part not in absent]
    return [(part, n, edition.words(f"dossier.part.{part}")) for n, part in enumerate(shown, 1)]


def figures(edition: DossierEdition) -> list[tuple[str, str]]:
    """The key figures: number and what it counts."""
    release, words = edition.index.release, edition.words
    numbers = (
        ("figure.incidents", len(release.incidents)),
        ("figure.claims", len(release.claims)),
        ("figure.documents", len(release.documents)),
        ("figure.sources", len(release.sources)),
        ("figure.groups", sum(len(incident.groups) > 1 for incident in release.incidents)),
        ("dossier.figure.contradicted", sum(bool(incident.contradictions) for incident in release.incidents)),
        ("dossier.figure.undated", sum(first_day(incident) is None for incident in release.incidents)),
        ("dossier.figure.reviewed", sum(claim.reviewed is not None for claim in release.claims)),
    )
    return [(grouped(n), words.count(key, n)) for key, n in numbers]


def summary(edition: DossierEdition) -> dict[str, Any]:
    index = edition.index
    incidents = index.chronology
    days = [d for i in incidents for d in (parse_day(i.time.earliest), parse_day(i.time.latest)) if d]
    strongest = sorted(
        (i for i in incidents if len(i.groups) > 1),
        key=lambda i: (-len(i.groups), -len(i.claims), edition.number[i.id]),
    )
    span = [day_words(day, edition.language) for day in (min(days), max(days))] if days else None
    return {
        "figures": figures(edition), "layer_rows": layer_rows(edition), "span": span,
        "strongest": strongest[:STRONGEST],
        "contested": [i for i in incidents if i.contradictions][:CONTESTED],
    }  # fmt: skip


def layer_rows(edition: DossierEdition) -> list[tuple[str, int, int, int, int]]:
    """By layer: incidents, those with a date, with a position, with contradictions."""
    rows = []
    for layer in layer_looks():
        its = [incident for incident in edition.index.chronology if incident.layer == layer]
        if its:
            dated = sum(first_day(i) is not None for i in its)
            placed = sum(positioned(edition.index.place_of(i.place)) is not None for i in its)
            rows.append((layer, len(its), dated, placed, sum(bool(i.contradictions) for i in its)))
    return rows


def chronology(edition: DossierEdition) -> list[list[tuple[str, list[ReleasedIncident]]]]:
    """Tables of months of incidents; the undated stand in a table of their own."""

    def month(incident: ReleasedIncident) -> str:
        day = parse_day(first_day(incident))
        return (
            month_words(day.year, day.month, edition.language) if day else edition.words("dossier.chronology.undated")
        )

    tables: list[list[tuple[str, list[ReleasedIncident]]]] = []
    room = 0
    for name, group in groupby(edition.index.chronology, key=month):
        for rows in chunks(list(group), ROWS_OF_TABLE):
            undated = first_day(rows[0]) is None
            if room < len(rows) or undated:
                tables.append([])
                room = ROWS_OF_TABLE
            tables[-1].append((name, rows))
            room = 0 if undated else room - len(rows)
    return tables


def chunks(rows: Sequence[Any], size: int = ROWS_OF_TABLE) -> list[list[Any]]:
    return [list(rows[at : at + size]) for at in range(0, len(rows), size)]


def incident_sections(edition: DossierEdition, maps: Maps) -> Iterator[dict[str, Any]]:
    """Each incident that is printed in full, with its claims by source group and a map of its place."""
    index = edition.index
    for incident in edition.selection.incidents:
        claims = edition.selection.claims_of(incident, index.claims)
        place = index.place_of(incident.place)
        yield {
            "incident": incident, "place": place, "number": edition.number[incident.id],
            "drawn": maps.of_place(place, incident.layer),
            "groups": claims_by_group(incident, claims),
            "more": sum(c in index.claims for c in incident.claims) - len(claims),
        }  # fmt: skip


def claims_by_group(
    incident: ReleasedIncident, claims: Sequence[ReleasedClaim]
) -> list[tuple[ReleasedGroup, list[ReleasedClaim]]]:
    """The source groups with those of the claims that belong to them; a claim in no group stands for itself."""
    shown = {claim.id: claim for claim in claims}
    placed = {claim for group in incident.groups for claim in group.claims}
    alone = [ReleasedGroup(claims=(claim,), reasons=()) for claim in shown if claim not in placed]
    pairs = [(group, [shown[c] for c in group.claims if c in shown]) for group in (*incident.groups, *alone)]
    return [(group, its) for group, its in pairs if its]


def place_rows(edition: DossierEdition) -> list[tuple[ReleasedPlace, int]]:
    """The places that incidents name, by name, with how many incidents each has."""
    index = edition.index
    rows = [(index.places[key], len(its)) for key, its in index.incidents_of_place.items() if key in index.places]
    return sorted(rows, key=lambda row: (edition.place_name(row[0].id), row[0].id))


def actor_rows(edition: DossierEdition) -> list[tuple[Any, list[str], list[str]]]:
    """Persons first, then units and bodies: each with the claims that it makes and those that name it."""
    order = ("person", "unit", "armed-force", "authority", "organisation", "group")
    actors = edition.index.release.actors
    ranked = sorted(
        range(len(actors)),
        key=lambda n: (order.index(actors[n].kind) if actors[n].kind in order else len(order), n),
    )
    known = edition.claim_number
    return [
        (actors[n], [c for c in actors[n].said if c in known], [c for c in actors[n].claims if c in known])
        for n in ranked
    ]


def documents(edition: DossierEdition) -> Iterator[dict[str, Any]]:
    """The documents of the annex: paragraphs of pieces that know the claims on them."""
    index = edition.index
    for document, length in edition.selection.documents:
        shown = cut(document, length)
        claims = [c for c in index.claims_of_document.get(document.id, []) if edition.words_shown(c)]
        yield {
            "document": document, "number": edition.document_number[document.id],
            "source": index.sources.get(document.source),
            "paragraphs": paragraphs_of(pieces_of(shown, claims)),
            "cut": len(document.text) - length,
        }  # fmt: skip


def cut(document: ReleasedDocument, length: int) -> ReleasedDocument:
    """The document up to that many characters."""
    segments, left = [], length
    for segment in document.segments:
        if left <= 0:
            break
        segments.append(msgspec.structs.replace(segment, text=segment.text[:left]))
        left -= len(segment.text)
    return msgspec.structs.replace(document, segments=tuple(segments))


def layer_of_piece(piece: Piece, claims: dict[str, ReleasedClaim]) -> str:
    """The layer whose colour marks the words: that of the innermost claim."""
    return layer_of((claims[piece.claims[-1]].act,)) if piece.claims else "other"
