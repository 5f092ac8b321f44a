"""A release becomes a static site: plain files that open from a stick, load nothing from elsewhere, run no inline code.

The same release gives the same bytes. The gate in ``protection`` scans what is written here before anything leaves.
"""

from collections.abc import Callable
from importlib import resources
from pathlib import Path

from witnessmark.model.canonical import digest_bytes
from witnessmark.model.release import Release
from witnessmark.publish.data_files import data_files
from witnessmark.publish.geography import BaseMap
from witnessmark.publish.site import mapdata
from witnessmark.publish.site.edition import Edition
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.pages import Site, write_pages
from witnessmark.publish.site.registers import csv_files
from witnessmark.publish.site.words import LANGUAGES, layer_looks

VENDORED = (
    "vendor/maplibre-gl/maplibre-gl.js",
    "vendor/maplibre-gl/maplibre-gl.css",
    "vendor/maplibre-gl/LICENSE.txt",
    "base/LICENSE.txt",
)
VENDORED_TILES = ("vendor/pmtiles/pmtiles.js", "vendor/pmtiles/LICENSE.txt")
OWN = ("site.js", "map.js", "timeline.js", "tiles.js", "verify.js")


def anything(_: str) -> bool:
    """Every settlement name may stand on the map."""
    return True


def build_site(
    release: Release, out: Path, *, label_allowed: Callable[[str], bool] = anything, base: BaseMap | None = None
) -> frozenset[str]:
    """Write the site into the folder ``out``, which is made; returns the SHA-256 of vendored files, copied unchanged.

    ``label_allowed`` says whether a settlement's name may stand on the map: a name may be a protected person's too.
    Raises ``ValueError`` for a base map that cannot be read.
    """
    index = ReleaseIndex(release)
    vendored = copy_assets(out, tiled=base is not None and base.tiled)
    areas = mapdata.areas_of(index, lambda key: index.places[key].name)
    box = mapdata.first_box(areas)
    labels = mapdata.labels_for(areas, label_allowed)
    editions = {language: Edition(index, language, labels) for language in LANGUAGES}
    data = out / "data"
    data.mkdir(exist_ok=True)
    _write(data / "base.js", mapdata.base_script(base))
    _write(data / "labels.js", mapdata.labels_script(labels))
    downloads = data_files(release) | csv_files(release)
    for name, content in downloads.items():
        _write(data / name, content)
    sizes = {name: len(content.encode()) for name, content in downloads.items()}
    for language, edition in editions.items():
        _write(data / f"map.{language}.js", mapdata.incidents_script(edition, box))
        write_pages(Site(edition, labels=labels, box=box, downloads=sizes, tiled=base is not None and base.tiled), out)
    return vendored


def copy_assets(out: Path, *, tiled: bool) -> frozenset[str]:
    """Copy scripts and styles; the digests of those that are not ours. Colours of the layers go before our styles."""
    source = resources.files("witnessmark.publish") / "assets"
    vendored = []
    for name in VENDORED + (VENDORED_TILES if tiled else ()):
        content = (source / name).read_bytes()
        _write(out / "assets" / name, content)
        vendored.append(digest_bytes(content))
    for name in OWN:
        _write(out / "assets" / name, (source / name).read_bytes())
    styles = (resources.files("witnessmark.publish") / "data/site.css").read_text(encoding="utf-8")
    _write(out / "assets/site.css", layer_styles() + styles)
    return frozenset(vendored)


def layer_styles() -> str:
    """A colour variable a layer, and the classes that use it."""
    looks = layer_looks()
    variables = "".join(f"--{layer}:{look.colour};" for layer, look in looks.items())
    classes = "".join(
        f".sym-{layer}{{fill:var(--{layer});color:var(--{layer})}}.ring-{layer}{{stroke:var(--{layer});fill:var(--{layer})}}"
        f".in-{layer}{{--layer:var(--{layer})}}"
        for layer in looks
    )
    return f":root{{{variables}}}{classes}\n"


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
