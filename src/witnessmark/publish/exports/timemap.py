"""The five endpoints that TimeMap (Forensic Architecture) reads from a datasheet server, as files.

TimeMap drops an event without a day and draws a point for a position. So an event stands at the first day that it may
have been, with the whole time in words; a position is given only for small areas, and every area is a shape.
"""

import msgspec

from witnessmark.model.bilingual import Bilingual
from witnessmark.model.release import Release, ReleasedIncident
from witnessmark.publish.exports.dates import days
from witnessmark.publish.exports.files import json_text
from witnessmark.publish.exports.mapping import mapping
from witnessmark.publish.exports.view import View
from witnessmark.publish.geography import circle
from witnessmark.publish.site.words import Language, layer_looks


class TimeMapMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``precision`` gives, for the days that an event may be at most, the words for it; ``left_out`` says why."""

    precision: dict[int, Bilingual]
    wider: Bilingual
    left_out: Bilingual


def files(release: Release, language: Language = "en") -> dict[str, str]:
    """``events.json``, ``sources.json``, ``associations.json``, ``sites.json``, ``shapes.json``; ``left-out.json``."""
    view, map_ = View(release, language), mapping("timemap.yaml", TimeMapMapping)
    dated = [incident for incident in view.chronology if incident.time.earliest]
    undated = [incident for incident in view.chronology if not incident.time.earliest]
    return {
        "events.json": json_text([_event(view, incident, map_) for incident in dated]),
        "sources.json": json_text(_sources(view)),
        "associations.json": json_text(_associations(view, dated)),
        "sites.json": json_text([]),
        "shapes.json": json_text(_shapes(view)),
        "left-out.json": json_text(
            [{"incident": i.id, "title": view.title(i), "why": map_.left_out(language)} for i in undated]
        ),
    }


def _event(view: View, incident: ReleasedIncident, map_: TimeMapMapping) -> dict[str, object]:
    place, point = view.place_of(incident.place), view.point(incident)
    year, month, day = str(incident.time.earliest).split("-")
    wide = days(incident.time)
    fitting = [words for most, words in sorted(map_.precision.items()) if wide is not None and wide <= most]
    quotes = "\n".join(f"“{claim.quote}” ({claim.said_by or '–'})" for claim in view.claims_of(incident))
    return {
        "id": incident.id,
        "description": f"{view.title(incident)}\n{quotes}",
        "date": f"{month}/{day}/{year}", "time": "",
        "time_precision": (fitting[0] if fitting else map_.wider)(view.language), "time_display": view.when(incident),
        "location": view.where(place),
        "latitude": str(point.lat) if point else "", "longitude": str(point.lon) if point else "",
        "category": _layer(view, incident.layer),
        "associations": [f"layer-{incident.layer}", *(f"act-{act}" for act in incident.acts)],
        "sources": view.documents_of(incident),
        "comments": "; ".join(
            [view.summary(incident)]
            + [
                view.words("export.contradiction-about", field=view.words.value("field", each.field))
                for each in incident.contradictions
            ]
        ),
    }  # fmt: skip


def _sources(view: View) -> dict[str, dict[str, object]]:
    return {
        document.id: {
            "id": document.id, "title": document.title, "thumbnail": "", "paths": [], "type": document.kind,
            "affil_s": [], "url": "", "description": document.notice or "", "parent": document.source, "author": "",
            "date": document.date or "", "notes": "",
        }
        for document in view.documents.values()
    }  # fmt: skip


def _associations(view: View, incidents: list[ReleasedIncident]) -> list[dict[str, object]]:
    """The layers as categories, the acts as filters under them; each once."""
    looks = layer_looks()
    layers = dict.fromkeys(incident.layer for incident in incidents)
    acts = {act: incident.layer for incident in reversed(incidents) for act in incident.acts}
    categories: list[dict[str, object]] = [
        {"id": f"layer-{layer}", "title": _layer(view, layer), "desc": "", "mode": "CATEGORY", "filter_paths": [],
         "colour": looks[layer].colour if layer in looks else ""}
        for layer in layers
    ]  # fmt: skip
    filters: list[dict[str, object]] = [
        {"id": f"act-{act}", "title": view.act(act), "desc": "", "mode": "FILTER",
         "filter_paths": [_layer(view, acts[act]), view.act(act)]}
        for act in sorted(acts)
    ]  # fmt: skip
    return categories + filters


def _layer(view: View, layer: str) -> str:
    looks = layer_looks()
    return looks[layer].label(view.language) if layer in looks else layer


def _shapes(view: View) -> list[dict[str, object]]:
    """The areas of uncertainty of all places where something is said to have happened: "latitude,longitude" points."""
    shapes: list[dict[str, object]] = []
    for place in view.places.values():
        area = view.area(place)
        if area is not None and place.id in view.incidents_of_place:
            points = circle(area.lon, area.lat, area.radius_km, corners=24)
            shapes.append({"name": view.where(place), "items": [f"{lat},{lon}" for lon, lat in points]})
    return shapes
