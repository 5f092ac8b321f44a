"""English of many wars and outlets: custody, want, aid held up, mines, drones; own sentences on invented people."""

import pytest

from tests.unit.reading.claims.test_meaning import claim, reading

TOLD = [
    ("confinement", "The welder was bundled into a jeep near Hays."),
    ("confinement", "She was led off to the barracks in Kass."),
    ("killing", "Two herders were gunned down at the well."),
    ("killing", "Nine bodies were lifted from the rubble in Douma."),
    ("killing", "Her nephew came home in a coffin."),
    ("wounding", "Fourteen weavers were in hospital."),
    ("wounding", "He had burns over most of his body."),
    ("denial-of-medical-care", "Nobody was able to see a doctor for nine days."),
    ("hunger-deprivation", "There is no insulin in Bara."),
    ("hunger-deprivation", "Teachers have had no salary since May."),
    ("hunger-deprivation", "The ward ran out of oxygen."),
    ("obstruction-of-aid", "Every truck will be scanned from Monday."),
    ("obstruction-of-aid", "The barge has been stuck at Kosti for a week."),
    ("mine-erw-accident", "A neighbour's donkey was blown up on the path."),
    ("explosive-hazard", "Rocket motors protrude from the field."),
    ("booby-trap", "One box had a grenade wedged under it."),
    ("retreat", "The garrison pulled out on 3 May."),
    ("air-drone-strike", "The ambulance was chased by a drone."),
    ("deportation-transfer", "Fighters gave them two hours to leave."),
    ("movement-restriction", "The governor forbade traffic on the Lyptsi road."),
    ("forced-conscription", "The army put forty boys into uniform."),
    ("military-use-of-civilian-object", "Artillery was parked beside the school."),
    ("military-use-of-civilian-object", "Fighters sleep in the kindergarten."),
    ("missing-person", "The piper has been missing since June."),
]
NOT_TOLD = [
    ("confinement", "Clashes in Hays picked up again on Thursday."),
    ("confinement", "Lessons were held in the church."),
    ("retreat", "She was pulled out of the ambulance."),
    ("intimidation", "Soldiers forced their way into the ward."),
    ("looting", "The piper has been missing since June."),
    ("summary-execution", "Two herders were gunned down at the well."),
    ("entry-of-forces", "Two boys were marched into the forest."),
    ("aid-food", "MSF delivered surgical kits."),
]


@pytest.mark.parametrize(("act", "text"), TOLD)
def test_the_act_is_read(act: str, text: str) -> None:
    assert claim(reading(text, "en"), act)


@pytest.mark.parametrize(("act", "text"), NOT_TOLD)
def test_another_act_is_not_read(act: str, text: str) -> None:
    assert act not in {each.act for each in reading(text, "en").claims}


@pytest.mark.parametrize(
    ("text", "act", "modality", "polarity"),
    [
        (
            "Should the rebels close the Kosti road, traders will leave.",
            "movement-restriction",
            "hypothetical",
            "positive",
        ),
        ("The team was unable to verify that the mill was shelled.", "shelling", "hearsay", "positive"),
        ("They told him that his brother would be killed.", "killing", "threatened", "positive"),
    ],
)
def test_how_sure_it_is(text: str, act: str, modality: str, polarity: str) -> None:
    found = claim(reading(text, "en"), act)
    assert (found.modality, found.polarity) == (modality, polarity)
