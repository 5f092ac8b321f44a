"""Who reads Ukrainian gets Ukrainian dates and names of places, and one word for one thing."""

import pytest

from witnessmark.model.record import PlaceKind, PlaceMention
from witnessmark.publish.site.words import Words
from witnessmark.web.naming import place_called

IZIUM = PlaceMention(
    start=0, end=5, quote="Izium", name="Izium", kind="settlement", lat=49.207, lon=37.277, radius_km=4.3,
    via="gazetteer", admin=(),
)  # fmt: skip


def test_a_place_is_called_as_the_maps_call_it() -> None:
    assert place_called(IZIUM, "uk") == "Ізюм"
    assert place_called(IZIUM, "en") == "Izium"
    assert place_called(None, "uk") == ""


@pytest.mark.parametrize(
    ("name", "kind", "country", "called"),
    [
        ("Siverskyi Donets", "natural", None, "Сіверський Донець"),
        ("Belgorod Oblast", "region", "RU", "Бєлгородська область"),
        ("Russia", "country", "RU", "Росія"),
        ("Vesele", "settlement", "UA", "Веселе"),
        ("Vesele", "settlement", "RU", "Vesele"),
        ("Oleksandrivka Lisova", "settlement", "UA", "Oleksandrivka Lisova"),
        ("hotel “Orion”", "facility", "UA", "hotel “Orion”"),
    ],
)
def test_what_no_map_places_is_called_as_the_gazetteer_and_all_its_namesakes_are(
    name: str, kind: PlaceKind, country: str | None, called: str
) -> None:
    place = PlaceMention(start=0, end=len(name), quote=name, name=name, kind=kind, country=country)
    assert place_called(place, "uk") == called
    assert place_called(place, "en") == name


def test_the_workbench_and_the_site_call_an_incident_alike() -> None:
    words = Words("uk", ("words.yaml", "workbench.yaml"))
    assert words("workbench.incidents") == words("nav.incidents") == "Події"
