"""Where and when a claim is put by what stands above or before it, and how sure an event is."""

import pytest

from witnessmark.model.record import ReadingInput as Input
from witnessmark.model.record import ReadingRecord
from witnessmark.reading.claims.notation import sequences, with_classes
from witnessmark.reading.pipeline import read


def reading(text: str, language: str = "en", date: str | None = None) -> ReadingRecord:
    record = read(Input(id="t", text=text, language=language, date=date))
    record.check(text)
    return record


def where(record: ReadingRecord, act: str) -> str | None:
    found = next(claim for claim in record.claims if claim.act == act)
    return None if found.place is None else record.places[found.place].name


def when(record: ReadingRecord, act: str) -> str | None:
    found = next(claim for claim in record.claims if claim.act == act)
    return None if found.date is None else record.dates[found.date].edtf


def test_a_heading_that_is_a_place_holds_until_the_next() -> None:
    record = reading("Balakliia\n\nSoldiers looted the pharmacy.\n\nIzium\n\nA shell wounded a shepherd.\n")
    assert (where(record, "looting"), where(record, "wounding")) == ("Balakliia", "Izium")


def test_the_head_of_an_entry_dates_that_entry_alone() -> None:
    text = "12 June 2022. Soldiers looted the pharmacy of Izium.\n\nA shell wounded a shepherd.\n"
    record = reading(text)
    assert (when(record, "looting"), when(record, "wounding")) == ("2022-06-12", None)


def test_the_day_told_holds_until_another_time_is_named() -> None:
    record = reading(
        "On 4 May 2022 soldiers entered Izium. They looted the pharmacy. For two weeks they beat the guards."
    )
    assert when(record, "looting") == "2022-05-04"
    assert when(record, "ill-treatment") is None


@pytest.mark.parametrize(
    ("language", "text", "done", "hidden"),
    [
        (
            "en",
            "On 5 May 2022 the garrison imposed a curfew in Savyntsi to hide its escape.",
            "movement-restriction",
            "retreat",
        ),
        (
            "en",
            "On 5 May 2022 soldiers burned the house in Savyntsi to conceal the killing of a teacher.",
            "damage-housing",
            "killing",
        ),
        (
            "uk",
            "5 травня 2022 року військові спалили архів у Савинцях, щоб приховати вбивство вчителя.",
            "damage-cultural",
            "killing",
        ),
        (
            "ru",
            "5 мая 2022 года военные сожгли дом в Савинцах, чтобы скрыть убийство двух учителей.",
            "damage-housing",
            "killing",
        ),
    ],
)
def test_what_an_act_is_to_hide_takes_no_day_from_it(language: str, text: str, done: str, hidden: str) -> None:
    record = reading(text, language)
    assert when(record, done) == "2022-05-05"
    assert when(record, hidden) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In Izium the occupiers deported nine patients to Belgorod."),
        ("uk", "З Ізюма окупанти депортували дев'ятьох пацієнтів до Бєлгорода."),
        ("ru", "Из Изюма оккупанты депортировали девять пациентов в Белгород."),
    ],
)
def test_a_destination_is_no_place_of_a_deportation(language: str, text: str) -> None:
    assert where(reading(text, language), "deportation-transfer") == "Izium"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Troops entered Lyman. A bridge was blown up 10 km from Izium."),
        ("uk", "До Лимана зайшли військові. За 10 км на північ від Ізюма підірвали міст."),
        ("ru", "В Лиман вошли военные. В 10 км от Изюма взорвали мост."),
    ],
)
def test_a_place_that_a_distance_is_taken_from_is_where_it_was(language: str, text: str) -> None:
    assert where(reading(text, language), "damage-bridge-transport") == "Izium"


@pytest.mark.parametrize(
    "text",
    [
        "In Snihurivka they killed the sexton. Before they went across the Dnipro they looted the pharmacy.",
        "In Snihurivka they killed the sexton. They took the wounded to Kherson. They looted the pharmacy.",
    ],
)
def test_a_river_crossed_and_a_goal_do_not_move_the_text(text: str) -> None:
    assert where(reading(text), "looting") == "Snihurivka"


@pytest.mark.parametrize(
    ("text", "word", "low", "high"),
    [
        ("The convoy did not reach the village.", "reach", -3.0, -1.0),
        ("The convoy may reach the village.", "reach", 0.0, 2.0),
        ("The mayor refused to leave the village.", "leave", -3.0, -1.0),
        ("The mayor managed to leave the village.", "leave", 2.0, 3.0),
        ("The mayor plans to leave the village.", "leave", 0.0, 2.0),
    ],
)
def test_factuality(text: str, word: str, low: float, high: float) -> None:
    events = {event.quote: event.factuality for event in reading(text).events}
    assert word in events
    assert events[word] is not None
    assert low <= (events[word] or 0.0) <= high


def test_what_is_plainly_told_needs_no_event() -> None:
    assert not reading("The convoy reached the village.").events


def test_classes_and_either_order_in_triggers() -> None:
    trigger = with_classes("take ~ $goods", {"goods": ["radio", "car"]})
    assert list(sequences(trigger)) == [[("take",), ("..",), ("radio", "car")], [("radio", "car"), ("..",), ("take",)]]
    with pytest.raises(ValueError, match="no class"):
        with_classes("take $nothing", {})


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("On 3 May 2022 soldiers looted shops in Izium, residents said.", "asserted"),
        ("In May soldiers looted shops in Izium.", "asserted"),
        ("Soldiers may loot shops in Izium.", "hypothetical"),
    ],
)
def test_the_month_of_may_is_no_possibility(text: str, modality: str) -> None:
    assert [claim.modality for claim in reading(text).claims if claim.act == "looting"] == [modality]
