"""Places as they may be shown: generalised, never jittered, since an average of jitter gives the point back."""

import math
from typing import NamedTuple

from witnessmark.model.casefile import CaseFile
from witnessmark.model.record import PlaceMention
from witnessmark.model.release import ReleasedPlace
from witnessmark.protection.forms import ProtectedWords
from witnessmark.protection.policy import AudiencePolicy, Coarsening

_KM_PER_DEGREE = 111.32


class Shown(NamedTuple):
    """A place without its id: two mentions that are shown alike are one place."""

    name: str
    kind: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    admin: tuple[str, ...]
    how: str

    def released(self, identity: str, said_as: tuple[str, ...]) -> ReleasedPlace:
        return ReleasedPlace(
            id=identity, name=self.name, kind=self.kind, lat=self.lat, lon=self.lon, radius_km=self.radius_km,
            admin=self.admin, said_as=said_as, how=self.how,
        )  # fmt: skip


def shown(place: PlaceMention, rules: AudiencePolicy, *, hazard: bool) -> Shown | None:
    """How the place may be shown to the audience, or None when it may not. ``hazard``: it is one of explosive danger,
    of which only a warning area may be seen."""
    name = place.name or place.quote
    if isinstance(rules.places, str):
        return Shown(name, place.kind, place.lat, place.lon, place.radius_km, place.admin, place.via)
    rule = rules.places.get(place.kind)
    if rule is None:
        return None
    if not rule.named:
        if len(place.admin) < 2:
            return None
        name = place.admin[-1]
    grid = rule.grid_km
    least = rule.radius_km
    if rules.point is not None and rules.point.holds(place.radius_km):
        grid = max(grid or 0, rules.point.grid_km)
    if hazard and rules.hazard is not None:
        grid = max(grid or 0, rules.hazard.grid_km or 0) or None
        least = max(least, rules.hazard.radius_km)
    lat, lon, radius = _generalised(place, grid, Coarsening(least))
    kind = place.kind if rule.named else "region"
    return Shown(name, kind, lat, lon, radius, place.admin, place.via)


def _generalised(
    place: PlaceMention, grid_km: float | None, rule: Coarsening
) -> tuple[float | None, float | None, float | None]:
    if place.lat is None or place.lon is None:
        return None, None, None
    radius = max(place.radius_km or 0.0, rule.radius_km)
    if grid_km is None:
        return round(place.lat, 3), round(place.lon, 3), radius
    lat, lon = middle_of_cell(place.lat, place.lon, grid_km)
    return lat, lon, round(max(radius, (place.radius_km or 0.0) + grid_km / math.sqrt(2)), 1)


def middle_of_cell(lat: float, lon: float, size_km: float) -> tuple[float, float]:
    """The middle of the grid cell that holds the point. The cells of one row are equally wide in degrees, and depend on
    the row alone: every point of a cell gives the same answer."""
    step = size_km / _KM_PER_DEGREE
    middle = (math.floor(lat / step) + 0.5) * step
    wide = step / max(math.cos(math.radians(min(abs(middle), 89.0))), 0.01)
    return round(middle, 4), round((math.floor(lon / wide) + 0.5) * wide, 4)


class PlaceBook:
    """The places of a release. Mentions that are shown alike are one place; ids count up as they appear."""

    def __init__(self, file: CaseFile, rules: AudiencePolicy, protected: ProtectedWords) -> None:
        self._file = file
        self._rules = rules
        self._protected = protected
        self._ids: dict[Shown, str] = {}
        self._said: dict[str, dict[str, None]] = {}
        self._known: dict[str, PlaceMention] | None = None

    def id_of(self, place: PlaceMention | None, *, hazard: bool, said: str | None = None) -> str | None:
        """The id of the place as shown, or None where it may not be. ``said`` is the released words that name it."""
        if place is None:
            return None
        view = shown(place, self._rules, hazard=hazard)
        if view is None or self._protected.holds(view.name):
            return None
        view = view._replace(admin=tuple(unit for unit in view.admin if not self._protected.holds(unit)))
        identity = self._ids.setdefault(view, f"p{len(self._ids) + 1}")
        words = self._said.setdefault(identity, {})
        if said == place.quote and view.name == (place.name or place.quote) and not self._protected.holds(said):
            words[said] = None
        return identity

    def called(self, name: str) -> PlaceMention | None:
        """A place of that name that some document of the case mentions: a reviewer corrects by name alone."""
        if self._known is None:
            mentions = (place for held in self._file.documents.values() for place in held.record.places)
            self._known = {place.name: place for place in mentions if place.name}
        return self._known.get(name)

    def name(self, identity: str | None) -> str | None:
        return next((view.name for view, known in self._ids.items() if known == identity), None)

    def released(self) -> tuple[ReleasedPlace, ...]:
        return tuple(view.released(identity, tuple(self._said[identity])) for view, identity in self._ids.items())
