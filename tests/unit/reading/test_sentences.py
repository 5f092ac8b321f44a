from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.reading.growing import grows_in_proportion
from witnessmark.reading.sentences import sentence_bounds


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_bounds(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Olena Marchuk met Gen. Hrytsenko at 5 p.m. in St. Michael's yard.",
        "У 2022 р. на вул. Шевченка, буд. 5, у м. Ізюм жив О. М. Марченко.",
        "В 2022 г. на ул. Ленина, д. 5, жил А. П. Иванов.",
        "See art. 15 and No. 7 of the order.",
        "The patrol walked 3.5 km.",
        "“We saw them run.” – said the teacher.",
        "«Вони втекли!» – каже Олена.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They came. We hid.", ["They came.", "We hid."]),
        ("Heading\nThey came at night", ["Heading", "They came at night"]),
        ("He said no. Nobody answered!  Why?", ["He said no.", "Nobody answered!", "Why?"]),
        ("— Нас били.\n— Хто?\n— Солдати.", ["— Нас били.", "— Хто?", "— Солдати."]),
        ("It was in art. They liked it.", ["It was in art.", "They liked it."]),
        ("“We ran.” The street was empty.", ["“We ran.”", "The street was empty."]),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet=st.sampled_from("aБ.!?…»”\"'\n\r\t 1№-–і́😀"), max_size=80))
def test_bounds_hold_every_letter_and_never_overlap(text: str) -> None:
    bounds = sentence_bounds(text)
    assert all(start < end for start, end in bounds)
    assert all(before[1] <= after[0] for before, after in pairwise(bounds))
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_cost_is_linear() -> None:
    sentence_bounds("a. r. " * 1000)
    assert grows_in_proportion(lambda count: sentence_bounds("a." * count + " r. " * count), 10_000, 80_000)
