"""The matrix as a spreadsheet: every element of every provision of every incident, with the claims, exhibits and
questions that it names, under the numbers of the dossier (XLSX, ISO/IEC 29500).

Text is written as text, so no cell is ever a formula. The only date inside is that of the release: the same release
gives the same bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter

from witnessmark.model.release import ReleasedIncident
from witnessmark.publish.dossier.analysis import Analysis, analysis
from witnessmark.publish.dossier.edition import DossierEdition
from witnessmark.publish.dossier.printing import moment_of
from witnessmark.publish.dossier.weighing import denies

MOST = 32_000
"""Characters of a cell: Excel takes 32,767 and drops the whole cell beyond that."""
Row = Sequence[str | int | None]
Sheet = tuple[str, Sequence[tuple[str, int]], Iterable[Row]]
"""Key of its name, columns (key and width in letters), rows."""


def workbook(edition: DossierEdition) -> bytes:
    """The spreadsheet in the language of the edition."""
    made = BytesIO()
    release, words = edition.index.release, edition.words
    book = xlsxwriter.Workbook(made, {"constant_memory": True, "strings_to_formulas": False, "in_memory": True})
    moment = moment_of(release.time)
    book.set_properties(
        {
            "title": f"{release.title} – {words('sheet.title')}",
            "comments": " ".join(filter(None, (words(f"dossier.header.{release.audience}"), release.notice))),
            "created": moment.replace(tzinfo=None) if moment else datetime(1980, 1, 1),  # noqa: DTZ001 - has no zones
        }
    )
    top = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for name, columns, rows in sheets(edition):
        sheet = book.add_worksheet(words(f"sheet.{name}"))
        sheet.freeze_panes(1, 1)
        for number, (key, width) in enumerate(columns):
            sheet.set_column(number, number, width)
            sheet.write_string(0, number, words(f"sheet.column.{key}"), top)
        last = 0
        for last, row in enumerate(rows, 1):
            for number, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(last, number, cell, plain)
                elif cell:
                    sheet.write_string(last, number, cell if len(cell) <= MOST else cell[:MOST] + "…", plain)
        if last:
            sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L{words('dossier.release')} {release.id}&R{words(f'dossier.header.{release.audience}')}")
    book.close()
    return made.getvalue()


def sheets(edition: DossierEdition) -> list[Sheet]:
    found = analysis(edition)
    made: list[Sheet] = [
        ("claims", CLAIMS, _claims(edition)),
        ("incidents", INCIDENTS, _incidents(edition)),
        ("exhibits", EXHIBITS, _exhibits(edition)),
    ]
    if edition.index.release.matrices:
        made = [("matrix", MATRIX, _matrix(edition)), *made, ("questions", QUESTIONS, _questions(edition, found))]
    if edition.index.release.situations:
        made.append(("situations", SITUATIONS, _situations(edition)))
    return made


MATRIX = (
    ("incident", 9), ("what", 26), ("place", 18), ("when", 20), ("provision", 22), ("title", 34), ("strength", 14),
    ("regime", 14), ("element", 46), ("kind", 16), ("status", 16), ("for", 14), ("against", 14), ("hearsay", 14),
    ("missing", 34), ("rule", 24), ("because", 34), ("situation", 10),
)  # fmt: skip
CLAIMS = (
    ("claim", 9), ("incident", 9), ("act", 26), ("words", 50), ("modality", 16), ("denied", 12), ("said-by", 24),
    ("basis", 24), ("roles", 30), ("place", 18), ("when", 20), ("document", 10), ("title", 28), ("reference", 18),
    ("start", 9), ("end", 9), ("exhibit", 9), ("reviewed", 12), ("models", 14), ("id", 34),
)  # fmt: skip
INCIDENTS = (
    ("incident", 9), ("what", 30), ("other-acts", 30), ("status", 16), ("proof", 24), ("when", 24), ("earliest", 12),
    ("latest", 12), ("place", 18), ("radius", 12), ("claims", 9), ("sources", 10), ("contradictions", 14),
    ("denying", 14), ("situation", 10), ("id", 34),
)  # fmt: skip
EXHIBITS = (
    ("exhibit", 9), ("file", 30), ("media", 22), ("bytes", 12), ("received", 24), ("consent", 26), ("documents", 30),
    ("sha256", 66), ("commitment", 66),
)  # fmt: skip
QUESTIONS = (("question", 10), ("text", 70), ("handling", 26), ("incidents", 24), ("witnesses", 40), ("fact", 30))
SITUATIONS = (
    ("situation", 10), ("area", 34), ("phase", 28), ("earliest", 12), ("latest", 12), ("regimes", 50), ("element", 46),
    ("status", 16), ("for", 20), ("against", 14), ("hearsay", 14), ("missing", 34), ("incidents", 24),
)  # fmt: skip


def _numbers(edition: DossierEdition, claims: Iterable[str]) -> str:
    return ", ".join(edition.claim_number[claim] for claim in claims if claim in edition.claim_number)


def _facts(edition: DossierEdition, facts: Iterable[str]) -> str:
    return ", ".join(edition.law.fact(fact) for fact in facts)


def _regimes(edition: DossierEdition, regimes: Iterable[str]) -> str:
    return ", ".join(edition.law(f"regime:{regime}", regime) for regime in regimes)


def _place_of(edition: DossierEdition, situation: str) -> str:
    """The number of a situation in the spreadsheet: in the order of the release."""
    ids = [one.id for one in edition.index.release.situations]
    return edition.words("dossier.matrix.k", n=ids.index(situation) + 1) if situation in ids else ""


def _matrix(edition: DossierEdition) -> Iterator[Row]:
    words, law = edition.words, edition.law
    situations = {one.id: _place_of(edition, one.id) for one in edition.index.release.situations}
    for matrix in sorted(edition.index.release.matrices, key=lambda m: edition.number[m.incident]):
        incident = edition.index.incidents[matrix.incident]
        head = (edition.number[incident.id], edition.title(incident), edition.place_name(incident.place),
                edition.when(incident.time))  # fmt: skip
        for finding in matrix.findings:
            provision = (law.cite(finding), law.title(finding), words.value("strength", finding.strength),
                         _regimes(edition, finding.regime))  # fmt: skip
            for element in finding.elements:
                because = (f"{edition.claim_number[one.claim]}: {law.fact(one.fact)}"
                           for one in element.because if one.claim in edition.claim_number)  # fmt: skip
                yield (
                    *head, *provision, law.element_text(element), words.value("element-kind", element.kind),
                    words.value("element-status", element.status), _numbers(edition, element.supporting),
                    _numbers(edition, element.contradicting), _numbers(edition, element.hearsay),
                    _facts(edition, element.missing), element.rule, "; ".join(dict.fromkeys(because)),
                    situations.get(matrix.situation, ""),
                )  # fmt: skip


def _claims(edition: DossierEdition) -> Iterator[Row]:
    words, index = edition.words, edition.index
    order = sorted(index.release.claims, key=lambda c: tuple(map(int, edition.claim_number[c.id].split("."))))
    for claim in order:
        document = index.documents.get(claim.document)
        number = edition.document_number.get(claim.document)
        yield (
            edition.claim_number[claim.id],
            edition.number.get(claim.incident or ""),
            edition.act(claim.act),
            claim.quote,
            words.value("modality", claim.modality),
            words.value("polarity", "negative") if claim.polarity == "negative" else None,
            edition.voice(claim),
            "; ".join(
                f"{words.value('field' if field in ('act', 'place', 'date') else 'role', field)}: "
                f"{words.value('basis', basis)}"
                for field, basis in sorted(claim.basis.items())
            ),
            "; ".join(f"{words.value('role', role.role)}: {role.text}" for role in claim.roles),
            edition.place_name(claim.place) if claim.place else None,
            edition.claim_when(claim) if claim.earliest or claim.latest else None,
            f"D{number}" if number else None,
            edition.document_title(document) if document else None,
            edition.reference(claim.reference) if claim.reference else None,
            claim.start,
            claim.end,
            document.source if document else None,
            words("incident.reviewed") if claim.reviewed else None,
            ", ".join(claim.models),
            claim.id,
        )


def _incidents(edition: DossierEdition) -> Iterator[Row]:
    words, index = edition.words, edition.index
    for incident in index.chronology:
        place = index.place_of(incident.place)
        matrix = index.matrices.get(incident.id)
        denying = (c for c in incident.claims if c in index.claims and denies(index.claims[c]))
        yield (
            edition.number[incident.id], edition.title(incident), edition.other_acts(incident),
            words.value("status", incident.status), _proof(edition, incident), edition.when(incident.time),
            incident.time.earliest, incident.time.latest, edition.place_name(incident.place),
            edition.radius(place) if place else None, len(incident.claims), len(incident.groups),
            len(incident.contradictions), _numbers(edition, denying),
            _place_of(edition, matrix.situation) if matrix else None, incident.id,
        )  # fmt: skip


def _proof(edition: DossierEdition, incident: ReleasedIncident) -> str:
    labels = [edition.words.value("proof", one.value) for one in incident.proof]
    return "; ".join(labels) or edition.words.value("proof", "reported-not-verified")


def _exhibits(edition: DossierEdition) -> Iterator[Row]:
    for source in edition.index.release.sources:
        documents = (f"D{edition.document_number[d]}" for d in source.documents if d in edition.document_number)
        yield (
            source.label, source.file_name, source.media_type, source.size, source.received,
            edition.words.value("handover.consent-level", source.consent), ", ".join(documents), source.sha256,
            source.commitment,
        )  # fmt: skip


def _questions(edition: DossierEdition, found: Analysis) -> Iterator[Row]:
    """Each question once, with the incidents that leave it open and who could know; those of the dossier first."""
    words, law, known = edition.words, edition.law, edition.index.claims
    numbers = {(one.question.fact, one.question.text): one.number for one in found.questions}
    numbers |= {(one.question.fact, one.question.text): one.number for entry in found.entries for one in entry.own}
    incidents: dict[tuple[str, str, str], dict[int, None]] = {}
    witnesses: dict[tuple[str, str, str], dict[str, None]] = {}
    for matrix in edition.index.release.matrices:
        for question in matrix.questions:
            key = (question.fact, law.question(question), question.handling)
            incidents.setdefault(key, {})[edition.number[matrix.incident]] = None
            voices = (edition.voice(known[claim]) for claim in question.witnesses if claim in known)
            witnesses.setdefault(key, {}).update(dict.fromkeys(voices))
    for key in sorted(incidents, key=lambda key: (numbers.get(key[:2], 10**6), key)):
        fact, text, handling = key
        number = numbers.get(key[:2])
        yield (
            words("dossier.matrix.q", n=number) if number else None,
            text,
            words.value("handling", handling or "standard"),
            ", ".join(map(str, sorted(incidents[key]))),
            "; ".join(witnesses[key]),
            law.fact(fact),
        )


def _situations(edition: DossierEdition) -> Iterator[Row]:
    law, words = edition.law, edition.words
    for one in edition.index.release.situations:
        regimes = "; ".join(
            f"{law(f'regime:{each.regime}', each.regime)}: {law(f'standing:{each.standing}', each.standing)}"
            for each in one.regimes
        )
        head = (_place_of(edition, one.id), ", ".join(edition.area(one.area)), law(f"phase:{one.phase}", one.phase),
                one.earliest, one.latest, regimes)  # fmt: skip
        numbers = ", ".join(str(edition.number[i]) for i in one.incidents if i in edition.number)
        for element in one.elements or (None,):
            if element is None:
                yield (*head, None, None, None, None, None, None, numbers)
                continue
            yield (
                *head, law(f"context:{element.context}", element.text),
                words.value("element-status", element.status), _numbers(edition, element.supporting),
                _numbers(edition, element.contradicting), _numbers(edition, element.hearsay),
                _facts(edition, element.missing), numbers,
            )  # fmt: skip
