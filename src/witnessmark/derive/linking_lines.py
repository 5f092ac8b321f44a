"""The linking step alone, over JSON lines: documents, mentions in documents, or records, each line given back with the
``cluster`` that it belongs to.

Documents are read and linked as a case would be: two are in one cluster when an incident holds claims of both. A
mention takes the incident of the claim that it overlaps. Records are in one cluster when they are more likely one
than two (``incidents.records``); that is a proposal, never a merge of persons.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from witnessmark.derive.claims import claims_of
from witnessmark.derive.linking_records import records_together
from witnessmark.derive.persons import PersonIndex
from witnessmark.incidents import link_claims
from witnessmark.model.case import Document
from witnessmark.model.claim import Claim
from witnessmark.model.record import ReadingInput


def link_lines(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """The lines in their order, with clusters. A line that cannot be understood comes back with its number and an
    ``error``. All lines are held in memory: clusters are known only at the end."""
    parsed = [_parse(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    documents = {number: line for number, line in enumerate(parsed) if "text" in line and "error" not in line}
    claims = {number: _claims(str(number), line) for number, line in documents.items()}
    incident_of = _incidents(claims, documents)
    clusters = _Clusters()
    for number, found in claims.items():
        for claim in found:
            if claim.id in incident_of:
                clusters.join(f"d{number}", incident_of[claim.id])
    for number, same in records_together(dict(enumerate(parsed))).items():
        clusters.join(f"d{number}", f"d{same}")
    for number, line in enumerate(parsed):
        if "error" in line:
            yield line
        elif "mentions" in line:
            yield line | {"mentions": _mentions(line["mentions"], claims.get(number, []), incident_of, number)}
        else:
            yield line | {"cluster": clusters.name(f"d{number}")}


def _parse(number: int, line: bytes) -> dict[str, Any]:
    try:
        value = msgspec.json.decode(line)
    except msgspec.DecodeError:
        return {"line": number, "error": "not a line of JSON"}
    if not isinstance(value, dict) or not ({"text", "record"} & value.keys()):
        return {"line": number, "error": "neither a text nor a record"}
    if "record" in value:
        if not isinstance(value["record"], dict):
            return {"line": number, "error": "the record is no object"}
        if value.get("text", "") is None:
            del value["text"]
    if "text" in value and not isinstance(value["text"], str):
        return {"line": number, "error": "the text is no string"}
    return value


def _claims(name: str, line: Mapping[str, Any]) -> list[Claim]:
    from witnessmark.reading.pipeline import read

    given = ReadingInput(id=name, text=line["text"], language=line.get("language"), date=line.get("date"))
    record = read(given)
    document = Document(text=line["text"], tool="jsonl")
    return list(claims_of(name, name, document, record, PersonIndex({}, {}, {})))


def _incidents(claims: Mapping[int, list[Claim]], documents: Mapping[int, Mapping[str, Any]]) -> dict[str, str]:
    """Claim id to the id of its incident."""
    together = [claim for found in claims.values() for claim in found]
    texts = {str(number): line["text"] for number, line in documents.items()}
    return {name: one.id for one in link_claims(together, texts) for name in one.claims}


def _mentions(
    mentions: Iterable[dict[str, Any]], claims: list[Claim], incident_of: Mapping[str, str], number: int
) -> list[dict[str, Any]]:
    named = []
    for mention in mentions:
        holding = next((c for c in claims if c.span.start < mention["end"] and mention["start"] < c.span.end), None)
        alone = f"m{number}-{mention['start']}-{mention['end']}"
        named.append(mention | {"cluster": incident_of.get(holding.id, alone) if holding else alone})
    return named


class _Clusters:
    """Disjoint sets of names."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def name(self, one: str) -> str:
        """The name of the set: equal for two members exactly when they are together."""
        root = one
        while self._parent.get(root, root) != root:
            root = self._parent[root]
        while self._parent.get(one, one) != root:
            self._parent[one], one = root, self._parent[one]
        return root

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.name(one), self.name(other)))
        self._parent[second] = first
