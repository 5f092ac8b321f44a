"""Statements that a source calls false, and what stands for or against them."""

from tests.unit.registers.told import Told, shown, values


def test_a_rumour_with_what_it_says_and_who_calls_it_false() -> None:
    told = Told()
    told.say("The occupation radio spread false rumours that the army would punish everyone who had received aid.")
    claim = told.claim("disinformation", "spread false rumours that")
    assert shown(told.row("false-statements")) == {
        "kind": ["rumour"], "channel": ["radio"], "called-false-by": [claim],
        "content": ["the army would punish everyone who had received aid"],
    }  # fmt: skip


def test_what_a_false_statement_tells_is_true_of_nothing() -> None:
    told = Told()
    told.say("They spread fakes that soldiers had killed twelve people and shelled the hospital.")
    told.claim("disinformation", "spread fakes")
    told.claim("killing", "killed twelve people", roles={"victim": "twelve people"})
    told.claim("damage-hospital", "shelled the hospital")
    registers = told.registers()
    assert registers["killed"].rows == () and registers["services"].rows == ()


def test_claims_elsewhere_rebut_or_bear_out_what_was_said() -> None:
    told = Told()
    told.say("Чутки, що у місті розстріляли жителів, поширювали по радіо.")
    told.claim("disinformation", "Чутки, що")
    told.claim("summary-execution", "розстріляли жителів")
    told.say("Nobody was shot in the town.")
    against = told.claim("summary-execution", "Nobody was shot", polarity="negative")
    told.say("A man was shot in the yard.")
    for_ = told.claim("summary-execution", "A man was shot", roles={"victim": "A man"})
    row = told.row("false-statements")
    assert values(row, "rebutted-by") == [against] and values(row, "borne-out-by") == [for_]
    assert values(row, "kind") == ["rumour"]


def test_a_statement_under_pressure_is_one() -> None:
    told = Told()
    told.say("They forced her to read a text on camera and to thank the army.")
    told.claim("intimidation", "forced her to read a text on camera")
    assert values(told.row("false-statements"), "kind") == ["coerced-statement"]


def test_a_denied_rumour_is_no_row() -> None:
    told = Told()
    told.say("Nobody spread rumours.")
    told.claim("disinformation", "spread rumours", polarity="negative")
    assert told.rows("false-statements") == ()


def test_who_contradicts_a_statement_is_no_part_of_it() -> None:
    told = Told()
    told.say("Leaflets claimed that Kyiv had fallen; the head of the village said it was a lie.")
    told.claim("disinformation", "Leaflets claimed")
    row = told.row("false-statements")
    assert values(row, "content") == ["Kyiv had fallen"] and values(row, "kind") == ["false-statement"]


def test_what_happened_nobody_knows_where_bears_nothing_out() -> None:
    told = Told()
    told.say("They spread fakes that soldiers shelled the hospital.")
    told.claim("disinformation", "spread fakes", place=None)
    told.claim("shelling", "soldiers shelled the hospital", place=None)
    told.say("A hospital was shelled.")
    told.claim("shelling", "A hospital was shelled", place=None)
    assert values(told.row("false-statements"), "borne-out-by") == []
