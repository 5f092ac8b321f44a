"""Cyrillic names in Latin script: the official table, the spellings that are met, the case forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.reading.names import name_variants, person_forms
from witnessmark.reading.places.romanise import inflections, romanisations, romanise, skeleton
from witnessmark.reading.places.russian import russian_names
from witnessmark.reading.places.tables import load

OFFICIAL = {
    "Алушта": "Alushta",
    "Борщагівка": "Borshchahivka",
    "Вінниця": "Vinnytsia",
    "Гадяч": "Hadiach",
    "Згорани": "Zghorany",
    "Єнакієве": "Yenakiieve",
    "Їжакевич": "Yizhakevych",
    "Йосипівка": "Yosypivka",
    "Знам'янка": "Znamianka",
    "Знам’янка": "Znamianka",
    "Ґалаґан": "Galagan",
    "Юрій": "Yurii",
    "Івано-Франківськ": "Ivano-Frankivsk",
    "Запоріжжя": "Zaporizhzhia",
    "ЩАСТЯ": "SHCHASTIA",
}


@pytest.mark.parametrize(("cyrillic", "latin"), OFFICIAL.items())
def test_the_official_romanisation_is_that_of_resolution_55(cyrillic: str, latin: str) -> None:
    assert romanise(cyrillic) == latin


@pytest.mark.parametrize(
    ("name", "met"),
    [
        ("Ізюм", {"Izium", "Izyum", "Izum", "Izjum", "Isjum"}),
        ("Балаклія", {"Balakliia", "Balakliya", "Balaklia", "Balaklija"}),
        ("Куп'янськ", {"Kupiansk", "Kupyansk", "Kupjansk"}),
        ("Запоріжжя", {"Zaporizhzhia", "Zaporizhzhya", "Zaporizhia"}),
        ("Сергій", {"Serhii", "Serhiy"}),
        ("Забавное", {"Zabavnoye", "Zabavnoe"}),
    ],
)
def test_the_romanisations_that_reports_use_are_made(name: str, met: set[str]) -> None:
    assert met <= romanisations(name)


@pytest.mark.parametrize(
    "same",
    [
        ["Izium", "Izyum", "Izum", "Изюм", "Ізюм"],
        ["Kupiansk", "Kupyansk", "Kupjansk", "Куп'янськ", "Купянск"],
        ["Serhii", "Serhiy", "Sergiy", "Сергій"],
        ["Mykolaiv", "Mykolayiv", "Миколаїв"],
    ],
)
def test_spellings_of_one_name_share_a_skeleton(same: list[str]) -> None:
    assert len({skeleton(name) for name in same}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Balakliia", "Balaklava"), ("Kamianka", "Kamianske"), ("Lyman", "Lymanske")]
)
def test_other_names_have_other_skeletons(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("language", "name", "forms"),
    [
        ("uk", "Ізюм", "Ізюма Ізюму Ізюмом Ізюмі"),
        ("uk", "Харків", "Харкова Харкову Харковом Харкові"),
        ("uk", "Кам'янка", "Кам'янки Кам'янці Кам'янку Кам'янкою"),
        ("uk", "Балаклія", "Балаклії Балаклію Балаклією"),
        ("uk", "Буча", "Бучі Бучу Бучею"),
        ("uk", "Забавне", "Забавного Забавному Забавним"),
        ("uk", "Запоріжжя", "Запоріжжю Запоріжжям Запоріжжі"),
        ("uk", "Суми", "Сум Сумам Сумами Сумах"),
        ("uk", "Савинці", "Савинців Савинцям Савинцями Савинцях"),
        ("uk", "Кременчук", "Кременчука Кременчуці"),
        ("ru", "Балаклея", "Балаклеи Балаклее Балаклею Балаклеей"),
        ("ru", "Боровая", "Боровой Боровую"),
        ("ru", "Барвенково", "Барвенкова Барвенкову Барвенковом Барвенкове"),
        ("ru", "Сумы", "Сум Сумам Сумами Сумах"),
    ],
)
def test_case_forms(language: str, name: str, forms: str) -> None:
    assert {name, *forms.split()} <= inflections(name, language)


def test_words_of_a_name_agree() -> None:
    forms = inflections("Нова Каховка", "uk")
    assert "Новою Каховкою" in forms and "Нову Каховку" in forms
    assert "Нова Каховку" not in forms


def test_a_first_part_before_a_hyphen_may_stay() -> None:
    assert {"Івано-Франківську", "Івано-Франківська"} <= inflections("Івано-Франківськ", "uk")
    assert "Нью-Йорке" in inflections("Нью-Йорк", "ru")


def test_russian_forms_by_correspondence() -> None:
    rules = load("ukraine")["correspondences"]
    assert "Забавное" in russian_names("Забавне", rules)
    assert "Новая Каховка" in russian_names("Нова Каховка", rules)
    assert any(form in ("Александровка", "Алексеевка") for form in russian_names("Олексіївка", rules))


def test_persons_are_declined_by_gender() -> None:
    assert {"Ольги Гнатюк", "Ользі Гнатюк"} & person_forms(
        "Ольга Гнатюк", "uk", "f"
    ) or "Ольги Гнатюки" in person_forms("Ольга Гнатюк", "uk", "f")
    assert {"Тараса Лисенка", "Тарасові Лисенку", "Тарасом Лисенком", "Тарасе Лисенку"} <= person_forms(
        "Тарас Лисенко", "uk"
    )
    assert {"Игоря Крылова", "Игорем Крыловым"} <= person_forms("Игорь Крылов", "ru", "m")
    assert {"Івана Петровича", "Іваном Петровичем"} <= person_forms("Іван Петрович", "uk", "m")


def test_a_name_is_found_again_in_latin_script() -> None:
    assert {"Taras Lysenko", "Тарасом Лисенком"} <= name_variants("Тарас Лисенко")


_TEXT = st.text(alphabet=st.sampled_from("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъё' -АБЇЩ"), max_size=20)


@given(_TEXT)
def test_no_cyrillic_letter_is_left(text: str) -> None:
    assert not any("\u0400" <= letter <= "\u04ff" for letter in romanise(text))


@given(_TEXT, st.sampled_from(["uk", "ru"]))
def test_a_name_is_among_its_own_forms(name: str, language: str) -> None:
    assert name in inflections(name, language)
    assert name in person_forms(name, language) or not name.strip()
