"""The parts of a dossier that who takes the case over needs beside its incidents (handbook, section 13): team, photo
log, transcripts, glossary, code book, disclosures. Where nothing is known, a sentence says so."""

from collections import Counter
from collections.abc import Iterable

from witnessmark.model.acts import taxonomy
from witnessmark.model.grading import CREDIBILITY, PROOF, RELIABILITY
from witnessmark.model.handover import ConsentFact, KnownName, Photograph, Said
from witnessmark.model.labels import label
from witnessmark.publish.dossier.blocks import (
    Block,
    Line,
    code,
    form,
    go,
    head,
    joined,
    lines,
    pairs,
    par,
    quiet,
    strong,
    table,
)
from witnessmark.publish.dossier.edition import DossierEdition, codes
from witnessmark.publish.site.words import grouped

CODES = ("modality", "basis", "status", "group-reason", "element-status", "element-kind", "strength")
"""Sections of the catalogue that are lists of codes."""
HANDED_ON = ("disclosed", "transferred", "returned", "copied")
"""Events of custody in which something of a source went to somebody."""


def _told(edition: DossierEdition, said: Said | None) -> Line:
    return said.of(edition.language) if said is not None else quiet(edition.words("handover.not-stated"))


def team_part(edition: DossierEdition) -> list[Block]:
    words, mission = edition.words, edition.index.release.mission
    if mission is None:
        return [par(words("handover.team.nothing"))]
    made = [
        pairs(
            (
                (words("handover.team.organisation"), _told(edition, mission.organisation)),
                (words("handover.team.contact"), _told(edition, mission.contact)),
            )
        )
    ]
    if not mission.team:
        return [*made, par(words("handover.team.no-team"))]
    heads = (words("handover.team.name"), words("handover.team.role"), words("handover.team.training"))
    rows = [[_told(edition, each) for each in (one.name, one.role, one.training)] for one in mission.team]
    return [
        par(words("handover.team.intro"), sticky=True),
        *made,
        head(words("handover.team.members")),
        table(heads, rows, (30, 28, 42)),
    ]


def photographs_part(edition: DossierEdition) -> list[Block]:
    words, photographs = edition.words, edition.index.release.photographs
    if not photographs:
        return [par(words("handover.photos.none"))]
    heads = tuple(words(f"handover.photos.{key}") for key in ("exhibit", "taken", "device", "position", "digest"))
    return [
        par(words("handover.photos.intro"), sticky=True),
        table(heads, (_photograph(edition, one) for one in photographs), (18, 22, 16, 22, 22)),
    ]


def _photograph(edition: DossierEdition, one: Photograph) -> list[Line]:
    words, source = edition.words, edition.index.sources.get(one.source)
    what: list[Line] = [go(one.source, edition.exhibit_anchor(one.source))]
    if source and source.file_name:
        what.append(source.file_name)
    if one.width and one.height:
        what.append(quiet(f"{one.width} × {one.height}"))
    return [
        lines(what),
        lines(_times(edition, one)),
        one.device or quiet(words("handover.photos.not-said")),
        lines(_position(edition, one)),
        code(source.sha256) if source and source.sha256 else quiet(words("handover.photos.no-digest")),
    ]


def _times(edition: DossierEdition, one: Photograph) -> list[Line]:
    words = edition.words
    if one.taken is None:
        return [quiet(words("handover.photos.not-said"))]
    moment = edition.device_time(one.taken)
    zone = words("handover.photos.no-zone") if "T" in one.taken and not _has_zone(one.taken) else None
    made: list[Line] = [moment, *([quiet(zone)] if zone else [])]
    if one.satellite:
        made.append(quiet(words("handover.photos.satellite", time=edition.device_time(one.satellite))))
    return made


def _has_zone(time: str) -> bool:
    clock = time.partition("T")[2]
    return "Z" in clock or "+" in clock or "-" in clock


def _position(edition: DossierEdition, one: Photograph) -> list[Line]:
    words = edition.words
    if one.problem:
        return [quiet(words("handover.photos.problem"))]
    if one.position is None:
        return [quiet(words("handover.photos.no-position"))]
    made: list[Line] = [one.position.replace(",", ", ")]
    if one.error_m:
        made.append(quiet(words("handover.photos.error", m=one.error_m)))
    if one.direction:
        made.append(quiet(words("handover.photos.direction", degrees=one.direction)))
    return made


def transcripts_part(edition: DossierEdition) -> list[Block]:
    """In which language each text stands, what made it of its original, and who answers for a translation."""
    words, release = edition.words, edition.index.release
    stated = {name: one for one in (release.mission.translations if release.mission else ()) for name in one.documents}
    heads = tuple(words(f"handover.transcripts.{key}") for key in ("document", "language", "made-by", "translation"))
    rows: list[list[Line]] = []
    for document in release.documents[: edition.selection.limits.rows]:
        name = go(f"D{edition.document_number[document.id]}", edition.document_anchor(document.id))
        made: list[Line] = [document.tool or quiet(words("handover.not-stated"))]
        if document.exact is False:
            made.append(quiet(words("handover.transcripts.recognised")))
        one = stated.get(document.id) or stated.get(document.source)
        statement: list[Line] = [quiet(words("handover.transcripts.none"))]
        if one is not None:
            statement = [_told(edition, one.translator), _told(edition, one.languages), _told(edition, one.statement)]
        rows.append(
            [
                lines([[name, " ", edition.document_title(document)]]),
                edition.language_name(document.language),
                lines(made),
                lines(statement),
            ]
        )
    return [
        par(words("handover.transcripts.intro")),
        *([table(heads, rows, (34, 14, 22, 30))] if rows else [par(words("handover.transcripts.no-documents"))]),
        head(words("handover.transcripts.form-title")),
        par(words("handover.transcripts.form-intro"), sticky=True),
        form([words(f"handover.transcripts.form.{n}") for n in range(1, 7)]),
    ]


def glossary_part(edition: DossierEdition) -> list[Block]:
    words, release = edition.words, edition.index.release
    made: list[Block] = []
    if release.names:
        heads = tuple(words(f"handover.glossary.{key}") for key in ("name", "kind", "latin", "forms"))
        rows = [_name(edition, one) for one in release.names[: edition.selection.limits.rows]]
        made += [par(words("handover.glossary.intro"), sticky=True), table(heads, rows, (30, 16, 22, 32))]
    else:
        made.append(par(words("handover.glossary.none")))
    if release.mission and release.mission.terms:
        terms = [[one.term.of(edition.language), one.meaning.of(edition.language)] for one in release.mission.terms]
        made.append(head(words("handover.glossary.terms")))
        made.append(table((words("handover.glossary.term"), words("handover.glossary.meaning")), terms, (30, 70)))
    return made


def _name(edition: DossierEdition, one: KnownName) -> list[Line]:
    kind = (
        edition.words("handover.glossary.place") if one.kind == "place" else edition.words.value("actor-kind", one.kind)
    )
    forms: Line = joined(
        [form.said, *([quiet(f" ({form.latin})")] if form.latin and form.latin != form.said else [])]
        for form in one.forms
    )
    name = edition.field_value("place", one.name) if one.kind == "place" else one.name
    return [name, kind, one.latin or (one.name if name != one.name else "–"), forms or "–"]


def codebook_part(edition: DossierEdition) -> list[Block]:
    """The codes that this dossier uses, each with what it means."""
    words, release = edition.words, edition.index.release
    used = Counter(claim.act for claim in release.claims)
    made: list[Block] = [par(words("handover.codebook.intro", version=taxonomy().version))]
    if used:
        heads = tuple(words(f"handover.codebook.{key}") for key in ("act", "meaning", "claims"))
        rows = [
            [lines([strong(edition.act(act)), code(act)]), edition.act_meaning(act), grouped(n)]
            for act, n in sorted(used.items(), key=lambda pair: edition.act(pair[0]).casefold())
        ]
        made += [head(words("handover.codebook.acts")), table(heads, rows, (34, 54, 12), numeric=(2,))]
    heads = (words("handover.codebook.code"), words("handover.codebook.shown-as"), words("handover.codebook.meaning"))
    for section in CODES:
        listed: list[list[Line]] = [
            [code(key), words.value(section, key), words(f"handover.codes.{section}.{key}")] for key in codes(section)
        ]
        made += [head(words(f"handover.codebook.{section}")), table(heads, listed, (24, 28, 48))]
    return [*made, *_scales(edition, heads)]


def _scales(edition: DossierEdition, heads: tuple[str, str, str]) -> list[Block]:
    """Standards of proof and what each asks for; the two scales of grades, which are no numbers."""
    words, language = edition.words, edition.language
    proof: list[list[Line]] = [
        [code(value), label("proof", value, language), label("proof-reads", value, language)] for value in PROOF
    ]
    grades: list[list[Line]] = [
        [code(value), words(f"handover.codebook.{scale}"), label("grade", value, language)]
        for scale, values in (("reliability", RELIABILITY), ("credibility", CREDIBILITY))
        for value in values
    ]
    return [
        head(words("weighing.proof")),
        table(heads, proof, (24, 28, 48)),
        head(words("handover.codebook.grades")),
        par(label("graded", "no-order", language), sticky=True),
        table((heads[0], words("handover.codebook.scale"), heads[2]), grades, (24, 28, 48)),
    ]


def disclosures_part(edition: DossierEdition) -> list[Block]:
    """Editions that left before for others, and what was opened or handed on of the sources."""
    words, release = edition.words, edition.index.release
    made: list[Block] = [par(words("handover.disclosures.intro"))]
    if release.disclosures:
        heads = tuple(words(f"handover.disclosures.{key}") for key in ("audience", "release", "root"))
        rows = [[words(f"audience.{one.audience}"), code(one.release), code(one.root)] for one in release.disclosures]
        made += [head(words("handover.disclosures.editions")), table(heads, rows, (24, 22, 54))]
    else:
        made.append(par(words("handover.disclosures.no-editions")))
    events = [event for event in release.custody if event.kind in HANDED_ON]
    if events:
        heads = (words("method.source"), words("method.event"), words("method.time"), words("method.entry"))
        rows = [
            [
                go(event.source, edition.exhibit_anchor(event.source)),
                words.value("dossier.custody", event.kind),
                edition.moment(event.time),
                code(event.entry),
            ]
            for event in events[: edition.selection.limits.rows]
        ]
        made += [head(words("handover.disclosures.events")), table(heads, rows, (10, 18, 28, 44))]
    else:
        made.append(par(words("handover.disclosures.no-events")))
    return made


def not_collected(edition: DossierEdition) -> list[Block]:
    """What the mission says that it did not collect, and what was received and could not be read."""
    words, release = edition.words, edition.index.release
    made: list[Block] = [head(words("handover.not-collected.title"))]
    listed = release.mission.not_collected if release.mission else ()
    if listed:
        rows = [[_told(edition, one.what), _told(edition, one.why)] for one in listed]
        made.append(table((words("dossier.withheld.what"), words("dossier.withheld.why")), rows, (40, 60)))
    else:
        made.append(par(words("handover.not-collected.nothing")))
    unread = [source.label for source in release.sources if not source.read]
    if unread:
        made.append(
            par(
                words("handover.not-collected.unread"),
                " ",
                *joined(go(s, edition.exhibit_anchor(s)) for s in unread),
                ".",
            )
        )
    return made


def stamps(edition: DossierEdition, files: Iterable[str]) -> list[Block]:
    """Time from outside; ``files`` are the names under which the stamps lie beside the dossier."""
    words, release = edition.words, edition.index.release
    made: list[Block] = [head(words("handover.stamps.title"))]
    if not release.stamps:
        return [*made, par(words("handover.stamps.none"))]
    heads = tuple(words(f"handover.stamps.{key}") for key in ("time", "authority", "serial", "file"))
    rows = [
        [edition.moment(one.time), one.authority or quiet(words("handover.not-stated")), code(one.serial), code(name)]
        for one, name in zip(release.stamps, files, strict=True)
    ]
    return [*made, par(words("handover.stamps.intro"), sticky=True), table(heads, rows, (22, 34, 22, 22))]


def consents_part(edition: DossierEdition) -> list[Block]:
    """What everybody allowed, by exhibit and by person, as the edition names them."""
    words, consents = edition.words, edition.index.release.consents
    made: list[Block] = [par(words("handover.consents.intro"))]
    heads = tuple(words(f"handover.consents.{key}") for key in ("subject", "level", "until", "protected"))
    for kind in ("source", "person"):
        rows = [_consent(edition, one) for one in consents if one.kind == kind]
        made.append(head(words(f"handover.consents.{kind}s")))
        made.append(table(heads, rows, (30, 34, 18, 18)) if rows else par(words(f"handover.consents.no-{kind}s")))
    return made


def _consent(edition: DossierEdition, one: ConsentFact) -> list[Line]:
    words = edition.words
    level = (
        words.value("handover.consent-level", one.level) if one.level else quiet(words("handover.consents.of-source"))
    )
    until = edition.device_time(one.until) if one.until else words("handover.consents.open")
    return [edition.shown_name(one.subject), level, until, words("handover.consents.yes") if one.protected else "–"]


def measures_part(edition: DossierEdition) -> list[Block]:
    """What was done so that nobody is harmed: what was taken out, pseudonyms, who keeps the key to them."""
    words, release = edition.words, edition.index.release
    pseudonyms = sum(actor.pseudonym for actor in release.actors)
    made: list[Block] = [par(words("handover.consents.measures", n=grouped(pseudonyms)))]
    if release.withheld:
        rows: list[list[Line]] = [
            [words.count(f"withheld.{item.what}", item.count), words.value("reason", item.reason)]
            for item in release.withheld
        ]
        made.append(table((words("dossier.withheld.what"), words("dossier.withheld.why")), rows, (30, 70)))
    else:
        made.append(par(words("overview.withheld-none")))
    return [*made, par(words("handover.consents.withdrawal"))]
