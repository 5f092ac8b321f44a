"""What field reports need of actors, in English, Ukrainian and Russian: units, offices, bodies by their form, people of
a story, and one name over two scripts. All people and bodies are invented."""

import pytest

from witnessmark.model.record import ActorMention, PlaceMention, ReadingInput
from witnessmark.reading.actors.reader import ActorReader
from witnessmark.reading.draft import Draft
from witnessmark.reading.pipeline import read

READER = ActorReader()


def actors(text: str, *countries: str, language: str | None = None) -> list[ActorMention]:
    draft = Draft.of("t", text, language, None)
    for name in countries:
        start = text.index(name)
        place = PlaceMention(start=start, end=start + len(name), quote=name, name=name, kind="country")
        draft.places.append(place)
    READER.read(draft)
    return draft.actors


def quotes(text: str, kind: str, *countries: str) -> list[str]:
    return [actor.quote for actor in actors(text, *countries) if actor.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The 131st Separate Mountain Assault Brigade and the 2nd Company of the 15th Rifle Regiment held it.",
            ["131st Separate Mountain Assault Brigade", "2nd Company of the 15th Rifle Regiment"],
        ),
        (
            "Міст тримали 131-ша окрема гірсько-штурмова бригада та 2-га рота 15-го стрілецького полку.",
            ["131-ша окрема гірсько-штурмова бригада", "2-га рота 15-го стрілецького полку"],
        ),
        (
            "В село вошли бойцы 3-го батальона 15-го мотострелкового полка.",
            ["бойцы 3-го батальона 15-го мотострелкового полка"],
        ),
    ],
)
def test_units_with_number_branch_and_the_unit_above(text: str, expected: list[str]) -> None:
    assert quotes(text, "unit") == expected


@pytest.mark.parametrize(
    ("text", "name", "age", "occupation"),
    [
        (
            "Олена Іванівна Марчук, 46-річна фельдшерка з Балаклії, бачила вибух.",
            "Олена Іванівна Марчук",
            46,
            "фельдшерка",
        ),
        ("Вчителька Надія Шевчук сховалася в підвалі.", "Надія Шевчук", None, "Вчителька"),
        ("Пекарка Зоряна Ткач, 38 років, пекла хліб.", "Зоряна Ткач", 38, "Пекарка"),
        ("54-летняя учительница Надежда Петровна Шевчук всё видела.", "Надежда Петровна Шевчук", 54, "учительница"),
        ("Солдаты искали Петра Степановича Гнатюка, сварщика из Изюма.", "Пётр Степанович Гнатюк", None, "сварщика"),
        ("Olena Marchuk, 46, a midwife from Balakliia, saw the blast.", "Olena Marchuk", 46, "midwife"),
    ],
)
def test_patronymic_case_age_and_occupation(text: str, name: str, age: int | None, occupation: str) -> None:
    language = "ru" if set(text) & set("ыэъ") else None
    person = next(actor for actor in actors(text, language=language) if actor.kind == "person")
    assert person.name == name
    assert (person.age, person.occupation) == (age, occupation)


@pytest.mark.parametrize(
    "text",
    [
        "Солдати шукали Сергія Бондаренка.",
        "The soldiers searched for Serhii Bondarenko.",
        "Солдаты искали Сергея Белова.",
    ],
)
def test_those_who_search_are_no_occupation_of_whom_they_seek(text: str) -> None:
    person = next(actor for actor in actors(text) if actor.kind == "person")
    assert person.occupation is None


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Soldiers of the so-called “DPR” guarded the school.", "Soldiers of the so-called “DPR”"),
        ("Бойовики так званої «ДНР» охороняли школу.", "Бойовики так званої «ДНР»"),
        ("Боевики так называемой «ДНР» охраняли школу.", "Боевики так называемой «ДНР»"),
    ],
)
def test_so_called_stays_as_said_beside_a_neutral_name(text: str, quote: str) -> None:
    (group,) = actors(text)
    assert (group.quote, group.resolved) == (quote, 'armed groups of the so-called "DPR"')


def test_one_name_over_two_scripts() -> None:
    text = "Olha Kovalenko spoke first. Потім Ольга Коваленко повернулася. Ольгу Коваленко бачили. Oleh Kovalenko left."
    names = [actor.name for actor in actors(text) if actor.kind == "person"]
    assert names == ["Ольга Коваленко", "Ольга Коваленко", "Ольга Коваленко", "Oleh Kovalenko"]


def test_an_office_is_a_person_without_a_name() -> None:
    found = actors("The mayor of Savyntsi met a police spokesman. The Foreign Secretary left.")
    assert [(actor.quote, actor.kind, actor.name) for actor in found] == [
        ("mayor of Savyntsi", "person", None),
        ("police spokesman", "person", None),
        ("Foreign Secretary", "person", None),
    ]


def test_an_office_beside_its_holder_is_no_second_person() -> None:
    found = actors("The governor Petro Hnatiuk said nothing.")
    assert [actor.name for actor in found if actor.kind == "person"] == ["Petro Hnatiuk"]


def test_a_state_that_acts_and_one_that_is_only_where() -> None:
    assert quotes("Syria has accused Israel of the strike.", "authority", "Syria", "Israel") == ["Syria", "Israel"]
    assert quotes("The camp in Syria has no water.", "authority", "Syria") == []
    both = "Jordan", "Lebanon"
    assert quotes("Talks between Jordan and Lebanon went on.", "authority", *both) == [*both]
    assert quotes("The road between Jordan and Lebanon is shut.", "authority", *both) == []
    assert quotes("Jordan's commitment was praised, Jordan's rivers too.", "authority", "Jordan") == ["Jordan"]


def test_a_body_whose_short_name_is_also_a_word_is_known_by_its_capitals() -> None:
    assert quotes("The town is still under IS control.", "group") == ["IS"]
    assert quotes("THE TOWN IS STILL HELD", "group") == []
    assert quotes("The town is still held.", "group") == []


def test_an_office_with_its_field_needs_no_article() -> None:
    found = actors("Ruth Hale, Minister for the Middle East, welcomed it.")
    assert [actor.quote for actor in found if actor.kind == "person"] == ["Ruth Hale", "Minister for the Middle East"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Угоду підписало ТОВ «Зоря-Буд». Потім «Зоря-Буд» зник.", ["ТОВ «Зоря-Буд»", "Зоря-Буд"]),
        ("Суд зобов'язав «Калинагаз» сплатити борг.", ["Калинагаз"]),
        ("Про це заявили Держводагентство та Мінкультури.", ["Держводагентство", "Мінкультури"]),
        ("Об этом сообщает Ласточка.ру со ссылкой на Госводнадзор.", ["Ласточка.ру", "Госводнадзор"]),
        ("Договор с фирмой Lastochka Systems подписали вчера.", ["фирмой Lastochka Systems"]),
    ],
)
def test_bodies_by_their_form(text: str, expected: list[str]) -> None:
    assert quotes(text, "organisation") == expected


@pytest.mark.parametrize(
    "text",
    [
        "У клубі показали фільм «Тиха Вода».",
        "Он получил премию «Золотая Ласточка» и орден «Верность».",
        "Сборы провели на стадионе «Юность».",
        "Він читав закон за ст. 167 ПКУ та ч. 2 ст. 364 КК.",
    ],
)
def test_names_of_things_are_no_actors(text: str) -> None:
    assert actors(text) == []


def test_who_comes_back_in_a_story_and_what_only_is_there() -> None:
    story = (
        "Тоді Журавка сказала тихо. Біля хати Журавка стояла довго. Уночі Журавка не спала. "
        "Люди в Ласкавці мовчали, і в Ласкавці йшов дощ."
    )
    assert quotes(story, "person") == ["Журавка", "Журавка", "Журавка"]


def test_arabic_articles_are_part_of_a_name() -> None:
    assert quotes("The convoy of Karim al-Rashidi met Omar al-Bakri.", "person") == [
        "Karim al-Rashidi",
        "Omar al-Bakri",
    ]
    assert quotes("Fighters joined the al-Furat Brigades.", "armed-force") == ["Fighters", "al-Furat Brigades"]


def test_a_country_before_an_office_is_no_initial_of_a_name() -> None:
    record = read(
        ReadingInput(id="1", language="en", text="U.S. President Donald Kerrigan spoke to the U.K. Foreign Secretary.")
    )
    assert [place.quote for place in record.places] == ["U.S.", "U.K."]
    assert "Donald Kerrigan" in {actor.quote for actor in record.actors}


def test_a_town_that_begins_like_a_given_name_stays_a_place() -> None:
    record = read(
        ReadingInput(id="1", language="en", text="The convoy left Beverly Hills and met the Mayor of London.")
    )
    assert [place.quote for place in record.places] == ["Beverly Hills", "London"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Рівненська обласна рада планує розглянути питання.", ["Рівненська обласна рада"]),
        ("Апеляційний суд розірвав договір.", ["Апеляційний суд"]),
        ("Так вирішив Ізюмський райсуд.", ["Ізюмський райсуд"]),
        ("Ізюмська вулиця порожня.", []),
        ("Об этом сообщило правительство.", ["правительство"]),
    ],
)
def test_authorities_by_their_place_or_state(text: str, expected: list[str]) -> None:
    assert quotes(text, "authority") == expected


def test_a_ministry_is_named_up_to_its_state() -> None:
    name = "Міністерство доходів і зборів України"
    assert quotes(f"{name} закрили.", "authority", "України") == [name]


@pytest.mark.parametrize(
    ("text", "quote", "age"),
    [
        ("За словами Олени Коваль, 54-річної вчительки, її сусіда Івана забрали.", "Олени Коваль", 54),
        ("За словами Олени Коваль, 54-річної вчительки, її сусіда Івана забрали.", "Івана", None),
        ("A 54-year-old teacher, Amina Kone, was killed.", "Amina Kone", 54),
        ("Amina Kone, a 54-year-old teacher, was killed.", "Amina Kone", 54),
    ],
)
def test_an_age_is_of_the_one_it_stands_with(text: str, quote: str, age: int | None) -> None:
    (person,) = [actor for actor in actors(text) if actor.quote == quote]
    assert person.age == age


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("The shop was emptied by Ferani militiamen on Monday.", "group", ["Ferani militiamen"]),
        ("Two bombs of the Saudi-led coalition fell near it.", "group", ["Saudi-led coalition"]),
        ("They met Tigrayan forces on the road.", "armed-force", ["Tigrayan forces"]),
        ("The pump was mended by Oxfam.", "organisation", ["Oxfam"]),
        ("The baker's cousin, Nabil Qasbani, waited there.", "person", ["Nabil Qasbani"]),
    ],
)
def test_fighters_bodies_and_people_of_other_wars(text: str, kind: str, expected: list[str]) -> None:
    assert quotes(text, kind) == expected
