"""The place reader on texts of our own about invented events in real places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.model.record import PlaceMention
from witnessmark.reading.draft import Draft
from witnessmark.reading.places.reader import PlaceReader

READER = PlaceReader()


def read(text: str, language: str = "en") -> list[PlaceMention]:
    draft = Draft.of("t", text, language, None)
    READER.read(draft)
    for place in draft.places:
        place.check(text)
    return draft.places


def named(text: str, language: str = "en") -> list[tuple[str, str | None]]:
    return [(place.quote, place.name) for place in read(text, language)]


def test_one_town_in_three_spellings_has_one_name() -> None:
    text = "We drove to Izyum. In Izum the bridge was down. Later Izium had water again, said people in Kharkiv oblast."
    places = read(text)
    assert [place.name for place in places] == ["Izium", "Izium", "Izium", "Kharkiv Oblast"]
    assert len({place.geonames for place in places[:3]}) == 1


def test_a_village_on_the_outskirts_takes_its_place_from_the_town_everywhere() -> None:
    text = "Patrols reached Zabavne village on the outskirts of Izyum. Two days later they came back to Zabavny."
    first, town, again = read(text)
    assert first.name == again.name == "Zabavne"
    assert (first.via, first.relation, first.relative_to) == ("relation", "outskirts-of", 1)
    assert (again.lat, again.lon) == (first.lat, first.lon) == (town.lat, town.lon)
    assert (first.radius_km or 0) > (town.radius_km or 0)
    assert first.admin[:2] == ("Ukraine", "Kharkiv Oblast")


def test_states_in_lower_case_are_countries_and_the_kremlin_is_no_place() -> None:
    assert named("This is what russia wants; the kremlin denies it. ukraine answered.") == [
        ("russia", "Russia"),
        ("ukraine", "Ukraine"),
    ]


@pytest.mark.parametrize(
    "text", ["We fear a second Izium.", "It must not become another Bucha.", "Це буде друга Буча."]
)
def test_a_figurative_name_is_no_place(text: str) -> None:
    assert named(text, "uk" if "Це" in text else "en") == []


@pytest.mark.parametrize(
    "text",
    [
        "Russian and Ukrainian officials met.",
        "Mr. Jackson said that he saw nothing.",
        "Austin Taylor and his wife left.",
        "Reading the list took an hour. Hope is all we have.",
        "A fighter of the “Kraken” unit waved.",
        "NATO had asked for it before.",
    ],
)
def test_persons_demonyms_and_words_are_no_places(text: str) -> None:
    assert named(text) == []


def test_words_and_adjectives_in_ukrainian_are_no_places() -> None:
    assert named("Ізюмчани чекали. Мир настане. Ізюмська рада мовчала.", "uk") == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Удар був у Балаклії та під Ізюмом.", "uk", ["Balakliia", "Izium"]),
        ("Обстрел Балаклеи, потом Изюма и Купянска.", "ru", ["Balakliia", "Izium", "Kupiansk"]),
        ("Люди з Харківської області чекали на Харківщині.", "uk", ["Kharkiv Oblast", "Kharkiv Oblast"]),
        ("Бої в Донецькій та Луганській областях.", "uk", ["Donetsk Oblast", "Luhansk Oblast"]),
        ("В селе Забавное нет света.", "ru", ["Zabavne"]),
    ],
)
def test_case_forms_and_areas(text: str, language: str, expected: list[str]) -> None:
    assert [place.name for place in read(text, language)] == expected


def test_the_container_decides_and_holds_for_the_text() -> None:
    places = read("The fair opens in Paris, Texas. People in Paris are glad.")
    assert [place.admin for place in places if place.quote == "Paris"] == [("United States", "Texas")] * 2


def test_near_and_direction_widen_the_radius() -> None:
    plain, near = read("He lives in Izium. The mine lay near Izium.")
    assert (near.radius_km or 0) > (plain.radius_km or 0) and near.relation == "near"
    (axis,) = read("Shelling went on in the Kupiansk direction.")
    assert axis.relation == "direction-of" and (axis.radius_km or 0) > 30


def test_a_bearing_moves_the_point() -> None:
    town, moved = read("He lives in Izium. The crater is 10 km north of Izium.")
    assert moved.relation == "north-of" and moved.via == "relation"
    assert (moved.lat or 0) - (town.lat or 0) == pytest.approx(10 / 111.32, abs=0.001)
    assert moved.lon == pytest.approx(town.lon, abs=0.001)


def test_between_two_towns_is_half_way() -> None:
    first, second = read("The convoy was hit between Izium and Balakliia.")
    assert first.relation == "between" and first.relative_to == 1
    assert 36.9 < (first.lon or 0) < 37.2 and second.name == "Balakliia"


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("They slept in the hotel “Mars” in the centre of Izium.", "en", "hotel “Mars”"),
        ("School No. 3 in Izium was hit.", "en", "School No. 3"),
        ("В Ізюмі згоріла школа №4.", "uk", "школа №4"),
        ("В Изюме сгорела больница № 2.", "ru", "больница № 2"),
        ("В Ізюмі обстріляли вулицю Соборну.", "uk", "вулицю Соборну"),
    ],
)
def test_a_building_or_street_lies_in_its_town(text: str, language: str, name: str) -> None:
    places = {place.name: place for place in read(text, language)}
    building = places[name]
    assert building.kind == "facility" and building.lat == places["Izium"].lat
    assert building.radius_km == places["Izium"].radius_km


def test_a_settlement_that_no_table_knows_is_named_without_a_point() -> None:
    places = read("They fled from the village of Qurzhavat. Qurzhavat burned.")
    assert [(place.name, place.lat, place.via) for place in places] == [("Qurzhavat", None, "none")] * 2


def test_an_undecided_name_keeps_its_candidates_and_gets_no_point() -> None:
    (place,) = read("Це сталося у селі Кам'янка.", "uk")
    if place.via == "none":
        assert place.lat is None and len(place.candidates) > 1
    else:
        assert place.lat is not None


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "Izium",
                    "Забавне",
                    "near",
                    "10 km north of",
                    "область",
                    "Hotel “Mars”",
                    "İzmir",
                    "Ё́",
                    "\u202e",
                    "5th",
                    "U.S.",
                    "між",
                    "та",
                    ", ",
                    "Kharkiv and Donetsk regions",
                    "вул. Миру",
                    "\x00",
                    "😀",
                ]
            ),
            st.text(max_size=12),
        ),
        max_size=25,
    ).map(" ".join),
    st.sampled_from(["en", "uk", "ru"]),
)
def test_every_span_stands_in_any_text(text: str, language: str) -> None:
    places = read(text, language)
    ends = [0, *(place.end for place in places)]
    assert all(place.start >= end for place, end in zip(places, ends, strict=False))
    for place in places:
        assert (place.lat is None) == (place.lon is None)
        assert place.relative_to is None or 0 <= place.relative_to < len(places)
