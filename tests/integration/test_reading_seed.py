"""The real report gives every claim that the work was promised to give; its text is not ours and stays outside."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from witnessmark.model.record import ClaimMention, ReadingInput, ReadingRecord
from witnessmark.model.span import Span
from witnessmark.reading.pipeline import read

REPORT = Path(__file__).parents[3] / "shared" / "seed" / "report.txt"
pytestmark = pytest.mark.skipif(not REPORT.exists(), reason="optional: the real report is not beside this checkout")


@pytest.fixture(scope="module")
def record() -> ReadingRecord:
    text = REPORT.read_text(encoding="utf-8")
    found = read(ReadingInput(id="seed", text=text))
    found.check(text)
    return found


def claims(record: ReadingRecord, *acts: str, holding: str = "") -> list[ClaimMention]:
    return [claim for claim in record.claims if claim.act in acts and holding.lower() in claim.quote.lower()]


def one(record: ReadingRecord, *acts: str, holding: str = "") -> ClaimMention:
    found = claims(record, *acts, holding=holding)
    assert found, f"no claim of {acts} that holds {holding!r}"
    return found[0]


def voice(record: ReadingRecord, claim: ClaimMention) -> str:
    said = claim.said_by
    if isinstance(said, str):
        return said
    if "quote" in said:
        index = said["quote"]
        assert isinstance(index, int)
        speaker = record.quotes[index].speaker
        return (speaker.name or speaker.quote) if speaker else "?"
    links = said.get("actor", said.get("chain"))
    last = links if isinstance(links, int) else (links or ["?"])[-1]
    return (record.actors[last].name or "") if isinstance(last, int) else last


def place(record: ReadingRecord, claim: ClaimMention) -> str | None:
    return record.places[claim.place].name if claim.place is not None else None


def edtf(record: ReadingRecord, claim: ClaimMention) -> str | None:
    return record.dates[claim.date].edtf if claim.date is not None else None


def words(record: ReadingRecord, value: object) -> str:
    if isinstance(value, int):
        return f"{record.actors[value].quote} {record.actors[value].name}"
    if isinstance(value, Span):
        return value.quote
    return " ".join(words(record, each) for each in value) if isinstance(value, Iterable) else ""


def test_the_village_is_liberated_by_the_brigade_on_its_day(record: ReadingRecord) -> None:
    claim = one(record, "change-of-control", holding="Zabavne")
    assert edtf(record, claim) == "2022-09-10"
    assert "5th Slobozhan Brigade" in words(record, claim.roles.get("unit"))
    assert voice(record, claim) == "author"


@pytest.mark.parametrize(
    ("act", "holding"),
    [("shelling", "strikes"), ("clearing-operation", "Balakliya"), ("retreat", "ran away"),
     ("mine-laying", "landmines"),
     ("mine-erw-accident", "civilians"), ("demining", "sappers")],
)  # fmt: skip
def test_the_soldier_tells_of_the_fighting_and_the_mines(record: ReadingRecord, act: str, holding: str) -> None:
    assert voice(record, one(record, act, holding=holding)) == "Volodymyr Tsah"


def test_the_retreat_that_could_not_be_orderly_is_denied(record: ReadingRecord) -> None:
    assert one(record, "retreat", holding="could not").polarity == "negative"


def test_the_clearing_is_at_balakliia(record: ReadingRecord) -> None:
    assert place(record, one(record, "clearing-operation")) == "Balakliia"


def test_mines_harm_civilians_and_children(record: ReadingRecord) -> None:
    assert "civilians" in words(record, one(record, "mine-erw-accident").roles.get("victim"))


@pytest.mark.parametrize(
    ("acts", "holding"),
    [(("equipment-abandoned",), "weapons"), (("documents-abandoned",), "documents"),
     (("equipment-destroyed",), "equipment"),
     (("property-destruction",), "infrastructure"), (("damage-economy", "damage-housing"), "hotel"),
     (("restoration-of-services",), "water"), (("aid-food",), "food"), (("aid-medicine",), "medicine"),
     (("aid-hygiene",), "hygiene")],
)  # fmt: skip
def test_what_is_left_destroyed_restored_and_given(record: ReadingRecord, acts: tuple[str, ...], holding: str) -> None:
    assert voice(record, one(record, *acts, holding=holding)) == "author"


@pytest.mark.parametrize("act", ["aid-food", "aid-medicine"])
def test_the_division_gives_food_and_medicine(record: ReadingRecord, act: str) -> None:
    claim = one(record, act, holding="give food")
    assert "Kraken" in words(record, claim.roles.get("provider"))
    assert place(record, claim) == "Izium"


def test_looting_and_the_sale_of_loot(record: ReadingRecord) -> None:
    for holding in ("homes", "sell"):
        claim = one(record, "looting", holding=holding)
        assert voice(record, claim) == "Oleksandr"
        assert place(record, claim) == "Izium"
    assert "russians" in words(record, one(record, "looting", holding="homes").roles.get("perpetrator"))


def test_imprisonment_and_execution_are_threatened(record: ReadingRecord) -> None:
    assert one(record, "death-threat", "intimidation", holding="threatened").modality == "asserted"
    assert one(record, "confinement", holding="imprisonment").modality == "threatened"
    assert one(record, "summary-execution", "killing", holding="execution").modality == "threatened"


@pytest.mark.parametrize(
    ("acts", "holding"),
    [(("confinement", "capture-of-combatant"), "I was captured"), (("interrogation",), ""), (("torture",), "tortures"),
     (("mock-execution",), "shot"), (("release-from-captivity",), "released me")],
)  # fmt: skip
def test_the_survivor_speaks_of_himself(record: ReadingRecord, acts: tuple[str, ...], holding: str) -> None:
    claim = one(record, *acts, holding=holding)
    assert voice(record, claim) == "Oleksandr"
    assert place(record, claim) == "Izium"
    assert "Oleksandr" in words(record, claim.roles.get("victim"))


def test_the_curfew_is_dated_by_another_event_or_not_at_all(record: ReadingRecord) -> None:
    claim = one(record, "movement-restriction", holding="24-hour")
    assert edtf(record, claim) in (None, "2022-09-07~")
    assert "occupants" in words(record, claim.roles.get("perpetrator") or claim.roles.get("authority"))
    assert voice(record, claim) == "Oleksandr"


def test_the_threat_to_return(record: ReadingRecord) -> None:
    assert any(voice(record, claim) == "Oleksandr" for claim in claims(record, "intimidation", holding="threatened"))
    assert one(record, "entry-of-forces", holding="return").modality == "threatened"


def test_false_rumours(record: ReadingRecord) -> None:
    claim = one(record, "disinformation")
    assert "occupants" in words(record, claim.roles.get("speaker"))


@pytest.mark.parametrize(
    ("act", "modality"),
    [("sham-referendum", "planned"), ("forced-passportisation", None), ("nuclear-threat", None),
     ("mobilisation", "planned")],
)  # fmt: skip
def test_measures_of_the_occupier(record: ReadingRecord, act: str, modality: str | None) -> None:
    claim = one(record, act)
    assert modality is None or claim.modality == modality


def test_the_length_of_the_occupation_is_a_length(record: ReadingRecord) -> None:
    assert any(date.type == "DURATION" and "7" in date.quote and date.timex for date in record.dates)


@pytest.mark.parametrize(
    "holding", ["need more weapons", "second Izum", "cookies", "only advantage", "especially important"]
)
def test_arguments_and_notices_give_no_claim(record: ReadingRecord, holding: str) -> None:
    text = REPORT.read_text(encoding="utf-8")
    at = text.index(holding)
    start, end = text.rfind(".", 0, at) + 1, text.index(".", at)
    assert not [claim for claim in record.claims if start <= claim.start < end]
