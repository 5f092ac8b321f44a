"""The compiled gazetteer: names lead to the right place in every language and spelling."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.reading.places import layout
from witnessmark.reading.places.gazetteer import Gazetteer
from witnessmark.reading.places.layout import fold_name

PUBLISH = Path(layout.__file__).parents[2] / "publish"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("said", "name", "oblast"),
    [
        ("Izum", "Izium", "Kharkiv Oblast"),
        ("Izyum", "Izium", "Kharkiv Oblast"),
        ("Ізюмом", "Izium", "Kharkiv Oblast"),
        ("Изюме", "Izium", "Kharkiv Oblast"),
        ("Балаклеей", "Balakliia", "Kharkiv Oblast"),
        ("Zabavny", "Zabavne", "Kharkiv Oblast"),
        ("Забавному", "Zabavne", "Kharkiv Oblast"),
        ("Artyomovsk", "Bakhmut", "Donetsk Oblast"),
        ("Артёмовске", "Bakhmut", "Donetsk Oblast"),
        ("Severodonetsk", "Siverskodonetsk", "Luhansk Oblast"),
        ("Dnepropetrovsk", "Dnipro", "Dnipropetrovsk Oblast"),
        ("Куп’янську", "Kupiansk", "Kharkiv Oblast"),
    ],
)
def test_a_settlement_by_any_of_its_names(gazetteer: Gazetteer, said: str, name: str, oblast: str) -> None:
    place = gazetteer.look_up(said)[0].place
    assert (place.name, place.admin[:2]) == (name, ("Ukraine", oblast))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Kharkiv region", "Kharkiv Oblast"),
        ("Харківській області", "Kharkiv Oblast"),
        ("Харьковской области", "Kharkiv Oblast"),
        ("Харківщині", "Kharkiv Oblast"),
        ("Kupiansk district", "Kupianskyi Raion"),
        ("Ізюмській громаді", "Iziumska Hromada"),
        ("Крыму", "Crimea"),
        ("Crimean Peninsula", "Crimea"),
        ("Донбасі", "Donbas"),
        ("россией", "Russia"),
        ("США", "United States"),
    ],
)
def test_areas_and_countries(gazetteer: Gazetteer, said: str, name: str) -> None:
    assert gazetteer.look_up(said)[0].place.name == name


def test_a_village_without_a_point_lies_in_its_hromada(gazetteer: Gazetteer) -> None:
    village = gazetteer.look_up("Забавне")[0].place
    assert not village.own_point and village.radius_km >= 15
    assert village.katottg == "UA63040090050043504"
    assert village.lat == pytest.approx(49.2, abs=0.2)


def test_crimea_is_in_ukraine(gazetteer: Gazetteer) -> None:
    for name in ("Crimea", "Сімферополь", "Sevastopol", "Керчі"):
        assert gazetteer.look_up(name)[0].place.country == "UA"


def test_every_settlement_of_the_codifier_has_a_point_and_a_radius(gazetteer: Gazetteer) -> None:
    count = 0
    for index in range(len(gazetteer)):
        place = gazetteer.place(index)
        if place.katottg:
            count += 1
            assert place.lat is not None and place.radius_km >= 1 and place.country == "UA"
            assert 44 < place.lat < 53 and 22 < (place.lon or 0) < 41
    assert count > 31_000


def test_settlements_inside_bounds(gazetteer: Gazetteer) -> None:
    names = {place.name for place in gazetteer.settlements((36.5, 49.0, 37.5, 49.6), 10_000)}
    assert {"Izium", "Balakliia"} <= names


def test_unknown_names_give_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.look_up("Qwrtzuv") == () == gazetteer.look_up("")


@given(st.text(max_size=60))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold_name(text)) == len(text)


def test_the_labels_of_maps_put_crimea_in_ukraine_and_name_towns_twice() -> None:
    table = json.loads((PUBLISH / "tables/labels.json").read_bytes())
    rows = {row[0]: row for row in table["rows"]}
    assert table["columns"] == ["name", "name_uk", "lat", "lon", "population"]
    assert rows["Izium"][1] == "Ізюм" and rows["Simferopol"][1] == "Сімферополь"
    assert len(rows) > 3_000
