"""Names at the head of an entry: the layout says that they are places. Own texts; nothing in them happened."""

import pytest

from witnessmark.model.record import PlaceMention
from witnessmark.reading.draft import Draft
from witnessmark.reading.places.reader import PlaceReader


@pytest.fixture(scope="module")
def reader() -> PlaceReader:
    return PlaceReader()


def places_of(reader: PlaceReader, text: str, language: str) -> list[PlaceMention]:
    draft = Draft.of("t", text, language, None)
    reader.read(draft)
    assert all(text[p.start : p.end] == p.quote for p in draft.places)
    return draft.places


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("uk", "03.02.2023, 07:15. Дворічна. Обстріл із мінометів.", "Dvorichna"),
        ("ru", "Чернигов, 3 марта: взрыв на складе.", "Chernihiv"),
        ("ru", "14 марта. Каменка. Подорвался трактор.", "Kamianka"),
        ("uk", "Пологи: двоє поранених.", "Polohy"),
        ("uk", "Про Тополі розповів перевізник.", "Topoli"),
    ],
)
def test_a_name_at_the_head_of_a_line_is_a_place(reader, language, text, expected):
    assert expected in [place.name for place in places_of(reader, text, language)]


def test_in_a_log_a_head_that_no_table_knows_is_a_place_too(reader):
    log = "1 лютого. Ізюм. Тихо.\n2 лютого. Верхнє Зарічне. Чути вибухи.\n3 лютого. Обстріл. Двоє поранених.\n"
    found = {place.quote: place.lat for place in places_of(reader, log, "uk")}
    assert found["Верхнє Зарічне"] is None and "Обстріл" not in found and found["Ізюм"] is not None


@pytest.mark.parametrize(
    "text",
    ["Дорогу обстріляли двічі.", "Школа: двоє поранених.", "3 лютого. Ганна Бойко. Розмова в дворі.", "Ворота вибито."],
)
def test_a_line_that_begins_with_a_word_or_a_person_names_no_place(reader, text):
    assert places_of(reader, text, "uk") == []
