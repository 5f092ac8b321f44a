"""Who held a settlement, from when until when: bounds as wide as the claims, contradictions side by side."""

from tests.unit.registers.told import Told, values

RUSSIA = {"resolved": "armed forces of the Russian Federation", "kind": "armed-force"}


def occupied_and_freed() -> Told:
    told = Told()
    told.say(
        "Russian forces entered Balakliia in March and held it for almost six months. It was liberated in September."
    )
    told.claim("entry-of-forces", "Russian forces entered", day="2022-03-01", until="2022-03-13",
               roles={"unit": {"words": "Russian forces", **RUSSIA}})  # fmt: skip
    told.claim("change-of-control", "held it", day="2022-03-01", until="2022-03-13",
               roles={"unit": {"words": "Russian forces", **RUSSIA}})  # fmt: skip
    told.claim("change-of-control", "It was liberated", day="2022-09-08")
    return told


def test_a_holding_runs_from_the_entry_to_the_liberation() -> None:
    held, freed = occupied_and_freed().rows("control")
    assert values(held, "holder") == ["russian-forces"]
    assert values(held, "from") == ["[2022-03-01..2022-03-13]"] and values(held, "to") == ["2022-09-08"]
    assert values(held, "to-event") == ["liberation"] and values(held, "duration") == ["for almost six months"]
    assert (held.time.earliest, held.time.latest) == ("2022-03-01", "2022-09-08")
    assert values(freed, "holder") == ["liberating-side"]


def test_an_end_that_nobody_tells_of_is_unknown() -> None:
    freed = occupied_and_freed().rows("control")[1]
    assert values(freed, "to") == [] and freed.time.latest is None
    assert freed.time.edtf == "2022-09-08/"


def test_a_liberation_does_not_say_whose_forces_came() -> None:
    told = Told()
    told.say("The 77th Vorskla Brigade liberated Balakliia.")
    told.claim("change-of-control", "liberated Balakliia", day="2022-09-08", roles={"unit": "77th Vorskla Brigade"})
    before, freed = told.rows("control")
    assert values(freed, "holder") == ["liberating-side"] and values(freed, "holder-words") == ["77th Vorskla Brigade"]
    assert values(before, "holder") == [] and values(before, "to") == ["2022-09-08"]


def test_a_named_force_of_a_side_is_its_side() -> None:
    told = Told()
    told.say("The National Guard of Ukraine liberated Balakliia.")
    told.claim("change-of-control", "liberated Balakliia", day="2022-09-08",
               roles={"unit": "National Guard of Ukraine"})  # fmt: skip
    assert ["ukrainian-forces"] in [values(row, "holder") for row in told.rows("control")]


def test_forces_that_call_their_taking_a_liberation_are_named_as_they_are() -> None:
    told = Told()
    told.say("Russian forces liberated Balakliia, the commandant announced.")
    told.claim("change-of-control", "liberated Balakliia", day="2022-03-04",
               roles={"unit": {"words": "Russian forces", **RUSSIA}})  # fmt: skip
    holders = [values(row, "holder") for row in told.rows("control")]
    assert ["russian-forces"] in holders and ["liberating-side"] not in holders


def test_two_dates_of_one_entry_stand_side_by_side() -> None:
    told = Told()
    told.say("Russian soldiers entered Izium on 13 April.")
    one = told.claim("entry-of-forces", "Russian soldiers entered", place="Izium", day="2022-04-13",
                     roles={"unit": {"words": "Russian soldiers", **RUSSIA}})  # fmt: skip
    told.say("Russian soldiers entered Izium on 15 April.")
    other = told.claim("entry-of-forces", "Russian soldiers entered", place="Izium", day="2022-04-15",
                       roles={"unit": {"words": "Russian soldiers", **RUSSIA}})  # fmt: skip
    row = told.row("control")
    assert {cell.value: cell.claims for cell in row.of("from")} == {"2022-04-13": (one,), "2022-04-15": (other,)}
    assert row.time.edtf is None and row.time.earliest == "2022-04-13"


def test_a_settlement_that_changes_hands_twice_has_two_holdings_of_one_side() -> None:
    told = Told()
    text = "Russian forces entered Izium. Ukrainian forces took Izium. Later Russian troops took Izium again."
    told.say(text)
    told.claim("entry-of-forces", "Russian forces entered", place="Izium", day="2022-03-01",
               roles={"unit": {"words": "Russian forces", **RUSSIA}})  # fmt: skip
    told.claim("change-of-control", "Ukrainian forces took", place="Izium", day="2022-05-01",
               roles={"unit": {"words": "Ukrainian forces", "resolved": "Armed Forces of Ukraine"}})  # fmt: skip
    told.claim("change-of-control", "Russian troops took", place="Izium", day="2022-06-01",
               roles={"unit": {"words": "Russian troops", **RUSSIA}})  # fmt: skip
    rows = told.rows("control")
    assert [(values(row, "holder"), row.time.earliest) for row in rows] == [
        (["russian-forces"], "2022-03-01"), (["ukrainian-forces"], "2022-05-01"), (["russian-forces"], "2022-06-01"),
    ]  # fmt: skip
    assert values(rows[0], "to") == ["[..2022-05-01]"] and values(rows[1], "to") == ["[..2022-06-01]"]


def test_claims_of_control_that_cannot_both_hold_name_each_other() -> None:
    told = Told()
    text = "Russian forces held Izium from March to June. Ukrainian forces held Izium in April and left in May."
    told.say(text)
    told.claim("change-of-control", "Russian forces held", place="Izium", day="2022-03-01",
               roles={"unit": {"words": "Russian forces", **RUSSIA}})  # fmt: skip
    told.say("Russian forces left Izium in June.")
    told.claim("retreat", "Russian forces left", place="Izium", day="2022-06-20",
               roles={"unit": {"words": "Russian forces", **RUSSIA}})  # fmt: skip
    told.say("Ukrainian soldiers stood in Izium in April. Ukrainian soldiers left Izium in May.")
    told.claim("entry-of-forces", "Ukrainian soldiers stood", place="Izium", day="2022-02-20",
               roles={"unit": {"words": "Ukrainian soldiers", "resolved": "Armed Forces of Ukraine"}})  # fmt: skip
    told.claim("retreat", "Ukrainian soldiers left Izium", place="Izium", day="2022-05-20",
               roles={"unit": {"words": "Ukrainian soldiers", "resolved": "Armed Forces of Ukraine"}})  # fmt: skip
    rows = {values(row, "holder")[0]: row for row in told.rows("control")}
    russian, ukrainian = rows["russian-forces"], rows["ukrainian-forces"]
    assert values(ukrainian, "to") == ["[..2022-03-01]", "2022-05-20"]
    assert russian.beside == (ukrainian.id,) and ukrainian.beside == (russian.id,)


def test_comers_whose_side_nobody_tells_end_no_holding_of_a_known_side() -> None:
    told = Told()
    told.say("The National Guard of Ukraine liberated Balakliia. Our division then entered it.")
    told.claim("change-of-control", "liberated Balakliia", day="2022-09-08",
               roles={"unit": "National Guard of Ukraine"})  # fmt: skip
    told.claim("entry-of-forces", "entered it", roles={"unit": "Our division"})
    ends = {tuple(values(row, "holder")): values(row, "to-event") for row in told.rows("control")}
    assert ends["ukrainian-forces",] == []


def test_a_feared_or_planned_entry_is_no_control() -> None:
    told = Told()
    told.say("People feared that Russian forces would enter Balakliia.")
    told.claim("entry-of-forces", "Russian forces would enter", modality="feared", day="2022-03-01")
    assert told.rows("control") == ()


def test_a_region_is_no_settlement() -> None:
    told = Told()
    told.say("The army liberated territories of Kharkiv Oblast.")
    from tests.unit.registers.told import place_of

    told.claim("change-of-control", "liberated territories",
               place=place_of("Kharkiv Oblast", "Kharkiv Oblast", kind="region"))  # fmt: skip
    assert told.rows("control") == ()
