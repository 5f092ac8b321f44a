"""Places that no table knows, by where they stand. The names are invented."""

import pytest

from witnessmark.model.record import ReadingInput
from witnessmark.reading.pipeline import read


def named(text: str) -> list[tuple[str, float | None]]:
    return [(place.quote, place.lat) for place in read(ReadingInput(id="t", text=text, language="en")).places]


@pytest.mark.parametrize(
    "text",
    [
        "In Zomrelle oxen were shot in the fields.",
        "He was held in a school near Zomrelle.",
        "Soldiers entered Zomrelle and burned houses.",
        "The strike near Zomrelle killed an ox.",
        "He farmed in Zomrelle district.",
        "They fell upon the locality of Zomrelle at dawn.",
        "The convoy left Zomrelle at dawn. That day it rained outside Zomrelle.",
    ],
)
def test_a_name_after_a_word_of_place_is_one_without_a_point(text: str) -> None:
    assert set(named(text)) == {("Zomrelle", None)}


@pytest.mark.parametrize(
    "text",
    [
        "He said so in Parliament, in March and in Arabic.",
        "They slept in Zomrelle's house.",
        "Ruth Zomrelle spoke. I believe in Zomrelle, he said.",
        "It happened in Zomrelle Brigade territory.",
        "He taught in Zomrelle schools.",
        "The story is told in Zomrellian.",
        "The herd was in Zomrelle; a zomrelle is a kind of goat.",
    ],
)
def test_what_is_something_else_is_no_place(text: str) -> None:
    assert named(text) == []


def test_a_name_that_no_table_knows_does_not_make_a_text_about_one_town_about_none() -> None:
    text = (
        "Log of the clinic, Misrata\n\nA boy was brought in from near Zomrelle. He was kept in Zomrelle, in Zomrelle "
        "prison.\n\nA shell killed a neighbour."
    )
    record = read(ReadingInput(id="t", text=text, language="en"))
    killed = next(claim for claim in record.claims if claim.act == "killing")
    assert killed.place is not None
    assert record.places[killed.place].quote == "Misrata"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("In Raqqa two men died.", "settlement"),
        ("They left Basra.", "settlement"),
        ("In Raqqa province two men died.", "region"),
        ("The governorate of Homs was shelled.", "region"),
    ],
)
def test_a_town_goes_before_the_area_that_bears_its_name(text: str, kind: str) -> None:
    [place] = read(ReadingInput(id="t", text=text, language="en")).places
    assert place.kind == kind
