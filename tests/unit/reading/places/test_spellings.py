"""A town abroad goes by the name that the text spells. All sentences are our own."""

import pytest

from witnessmark.reading.draft import Draft
from witnessmark.reading.places.reader import PlaceReader
from witnessmark.reading.places.spellings import is_spelling


@pytest.fixture(scope="module")
def names():
    reader = PlaceReader()

    def read(text, language="en"):
        draft = Draft.of("t", text, language, None)
        reader.read(draft)
        return [place.name for place in draft.places]

    return read


@pytest.mark.parametrize("town", ["Matamoros", "Hargeisa", "Nizhny Novgorod"])
def test_a_spelling_of_the_text_is_kept(names, town):
    assert names(f"The men were held in {town} and beaten.") == [town]


def test_a_text_that_also_writes_the_name_of_the_table_has_one_name(names):
    assert set(names("He fled from Hargeisa. In Hargeysa his brother was held.")) == {"Hargeysa"}


def test_a_name_in_capitals_alone_is_that_of_the_table(names):
    assert names("HARGEISA. The men were held in HARGEISA.") == ["Hargeysa", "Hargeysa"]


def test_in_ukraine_the_official_name_stands(names):
    assert names("The men were held in Kiev and Kharkov.") == ["Kyiv", "Kharkiv"]


@pytest.mark.parametrize(
    ("told", "name"), [("Bombay", "Mumbai"), ("Hague", "The Hague"), ("D.C.", "Washington"), ("Lag", "Lagos")]
)
def test_another_name_or_a_stump_is_no_spelling(told, name):
    assert not is_spelling(told, name)
