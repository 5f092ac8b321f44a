"""Numbers in a text: figures and words, and words that make one number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.registers.told import Told, values
from witnessmark.derive.registering import number_of
from witnessmark.registers.numbers import numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Forty-two homes and more than sixty barns", ["42", "60"]),
        ("двадцять три будинки", ["23"]),
        ("сорок два дома", ["42"]),
        ("two hundred parcels", ["200"]),
        ("1 200 litres, 2,400 litres, 15 kits", ["1200", "2400", "15"]),
        ("three killed, seven wounded", ["3", "7"]),
        ("the 14th of May, room 5a", []),
        ("nobody", []),
    ],
)
def test_numbers(text: str, expected: list[str]) -> None:
    found = numbers(text, 0, len(text), number_of)
    assert [number.value for number in found] == expected


@given(st.text(alphabet="12 ,-двcorokatwfyhundedі'", max_size=60))
def test_numbers_stand_where_they_are_said_to(text: str) -> None:
    last = 0
    for number in numbers(text, 0, len(text), number_of):
        assert last <= number.start < number.end <= len(text) and number.value.isdecimal()
        last = number.end


def test_a_number_of_two_words_counts_as_one() -> None:
    told = Told()
    told.say("Forty-two homes were destroyed.")
    told.claim("damage-housing", "Forty-two homes were destroyed")
    assert values(told.row("housing"), "count") == ["42"]


def test_victims_end_where_another_act_begins() -> None:
    told = Told()
    told.say("Загинув пенсіонер і поранено трьох жінок.")
    told.claim("killing", "Загинув пенсіонер", roles={"victim": "пенсіонер і поранено трьох жінок"})
    told.claim("wounding", "поранено трьох жінок", roles={"victim": "трьох жінок"})
    registers = told.registers()
    (dead,), (hurt,) = registers["killed"].rows, registers["injured"].rows
    assert dead.kind == "individual" and values(dead, "described") == ["пенсіонер"] and values(hurt, "count") == ["3"]


def test_an_article_parts_a_number_from_what_it_does_not_count() -> None:
    told = Told()
    told.say("In house 12 a woman was wounded.")
    told.claim("wounding", "a woman was wounded", roles={"victim": "a woman"})
    assert told.row("injured").kind == "individual"
