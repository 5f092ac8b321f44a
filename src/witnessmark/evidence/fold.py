"""State = fold(entries): pure, and the same for the same set of entries in any order, any number of times.

Signatures were checked when the journals were read. Here it is looked at what hangs together and what each entry says.
Where entries about the same thing were made in ignorance of each other, the difference is a visible conflict; for
consent, protection and clearances the stricter holds until somebody who has seen both settles it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import msgspec

from witnessmark.evidence import kinds, witnessing
from witnessmark.evidence import state as facts
from witnessmark.evidence.admission import admitted, disputes, first_device, standing
from witnessmark.evidence.conflicting import word_for
from witnessmark.evidence.entry import VERSION, Entry
from witnessmark.evidence.errors import BadEntry
from witnessmark.evidence.fold_expunge import destroyed, expunges
from witnessmark.evidence.fold_grades import grades
from witnessmark.evidence.fold_keys import wrapped_keys
from witnessmark.evidence.fold_law import declared, laws
from witnessmark.evidence.fold_pairs import independence, sameness
from witnessmark.evidence.order import Placed, arrange, latest
from witnessmark.model.consent import Consent, ConsentLevel
from witnessmark.model.incident import Constraint
from witnessmark.model.release import CustodyEvent

Said = tuple[Placed, Any]
"""An entry in its place, and its body."""


def fold(
    entries: Iterable[Entry],
    case: str | None = None,
    rejected: Iterable[facts.Quarantined] = (),
    founder: str | None = None,
) -> facts.State:
    """The state that follows from a set of entries. ``case`` is the id that devices must have enrolled for,
    ``rejected`` what reading the journals turned away, ``founder`` the device that made it as its settings say."""
    order = arrange(entries)
    turned_away = [*rejected, *(_quarantine(entry, "broken-chain") for entry in order.loose)]
    known, bad = _bodies(order.placed)
    enrolled = _enrolled(known, case)
    counted = admitted(known, enrolled, first_device(known, enrolled, founder))
    said, authority = counted.said, counted.authority
    # Where it is unknown who the first owner is, anything may have been an owner's.
    everybody = authority.founder not in enrolled
    quarantined = [
        msgspec.structs.replace(one, blocking=everybody or authority.was_admitted(one.device))
        for one in (*turned_away, *bad)
    ] + [msgspec.structs.replace(one, blocking=one.blocking or everybody) for one in counted.aside]
    missing = tuple(
        digest for digest, seers in order.missing.items() if everybody or any(map(authority.was_admitted, seers))
    )
    conflicts = disputes(authority)
    documents = _documents(said)
    created = said[kinds.CaseCreated]
    sources = _sources(said, documents, conflicts)
    gone = expunges(said[kinds.ExpungeAsked], said[kinds.ExpungeAgreed], authority.owners_known, authority.line)
    ends = destroyed(gone, said[kinds.ExpungeAsked], sources.values())
    return facts.State(
        case=case or (created[0][1].case if created else None),
        devices=standing(enrolled, authority),
        sources=sources,
        documents=documents,
        consents=_consents(said, conflicts),
        persons=_persons(said, conflicts),
        decisions=_decisions(said, conflicts),
        links=_links(said, conflicts),
        grades=grades(said[kinds.GradeGiven], conflicts),
        sameness=sameness(said[kinds.PersonsDecided], partial(_note, conflicts)),
        independence=independence(said[kinds.IndependenceDecided], partial(_note, conflicts)),
        laws=laws(said[kinds.LawAdded], said[kinds.LawRemoved]),
        declared=declared(said[kinds.ConflictDeclared], conflicts),
        clearances=_clearances(said),
        proposals=_proposals(said),
        approvals=tuple(
            facts.Approved(release=b.release, content=b.content, **_who(p)) for p, b in said[kinds.ReleaseApproved]
        ),
        waivers=tuple(
            facts.Waived(release=b.release, hit=b.hit, reason=b.reason, **_who(p)) for p, b in said[kinds.HitWaived]
        ),
        published=tuple(
            facts.Published(release=b.release, root=b.root, **_who(p)) for p, b in said[kinds.ReleasePublished]
        ),
        passages=tuple(
            facts.KeptPassages(release=b.release, cuts=b.cuts, **_who(p)) for p, b in said[kinds.PassagesKept]
        ),
        salted=_salted(said),
        aliases=_aliases(said, conflicts),
        custody=_custody(said),
        gazetteers=_gazetteers(said),
        readings=_readings(said),
        conflicts=tuple(conflicts),
        quarantined=tuple(sorted(quarantined, key=lambda q: (q.device, q.line or 0, q.entry or "", q.reason))),
        blocked_by_unknown=tuple(counted.unknown),
        forks=order.forks,
        missing=missing,
        brought={about: tuple(sorted({p.entry.device for p in places})) for about, places in counted.brought.items()},
        missing_told=tuple(digest for digest in order.missing if digest not in missing),
        entries=len(order.placed),
        expunges=gone,
        case_keys=wrapped_keys(known, authority, created),
        requests=witnessing.open_requests(said),
        stamps=witnessing.stamps(said),
        clocks=witnessing.clocks(said),
        chain=tuple(sorted([*witnessing.chain(said), *ends], key=lambda link: link.at)),
    )


def _bodies(placed: Iterable[Placed]) -> tuple[list[tuple[Placed, kinds.Body | None]], list[facts.Quarantined]]:
    """Every entry with its body, None where this version does not know the kind; and those whose body does not fit."""
    known: list[tuple[Placed, kinds.Body | None]] = []
    bad: list[facts.Quarantined] = []
    for place in placed:
        entry = place.entry
        try:
            known.append((place, kinds.body_of(entry.kind, entry.body) if entry.v == VERSION else None))
        except BadEntry as error:
            bad.append(_quarantine(entry, error.reason))
    return known, bad


def _enrolled(known: Iterable[tuple[Placed, kinds.Body | None]], case: str | None) -> dict[str, facts.Device]:
    return {
        place.entry.device: facts.Device(
            id=place.entry.device, public_key=body.public_key, register=body.register, entry=place.entry.digest,
            sealing_key=body.sealing_key,
        )
        for place, body in known
        if isinstance(body, kinds.DeviceEnrolled) and place.entry.seq == 0 and case in (None, body.case)
    }  # fmt: skip


def _quarantine(entry: Entry, reason: str) -> facts.Quarantined:
    return facts.Quarantined(device=entry.device, reason=reason, entry=entry.digest)


def _who(place: Placed) -> dict[str, str]:
    return {"device": place.entry.device, "entry": place.entry.digest}


def _by(said: Iterable[Said], key: Callable[[Any], Any]) -> dict[Any, tuple[Said, ...]]:
    """What holds, by what it is about: of all that was said, what nobody spoke after."""
    groups: dict[Any, list[Said]] = defaultdict(list)
    for place, body in said:
        groups[key(body)].append((place, body))
    return {about: latest(group, lambda item: item[0]) for about, group in groups.items()}


def _in_order(said: dict[type[kinds.Body], list[Said]], *wanted: type[kinds.Body]) -> list[Said]:
    """What was said in entries of several kinds, in the one order of all entries."""
    return sorted((item for kind in wanted for item in said[kind]), key=lambda item: item[0].at)


def _note(
    conflicts: list[facts.Conflict], what: Any, target: str, holding: Iterable[Said], value: Callable[[Any], Any]
) -> bool:
    """List a conflict when what holds differs in value."""
    held = list(holding)
    if len({value(body) for _, body in held}) < 2:
        return False
    entries = tuple(sorted(place.entry.digest for place, _ in held))
    sides = tuple(sorted((place.entry.device, word_for(body)) for place, body in held))
    conflicts.append(facts.Conflict(what=what, target=target, entries=entries, sides=sides))
    return True


def _documents(said: dict[type[kinds.Body], list[Said]]) -> dict[str, facts.ReadDocument]:
    documents: dict[str, facts.ReadDocument] = {}
    for place, body in said[kinds.DocumentRead]:
        documents.setdefault(
            body.document,
            facts.ReadDocument(
                id=body.document, source=body.source, kind=body.kind, exact=body.exact, entry=place.entry.digest
            ),
        )
    return documents


def _sources(
    said: dict[type[kinds.Body], list[Said]],
    documents: dict[str, facts.ReadDocument],
    conflicts: list[facts.Conflict],
) -> dict[str, facts.Source]:
    read: dict[str, list[str]] = defaultdict(list)
    for document in documents.values():
        read[document.source].append(document.id)
    problems = {body.source: body.problem for _, body in said[kinds.SourceUnread]}
    sources: dict[str, facts.Source] = {}
    added: dict[str, list[Said]] = defaultdict(list)
    for place, body in said[kinds.SourceAdded]:
        added[body.source].append((place, body))
    for source, items in added.items():
        place, body = items[0]
        _note(conflicts, "source", source, items, lambda b: (b.record, b.content))
        sources[source] = facts.Source(
            id=source, record=body.record, content=body.content, level=body.level, time=place.entry.time,
            documents=tuple(read.get(source, ())), 
            problem=None if source in read else problems.get(source), **_who(place),
        )  # fmt: skip
    return sources


def _consents(
    said: dict[type[kinds.Body], list[Said]], conflicts: list[facts.Conflict]
) -> dict[str, tuple[Consent, ...]]:
    def target(body: Any) -> str:
        return str(body.source if isinstance(body, kinds.SourceAdded) else body.target)

    def level(body: Any) -> ConsentLevel:
        return ConsentLevel.NONE if isinstance(body, kinds.ConsentWithdrawn) else ConsentLevel.of(body.level)

    spoken = _in_order(said, kinds.SourceAdded, kinds.ConsentGiven, kinds.ConsentWithdrawn)
    consents: dict[str, tuple[Consent, ...]] = {}
    for about, holding in _by(spoken, target).items():
        _note(conflicts, "consent", about, holding, lambda b: (level(b), getattr(b, "until", None)))
        consents[about] = tuple(
            Consent(target=about, level=level(b), until=getattr(b, "until", None), entry=p.entry.digest)
            for p, b in holding
        )
    return consents


def _persons(said: dict[type[kinds.Body], list[Said]], conflicts: list[facts.Conflict]) -> dict[str, facts.PersonState]:
    registers = _by(said[kinds.PersonRegistered], lambda b: b.person)
    protections = _by(said[kinds.PersonProtected], lambda b: b.person)
    persons: dict[str, facts.PersonState] = {}
    for person in (*registers, *(p for p in protections if p not in registers)):
        held = protections.get(person, ())
        _note(conflicts, "protection", person, held, lambda b: b.protected)
        persons[person] = facts.PersonState(
            id=person,
            registers=tuple(b.register for _, b in registers.get(person, ())),
            protected=any(b.protected for _, b in held),
        )
    return persons


def _decisions(
    said: dict[type[kinds.Body], list[Said]], conflicts: list[facts.Conflict]
) -> dict[str, tuple[facts.MadeDecision, ...]]:
    decisions: dict[str, tuple[facts.MadeDecision, ...]] = {}
    for about, holding in _by(said[kinds.DecisionMade], lambda b: b.target).items():
        _note(conflicts, "decision", about, holding, _ruling)
        decisions[about] = tuple(
            facts.MadeDecision(
                target=about, verdict=b.verdict, shown=b.shown, reason=b.reason, **_who(p),
                concurrent=tuple(sorted(q.entry.digest for q, c in holding if _ruling(c) != _ruling(b))),
            )
            for p, b in holding
        )  # fmt: skip
    return decisions


def _ruling(body: kinds.DecisionMade) -> tuple[str, str]:
    """What a decision comes to. Two corrections differ: what they say is in the objects, which this fold does not
    see."""
    return body.verdict, body.shown if body.verdict == "corrected" else ""


def _links(said: dict[type[kinds.Body], list[Said]], conflicts: list[facts.Conflict]) -> tuple[Constraint, ...]:
    links = []
    for (first, second), holding in _by(said[kinds.LinkDecided], lambda b: tuple(sorted((b.first, b.second)))).items():
        same = holding[0][1].same
        if not _note(conflicts, "link", f"{first} {second}", holding, lambda b: b.same) and same is not None:
            links.append(Constraint(first, second, same))
    return tuple(links)


def _clearances(said: dict[type[kinds.Body], list[Said]]) -> tuple[facts.GivenClearance, ...]:
    """A clearance holds unless it was withdrawn by somebody whom it did not know of: silence is the stricter."""
    withdrawn: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for place, body in said[kinds.ClearanceWithdrawn]:
        withdrawn[body.target, body.audience].append(place)
    return tuple(
        facts.GivenClearance(target=body.target, audience=body.audience, **_who(place))
        for place, body in said[kinds.ClearanceGiven]
        if all(end.before(place) for end in withdrawn.get((body.target, body.audience), ()))
    )


def _proposals(said: dict[type[kinds.Body], list[Said]]) -> dict[str, facts.Proposal]:
    proposals: dict[str, facts.Proposal] = {}
    for place, body in said[kinds.ReleaseProposed]:
        proposals.setdefault(
            body.release,
            facts.Proposal(
                id=body.release, audience=body.audience, time=place.entry.time, salt=body.salt, content=body.content,
                data=body.data, **_who(place),
            ),
        )  # fmt: skip
    return proposals


def _aliases(said: dict[type[kinds.Body], list[Said]], conflicts: list[facts.Conflict]) -> dict[str, str]:
    aliases: dict[str, str] = {}
    for alias, holding in _by(said[kinds.IncidentNamed], lambda b: b.alias).items():
        if not _note(conflicts, "alias", alias, holding, lambda b: b.incident):
            aliases[alias] = holding[0][1].incident
    return aliases


def _custody(said: dict[type[kinds.Body], list[Said]]) -> tuple[CustodyEvent, ...]:
    spoken = _in_order(said, kinds.SourceAdded, kinds.SourceUnread, kinds.DocumentRead, kinds.CustodyNoted)
    names: dict[type[Any], str] = {
        kinds.SourceAdded: "received",
        kinds.SourceUnread: "not-read",
        kinds.DocumentRead: "read",
    }
    return tuple(
        CustodyEvent(source=body.source, kind=names.get(type(body)) or body.event, time=place.entry.time, **_who(place))
        for place, body in spoken
    )


def _gazetteers(said: dict[type[kinds.Body], list[Said]]) -> tuple[facts.Gazetteer, ...]:
    """Those in use. One that was removed stays removed: whoever wants it again adds it again, under a new id."""
    removed = {body.gazetteer for _, body in said[kinds.GazetteerRemoved]}
    return tuple(
        facts.Gazetteer(id=body.gazetteer, record=body.record, content=body.content, **_who(place))
        for place, body in said[kinds.GazetteerAdded]
        if body.gazetteer not in removed
    )


def _salted(said: dict[type[kinds.Body], list[Said]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for _, body in said[kinds.SourceSalted]:
        found[body.source][body.secret] = None
    return {source: tuple(secrets) for source, secrets in found.items()}


def _readings(said: dict[type[kinds.Body], list[Said]]) -> dict[str, str]:
    """The last reading with a model that holds for each document; of several that nobody has chosen among, the last in
    the one order of all entries."""
    holding = _by(said[kinds.DocumentReread], lambda b: b.document)
    last = {document: items[-1][1].record for document, items in holding.items()}
    return {document: record for document, record in last.items() if record is not None}
