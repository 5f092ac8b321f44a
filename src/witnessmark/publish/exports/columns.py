"""What a table of incidents, claims, documents or actors may show, by the field's id: the mappings choose among these.

A value is a cell or a list of texts; how a list is joined is the format's affair. What is not known is None or empty.
"""

from collections.abc import Mapping, Sequence

from witnessmark.model.acts import taxonomy
from witnessmark.model.corroboration import CASUALTY_KINDS
from witnessmark.model.release import ReleasedActor, ReleasedClaim, ReleasedDocument, ReleasedIncident
from witnessmark.publish.exports.dates import exact_day, prefix, whole_day
from witnessmark.publish.exports.files import Cell
from witnessmark.publish.exports.view import View
from witnessmark.publish.site.words import layer_looks

Fields = dict[str, Cell | list[str]]


def joined(value: Cell | list[str], by: str) -> Cell:
    """A list as one cell; the sign that joins is replaced where it stands in a text itself."""
    if not isinstance(value, list):
        return value
    return by.join(text.replace(by.strip(), "/") for text in value)


def row(fields: Mapping[str, Cell | list[str]], chosen: Sequence[str], by: str = "; ") -> list[Cell]:
    """The cells of the chosen fields; raises ``KeyError`` for a field that there is not."""
    return [joined(fields[name], by) for name in chosen]


def incident_fields(view: View, incident: ReleasedIncident) -> Fields:
    place, point, time = view.place_of(incident.place), view.point(incident), incident.time
    against, word = incident.contradictions, view.words.value
    looks, acts, documents = layer_looks().get(incident.layer), taxonomy().acts, view.documents_of(incident)
    gravest = acts.get(incident.acts[0]) if incident.acts else None
    return {
        "id": incident.id, "title": view.title(incident),
        "act": view.act(incident.acts[0]) if incident.acts else "", "acts": [view.act(a) for a in incident.acts],
        "act_ids": list(incident.acts),
        "category": taxonomy().categories.get(incident.category, incident.category),
        "layer": looks.label(view.language) if looks else incident.layer,
        "status": word("status", incident.status),
        "sector": str(gravest.crosswalk.get("sector") or "") if gravest else "",
        "when": view.when(incident), "earliest": time.earliest, "latest": time.latest,
        "approximate": word("export", "yes" if time.approximate else "no"),
        "date_prefix": prefix(time), "day": exact_day(time),
        "place": place.name if place else "", "where": view.where(place),
        "country": view.unit(place, 0), "adm1": view.unit(place, 1), "adm2": view.unit(place, 2),
        "adm3": view.unit(place, 3),
        "lat": point.lat if point else None, "lon": point.lon if point else None,
        "radius_km": place.radius_km if place else None,
        "claims": len(incident.claims), "groups": len(incident.groups),
        "contradictions": [
            f"{word('field', each.field)}: {' / '.join(dict.fromkeys(view.contradiction(each).values()))}"
            for each in against
        ],
        "documents": documents,
        "document_titles": [document_title(view.documents[d]) for d in documents if d in view.documents],
        "actor_titles": list(dict.fromkeys(actor_title(part.actor) for part in view.parts(incident) if part.actor)),
        **{f"{kind}_{end}": number for kind, ends in casualties(incident).items() for end, number in ends.items()},
        "casualties": casualty_words(view, incident),
        "victims": view.in_role(incident, "victim"),
        "alleged": view.in_role(incident, "perpetrator", "commander", "unit"),
        "objects": view.in_role(incident, "object"), "weapons": view.in_role(incident, "weapon"),
        "quantities": view.in_role(incident, "quantity"), "quotes": [claim.quote for claim in view.claims_of(incident)],
    }  # fmt: skip


def casualties(incident: ReleasedIncident) -> dict[str, dict[str, int | None]]:
    """The lowest and the highest number that is said, by kind of casualty; None where nobody says one."""
    said = {found.kind: found for found in incident.casualties}
    return {
        kind: {
            "lowest": said[kind].lowest if kind in said else None,
            "highest": said[kind].highest if kind in said and not said[kind].or_more else None,
        }
        for kind in CASUALTY_KINDS
    }


def casualty_words(view: View, incident: ReleasedIncident) -> list[str]:
    """What is said of each kind: "killed: 3 to 5"; an end that nobody gives is left open."""
    words = []
    for kind, ends in casualties(incident).items():
        low, high = ends["lowest"], ends["highest"]
        if low is None and high is None:
            continue
        how = "or-fewer" if low is None else "or-more" if high is None else "exactly" if low == high else "between"
        words.append(view.words(f"said-range.{how}", kind=view.words.value("casualties", kind), low=low, high=high))
    return words


def claim_fields(view: View, claim: ReleasedClaim) -> Fields:
    incident = view.incidents.get(claim.incident or "")
    place, document, word = view.place_of(claim.place), view.documents.get(claim.document), view.words.value
    return {
        "id": claim.id, "title": f"{view.act(claim.act)} – {claim.document} ({claim.id[:12]})",
        "act": view.act(claim.act), "act_id": claim.act, "quote": claim.quote,
        "quoted": "> " + claim.quote.replace("\n", "\n> "),
        "said_by": claim.said_by, "modality": word("modality", claim.modality),
        "polarity": word("polarity", "negative") if claim.polarity == "negative" else word("export", "happened"),
        "basis": [f"{word('field', field)}: {word('basis', basis)}" for field, basis in sorted(claim.basis.items())],
        "roles": [f"{word('role', role.role)}: {role.text}" for role in claim.roles],
        "actor_titles": list(
            dict.fromkeys(actor_title(view.actors[r.actor]) for r in claim.roles if r.actor and r.actor in view.actors)
        ),
        "where": view.where(place), "when": claim.edtf or "", "date_words": claim.date_words or "",
        "earliest": claim.earliest, "latest": claim.latest, "reference": claim.reference,
        "start": claim.start, "end": claim.end, "document": claim.document,
        "document_title": document_title(document) if document else claim.document,
        "incident": claim.incident or "", "incident_title": view.title(incident) if incident else "",
        "reviewed": word("review", claim.reviewed or "none"), "models": list(claim.models),
    }  # fmt: skip


def document_fields(document: ReleasedDocument) -> Fields:
    return {
        "id": document.id, "title": document_title(document), "kind": document.kind,
        "language": document.language or "", "day": whole_day(document.date), "date": document.date,
        "source": document.source, "text": document.text,
        "claims": len(document.claims),
    }  # fmt: skip


def actor_fields(view: View, actor: ReleasedActor) -> Fields:
    return {
        "id": actor.id, "title": actor_title(actor), "label": actor.label,
        "kind": view.words.value("actor-kind", actor.kind), "resolved": actor.resolved or "",
        "pseudonym": view.words.value("export", "yes" if actor.pseudonym else "no"),
        "claims": len(actor.claims), "said": len(actor.said),
    }  # fmt: skip


def document_title(document: ReleasedDocument) -> str:
    """A title that is this document's alone."""
    return f"{document.title} ({document.id})" if document.title != document.id else document.id


def actor_title(actor: ReleasedActor) -> str:
    """A name that is this actor's alone: two people may be called the same."""
    return f"{actor.label} ({actor.id[:12]})"
