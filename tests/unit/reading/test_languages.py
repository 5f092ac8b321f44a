import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.reading.languages import find_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The soldiers came to the school in the morning and took the director away.", "en"),
        ("Солдати прийшли до школи вранці та забрали директора.", "uk"),
        ("Солдаты пришли в школу утром и забрали директора.", "ru"),
        ("Soldaten kamen am Morgen in die Schule und nahmen den Direktor mit.", "de"),
        ("Жители сказали, что их били: «Ніхто не допоміг». Мы это видели сами, были рядом.", "ru"),
        ("12:30 — 14", None),
        ("", None),
    ],
)
def test_language_of(text: str, language: str | None) -> None:
    assert find_language(text) == language


def test_letters_that_both_languages_share_still_get_an_answer() -> None:
    assert find_language("вони прийшли до школи та забрали директора") == "uk"


@given(st.text(max_size=200))
def test_any_text_gets_a_code_or_none(text: str) -> None:
    found = find_language(text)
    assert found is None or (len(found) == 2 and found.islower())
