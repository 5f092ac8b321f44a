"""Which pages a site has, and what each is given to show. Templates say how."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from witnessmark.model import link_words
from witnessmark.model.law_words import LawWords
from witnessmark.model.layers import layer_of
from witnessmark.model.release import Layer, ReleasedClaim, ReleasedDocument, ReleasedGroup, ReleasedIncident
from witnessmark.publish.checking import CheckingWords
from witnessmark.publish.drawing import Area, draw_map, locator
from witnessmark.publish.geography import Box, Label
from witnessmark.publish.site import registers
from witnessmark.publish.site.assessed import AssessedWords
from witnessmark.publish.site.edition import Edition
from witnessmark.publish.site.index import first_day
from witnessmark.publish.site.mapdata import areas_of
from witnessmark.publish.site.marking import paragraphs_of, pieces_of
from witnessmark.publish.site.positions import positioned
from witnessmark.publish.site.times import month_words, parse_day
from witnessmark.publish.site.words import Words, grouped, layer_looks

NAVIGATION = (
    "overview",
    "map",
    "incidents",
    "documents",
    "people",
    "places",
    "registers",
    "matrix",
    "method",
    "downloads",
    "verify",
)
FILES = {"overview": "index.html"} | {name: f"{name}.html" for name in NAVIGATION[1:]}
LATEST = 8


@dataclass(frozen=True)
class Page:
    """One file of the site: its path below the language's folder, its template and what that is given."""

    path: str
    template: str
    section: str
    title: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Site:
    """Everything that the pages of one language share."""

    edition: Edition
    labels: tuple[Label, ...] = ()
    box: Box | None = None
    downloads: dict[str, int] = field(default_factory=dict)
    tiled: bool = False

    @property
    def folder(self) -> str:
        """English stands at the root, Ukrainian in a folder."""
        return "" if self.edition.language == "en" else f"{self.edition.language}/"


@cache
def environment() -> Environment:
    """The templates, with everything escaped unless it was made as mark-up."""
    folder = resources.files("witnessmark.publish") / "site/templates"
    made = Environment(
        loader=FileSystemLoader(str(folder)), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.globals.update(sym=symbol, grouped=grouped, layers=layer_looks(), layer_of=layer_of)
    return made


@cache
def symbol(layer: str) -> Markup:
    """The sign of a layer; its name stands beside it wherever it is shown."""
    shape = layer_looks()[layer].shape
    return Markup(
        f'<svg class="sym sym-{layer}" viewBox="0 0 12 12" aria-hidden="true">'
        f'<path fill-rule="evenodd" d="{shape}"/></svg>'
    )


def write_pages(site: Site, out: Path) -> None:
    """Render and write every page of one language."""
    common = common_context(site)
    made: set[Path] = set()
    for page in pages(site):
        path = out / f"{site.folder}{page.path}"
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        template: Template = environment().get_template(page.template)
        html = template.render(common | place_of_page(site, page) | page.context)
        path.write_bytes(html.encode("utf-8"))


def place_of_page(site: Site, page: Page) -> dict[str, Any]:
    """The ways from this page to the root, to the language's own root and to the same page in the other language."""
    home = "../" * page.path.count("/")
    root = home + "../" * site.folder.count("/")
    other = f"{root}uk/{page.path}" if site.edition.language == "en" else f"{root}{page.path}"
    return {"root": root, "home": home, "other": other, "section": page.section, "title": page.title}


def common_context(site: Site) -> dict[str, Any]:
    edition = site.edition
    release = edition.index.release
    absent = {"matrix": not release.matrices, "registers": not registers.shown_pages(release)}
    sections = [name for name in NAVIGATION if not absent.get(name)]
    return {
        "e": edition, "x": edition.index, "w": edition.words, "release": release,
        "navigation": [(name, FILES[name], edition.words(f"nav.{name}")) for name in sections],
        "tiled": site.tiled,
    }  # fmt: skip


def pages(site: Site) -> Iterator[Page]:
    """Every page of one language."""
    edition, words = site.edition, site.edition.words
    release = edition.index.release
    yield overview(site)
    yield map_page(site)
    yield incidents_page(site)
    yield Page("documents.html", "documents.html", "documents", words("documents.title"))
    yield people_page(site)
    yield Page("places.html", "places.html", "places", words("places.title"))
    yield from register_pages(site)
    if release.matrices:
        yield Page("matrix.html", "matrix.html", "matrix", words("matrix.title"), words_of_law(site))
    yield Page("method.html", "method.html", "method", words("method.title"))
    yield Page("downloads.html", "downloads.html", "downloads", words("downloads.title"), {"files": site.downloads})
    yield Page("verify.html", "verify.html", "verify", words("verify.title"), {"c": CheckingWords(edition.language)})
    yield from incident_pages(site)
    for document in release.documents:
        yield document_page(site, document)


def words_of_law(site: Site) -> dict[str, Any]:
    """The texts of law of the release in the language of the page, and who may ask."""
    edition = site.edition
    handling = Words(edition.language, ("dossier.yaml",))
    return {"law": LawWords(edition.index.release.law, edition.language), "hw": handling}


def drawn_map(site: Site, width: float, height: float) -> Markup | None:
    """All areas of the release as a drawing; None where nothing has a position."""
    edition = site.edition
    areas = areas_of(edition.index, edition.place_name)
    if site.box is None or not areas:
        return None
    title = edition.words("overview.map-alt")
    return draw_map(areas, site.box, site.labels, language=edition.language, title=title, width=width, height=height)


def register_pages(site: Site) -> Iterator[Page]:
    """The list of registers, and a page for those that belong together; none where there is no row."""
    edition = site.edition
    listed = []
    for page in registers.shown_pages(edition.index.release):
        tables, title = registers.tables_of(edition, page), registers.page_title(edition, page)
        listed.append((page, title, tables))
        areas = registers.areas_of_rows(tables)
        drawn = None
        if areas and site.box is not None:
            drawn = draw_map(
                areas, site.box, site.labels, language=edition.language, title=edition.words("registers.map-alt"),
                width=1000, height=420,
            )  # fmt: skip
        context = {"page": page, "tables": tables, "drawn": drawn, "sums": registers.totals(tables)}
        yield Page(f"{registers.FOLDER}/{page}.html", "register.html", "registers", title, context)
    if listed:
        title = edition.words("registers.title")
        yield Page("registers.html", "registers.html", "registers", title, {"listed": listed})


def map_page(site: Site) -> Page:
    pages_there = registers.shown_pages(site.edition.index.release)
    context = {"drawn": drawn_map(site, 1000, 640), "register_pages": pages_there}
    return Page("map.html", "map.html", "map", site.edition.words("map.title"), context)


def overview(site: Site) -> Page:
    edition = site.edition
    index, words = edition.index, edition.words
    release = index.release
    layers: Counter[Layer] = Counter(incident.layer for incident in release.incidents)
    drawn = drawn_map(site, 860, 620)
    dated = [incident for incident in index.chronology if first_day(incident)]
    independent = sum(len(incident.groups) > 1 for incident in release.incidents)
    numbers = (
        ("incidents", len(release.incidents)), ("claims", len(release.claims)), ("documents", len(release.documents)),
        ("sources", len(release.sources)), ("groups", independent),
    )  # fmt: skip
    figures = [(name, n, words.count(f"figure.{name}", n)) for name, n in numbers]
    most = max(layers.values(), default=1)
    bars = [(layer, layers[layer], 100 * layers[layer] / most) for layer in layer_looks() if layers[layer]]  # type: ignore[index]
    context = {"figures": figures, "bars": bars, "drawn": drawn, "latest": dated[::-1][:LATEST]}
    return Page("index.html", "overview.html", "overview", release.title, context)


def incidents_page(site: Site) -> Page:
    edition = site.edition
    index = edition.index

    def month(incident: ReleasedIncident) -> str:
        day = parse_day(first_day(incident))
        return month_words(day.year, day.month, edition.language) if day else edition.words("when.undated")

    months = [(name, list(rows)) for name, rows in groupby(index.chronology, key=month)]
    acts = sorted({act for incident in index.chronology for act in incident.acts}, key=edition.act)
    places = sorted(index.incidents_of_place, key=edition.place_name)
    statuses = sorted({incident.status for incident in index.chronology})
    present = {incident.layer for incident in index.chronology}
    context = {"months": months, "acts": acts, "places": places, "statuses": statuses,
               "layers_here": [layer for layer in layer_looks() if layer in present]}  # fmt: skip
    return Page("incidents.html", "incidents.html", "incidents", edition.words("incidents.title"), context)


def groups_of(
    incident: ReleasedIncident, known: dict[str, ReleasedClaim]
) -> list[tuple[ReleasedGroup, list[ReleasedClaim]]]:
    """The source groups with their claims; claims in no group stand each for itself."""
    grouped_ids = {claim for group in incident.groups for claim in group.claims}
    alone = [ReleasedGroup(claims=(claim,), reasons=()) for claim in incident.claims if claim not in grouped_ids]
    shown = [(group, [known[c] for c in group.claims if c in known]) for group in (*incident.groups, *alone)]
    return [(group, claims) for group, claims in shown if claims]


def incident_pages(site: Site) -> Iterator[Page]:
    edition = site.edition
    index = edition.index
    order = index.chronology
    assessed = AssessedWords(edition)
    law = words_of_law(site) if index.release.matrices else {}
    for number, incident in enumerate(order):
        place = index.place_of(incident.place)
        position = positioned(place)
        drawn = None
        if place and position:
            area = Area(*position, layers=(incident.layer,), count=1, name=place.name)
            drawn = locator(area, edition.words("incident.locator", name=edition.place_name(place.id)))
        context = {
            "a": assessed, "incident": incident, "place": place, "drawn": drawn,
            "groups": groups_of(incident, index.claims), "link_words": link_words,
            "before": order[number - 1] if number else None,
            "after": order[number + 1] if number + 1 < len(order) else None,
        }  # fmt: skip
        path = edition.incident_file(incident.id)
        yield Page(path, "incident.html", "incidents", edition.title(incident), context | law)


def document_page(site: Site, document: ReleasedDocument) -> Page:
    edition = site.edition
    claims = edition.index.claims_of_document.get(document.id, [])
    layers = {claim.id: layer_of((claim.act,)) for claim in claims}
    context = {
        "document": document, "claims": claims, "claim_layers": layers, "claim_by_id": edition.index.claims,
        "paragraphs": list(paragraphs_of(pieces_of(document, claims))),
        "source": edition.index.sources.get(document.source),
    }  # fmt: skip
    return Page(
        edition.document_file(document.id), "document.html", "documents", edition.document_title(document), context
    )


def people_page(site: Site) -> Page:
    edition = site.edition
    index = edition.index
    by_kind: dict[str, list[Any]] = defaultdict(list)
    for actor in index.release.actors:
        said, named = index.incidents_of_claims(actor.said), index.incidents_of_claims(actor.claims)
        by_kind[actor.kind].append((actor, said, named))
    order = ("person", "unit", "armed-force", "authority", "organisation", "group")
    kinds = sorted(by_kind.items(), key=lambda item: (order.index(item[0]) if item[0] in order else 9, item[0]))
    labels = {actor.id: actor.label for actor in index.release.actors}
    context = {"kinds": kinds, "a": AssessedWords(edition), "labels": labels}
    return Page("people.html", "people.html", "people", edition.words("people.title"), context)
