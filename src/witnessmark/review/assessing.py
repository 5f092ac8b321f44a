"""What a person looks at before grading: how far sources agree in an incident of the case, how many were harmed, what a
witness said elsewhere, and what the rule would propose. Worked out when it is asked for."""

from collections.abc import Iterable

from witnessmark.derive.casefile import document_date
from witnessmark.incidents.corroboration import casualties_of, corroboration_of
from witnessmark.incidents.grading import propose_credibility, propose_proof, propose_reliability
from witnessmark.incidents.prior_statements import Heard, prior_statements
from witnessmark.model.acts import taxonomy
from witnessmark.model.casefile import CaseFile
from witnessmark.model.corroboration import CasualtyRange, FieldSupport, PriorStatements
from witnessmark.model.grading import Proposal
from witnessmark.review.finding_targets import Target


def proposal_for(file: CaseFile, target: Target) -> Proposal | None:
    """What the rule would propose: of a source or person the reliability, of a claim the credibility, of an incident
    the standard of proof."""
    if target.kind in ("source", "person"):
        return propose_reliability(target.id)
    if target.kind == "claim":
        claim = file.claims.get(target.id)
        incident = next((one for one in file.incidents.values() if target.id in one.claims), None)
        if claim is None:
            return None
        return propose_credibility(claim, incident, support_in(file, incident.id) if incident else ())
    incident = file.incidents[target.id]
    confirmed = frozenset(
        name for name in incident.claims if any(d.verdict == "confirmed" for d in file.decisions.get(name, ()))
    )
    return propose_proof(incident, file.claims, support_in(file, incident.id), file.grades, confirmed)


def support_in(file: CaseFile, incident: str) -> tuple[FieldSupport, ...]:
    """The corroboration of an incident of the case, field by field."""
    found = file.incidents[incident]
    return corroboration_of(found, file.claims, _texts(file, found.claims))


def casualties_in(file: CaseFile, incident: str) -> tuple[CasualtyRange, ...]:
    """The registers of persons harmed in an incident of the case."""
    found = file.incidents[incident]
    return casualties_of(found, file.claims, _texts(file, found.claims))


def statements_in(file: CaseFile, witness: str | None = None) -> tuple[PriorStatements, ...]:
    """Witnesses who gave several accounts; only that one when a person's id is given. Sealed acts are in no list."""
    claims = {name: claim for name, claim in file.claims.items() if not taxonomy()[claim.act].sealed}
    heard = {
        name: Heard(document_date(held.document, file.sources[held.source].record), held.document.kind)
        for name, held in file.documents.items()
    }
    return prior_statements(claims, file.incidents.values(), heard, _texts(file, claims), witness)


def _texts(file: CaseFile, claims: Iterable[str]) -> dict[str, str]:
    documents = dict.fromkeys(file.claims[name].document for name in claims)
    return {document: file.documents[document].document.text for document in documents}
