"""What each part of a dossier says, as plain data: words, numbers, and the anchors that they lead to. Templates say how
it looks. Anchors are names such as ``c3.2``; ``None`` where the dossier does not print what they would lead to."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from witnessmark.model.consent import Audience
from witnessmark.model.release import ReleasedIncident
from witnessmark.publish.dossier.annex import annex_part
from witnessmark.publish.dossier.edition import DossierEdition
from witnessmark.publish.dossier.elements import elements_part
from witnessmark.publish.dossier.handing_over import (
    codebook_part,
    consents_part,
    disclosures_part,
    glossary_part,
    measures_part,
    photographs_part,
    team_part,
    transcripts_part,
)
from witnessmark.publish.dossier.maps import Maps
from witnessmark.publish.dossier.printing import moment_of, words_asked
from witnessmark.publish.dossier.records import custody_part, exhibits_part, people_part, verify_part, withheld_part
from witnessmark.publish.dossier.registers import registers_part, statements_part
from witnessmark.publish.dossier.sections import incidents_part
from witnessmark.publish.dossier.typefaces import UNKNOWN, drawable_all
from witnessmark.publish.site.index import first_day
from witnessmark.publish.site.positions import positioned
from witnessmark.publish.site.times import day_words, month_words, parse_day
from witnessmark.publish.site.words import grouped, layer_looks

STRONGEST = 8
CONTESTED = 20

Part = dict[str, Any]


def told(edition: DossierEdition, maps: Maps) -> dict[str, Any]:
    """The whole dossier as one value of plain data, with the words of the release as they are."""
    return _about(edition, "dossier.kind") | {
        "parts": [part | {"is": make(edition, maps)} for part, make in parts_of(edition)]
    }


def told_of_consent(edition: DossierEdition) -> dict[str, Any]:
    """The annex on consent and protection, as ``told``."""
    names = (("consents", consents_part), ("measures", measures_part))
    return _about(edition, "handover.consents.kind") | {
        "parts": [
            {"id": name, "title": f"{n}. {edition.words(f'dossier.part.{name}')}", "is": make(edition)}
            for n, (name, make) in enumerate(names, 1)
        ]
    }


def _about(edition: DossierEdition, kind: str) -> dict[str, Any]:
    release, words = edition.index.release, edition.words
    return {
        "language": edition.language,
        "title": release.title,
        "dated": moment_of(release.time) is not None,
        "kind": words(kind),
        "audience": words(f"dossier.header.{release.audience}"),
        "release": f"{words('dossier.release')} {release.id}",
        "notice": release.notice,
        "words": {key: words(edition.standing_key(key)) for key in sorted(words_asked())},
        "layers": {key: {"colour": look.colour, "label": edition.layer(key)} for key, look in layer_looks().items()},
        "cover": cover(edition),
    }


def everything(edition: DossierEdition, maps: Maps) -> dict[str, Any]:
    """The whole dossier as one value that becomes JSON, in letters that our typefaces can draw."""
    words = edition.words
    shown, missing = drawable_all(told(edition, maps))
    if missing:
        method = next(part for part in shown["parts"] if part["id"] == "method")
        method["is"][-1]["text"].append(words("dossier.method.glyphs", mark=UNKNOWN, n=grouped(missing)))
    return {**shown, "maps": maps.drawings()}


def parts_of(edition: DossierEdition) -> list[tuple[Part, Callable[[DossierEdition, Maps], Any]]]:
    """The parts that this release has, each with what makes it."""
    release = edition.index.release
    inside = release.audience is not Audience.PUBLIC
    parts: tuple[tuple[str, Callable[[DossierEdition, Maps], Any], bool], ...] = (
        ("summary", lambda e, _: summary(e), True),
        ("method", lambda e, _: method(e), True),
        ("team", lambda e, _: team_part(e), inside),
        ("chronology", lambda e, _: chronology(e), True),
        ("map", map_part, True),
        ("incidents", incidents_part, True),
        ("matrix", lambda e, _: elements_part(e), bool(release.matrices)),
        ("registers", lambda e, _: registers_part(e), inside and bool(release.registers)),
        ("statements", lambda e, _: statements_part(e), inside),
        ("people", lambda e, _: people_part(e), bool(release.actors)),
        ("photographs", lambda e, _: photographs_part(e), inside),
        ("withheld", lambda e, _: withheld_part(e), True),
        ("exhibits", lambda e, _: exhibits_part(e), True),
        ("custody", lambda e, _: custody_part(e), bool(release.custody)),
        ("disclosures", lambda e, _: disclosures_part(e), inside),
        ("verify", lambda e, _: verify_part(e), True),
        ("glossary", lambda e, _: glossary_part(e), inside),
        ("codebook", lambda e, _: codebook_part(e), inside),
        ("transcripts", lambda e, _: transcripts_part(e), inside),
        ("annex", lambda e, _: annex_part(e), True),
    )
    here = [(name, make) for name, make, there in parts if there]
    return [
        ({"id": name, "title": f"{n}. {edition.words(f'dossier.part.{name}')}"}, make)
        for n, (name, make) in enumerate(here, 1)
    ]


def cover(edition: DossierEdition) -> Part:
    release = edition.index.release
    return {
        "release": release.id,
        "released": edition.moment(release.time),
        "content": release.content,
        "approvals": [{"reviewer": a.reviewer, "device": a.device[:16]} for a in release.approvals],
    }


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


def summary(edition: DossierEdition) -> Part:
    index, words = edition.index, edition.words
    release, incidents = index.release, index.chronology
    days = [d for i in incidents for d in (parse_day(i.time.earliest), parse_day(i.time.latest)) if d]
    strongest = sorted(
        (i for i in incidents if len(i.groups) > 1),
        key=lambda i: (-len(i.groups), -len(i.claims), edition.number[i.id]),
    )
    intro = words(
        "dossier.summary.intro",
        claims=words.count("count.claims", len(release.claims)),
        documents=words.count("count.documents", len(release.documents)),
        incidents=words.count("count.incidents", len(release.incidents)),
    )
    if days:
        first, last = (day_words(day, edition.language) for day in (min(days), max(days)))
        intro += " " + words("dossier.summary.span", a=first, b=last)
    return {
        "intro": intro,
        "figures": figures(edition),
        "layers": layer_rows(edition),
        "strongest": [incident_line(edition, i) for i in strongest[:STRONGEST]],
        "contested": [incident_line(edition, i) for i in incidents if i.contradictions][:CONTESTED],
    }


def incident_line(edition: DossierEdition, incident: ReleasedIncident) -> Part:
    """An incident in one line: what, where, when, and how many independent sources."""
    return edition.incident_link(incident) | {
        "where": edition.place_name(incident.place),
        "when": edition.when(incident.time),
        "sources": edition.words.count("count.groups", len(incident.groups)),
    }


def layer_rows(edition: DossierEdition) -> list[Part]:
    """By layer: incidents, those with a date, with a position, with contradictions."""
    rows = []
    for layer in layer_looks():
        its = [incident for incident in edition.index.chronology if incident.layer == layer]
        if its:
            dated = sum(first_day(i) is not None for i in its)
            placed = sum(positioned(edition.index.place_of(i.place)) is not None for i in its)
            against = sum(bool(i.contradictions) for i in its)
            rows.append({"layer": layer, "numbers": [grouped(n) for n in (len(its), dated, placed, against)]})
    return rows


def method(edition: DossierEdition) -> list[Part]:
    """Sections of plain paragraphs; the last says what was printed in full."""
    words = edition.words
    keys = (
        "dossier.method.scope", "dossier.method.standard", "method.read", "method.linking", "dossier.method.counting",
        "method.uncertainty", "method.consent", "method.limits",
    )  # fmt: skip
    sections: list[Part] = [{"title": words(key), "text": [words(edition.standing_key(f"{key}-text"))]} for key in keys]
    if edition.index.release.audience is not Audience.PUBLIC:
        sections[keys.index("method.consent")]["text"] = [words("handover.mission.consent-text")]
        sections = _of_the_mission(edition) + sections
    return [*sections, {"title": words("dossier.method.order"), "text": what_is_printed(edition)}]


def _of_the_mission(edition: DossierEdition) -> list[Part]:
    """What the mission itself says of scope and method."""
    words, mission = edition.words, edition.index.release.mission
    told = {"scope": mission.scope, "method": mission.method} if mission else {}
    made: list[Part] = [
        {"title": words(f"handover.mission.{key}"), "text": [said.of(edition.language)]}
        for key, said in told.items()
        if said is not None
    ]
    return made or [{"title": words("handover.mission.scope"), "text": [words("handover.mission.nothing")]}]


def what_is_printed(edition: DossierEdition) -> list[str]:
    """The rule by which something was left out, if anything was."""
    index, words, selection = edition.index, edition.words, edition.selection
    said = []
    if len(selection.incidents) < len(index.incidents):
        every = words.count("count.incidents", len(index.incidents))
        said.append(words("dossier.method.order-some", all=every, shown=grouped(len(selection.incidents))))
    if selection.left_out:
        every = words.count("count.documents", len(index.documents))
        said.append(words("dossier.method.documents-some", all=every, shown=grouped(len(selection.documents))))
    return said or [words("dossier.method.order-all")]


def chronology(edition: DossierEdition) -> list[list[Part]]:
    """Months of incidents; the undated stand in a table of their own."""

    def month(incident: ReleasedIncident) -> str:
        day = parse_day(first_day(incident))
        if day is None:
            return edition.words("dossier.chronology.undated")
        return month_words(day.year, day.month, edition.language)

    def is_dated(incident: ReleasedIncident) -> bool:
        return parse_day(first_day(incident)) is not None

    return [
        [{"name": name, "rows": [chronology_row(edition, i) for i in rows]} for name, rows in groupby(table, key=month)]
        for _, table in groupby(edition.index.chronology, key=is_dated)
    ]


def chronology_row(edition: DossierEdition, incident: ReleasedIncident) -> Part:
    status = edition.words.value("status", incident.status) if incident.status != "reported" else None
    return edition.incident_link(incident) | {
        "when": edition.when(incident.time),
        "layer": incident.layer,
        "status": status,
        "where": edition.place_name(incident.place),
        "sources": str(len(incident.groups)),
    }


def map_part(edition: DossierEdition, maps: Maps) -> Part:
    """The overview, and the places that incidents name, by name, with how many incidents each has."""
    index, words = edition.index, edition.words
    rows = [(index.places[key], len(its)) for key, its in index.incidents_of_place.items() if key in index.places]
    rows.sort(key=lambda row: (edition.place_name(row[0].id), row[0].id))
    most = edition.selection.limits.rows
    lost = sum(not incident.place for incident in index.incidents.values())
    placed = {i.layer for i in index.chronology if positioned(index.place_of(i.place))}
    return {
        "overview": maps.overview(),
        "country": maps.country(),
        "legend": [layer for layer in layer_looks() if layer in placed],
        "unplaced": words("dossier.map.unplaced", n=words.count("count.incidents", lost)) if lost else None,
        "rows": [
            {
                "name": edition.place_name(place.id),
                "more": " · ".join(
                    filter(
                        None, (words.value("place-kind", place.kind), ", ".join(map(edition.unit, place.admin[::-1])))
                    )
                ),
                "said": "; ".join(place.said_as),
                "where": edition.radius(place),
                "how": words.value("how-placed", place.how) if place.lat is not None else "",
                "incidents": str(n),
            }
            for place, n in rows[:most]
        ],
        "left": words("dossier.map.more", n=grouped(len(rows) - most)) if len(rows) > most else None,
    }
