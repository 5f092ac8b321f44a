"""FollowTheMoney entities (followthemoney 4), one a line, for OpenAleph and Aleph.

A document is a ``PlainText``, an incident an ``Event``, a claim the ``Documentation`` that ties the one to the other by
its words, a role an ``UnknownLink``. FtM has no schema for violence and none is bent to it: what happened is in words.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec

from witnessmark.model.canonical import digest
from witnessmark.model.release import Release, ReleasedClaim, ReleasedDocument, ReleasedIncident, ReleasedPlace
from witnessmark.publish.exports.columns import casualty_words
from witnessmark.publish.exports.dates import lasting, prefix
from witnessmark.publish.exports.files import json_lines
from witnessmark.publish.exports.mapping import mapping
from witnessmark.publish.exports.view import View
from witnessmark.publish.site.words import Language

Entity = dict[str, Any]

_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
"""What FtM takes for the id of an entity (``followthemoney.types.EntityType``)."""

_PIECE = 60_000
"""Characters in one value: FtM's text type holds 65,000."""


class FtmMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which schema an actor of a kind is, how languages are written, and which roles are only alleged."""

    actors: dict[str, str]
    languages: dict[str, str]
    alleged: tuple[str, ...]


def entities(release: Release, language: Language = "en") -> str:
    """All entities of the release as JSON lines; an entity stands before those that refer to it."""
    return json_lines(_Entities(View(release, language)).all())


class _Entities:
    def __init__(self, view: View) -> None:
        self.view, self.words = view, view.words
        self.map = mapping("followthemoney.yaml", FtmMapping)

    def all(self) -> Iterator[Entity]:
        yield from (self._document(document) for document in self.view.documents.values())
        yield from (self._address(place) for place in self.view.places.values())
        yield from self._actors()
        yield from (self._event(incident) for incident in self.view.incidents.values())
        yield from (self._claim(claim) for claim in self.view.claims.values())
        yield from self._links()

    def _id(self, kind: str, identity: str) -> str:
        """Ids of a release begin with its id: public ids count anew in every release."""
        plain = f"wm-{self.view.release.id}-{kind}-{identity}"
        return plain if len(plain) < 200 and _ID.fullmatch(plain) else f"wm-{digest(plain)[:40]}"

    def _entity(self, schema: str, kind: str, identity: str, **properties: object) -> Entity:
        values = {name: _values(value) for name, value in properties.items()}
        if "name" in values and not values["name"]:
            values["name"] = [identity]  # FtM asks for a name; a title of blanks is none
        return {
            "id": self._id(kind, identity),
            "schema": schema,
            "properties": {name: found for name, found in values.items() if found},
        }

    def _document(self, document: ReleasedDocument) -> Entity:
        text = document.text
        source = self.view.sources.get(document.source)
        received = source.sha256 if source else None
        return self._entity(
            "PlainText", "document", document.id,
            name=document.title, title=document.title, fileName=f"{document.id}.txt", mimeType="text/plain",
            bodyText=[text[at : at + _PIECE] for at in range(0, len(text), _PIECE)],
            language=self.map.languages.get(document.language or ""),
            date=_whole_day(document.date),
            notes=[document.notice, self.words("export.received", digest=received) if received else None],
            summary=self.words("export.released-text", source=document.source),
        )  # fmt: skip

    def _address(self, place: ReleasedPlace) -> Entity:
        point = self.view.place_point(place)
        return self._entity(
            "Address", "place", place.id,
            name=place.name, full=", ".join(dict.fromkeys([place.name, *reversed(place.admin)])),
            city=place.name if place.kind == "settlement" else None,
            region=self.view.unit(place, 1), remarks=self.view.where(place) if place.radius_km is not None else None,
            alias=[said for said in place.said_as if said != place.name],
            latitude=str(point.lat) if point else None, longitude=str(point.lon) if point else None,
        )  # fmt: skip

    def _actors(self) -> Iterator[Entity]:
        for actor in self.view.actors.values():
            yield self._entity(
                self.map.actors.get(actor.kind, "LegalEntity"), "actor", actor.id,
                name=actor.label, summary=actor.resolved,
                notes=self.words("export.pseudonym") if actor.pseudonym else None,
            )  # fmt: skip

    def _event(self, incident: ReleasedIncident) -> Entity:
        view, place = self.view, self.view.place_of(incident.place)
        spans = lasting(incident.time)
        involved = dict.fromkeys(part.actor.id for part in view.parts(incident) if part.actor)
        unknown = self.words("export.not-said")
        return self._entity(
            "Event", "incident", incident.id,
            name=view.title(incident),
            date=None if spans else prefix(incident.time),
            startDate=incident.time.earliest if spans else None, endDate=incident.time.latest if spans else None,
            location=view.where(place), addressEntity=self._id("place", place.id) if place else None,
            keywords=[*incident.acts, incident.layer],
            summary=view.summary(incident),
            description=self.words(
                "export.when-where", when=view.when(incident) or unknown, where=view.where(place) or unknown
            ),
            notes=[self.words("export.as-said", casualties=said) for said in casualty_words(view, incident)]
            + [
                self.words(
                    "export.contradiction",
                    field=self.words.value("field", each.field),
                    values="; ".join(f"{value} ({claim})" for claim, value in view.contradiction(each).items()),
                )
                for each in incident.contradictions
            ],
            involved=[self._id("actor", actor) for actor in involved],
            recordId=incident.id,
            proof=[self._id("document", document) for document in view.documents_of(incident)],
        )  # fmt: skip

    def _claim(self, claim: ReleasedClaim) -> Entity:
        """The words of a claim between document and event; alone, where no incident is released, a note."""
        basis = claim.basis.get("act")
        said = [
            self.words("export.said-by", who=claim.said_by) if claim.said_by else self.words("export.unnamed"),
            self.view.words.value("modality", claim.modality),
            self.view.words.value("polarity", "negative") if claim.polarity == "negative" else None,
            self.view.words.value("basis", basis) if basis else None,
            claim.reference or None,
        ]
        summary = "; ".join(part for part in said if part)
        if claim.incident in self.view.incidents:
            return self._entity(
                "Documentation", "claim", claim.id,
                document=self._id("document", claim.document), entity=self._id("incident", claim.incident),
                role=self.view.act(claim.act), description=claim.quote, summary=summary, recordId=claim.id,
            )  # fmt: skip
        return self._entity(
            "Note", "claim", claim.id,
            name=f"{self.view.act(claim.act)} ({claim.id[:12]})", description=claim.quote, summary=summary,
            proof=self._id("document", claim.document),
        )  # fmt: skip

    def _links(self) -> Iterator[Entity]:
        """Who takes which role in what, and who says what, each once with all claims that say so."""
        roles: dict[tuple[str, str, str], list[ReleasedClaim]] = defaultdict(list)
        for incident in self.view.incidents.values():
            for part in self.view.parts(incident):
                if part.actor is not None:
                    roles[part.actor.id, incident.id, part.role].append(part.claim)
        for actor in self.view.actors.values():
            for claim in (self.view.claims[said] for said in actor.said if said in self.view.claims):
                if claim.incident in self.view.incidents:
                    roles[actor.id, claim.incident, "speaker"].append(claim)
        for (actor_id, incident_id, role), claims in roles.items():
            label = self.view.words.value("role", role)
            yield self._entity(
                "UnknownLink", "link", f"{actor_id}-{incident_id}-{role}",
                subject=self._id("actor", actor_id), object=self._id("incident", incident_id),
                role=self.words("export.alleged", role=label) if role in self.map.alleged else label,
                description=list(dict.fromkeys(claim.quote for claim in claims)),
                recordId=list(dict.fromkeys(claim.id for claim in claims)),
                proof=[self._id("document", d) for d in dict.fromkeys(claim.document for claim in claims)],
            )  # fmt: skip


def _values(value: object) -> list[str]:
    found = value if isinstance(value, (list, tuple)) else [value]
    return list(dict.fromkeys(str(one) for one in found if one is not None and str(one).strip()))


def _whole_day(text: str | None) -> str | None:
    """The day of a date with or without a time."""
    return text[:10] if text and re.match(r"\d{4}(-\d{2}(-\d{2})?)?", text) else None
