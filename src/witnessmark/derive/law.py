"""The claims of a case beside the law: what this version ships, and what the case takes up of its own."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from witnessmark.evidence.case import Case
from witnessmark.evidence.state import State
from witnessmark.model.case import Person
from witnessmark.model.claim import Claim
from witnessmark.model.finding import IncidentMatrix, LawBook, Situation
from witnessmark.model.incident import Incident

if TYPE_CHECKING:
    from witnessmark.law.provisions import Law


class QualifiedCase(NamedTuple):
    situations: dict[str, Situation]
    matrices: dict[str, IncidentMatrix]
    book: LawBook


def qualified_by_law(
    case: Case,
    state: State,
    incidents: Sequence[Incident],
    claims: Mapping[str, Claim],
    persons: Mapping[str, Person],
) -> QualifiedCase:
    """Situations, matrices and the texts that they need."""
    from witnessmark.law import qualify
    from witnessmark.law.book import book_of

    law = law_of(case, state)
    found = qualify(incidents, claims, law=law, persons=persons)
    return QualifiedCase(*found, book_of(law, found.matrices.values(), found.situations.values()))


def law_of(case: Case, state: State) -> "Law":
    """The law that holds for the case."""
    from witnessmark.law.provisions import law

    return law()
