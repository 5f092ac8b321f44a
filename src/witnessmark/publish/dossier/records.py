"""The parts of a dossier that list: people, what was withheld, exhibits, custody, and how to verify all of it."""

from collections.abc import Sequence
from typing import Any

from witnessmark.model.consent import Audience
from witnessmark.model.release import ReleasedSource
from witnessmark.publish.dossier.blocks import Block, commands, par, plain
from witnessmark.publish.dossier.edition import DossierEdition
from witnessmark.publish.dossier.handing_over import not_collected, stamps
from witnessmark.publish.dossier.proofs import stamp_name
from witnessmark.publish.dossier.weighing import grade_line
from witnessmark.publish.site.words import grouped

Part = dict[str, Any]
LINKS = 40
"""So many claims are named beside a person or unit."""
TITLE = 60
"""Characters of a document's title in the index."""


def people_part(edition: DossierEdition) -> list[Part]:
    """Persons first, then units and bodies: each with the claims that it makes and those that name it."""
    order = ("person", "unit", "armed-force", "authority", "organisation", "group")
    words = edition.words
    ranked = sorted(edition.index.release.actors, key=lambda a: order.index(a.kind) if a.kind in order else len(order))
    return [
        {
            "name": edition.shown_name(actor.label),
            "pseudonym": actor.pseudonym,
            "resolved": f"{words('people.understood')}: {words.value('party', actor.resolved)}"
            if actor.resolved
            else None,
            "kind": words.value("actor-kind", actor.kind),
            "said": _some(edition, actor.said),
            "named": _some(edition, actor.claims),
        }
        for actor in ranked
    ]


def _some(edition: DossierEdition, claims: Sequence[str]) -> Part:
    links = edition.claim_links(claims)
    more = edition.words("dossier.people.more", n=len(links) - LINKS) if len(links) > LINKS else None
    return {"links": links[:LINKS], "more": more}


def withheld_part(edition: DossierEdition) -> Part:
    words = edition.words
    inside = edition.index.release.audience is not Audience.PUBLIC
    return {
        "rows": [
            {"what": words.count(f"withheld.{item.what}", item.count), "why": words.value("reason", item.reason)}
            for item in edition.index.release.withheld
        ],
        "beside": not_collected(edition) if inside else [],
    }


def exhibits_part(edition: DossierEdition) -> Part:
    sources, most = edition.index.release.sources, edition.selection.limits.rows
    more = edition.words("dossier.exhibits.more", n=grouped(len(sources) - most)) if len(sources) > most else None
    return {"rows": [_exhibit(edition, source) for source in sources[:most]], "more": more}


def _exhibit(edition: DossierEdition, source: ReleasedSource) -> Part:
    words, documents = edition.words, edition.index.documents
    about = [source.media_type]
    if source.size is not None:
        about.append(words("dossier.exhibits.bytes", n=grouped(source.size)))
    if not source.read:
        about.append(words("method.not-read"))
    about += [f"{words('weighing.grade')}: {plain(grade_line(edition, grade))}" for grade in source.grades]
    return {
        "anchor": edition.exhibit_anchor(source.id),
        "label": source.label,
        "file": source.file_name,
        "documents": [
            {
                "n": f"D{edition.document_number[d]}",
                "to": edition.document_anchor(d),
                "title": shortened(edition.document_title(documents[d]), TITLE),
            }
            for d in source.documents
            if d in edition.document_number
        ],
        "about": about,
        "consent": words.value("handover.consent-level", source.consent),
        "received": source.received[:10] if source.received else "–",
        "commitment": source.commitment,
        "sha256": source.sha256,
    }


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def custody_part(edition: DossierEdition) -> Part:
    events, most = edition.index.release.custody, edition.selection.limits.rows
    words = edition.words
    return {
        "rows": [
            {
                "source": event.source,
                "to": edition.exhibit_anchor(event.source),
                "event": words.value("dossier.custody", event.kind),
                "time": edition.moment(event.time),
                "device": event.device,
                "entry": event.entry,
            }
            for event in events[:most]
        ],
        "more": words("dossier.custody.more", n=grouped(len(events) - most)) if len(events) > most else None,
        "stamps": stamps(edition, (f"{stamp_name(one)}.tsr" for one in edition.index.release.stamps)),
    }


def verify_part(edition: DossierEdition) -> Part:
    """The commands to type, and everything that made the release."""
    release, words = edition.index.release, edition.words
    return {
        "steps": verification(edition),
        "release": release.id,
        "content": release.content,
        "software": release.method.software,
        "reader": release.method.reader,
        "approvals": [
            {"who": f"{words('method.approvals')} {a.reviewer}", "device": a.device, "entry": a.entry}
            for a in release.approvals
        ],
        "data": sorted(release.method.data.items()),
    }


def verification(edition: DossierEdition) -> list[Block]:
    """What to type, step by step, with ordinary tools alone; the last does all at once."""
    words, release = edition.words, edition.index.release
    steps: list[tuple[str, tuple[str, ...]]] = [
        ("files", ("sha256sum --quiet -c SHA256SUMS",)),
        (
            "signature",
            tuple(
                line
                for signed in ("SHA256SUMS -sigfile SHA256SUMS.sig", "manifest.json -sigfile manifest.sig")
                for line in ("openssl pkeyutl -verify -pubin -inkey publisher.pem -rawin \\", f"  -in {signed}")
            ),
        ),
        ("key", ("openssl pkey -pubin -in publisher.pem -outform DER | tail -c 32 | sha256sum",)),
    ]
    if any(source.sha256 for source in release.sources):
        steps.append(("originals", ("(cd ../bag/data && sha256sum -c -) < exhibits.sha256",)))
    if release.stamps:
        name = stamp_name(release.stamps[0])
        steps.append(
            ("stamps", (f"openssl ts -verify -data {name}.heads \\", f"  -in {name}.tsr -CAfile authority.pem"))
        )
    steps.append(("whole", ("witnessmark verify .",)))
    made: list[Block] = []
    for number, (key, typed) in enumerate(steps, 1):
        made += [par(f"{number}. {words(f'handover.verify.{key}')}", sticky=True), commands(*typed)]
    return made
