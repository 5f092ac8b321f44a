"""The maps of a dossier: areas of uncertainty over the base map, with names, a scale bar and north."""

import math
from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from witnessmark.model.release import ReleasedPlace
from witnessmark.publish.dossier.edition import DossierEdition
from witnessmark.publish.drawing import Area, draw_map
from witnessmark.publish.geography import Label, all_labels, box_around, labels_within
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.mapdata import areas_of, first_box, positioned
from witnessmark.publish.site.words import layer_looks

GREAT_CITY = 100_000
AROUND_KM = 14.0
"""A small map shows at least so much around its place, so that a reader finds it."""


def map_styles() -> str:
    """Styles that go into each drawing: WeasyPrint gives an SVG none of the page's."""
    rings = "".join(f".ring-{key}{{stroke:{look.colour};fill:{look.colour}}}" for key, look in layer_looks().items())
    return (
        ".sea{fill:#dde6e8}.abroad{fill:#f1eee6}.home{fill:#fbf9f3}"
        ".border{fill:none;stroke:#a9a292;stroke-width:1;stroke-dasharray:4 2.5}"
        ".ring{fill-opacity:.14;stroke-width:1.6}.ring.inner{fill:none}"
        ".ring.wide{fill-opacity:.04;stroke-dasharray:5 4;stroke-width:1.1}"
        "text{font-family:'Dossier Sans';font-size:10px;fill:#33322e}"
        ".city text{font-size:12px;font-weight:600}.city circle,.town circle{fill:#6f6a5f}"
        f".scale path,.north path{{fill:none;stroke:#33322e;stroke-width:1.1}}.north text{{font-size:10px}}{rings}"
    )


def name_filter(index: ReleaseIndex, allowed: Callable[[str], bool] | None) -> Callable[[str], bool]:
    """Which settlement names may stand on a map. A village's name may be a protected person's surname: unless the
    caller can tell, only great cities and the names of released places do."""
    if allowed is not None:
        return allowed
    released = {place.name for place in index.places.values()}
    known: set[str] = set()
    for label in all_labels():
        if label.population >= GREAT_CITY or label.en in released:
            known |= {label.en, label.uk}
    return known.__contains__


def labels_of(index: ReleaseIndex, allowed: Callable[[str], bool]) -> tuple[Label, ...]:
    """The names around everything that the maps show."""
    spots = [spot for spot in map(positioned, index.places.values()) if spot]
    box = box_around(spots)
    return labels_within((box[0] - 1, box[1] - 0.7, box[2] + 1, box[3] + 0.7) if box else None, allowed)


class Maps:
    """Draws each place once. ``scale_names`` bounds the names on a drawing."""

    def __init__(self, edition: DossierEdition, labels: Sequence[Label]) -> None:
        self.edition = edition
        self.labels = labels
        self._drawn: dict[tuple[str, str], Markup | None] = {}

    def overview(self) -> Markup | None:
        """All areas of the release; None where nothing has a position."""
        edition = self.edition
        areas = areas_of(edition.index, edition.place_name)
        box = first_box(areas)
        if box is None:
            return None
        wide = math.radians(box[2] - box[0]) * math.cos(math.radians((box[1] + box[3]) / 2))
        height = min(840.0, max(420.0, 680 * math.radians(box[3] - box[1]) / wide))
        title = edition.words("overview.map-alt")
        return self._finish(
            draw_map(areas, box, self.labels, language=edition.language, title=title, width=680, height=height),
            680,
            title,
        )

    def of_place(self, place: ReleasedPlace | None, layer: str) -> Markup | None:
        """The small map of one place: its area and what lies around; None without a position."""
        spot = positioned(place)
        if place is None or spot is None:
            return None
        key = (place.id, layer)
        if key not in self._drawn:
            edition = self.edition
            lon, lat, km = spot
            box = box_around([(lon, lat, max(km * 1.25, AROUND_KM))], margin=0.05)
            area = Area(lon, lat, km, layers=(layer,), count=1, name=place.name)
            title = f"{edition.place_name(place.id)}, {edition.radius(place)}"
            drawing = draw_map(
                [area], box or (lon, lat, lon, lat), self.labels, language=edition.language, title=title,
                width=300, height=215, names=9,
            )  # fmt: skip
            self._drawn[key] = self._finish(drawing, 300, title)
        return self._drawn[key]

    def _finish(self, drawing: Markup, width: float, title: str) -> Markup:
        """The drawing with a title for who cannot see it, our styles, and an arrow to the north."""
        head, rest = drawing.split(">", 1)
        x = width - 18
        north = (
            f'<g class="north"><path d="M{x},34V12M{x - 4},19L{x},11L{x + 4},19"/>'
            f'<text x="{x}" y="46" text-anchor="middle">{escape(self.edition.words("dossier.map.north"))}</text></g>'
        )
        body = rest.removesuffix("</svg>")
        style = f"<title>{escape(title)}</title><style>{map_styles()}</style>"
        return Markup(f'{head} xmlns="http://www.w3.org/2000/svg">{style}{body}{north}</svg>')
