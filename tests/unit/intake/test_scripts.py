"""Letters that look alike take the script of the words around them, and nothing else changes."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from witnessmark.intake.scripts import in_one_script


def test_a_latin_letter_between_cyrillic_words_is_cyrillic() -> None:
    assert in_one_script(["зруйновано,", "a", "воду"]) == ["зруйновано,", "а", "воду"]


def test_a_cyrillic_letter_between_english_words_is_latin() -> None:
    assert in_one_script(["was", "а", "bridge"]) == ["was", "a", "bridge"]


def test_a_stray_letter_takes_the_script_of_its_word() -> None:
    assert in_one_script(["The", "Міcто"]) == ["The", "Місто"]


def test_the_first_word_looks_ahead() -> None:
    assert in_one_script(["A", "потім", "пішли"]) == ["А", "потім", "пішли"]


def test_where_nothing_tells_nothing_changes() -> None:
    assert in_one_script(["a", "12", "о"]) == ["a", "12", "о"]


@given(st.lists(st.text(max_size=6), max_size=8))
def test_only_the_script_of_a_letter_may_change(words: list[str]) -> None:
    told = in_one_script(words)
    assert [len(word) for word in told] == [len(word) for word in words]
    for before, after in zip("".join(words), "".join(told), strict=True):
        assert before == after or {unicodedata.name(c).split()[0] for c in (before, after)} == {"LATIN", "CYRILLIC"}
