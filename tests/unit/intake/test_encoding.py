"""The encoding of a text is found from its bytes, for both languages, and nothing is lost on the way."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.intake.encoding import decode

UKRAINIAN = re.findall(
    r"\S+",
    "мешканка села розповіла що будинок згорів уночі коли почався обстріл міст через річку зруйновано людям роздали "
    "воду хліб ліки її сусід повернувся додому після звільнення громади з'їзд ґанок єдиний щодня цього тижня",
)
RUSSIAN = re.findall(
    r"\S+",
    "жительница деревни рассказала что дом сгорел ночью когда начался обстрел мост через реку разрушен людям раздали "
    "воду хлеб лекарства её сосед вернулся домой после освобождения объявление эта ёлка съезд подъезд",
)


def _sentences(words: list[str]) -> st.SearchStrategy[str]:
    several = st.lists(st.sampled_from(words), min_size=8, max_size=30, unique=True)
    return several.map(lambda chosen: (" ".join(chosen) + ".").capitalize())


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1251", "koi8-u"]
)
@given(text=_sentences(UKRAINIAN) | _sentences(RUSSIAN))
def test_a_text_comes_back_from_every_encoding(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding, "replace")).text == text.encode(encoding, "replace").decode(encoding)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-u"])
@given(text=_sentences(UKRAINIAN) | _sentences(RUSSIAN))
def test_a_text_all_in_capitals_comes_back(encoding: str, text: str) -> None:
    assert decode(text.upper().encode(encoding, "replace")).encoding == encoding


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-u"])
@given(text=_sentences(UKRAINIAN))
def test_cyrillic_within_english_comes_back(encoding: str, text: str) -> None:
    mixed = f"The witness wrote the following words: {text} Then she went home."
    assert decode(mixed.encode(encoding)).text == mixed


def test_english_with_accents_and_typographic_marks_is_windows_1252() -> None:
    text = "The café near the hotel was closed, and the owner, Zoë, said: “We left on Tuesday.” It cost 5 €."
    found = decode(text.encode("windows-1252"))
    assert (found.text, found.encoding) == (text, "windows-1252")


@given(st.text())
def test_utf_8_is_always_utf_8(text: str) -> None:
    if "\0" not in text and not text.startswith("\ufeff"):
        assert decode(text.encode("utf-8")).text == text


@given(st.binary(max_size=400))
def test_any_bytes_decode_to_something(data: bytes) -> None:
    assert isinstance(decode(data).text, str)


def test_what_the_file_says_of_itself_holds_where_it_fits() -> None:
    text = "Місто"
    assert decode(text.encode("koi8-u"), "koi8-u").text == text
    assert decode(text.encode("utf-8"), "koi8-u").text == text
    assert decode(b"abc", "no-such-encoding").text == "abc"


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-u"])
def test_cyrillic_that_comes_late_in_a_long_text_is_found(encoding: str) -> None:
    text = "The witness wrote this down. " * 10_000 + "Мешканці села розповіли, що міст зруйновано."
    assert decode(text.encode(encoding)).text == text
