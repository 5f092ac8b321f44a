"""The part on elements of law, without saying anything twice: what a prosecutor needs beside the incidents.

Element tables are printed for main indicators only; further ones and context are a line of cites. What the law asks of
the situation as a whole (a conflict, an attack on a population) is one table for the whole case. A question that
several incidents leave open stands once, under a number. The spreadsheet of the release (``case.xlsx``) has every cell.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from witnessmark.model.finding import ElementFinding, ElementStatus, IncidentMatrix, Question, Situation
from witnessmark.model.release import ReleasedIncident
from witnessmark.publish.dossier.edition import DossierEdition

COMMON = 2
"""A question that so many incidents leave open is printed once for all of them."""

STRENGTH_OF_STATUS: tuple[ElementStatus, ...] = ("contested", "covered", "partly", "touched", "open")
"""The status of a context element is the first of these that it has in any incident."""


INSTRUMENT = re.compile(r".+?\b(?:arts?\.?|Rules?|ст\.|норма) (?=\d)")
"""The part of a cite that others of the same instrument share."""


@dataclass
class Row:
    """An element as one row: the same words with the same claims, whichever provisions ask for them."""

    text: str
    kind: str
    status: ElementStatus
    supporting: list[str]
    contradicting: list[str]
    hearsay: list[str]
    missing: list[str] = field(default_factory=list)
    cites: list[str] = field(default_factory=list)
    incidents: list[str] = field(default_factory=list)
    """Of a context row: the incidents whose provisions ask for it."""


@dataclass(frozen=True)
class Asked:
    """A question with its number in this dossier ("Q7")."""

    number: int
    question: Question


@dataclass(frozen=True)
class Entry:
    """What is printed of one incident. ``context`` are numbers of rows of the context table, or of the one situation
    that it lies in; ``unasked`` are missing facts, by row, that no question asks for; ``asks`` are numbers of the
    questions that would speak to a row."""

    incident: ReleasedIncident
    titles: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    asks: tuple[tuple[int, ...], ...]
    unasked: tuple[tuple[str, ...], ...]
    context: tuple[int, ...]
    further: tuple[str, ...]
    background: tuple[str, ...]
    own: tuple[Asked, ...]
    common: tuple[int, ...]
    alternatives: tuple[str, ...]
    cautions: tuple[str, ...]


@dataclass(frozen=True)
class Analysis:
    context: tuple[Row, ...]
    """Elements of the situation as a whole; empty where the release knows situations, which hold them."""
    situations: tuple[Situation, ...]
    questions: tuple[Asked, ...]
    """Those that several incidents leave open, most often asked first."""
    provisions: tuple[tuple[str, str], ...]
    """Cite and title of every provision that is named."""
    entries: tuple[Entry, ...]
    to_ask: dict[str, tuple[int, ...]]
    """By claim of a witness who could know it the numbers of the questions."""


def analysis(edition: DossierEdition) -> Analysis:
    """The part on elements of law for the incidents that have a section."""
    index = edition.index
    law = edition.law
    matrices = [law.matrix(m) for m in index.release.matrices if m.incident in edition.in_full]
    wanted = {m.situation for m in matrices}
    situations = tuple(s for s in index.release.situations if s.id in wanted)
    context = [] if situations else context_rows(matrices)
    asked = _count(question for m in matrices for question in unique(m.questions))
    common = [q for q, n in asked.most_common() if n >= COMMON]
    rest = [q for q in asked if asked[q] < COMMON]
    titles = {f.cite: f.title for m in matrices for f in m.findings}
    numbers = {question: number for number, question in enumerate((*common, *rest), 1)}
    place = {row.text: number for number, row in enumerate(context, 1)}
    place |= {situation.id: number for number, situation in enumerate(situations, 1)}
    ordered = sorted(matrices, key=lambda m: edition.number[m.incident])
    return Analysis(
        context=tuple(context),
        situations=situations,
        questions=tuple(Asked(numbers[q], q) for q in common),
        provisions=tuple(sorted(titles.items(), key=lambda item: natural(item[0]))),
        to_ask=_to_ask(matrices, numbers),
        entries=tuple(_entry(m, index.incidents[m.incident], numbers, place, len(common)) for m in ordered),
    )


def _to_ask(matrices: Sequence[IncidentMatrix], numbers: dict[Question, int]) -> dict[str, tuple[int, ...]]:
    asked: dict[str, set[int]] = {}
    for matrix in matrices:
        for question in matrix.questions:
            for claim in question.witnesses:
                asked.setdefault(claim, set()).add(numbers[_bare(question)])
    return {claim: tuple(sorted(found)) for claim, found in asked.items()}


def natural(cite: str) -> list[tuple[int, str]]:
    """Order of cites: article 9 before article 10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", cite)]


def _count(questions: Iterable[Question]) -> Counter[Question]:
    return Counter(_bare(question) for question in questions)


def _bare(question: Question) -> Question:
    """The question without the elements it speaks to: what is printed of it."""
    return Question(fact=question.fact, text=question.text, handling=question.handling)


def unique(questions: Iterable[Question]) -> list[Question]:
    return list(dict.fromkeys(map(_bare, questions)))


def _entry(
    matrix: IncidentMatrix, incident: ReleasedIncident, numbers: dict[Question, int], place: dict[str, int], common: int
) -> Entry:
    main = [finding for finding in matrix.findings if finding.strength == "primary"]
    rows = merged((f.cite, element) for f in main for element in f.elements if element.kind != "contextual")
    questions = sorted(unique(matrix.questions), key=numbers.__getitem__)
    by_fact: dict[str, list[int]] = {}
    for question in questions:
        by_fact.setdefault(question.fact, []).append(numbers[question])
    texts = [element.text for f in matrix.findings for element in f.elements if element.kind == "contextual"]
    return Entry(
        incident=incident,
        titles=tuple((f.title, f.cite) for f in main),
        rows=tuple(rows),
        asks=tuple(tuple(sorted({n for fact in row.missing for n in by_fact.get(fact, ())})) for row in rows),
        unasked=tuple(tuple(fact for fact in row.missing if fact not in by_fact) for row in rows),
        context=(place[matrix.situation],)
        if matrix.situation in place
        else tuple(sorted({place[text] for text in texts if text in place})),
        further=cites(matrix, "secondary"),
        background=cites(matrix, "context"),
        own=tuple(Asked(numbers[q], q) for q in questions if numbers[q] > common),
        common=tuple(numbers[q] for q in questions if numbers[q] <= common),
        alternatives=tuple(dict.fromkeys(matrix.alternatives)),
        cautions=tuple(dict.fromkeys(matrix.cautions)),
    )


def cites(matrix: IncidentMatrix, strength: str) -> tuple[str, ...]:
    """The cites of the findings of that strength, each once."""
    return tuple(dict.fromkeys(f.cite for f in matrix.findings if f.strength == strength))


def joined(cites: Iterable[str]) -> str:
    """Cites in order, those of one instrument together and its name once: "AP I art. 51, 52; GC IV art. 147"."""
    by_instrument: dict[str, list[str]] = {}
    for cite in sorted(cites, key=natural):
        found = INSTRUMENT.match(cite)
        instrument = found[0] if found else ""
        by_instrument.setdefault(instrument, []).append(cite.removeprefix(instrument))
    return "; ".join(instrument + ", ".join(places) for instrument, places in by_instrument.items())


def merged(elements: Iterable[tuple[str, ElementFinding]]) -> list[Row]:
    """Elements with the same words, status and claims as one row with all their cites."""
    rows: dict[tuple[object, ...], Row] = {}
    for cite, element in elements:
        claims = (element.supporting, element.contradicting, element.hearsay)
        key = (element.text, element.kind, element.status, *claims)
        if key not in rows:
            rows[key] = Row(element.text, element.kind, element.status, *map(list, claims))
        _add(rows[key].cites, (cite,))
        _add(rows[key].missing, element.missing)
    return list(rows.values())


def context_rows(matrices: Sequence[IncidentMatrix]) -> list[Row]:
    """The contextual elements of all incidents, each text once, with the claims of all of them together."""
    rows: dict[str, Row] = {}
    for matrix in matrices:
        for finding in matrix.findings:
            for element in (e for e in finding.elements if e.kind == "contextual"):
                row = rows.setdefault(element.text, Row(element.text, element.kind, "open", [], [], []))
                row.status = min(row.status, element.status, key=STRENGTH_OF_STATUS.index)
                _add(row.supporting, element.supporting)
                _add(row.contradicting, element.contradicting)
                _add(row.hearsay, element.hearsay)
                _add(row.missing, element.missing)
                _add(row.cites, (finding.cite,))
                _add(row.incidents, (matrix.incident,))
    return list(rows.values())


def _add(known: list[str], more: Iterable[str]) -> None:
    known.extend(dict.fromkeys(one for one in more if one not in known))
