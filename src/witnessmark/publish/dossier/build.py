"""A release becomes a PDF for people: court, prosecutor, archive. The same release gives the same bytes."""

from collections.abc import Callable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from witnessmark.model.layers import layer_of
from witnessmark.model.release import Release
from witnessmark.publish.dossier import content
from witnessmark.publish.dossier.analysis import analysis, joined
from witnessmark.publish.dossier.edition import DossierEdition
from witnessmark.publish.dossier.maps import Maps, labels_of, name_filter
from witnessmark.publish.dossier.printing import print_pdf, w3c_time
from witnessmark.publish.dossier.selection import Limits, select
from witnessmark.publish.dossier.typefaces import UNKNOWN, covered, drawable
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.pages import symbol
from witnessmark.publish.site.words import grouped, layer_looks


def write_dossier(
    release: Release,
    path: Path,
    language: Literal["en", "uk"],
    *,
    label_allowed: Callable[[str], bool] | None = None,
    limits: Limits | None = None,
) -> None:
    """Write the release as a PDF to ``path``.

    ``label_allowed`` says whether a settlement's name may stand on a map (see ``maps.name_filter``); ``limits`` bounds
    what is printed of a large release. Raises ``OSError`` when the file cannot be written.
    """
    index = ReleaseIndex(release)
    labels = labels_of(index, name_filter(index, label_allowed))
    edition = DossierEdition(index, language, labels, select(index, limits))
    html = dossier_html(edition, Maps(edition, labels))
    identity = f"{release.id} {release.content} {release.time} {language}"
    path.write_bytes(print_pdf(html, styles(), identity))


def dossier_html(edition: DossierEdition, maps: Maps) -> str:
    """The whole dossier as one HTML page that our typefaces can draw."""
    release = edition.index.release
    context = {
        "e": edition, "x": edition.index, "w": edition.words, "release": release, "maps": maps, "content": content,
        "analysis": analysis, "cites": joined, "parts": content.parts_of(edition),
        "created": w3c_time(release.time), "unknown": UNKNOWN,
    }  # fmt: skip
    template = environment().get_template("dossier.html")
    html, missing = drawable(template.render(context, missing=0))
    if missing:  # said in the method, which is part of the page
        html, _ = drawable(template.render(context, missing=missing))
    return html


@cache
def environment() -> Environment:
    """The templates, with everything escaped unless it was made as mark-up."""
    folder = resources.files("witnessmark.publish") / "dossier/templates"
    made = Environment(
        loader=FileSystemLoader(str(folder)), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False, extensions=["jinja2.ext.do"],
    )  # fmt: skip
    made.globals.update(grouped=grouped, layer_of=layer_of, layers=layer_looks(), sym=symbol)
    return made


def get_ready() -> None:
    """Load and compile what every dossier needs, so that a process that splits off need not."""
    import weasyprint  # noqa: F401

    from witnessmark.publish.geography import base_features

    for name in environment().list_templates():
        environment().get_template(name)
    base_features()
    covered()
    styles()


@cache
def styles() -> str:
    """The style sheet and the colours of the layers."""
    sheet = (resources.files("witnessmark.publish") / "dossier/dossier.css").read_text(encoding="utf-8")
    colours = "".join(
        f".in-{key}{{border-left-color:{look.colour}}}.of-{key}{{background:{look.colour}}}"
        f".mark-{key}{{border-bottom-color:{look.colour}}}"
        for key, look in layer_looks().items()
    )
    return sheet + colours
