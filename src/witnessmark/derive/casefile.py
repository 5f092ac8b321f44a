"""The case file: everything known of a case at one moment, worked out from the evidence by the pure steps."""

from collections.abc import Mapping, Sequence
from functools import partial

from witnessmark.derive.adding import PARTLY
from witnessmark.derive.attaching import attach
from witnessmark.derive.claims import claims_of
from witnessmark.derive.correcting import corrected
from witnessmark.derive.grading import of_claims, of_incidents, with_bases
from witnessmark.derive.handing_over import consent_until, published_before, stamps_of
from witnessmark.derive.law import qualified_by_law
from witnessmark.derive.merging import merged
from witnessmark.derive.persons import PersonIndex, RegisteredPerson, index_persons, person_key
from witnessmark.derive.readings import Readings
from witnessmark.derive.record_claims import claims_of_rows
from witnessmark.derive.suggested import readings_with_models
from witnessmark.evidence import named
from witnessmark.evidence.case import Case
from witnessmark.evidence.payloads import PersonRegister
from witnessmark.evidence.state import MadeIndependence, Source, State
from witnessmark.incidents.decided_sources import with_decided_sources
from witnessmark.model.case import Document, Person, SourceRecord
from witnessmark.model.casefile import CaseDocument, CaseFile, CaseSource, QualifiedCase
from witnessmark.model.claim import Claim
from witnessmark.model.consent import ConsentLevel
from witnessmark.model.incident import Incident, Independence


def load_case_file(case: Case, on_day: str, *, incidents: bool = True, law: bool = True) -> CaseFile:
    """Read what is new, and put everything together. ``on_day`` (ISO 8601) decides which consent has run out.

    Quicker: with ``law=False`` nothing is laid beside the law, with ``incidents=False`` the claims are not linked
    either.
    """
    state = case.state()
    records = {
        s.id: case.objects.read_value(s.record, SourceRecord)
        for s in state.sources.values()
        if not state.is_expunged(s)
    }
    read = _documents(case, state, records)
    registered = _registered(case, state, on_day)
    persons = index_persons(
        case.settings.id,
        {name: (document.document, document.record) for name, document in read.items()},
        {name: records[document.source].giver for name, document in read.items()},
        registered,
    )
    if state.sameness:
        levels = {name: _consent_of(state.sources[one.source], records, state, on_day) for name, one in read.items()}
        persons = merged(persons, registered, state.sameness, levels)
    claims = {claim.id: claim for document in read.values() for claim in _claims(document, persons)}
    made = [one for decided in named.decisions(case).values() for one in decided]
    decisions, unattached = attach(made, claims)
    given = named.grades(case)
    grades, waiting = of_claims(given, claims, persons.persons.values())
    claims = {
        name: with_bases(corrected(claim, decisions.get(name, ())), grades.get(name, ()))
        for name, claim in claims.items()
    }
    linked = _linked(case, claims, read, records, state) if incidents else []
    labels, adrift = of_incidents(given, {one.id: one for one in linked}) if incidents else ({}, ())
    qualified = qualified_by_law(case, state, linked, claims, persons.persons) if law and linked else None
    return CaseFile(
        title=case.settings.title,
        notice=case.settings.notice,
        sources=_sources(state, records, read, on_day),
        documents=read,
        claims=claims,
        persons=persons.persons,
        incidents={incident.id: incident for incident in linked},
        matrices=qualified.matrices if qualified else {},
        situations=qualified.situations if qualified else {},
        law=qualified.book if qualified else None,
        lay=partial(_lay, case, state, persons.persons) if qualified else None,
        decisions=decisions,
        unattached=unattached,
        clearances=named.clearances(case),
        proposals=named.proposals(case),
        approvals=named.approvals(case),
        waivers=named.waivers(case),
        custody=state.custody,
        stamps=stamps_of(case, state),
        published=published_before(state),
        consent_until=consent_until(state),
        grades=grades | labels,
        grades_waiting=(*waiting, *adrift),
    )


def document_date(document: Document, record: SourceRecord) -> str | None:
    """The document's own date, as the user or the source itself says; never the day of receipt."""
    return record.document_date or document.date


def _documents(case: Case, state: State, records: Mapping[str, SourceRecord]) -> dict[str, CaseDocument]:
    texts = {
        name: (case.objects.read_value(name, Document), entry.source)
        for name, entry in state.documents.items()
        if name in case.objects and entry.source in records
    }
    dated = {name: (text, document_date(text, records[source])) for name, (text, source) in texts.items()}
    helped = readings_with_models(case, state, dated)
    plain = {name: one for name, one in dated.items() if name not in helped}
    with Readings(case, state) as readings:
        found = dict(readings.of_all(plain)) | helped
    return {
        name: CaseDocument(id=name, source=source, document=text, record=found[name])
        for name, (text, source) in texts.items()
    }


def _claims(document: CaseDocument, persons: PersonIndex) -> list[Claim]:
    if document.document.records:
        return list(claims_of_rows(document.id, document.source, document.document, document.record, persons.at))
    return list(claims_of(document.id, document.source, document.document, document.record, persons))


def _lay(
    case: Case, state: State, persons: Mapping[str, Person], incidents: Sequence[Incident], claims: Mapping[str, Claim]
) -> QualifiedCase:
    return qualified_by_law(case, state, incidents, claims, persons)


def _linked(
    case: Case,
    claims: Mapping[str, Claim],
    documents: Mapping[str, CaseDocument],
    records: Mapping[str, SourceRecord],
    state: State,
) -> Sequence[Incident]:
    from witnessmark.derive.linkings import link_remembering

    texts = {name: document.document.text for name, document in documents.items()}
    linked = link_remembering(case, list(claims.values()), texts, state.links)
    return with_decided_sources(linked, claims, texts, decided_sources(state), _came_in(records))


def decided_sources(state: State) -> list[Independence]:
    """The words that hold on the independence of sources. Where people differ at the same time the stricter holds: they
    count once."""
    said: dict[tuple[str, str], list[MadeIndependence]] = {}
    for one in state.independence:
        if one.holds:
            said.setdefault((min(one.first, one.second), max(one.first, one.second)), []).append(one)
    found: list[Independence] = []
    for pair, words in said.items():
        joined = dict.fromkeys((one.first, one.second) for one in words if one.dependent)
        found += [Independence(*each, dependent=True) for each in joined]
        if all(one.dependent is False for one in words):
            found.append(Independence(*pair, dependent=False))
    return found


def _came_in(records: Mapping[str, SourceRecord]) -> dict[str, tuple[str, ...]]:
    """By source: itself and all that it came in, such as a letter or an archive."""
    found: dict[str, tuple[str, ...]] = {}
    for source, record in records.items():
        line = [source]
        parent = record.parent
        while parent is not None and parent in records and parent not in line:
            line.append(parent)
            parent = records[parent].parent
        found[source] = tuple(line)
    return found


def _registered(case: Case, state: State, on_day: str) -> list[RegisteredPerson]:
    """The persons on whom somebody said something, with the keys by which their mentions are found."""
    registered = []
    for person in state.persons.values():
        for address in person.registers:
            if address in state.expunged:
                continue
            register = case.objects.read_value(address, PersonRegister)
            registered.append(
                RegisteredPerson(
                    id=person.id,
                    key=register.key or person_key(register.names[0], None),
                    consent=state.effective_consent(person.id, on_day),
                    protected=person.protected,
                )
            )
    return registered


def _sources(
    state: State, records: Mapping[str, SourceRecord], read: Mapping[str, CaseDocument], on_day: str
) -> dict[str, CaseSource]:
    partly = {document.source: document.document.facts.get(PARTLY) for document in read.values()}
    sources = {}
    for number, source in enumerate(state.sources.values(), 1):
        if source.id not in records:  # expunged: the others keep their numbers
            continue
        sources[source.id] = CaseSource(
            id=source.id,
            label=f"S{number}",
            record=records[source.id],
            content=source.content,
            consent=_consent_of(source, records, state, on_day),
            documents=source.documents,
            problem=source.problem or partly.get(source.id),
        )
    return sources


def _consent_of(source: Source, records: Mapping[str, SourceRecord], state: State, on_day: str) -> ConsentLevel:
    """The strictest consent over the source and everything that it was part of; what it came with, until changed."""
    own = state.effective_consent(source.id, on_day)
    level = own if own is not None else ConsentLevel.of(source.level)
    parent = records[source.id].parent
    if parent is not None and parent in records:
        return min(level, _consent_of(state.sources[parent], records, state, on_day))
    return level
