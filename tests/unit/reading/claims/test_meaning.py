"""What a claim says beside its act: how it is put, who did what to whom, where, when, who says so and on what basis."""

from typing import Any

import pytest

from witnessmark.model.record import ClaimMention, ReadingRecord
from witnessmark.model.record import ReadingInput as Input
from witnessmark.model.span import Span
from witnessmark.reading.pipeline import read


def reading(text: str, language: str = "en", date: str | None = None) -> ReadingRecord:
    record = read(Input(id="t", text=text, language=language, date=date))
    record.check(text)
    return record


def claim(record: ReadingRecord, act: str) -> ClaimMention:
    found = [each for each in record.claims if each.act == act]
    assert found, f"{act} not among {[each.act for each in record.claims]}"
    return found[0]


def role(record: ReadingRecord, act: str, name: str) -> str | None:
    value: Any = claim(record, act).roles.get(name)
    if isinstance(value, int):
        return record.actors[value].quote
    return value.quote if isinstance(value, Span) else None


@pytest.mark.parametrize(
    ("language", "text", "act", "modality"),
    [
        ("en", "The guards threatened to shoot the baker.", "summary-execution", "threatened"),
        ("en", "The guards threatened to shoot the baker.", "death-threat", "asserted"),
        ("en", "Imprisonment was threatened for helping the partisans.", "confinement", "threatened"),
        ("en", "The commandant announced a referendum for September.", "sham-referendum", "planned"),
        ("en", "If the soldiers come back, they will loot the shop.", "looting", "hypothetical"),
        ("en", "The soldiers allegedly looted the school.", "looting", "hearsay"),
        ("en", "The spokesman denied that the army had shelled the village.", "shelling", "denied"),
        ("en", "We were afraid that they would shell the village.", "shelling", "feared"),
        ("uk", "Окупанти погрожували розстріляти пекаря.", "summary-execution", "threatened"),
        ("uk", "Солдати нібито розграбували школу.", "looting", "hearsay"),
        ("uk", "Якщо солдати повернуться, вони розграбують крамницю.", "looting", "hypothetical"),
        ("uk", "Речник заперечив, що армія обстріляла село.", "shelling", "denied"),
        ("ru", "Оккупанты угрожали расстрелять пекаря.", "summary-execution", "threatened"),
        ("ru", "Солдаты якобы разграбили школу.", "looting", "hearsay"),
    ],
)
def test_modality(language: str, text: str, act: str, modality: str) -> None:
    assert claim(reading(text, language), act).modality == modality


@pytest.mark.parametrize(
    ("language", "text", "act"),
    [
        ("en", "The soldiers did not loot the school.", "looting"),
        ("en", "The battalion could not retreat.", "retreat"),
        ("uk", "Солдати не розграбували школу.", "looting"),
        ("ru", "Солдаты не разграбили школу.", "looting"),
    ],
)
def test_negation(language: str, text: str, act: str) -> None:
    assert claim(reading(text, language), act).polarity == "negative"


def test_not_only_affirms() -> None:
    assert claim(reading("They not only looted the school, they burned it."), "looting").polarity == "positive"


@pytest.mark.parametrize(
    ("language", "text", "act", "roles"),
    [
        ("en", "Soldiers looted the pharmacy.", "looting", {"perpetrator": "Soldiers", "object": "pharmacy"}),
        ("en", "The pharmacy was looted by soldiers.", "looting", {"perpetrator": "soldiers", "object": "pharmacy"}),
        ("en", "The pharmacy was looted.", "looting", {"perpetrator": None, "object": "pharmacy"}),
        ("en", "Two farmers died in the shelling.", "killing", {"perpetrator": None, "victim": "Two farmers"}),
        ("en", "Police found two men shot dead.", "killing", {"perpetrator": None}),
        ("en", "The baker was wounded by shrapnel.", "wounding", {"victim": "baker", "perpetrator": None}),
        (
            "en",
            "The guards put a pistol to his head and fired past his ear.",
            "mock-execution",
            {"perpetrator": "guards", "victim": None},
        ),
        ("en", "The occupiers imposed a curfew in Kupiansk.", "movement-restriction", {"perpetrator": "occupiers"}),
        ("uk", "Солдати розграбували аптеку.", "looting", {"perpetrator": "Солдати", "object": "аптеку"}),
        ("uk", "Пекаря забрали й тримали у підвалі.", "confinement", {"victim": "Пекаря", "perpetrator": None}),
        ("uk", "Дружина загинула під час обстрілу.", "killing", {"victim": "Дружина", "perpetrator": None}),
        ("ru", "Солдаты разграбили аптеку.", "looting", {"perpetrator": "Солдаты", "object": "аптеку"}),
        ("ru", "Соседа убило осколком.", "killing", {"victim": "Соседа", "perpetrator": None}),
    ],
)
def test_roles(language: str, text: str, act: str, roles: dict[str, str | None]) -> None:
    record = reading(text, language)
    assert {name: role(record, act, name) for name in roles} == roles


@pytest.mark.parametrize(
    ("language", "text", "act"),
    [
        ("en", "“I was detained at the bridge and beaten with a belt”, said Petro Hnatiuk.", "confinement"),
        ("uk", "«Мене затримали біля мосту й побили», — розповів Петро Гнатюк.", "confinement"),
        ("ru", "«Меня задержали у моста и избили», — рассказал Пётр Гнатюк.", "confinement"),
    ],
)
def test_the_first_person_is_the_speaker(language: str, text: str, act: str) -> None:
    record = reading(text, language)
    found = claim(record, act)
    assert isinstance(found.said_by, dict) and "quote" in found.said_by
    victim = found.roles["victim"]
    assert isinstance(victim, int) and record.actors[victim].kind == "person"


def test_reported_speech_is_said_by_the_one_it_is_reported_of() -> None:
    said = claim(reading("According to Petro Hnatiuk, soldiers looted the pharmacy."), "looting").said_by
    assert said != "author"


def test_the_city_is_the_last_one_spoken_of() -> None:
    record = reading("We came to Izium in the evening. Soldiers had looted the shops of the city.\n")
    place = claim(record, "looting").place
    assert place is not None and record.places[place].name == "Izium"


def test_the_date_of_the_document_dates_nothing() -> None:
    assert claim(reading("Soldiers looted the pharmacy.", date="2022-09-27"), "looting").date is None


def test_a_form_dates_its_record() -> None:
    record = reading("Date: 7 April 2022\nLocation: Izium\n\nSoldiers looted the pharmacy.")
    found = claim(record, "looting")
    assert found.date is not None and record.dates[found.date].edtf == "2022-04-07"


def test_what_the_mission_saw_rests_on_its_own_eyes() -> None:
    found = claim(reading("The mission saw two destroyed tanks on the road."), "equipment-destroyed")
    assert found.basis == {"act": "mission-observation"}


def test_each_act_of_a_list_is_a_claim_of_its_own() -> None:
    record = reading("Looting, torture and hunger – this is the reality.")
    assert {"looting", "torture", "hunger-deprivation"} <= {each.act for each in record.claims}
    assert {each.modality for each in record.claims} == {"general"}


def test_every_claim_names_its_rule_and_shows_its_trigger() -> None:
    record = reading("Soldiers looted the pharmacy in Izium.")
    found = claim(record, "looting")
    assert found.rule is not None and found.rule.startswith("lexicon/en looting")
    assert found.trigger is not None and found.trigger.quote == "looted"
