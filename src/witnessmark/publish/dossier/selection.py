"""What a dossier prints in full. A small case whole; of a large one as much as people can hold and print, by a rule
that the dossier states."""

from dataclasses import dataclass

from witnessmark.model.release import ReleasedClaim, ReleasedDocument, ReleasedIncident
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.words import layer_looks

HEAD = 600


@dataclass(frozen=True)
class Limits:
    """How much is printed. ``annex`` and ``document`` are characters: a page holds about 3,000, and the head of a
    document takes the room of ``HEAD``. What people can hold sets the limits: a page takes some 30 milliseconds."""

    incidents: int = 80
    claims: int = 60
    annex: int = 300_000
    document: int = 50_000
    rows: int = 1000


@dataclass(frozen=True)
class Selection:
    """``incidents`` in the order of the chronology; ``documents`` in that of the release, each with how many of its
    characters are printed; ``left_out`` are documents that only stand in the index."""

    limits: Limits
    incidents: tuple[ReleasedIncident, ...]
    documents: tuple[tuple[ReleasedDocument, int], ...]
    left_out: tuple[ReleasedDocument, ...]

    def claims_of(self, incident: ReleasedIncident, known: dict[str, ReleasedClaim]) -> list[ReleasedClaim]:
        """The claims that the incident's section prints."""
        return [known[c] for c in incident.claims if c in known][: self.limits.claims]


def foremost(incidents: tuple[ReleasedIncident, ...], most: int) -> tuple[ReleasedIncident, ...]:
    """The incidents that get a section, in the order given: most independent sources first, then by layer in the
    order of the legend (harm to people, hazards, damage and the rest), then most claims."""
    if len(incidents) <= most:
        return incidents
    layers = {layer: number for number, layer in enumerate(layer_looks())}
    ranked = sorted(
        range(len(incidents)),
        key=lambda n: (
            -len(incidents[n].groups),
            layers.get(incidents[n].layer, len(layers)),
            -len(incidents[n].claims),
            n,
        ),
    )
    return tuple(incidents[n] for n in sorted(ranked[:most]))


def select(index: ReleaseIndex, limits: Limits | None = None) -> Selection:
    """Incidents and documents of the release as far as the limits go. Without ``limits``: the standing ones."""
    limits = limits or Limits()
    incidents = foremost(index.chronology, limits.incidents)
    wanted = {
        index.claims[claim].document: None
        for incident in incidents
        for claim in incident.claims
        if claim in index.claims
    }
    order = [*(index.documents[d] for d in wanted if d in index.documents)]
    order += [document for document in index.release.documents if document.id not in wanted]
    left, lengths = limits.annex, dict[str, int]()
    for document in order:
        size = min(sum(len(segment.text) for segment in document.segments), limits.document)
        if size + HEAD <= left:
            lengths[document.id] = size
            left -= size + HEAD
    printed = tuple((d, lengths[d.id]) for d in index.release.documents if d.id in lengths)
    rest = tuple(d for d in index.release.documents if d.id not in lengths)
    return Selection(limits, incidents, printed, rest)
