"""Hazards with the minimum of IMAS, and accidents apart from them."""

import pytest

from tests.unit.registers.told import Told, shown, values


def test_mines_that_residents_tell_of_are_suspected_by_indirect_evidence() -> None:
    told = Told()
    told.say("Retreating troops laid anti-personnel mines along the edge of the forest, residents said.")
    told.claim("mine-laying", "troops laid anti-personnel mines", place="Vesele")
    assert shown(told.row("hazards")) == {
        "state": ["suspected"], "items": ["anti-personnel-mine"], "how-known": ["said-laid"],
        "evidence": ["indirect"], "land-use": ["forest"], "status": ["open"], "report-date": ["2022-10-09"],
    }  # fmt: skip


def test_an_item_that_was_found_is_direct_evidence_and_still_only_suspected() -> None:
    told = Told()
    told.say("A booby trap was found in the door of the village club.")
    told.claim("booby-trap", "A booby trap", place="Vesele")
    row = told.row("hazards")
    assert values(row, "evidence") == ["direct"] and values(row, "state") == ["suspected"]
    assert values(row, "how-known") == ["item-found"] and values(row, "items") == ["booby-trap"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Sappers were here and cleared the road near Vesele.", "work-reported"),
        ("Sappers cleared the road near Vesele and signed a handover certificate.", "handed-over"),
        ("Сапери розмінували дорогу біля села Vesele.", "work-reported"),
        ("Сапери розмінували дорогу біля Vesele, складено акт про передачу.", "handed-over"),
    ],
)
def test_that_sappers_were_there_clears_nothing(text: str, status: str) -> None:
    told = Told()
    told.say(text)
    told.claim("demining", text[: text.index("Vesele")].strip(), place="Vesele")
    assert values(told.row("hazards"), "status") == [status]


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("The field is marked with warning signs.", "marking", "marked"),
        ("The field was not marked.", "marking", "unmarked"),
        ("На полі міни, табличок немає, люди бояться туди ходити.", "blocked", "yes"),
        ("Farmers cannot sow the mined field.", "blocked", "yes"),
        ("Unexploded cluster munitions lie in the garden.", "items", "cluster-submunition"),
        ("У городі лежать касетні боєприпаси.", "land-use", "garden"),
        ("В поле нашли растяжку.", "items", "tripwire"),
        ("A confirmed hazardous area of 12 hectares.", "size", "12 hectares"),
        ("A confirmed hazardous area of 12 hectares.", "state", "confirmed"),
    ],
)
def test_what_the_sentence_says_of_a_hazard(text: str, column: str, value: str) -> None:
    told = Told()
    told.say(text)
    told.claim("explosive-hazard", text.rstrip("."), place="Vesele")
    row = told.row("hazards")
    assert value in values(row, column)
    for cell in row.of(column):
        for support in cell.support:
            assert support.span is not None and support.span.quote in text


def test_what_no_sentence_says_has_no_cell() -> None:
    told = Told()
    told.say("There are mines near Vesele.", date=None)
    told.claim("explosive-hazard", "mines near Vesele", place="Vesele")
    assert set(shown(told.row("hazards"))) == {"state", "items", "how-known", "evidence", "status"}


def test_an_accident_is_no_hazard_and_counts_its_victims() -> None:
    told = Told()
    told.say("A tractor driver hit a mine and lost his leg near Savyntsi.")
    accident = told.claim("mine-erw-accident", "tractor driver hit a mine", place="Savyntsi", day="2022-09-06")
    told.claim("wounding", "lost his leg", place="Savyntsi", day="2022-09-06", roles={"victim": "tractor driver"})
    told.together(accident)
    assert told.rows("hazards") == ()
    row = told.row("accidents")
    assert shown(row) == {
        "accident": ["mine-erw"], "device": ["mine"], "injury": ["limb-lost"], "victims": ["tractor driver"],
        "injured": ["1"], "report-date": ["2022-10-09"],
    }  # fmt: skip


def test_sex_and_age_of_a_victim_are_those_that_are_said() -> None:
    told = Told()
    told.say("Two women were killed and a boy was wounded by a mine while gathering mushrooms.")
    told.claim("mine-erw-accident", "by a mine")
    told.claim("killing", "Two women were killed", roles={"victim": "Two women"})
    told.claim("wounding", "a boy was wounded", roles={"victim": "a boy"})
    row = told.row("accidents")
    assert values(row, "killed") == ["2"] and values(row, "injured") == ["1"]
    assert values(row, "victim-group") == ["boy"] and values(row, "activity") == ["wood"]
    assert values(row, "victim-status") == []


def test_the_date_of_an_accident_is_no_number_of_victims() -> None:
    told = Told()
    told.say("On 3 October 2022 driver Petrenko was wounded by a mine.", dated=("3 October 2022",))
    told.claim("mine-erw-accident", "wounded by a mine")
    told.claim("wounding", "driver Petrenko was wounded", roles={"victim": "driver Petrenko"})
    assert "2022" not in values(told.row("accidents"), "injured")


def test_an_accident_while_clearing_is_told_apart() -> None:
    told = Told()
    told.say("A mine went off, and two sappers were wounded: deminers wounded again.")
    told.claim("mine-erw-accident", "A mine went off")
    assert values(told.row("accidents"), "accident") == ["demining"]


def test_two_dangers_of_one_incident_are_two_hazards_and_work_clears_neither() -> None:
    told = Told()
    told.say("Shells lie in the gardens. The forest road is mined. Sappers worked there.")
    claims = [
        told.claim("explosive-hazard", "Shells lie in the gardens", place="Vesele"),
        told.claim("mine-laying", "The forest road is mined", place="Vesele"),
        told.claim("demining", "Sappers worked there", place="Vesele"),
    ]
    told.together(*claims)
    said = sorted((values(row, "items"), values(row, "status")) for row in told.rows("hazards"))
    assert said == [([], ["work-reported"]), (["mine"], ["open"]), (["shell"], ["open"])]


def test_two_documents_on_one_danger_are_one_hazard() -> None:
    told = Told()
    told.say("Anti-personnel mines lie along the forest.")
    one = told.claim("mine-laying", "Anti-personnel mines lie", place="Vesele")
    told.say("Протипіхотні міни лежать на узліссі.")
    two = told.claim("mine-laying", "Протипіхотні міни лежать", place="Vesele")
    told.together(one, two)
    assert values(told.row("hazards"), "items") == ["anti-personnel-mine"]
