"""The annex of a dossier: the released text of the documents, with the claims marked on it."""

from typing import Any

import msgspec

from witnessmark.model.layers import layer_of
from witnessmark.model.release import ReleasedClaim, ReleasedDocument
from witnessmark.publish.dossier.edition import DossierEdition, language_code
from witnessmark.publish.site.marking import Piece, paragraphs_of, pieces_of
from witnessmark.publish.site.words import grouped


def annex_part(edition: DossierEdition) -> dict[str, Any]:
    """The documents that are printed, and how many are not."""
    words, left = edition.words, edition.selection.left_out
    return {
        "documents": [annexed(edition, document, length) for document, length in edition.selection.documents],
        "left": words("dossier.annex.left-out", n=words.count("count.documents", len(left))) if left else None,
    }


def annexed(edition: DossierEdition, document: ReleasedDocument, length: int) -> dict[str, Any]:
    """One document up to ``length`` characters: paragraphs of pieces that know the claims on them."""
    index, words = edition.index, edition.words
    number = edition.document_number[document.id]
    source = index.sources.get(document.source)
    claims = [c for c in index.claims_of_document.get(document.id, []) if edition.words_shown(c)]
    rest = len(document.text) - length
    label = source.label if source else document.source
    about = (edition.day(document.date) if document.date else "", edition.language_name(document.language))
    return {
        "anchor": f"d{number}",
        "name": f"{words('dossier.incident.annex')} D{number}",
        "head": f"D{number} · {words('method.source')} ",
        "source": {"n": label, "to": edition.exhibit_anchor(document.source)},
        "about": "".join(f" · {part}" for part in about if part),
        "title": edition.document_title(document),
        "language": language_code(document.language),
        "notice": document.notice,
        "paragraphs": [
            [piece_of(edition, piece, index.claims) for piece in paragraph]
            for paragraph in paragraphs_of(pieces_of(cut(document, length), claims))
        ],
        "cut": words("dossier.annex.cut", n=grouped(rest)) if rest > 0 else None,
    }


def piece_of(edition: DossierEdition, piece: Piece, claims: dict[str, ReleasedClaim]) -> str | dict[str, Any]:
    """A stretch of the text: a string where nothing is to be shown on it. The colour is the innermost claim's."""
    if not piece.claims and piece.kind == "text":
        return piece.text
    return {
        "text": piece.text,
        "kind": piece.kind,
        "layer": layer_of((claims[piece.claims[-1]].act,)) if piece.claims else None,
        "opens": [edition.claim_link(claim) for claim in piece.opens],
    }


def cut(document: ReleasedDocument, length: int) -> ReleasedDocument:
    """The document up to that many characters."""
    segments, left = [], length
    for segment in document.segments:
        if left <= 0:
            break
        segments.append(msgspec.structs.replace(segment, text=segment.text[:left]))
        left -= len(segment.text)
    return msgspec.structs.replace(document, segments=tuple(segments))
