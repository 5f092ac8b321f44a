"""The law data that made the matrices of a case as one value: every text that they need, in both languages, by id."""

from collections.abc import Iterable, Iterator

from witnessmark.law.forms import PHASES, REGIMES, Text
from witnessmark.law.provisions import Law
from witnessmark.model.finding import IncidentMatrix, LawBook, LawSource, LawText, Situation


def book_of(law: Law, matrices: Iterable[IncidentMatrix], situations: Iterable[Situation]) -> LawBook:
    """The texts that these matrices and situations name."""
    matrices, situations = list(matrices), list(situations)
    found: dict[str, Text] = {}
    provisions = dict.fromkeys(finding.provision for matrix in matrices for finding in matrix.findings)
    for name in provisions:
        found |= dict(_of_provision(law, name))
    for name in sorted(_facts(law, provisions, matrices)):
        kind = law.fact_types[name]
        found[f"ask:{name}"] = Text.of(kind.ask)
        found[f"fact:{name}"] = Text.of(kind.label or name.replace("-", " "))
    for matrix in matrices:
        for each in matrix.explanations:
            found[f"alternative:{each.id}"] = Text.of(law.alternatives[each.id].text)
        for act in matrix.cautioned:
            found[f"caution:{act}"] = Text.of(law.acts[act].caution or "")
    found |= law.labels
    found |= {f"conflict:{each.id}": Text(each.source, each.source) for each in law.conflicts}
    instruments = dict.fromkeys(law.provisions[name].instrument for name in provisions)
    return LawBook(
        version=f"{law.version} {law.digest[:12]}",
        texts=tuple(_text(name, text) for name, text in found.items()),
        instruments=tuple(_source(law, name) for name in instruments),
        own=law.own,
    )


def _of_provision(law: Law, name: str) -> Iterator[tuple[str, Text]]:
    provision = law.provisions[name]
    instrument = law.instruments[provision.instrument]
    yield name, provision.title
    yield f"cite:{name}", Text(provision.cite, instrument.cited(provision.cite, "uk"))
    for element in provision.elements:
        yield element.id, element.text
        if element.situation:
            yield f"context:{element.name}", element.text


def _facts(law: Law, provisions: Iterable[str], matrices: Iterable[IncidentMatrix]) -> set[str]:
    facts = {question.fact for matrix in matrices for question in matrix.questions}
    for name in provisions:
        for element in law.provisions[name].elements:
            facts.update(element.facts, element.against, element.situation)
    return facts


def _source(law: Law, name: str) -> LawSource:
    each = law.instruments[name]
    return LawSource(
        id=name, title=_text(name, Text.of(each.title)), source=each.source, status=Text.of(each.status).en
    )


def _text(name: str, text: Text) -> LawText:
    return LawText(name, text.en, text.said("uk"))


def all_labels() -> Iterator[str]:
    """The labels that must be in ``labels.yaml`` for every regime, standing and phase."""
    yield from (f"regime:{each}" for each in REGIMES)
    yield from (f"phase:{each}" for each in PHASES)
    yield from (f"standing:{each}" for each in ("declared", "indicated", "open", "unlikely"))
