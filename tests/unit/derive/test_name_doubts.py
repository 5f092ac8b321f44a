"""What keeps two persons from being proposed: a lone given name, and births that cannot both be true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.derive.name_doubts import Birth, births_contradict, only_a_given_name
from witnessmark.incidents.records import FieldWeight

NAME, PLACE, WORK = (FieldWeight(field, "same", 8.0) for field in ("name", "place", "occupation-en"))


@pytest.mark.parametrize(
    ("first", "second", "fields", "doubted"),
    [
        ("Olena", "Olena Kovtun", [NAME], True),
        ("Olena", "Olena Kovtun", [NAME, PLACE], True),
        ("Олена", "Olena Kovtun", [NAME], True),
        ("Olena", "Olena", [NAME], True),
        ("Olena", "Olena Kovtun", [NAME, WORK], False),
        ("Hnatiuk", "Petro Hnatiuk", [NAME], False),
        ("Гнатюк", "Petro Hnatiuk", [NAME], False),
        ("Petro Hnatiuk", "Гнатюк Петро", [NAME], False),
        ("Zoltan", "Zoltan Feketeházi", [NAME], True),
    ],
)
def test_a_lone_given_name_is_doubted(first: str, second: str, fields: list[FieldWeight], doubted: bool) -> None:
    assert only_a_given_name(first, second, fields) is doubted
    assert only_a_given_name(second, first, fields) is doubted


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        (Birth(1977, "0511", told=True), Birth(1977, "0511", told=True), False),
        (Birth(1977, "0511", told=True), Birth(1978, "0511", told=True), True),
        (Birth(1977, "0511", told=True), Birth(1977, "0512", told=True), True),
        (Birth(1977, "0511", told=True), Birth(1977, told=True), False),
        (Birth(1977, told=True), Birth(1979), False),
        (Birth(1977, told=True), Birth(1981), True),
        (Birth(), Birth(1981), False),
    ],
)
def test_births_that_cannot_both_be_true(one: Birth, other: Birth, contradict: bool) -> None:
    assert births_contradict(one, other) is contradict


BIRTHS = st.builds(
    Birth, st.none() | st.integers(1920, 2015), st.none() | st.sampled_from(["0102", "0511"]), st.booleans()
)


@given(BIRTHS, BIRTHS)
def test_a_contradiction_has_no_direction_and_nobody_contradicts_himself(one: Birth, other: Birth) -> None:
    assert births_contradict(one, other) is births_contradict(other, one)
    assert not births_contradict(one, one)
