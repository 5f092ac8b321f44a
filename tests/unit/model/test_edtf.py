"""EDTF expressions and the days that they may mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.model.edtf import days_of


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2022-09-07~", "2022-09-07", "2022-09-07"),
        ("2022-22", "2022-06-01", "2022-08-31"),
        ("2022-24", "2021-12-01", "2023-02-28"),
        ("2022-04-XX", "2022-04-01", "2022-04-30"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("[2022-09-01..2022-09-10]", "2022-09-01", "2022-09-10"),
        ("2022-09-01/2022-09-10", "2022-09-01", "2022-09-10"),
        ("2022-09-10T17:00", "2022-09-10", "2022-09-10"),
    ],
)
def test_bounds(edtf: str, first: str, last: str) -> None:
    assert days_of(edtf) == (date.fromisoformat(first), date.fromisoformat(last))


def test_an_open_end_is_unknown() -> None:
    assert days_of("2022-03/..") == (date(2022, 3, 1), None)
    assert days_of("../2022-03") == (None, date(2022, 3, 31))


@pytest.mark.parametrize(
    "edtf", ["", "yesterday", "2022-13", "2022-02-30", "2022-09-10/2022-09-01", "[]", "10.09.2022"]
)
def test_what_is_no_edtf_has_no_days(edtf: str) -> None:
    assert days_of(edtf) is None


@given(st.text(max_size=20))
def test_any_text_is_answered(text: str) -> None:
    days = days_of(text)
    assert days is None or None in days or days[0] <= days[1]  # type: ignore[operator]


@given(st.dates())
def test_a_day_is_itself(day: date) -> None:
    assert days_of(day.isoformat()) == (day, day)
