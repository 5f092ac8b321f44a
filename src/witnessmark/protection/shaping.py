"""Writing an edition down as the values of a release.

Everything in here takes what ``edition`` chose; nothing is chosen here but how it is shown.
"""

import hashlib
import hmac
import re
from collections import defaultdict
from functools import cached_property
from pathlib import PurePath
from typing import NamedTuple

import msgspec

from witnessmark.derive.casefile import document_date
from witnessmark.model.case import Locator
from witnessmark.model.casefile import CaseDocument, CaseFile, CaseSource
from witnessmark.model.claim import Claim
from witnessmark.model.consent import MAY_BE_NAMED, Audience
from witnessmark.model.corroboration import PriorStatements
from witnessmark.model.handover import MissionStatement
from witnessmark.model.register import Register, ReleasedRegister
from witnessmark.model.release import (
    CustodyEvent,
    ReleasedActor,
    ReleasedClaim,
    ReleasedDocument,
    ReleasedIncident,
    ReleasedPlace,
    ReleasedRole,
    ReleasedSource,
)
from witnessmark.protection.cast import Cast
from witnessmark.protection.coarsen import PlaceBook
from witnessmark.protection.fold import folded
from witnessmark.protection.forms import ProtectedWords
from witnessmark.protection.incidents import IncidentShaper
from witnessmark.protection.naming import Naming
from witnessmark.protection.policy import Policy, Wording
from witnessmark.protection.redact import Mark, Redacted, paint, render, replacements
from witnessmark.protection.shaping_corroboration import Assessment
from witnessmark.protection.shaping_handover import Handover, known_names, shape_handover
from witnessmark.protection.shaping_law import ShapedLaw, shape_law
from witnessmark.protection.shaping_registers import RegisterShaper, rows_of_edition
from witnessmark.protection.withholding import Reviewed


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What an edition holds, in order of document and place. Keys are ids of the case."""

    file: CaseFile
    audience: Audience
    naming: Naming
    documents: dict[str, CaseDocument]
    marks: dict[str, list[Mark]]
    items: dict[str, Reviewed]
    names: dict[str, str]
    """Id of a document of the case to its released id."""
    on_day: str
    """ISO day that ages are counted to."""


class Parts(NamedTuple):
    sources: tuple[ReleasedSource, ...]
    documents: tuple[ReleasedDocument, ...]
    claims: tuple[ReleasedClaim, ...]
    incidents: tuple[ReleasedIncident, ...]
    places: tuple[ReleasedPlace, ...]
    actors: tuple[ReleasedActor, ...]
    people: dict[str, str]
    """By person of the case the name or pseudonym that they bear."""
    registers: tuple[ReleasedRegister, ...]
    statements: tuple[PriorStatements, ...] = ()


class Shaping:
    """Shapes the chosen parts of an edition. What does not depend on the salt is made once."""

    def __init__(self, chosen: Chosen, policy: Policy, protected: ProtectedWords) -> None:
        self._chosen = chosen
        self._file = chosen.file
        self._policy = policy
        self._rules = policy.audiences[chosen.audience]
        self._protected = protected
        self._places = PlaceBook(chosen.file, self._rules, protected)
        plain = self._rules.plain_ids
        self._claim_ids = {claim: claim if plain else f"c{n}" for n, claim in enumerate(chosen.items, start=1)}
        self._by_document: dict[str, list[str]] = defaultdict(list)
        for claim, item in chosen.items.items():
            self._by_document[item.claim.document].append(claim)

    # what does not depend on the salt

    def clean(self, text: str, words: Wording | None = None) -> str:
        """A text that is no part of a document, with every protected word taken out."""
        marks = [Mark(hit.start, hit.end, "name", "name") for hit in self._protected.find(text)]
        return render(text, paint(text, marks), replacements(words or self._policy.wording("en"), {})).text

    @cached_property
    def titles(self) -> dict[str, tuple[str, bool]]:
        """By document of the case its title, and whether its own was withheld."""
        return {held.id: self._title(held) for held in self._chosen.documents.values()}

    def _title(self, held: CaseDocument) -> tuple[str, bool]:
        fallback = f"{self._chosen.names[held.id]} ({held.document.kind})"
        title = held.document.title
        if not title or not title.strip():
            return fallback, False
        file_name = self._file.sources[held.source].record.file_name
        doubtful = self._protected.holds(title) or title.strip() in (file_name, PurePath(file_name).stem)
        if self._rules.remove_traces:
            doubtful = doubtful or any(re.search(pattern, title) for pattern in self._policy.traces.values())
            # A title from beside the text, such as a property of the file, was never read: it may name anybody.
            doubtful = doubtful or _even(title) not in _even(held.document.text)
        return (fallback, True) if doubtful else (title, False)

    @cached_property
    def _incidents(self) -> dict[str, ReleasedIncident]:
        """By incident of the case what is released of it."""
        shaper = IncidentShaper(
            self._policy, self._chosen.items, self._claim_ids, self._places, self.clean,
            coarse=self._rules.places != "exact",
        )  # fmt: skip
        shaped: dict[str, ReleasedIncident] = {}
        for incident in self._file.incidents.values():
            identity = incident.id if self._rules.plain_ids else f"i{len(shaped) + 1}"
            released = shaper.shape(incident, identity)
            if released is not None:
                shaped[incident.id] = released
        return shaped

    @cached_property
    def _incident_of(self) -> dict[str, str]:
        return {claim: incident.id for incident in self._incidents.values() for claim in incident.claims}

    @cached_property
    def _registers(self) -> tuple[Register, ...]:
        return rows_of_edition(self._file, self._chosen.items, self._places)

    @cached_property
    def law(self) -> ShapedLaw:
        """Matrices, situations, the matrix of the case and the texts of law; nothing where the audience sees none."""
        if not self._rules.matrices:
            return ShapedLaw()
        return shape_law(self._file, self._incidents, self._claim_ids, sealed=self._rules.sealed)

    def custody(self) -> tuple[CustodyEvent, ...]:
        labels = {source.id: source.label for source in self._appearing_sources()}
        events = (event for event in self._file.custody if event.source in labels)
        return tuple(msgspec.structs.replace(event, source=labels[event.source]) for event in events)

    def pseudonymous(self) -> frozenset[str]:
        """Ids of the persons who appear in the edition without a name."""
        found = {
            next(iter(mark.persons))
            for marks in self._chosen.marks.values()
            for mark in marks
            if len(mark.persons) == 1
        }
        for item in self._chosen.items.values():
            found |= {each.person for _, each in item.claim.participants() if each.person}
            if item.claim.said_by.person and item.claim.said_by.kind != "author":
                found.add(item.claim.said_by.person)
        return frozenset(found & self._file.persons.keys()) - self._chosen.naming.named

    # what does

    def parts(self, numbers: dict[str, int], salt: str) -> Parts:
        """Everything but matrices and custody, with pseudonyms of those ``numbers``."""
        words = self._policy.wording("en")
        cast = Cast(self._file.persons, self._chosen.naming.named, numbers, words, plain=self._rules.plain_ids)
        documents, claims = [], []
        texts: dict[str, Redacted] = {}
        for held in self._chosen.documents.values():
            wording = self._policy.wording(held.document.language or held.record.language)
            redacted = render(held.document.text, self._chosen.marks[held.id], replacements(wording, numbers))
            texts[held.id] = redacted
            ids = tuple(self._by_document[held.id])
            claims += [self._claim(self._chosen.items[claim], held, redacted, wording, cast) for claim in ids]
            documents.append(self._document(held, redacted, tuple(self._claim_ids[claim] for claim in ids)))
        people = cast.people()
        registers = RegisterShaper(
            self._policy, self._rules, self._places, on_day=self._chosen.on_day, claims=self._claim_ids,
            acts={name: item.claim.act for name, item in self._chosen.items.items()},
            incidents={name: released.id for name, released in self._incidents.items()}, people=people, texts=texts,
        ).shape(self._registers)  # fmt: skip
        parts = Parts(
            tuple(self._source(source, salt) for source in self._appearing_sources()),
            tuple(documents),
            tuple(claims),
            tuple(self._incidents.values()),
            self._places.released(),
            cast.released(),
            people,
            registers,
        )
        return self._assessed(parts, texts)

    def _assessed(self, parts: Parts, texts: dict[str, Redacted]) -> Parts:
        """The parts with what is said of how far they are to be relied on."""
        chosen, incidents = self._chosen, self._incidents
        assess = Assessment(
            self._file, chosen.audience, self._policy, chosen.items, self._claim_ids, parts.claims, parts.places,
            texts, self.clean,
        )  # fmt: skip
        of_case = {released: name for name, released in self._claim_ids.items()}
        sources = zip(self._appearing_sources(), parts.sources, strict=True)
        return parts._replace(
            sources=tuple(assess.source(source.id, released) for source, released in sources),
            claims=tuple(assess.claim(of_case[claim.id], claim) for claim in parts.claims),
            incidents=tuple(assess.incident(self._file.incidents[name], one) for name, one in incidents.items()),
            actors=tuple(map(assess.actor, parts.actors)),
            statements=assess.statements(incidents, chosen.names, parts.actors),
        )

    def _document(self, held: CaseDocument, redacted: Redacted, claims: tuple[str, ...]) -> ReleasedDocument:
        return ReleasedDocument(
            id=self._chosen.names[held.id],
            source=self._file.sources[held.source].label,
            title=self.titles[held.id][0],
            kind=held.document.kind,
            language=held.document.language or held.record.language,
            date=document_date(held.document, self._file.sources[held.source].record),
            segments=redacted.segments,
            claims=claims,
            tool=held.document.tool,
            exact=held.document.exact,
        )

    def _claim(
        self, item: Reviewed, held: CaseDocument, redacted: Redacted, words: Wording, cast: Cast
    ) -> ReleasedClaim:
        claim = item.claim
        identity = self._claim_ids[claim.id]
        start, end = redacted.offsets(claim.span.start, claim.span.end)
        roles = self._roles(claim, identity, redacted, words, cast)
        date = claim.date
        stated = date is not None and date.basis != "reviewer"
        return ReleasedClaim(
            id=identity,
            document=self._chosen.names[held.id],
            start=start,
            end=end,
            quote=redacted.text[start:end],
            act=claim.act,
            modality=claim.modality,
            polarity=claim.polarity,
            said_by=self._speaker(claim, identity, words, cast),
            said_by_kind=claim.said_by.kind,
            roles=roles,
            place=self._place(item, redacted),
            date_words=redacted.words(date.start, date.end) if date is not None and stated else None,
            edtf=date.edtf if date else None,
            earliest=date.earliest if date else None,
            latest=date.latest if date else None,
            date_basis=self.clean(date.basis) if date and date.basis else None,
            basis={field: basis for field, basis in claim.basis.items() if basis is not None},
            reference=self._reference(claim.locator or held.document.locate(claim.span.start, claim.span.end)),
            incident=self._incident_of.get(identity),
            rule=claim.rule,
            models=tuple(map(self.clean, claim.models)),
            reviewed=item.verdict if item.verdict in ("confirmed", "corrected") else None,
        )

    def _roles(
        self, claim: Claim, identity: str, redacted: Redacted, words: Wording, cast: Cast
    ) -> tuple[ReleasedRole, ...]:
        roles = []
        for role, each in claim.participants():
            label = self.clean(each.name, words) if each.name and each.person is None else None
            actor = cast.takes_part(each, label, identity)
            text = cast.name_of(each.person, words) if each.person else redacted.words(each.start, each.end)
            roles.append(ReleasedRole(role=role, text=text, actor=actor))
        return tuple(roles)

    def _speaker(self, claim: Claim, identity: str, words: Wording, cast: Cast) -> str:
        """The released name of who says the claim; for an author who may not be named the label of the document; empty
        for one whom the text does not name."""
        voice = claim.said_by
        if voice.kind == "author" and voice.person not in self._chosen.naming.named:
            return self._chosen.names[claim.document]
        label = self.clean(voice.name, words) if voice.name and voice.person is None else None
        cast.speaks(voice, label, identity)
        if voice.person is not None:
            return cast.name_of(voice.person, words)
        return label or ""

    def _place(self, item: Reviewed, redacted: Redacted) -> str | None:
        hazard = self._policy.is_hazard(item.claim.act)
        place = item.claim.place
        if place is not None:
            return self._places.id_of(place, hazard=hazard, said=redacted.words(place.start, place.end))
        corrected = self._places.called(item.place_name) if item.place_name else None
        return self._places.id_of(corrected, hazard=hazard)

    def _reference(self, locator: Locator | None) -> str:
        """Where the words stand in the original. Names of parts and sheets may be file names: not for the public."""
        if locator is None:
            return ""
        if locator.kind == "second":
            seconds = int(float(locator.value))
            return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        value = locator.value
        if self._chosen.audience is Audience.PUBLIC:
            if locator.kind == "part":
                return ""
            value = value.rpartition("!")[2]
        return f"{locator.kind} {self.clean(value)}"

    def handover(self, parts: Parts, mission: MissionStatement | None) -> Handover:
        shaped = shape_handover(
            self._file,
            self._chosen.audience,
            self._appearing_sources(),
            parts.people,
            mission,
            self._protected,
            self.clean,
        )
        if self._chosen.audience is Audience.PUBLIC:
            return shaped
        return shaped._replace(names=known_names(parts.places, parts.actors, parts.claims))

    def _appearing_sources(self) -> list[CaseSource]:
        appears = self._chosen.naming.appears
        return [source for source in self._file.sources.values() if appears(source)]

    def _source(self, source: CaseSource, salt: str) -> ReleasedSource:
        """A source as listed. File name and plain digest only where people may be named: a digest proves a guess."""
        open_ = source.consent >= MAY_BE_NAMED[self._chosen.audience]
        held = [document for document in source.documents if document in self._chosen.names]
        file_name = source.record.file_name
        return ReleasedSource(
            id=source.label,
            label=source.label,
            kind=self._chosen.documents[held[0]].document.kind if held else "unread",
            media_type=source.record.media_type,
            consent=source.consent.label,
            documents=tuple(self._chosen.names[document] for document in held),
            commitment=commitment(source.id, source.record.sha256, salt),
            received=source.record.received,
            file_name=file_name if open_ and not self._protected.holds(file_name) else None,
            sha256=source.record.sha256 if open_ else None,
            size=source.record.size if open_ else None,
            read=source.problem is None,
        )


def _even(text: str) -> str:
    return " ".join(folded(text).split())


def commitment(source: str, sha256: str, salt: str) -> str:
    """What commits to a source without telling of it: HMAC-SHA-256 of its digest under a key that the salt gives this
    source alone, so that one source can be shown to somebody without the others. Empty without a salt."""
    if not salt:
        return ""
    key = hmac.new(salt.encode(), f"source:{source}".encode(), hashlib.sha256).digest()
    return hmac.new(key, sha256.encode(), hashlib.sha256).hexdigest()
