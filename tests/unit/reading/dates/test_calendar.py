"""Calendar arithmetic: forms, bounds, feasts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.reading.dates import calendar
from witnessmark.reading.dates.calendar import (
    Moment,
    bounds,
    easter_orthodox,
    easter_western,
    edtf,
    floating_feast,
    nearest_weekday,
    shift,
    timex,
)  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "value", "form", "days"),
    [
        (Moment(year=2022, month=9, day=10), "2022-09-10", "2022-09-10", ("2022-09-10", "2022-09-10")),
        (Moment(year=2022, month=2), "2022-02", "2022-02", ("2022-02-01", "2022-02-28")),
        (Moment(year=2022, season="SP"), "2022-SP", "2022-21", ("2022-03-01", "2022-05-31")),
        (Moment(year=2022, season="WI"), "2022-WI", "2022-24", ("2021-12-01", "2023-02-28")),
        (Moment(year=2022, week=10), "2022-W10", "[2022-03-07..2022-03-13]", ("2022-03-07", "2022-03-13")),
        (Moment(year=2022, quarter=3), "2022-Q3", "[2022-07-01..2022-09-30]", ("2022-07-01", "2022-09-30")),
        (Moment(decade=199), "199", "199X", ("1990-01-01", "1999-12-31")),
        (Moment(century=19), "19", "19XX", ("1900-01-01", "1999-12-31")),
        (Moment(year=-332), "BC0333", "-0332", ("-0332-01-01", "-0332-12-31")),
        (Moment(month=9, day=10), "XXXX-09-10", "XXXX-09-10", None),
        (
            Moment(year=2022, month=9, day=7, approximate=True),
            "2022-09-07",
            "2022-09-07~",
            ("2022-09-07", "2022-09-07"),
        ),
        (
            Moment(year=2022, month=9, day=7, clock="17:30"),
            "2022-09-07T17:30",
            "2022-09-07T17:30:00",
            ("2022-09-07", "2022-09-07"),
        ),
        (Moment(year=2022, month=9, day=7, clock="NI"), "2022-09-07TNI", "2022-09-07", ("2022-09-07", "2022-09-07")),
        (Moment(), None, None, None),
    ],
)
def test_forms(moment, value, form, days):
    assert (timex(moment), edtf(moment), bounds(moment)) == (value, form, days)


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [
        (2022, "2022-04-17", "2022-04-24"),
        (2023, "2023-04-09", "2023-04-16"),
        (2025, "2025-04-20", "2025-04-20"),
        (2014, "2014-04-20", "2014-04-20"),
    ],
)
def test_easter(year, western, orthodox):
    assert easter_western(year).isoformat() == western
    assert easter_orthodox(year).isoformat() == orthodox


@given(st.integers(1583, 4000))
def test_easter_is_a_sunday_in_spring(year):
    for easter in (easter_western(year), easter_orthodox(year)):
        assert easter.isoweekday() == 7
        assert 3 <= easter.month <= 6


def test_feasts():
    assert floating_feast("easter-orthodox+49", 2022) == date(2022, 6, 12)
    assert floating_feast("11-w4-4", 2022) == date(2022, 11, 24)
    assert floating_feast("05-w1--1", 2022) == date(2022, 5, 30)
    assert floating_feast("08-24", 99) is None


@given(st.dates(date(2, 1, 1), date(9990, 1, 1)), st.integers(1, 7))
def test_nearest_weekday(day, weekday):
    on_or_before, before, after = (nearest_weekday(day, weekday, direction) for direction in (-1, -2, 1))
    assert {on_or_before.isoweekday(), before.isoweekday(), after.isoweekday()} == {weekday}
    assert before < day < after
    assert before <= on_or_before <= day
    assert (day - on_or_before).days < 7
    assert (after - day).days <= 7


@given(st.dates(date(1000, 1, 1), date(3000, 1, 1)), st.sampled_from("DWMQYEC"), st.integers(-60, 60))
def test_shift_stays_ordered(day, unit, count):
    moment = Moment(year=day.year, month=day.month, day=day.day)
    moved = shift(moment, unit, count)
    assert moved is not None
    first, last = bounds(moved)
    assert first <= last
    if unit == "D":
        assert date.fromisoformat(first).toordinal() == day.toordinal() + count


@pytest.mark.parametrize(
    ("part", "days"),
    [
        ("START", ("2022-03-01", "2022-03-13")),
        ("MID", ("2022-03-09", "2022-03-22")),
        ("END", ("2022-03-19", "2022-03-31")),
        ("OTHER", ("2022-03-01", "2022-03-31")),
        (None, ("2022-03-01", "2022-03-31")),
    ],
)
def test_a_part_narrows_the_days_of_a_month(part, days):
    assert calendar.narrowed(("2022-03-01", "2022-03-31"), part) == days


def test_a_part_of_long_ago_narrows_nothing():
    assert calendar.narrowed(("-0332-01-01", "-0332-12-31"), "END") == ("-0332-01-01", "-0332-12-31")


@pytest.mark.parametrize(
    ("whole", "unit", "count", "nth", "days"),
    [
        (Moment(year=2022, month=8), "W", 1, -1, ("2022-08-25", "2022-08-31")),
        (Moment(year=2022, month=8), "W", 1, 2, ("2022-08-08", "2022-08-14")),
        (Moment(year=2022), "M", 10, 1, ("2022-01-01", "2022-10-31")),
        (Moment(year=2022), "M", 2, -1, ("2022-11-01", "2022-12-31")),
        (Moment(year=2022, month=2), "W", 1, 5, None),
        (Moment(month=2), "W", 1, 1, None),
    ],
)
def test_a_stretch_at_an_end_of_a_longer_one(whole, unit, count, nth, days):
    assert calendar.part_of(whole, unit, count, nth) == days


def test_days_bc_run_backwards_by_year_and_forwards_within_it():
    days = ["-0491-01-01", "-0491-12-31", "-0489-01-01", "0000-01-01", "2022-01-01"]
    for index, day in enumerate(days):
        assert all(calendar.is_before(day, later) for later in days[index + 1 :])
        assert not any(calendar.is_before(later, day) for later in days[index:])
