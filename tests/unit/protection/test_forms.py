"""Protected forms: every inflection and romanisation of a name is found, as a whole word, however it is written."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.protection.fold import fold, folded
from witnessmark.protection.forms import forms_of, is_office, protect
from witnessmark.reading.names import name_variants

SURNAMES = ["Грицай", "Войтович", "Дем'янчук", "Лісна", "Чумак", "Заболотний", "Кузнецов", "Hrytsai", "Лев"]
GIVEN = ["Степан", "Олександра", "Ганна", "В'ячеслав", "Іван", "Oleh", "Юрій"]
WAYS = {
    "upper": str.upper,
    "decomposed": lambda word: unicodedata.normalize("NFD", word),
    "stressed": lambda word: word[:2] + "\u0301" + word[2:],
    "soft hyphen": lambda word: word[:2] + "\u00ad" + word[2:],
    "zero width": lambda word: "\u200d".join(word),
    "curly": lambda word: word.replace("'", "\u2019"),
    "modifier": lambda word: word.replace("'", "\u02bc"),
    "possessive": lambda word: word + "\u2019s",
    "double name": lambda word: word + "-Sokil",
    "underscored": lambda word: f"file_{word}_2.txt",
    "look-alikes": lambda word: word.replace("а", "a").replace("о", "o").replace("с", "c"),
}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(GIVEN), st.sampled_from(SURNAMES), st.sampled_from(sorted(WAYS)), st.data())
def test_every_variant_of_a_name_is_found(given_name: str, surname: str, way: str, data: st.DataObject) -> None:
    protected = protect({"x": [f"{given_name} {surname}"]})
    part = data.draw(st.sampled_from([given_name, surname]))
    variant = data.draw(st.sampled_from(sorted(name_variants(part))))
    if len(variant.replace("'", "")) < 3:
        return
    text = f"Then {WAYS[way](variant)} left"
    assert protected.find(text), "a variant got through"
    for found in protected.find(text):
        assert found.persons == {"x"}


@pytest.mark.parametrize("name", [*SURNAMES, *GIVEN])
def test_the_forms_hold_every_variant_that_reading_knows(name: str) -> None:
    forms = forms_of(name)
    assert {folded(variant) for variant in name_variants(name) if len(variant) > 2} <= forms


def test_offsets_are_those_of_the_text_as_given() -> None:
    protected = protect({"x": ["Степан Грицай"]})
    for text in ("до Гри\u00adца\u0301я пішли", "… Грицаєві ﬁ", "Гри-\nцаєм", "İ Грицай"):
        (found,) = protected.find(text)
        assert folded(text[found.start : found.end]).replace("-", "").startswith("гриц")


@given(st.text())
def test_folding_maps_every_character_back(text: str) -> None:
    words = fold(text)
    for index in range(len(words.text)):
        start, end = words.original(index, index + 1)
        assert 0 <= start < end <= len(text)
    assert folded(words.text) == words.text or words.text


def test_only_whole_words_are_found() -> None:
    protected = protect({"x": ["Anna Lis"]})
    assert not protected.find("Savanna, Lisbon, annals")
    assert [hit.start for hit in protected.find("Anna (Lis)")] == [0, 6]


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Volodymyr Tsah", "Цахом"),
        ("Nadiia Shcherbak", "Надії"),
        ("Yurii Voitovych", "Войтовича"),
        ("Olha Zabolotska", "Заболотська"),
    ],
)
def test_a_name_known_in_latin_letters_is_found_in_cyrillic(latin: str, cyrillic: str) -> None:
    assert protect({"x": [latin]}).find(f"бачили {cyrillic} там")


def test_the_full_name_of_somebody_named_is_no_leak_of_their_namesake() -> None:
    protected = protect({"x": ["Степан Грицай"]}, named=["Степан Бандера"])
    assert not protected.find("вулиця Степана Бандери")
    assert len(protected.find("Степан Бандера і Степан")) == 1


def test_titles_and_short_parts_are_not_looked_for_alone() -> None:
    assert "father" not in forms_of("Father Mykola") and "mykola" in forms_of("Father Mykola")
    assert forms_of("Як Бо") == {"як бо"}
    assert forms_of("Dr") == forms_of("") == forms_of("?") == frozenset()


def test_an_office_is_looked_for_as_a_whole() -> None:
    assert is_office("Oskil Relief Group") and not is_office("Stepan Hrytsai")
    protected = protect({}, whole=["Oskil Relief Group", "Ganna"])
    assert not protected.find("relief came to Oskil")
    assert protected.find("the OSKIL relief  group".replace("  ", " "))
    assert repr(protected).startswith("<ProtectedWords")
    assert len(protected) >= 2
