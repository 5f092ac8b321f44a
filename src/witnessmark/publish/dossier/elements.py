"""The part on elements of law as plain data: what ``analysis`` found, with numbers, words and anchors."""

from collections.abc import Iterable, Sequence
from typing import Any

from witnessmark.publish.dossier.analysis import Analysis, Asked, Entry, Row, analysis, joined
from witnessmark.publish.dossier.blocks import Block, head, par, table
from witnessmark.publish.dossier.edition import DossierEdition
from witnessmark.publish.dossier.situations import situation_blocks, whole_case
from witnessmark.publish.site.words import grouped

Part = dict[str, Any]
QUOTED = 46
"""Characters of the first quote in a cell: enough to know it again."""


def elements_part(edition: DossierEdition) -> Part:
    found, words = analysis(edition), edition.words
    left = len(edition.index.release.matrices) - len(found.entries)
    return {
        "context": [_context(edition, n, row) for n, row in enumerate(found.context, 1)],
        "situations": [
            block for n, each in enumerate(found.situations, 1) for block in situation_blocks(edition, n, each)
        ],
        "whole": whole_case(edition),
        "questions": [_question(edition, asked) for asked in found.questions],
        "witnesses": _witnesses(edition, found),
        "entries": [_entry(edition, entry) for entry in found.entries],
        "provisions": found.provisions,
        "left": words("dossier.matrix.not-printed", n=grouped(left)) if left else None,
    }


def _context(edition: DossierEdition, n: int, row: Row) -> Part:
    """An element of the situation as a whole, under the number by which incidents name it."""
    missing = f"{edition.words('matrix.missing')}: {_facts(edition, row.missing)}" if row.missing else None
    return {
        "anchor": f"k{n}",
        "n": edition.words("dossier.matrix.k", n=n),
        "text": row.text,
        "more": joined(row.cites),
        "status": edition.words.value("element-status", row.status),
        "cells": [_cell(edition, ids) for ids in (row.supporting, row.contradicting, row.hearsay)],
        "asked": [{"n": str(edition.number[i]), "to": f"m{edition.number[i]}"} for i in row.incidents],
        "missing": missing,
    }


def _facts(edition: DossierEdition, missing: Iterable[str]) -> str:
    return ", ".join(edition.law.fact(fact) for fact in missing)


def _cell(edition: DossierEdition, claims: Sequence[str], quoted: bool = False) -> Part:
    """The claims by number, with the beginning of the first one's words where they are wanted."""
    links = edition.claim_links(claims)
    first = next((edition.index.claims[c].quote for c in claims if c in edition.index.claims), None)
    quote = None
    if quoted and first is not None:
        quote = edition.words("quoted", x=first if len(first) <= QUOTED else first[: QUOTED - 1] + "…")
    return {"links": links, "quote": quote}


def _question(edition: DossierEdition, asked: Asked) -> str:
    words, question = edition.words, asked.question
    text = f"{words('dossier.matrix.q', n=asked.number)} {question.text}"
    if question.handling in ("", "standard"):
        return text
    return f"{text} ({words('matrix.handling')}: {words.value('handling', question.handling)})"


def _entry(edition: DossierEdition, entry: Entry) -> Part:
    """What is printed of one incident."""
    words, incident = edition.words, entry.incident
    notes = (
        ("dossier.matrix.main", "; ".join(f"{title} ({cite})" for title, cite in entry.titles)),
        ("dossier.matrix.further", joined(entry.further)),
        ("dossier.matrix.background", joined(entry.background)),
    )
    return edition.incident_link(incident) | {
        "anchor": f"m{edition.number[incident.id]}",
        "where": edition.place_name(incident.place),
        "when": edition.when(incident.time),
        "notes": [(words(key), text) for key, text in notes if text],
        "context": [{"n": words("dossier.matrix.k", n=n), "to": f"k{n}"} for n in entry.context],
        "rows": [_row(edition, *each) for each in zip(entry.rows, entry.asks, entry.unasked, strict=True)],
        "common": _numbers(edition, entry.common),
        "own": [_question(edition, asked) for asked in entry.own],
        "cautions": " · ".join(entry.cautions),
    }


def _row(edition: DossierEdition, row: Row, asks: Sequence[int], unasked: Sequence[str]) -> Part:
    words = edition.words
    return {
        "text": row.text,
        "more": f"{words.value('element-kind', row.kind)} · {joined(row.cites)}",
        "status": words.value("element-status", row.status),
        "cells": [_cell(edition, ids, quoted=True) for ids in (row.supporting, row.contradicting, row.hearsay)],
        "ask": _numbers(edition, asks) or (None if row.missing else "–"),
        "unasked": _facts(edition, unasked),
    }


def _numbers(edition: DossierEdition, numbers: Sequence[int]) -> str:
    return ", ".join(edition.words("dossier.matrix.q", n=n) for n in numbers)


def _witnesses(edition: DossierEdition, found: Analysis) -> list[Block]:
    """For each speaker who could know it the numbers of the questions."""
    by_voice: dict[str, set[int]] = {}
    for claim, numbers in found.to_ask.items():
        if claim in edition.index.claims:
            by_voice.setdefault(edition.voice(edition.index.claims[claim]), set()).update(numbers)
    if not by_voice:
        return []
    words = edition.words
    rows = [[voice, _numbers(edition, sorted(numbers))] for voice, numbers in sorted(by_voice.items())]
    return [
        head(words("situations.witnesses")),
        par(words("situations.witnesses-note"), sticky=True),
        table((words("situations.witness"), words("matrix.questions")), rows, (34, 66)),
    ]
