"""Dates that a text counts from an event, against claims made by hand. All sentences are our own."""

import pytest

from witnessmark.model.record import ClaimMention, PlaceMention
from witnessmark.model.span import Span
from witnessmark.reading.dates.event_dates import EventDateReader
from witnessmark.reading.dates.reader import DateReader
from witnessmark.reading.draft import Draft


def control(text, words, trigger):
    return claim(text, words, "change-of-control", trigger, place=0, date=0)


def place(text, name, lat, lon, **more):
    start = text.index(name)
    return PlaceMention(
        start, start + len(name), name, name=name, kind="settlement", lat=lat, lon=lon, radius_km=2.0, **more
    )


def claim(text, words, act, trigger, **more):
    start = text.index(words)
    begin = text.index(trigger)
    return ClaimMention(
        start, start + len(words), words, act=act, trigger=Span.of(text, begin, begin + len(trigger)), **more
    )


def read(text, language, places, claims, date=None):
    draft = Draft.of("t", text, language, date)
    draft.places.extend(places)
    DateReader().read(draft)
    draft.claims.extend(claims)
    EventDateReader().read(draft)
    return draft.dates


SAME = (
    "The brigade liberated Korobochkyne on 10 September 2022. "
    "The shop shut 3 days before the liberation of Korobochkyne."
)
NEAR = (
    "In Chuhuiv the shops stayed shut. The brigade liberated Malynivka on 10 September 2022. "
    "In Chuhuiv, 3 days before the liberation of the city, a curfew began."
)
CHUHUIV = (49.84, 36.69)


def test_the_very_event_is_counted_exactly():
    claims = [control(SAME, "liberated Korobochkyne", "liberated")]
    _, date = read(SAME, "en", [place(SAME, "Korobochkyne", 49.78, 36.9)], claims)
    assert (date.timex, date.edtf, date.earliest, date.latest) == ("2022-09-07",) * 4
    assert (date.anchor, date.anchor_date) == ("event", 0)
    assert "2022-09-10" in date.basis


@pytest.mark.parametrize(("lat", "edtf"), [(49.80, "2022-09-07~"), (52.0, None)])
def test_a_similar_event_close_by_only_suggests_a_date(lat, edtf):
    later = NEAR.rindex("Chuhuiv")
    places = [
        place(NEAR, "Chuhuiv", *CHUHUIV),
        place(NEAR, "Malynivka", lat, 36.72),
        PlaceMention(
            later, later + 7, "Chuhuiv", name="Chuhuiv", kind="settlement", lat=49.84, lon=36.69, radius_km=4.0
        ),
    ]
    dates = read(
        NEAR, "en", places, [claim(NEAR, "liberated Malynivka", "change-of-control", "liberated", place=1, date=0)]
    )
    assert (dates[1].edtf, dates[1].anchor) == (edtf, "event")
    if edtf:
        assert dates[1].earliest == dates[1].latest == "2022-09-07"
        assert "Malynivka" in dates[1].basis
        assert "not in Chuhuiv" in dates[1].basis


def test_a_capture_is_no_liberation():
    text = "They captured Chuhuiv on 24 February 2022. It was quiet two days before the liberation of Chuhuiv."
    dates = read(text, "en", [place(text, "Chuhuiv", *CHUHUIV)], [control(text, "captured Chuhuiv", "captured")])
    assert (dates[1].edtf, dates[1].anchor_date) == (None, None)


def test_a_threat_dates_nothing():
    text = "They said they would shell Chuhuiv on 24 March 2022. Two days before the shelling of Chuhuiv it was quiet."
    threat = claim(text, "would shell Chuhuiv", "shelling", "shell", place=0, date=0, modality="threatened")
    dates = read(text, "en", [place(text, "Chuhuiv", *CHUHUIV)], [threat])
    assert dates[1].edtf is None


def test_the_third_day_of_an_occupation_in_ukrainian():
    text = "Військові захопили Чугуїв 24 лютого 2022 року. На третій день окупації почалися обшуки."
    claims = [control(text, "захопили Чугуїв", "захопили")]
    dates = read(text, "uk", [place(text, "Чугуїв", *CHUHUIV)], claims)
    assert (dates[1].edtf, dates[1].anchor_date) == ("2022-02-26", 0)


def test_a_whole_occupation_ends_with_the_liberation():
    text = "The brigade liberated Chuhuiv on 10 September 2022. During the whole period of occupation nobody sowed."
    claims = [control(text, "liberated Chuhuiv", "liberated")]
    dates = read(text, "en", [place(text, "Chuhuiv", *CHUHUIV)], claims)
    assert (dates[1].edtf, dates[1].earliest, dates[1].latest) == ("/2022-09-10", None, "2022-09-10")


def test_without_claims_nothing_is_said():
    dates = read(SAME, "en", [], [])
    assert (dates[1].edtf, dates[1].earliest, dates[1].latest, dates[1].anchor) == (None, None, None, "event")
