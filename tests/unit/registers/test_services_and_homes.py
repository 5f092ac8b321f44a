"""Services through time, and damage to housing."""

import pytest

from tests.unit.registers.told import Told, place_of, shown, values


@pytest.mark.parametrize(
    ("act", "text", "service", "state"),
    [
        ("damage-power", "We had no electricity for eleven days.", "electricity", "cut"),
        ("damage-water", "Water supply was cut off.", "water", "cut"),
        ("damage-gas", "Газопостачання відключили в березні.", "gas", "cut"),
        ("damage-heating", "Котельню зруйнували.", "heating", "destroyed"),
        ("damage-hospital", "The hospital was damaged by the blast.", "medical", "damaged"),
        ("damage-school", "Школу знищено.", "school", "destroyed"),
        ("damage-bridge-transport", "The bridge was blown up.", "transport", "destroyed"),
        ("information-blackout", "Не было связи и интернета.", "connection", "cut"),
        ("restoration-of-services", "The water supply was restored.", "water", "restored"),
        ("restoration-of-services", "Crews are repairing the power lines.", "electricity", "under-repair"),
        ("restoration-of-services", "Газ частково відновили.", "gas", "partly-restored"),
        ("restoration-of-services", "Электричество восстановили.", "electricity", "restored"),
    ],
)
def test_which_service_and_in_which_state(act: str, text: str, service: str, state: str) -> None:
    told = Told()
    told.say(text)
    told.claim(act, text.rstrip("."))
    row = told.row("services")
    assert values(row, "service") == [service] and values(row, "state") == [state]


def test_one_sentence_on_three_services_makes_three_rows() -> None:
    told = Told()
    told.say("Rescue services are trying to restore the supply of water, electricity and gas.")
    told.claim("restoration-of-services", "trying to restore the supply of water",
               roles={"provider": "Rescue services"})  # fmt: skip
    rows = told.rows("services")
    assert sorted(values(row, "service")[0] for row in rows) == ["electricity", "gas", "water"]
    assert {values(row, "state")[0] for row in rows} == {"under-repair"}
    assert {values(row, "provider")[0] for row in rows} == {"Rescue services"}


def test_how_long_belongs_to_the_service_that_it_stands_with() -> None:
    told = Told()
    told.say("The hospital was damaged by the blast, and we had no electricity for eleven days.")
    told.claim("damage-hospital", "The hospital was damaged")
    told.claim("damage-power", "we had no electricity")
    rows = {values(row, "service")[0]: row for row in told.rows("services")}
    assert values(rows["electricity"], "duration") == ["for eleven days"]
    assert values(rows["medical"], "duration") == []


def test_a_broken_roof_is_no_destroyed_school() -> None:
    told = Told()
    text = "The mission saw the destroyed roof of School No. 4."
    told.say(text)
    told.claim("damage-school", "destroyed roof of School", place=place_of("School No. 4", text, kind="facility"))
    row = told.row("services")
    assert values(row, "state") == ["damaged"] and values(row, "object") == ["School No. 4"]


def test_words_without_a_service_or_a_state_make_no_row() -> None:
    told = Told()
    told.say("We ask for help with the reconstruction of the district.")
    told.claim("restoration-of-services", "reconstruction of the district")
    assert told.rows("services") == ()


@pytest.mark.parametrize(
    ("text", "count", "degree"),
    [
        ("Three houses on the square were burnt out.", ["3"], ["burnt"]),
        ("Зруйновано 12 будинків.", ["12"], ["destroyed"]),
        ("Повреждены семь квартир.", ["7"], ["damaged"]),
        ("Windows were broken in the houses.", [], ["windows"]),
        ("The house is uninhabitable.", [], ["uninhabitable"]),
    ],
)
def test_how_many_homes_and_how_badly(text: str, count: list[str], degree: list[str]) -> None:
    told = Told()
    told.say(text)
    told.claim("damage-housing", text.rstrip("."))
    row = told.row("housing")
    assert values(row, "count") == count and values(row, "degree") == degree


def test_windows_of_a_hospital_are_no_housing() -> None:
    told = Told()
    told.say("The mission saw broken windows in the district hospital.")
    told.claim("damage-housing", "broken windows in the district hospital")
    assert told.rows("housing") == ()


def test_two_numbers_of_one_damage_stand_side_by_side() -> None:
    told = Told()
    told.say("Three houses were destroyed.")
    one = told.claim("damage-housing", "Three houses were destroyed")
    told.say("Five houses were destroyed, said a man.")
    other = told.claim("damage-housing", "Five houses were destroyed")
    told.together(one, other)
    row = told.row("housing")
    assert shown(row) == {"object": ["houses"], "count": ["3", "5"], "degree": ["destroyed"]}
    assert [cell.claims for cell in row.of("count")] == [(one,), (other,)]


def test_a_state_belongs_to_the_services_that_it_stands_with() -> None:
    told = Told()
    told.say("Водопостачання відновили 15 листопада, але газу досі немає.")
    told.claim("restoration-of-services", "Водопостачання відновили")
    told.claim("damage-water", "Водопостачання")
    told.claim("damage-gas", "газу досі немає")
    said = sorted((*values(row, "service"), *values(row, "state")) for row in told.rows("services"))
    assert said == [("gas", "cut"), ("water", "restored")]


def test_supplies_of_one_list_were_cut_together() -> None:
    told = Told()
    told.say("There was no heating or gas for five weeks.")
    told.claim("damage-heating", "no heating or gas")
    rows = {values(row, "service")[0]: row for row in told.rows("services")}
    assert set(rows) == {"heating", "gas"}
    assert all(values(row, "duration") == ["for five weeks"] for row in rows.values())


def test_two_numbers_of_one_witness_are_two_damages() -> None:
    told = Told()
    told.say("Разрушены 23 дома, в двух домах сгорела крыша.")
    one = told.claim("damage-housing", "Разрушены 23 дома")
    two = told.claim("damage-housing", "в двух домах сгорела")
    told.together(one, two)
    said = sorted((values(row, "count"), values(row, "degree")) for row in told.rows("housing"))
    assert said == [(["2"], ["burnt"]), (["23"], ["destroyed"])]
