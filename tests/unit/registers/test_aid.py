"""Aid: who, what, how much, to whom; and what was held up."""

from tests.unit.registers.told import Told, shown, values

LEDGER = "Date: 2022-10-06; Place: Izium; Item: Firewood; Quantity: 35; Unit: m³; Provider: Bereh foundation"


def test_an_amount_belongs_to_the_item_that_it_stands_with() -> None:
    told = Told()
    told.say("Volunteers distributed 420 food parcels, medicine and hygiene kits to residents.")
    food = told.claim("aid-food", "distributed 420 food parcels", roles={"provider": "Volunteers"})
    medicine = told.claim("aid-medicine", "distributed 420 food parcels, medicine",
                          roles={"provider": "Volunteers", "object": "420 food parcels"})  # fmt: skip
    hygiene = told.claim("aid-hygiene", "420 food parcels, medicine and hygiene kits")
    told.together(food, medicine, hygiene)
    rows = {values(row, "kind")[0]: row for row in told.rows("aid")}
    assert values(rows["food"], "amount") == ["420"] and values(rows["food"], "unit") == ["parcels"]
    assert values(rows["medicine"], "amount") == [] and values(rows["medicine"], "items") == ["medicine"]
    assert values(rows["hygiene"], "provider") == ["Volunteers"]
    assert rows["hygiene"].claims == (food, hygiene)


def test_a_row_of_a_ledger_says_all_of_it() -> None:
    told = Told()
    told.say(LEDGER)
    told.claim("aid-shelter", LEDGER, place="Izium", day="2022-10-06", made_by="record",
               roles={"object": "Firewood", "quantity": "35", "provider": "Bereh foundation"})  # fmt: skip
    assert shown(told.row("aid")) == {
        "state": ["delivered"], "kind": ["shelter"], "provider": ["Bereh foundation"], "items": ["Firewood"],
        "amount": ["35"], "unit": ["m³"],
    }  # fmt: skip


def test_two_rows_of_a_ledger_are_two_deliveries() -> None:
    told = Told()
    told.say(LEDGER + "\n" + LEDGER.replace("Firewood", "Tarpaulin").replace("35", "36"))
    one = told.claim("aid-shelter", LEDGER, made_by="record", roles={"object": "Firewood", "quantity": "35"})
    other = told.claim("aid-shelter", "Item: Tarpaulin; Quantity: 36", made_by="record",
                       roles={"object": "Tarpaulin", "quantity": "36"})  # fmt: skip
    told.together(one, other)
    assert sorted(values(row, "items")[0] for row in told.rows("aid")) == ["Firewood", "Tarpaulin"]


def test_aid_that_was_refused_is_held_up_and_not_delivered() -> None:
    told = Told()
    told.say("Soldiers at the checkpoint refused to let the medicine through.")
    told.claim("obstruction-of-aid", "refused to let the medicine through", roles={"perpetrator": "Soldiers"})
    assert shown(told.row("aid")) == {
        "state": ["obstructed"], "kind": ["medicine"], "obstructed-by": ["Soldiers"], "items": ["medicine"],
    }  # fmt: skip


def test_aid_that_did_not_come_is_said_not_to_have_come() -> None:
    told = Told()
    told.say("No food parcels reached the families.")
    told.claim("aid-food", "food parcels reached the families", polarity="negative")
    assert values(told.row("aid"), "state") == ["denied"]


def test_a_promise_is_no_delivery() -> None:
    told = Told()
    told.say("The foundation promised 50 blankets for pensioners.")
    told.claim("aid-shelter", "promised 50 blankets", modality="planned", roles={"provider": "The foundation"})
    row = told.row("aid")
    assert values(row, "state") == ["planned"] and values(row, "amount") == ["50"]
    assert values(row, "beneficiary") == ["pensioners"]


def test_a_mention_of_aid_that_says_nothing_else_is_no_row() -> None:
    told = Told()
    told.say("People had received something.")
    told.claim("aid-general", "received something")
    assert told.rows("aid") == ()


def test_a_measure_stands_between_a_number_and_its_item() -> None:
    told = Told()
    told.say("The charity brought 2 tonnes of flour, insulin and 150 blankets to families.")
    for act in ("aid-food", "aid-medicine", "aid-shelter"):
        told.claim(act, "brought 2 tonnes of flour, insulin and 150 blankets")
    rows = {values(row, "kind")[0]: row for row in told.rows("aid")}
    assert values(rows["food"], "amount") == ["2"] and values(rows["food"], "unit") == ["tonnes"]
    assert values(rows["medicine"], "amount") == [] and values(rows["shelter"], "amount") == ["150"]
    assert {tuple(values(row, "beneficiary")) for row in rows.values()} == {("families",)}


def test_what_was_turned_back_was_not_delivered() -> None:
    told = Told()
    told.say("Trucks with water were turned back at the checkpoint.")
    told.claim("aid-water", "Trucks with water")
    told.claim("obstruction-of-aid", "Trucks with water were turned back")
    assert values(told.row("aid"), "state") == ["obstructed"]


def test_two_times_in_one_document_are_two_deliveries() -> None:
    told = Told()
    told.say("Volunteers gave 300 food parcels on Monday. They gave bread on Friday.")
    one = told.claim("aid-food", "gave 300 food parcels", day="2022-10-03")
    two = told.claim("aid-food", "gave bread", day="2022-10-07")
    told.together(one, two)
    assert [(values(row, "items"), row.time.edtf) for row in told.rows("aid")] == [
        (["food parcels"], "2022-10-03"), (["bread"], "2022-10-07"),
    ]  # fmt: skip
