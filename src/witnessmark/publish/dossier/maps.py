"""The maps of a dossier: areas of uncertainty over the base map, with names, a scale bar and north."""

import math
import re
from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from witnessmark.model.release import ReleasedPlace
from witnessmark.publish.dossier.edition import DossierEdition
from witnessmark.publish.dossier.typefaces import drawable, known_letters
from witnessmark.publish.drawing import Area, Projection, draw_map, locator
from witnessmark.publish.geography import Box, Label, all_labels, box_around, labels_within
from witnessmark.publish.site.index import ReleaseIndex
from witnessmark.publish.site.mapdata import areas_of, first_box
from witnessmark.publish.site.positions import positioned
from witnessmark.publish.site.words import layer_looks

GREAT_CITY = 100_000
MANY = 400
"""So many areas are looked at when a name is placed."""
FINEST = 1.0
"""Pixels of a drawing (a sixth of a millimetre in a small map) between two points of a coast or border."""
GROUND = re.compile(r'(<path class="(?:abroad|home|border)" d=")M([^"]*)"')
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What no drawing can hold: XML forbids it."""
AROUND_KM = 14.0
"""A small map shows at least so much around its place, so that a reader finds it."""


def map_styles() -> str:
    """Styles that go into each drawing."""
    rings = "".join(f".ring-{key}{{stroke:{look.colour};fill:{look.colour}}}" for key, look in layer_looks().items())
    return (
        ".sea{fill:#dde6e8}.abroad{fill:#f1eee6}.home{fill:#fbf9f3}"
        ".border{fill:none;stroke:#a9a292;stroke-width:1;stroke-dasharray:4 2.5}"
        ".ring{fill-opacity:.14;stroke-width:1.6}.ring.inner{fill:none}"
        ".ring.wide{fill-opacity:.04;stroke-dasharray:5 4;stroke-width:1.1}"
        "text{font-family:'IBM Plex Sans';font-size:10px;fill:#33322e}"
        ".city text{font-family:'IBM Plex Sans SmBld';font-size:12px;font-weight:600}"
        ".city circle,.town circle{fill:#6f6a5f}"
        ".scale path,.north path{fill:none;stroke:#33322e;stroke-width:1.1}"
        f".of-area{{font-family:'IBM Plex Sans SmBld';font-weight:600;text-anchor:middle}}{rings}"
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
    """Draws each place once, and knows each drawing by a name. Names of places stand beside their area, never as a
    point in its middle."""

    def __init__(self, edition: DossierEdition, labels: Sequence[Label]) -> None:
        self.edition = edition
        self.labels = labels
        self._names: dict[tuple[str, str], str] = {}
        self._drawn: dict[str, dict[str, str]] = {}

    def drawings(self) -> dict[str, dict[str, str]]:
        """Everything that was drawn so far, by name: ``svg``, and ``alt`` for who cannot see it."""
        return self._drawn

    def _keep(self, name: str, drawing: Markup, alt: str) -> str:
        self._drawn[name] = {"svg": known_letters(CONTROL.sub(" ", str(drawing)))[0], "alt": drawable(alt)[0]}
        return name

    def overview(self) -> str | None:
        """All areas of the release; None where nothing has a position."""
        edition = self.edition
        areas = areas_of(edition.index, edition.place_name)
        box = first_box(areas)
        if box is None:
            return None
        wide = math.radians(box[2] - box[0]) * math.cos(math.radians((box[1] + box[3]) / 2))
        height = min(780.0, max(420.0, 680 * math.radians(box[3] - box[1]) / wide))
        title = edition.words("overview.map-alt")
        return self._keep("overview", self._draw(areas, box, title, width=680, height=height, names=30), title)

    def country(self) -> str | None:
        """Where in Ukraine the overview lies; None when it lies elsewhere."""
        box = first_box(areas_of(self.edition.index, self.edition.place_name))
        if box is None:
            return None
        lon, lat = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        area = Area(lon, lat, (box[3] - box[1]) * 55, layers=("control",), count=1, name="")
        title = self.edition.words("incident.locator", name=self.edition.index.release.title)
        drawing = locator(area, title)
        if drawing is None:
            return None
        look = "<style>.home{fill:#e4dfd0;stroke:#a9a292;stroke-width:.6}</style>"
        return self._keep("country", _styled(drawing, title, look), title)

    def of_place(self, place: ReleasedPlace | None, layer: str) -> str | None:
        """The small map of one place: its area and what lies around; None without a position."""
        spot = positioned(place)
        if place is None or spot is None:
            return None
        key = (place.id, layer)
        if key not in self._names:
            edition = self.edition
            lon, lat, km = spot
            box = box_around([(lon, lat, max(km * 1.25, AROUND_KM))], margin=0.05) or (lon, lat, lon, lat)
            area = Area(lon, lat, km, layers=(layer,), count=1, name=edition.place_name(place.id))
            title = f"{area.name}, {edition.radius(place)}"
            drawing = self._draw([area], box, title, width=300, height=200, names=7)
            self._names[key] = self._keep(f"place-{len(self._names) + 1}", drawing, title)
        return self._names[key]

    def _draw(self, areas: Sequence[Area], box: Box, title: str, *, width: float, height: float, names: int) -> Markup:
        language = self.edition.language
        named = {area.name for area in areas}
        project = Projection(box, width, height)
        beside, taken = _names_beside(areas, project)
        labels = [
            label
            for label in project.within(self.labels)
            if label.en not in named and label.uk not in named and not _hides(label, language, project, taken)
        ]
        drawing = draw_map(areas, box, labels, language=language, title=title, width=width, height=height, names=names)
        x = width - 18
        north = (
            f'<g class="north"><path d="M{x},34V12M{x - 4},19L{x},11L{x + 4},19"/>'
            f'<text x="{x}" y="46" text-anchor="middle">{escape(self.edition.words("dossier.map.north"))}</text></g>'
        )
        return _styled(thinned(drawing), title, beside + north)


def thinned(drawing: str) -> Markup:
    """The drawing with land and borders only as fine as paper shows: a small map of a wide area would carry the coasts
    of the world, point by point."""
    return Markup(GROUND.sub(lambda found: f'{found[1]}{"".join(map(_thin, found[2].split("M")))}"', drawing))


def _thin(run: str) -> str:
    """A path's run of points without those closer than ``FINEST`` to the one before; nothing when too few are left."""
    closed = run.endswith("Z")
    kept: list[str] = []
    x = y = math.inf
    points = run.removesuffix("Z").split("L") if run else []
    for n, point in enumerate(points):
        across, down = map(float, point.split(","))
        if abs(across - x) + abs(down - y) >= FINEST or (n == len(points) - 1 and not closed):
            kept.append(point)
            x, y = across, down
    return f"M{'L'.join(kept)}{'Z' if closed else ''}" if len(kept) > (2 if closed else 1) else ""


def _hides(label: Label, language: str, project: Projection, taken: Sequence[Box]) -> bool:
    """Whether the name of a settlement would stand over that of an area."""
    x, y = project(label.lon, label.lat)
    name = label.uk if language == "uk" else label.en
    return any(_overlap((x - 4, y - 8, x + 5.6 * len(name) + 4, y + 5), box) for box in taken)


def _names_beside(areas: Sequence[Area], project: Projection) -> tuple[str, list[Box]]:
    """The areas' names beside them, those with most incidents first: where a name covers no other and as few edges of
    other areas as can be. Gives the drawing and the room that each name takes."""
    rings = [(*project(a.lon, a.lat), max(project.pixels(a.radius_km, a.lat), 6.0)) for a in areas]
    taken: list[Box] = []
    drawn: list[str] = []
    for number in sorted(range(len(areas)), key=lambda n: (-areas[n].count, areas[n].name)):
        x, y, radius = rings[number]
        half = 2.9 * len(areas[number].name)
        beside = (
            (x, y - radius - 4),
            (x, y + radius + 11),
            (x - radius - half - 5, y + 3),
            (x + radius + half + 5, y + 3),
        )
        free = [
            (sum(_crosses(spot, ring) for ring in rings[:MANY]), order, spot, (middle, base))
            for order, (middle, base) in enumerate(beside)
            for spot in [(middle - half, base - 9, middle + half, base + 3)]
            if spot[0] > 2 and spot[1] > 2 and spot[2] < project.width - 2 and spot[3] < project.height - 22
            and not any(_overlap(spot, other) for other in taken)
        ]  # fmt: skip
        if free:
            _, _, spot, (middle, base) = min(free)
            taken.append(spot)
            name = escape(areas[number].name)
            drawn.append(f'<text class="of-area" x="{middle:.1f}" y="{base:.1f}">{name}</text>')
    return "".join(drawn), taken


def _crosses(spot: Box, ring: tuple[float, float, float]) -> bool:
    """Whether the edge of a circle runs through the box, roughly: its nearest corner in, its farthest out."""
    x, y, radius = ring
    near = math.hypot(max(spot[0] - x, 0, x - spot[2]), max(spot[1] - y, 0, y - spot[3]))
    far = math.hypot(max(abs(spot[0] - x), abs(spot[2] - x)), max(abs(spot[1] - y), abs(spot[3] - y)))
    return near < radius < far


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _styled(drawing: Markup, title: str, more: str) -> Markup:
    """The drawing with a title for who cannot see it, our styles, and ``more`` drawn over it."""
    head, rest = drawing.split(">", 1)
    known = f"<title>{escape(title)}</title><style>{map_styles()}</style>"
    return Markup(f'{head} xmlns="http://www.w3.org/2000/svg">{known}{rest.removesuffix("</svg>")}{more}</svg>')
