"""Quotations with their marks, and what is told around and without them, in English, Ukrainian and Russian."""

import pytest

from witnessmark.model.record import QuoteMention
from witnessmark.reading.actors.reader import ActorReader
from witnessmark.reading.draft import Draft
from witnessmark.reading.speech.reader import QuoteReader

ACTORS, QUOTES = ActorReader(), QuoteReader()


def quotes(text: str) -> list[QuoteMention]:
    draft = Draft.of("t", text, None, None)
    ACTORS.read(draft)
    QUOTES.read(draft)
    return draft.quotes


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("“We hid in the cellar,” said Olena Marchuk.", "“We hid in the cellar,”"),
        ("''We hid in the cellar,'' said Olena Marchuk.", "''We hid in the cellar,''"),
        ("Олена Марчук сказала: «Ми сховались у підвалі».", "«Ми сховались у підвалі»"),
        ("Надежда Белова сказала: «Мы спрятались в подвале».", "«Мы спрятались в подвале»"),
        ("— Мы спрятались, — сказала Надежда Белова.", "Мы спрятались"),
    ],
)
def test_the_marks_belong_to_the_quotation(text: str, quote: str) -> None:
    (found,) = quotes(text)
    assert (found.quote, found.kind) == (quote, "direct")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Olena Marchuk said that the bridge was “a trap for everyone” in that week.",
            [("the bridge was", "indirect"), ("“a trap for everyone”", "direct"), ("in that week", "indirect")],
        ),
        (
            "Olena Marchuk called the camp “a trap for everyone”.",
            [("the camp", "indirect"), ("“a trap for everyone”", "direct")],
        ),
        (
            "Олена Марчук сказала, що міст був «пасткою для всіх».",
            [("міст був", "indirect"), ("«пасткою для всіх»", "direct")],
        ),
        (
            "Надежда Белова сказала, что мост был «ловушкой для всех».",
            [("мост был", "indirect"), ("«ловушкой для всех»", "direct")],
        ),
        ("Olena Marchuk told the team: “They took all we had.”", [("“They took all we had.”", "direct")]),
    ],
)
def test_what_is_told_around_a_partial_quotation(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(quote.quote, quote.kind) for quote in quotes(text)] == expected


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        (
            "The bridge was mined in the night, local officials said on Friday.",
            "The bridge was mined in the night",
            "local officials",
        ),
        (
            "In the morning, local officials say, shells fell on the market.",
            "shells fell on the market",
            "local officials",
        ),
        ("The commission found that shells fell on the market.", "shells fell on the market", "commission"),
        ("Petro Hnatiuk told the team on Friday that shells fell there.", "shells fell there", "Petro Hnatiuk"),
        ("Комісія встановила, що снаряди впали на ринок.", "снаряди впали на ринок", "Комісія"),
        ("Комиссия установила, что снаряды упали на рынок.", "снаряды упали на рынок", "Комиссия"),
    ],
)
def test_reported_speech_by_the_shape_of_its_clause(text: str, said: str, speaker: str) -> None:
    (found,) = quotes(text)
    assert (found.quote, found.kind) == (said, "indirect")
    assert found.speaker is not None and speaker in found.speaker.quote


def test_seeing_something_without_that_is_no_report() -> None:
    assert quotes("The commission found a shell in the market yesterday.") == []
