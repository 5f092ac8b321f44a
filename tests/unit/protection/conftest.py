"""A case file put together by hand: invented people in real places, and only what a test needs."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from witnessmark.model.case import Document, Person, SourceRecord
from witnessmark.model.casefile import CaseDocument, CaseFile, CaseSource
from witnessmark.model.claim import Claim, Participant, Voice
from witnessmark.model.consent import Audience, ConsentLevel
from witnessmark.model.decision import Clearance, Decision, ReleaseApproval, ReleaseProposal
from witnessmark.model.incident import Incident, IncidentTime, SourceGroup
from witnessmark.model.record import ActorMention, DateMention, PlaceMention, ReadingRecord
from witnessmark.model.span import Span
from witnessmark.protection.gate import Draft, prepare

ON_DAY = "2024-06-01"
AUTHOR = Voice(kind="author", key="author:d")


@dataclass
class Mission:
    """Builds a case step by step. Documents, claims and persons are called by the ids given here."""

    sources: dict[str, CaseSource] = field(default_factory=dict)
    documents: dict[str, CaseDocument] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)

    def document(
        self,
        text: str,
        *,
        consent: str = "public-anonymous",
        date: str | None = "2022-11-02",
        language: str = "en",
        source: str | None = None,
        title: str | None = None,
        author: str | None = None,
        actors: tuple[ActorMention, ...] = (),
        places: tuple[PlaceMention, ...] = (),
        quotes: tuple[Any, ...] = (),
        **record: Any,
    ) -> str:
        identity = f"d{len(self.documents) + 1}"
        source = source or f"s{len(self.sources) + 1}"
        if source not in self.sources:
            values: dict[str, Any] = {
                "file_name": f"{source}.txt",
                "size": len(text),
                "sha256": source.ljust(64, "0"),
                "media_type": "text/plain",
                "received": "2023-01-05T10:00:00+02:00",
            } | record
            self.sources[source] = CaseSource(
                id=source,
                label=f"S{len(self.sources) + 1}",
                record=SourceRecord(**values),
                content=f"content-{source}",
                consent=ConsentLevel.of(consent),
            )
        held = self.sources[source]
        self.sources[source] = type(held)(
            id=held.id,
            label=held.label,
            record=held.record,
            content=held.content,
            consent=held.consent,
            documents=(*held.documents, identity),
        )
        reading = ReadingRecord(
            id=identity,
            reader="test",
            language=language,
            date=date,
            places=places,
            dates=(),
            quotes=quotes,
            actors=actors,
            claims=(),
        )
        document = Document(text=text, tool="text/1", title=title, language=language, date=date, author=author)
        self.documents[identity] = CaseDocument(id=identity, source=source, document=document, record=reading)
        return identity

    def person(self, *names: str, consent: str | None = None, **values: Any) -> str:
        """A person, mentioned wherever a document holds the first name given in exactly that form."""
        identity = f"person-{len(self.persons) + 1}"
        mentions = tuple(
            (document, self.span(document, name))
            for document, held in self.documents.items()
            for name in names[:1]
            if name in held.document.text
        )
        level = None if consent is None else ConsentLevel.of(consent)
        self.persons[identity] = Person(id=identity, names=names, consent=level, mentions=mentions, **values)
        return identity

    def span(self, document: str, words: str) -> Span:
        start = self.documents[document].document.text.index(words)
        return Span(start, start + len(words), words)

    def claim(
        self,
        document: str,
        words: str,
        act: str,
        *,
        said_by: Voice | None = None,
        latest: str | None = None,
        place: PlaceMention | None = None,
        roles: dict[str, tuple[str, str | None, str | None]] | None = None,
        **values: Any,
    ) -> str:
        """A claim; ``roles`` maps a role to its words, kind and person."""
        span = self.span(document, words)
        identity = f"claim-{len(self.claims) + 1}"
        fillers = {
            role: (Participant(start=at.start, end=at.end, quote=at.quote, kind=kind, person=person, name=at.quote),)
            for role, (said, kind, person) in (roles or {}).items()
            for at in [self.span(document, said)]
        }
        date = latest and DateMention(span.start, span.end, span.quote, edtf=latest, earliest=latest, latest=latest)
        self.claims[identity] = Claim(
            id=identity,
            document=document,
            source=self.documents[document].source,
            span=span,
            act=act,
            **{"modality": "asserted", "polarity": "positive"} | values,
            roles=fillers,
            said_by=said_by or AUTHOR,
            place=place,
            date=date or None,
        )
        return identity

    def incident(self, *claims: str, **values: Any) -> str:
        incidents = self.more.setdefault("incidents", {})
        identity = f"incident-{len(incidents) + 1}"
        chosen: dict[str, Any] = {
            "acts": tuple(dict.fromkeys(self.claims[claim].act for claim in claims)),
            "category": "x",
            "status": "reported",
            "place": self.claims[claims[0]].place,
            "time": IncidentTime(),
            "groups": tuple(SourceGroup(claims=(claim,), reasons=("single",)) for claim in claims),
        } | values
        incidents[identity] = Incident(id=identity, claims=claims, **chosen)
        return identity

    def clear(self, target: str, audience: Audience = Audience.PUBLIC) -> None:
        each = Clearance(target=target, audience=audience, entry="e", device="d", reviewer="R")
        self.more["clearances"] = (*self.more.get("clearances", ()), each)

    def decide(self, target: str, verdict: str, **values: Any) -> None:
        decisions = self.more.setdefault("decisions", {})
        each = Decision(target=target, verdict=verdict, entry="e", device="d", reviewer="R", **values)  # type: ignore[arg-type]
        decisions[target] = (*decisions.get(target, ()), each)

    def file(self) -> CaseFile:
        values: dict[str, Any] = {"incidents": {}, "matrices": {}, "decisions": {}} | self.more
        return CaseFile(
            title=values.pop("title", "Oskil mission"),
            notice=values.pop("notice", None),
            sources=self.sources,
            documents=self.documents,
            claims=self.claims,
            persons=self.persons,
            **values,
        )

    def prepare(self, audience: Audience = Audience.PUBLIC, *, salt: str | None = None, on_day: str = ON_DAY) -> Draft:
        proposal = None
        if salt is not None:
            proposal = ReleaseProposal(
                id="r1", audience=audience, time="2024-06-01T09:00:00+03:00", salt=salt, content="", entry="e"
            )
        return prepare(self.file(), audience, on_day=on_day, proposal=proposal, software="witnessmark test", data={})

    def text(self, audience: Audience = Audience.PUBLIC, number: int = 0) -> str:
        return self.prepare(audience).release.documents[number].text


def approval(content: str, reviewer: str, device: str) -> ReleaseApproval:
    return ReleaseApproval(release="r1", content=content, entry="e", device=device, reviewer=reviewer)


def settlement(mission: Mission, document: str, words: str, **values: Any) -> PlaceMention:
    span = mission.span(document, words)
    chosen: dict[str, Any] = {
        "name": words,
        "kind": "settlement",
        "country": "UA",
        "lat": 49.2123,
        "lon": 37.2567,
        "radius_km": 1.5,
        "via": "gazetteer",
        "admin": ("Ukraine", "Kharkiv Oblast"),
    } | values
    return PlaceMention(span.start, span.end, span.quote, **chosen)


@pytest.fixture
def mission() -> Mission:
    return Mission()


@pytest.fixture
def place() -> Any:
    return settlement


@pytest.fixture
def approve() -> Any:
    return approval
