"""Maps as SVG, for where nothing runs: the overview, an incident's locator, paper. Mercator, areas, not points."""

import math
from collections.abc import Iterable, Sequence
from functools import cache, cached_property

import msgspec
from markupsafe import Markup, escape

from witnessmark.publish.geography import UKRAINE, Box, Label, Point, base_features


class Area(msgspec.Struct, frozen=True):
    """Where something may have happened. ``layers`` are those reported there, the most frequent first."""

    lon: float
    lat: float
    radius_km: float
    layers: tuple[str, ...]
    count: int
    name: str


class Projection:
    """Web Mercator, fitted so that the box fills a frame of that width; ``height`` follows unless given."""

    def __init__(self, box: Box, width: float, height: float | None = None) -> None:
        west, south, east, north = box
        left, right = math.radians(west), math.radians(east)
        top, bottom = _mercator(north), _mercator(south)
        self.width = width
        self.height = height or width * (top - bottom) / (right - left)
        self.scale = min(width / (right - left), self.height / (top - bottom))
        self._x = width / 2 - self.scale * (left + right) / 2
        self._y = self.height / 2 + self.scale * (top + bottom) / 2

    def __call__(self, lon: float, lat: float) -> Point:
        return self._x + self.scale * math.radians(lon), self._y - self.scale * _mercator(lat)

    def pixels(self, km: float, lat: float) -> float:
        """How long that distance is on the drawing, at that latitude."""
        return self.scale * km / 6371.0088 / math.cos(math.radians(lat))

    @cached_property
    def bounds(self) -> Box:
        """The box that the whole frame shows."""

        def lat(y: float) -> float:
            return math.degrees(2 * math.atan(math.exp((self._y - y) / self.scale)) - math.pi / 2)

        west, east = (math.degrees((x - self._x) / self.scale) for x in (0.0, self.width))
        return west, lat(self.height), east, lat(0.0)

    def within(self, labels: Iterable[Label]) -> list[Label]:
        """Those of the labels that the frame shows, in their order."""
        west, south, east, north = self.bounds
        return [label for label in labels if west <= label.lon <= east and south <= label.lat <= north]


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(max(-85.0, min(85.0, lat))) / 2))


def clipped(ring: Sequence[Sequence[float]], box: Box) -> list[Point]:
    """The part of a ring inside the box (Sutherland and Hodgman); empty when none is."""
    points: list[Point] = [(p[0], p[1]) for p in ring]
    for axis, limit, keep_below in ((0, box[0], False), (0, box[2], True), (1, box[1], False), (1, box[3], True)):
        made: list[Point] = []
        for here, there in zip(points, points[1:] + points[:1], strict=True):
            here_in = here[axis] <= limit if keep_below else here[axis] >= limit
            there_in = there[axis] <= limit if keep_below else there[axis] >= limit
            if here_in:
                made.append(here)
            if here_in != there_in:
                part = (limit - here[axis]) / (there[axis] - here[axis])
                other = here[1 - axis] + part * (there[1 - axis] - here[1 - axis])
                made.append((limit, other) if axis == 0 else (other, limit))
        points = made
        if not points:
            return []
    return points


def _path(points: Iterable[Point], project: Projection, closed: bool) -> str:
    steps: list[str] = []
    last = ""
    for lon, lat in points:
        x, y = project(lon, lat)
        step = f"{x:.1f},{y:.1f}"
        if step != last:
            steps.append(step)
            last = step
    return f"M{'L'.join(steps)}{'Z' if closed else ''}" if len(steps) > 1 else ""


class Outline(msgspec.Struct, frozen=True):
    """A ring of land or a line of borders: ``kind`` is the class by which it is drawn, ``box`` what it lies in."""

    kind: str
    points: Sequence[Sequence[float]]
    box: Box


@cache
def _outlines() -> tuple[Outline, ...]:
    """Everything of the base map: looked through for each drawing, so the boxes are made once."""

    def outline(kind: str, points: Sequence[Sequence[float]]) -> Outline:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return Outline(kind, points, (min(xs), min(ys), max(xs), max(ys)))

    found: list[Outline] = []
    for feature in base_features():
        coordinates = feature["geometry"]["coordinates"]
        if feature["properties"]["kind"] == "border":
            found += [outline("border", line) for line in coordinates]
        else:
            kind = "home" if feature["properties"]["id"] == UKRAINE else "abroad"
            found += [outline(kind, ring) for polygon in coordinates for ring in polygon]
    return tuple(found)


def _ground(project: Projection) -> str:
    """Land with Ukraine lighter, and borders, as far as the frame shows them."""
    west, south, east, north = project.bounds
    box = (west - 0.5, south - 0.5, east + 0.5, north + 0.5)
    parts: dict[str, list[str]] = {"abroad": [], "home": [], "border": []}
    for outline in _outlines():
        if not _meets(outline.box, box):
            continue
        if outline.kind == "border":
            parts["border"] += [_path(run, project, False) for run in _inside(outline.points, box)]
        else:
            parts[outline.kind].append(_path(clipped(outline.points, box), project, True))
    return "".join(f'<path class="{kind}" d="{"".join(runs)}"/>' for kind, runs in parts.items() if any(runs))


def _meets(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]


def _inside(line: Sequence[Sequence[float]], box: Box) -> list[list[Point]]:
    """Runs of the line that lie in the box, each with one point beyond it."""
    inside = [box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in line]
    runs: list[list[Point]] = []
    run: list[Point] = []
    for i, (x, y) in enumerate(line):
        near = inside[i] or (i > 0 and inside[i - 1]) or (i + 1 < len(inside) and inside[i + 1])
        if near:
            run.append((x, y))
        elif run:
            runs.append(run)
            run = []
    return [*runs, run] if run else runs


def _names(labels: Sequence[Label], project: Projection, language: str, most: int) -> str:
    """Settlement names, the largest first, each only where it covers no other."""
    taken: list[Box] = []
    drawn: list[str] = []
    for label in project.within(labels):
        if len(drawn) >= most:
            break
        x, y = project(label.lon, label.lat)
        name = label.uk if language == "uk" else label.en
        wide = 5.6 * len(name) + 8
        spot = (x - 4, y - 9, x + wide, y + 5)
        if spot[0] < 4 or spot[2] > project.width - 4 or spot[1] < 6 or spot[3] > project.height - 16:
            continue
        if any(a[0] < spot[2] and spot[0] < a[2] and a[1] < spot[3] and spot[1] < a[3] for a in taken):
            continue
        taken.append(spot)
        town = "city" if label.population >= 100_000 else "town"
        drawn.append(
            f'<g class="{town}"><circle cx="{x:.1f}" cy="{y:.1f}" r="1.6"/>'
            f'<text x="{x + 4:.1f}" y="{y + 3.4:.1f}">{escape(name)}</text></g>'
        )
    return "".join(drawn)


def _rings(areas: Sequence[Area], project: Projection, smallest: float) -> str:
    drawn: list[str] = []
    for area in sorted(areas, key=lambda a: (-a.radius_km, a.lon, a.lat)):
        x, y = project(area.lon, area.lat)
        true = project.pixels(area.radius_km, area.lat)
        radius = max(true, smallest)
        wide = " wide" if true > project.width / 5 else ""
        body = "".join(
            f'<circle class="ring ring-{layer}{wide}{" inner" if depth else ""}" '
            f'cx="{x:.1f}" cy="{y:.1f}" r="{max(1.5, radius - 2.6 * depth):.1f}"/>'
            for depth, layer in enumerate(area.layers[: max(1, int(radius / 2.6))])
        )
        drawn.append(f"<g><title>{escape(area.name)} · {area.count}</title>{body}</g>")
    return "".join(drawn)


def _scale_bar(project: Projection, lat: float, unit: str) -> str:
    km = next((k for k in (500, 200, 100, 50, 20, 10, 5, 2) if project.pixels(k, lat) < project.width / 4), 1)
    long, y = project.pixels(km, lat), project.height - 12
    return (
        f'<g class="scale"><path d="M12,{y - 4:.1f}V{y:.1f}H{12 + long:.1f}V{y - 4:.1f}"/>'
        f'<text x="{16 + long:.1f}" y="{y:.1f}">{km} {unit}</text></g>'
    )


def draw_map(
    areas: Sequence[Area], box: Box, labels: Sequence[Label] = (), *, language: str = "en", title: str = "",
    width: float = 860, height: float | None = None, names: int = 40,
) -> Markup:  # fmt: skip
    """A whole map as one SVG element. It has no styles of its own: classes are ``home``, ``abroad``, ``border``,
    ``ring-<layer>``, ``city``, ``town`` and ``scale``."""
    project = Projection(box, width, height)
    unit = "км" if language == "uk" else "km"
    middle = (box[1] + box[3]) / 2
    body = (
        f'<rect class="sea" width="{project.width:.0f}" height="{project.height:.0f}"/>{_ground(project)}'
        f"{_rings(areas, project, 6.0)}{_names(labels, project, language, names)}{_scale_bar(project, middle, unit)}"
    )
    frame = f'viewBox="0 0 {project.width:.0f} {project.height:.0f}"'
    return Markup(f'<svg class="drawn-map" role="img" aria-label="{escape(title)}" {frame}>{body}</svg>')


@cache
def _ukraine() -> tuple[str, Projection]:
    """The outline of Ukraine, coarse enough for a stamp-sized drawing."""
    project = Projection((21.9, 44.2, 40.4, 52.5), 220)
    home = next(f for f in base_features() if f["properties"].get("id") == UKRAINE)
    parts: list[str] = []
    for polygon in home["geometry"]["coordinates"]:
        kept: list[Point] = []
        for lon, lat in polygon[0]:
            x, y = project(lon, lat)
            if not kept or (x - kept[-1][0]) ** 2 + (y - kept[-1][1]) ** 2 > 6:
                kept.append((x, y))
        if len(kept) > 4:
            parts.append("M" + "L".join(f"{x:.0f},{y:.0f}" for x, y in kept) + "Z")
    return "".join(parts), project


def locator(area: Area, title: str) -> Markup | None:
    """A small outline of Ukraine with the area in it; None for an area elsewhere."""
    outline, project = _ukraine()
    x, y = project(area.lon, area.lat)
    if not (0 <= x <= project.width and 0 <= y <= project.height):
        return None
    radius = max(4.0, project.pixels(area.radius_km, area.lat))
    layer = area.layers[0] if area.layers else "other"
    return Markup(
        f'<svg class="locator" role="img" aria-label="{escape(title)}" '
        f'viewBox="0 0 {project.width:.0f} {project.height:.0f}"><path class="home" d="{outline}"/>'
        f'<circle class="ring ring-{layer}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/></svg>'
    )
