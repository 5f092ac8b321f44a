"""The linking step alone, over JSON lines: documents, mentions in documents, or records, each line given back with the
``cluster`` that it belongs to.

Documents are in one cluster when they tell one story (``incidents.stories``) or of one incident; their mentions are
together by what they tell and name. Records are in one cluster when they are more likely one than two
(``incidents.records``); that is a proposal, never a merge of persons.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from witnessmark.derive.disjoint import Sets
from witnessmark.derive.linking_records import records_together
from witnessmark.derive.linking_texts import Told, incidents, into_stories, mention_clusters, told


def link_lines(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """The lines in their order, with clusters. A line that cannot be understood comes back with its number and an
    ``error``. All lines are held in memory: clusters are known only at the end."""
    parsed = [_parse(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    documents = _read(parsed)
    read = list(documents.values())
    story_of = into_stories(read, incidents(read))
    mentions = {number: parsed[number]["mentions"] for number in documents if "mentions" in parsed[number]}
    cluster_of = mention_clusters(read, story_of, mentions)
    sets = Sets()
    for number, story in story_of.items():
        sets.join(f"d{number}", f"d{story}")
    for number, same in records_together(dict(enumerate(parsed))).items():
        sets.join(f"d{number}", f"d{same}")
    for number, line in enumerate(parsed):
        if "error" in line:
            yield line
            continue
        here: dict[str, Any] = {"cluster": sets.name(f"d{number}")}
        if number in mentions:
            named = [one | {"cluster": cluster_of[number, at]} for at, one in enumerate(mentions[number])]
            here |= {"mentions": named}
        yield line | here


def _read(parsed: list[dict[str, Any]]) -> dict[int, Told]:
    """Every document that can be read, by its place; a line that cannot becomes an error."""
    documents = {}
    for number, line in enumerate(parsed):
        if "text" in line and "error" not in line:
            try:
                documents[number] = told(number, line)
            except Exception as error:  # one text must never stop a run; the message carries no words of the text
                parsed[number] = _bad(number + 1, f"could not be read: {type(error).__name__}", line)
    return documents


def _bad(number: int, why: str, value: Mapping[str, Any]) -> dict[str, Any]:
    named = {"id": value["id"]} if isinstance(value.get("id"), str) else {}
    return named | {"line": number, "error": why}


def _parse(number: int, line: bytes) -> dict[str, Any]:
    try:
        value = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {"line": number, "error": "not a line of JSON"}
    if not isinstance(value, dict) or not ({"text", "record"} & value.keys()):
        return {"line": number, "error": "neither a text nor a record"}
    if "record" in value:
        if not isinstance(value["record"], dict):
            return _bad(number, "the record is no object", value)
        if value.get("text", "") is None:
            del value["text"]
    why = _fault_of_text(value) if "text" in value else None
    return value if why is None else _bad(number, why, value)


def _fault_of_text(value: Mapping[str, Any]) -> str | None:
    """What is wrong with a line that has a text, or None."""
    if not isinstance(value["text"], str):
        return "the text is no string"
    if not isinstance(value.get("language"), str | None):
        return "the language is no string"
    if not isinstance(value.get("date"), str | None):
        return "the date is no string"
    if not _are_mentions(value.get("mentions", []), len(value["text"])):
        return "the mentions are no list of objects with start and end inside the text"
    return None


def _are_mentions(value: object, length: int) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and type(start := one.get("start")) is int
        and type(end := one.get("end")) is int
        and 0 <= start < end <= length
        for one in value
    )
