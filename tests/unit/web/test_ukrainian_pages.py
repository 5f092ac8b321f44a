"""Who reads Ukrainian gets Ukrainian dates and names of places, and one word for one thing."""

from witnessmark.model.record import PlaceMention
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


def test_the_workbench_and_the_site_call_an_incident_alike() -> None:
    words = Words("uk", ("words.yaml", "workbench.yaml"))
    assert words("workbench.incidents") == words("nav.incidents") == "Події"
