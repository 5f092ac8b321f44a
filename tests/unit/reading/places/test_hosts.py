"""Where a building, a street or a hamlet lies that no table knows: by its sentence, its heading, its distance."""

import pytest

from witnessmark.model.record import PlaceMention
from witnessmark.reading.draft import Draft
from witnessmark.reading.places.reader import PlaceReader


@pytest.fixture(scope="module")
def reader() -> PlaceReader:
    return PlaceReader()


def places(reader: PlaceReader, text: str, language: str = "en") -> list[PlaceMention]:
    draft = Draft.of("t", text, language, None)
    reader.read(draft)
    assert all(text[p.start : p.end] == p.quote for p in draft.places)
    return draft.places


def named(found: list[PlaceMention], quote: str) -> list[PlaceMention]:
    return [place for place in found if place.quote == quote]


def test_a_heading_outweighs_a_town_that_a_road_leads_to(reader: PlaceReader) -> None:
    parts = ("Kupiansk", "We came from Izium.", "The roof of School No. 7 is gone.", "Results", "School No. 7 is shut.")
    text = "\n\n".join(parts)
    assert [p.admin[-1] for p in named(places(reader, text), "School No. 7")] == ["Kupiansk", "Kupiansk"]


def test_goods_from_a_school_to_a_town_leave_the_school_where_it_is(reader: PlaceReader) -> None:
    [school] = named(places(reader, "In Izium, bread went from School No. 3 to Kupiansk."), "School No. 3")
    assert school.admin[-1] == "Izium"


@pytest.mark.parametrize(
    ("text", "quote", "language"),
    [
        ("In Dubovyi Klyn, a hamlet 10 km east of Balakliia, a well was mined. Izium is far.", "Dubovyi Klyn", "en"),
        ("У Дубовому Клині, селі за 10 км на схід від Балаклії, замінували криницю.", "Дубовому Клині", "uk"),
    ],
)
def test_a_hamlet_lies_where_its_distance_says_and_the_town_stays(
    reader: PlaceReader, text: str, quote: str, language: str
) -> None:
    found = places(reader, text, language)
    [hamlet] = named(found, quote)
    town = next(place for place in found if place.name == "Balakliia")
    assert hamlet.relation == "east-of" and hamlet.lat is not None and hamlet.lon is not None
    assert town.relation is None and town.lon is not None
    assert 0.1 < hamlet.lon - town.lon < 0.2


def test_villages_that_only_ukraine_has_speak_for_it(reader: PlaceReader) -> None:
    [borova] = named(places(reader, "Soldiers entered Borova. A mine lay near Pidlyman."), "Borova")
    assert "Kharkiv Oblast" in borova.admin


def test_a_town_in_the_genitive_is_no_area_named_after_it(reader: PlaceReader) -> None:
    [town] = named(places(reader, "Ми їхали від Куп’янська до лікарні.", "uk"), "Куп’янська")
    assert (town.name, town.kind) == ("Kupiansk", "settlement")
