"""For Bayanat: a sheet of actors with the map that its sheet import asks for, and bulletins and incidents.

Bayanat's import takes actors alone; documents and incidents are JSON in the form that ``Bulletin.from_json`` and
``Incident.from_json`` take, and sheets with the columns of its own CSV export for reading.
"""

import html
from pathlib import Path
from typing import Any

import msgspec

from witnessmark.model.release import Release, ReleasedActor, ReleasedDocument, ReleasedIncident
from witnessmark.publish.exports.columns import document_title
from witnessmark.publish.exports.dates import whole_day
from witnessmark.publish.exports.files import Cell, json_lines, json_text, write
from witnessmark.publish.exports.mapping import mapping
from witnessmark.publish.exports.sheets import write_sheets
from witnessmark.publish.exports.view import View
from witnessmark.publish.site.words import Language

_EVENT = ("title", "location", "from_date", "to_date", "comments")


class BayanatMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``types`` gives the kind of actor in Bayanat's words; ``events`` the most events that one row carries."""

    types: dict[str, str]
    events: int
    bulletins: tuple[str, ...]
    incidents: tuple[str, ...]


def write_files(release: Release, folder: Path, language: Language = "en") -> None:
    """``bayanat.xlsx``, ``actors-map.json``, ``bulletins.jsonl`` and ``incidents.jsonl``."""
    made = _Bayanat(View(release, language))
    write_sheets(release, folder / "bayanat.xlsx", made.sheets())
    write(folder, "actors-map.json", json_text(made.map()))
    write(folder, "bulletins.jsonl", json_lines(made.bulletin(document) for document in made.view.documents.values()))
    write(folder, "incidents.jsonl", json_lines(made.incident(incident) for incident in made.view.chronology))


class _Bayanat:
    def __init__(self, view: View) -> None:
        self.view, self.words = view, view.words
        self.rules = mapping("bayanat.yaml", BayanatMapping)
        self.events = {
            actor.id: self.view.incidents_of_claims((*actor.claims, *actor.said))[: self.rules.events]
            for actor in self.view.actors.values()
        }
        self.most = max((len(events) for events in self.events.values()), default=0)

    def sheets(self) -> list[tuple[str, list[str], list[list[Cell]]]]:
        header = ["type", "originid", "name", "description", "tags"]
        header += [f"event_{n}_{name}" for n in range(1, self.most + 1) for name in _EVENT]
        actors = [self._actor(actor) for actor in self.view.actors.values()]
        bulletins = [self._bulletin_row(self.bulletin(document)) for document in self.view.documents.values()]
        incidents = [self._incident_row(incident) for incident in self.view.chronology]
        return [
            ("actors", header, actors),
            ("bulletins", list(self.rules.bulletins), bulletins),
            ("incidents", list(self.rules.incidents), incidents),
        ]

    def map(self) -> dict[str, Any]:
        """Which column fills which field, as Bayanat keeps it in ``Mapping.data``."""
        return {
            "dtype": ["type"], "originid": ["originid"], "name": ["name"], "tags": ["tags"],
            "description": [{"sep": None, "data": ["description"]}],
            "events": [{name: [f"event_{n}_{name}"] for name in _EVENT} for n in range(1, self.most + 1)],
        }  # fmt: skip

    def _actor(self, actor: ReleasedActor) -> list[Cell]:
        words = self.words
        said, named = words.count("count.claims", len(actor.said)), words.count("count.claims", len(actor.claims))
        about = [
            words("export.understood", who=actor.resolved) if actor.resolved else None,
            words("export.pseudonym") if actor.pseudonym else None,
            words("export.says", claims=said) if actor.said else None,
            words("export.named-in", claims=named) if actor.claims else None,
        ]
        description = html.escape(" ".join(part for part in about if part))
        row: list[Cell] = [
            self.rules.types.get(actor.kind, "Entity"), self._origin(actor.id), actor.label, description,
            _tags([f"witnessmark {actor.kind}"]),
        ]  # fmt: skip
        for incident in self.events[actor.id]:
            place = self.view.place_of(incident.place)
            time = incident.time
            row += [self.view.title(incident), place.name if place else "", time.earliest, time.latest,
                    f"{self.view.when(incident)}; {self.view.where(place)}".strip("; ")]  # fmt: skip
        return row

    def bulletin(self, document: ReleasedDocument) -> dict[str, Any]:
        """A document with the words of its claims. Its text stays in the release."""
        claims = self.view.claims_of_document[document.id]
        quotes = "".join(
            f"<p><strong>{html.escape(self.view.act(c.act))}</strong> ({html.escape(c.said_by or '–')}"
            f"{html.escape(', ' + c.reference if c.reference else '')}): {html.escape(c.quote)}</p>"
            for c in claims
        )
        incidents = self.view.incidents_of_claims(tuple(claim.id for claim in claims))
        return {
            "originid": self._origin(document.id), "title": document_title(document), "description": quotes,
            "documentation_date": whole_day(document.date) or "",
            "source_link": "NA", "tags": [f"witnessmark {document.kind}"], "status": "Machine Created",
            "geoLocations": self._positions(incidents), "events": [self._event(incident) for incident in incidents],
            "comments": self._release(),
        }  # fmt: skip

    def incident(self, incident: ReleasedIncident) -> dict[str, Any]:
        return {
            "originid": self._origin(incident.id), "title": self.view.title(incident),
            "description": "".join(f"<p>{html.escape(claim.quote)}</p>" for claim in self.view.claims_of(incident)),
            "events": [self._event(incident)], "status": "Machine Created",
            "comments": f"{self._release()} {self.view.summary(incident)}.",
        }  # fmt: skip

    def _event(self, incident: ReleasedIncident) -> dict[str, Any]:
        time, place = incident.time, self.view.place_of(incident.place)
        event: dict[str, Any] = {"title": self.view.title(incident), "estimated": time.approximate}
        if place is not None:
            event["comments"] = self.view.where(place)
        if time.earliest:
            event["from_date"] = time.earliest
        if time.latest:
            event["to_date"] = time.latest
        return event

    def _positions(self, incidents: list[ReleasedIncident]) -> list[dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for incident in incidents:
            place, point = self.view.place_of(incident.place), self.view.point(incident)
            if place is not None and point is not None:
                found[place.id] = {"title": place.name, "lat": point.lat, "lng": point.lon, "main": False,
                                   "comment": self.view.where(place)}  # fmt: skip
        return list(found.values())

    def _release(self) -> str:
        release = self.view.release
        return self.words(
            "export.release", id=release.id, audience=self.words.value("audience", release.audience.value)
        )

    def _origin(self, identity: str) -> str:
        return f"{self.view.release.id}/{identity}"

    def _bulletin_row(self, bulletin: dict[str, Any]) -> list[Cell]:
        flat = {
            **bulletin, "origin_id": bulletin["originid"], "labels": "; ".join(bulletin["tags"]),
            "locations": "; ".join(place["title"] for place in bulletin["geoLocations"]),
            "geo_locations": "; ".join(f"{p['title']} {p['lat']},{p['lng']}" for p in bulletin["geoLocations"]),
            "events": "; ".join(event["title"] for event in bulletin["events"]),
        }  # fmt: skip
        return [flat[name] for name in self.rules.bulletins]

    def _incident_row(self, incident: ReleasedIncident) -> list[Cell]:
        item, place = self.incident(incident), self.view.place_of(incident.place)
        actors = dict.fromkeys(part.actor.label for part in self.view.parts(incident) if part.actor)
        flat: dict[str, Cell] = {
            "origin_id": item["originid"], "title": item["title"], "description": item["description"],
            "labels": "; ".join(self.view.act(act) for act in incident.acts), "locations": place.name if place else "",
            "events": self.view.when(incident), "related_actors": "; ".join(actors),
            "related_bulletins": "; ".join(self.view.documents_of(incident)), "comments": item["comments"],
        }  # fmt: skip
        return [flat[name] for name in self.rules.incidents]


def _tags(tags: list[str]) -> str:
    """Bayanat parts a list at blanks, unless each is in quotation marks; a single tag it takes whole."""
    plain = [tag.replace('"', "'").replace(",", " ") for tag in tags]
    return plain[0] if len(plain) == 1 else ", ".join(f'"{tag}"' for tag in plain)
