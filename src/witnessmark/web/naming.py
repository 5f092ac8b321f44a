"""In the workbench: what a place is called in the language of whoever looks."""

from functools import cache

from witnessmark.model.record import PlaceMention
from witnessmark.publish.geography import all_labels, only_ukrainian_name
from witnessmark.publish.site.edition import SAME_PLACE, units
from witnessmark.publish.site.words import Language


def place_called(place: PlaceMention | None, language: Language) -> str:
    """Its name in Ukrainian where the maps or the codifier have one, otherwise as the case has it; empty for None."""
    if place is None:
        return ""
    name = place.name or place.quote
    if language == "en":
        return name
    if place.lat is not None and place.lon is not None:
        for ukrainian, lat, lon in _settlements().get(name, ()):
            if abs(lat - place.lat) < SAME_PLACE and abs(lon - place.lon) < SAME_PLACE:
                return ukrainian
    if place.kind == "settlement" and place.country in (None, "UA"):
        return only_ukrainian_name(name) or units().get(name, name)
    return units().get(name, name)


def unit_called(name: str, language: Language) -> str:
    """A country, oblast, district or community by its name in the language."""
    return name if language == "en" else units().get(name) or only_ukrainian_name(name) or name


@cache
def _settlements() -> dict[str, list[tuple[str, float, float]]]:
    found: dict[str, list[tuple[str, float, float]]] = {}
    for label in all_labels():
        found.setdefault(label.en, []).append((label.uk, label.lat, label.lon))
    return found
