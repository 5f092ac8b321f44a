"""The policy: its form, and what it does to places."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.model.consent import Audience
from witnessmark.protection.coarsen import middle_of_cell
from witnessmark.protection.policy import parse_policy, policy


def test_every_audience_has_a_policy_and_the_public_one_is_the_strictest() -> None:
    rules = policy().audiences
    assert set(rules) == set(Audience)
    public = rules[Audience.PUBLIC]
    assert (public.approvals, public.forces_days) == (2, 180)
    assert not (public.sealed or public.matrices or public.custody or public.names_alleged or public.names_protected)
    assert all(each.approvals < 2 for audience, each in rules.items() if audience is not Audience.PUBLIC)
    assert [audience for audience, each in rules.items() if each.sealed] == [Audience.SEALED]


def test_a_misspelled_key_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        parse_policy("audiences: {public: {approvls: 2}}")


@pytest.mark.parametrize("language", ["en", "uk", "ru", "xx", None])
def test_there_are_words_for_what_was_taken_out(language: str | None) -> None:
    assert policy().wording(language).person


def released(mission: Any, place: Any, act: str, audience: Audience = Audience.PUBLIC, **values: Any) -> Any:
    document = mission.document("In Oskil, they say, it happened.")
    where = place(mission, document, "Oskil", **values)
    mission.claim(document, "they say, it happened", act, place=where, latest="2022-01-01")
    release = mission.prepare(audience).release
    by_id = {each.id: each for each in release.places}
    return by_id.get(release.claims[0].place)


def test_a_settlement_is_shown_no_finer_than_two_kilometres(mission: Any, place: Any) -> None:
    shown = released(mission, place, "aid-food", radius_km=0.6)
    assert (shown.name, shown.lat, shown.lon, shown.radius_km, shown.said_as) == (
        "Oskil",
        49.212,
        37.257,
        2,
        ("Oskil",),
    )


@pytest.mark.parametrize("kind", ["facility", "other"])
def test_a_facility_is_shown_as_the_unit_that_holds_it(mission: Any, place: Any, kind: str) -> None:
    admin = ("Ukraine", "Kharkiv Oblast", "Oskil hromada")
    shown = released(mission, place, "aid-food", kind=kind, name="School 4", radius_km=0.05, admin=admin)
    assert (shown.name, shown.kind, shown.said_as) == ("Oskil hromada", "region", ())
    assert shown.radius_km >= 4
    assert (shown.lat, shown.lon) != (49.2123, 37.2567)


def test_a_facility_in_no_known_unit_is_not_shown(mission: Any, place: Any) -> None:
    assert released(mission, place, "aid-food", kind="facility", admin=()) is None


def test_a_hazard_is_shown_as_a_warning_area(mission: Any, place: Any) -> None:
    shown = released(mission, place, "explosive-hazard", radius_km=0.1)
    assert shown.radius_km >= 5
    assert (shown.lat, shown.lon) == middle_of_cell(49.2123, 37.2567, 5)


def test_a_point_that_a_device_gives_is_moved_to_its_cell(mission: Any, place: Any) -> None:
    shown = released(mission, place, "aid-food", radius_km=0.4)
    assert (shown.lat, shown.lon) == middle_of_cell(49.2123, 37.2567, 5)


def test_the_prosecutor_gets_the_place_as_it_was_read(mission: Any, place: Any) -> None:
    shown = released(mission, place, "explosive-hazard", Audience.PROSECUTOR, radius_km=0.03)
    assert (shown.lat, shown.lon, shown.radius_km) == (49.2123, 37.2567, 0.03)


def test_an_unknown_place_stays_unknown(mission: Any, place: Any) -> None:
    shown = released(mission, place, "aid-food", lat=None, lon=None, radius_km=None)
    assert (shown.lat, shown.lon, shown.radius_km) == (None, None, None)


def test_a_place_that_bears_a_protected_name_is_not_shown(mission: Any, place: Any) -> None:
    mission.document("Petro Oskil came.")
    mission.person("Petro Oskil")
    assert released(mission, place, "aid-food") is None


@given(st.floats(-84, 84), st.floats(-179, 179), st.floats(1, 20))
def test_every_point_of_a_cell_has_the_same_middle(lat: float, lon: float, size: float) -> None:
    """Nothing of the point is left but its cell: the middle is a fixed point, near enough to lie within the radius."""
    middle = middle_of_cell(lat, lon, size)
    again = middle_of_cell(*middle, size)
    assert abs(middle[0] - lat) * 111.32 <= size / 2 + 0.02
    assert again == pytest.approx(middle, abs=1e-3)


def test_a_reviewer_corrects_a_place_by_name(mission: Any, place: Any) -> None:
    text = "In Oskil, not in Yaremivka, it was given out."
    start = text.index("Yaremivka")
    from witnessmark.model.record import PlaceMention

    mention = PlaceMention(
        start, start + 9, "Yaremivka", name="Yaremivka", kind="settlement", lat=49.1, lon=37.3, radius_km=1
    )
    document = mission.document(text, places=(mention,))
    claim = mission.claim(document, "it was given out", "aid-food", place=place(mission, document, "Oskil"))
    mission.decide(claim, "corrected", corrected={"place": "Yaremivka"})
    release = mission.prepare().release
    assert [each.name for each in release.places] == ["Yaremivka"]
    mission.more["decisions"] = {}
    mission.decide(claim, "corrected", corrected={"place": "12 Some Street"})
    assert mission.prepare().release.claims[0].place is None
