"""A headline says what happened and leaves the place and the day to the text below it. All texts are our own."""

from witnessmark.model.record import ReadingInput, ReadingRecord
from witnessmark.reading.pipeline import standard_reader

DATE = "2021-03-11"  # a Thursday


def read(text: str, language: str = "en", *, explained: bool = False) -> ReadingRecord:
    record = standard_reader().read(ReadingInput(id="t", text=text, language=language, date=DATE), explained=explained)
    record.check(text)
    return record


def first(record: ReadingRecord, act: str) -> tuple[str | None, str | None]:
    """The place and the day of the first claim of an act."""
    claim = next(claim for claim in record.claims if claim.act == act)
    place = record.places[claim.place] if claim.place is not None else None
    date = record.dates[claim.date] if claim.date is not None else None
    return place and place.name, date and date.edtf


TEACHER = (
    "Gunmen kidnap teacher\n\n"
    "The union of teachers called for calm and asked the governor to act.\n\n"
    "Gunmen kidnapped the teacher in Zaria on Tuesday, her brother said.\n\n"
    "She was released in Kaduna on Wednesday, and her driver was shot dead in Kano.\n"
)


def test_a_headline_has_the_place_and_the_day_that_the_text_gives_its_act() -> None:
    assert first(read(TEACHER), "confinement") == ("Zaria", "2021-03-09")


def test_it_is_told_from_where_they_are() -> None:
    claim = next(claim for claim in read(TEACHER, explained=True).claims if claim.act == "confinement")
    assert claim.why and (claim.why["place"], claim.why["date"]) == (
        "claims/place.told-below",
        "claims/date.told-below",
    )


def test_the_same_in_ukrainian() -> None:
    text = (
        "Озброєні люди викрали вчительку\n\nПрофспілка закликала до спокою.\n\n"
        "У вівторок озброєні люди викрали вчительку в Зміїві, сказав її брат.\n"
    )
    assert first(read(text, "uk"), "confinement") == ("Zmiiv", "2021-03-09")


def test_a_country_in_the_headline_is_narrowed_to_a_town_of_it_alone() -> None:
    below = "\n\nThe union called for calm.\n\nGunmen kidnapped the teacher in {} on Tuesday, her brother said.\n"
    inside, outside = (read("Gunmen kidnap teacher in Nigeria" + below.format(town)) for town in ("Zaria", "Accra"))
    assert first(inside, "confinement")[0] == "Zaria"
    assert first(outside, "confinement")[0] == "Nigeria"


def test_what_a_headline_says_itself_stays() -> None:
    text = TEACHER.replace("Gunmen kidnap teacher\n", "Gunmen kidnapped teacher in Lagos on 1 March\n", 1)
    assert first(read(text), "confinement") == ("Lagos", "2021-03-01")


def test_the_one_day_of_the_opening_is_that_of_the_headline_and_of_two_none_is() -> None:
    text = (
        "Gunmen kidnap teacher\n\nThe news came on Tuesday.\n\nThe union of teachers called for calm.\n\n"
        "Nobody knew more.\n"
    )
    assert first(read(text), "confinement")[1] == "2021-03-09"
    assert first(read(text.replace("for calm", "for calm on Wednesday")), "confinement")[1] is None


def test_a_first_sentence_is_no_headline() -> None:
    text = TEACHER.replace("Gunmen kidnap teacher\n", "Gunmen kidnapped a teacher.\n", 1)
    assert first(read(text), "confinement") == (None, None)


def test_what_is_planned_or_denied_below_gives_a_headline_nothing() -> None:
    text = (
        "Gunmen kidnap teacher\n\nThe union of teachers called for calm. Nobody knew more. It rained.\n\n"
        "The army denied that it had kidnapped anyone in Zaria.\n"
    )
    assert first(read(text), "confinement") == (None, None)


def test_now_and_recently_date_nothing() -> None:
    text = "On 9 March soldiers looted the pharmacy in Zaria. Soldiers now shelled the market."
    claim = next(claim for claim in read(text).claims if claim.act == "shelling")
    assert claim.date is None
