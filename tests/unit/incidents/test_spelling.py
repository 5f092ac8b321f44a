"""Names and numbers as they are equal across scripts, cases and languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.incidents.spelling import anchors, month_of, skeleton


@pytest.mark.parametrize(
    "spellings",
    [
        "Hnatiuk Гнатюк Гнатюка Гнатюком Hnatyuk Gnatiuk",
        "Izium Ізюм Ізюмі Изюм Izyum Izjum",
        "Balakliia Балаклія Балаклея Balakleya",
        "Kharkiv Харків Харкові Kharkov Харьков",
        "Serhii Сергій Сергей Sergey",
        "Zelenskyi Зеленський Зеленського Зеленському",
        "Shcherbak Щербак Щербака",
    ],
)
def test_one_name_has_one_skeleton(spellings: str) -> None:
    assert len({skeleton(name) for name in spellings.split()}) == 1


def test_other_names_have_others() -> None:
    names = "Hnatiuk Horbal Lysenko Marchuk Kotsur Zavada Диячук Коваль Борова Лиман".split()
    assert len({skeleton(name) for name in names}) == len(names)


def test_the_same_is_named_and_counted_in_three_languages() -> None:
    english = (
        "Near Savyntsi, on 7 September 2022, Petro Hnatiuk saw twenty-five cars and 1,200 boxes; "
        "two hundred and five were empty."
    )
    ukrainian = (
        "Біля Савинців, 7 вересня 2022 року, Петро Гнатюк бачив двадцять п'ять машин і 1 200 ящиків; "
        "двісті п'ять порожні."
    )
    russian = (
        "Возле Савинцев, 7 сентября 2022 года, Пётр Гнатюк видел двадцать пять машин и 1200 ящиков; двести пять пустые."
    )
    expected = ["#7", "m9", "#2022", "n:ptr", "n:hntk", "#25", "#1200", "#205"]
    for text in (english, ukrainian, russian):
        values = [one.value for one in anchors(text) if not one.value.startswith("n:s") and one.sure]
        assert [value for value in values if value in expected] == expected


def test_a_word_that_begins_a_sentence_is_no_sure_name() -> None:
    found = {one.words: one.sure for one in anchors("Yesterday it rained. Then Hanna came. Larysa left.")}
    assert found == {"Yesterday": False, "Then": False, "Hanna": True, "Larysa": False}


def test_numbers_apart_are_two_numbers() -> None:
    assert [one.value for one in anchors("two, three; five six")] == ["#2", "#3", "#11"]
    assert [one.value for one in anchors("may 3 May")] == ["#3", "m5"]
    assert month_of("травня") == 5 and month_of("травa") is None


@given(st.text(max_size=200))
def test_any_text_has_anchors_that_stand_in_it(text: str) -> None:
    assert all(one.words in text for one in anchors(text))
