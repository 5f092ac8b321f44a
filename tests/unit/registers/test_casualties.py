"""Individuals where they are known, groups of whom a number is said; nothing that nobody says."""

import pytest

from tests.unit.registers.told import Told, shown, values
from witnessmark.model.register import Trait


def test_a_person_has_one_row_whatever_the_number_of_claims() -> None:
    told = Told()
    told.say("Stepan Kovtun was detained. Kovtun was kept in the basement. They released him.")
    one = told.claim(
        "confinement", "Stepan Kovtun was detained", roles={"victim": {"words": "Stepan Kovtun", "person": "p1"}}
    )
    two = told.claim("confinement", "kept in the basement", roles={"victim": {"words": "Kovtun", "person": "p1"}})
    told.claim("release-from-captivity", "released him", roles={"victim": {"words": "him", "person": "p1"}})
    told.together(one)
    told.together(two)
    row = told.row("detained")
    assert row.kind == "individual" and values(row, "person") == ["p1"]
    assert values(row, "outcome") == ["released"] and values(row, "manner") == ["detention"]


def test_numbers_said_of_a_group_stand_side_by_side_with_their_sources() -> None:
    told = Told()
    told.say("Three people were killed when soldiers shelled the square.")
    one = told.claim("killing", "Three people were killed", roles={"victim": "Three people", "quantity": "Three"})
    told.claim("shelling", "soldiers shelled the square")
    told.say("П'ятеро людей загинули.")
    two = told.claim("killing", "П'ятеро людей загинули", roles={"victim": "П'ятеро людей", "quantity": "П'ятеро"})
    told.together(one, two)
    row = told.row("killed")
    assert row.kind == "group"
    assert {cell.value: cell.claims for cell in row.of("count")} == {"3": (one,), "5": (two,)}
    assert values(row, "manner") == ["shelling"]


def test_somebody_described_is_an_individual_without_a_name_or_a_status() -> None:
    told = Told()
    told.say("A shell wounded a shepherd near the river.")
    told.claim("wounding", "wounded a shepherd", roles={"victim": "shepherd"})
    row = told.row("injured")
    assert row.kind == "individual"
    assert shown(row) == {"described": ["shepherd"]}


@pytest.mark.parametrize(
    ("text", "victim", "column", "value"),
    [
        ("A 14-year-old girl was wounded.", "girl", "age", "14"),
        ("A 14-year-old girl was wounded.", "girl", "age-group", "child"),
        ("A 14-year-old girl was wounded.", "girl", "sex", "female"),
        ("Поранено жінку, 67 років.", "жінку", "age-group", "older"),
        ("Ранили мальчика.", "мальчика", "age-group", "child"),
        ("A civilian woman was wounded.", "civilian woman", "status", "civilian"),
        ("Поранено медика.", "медика", "status", "medical"),
    ],
)
def test_traits_that_the_words_say(text: str, victim: str, column: str, value: str) -> None:
    told = Told()
    told.say(text)
    told.claim("wounding", text.rstrip("."), roles={"victim": victim})
    assert value in values(told.row("injured"), column)


def test_unknown_stays_unknown() -> None:
    told = Told()
    told.say("Soldiers wounded a neighbour.")
    told.claim("wounding", "wounded a neighbour", roles={"victim": "a neighbour", "perpetrator": "Soldiers"})
    row = told.row("injured")
    assert values(row, "status") == [] and values(row, "sex") == [] and values(row, "age") == []


def test_what_a_document_says_of_a_known_person_counts_for_its_own_claims_alone() -> None:
    told = Told()
    told.say("Olha Reva, 71, was wounded.")
    told.claim("wounding", "Olha Reva, 71, was wounded", roles={"victim": {"words": "Olha Reva", "person": "p1"}})
    first = next(iter(told.texts))
    span = told._span("71")
    told.traits = {"p1": (Trait(document=first, span=span, age=71),)}
    assert values(told.row("injured"), "age-group") == ["older"]
    told.traits = {"p1": (Trait(document="elsewhere", span=span, age=71),)}
    assert values(told.row("injured"), "age") == []


def test_a_missing_person_who_is_found_is_moved_and_never_overwritten() -> None:
    told = Told()
    told.say("Ihor Panchenko has been missing since August. In October Ihor Panchenko was found dead.")
    told.claim("missing-person", "Ihor Panchenko has been missing", day="2022-08-01",
               roles={"victim": {"words": "Ihor Panchenko", "person": "p1"}})  # fmt: skip
    told.claim("killing", "Ihor Panchenko was found dead", day="2022-10-01",
               roles={"victim": {"words": "Ihor Panchenko", "person": "p1"}})  # fmt: skip
    registers = told.registers()
    (missing,), (dead,) = registers["missing"].rows, registers["killed"].rows
    assert values(missing, "moved-to") == [dead.id] and values(dead, "moved-from") == [missing.id]
    assert missing.of("moved-to")[0].claims == dead.claims


def test_somebody_held_before_they_went_missing_was_not_found() -> None:
    told = Told()
    told.say("Ihor Panchenko was detained in May. Ihor Panchenko has been missing since August.")
    told.claim("confinement", "Ihor Panchenko was detained", day="2022-05-01",
               roles={"victim": {"words": "Ihor Panchenko", "person": "p1"}})  # fmt: skip
    told.claim("missing-person", "has been missing", day="2022-08-01",
               roles={"victim": {"words": "Ihor Panchenko", "person": "p1"}})  # fmt: skip
    assert values(told.row("missing"), "moved-to") == []


def test_individuals_are_counted_beside_the_number_said_and_not_added() -> None:
    told = Told()
    told.say("Seven people were killed, among them Stepan Kovtun.")
    group = told.claim("killing", "Seven people were killed", roles={"victim": "Seven people"})
    one = told.claim("killing", "killed, among them Stepan Kovtun",
                     roles={"victim": {"words": "Stepan Kovtun", "person": "p1"}})  # fmt: skip
    told.together(group, one)
    rows = {row.kind: row for row in told.rows("killed")}
    assert values(rows["group"], "count") == ["7"] and values(rows["group"], "counted") == ["1"]
    assert rows["group"].of("counted")[0].claims == (one,)


def test_a_threat_to_kill_kills_nobody() -> None:
    told = Told()
    told.say("They threatened to shoot a man.")
    told.claim("summary-execution", "shoot a man", modality="threatened", roles={"victim": "a man"})
    assert told.rows("killed") == ()


def test_a_denial_stands_in_the_row_that_it_denies() -> None:
    told = Told()
    told.say("Two men were killed.")
    one = told.claim("killing", "Two men were killed", roles={"victim": "Two men"})
    told.say("Nobody was killed, the administration said.")
    no = told.claim("killing", "Nobody was killed", polarity="negative")
    told.together(one, no)
    assert values(told.row("killed"), "denied") == [no]


def test_an_age_is_no_number_of_the_dead() -> None:
    told = Told()
    told.say("A 34-year-old man was killed.")
    told.claim("killing", "34-year-old man was killed", roles={"victim": "34-year-old man", "quantity": "34-year-old"})
    row = told.row("killed")
    assert row.kind == "individual" and values(row, "count") == [] and values(row, "age") == ["34"]


def test_an_animal_is_no_casualty() -> None:
    told = Told()
    told.say("A cow was killed by a mine.")
    told.claim("killing", "A cow was killed", roles={"victim": "cow"})
    assert told.rows("killed") == ()


def test_of_two_numbers_the_one_beside_what_happened_counts() -> None:
    told = Told()
    told.say("Загинуло четверо цивільних, дев'ятеро поранено.")
    told.claim("wounding", "поранено", roles={"victim": "четверо цивільних, дев'ятеро"})
    assert values(told.row("injured"), "count") == ["9"]


def test_two_people_whom_one_witness_describes_are_two() -> None:
    told = Told()
    told.say("A woman was wounded in the yard. A man was wounded by the gate.")
    one = told.claim("wounding", "A woman was wounded", roles={"victim": "A woman"})
    two = told.claim("wounding", "A man was wounded", roles={"victim": "A man"})
    told.together(one, two)
    assert [values(row, "sex") for row in told.rows("injured")] == [["female"], ["male"]]


def test_what_two_witnesses_say_of_one_person_stands_in_one_row() -> None:
    told = Told()
    told.say("A tractor driver was wounded.")
    one = told.claim("wounding", "tractor driver was wounded", roles={"victim": "tractor driver"})
    told.say("Поранило тракториста.")
    two = told.claim("wounding", "Поранило тракториста", roles={"victim": "тракториста"})
    told.together(one, two)
    assert values(told.row("injured"), "described") == ["tractor driver", "тракториста"]
