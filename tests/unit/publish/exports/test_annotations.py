"""Annotations point at the words by code points of the text beside them, and are JSON-LD of the W3C's vocabulary."""

import json
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from tests.unit.publish.exports.generated import releases
from tests.unit.publish.site.sample import sample_release
from witnessmark.model.release import Release
from witnessmark.publish.exports import write_export
from witnessmark.publish.exports.annotations import AROUND, CONTEXT

OA, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
TERMS: dict[str, Any] = {
    "id": "@id", "type": "@type",
    **{name: OA + name for name in (
        "Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector")},
    "Text": "http://purl.org/dc/dcmitype/Text", "Software": AS + "Application",
    "AnnotationCollection": AS + "OrderedCollection", "AnnotationPage": AS + "OrderedCollectionPage",
    "label": "http://www.w3.org/2000/01/rdf-schema#label", "name": "http://xmlns.com/foaf/0.1/name",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value", "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language", "generator": {"@type": "@id", "@id": AS + "generator"},
    "total": AS + "totalItems", "startIndex": AS + "startIndex", "first": {"@type": "@id", "@id": AS + "first"},
    "items": {"@type": "@id", "@id": AS + "items", "@container": "@list"},
    "exact": OA + "exact", "prefix": OA + "prefix", "suffix": OA + "suffix", "start": OA + "start", "end": OA + "end",
    "motivation": {"@type": "@vocab", "@id": OA + "motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": OA + "hasPurpose"},
    **{name: OA + name for name in ("describing", "classifying", "tagging", "linking")},
    **{name: {"@type": "@id", "@id": OA + to} for name, to in (
        ("body", "hasBody"), ("target", "hasTarget"), ("source", "hasSource"), ("selector", "hasSelector"))},
}  # fmt: skip
"""The terms that we use, as the vocabulary (w3.org/TR/annotation-vocab, section 4) maps them; the context itself is not
fetched in a test."""


def written(release: Release, folder: Path) -> tuple[dict[str, Any], Path]:
    write_export(release, folder, "annotations")
    base = folder / "annotations"
    return json.loads((base / "annotations.jsonld").read_text(encoding="utf-8")), base


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(releases())
def test_a_position_counts_code_points_of_the_file_beside_it(release: Release) -> None:
    with tempfile.TemporaryDirectory() as folder:
        collection, base = written(release, Path(folder))
        items = collection["first"]["items"]
        assert collection["total"] == len(items) == len(release.claims)
        quotes = {item["id"].rpartition(":")[2]: item for item in items}
        for claim in release.claims:
            target = quotes[claim.id]["target"]
            text = (base / target["source"]["id"]).read_bytes().decode("utf-8")
            quote, position = target["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"] == claim.quote
            assert quote["prefix"] == text[max(0, start - AROUND) : start]
            assert quote["suffix"] == text[end : end + AROUND]


def test_it_is_no_count_of_utf_16_units() -> None:
    """A candle before the words is one code point and two units."""
    sample = sample_release()
    document = msgspec.structs.replace(
        sample.documents[0], segments=(type(sample.documents[0].segments[0])("text", "🕯 The mill burned."),)
    )
    claim = msgspec.structs.replace(sample.claims[0], start=2, end=10, quote="The mill")
    release = msgspec.structs.replace(sample, documents=(document,), claims=(claim,), incidents=())
    with tempfile.TemporaryDirectory() as folder:
        collection, _ = written(release, Path(folder))
    assert collection["first"]["items"][0]["target"]["selector"][1] == {
        "type": "TextPositionSelector", "start": 2, "end": 10,
    }  # fmt: skip


def test_every_term_is_of_the_vocabulary(tmp_path: Path) -> None:
    jsonld = pytest.importorskip("pyld", reason="the group interop is not installed: PyLD").jsonld
    collection, base = written(sample_release(), tmp_path)

    def load(url: str, _: object) -> dict[str, Any]:
        assert url == CONTEXT
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": TERMS}}

    location = (base / "annotations.jsonld").as_uri()
    (expanded,) = jsonld.expand(collection, {"documentLoader": load, "base": location})
    assert expanded["@type"] == [AS + "OrderedCollection"]
    items = expanded[AS + "first"][0][AS + "items"][0]["@list"]
    assert len(items) == len(sample_release().claims)
    for item, given_item in zip(items, collection["first"]["items"], strict=True):
        assert item["@type"] == [OA + "Annotation"] and item["@id"].startswith("urn:witnessmark:")
        (target,) = item[OA + "hasTarget"]
        (source,) = target[OA + "hasSource"]
        assert source["@id"].startswith("file://") and source["@id"].endswith(".txt"), "a relative name, resolved"
        position = target[OA + "hasSelector"][1]
        assert position[OA + "start"] == [{"@value": given_item["target"]["selector"][1]["start"]}]
        assert {p["@id"] for b in item[OA + "hasBody"] for p in b[OA + "hasPurpose"]} >= {OA + "classifying"}
        assert _leaves(item) == _leaves(given_item), "expansion drops what the vocabulary does not know"


def _leaves(value: Any) -> int:
    """How many values there are, ids and types apart."""
    if isinstance(value, list):
        return sum(map(_leaves, value))
    if isinstance(value, dict):
        if "@value" in value or set(value) == {"@id"}:
            return 1
        return sum(_leaves(inner) for key, inner in value.items() if key not in ("id", "type", "@id", "@type"))
    return 1
