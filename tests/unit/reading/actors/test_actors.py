import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.reading.growing import grows_in_proportion
from witnessmark.model.record import ActorMention, PlaceMention
from witnessmark.reading.actors.reader import ActorReader
from witnessmark.reading.draft import Draft

READER = ActorReader()


def actors(text: str, places: tuple[PlaceMention, ...] = ()) -> list[ActorMention]:
    draft = Draft.of("t", text, None, None)
    draft.places.extend(places)
    READER.read(draft)
    return draft.actors


def one(text: str, quote: str) -> ActorMention:
    found = [actor for actor in actors(text) if actor.quote == quote]
    assert len(found) == 1, [actor.quote for actor in actors(text)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "quote", "kind"),
    [
        (
            "Soldiers of the 14th Separate Mechanized Brigade came.",
            "Soldiers of the 14th Separate Mechanized Brigade",
            "unit",
        ),
        ("The Ministry of Health of Ukraine sent trucks.", "Ministry of Health of Ukraine", "authority"),
        ("Russian troops stood in the yard.", "Russian troops", "armed-force"),
        ("Ukrainian artillery hit the bridge.", "Ukrainian artillery", "armed-force"),
        ("FSB officers questioned her.", "FSB officers", "authority"),
        ("The kremlin denied it.", "kremlin", "authority"),
        ("Armed men searched the cellar.", "Armed men", "group"),
        ("Окупанти прийшли до школи.", "Окупанти", "armed-force"),
        ("Її допитували російські військові.", "російські військові", "armed-force"),
        ("Там стояла 93-тя окрема механізована бригада.", "93-тя окрема механізована бригада", "unit"),
        ("Її забрали співробітники ФСБ.", "ФСБ", "authority"),
        ("Їх привезли до полку «Сокіл» уночі.", "полку «Сокіл»", "unit"),
        ("Туда приехали боевики на двух машинах.", "боевики", "group"),
        ("Олену бачили біля лікарні.", "Олену", "person"),
    ],
)
def test_mention_and_kind(text: str, quote: str, kind: str) -> None:
    assert one(text, quote).kind == kind


@pytest.mark.parametrize(
    ("text", "quote", "resolved"),
    [
        ("Russian soldiers took the car.", "Russian soldiers", "armed forces of the Russian Federation"),
        ("Ukrainian soldiers took the car.", "Ukrainian soldiers", "Armed Forces of Ukraine"),
        ("The russians left at night.", "russians", "armed forces of the Russian Federation"),
        ("The orcs left at night.", "orcs", None),
        ("The enemy left at night.", "The enemy", None),
        (
            "militants of the so-called DPR left",
            "militants of the so-called DPR",
            'armed groups of the so-called "DPR"',
        ),
    ],
)
def test_neutral_identification_is_the_same_rule_for_every_side(text: str, quote: str, resolved: str | None) -> None:
    actor = one(text, quote)
    assert (actor.quote, actor.resolved) == (quote, resolved)


def test_person_has_occupation_age_and_the_words_that_carry_them() -> None:
    text = "This is told by 47-year-old resident of Balakliia Stepan, who was held there."
    person = one(text, "Stepan")
    assert (person.age, person.occupation) == (47, "resident")
    assert [span.quote for span in person.attributes] == ["47-year-old", "resident of Balakliia"]


@pytest.mark.parametrize(
    ("text", "quote", "age", "occupation"),
    [
        ("Olha Marchuk, 61, saw it.", "Olha Marchuk", 61, None),
        ("Olha Marchuk, a nurse from Izium, saw it.", "Olha Marchuk", None, "nurse"),
        ("58-річна вчителька Галина бачила все.", "Галина", 58, "вчителька"),
        ("The soldier of National Guard of Ukraine Danylo Koval said so.", "Danylo Koval", None, "soldier"),
    ],
)
def test_attributes_of_a_person(text: str, quote: str, age: int | None, occupation: str | None) -> None:
    person = one(text, quote)
    assert (person.age, person.occupation) == (age, occupation)


def test_one_person_has_one_name_in_every_case() -> None:
    text = "Олена Марченко прийшла. Олену Марченко били. Про Олену мовчали, а Марченко писала."
    assert {actor.name for actor in actors(text) if actor.kind == "person"} == {"Олена Марченко"}


def test_a_name_in_another_case_gets_its_base_form() -> None:
    assert one("Затримали Миколу Ткаченка біля мосту.", "Миколу Ткаченка").name == "Микола Ткаченко"
    assert one("Задержали Сергея Белова у моста.", "Сергея Белова").name == "Сергей Белов"


def test_two_persons_of_one_surname_are_not_merged() -> None:
    names = [actor.name for actor in actors("Ivan Koval came. Petro Koval left. Koval returned.")]
    assert names == ["Ivan Koval", "Petro Koval", "Koval"]


def test_no_pronouns_countries_or_victims() -> None:
    assert actors("She and the civilians left Ukraine with the residents, and they hid.") == []


def test_places_inside_a_name_are_dropped_and_references_follow() -> None:
    text = "Ivan Lyman lives near Izium on the outskirts of Kharkiv."

    def place(word: str, relative_to: int | None = None) -> PlaceMention:
        start = text.index(word)
        return PlaceMention(start=start, end=start + len(word), quote=word, relative_to=relative_to)

    draft = Draft.of("t", text, "en", None)
    draft.places.extend([place("Lyman"), place("Izium", 2), place("Kharkiv")])
    READER.read(draft)
    assert [(found.quote, found.relative_to) for found in draft.places] == [("Izium", 1), ("Kharkiv", None)]


PIECES = st.lists(
    st.sampled_from(
        [" ", "Olena", "Олена", "О.", "М.", "5th", "Brigade", "of", "the", "бригада", "«", "»", "“", "”", "\n",
         "  ", "’s", "Russian", "forces", "полку", "FSB", ",", "-", "soldier", "İİ", "é́", "😀", "א", "\x00", "32,"]
    ),
    max_size=40,
)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(PIECES.map("".join), PIECES.map(" ".join), st.text(max_size=80)))
def test_any_text_gives_exact_spans_in_order_that_never_overlap(text: str) -> None:
    found = actors(text)
    end = 0
    for actor in found:
        actor.check(text)
        assert end <= actor.start < actor.end
        end = actor.end
        for span in actor.attributes:
            span.check(text)


def test_cost_is_linear_on_one_long_line() -> None:
    piece = "Olena Marchenko of the 5th Brigade and «Сокіл» met Russian soldiers ( "
    actors(piece * 50)
    assert grows_in_proportion(lambda count: actors(piece * count), 200, 1600)


@pytest.mark.parametrize(
    ("text", "name", "age", "work"),
    [
        ("Мене звати Галина Стець, мені 44 роки, я листоноша з Шевченкового.", "Галина Стець", 44, "листоноша"),
        ("Меня зовут Раиса Гончар, мне 51 год, я повар из Купянска.", "Раиса Гончар", 51, "повар"),
        ("My name is Halyna Stets, I am 44, I am a postwoman from Shevchenkove.", "Halyna Stets", 44, "postwoman"),
    ],
)
def test_age_and_work_that_speakers_tell_of_themselves_are_taken_out(text: str, name: str, age: int, work: str) -> None:
    person = one(text, name)
    assert person.age == age
    words = " ".join(span.quote for span in person.attributes)
    assert str(age) in words and work in words
