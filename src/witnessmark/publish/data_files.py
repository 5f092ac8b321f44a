"""The data that a release offers for download: GeoJSON, CSV and reading records. All of it is on the pages as well."""

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from witnessmark.model.release import Release, ReleasedClaim, ReleasedIncident
from witnessmark.publish.geography import circle

FORMULA = re.compile(r"^[\s\u00a0\ufeff]*[=+\-@|%\t\r＝＋－＠]")
"""Cells that a spreadsheet may take for a formula (CWE-1236), full-width signs among them."""


def neutral(cell: object) -> str:
    """The cell as text that no spreadsheet runs: a leading apostrophe goes before what looks like a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if FORMULA.match(text) else text


def csv_text(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    """CSV with a header (RFC 4180), every cell neutral."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return out.getvalue()


def incident_properties(incident: ReleasedIncident, place_name: str | None) -> dict[str, Any]:
    return {
        "id": incident.id, "acts": list(incident.acts), "category": incident.category, "layer": incident.layer,
        "status": incident.status, "earliest": incident.time.earliest, "latest": incident.time.latest,
        "edtf": incident.time.edtf, "approximate": incident.time.approximate, "place": place_name,
        "claims": len(incident.claims), "independent_sources": len(incident.groups),
        "contradictions": len(incident.contradictions),
    }  # fmt: skip


def incidents_geojson(release: Release) -> str:
    """Incidents as polygons of their uncertainty; a place that is not known has a null geometry (RFC 7946)."""
    places = {place.id: place for place in release.places}
    features = []
    for incident in release.incidents:
        place = places.get(incident.place) if incident.place else None
        properties = incident_properties(incident, place.name if place else None)
        geometry = None
        if place and place.lat is not None and place.lon is not None and place.radius_km is not None:
            properties["radius_km"] = place.radius_km
            geometry = {"type": "Polygon", "coordinates": [circle(place.lon, place.lat, place.radius_km)]}
        features.append({"type": "Feature", "id": incident.id, "properties": properties, "geometry": geometry})
    return _json({"type": "FeatureCollection", "features": features}) + "\n"


def incidents_csv(release: Release) -> str:
    names = {place.id: place.name for place in release.places}
    header = ("id", "acts", "category", "layer", "status", "earliest", "latest", "edtf", "approximate", "place",
              "claims", "independent_sources", "contradictions")  # fmt: skip
    rows = []
    for incident in release.incidents:
        properties = incident_properties(incident, names.get(incident.place or ""))
        properties["acts"] = " ".join(incident.acts)
        rows.append(tuple(properties[name] for name in header))
    return csv_text(header, rows)


def claims_csv(release: Release) -> str:
    names = {place.id: place.name for place in release.places}
    header = ("id", "document", "start", "end", "quote", "act", "modality", "polarity", "said_by", "basis", "roles",
              "place", "date_words", "edtf", "earliest", "latest", "reference", "incident", "reviewed",
              "models")  # fmt: skip
    rows = (
        (
            c.id, c.document, c.start, c.end, c.quote, c.act, c.modality, c.polarity, c.said_by,
            "; ".join(f"{field}: {basis}" for field, basis in sorted(c.basis.items())),
            "; ".join(f"{role.role}: {role.text}" for role in c.roles), names.get(c.place or ""), c.date_words, c.edtf,
            c.earliest, c.latest, c.reference, c.incident, c.reviewed, " ".join(c.models),
        )
        for c in release.claims
    )  # fmt: skip
    return csv_text(header, rows)


def reading_records(release: Release) -> str:
    """One line a document: its released text and the claims with offsets in that text."""
    by_document: dict[str, list[ReleasedClaim]] = defaultdict(list)
    for claim in release.claims:
        by_document[claim.document].append(claim)
    names = {place.id: place.name for place in release.places}
    lines = []
    for document in release.documents:
        claims = [
            {
                "id": c.id, "start": c.start, "end": c.end, "quote": c.quote, "act": c.act, "modality": c.modality,
                "polarity": c.polarity, "said_by": c.said_by, "basis": dict(sorted(c.basis.items())),
                "roles": [{"role": role.role, "text": role.text} for role in c.roles],
                "place": names.get(c.place or ""), "edtf": c.edtf, "earliest": c.earliest, "latest": c.latest,
                "incident": c.incident, "models": list(c.models),
            }
            for c in by_document[document.id]
        ]  # fmt: skip
        record = {"id": document.id, "reader": release.method.reader, "language": document.language,
                  "date": document.date, "text": document.text, "claims": claims}  # fmt: skip
        lines.append(_json(record))
    return "".join(line + "\n" for line in lines)


def data_files(release: Release) -> dict[str, str]:
    """All files of the folder ``data`` that a reader may download: name to content."""
    return {
        "incidents.geojson": incidents_geojson(release),
        "incidents.csv": incidents_csv(release),
        "claims.csv": claims_csv(release),
        "reading-records.jsonl": reading_records(release),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
