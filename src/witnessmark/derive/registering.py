"""The registers of a case: what they are made from, taken out of the case file."""

from collections.abc import Mapping

from witnessmark.derive.casefile import document_date
from witnessmark.incidents.numbers import number_of
from witnessmark.model.casefile import CaseDocument, CaseFile
from witnessmark.model.claim import Claim
from witnessmark.model.register import Register, RegisterMaterial, RegisterText, Trait
from witnessmark.model.span import Span
from witnessmark.reading.sentences import sentence_bounds
from witnessmark.registers import registers_of


def registers(file: CaseFile, claims: Mapping[str, Claim] | None = None) -> tuple[Register, ...]:
    """All registers of a case, from all its claims or from those given: those of an edition rest on nothing else."""
    chosen = dict(file.claims if claims is None else claims)
    documents = dict.fromkeys(claim.document for claim in chosen.values())
    texts = {name: _text(file, file.documents[name]) for name in documents if name in file.documents}
    material = RegisterMaterial(
        claims=chosen, texts=texts, incidents=tuple(file.incidents.values()), traits=_traits(file, texts)
    )
    return registers_of(material, number_of)


def _text(file: CaseFile, held: CaseDocument) -> RegisterText:
    text = held.document.text
    return RegisterText(
        text=text,
        sentences=tuple(sentence_bounds(text)),
        dates=tuple((date.start, date.end) for date in held.record.dates),
        language=held.document.language or held.record.language,
        date=document_date(held.document, file.sources[held.source].record),
    )


def _traits(file: CaseFile, texts: Mapping[str, RegisterText]) -> dict[str, tuple[Trait, ...]]:
    """By person the traits that the documents say, where a mention of the person stands."""
    person_at = {
        (document, span.start): person.id for person in file.persons.values() for document, span in person.mentions
    }
    found: dict[str, list[Trait]] = {}
    for name in texts:
        for actor in file.documents[name].record.actors:
            person = person_at.get((name, actor.start))
            if person is None or not actor.attributes:
                continue
            for said in actor.attributes:
                span = Span(said.start, said.end, said.quote)
                age = actor.age if actor.age is not None and str(actor.age) in said.quote else None
                work = actor.occupation if actor.occupation and actor.occupation in said.quote else None
                found.setdefault(person, []).append(Trait(document=name, span=span, age=age, occupation=work))
    return {person: tuple(traits) for person, traits in found.items()}
