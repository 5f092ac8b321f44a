"""Documents of the linking step: what each claims and names, into which stories they fall, and their mentions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from witnessmark.derive.claims import claims_of
from witnessmark.derive.disjoint import Sets
from witnessmark.derive.persons import PersonIndex
from witnessmark.incidents import link_claims
from witnessmark.incidents.mentions import Mention, link_events
from witnessmark.incidents.mentions_things import link_things
from witnessmark.incidents.stories import stories
from witnessmark.incidents.stories_terms import Text
from witnessmark.model.case import Document
from witnessmark.model.claim import Claim
from witnessmark.model.record import ReadingInput, ReadingRecord


@dataclass(frozen=True)
class Told:
    """One document as it was read."""

    number: int
    text: Text
    claims: tuple[Claim, ...]


def told(number: int, line: Mapping[str, Any]) -> Told:
    """Read the text of one line."""
    from witnessmark.reading.pipeline import read

    given = ReadingInput(id=str(number), text=line["text"], language=line.get("language"), date=line.get("date"))
    record = read(given)
    document = Document(text=given.text, tool="jsonl")
    claims = tuple(claims_of(given.id, given.id, document, record, PersonIndex({}, {}, {})))
    return Told(number, _text(given, record), claims)


def _text(given: ReadingInput, record: ReadingRecord) -> Text:
    places = [(p.start, p.end, str(p.geonames or p.name)) for p in record.places if p.geonames or p.name]
    days = {d.earliest for d in record.dates if d.type in ("DATE", "TIME") and d.earliest and d.earliest == d.latest}
    return Text(given.text, record.language, _day(given.date), places, told_days=sorted(days))


def _day(stated: str | None) -> str | None:
    """The day of a document, or None when no day is stated: a month alone says too little."""
    try:
        return None if stated is None else date.fromisoformat(stated[:10]).isoformat()
    except ValueError:
        return None


def incidents(documents: Sequence[Told]) -> dict[str, str]:
    """Claim id to the id of its incident."""
    together = [claim for one in documents for claim in one.claims]
    texts = {str(one.number): one.text.text for one in documents}
    return {name: one.id for one in link_claims(together, texts) for name in one.claims}


def into_stories(documents: Sequence[Told], incident_of: Mapping[str, str]) -> dict[int, int]:
    """The number of each document to that of the first document of its story.

    Documents are together when they tell one story, and when each tells of one and the same incident alone. One that
    tells of several incidents brings no others together by them: a chronicle is no story.
    """
    sets = Sets()
    for one, story in zip(documents, stories([one.text for one in documents]), strict=True):
        sets.join(f"d{one.number}", f"d{documents[story].number}")
        found = {incident_of[claim.id] for claim in one.claims if claim.id in incident_of}
        if len(found) == 1:
            sets.join(f"d{one.number}", *found)
    first: dict[str, int] = {}
    return {one.number: first.setdefault(sets.name(f"d{one.number}"), one.number) for one in documents}


def mention_clusters(
    documents: Sequence[Told], story_of: Mapping[int, int], mentions: Mapping[int, Sequence[Mapping[str, Any]]]
) -> dict[tuple[int, int], str]:
    """The cluster of each mention, by the number of its document and its place among the document's mentions. Mentions
    of the kind "entity" are persons, places and things; all others are events."""
    index_of = {one.number: index for index, one in enumerate(documents)}
    texts, told_in = [one.text for one in documents], [story_of[one.number] for one in documents]
    found: dict[tuple[int, int], str] = {}
    for link, mark, is_thing in ((link_events, "event", False), (link_things, "thing", True)):
        places = [
            (number, at, Mention(index_of[number], one["start"], one["end"]))
            for number, here in mentions.items()
            for at, one in enumerate(here)
            if (one.get("kind") == "entity") is is_thing
        ]
        linked = link(texts, told_in, [mention for _, _, mention in places])
        found |= {(number, at): f"{mark}{first}" for (number, at, _), first in zip(places, linked, strict=True)}
    return found
