"""How a release came to be, as PROV-JSON (W3C member submission of 2013): sources, texts, claims, incidents, approvals.

Every claim derives from its document, every incident from its claims. The chain of custody is there where the edition
holds it; its times are what clocks claimed.
"""

import re
from collections import defaultdict
from datetime import datetime
from typing import Any

from witnessmark.model.canonical import digest
from witnessmark.model.release import Release
from witnessmark.publish.exports.files import json_text
from witnessmark.publish.exports.view import View
from witnessmark.publish.site.words import Language

Attributes = dict[str, Any]

_AGENTS = {"person": "prov:Person", "unit": "prov:Organization", "armed-force": "prov:Organization",
           "organisation": "prov:Organization"}  # fmt: skip
"""An authority or a group may be one man: no type."""

_LOCAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]*")


def prov_json(release: Release, language: Language = "en") -> str:
    return json_text(_Provenance(View(release, language)).document())


class _Provenance:
    def __init__(self, view: View) -> None:
        self.view, self.words = view, view.words
        self.release = view.release
        self.records: dict[str, dict[str, Attributes]] = defaultdict(dict)

    def document(self) -> dict[str, Any]:
        prefixes = {"wm": f"urn:witnessmark:{self.release.id}:", "wmt": "urn:witnessmark:terms:"}
        self._makers()
        self._materials()
        self._analysis()
        self._custody()
        return {"prefix": prefixes, **self.records}

    def _makers(self) -> None:
        method, release = self.release.method, self.release
        audience = self.words.value("audience", release.audience.value)
        self._add("agent", "software", label=method.software, kind="prov:SoftwareAgent")
        self._add("activity", "reading", label=self.words("prov.reading", reader=method.reader))
        self._add("activity", "linking", label=self.words("prov.linking"))
        self._add("activity", "releasing", label=self.words("prov.releasing", audience=audience), time=release.time)
        self._add("entity", "release", label=release.title, kind="prov:Collection", content=release.content)
        self._link("wasGeneratedBy", entity="release", activity="releasing")
        for activity in ("reading", "linking", "releasing"):
            self._link("wasAssociatedWith", activity=activity, agent="software")
        for number, approval in enumerate(release.approvals, start=1):
            reviewer = f"reviewer-{number}"
            self._add("agent", reviewer, label=approval.reviewer, kind="prov:Person", device=approval.device)
            self._link("wasAssociatedWith", activity="releasing", agent=reviewer, role="reviewer")

    def _materials(self) -> None:
        for source in self.view.sources.values():
            self._add(
                "entity", _name("source", source.id), label=source.label, mediaType=source.media_type,
                commitment=source.commitment, sha256=source.sha256,
            )  # fmt: skip
        for document in self.view.documents.values():
            name = _name("document", document.id)
            self._add("entity", name, label=document.title, language=document.language)
            self._link("wasGeneratedBy", entity=name, activity="reading")
            self._link("hadMember", collection="release", entity=name)
            if document.source in self.view.sources:
                origin = _name("source", document.source)
                self._link("wasDerivedFrom", generatedEntity=name, usedEntity=origin, activity="reading")

    def _analysis(self) -> None:
        for actor in self.view.actors.values():
            self._add("agent", _name("actor", actor.id), label=actor.label, kind=_AGENTS.get(actor.kind))
        for claim in self.view.claims.values():
            name, document = _name("claim", claim.id), _name("document", claim.document)
            self._add("entity", name, label=self.view.act(claim.act), act=claim.act, start=claim.start, end=claim.end)
            self._link("wasDerivedFrom", generatedEntity=name, usedEntity=document, activity="reading")
            self._link("hadMember", collection="release", entity=name)
        for actor in self.view.actors.values():
            for said in actor.said:
                if said in self.view.claims:
                    self._link("wasAttributedTo", entity=_name("claim", said), agent=_name("actor", actor.id))
        for incident in self.view.incidents.values():
            name = _name("incident", incident.id)
            self._add("entity", name, label=self.view.title(incident), independent=len(incident.groups))
            self._link("wasGeneratedBy", entity=name, activity="linking")
            self._link("hadMember", collection="release", entity=name)
            for claim in self.view.claims_of(incident):
                used = _name("claim", claim.id)
                self._link("wasDerivedFrom", generatedEntity=name, usedEntity=used, activity="linking")

    def _custody(self) -> None:
        for number, event in enumerate(self.release.custody, start=1):
            name, device = f"custody-{number}", _name("device", event.device)
            self._add("activity", name, label=event.kind, time=event.time, entry=event.entry)
            self._add("agent", device, label=self.words("prov.device", device=event.device))
            self._link("wasAssociatedWith", activity=name, agent=device)
            if event.source in self.view.sources:
                self._link("used", activity=name, entity=_name("source", event.source))

    def _add(self, kind_of: str, name: str, *, label: str, kind: str | None = None, time: str | None = None,
             **more: str | int | None) -> None:  # fmt: skip
        attributes: Attributes = {"prov:label": label}
        if kind:
            attributes["prov:type"] = {"$": kind, "type": "xsd:QName"}
        if time and _moment(time):
            attributes["prov:startTime"] = attributes["prov:endTime"] = time
        attributes |= {f"wmt:{key}": value for key, value in more.items() if value is not None}
        self.records[kind_of][f"wm:{name}"] = attributes

    def _link(self, relation: str, *, role: str | None = None, **ends: str) -> None:
        attributes: Attributes = {f"prov:{end}": f"wm:{name}" for end, name in ends.items()}
        if role:
            attributes["prov:role"] = role
        found = self.records[relation]
        found[f"_:{relation}{len(found) + 1}"] = attributes


def _name(kind: str, identity: str) -> str:
    """A local name of the release; an id that would be none is digested."""
    return f"{kind}-{identity}" if _LOCAL.fullmatch(identity) else f"{kind}-{digest(identity)[:32]}"


def _moment(time: str) -> bool:
    try:
        return datetime.fromisoformat(time).year > 0
    except ValueError:
        return False
