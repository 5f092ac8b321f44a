"""W3C Web Annotations (2017), one a claim, over the released texts, which are written beside them.

Positions count Unicode code points of the text as decoded from UTF-8, from 0, the end not included: what the Web
Annotation Data Model asks for (4.2.5), not the UTF-16 units that a browser counts.
"""

from typing import Any

from witnessmark.model.release import Release, ReleasedClaim, ReleasedDocument
from witnessmark.publish.exports.files import json_text
from witnessmark.publish.exports.view import View
from witnessmark.publish.site.index import file_stems
from witnessmark.publish.site.words import Language

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters of the text before and after that a quotation is found again by."""


def name_of(release: Release, kind: str, identity: str) -> str:
    """A URN for something of the release; ids of a public release hold in that release alone."""
    return f"urn:witnessmark:{release.id}:{kind}:{identity}"


def files(release: Release, language: Language = "en") -> dict[str, str]:
    """``annotations.jsonld``, and ``texts/…`` with the text of each document, its characters untouched."""
    view = View(release, language)
    texts = {document: f"texts/{stem}.txt" for document, stem in file_stems(view.documents).items()}
    items = [
        _annotation(view, claim, document, texts[document.id])
        for document in view.documents.values()
        for claim in view.claims_of_document[document.id]
    ]
    collection = {
        "@context": CONTEXT,
        "id": name_of(release, "annotations", "all"),
        "type": "AnnotationCollection",
        "label": release.title,
        "total": len(items),
        "first": {
            "id": name_of(release, "annotations", "page-1"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    found = {"annotations.jsonld": json_text(collection)}
    return found | {texts[document.id]: document.text for document in view.documents.values()}


def _annotation(view: View, claim: ReleasedClaim, document: ReleasedDocument, path: str) -> dict[str, Any]:
    release = view.release
    source = {"id": path, "type": "Text", "format": "text/plain"}
    if document.language:
        source["language"] = document.language
    return {
        "id": name_of(release, "claim", claim.id),
        "type": "Annotation",
        "motivation": "describing",
        "generator": {"id": name_of(release, "software", "reader"), "type": "Software", "name": release.method.reader},
        "body": _bodies(view, claim),
        "target": {
            "source": source,
            "selector": [
                _quote(document.text, claim.start, claim.end),
                {"type": "TextPositionSelector", "start": claim.start, "end": claim.end},
            ],
        },
    }


def _quote(text: str, start: int, end: int) -> dict[str, str]:
    return {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }


def _bodies(view: View, claim: ReleasedClaim) -> list[dict[str, str]]:
    """The act as a class (id and words), who says it and how as words, the incident as a link."""
    word, line = view.words.value, view.words
    denied = claim.polarity == "negative"
    how = [
        line("annotation.said-by", value=claim.said_by or word("export", "unnamed")),
        line("annotation.modality", value=word("modality", claim.modality)),
        word("polarity", "negative") if denied else word("export", "happened"),
        *(
            line("annotation.basis", field=word("field", field), value=word("basis", basis))
            for field, basis in sorted(claim.basis.items())
        ),
        *(f"{word('role', role.role)}: {role.text}" for role in claim.roles),
        *([line("annotation.when", value=claim.edtf)] if claim.edtf else []),
        *([line("annotation.where", value=view.where(view.place_of(claim.place)))] if claim.place else []),
        *([line("annotation.found-by", value=", ".join(claim.models))] if claim.models else []),
    ]
    bodies = [
        _textual("classifying", claim.act),
        _textual("tagging", view.act(claim.act)) | {"language": view.language},
        _textual("describing", "\n".join(how)) | {"language": view.language},
    ]
    if claim.incident in view.incidents:
        incident = name_of(view.release, "incident", str(claim.incident))
        bodies.append({"type": "SpecificResource", "purpose": "linking", "source": incident})
    return bodies


def _textual(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}
