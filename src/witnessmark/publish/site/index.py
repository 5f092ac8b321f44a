"""A release with the look-ups that pages need, each made once: nothing here searches a list twice."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from witnessmark.model.canonical import digest
from witnessmark.model.finding import IncidentMatrix
from witnessmark.model.release import (
    Release,
    ReleasedActor,
    ReleasedClaim,
    ReleasedDocument,
    ReleasedIncident,
    ReleasedPlace,
    ReleasedSource,
)

SAFE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")


def file_stems(identifiers: Iterable[str]) -> dict[str, str]:
    """A file name for each id, no two alike even where a file system folds capitals: the id in small letters where
    that will do, or else with a piece of its digest, or else the digest alone."""
    stems: dict[str, str] = {}
    taken: set[str] = set()
    for identifier in identifiers:
        if identifier in stems:
            continue
        stem = identifier.lower()
        if not (0 < len(stem) <= 80 and set(stem) <= SAFE and stem[0] not in "-_"):
            stem = digest(identifier)[:32]
        if stem in taken:
            stem = f"{stem[:40]}-{digest(identifier)[:12]}"
        taken.add(stem)
        stems[identifier] = stem
    return stems


def first_day(incident: ReleasedIncident) -> str | None:
    """The ISO day by which the incident is put in order: its earliest, or its latest where the start is open; None
    when it is undated."""
    time = incident.time
    open_start = time.edtf is not None and time.edtf.startswith(("..", "/"))
    return (time.latest if open_start else None) or time.earliest or time.latest


class ReleaseIndex:
    """Everything of a release by id, and who refers to whom."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.claims: dict[str, ReleasedClaim] = {claim.id: claim for claim in release.claims}
        self.documents: dict[str, ReleasedDocument] = {document.id: document for document in release.documents}
        self.places: dict[str, ReleasedPlace] = {place.id: place for place in release.places}
        self.actors: dict[str, ReleasedActor] = {actor.id: actor for actor in release.actors}
        self.incidents: dict[str, ReleasedIncident] = {incident.id: incident for incident in release.incidents}
        self.sources: dict[str, ReleasedSource] = {source.id: source for source in release.sources}
        self.stems = {
            "incident": file_stems(self.incidents),
            "document": file_stems(self.documents),
            "place": file_stems(self.places),
        }
        self.matrices: dict[str, IncidentMatrix] = {matrix.incident: matrix for matrix in release.matrices}

    @cached_property
    def chronology(self) -> tuple[ReleasedIncident, ...]:
        """The incidents by earliest day, then latest, then id; undated ones last."""

        def key(incident: ReleasedIncident) -> tuple[str, str, str]:
            return first_day(incident) or "9999", incident.time.latest or "9999", incident.id

        return tuple(sorted(self.incidents.values(), key=key))

    @cached_property
    def claims_of_document(self) -> dict[str, list[ReleasedClaim]]:
        by_document: dict[str, list[ReleasedClaim]] = defaultdict(list)
        for claim in self.release.claims:
            by_document[claim.document].append(claim)
        for claims in by_document.values():
            claims.sort(key=lambda claim: (claim.start, -claim.end, claim.id))
        return by_document

    @cached_property
    def incidents_of_place(self) -> dict[str, list[ReleasedIncident]]:
        by_place: dict[str, list[ReleasedIncident]] = defaultdict(list)
        for incident in self.chronology:
            if incident.place:
                by_place[incident.place].append(incident)
        return by_place

    def incidents_of_claims(self, claims: tuple[str, ...]) -> list[ReleasedIncident]:
        """The incidents that these claims belong to, each once."""
        ids = dict.fromkeys(self.claims[c].incident for c in claims if c in self.claims)
        return [self.incidents[i] for i in ids if i in self.incidents]

    def place_of(self, identifier: str | None) -> ReleasedPlace | None:
        return self.places.get(identifier) if identifier else None
