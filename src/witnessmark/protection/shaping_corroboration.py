"""Corroboration, casualties, contradictions, grades and prior statements of an edition.

All of it is worked out anew from what the edition holds, in the words that it may show: nothing of a withheld claim is
counted, and no value stands here that does not stand in a released claim.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec.structs import replace

from witnessmark.derive.casefile import document_date
from witnessmark.incidents.casualties import counts_told, kind_of
from witnessmark.incidents.comparing import days_of
from witnessmark.incidents.contradictions import sides_of
from witnessmark.incidents.corroboration import in_groups, number_words, ranges_of, support_of
from witnessmark.incidents.grading import propose_proof
from witnessmark.incidents.positions import Position
from witnessmark.incidents.prior_statements import Heard, prior_statements
from witnessmark.incidents.saying import Said, When, Who, basis_of
from witnessmark.model.acts import taxonomy
from witnessmark.model.casefile import CaseFile
from witnessmark.model.claim import Claim
from witnessmark.model.consent import Audience
from witnessmark.model.corroboration import PriorStatements
from witnessmark.model.grading import BASIS_FIELDS, Grade, ReleasedGrade
from witnessmark.model.incident import Contradiction, Incident, SourceGroup
from witnessmark.model.release import (
    ReleasedActor,
    ReleasedClaim,
    ReleasedIncident,
    ReleasedPlace,
    ReleasedRole,
    ReleasedSource,
)
from witnessmark.protection.policy import Policy
from witnessmark.protection.redact import Redacted
from witnessmark.protection.withholding import Reviewed

Clean = Callable[[str], str]


class Assessment:
    """What the edition says of how far its claims are to be relied on. ``ids`` maps claims of the case to released
    ones; ``claims``, ``places`` and the rest are what was released, ``texts`` a document to its released text."""

    def __init__(
        self,
        file: CaseFile,
        audience: Audience,
        policy: Policy,
        items: Mapping[str, Reviewed],
        ids: Mapping[str, str],
        claims: Iterable[ReleasedClaim],
        places: Iterable[ReleasedPlace],
        texts: Mapping[str, Redacted],
        clean: Clean,
    ) -> None:
        self._file = file
        self._audience = audience
        self._policy = policy
        self._rules = policy.audiences[audience]
        self._items = items
        self._ids = ids
        self._clean = clean
        released = {claim.id: claim for claim in claims}
        where = {place.id: _position(place) for place in places}
        standing = {name: text.standing(file.documents[name].document.text) for name, text in texts.items()}
        self._said = {
            name: _said(item.claim, released[ids[name]], where, standing, clean)
            for name, item in items.items()
            if ids[name] in released
        }

    def incident(self, incident: Incident, released: ReleasedIncident) -> ReleasedIncident:
        """The released incident with everything that this module knows of it."""
        said = {one.claim: one for name in incident.claims if (one := self._said.get(name)) is not None}
        groups = [group.claims for group in released.groups]
        accounts = in_groups(groups, said)
        support = support_of(accounts, len(groups))
        group_of = {name: number for number, names in enumerate(groups) for name in names}
        assessed = replace(
            released,
            contradictions=tuple(_with_sides(released.contradictions, said, group_of)),
            corroboration=tuple(one for one in support if one.field in self._rules.corroborates),
            casualties=ranges_of(accounts),
            proof=self._proof(incident, released),
        )
        if not self._sees("ReleasedIncident", "proposal"):
            return assessed
        return replace(assessed, proposal=self._proposal(incident, assessed, support))

    def _proof(self, incident: Incident, released: ReleasedIncident) -> tuple[ReleasedGrade, ...]:
        """The labels that people gave. One that may rest on a sealed act is in the sealed edition alone; the words of a
        reason stay behind where they may speak of what is not shown."""
        acts = taxonomy().acts
        if not self._rules.sealed and any(acts[act].sealed for act in incident.acts if act in acts):
            return ()
        whole = len(released.claims) == len(incident.claims)
        return self._grades(incident.id, reasons=whole)

    def _proposal(self, incident: Incident, released: ReleasedIncident, support: Sequence[object]) -> object:
        """What the rule proposes on what the edition holds; only where ids of claims are those of the case."""
        kept = replace(
            incident,
            acts=released.acts,
            claims=released.claims,
            groups=tuple(SourceGroup(claims=group.claims, reasons=group.reasons) for group in released.groups),
            contradictions=released.contradictions,
        )
        claims = {name: self._items[name].claim for name in released.claims if name in self._items}
        confirmed = frozenset(name for name in claims if self._items[name].verdict == "confirmed")
        proposal = propose_proof(kept, claims, support, self._file.grades, confirmed)  # type: ignore[arg-type]
        return replace(proposal, target=released.id)

    def claim(self, name: str, released: ReleasedClaim) -> ReleasedClaim:
        grades = self._grades(name) if self._sees("ReleasedClaim", "grades") else ()
        return replace(released, grades=grades) if grades else released

    def source(self, name: str, released: ReleasedSource) -> ReleasedSource:
        grades = self._grades(name) if self._sees("ReleasedSource", "grades") else ()
        return replace(released, grades=grades) if grades else released

    def actor(self, released: ReleasedActor) -> ReleasedActor:
        """Where an actor's id is that of a person. Of one under a pseudonym the reason may tell who it is."""
        if not self._sees("ReleasedActor", "grades"):
            return released
        return replace(released, grades=self._grades(released.id, reasons=not released.pseudonym))

    def statements(
        self, incidents: Mapping[str, ReleasedIncident], documents: Mapping[str, str], actors: Iterable[ReleasedActor]
    ) -> tuple[PriorStatements, ...]:
        """Witnesses who gave several accounts in the edition. ``incidents`` and ``documents`` map ids of the case to
        what was released."""
        if not self._sees("Release", "statements"):
            return ()
        claims = {name: self._items[name].claim for name in self._said}
        heard = {
            name: Heard(document_date(held.document, self._file.sources[held.source].record), held.document.kind)
            for name, held in self._file.documents.items()
        }
        texts = {name: held.document.text for name, held in self._file.documents.items() if name in documents}
        known = [one for one in self._file.incidents.values() if one.id in incidents]
        shown = {actor.id for actor in actors}
        found = prior_statements(claims, known, heard, texts, said=lambda claim: self._said[claim.id])
        return tuple(
            replace(
                one,
                accounts=tuple(
                    replace(
                        account,
                        document=documents[account.document],
                        claims=tuple(self._ids[name] for name in account.claims),
                    )
                    for account in one.accounts
                ),
                again=tuple(replace(told, incident=incidents[told.incident].id) for told in one.again),
            )
            for one in found
            if one.witness in shown
        )

    def _grades(self, target: str, *, reasons: bool = True) -> tuple[ReleasedGrade, ...]:
        return tuple(self._released(grade, reasons) for grade in self._file.grades.get(target, ()))

    def _released(self, grade: Grade, reasons: bool) -> ReleasedGrade:
        return ReleasedGrade(
            scale=grade.scale,
            value=grade.value,
            field=grade.field,
            disputed=bool(grade.concurrent),
            outdated=grade.outdated,
            reviewer=grade.reviewer,
            time=grade.time,
            reason=self._clean(grade.reason) if grade.reason and reasons else None,
        )

    def _sees(self, struct: str, field: str) -> bool:
        return self._policy.may_see(struct, field, self._audience)


def _with_sides(
    contradictions: Iterable[Contradiction], said: Mapping[str, Said], group_of: Mapping[str, int]
) -> Iterable[Contradiction]:
    """Each with its sides as the edition may show them; one whose sides are shown alike is gone, and so is a count that
    stands in no released words."""
    for one in contradictions:
        if one.field == "quantity":
            told = {name: {number_words(c.lowest, c.highest) for c in each.counts} for name, each in said.items()}
            one = replace(one, values={name: v for name, v in one.values.items() if v in told.get(name, ())})
        sides = sides_of(one.field, one.values, said, group_of)
        if len(sides) > 1:
            yield replace(one, sides=sides)


def _position(place: ReleasedPlace) -> Position:
    return Position(place.name, place.kind, place.lat, place.lon, place.radius_km)


def _said(
    claim: Claim, released: ReleasedClaim, where: Mapping[str, Position], texts: Mapping[str, str], clean: Clean
) -> Said:
    """What a claim says, in the words that were released; ``texts`` are blank where words were taken out."""
    days = days_of(claim)
    words = released.edtf or released.date_words
    approximate = bool(released.edtf and released.edtf.rstrip()[-1:] in "~?%")
    return Said(
        claim=released.id,
        document=claim.document,
        voice=claim.said_by.key,
        act=claim.act,
        denied=claim.modality == "denied" or claim.polarity == "negative",
        when=When(words, *days, approximate) if days and words else None,
        where=where.get(released.place) if released.place else None,
        perpetrators=_who(claim, released, "perpetrator", clean),
        victims=_who(claim, released, "victim", clean),
        kind=kind_of(claim.act),
        counts=counts_told(_bare(claim, texts), texts),
        bases={field: basis_of(claim, field) for field in BASIS_FIELDS},
        by_model=bool(claim.models),
    )


def _bare(claim: Claim, texts: Mapping[str, str]) -> Claim:
    """The claim in the words that are left of it."""
    left = texts[claim.document][claim.span.start : claim.span.end]
    return replace(claim, span=replace(claim.span, quote=left))


def _who(claim: Claim, released: ReleasedClaim, role: str, clean: Clean) -> tuple[Who, ...]:
    parts = zip(claim.participants(), released.roles, strict=True)
    return tuple(_one(each, shown, clean) for (name, each), shown in parts if name == role)


def _one(each: object, shown: ReleasedRole, clean: Clean) -> Who:
    """One who takes part: a person as released, another by the neutral identification."""
    person, resolved = each.person, each.resolved  # type: ignore[attr-defined]
    words = shown.text if person else clean(resolved or shown.text)
    identifies = bool(person or resolved)
    return Who(shown.actor or words.casefold() if person else words.casefold(), words, identifies, bool(person))
