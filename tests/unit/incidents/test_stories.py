"""Texts that tell one story come together, in one language or several; look-alikes stay apart; any order will do."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.incidents.stories import stories
from witnessmark.incidents.stories_terms import Text
from witnessmark.incidents.stories_words import sounding

FIRE = [
    "A fire at the Stetsenko bakery in Zolochiv destroyed two ovens before dawn, the owner Halyna Stetsenko said.",
    "Two ovens burnt out in the Zolochiv bakery of Halyna Stetsenko; the fire began before dawn.",
    "The bakery fire in Zolochiv: ovens destroyed, owner Stetsenko asks neighbours for flour.",
]
BRIDGE = [
    "The footbridge over the Vorskla at Kobeliaky was closed after its railing gave way under a cyclist.",
    "Kobeliaky closes its footbridge across the Vorskla: a cyclist fell when the railing broke.",
]
VOTE = ["Councillors in Rivne voted for a longer trolleybus line to the Pivnichnyi district on Thursday."]


def of(*texts: str, language: str = "en") -> list[Text]:
    return [Text(text, language) for text in texts]


def test_accounts_of_one_incident_are_one_story_and_others_are_not() -> None:
    assert stories(of(*FIRE, *BRIDGE, *VOTE)) == [0, 0, 0, 3, 3, 5]


def test_two_texts_are_enough() -> None:
    assert stories(of(*BRIDGE)) == [0, 0]
    assert stories(of(FIRE[0], VOTE[0])) == [0, 1]


def at(text: str, **places: str) -> Text:
    found = [(text.index(name), text.index(name) + len(name), key) for name, key in places.items()]
    return Text(text, "en", places=found)


def test_a_fire_elsewhere_is_another_story() -> None:
    elsewhere = [
        "A fire at the Hrynko bakery in Khorol destroyed the roof on Sunday, its baker Pavlo Hrynko said.",
        "The roof of Pavlo Hrynko's bakery in Khorol burnt down on Sunday.",
    ]
    found = stories([at(text, Zolochiv="1") for text in FIRE] + [at(text, Khorol="2") for text in elsewhere])
    assert found == [0, 0, 0, 3, 3]


def test_names_are_one_in_both_scripts_and_places_by_their_key() -> None:
    english = "Mayor Dziubenko opened the rebuilt school No. 14 in Mykolaiv."
    ukrainian = "Мер Дзюбенко відкрив відбудовану школу № 14 у Миколаєві."
    russian = "Мэр Дзюбенко открыл восстановленную школу № 14 в Николаеве."
    far = "У Полтаві закрили басейн на ремонт, повідомив директор Сологуб."
    key = "700569"

    def place(text: str, name: str) -> list[tuple[int, int, str]]:
        return [(text.index(name), text.index(name) + len(name), key)]

    texts = [
        Text(english, "en", places=place(english, "Mykolaiv")),
        Text(ukrainian, "uk", places=place(ukrainian, "Миколаєві")),
        Text(russian, "ru", places=place(russian, "Николаеве")),
        Text(far, "uk"),
    ]
    found = stories(texts)
    assert found[:3] == [0, 0, 0]
    assert found[3] == 3


def test_the_same_words_months_apart_are_two_stories() -> None:
    text = "Обстріл Куп'янська: пошкоджено пекарню та пошту."
    other = "Обстріл Куп'янська: пошкоджено аптеку."
    near = [Text(text, "uk", "2023-03-01"), Text(other, "uk", "2023-03-01")]
    far = [Text(text, "uk", "2023-03-01"), Text(other, "uk", "2023-09-01")]
    assert stories(near) == [0, 0]
    assert stories(far) == [0, 1]


def test_two_shellings_of_one_town_are_two_stories() -> None:
    def told(text: str, day: str) -> Text:
        return Text(text, "en", places=[(text.index("Chuhuiv"), text.index("Chuhuiv") + 7, "1")], told_days=[day])

    texts = [
        told("Shells hit the market in Chuhuiv on 14 April, killing a seller of honey.", "2022-04-14"),
        told("The market of Chuhuiv was shelled on 14 April; the seller of honey died.", "2022-04-14"),
        told("Shells hit the market in Chuhuiv on 2 May, killing a guard.", "2022-05-02"),
        told("The market of Chuhuiv was shelled on 2 May; a guard died.", "2022-05-02"),
    ]
    assert stories(texts) == [0, 0, 2, 2]


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("харків", "kharkiv"),
        ("харьков", "kharkiv"),
        ("ізюмом", "izyum"),
        ("гостомелем", "hostomel"),
        ("уманню", "uman"),
    ],
)
def test_a_name_sounds_alike_in_both_scripts(cyrillic: str, latin: str) -> None:
    assert sounding(cyrillic) == sounding(latin)


def test_hundreds_of_copies_are_one_story() -> None:
    found = stories(of(*[FIRE[0]] * 300, *BRIDGE))
    assert found == [0] * 300 + [300, 300]


def test_nothing_is_made_of_nothing() -> None:
    assert stories([]) == []
    assert stories(of("", "", " ", "!", "!")) == [0, 1, 2, 3, 4]


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_texts_does_not_matter(chance: random.Random) -> None:
    texts = of(*FIRE, *BRIDGE, *VOTE)
    order = list(range(len(texts)))
    chance.shuffle(order)
    found = stories([texts[index] for index in order])
    together = {frozenset(order[at] for at, story in enumerate(found) if story == one) for one in set(found)}
    assert together == {frozenset({0, 1, 2}), frozenset({3, 4}), frozenset({5})}
