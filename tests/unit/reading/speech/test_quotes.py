import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.reading.growing import grows_in_proportion
from witnessmark.model.record import QuoteMention
from witnessmark.reading.actors.reader import ActorReader
from witnessmark.reading.draft import Draft
from witnessmark.reading.speech.reader import QuoteReader

ACTORS, QUOTES = ActorReader(), QuoteReader()
MARKS = "«»„“”\"'‘’"


def quotes(text: str) -> list[QuoteMention]:
    draft = Draft.of("t", text, None, None)
    ACTORS.read(draft)
    QUOTES.read(draft)
    return draft.quotes


def said(text: str) -> list[tuple[str, str | None]]:
    return [
        (quote.quote.strip(MARKS), quote.speaker.name if quote.speaker else None)
        for quote in quotes(text)
        if quote.kind == "direct"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“We hid in the cellar for nine days,” said Olena Marchuk.",
        "„We hid in the cellar for nine days,“ said Olena Marchuk.",
        "«We hid in the cellar for nine days,» Olena Marchuk said.",
        '"We hid in the cellar for nine days," Olena Marchuk told the team.',
        "''We hid in the cellar for nine days,'' Olena Marchuk told the team.",
        "‘We hid in the cellar for nine days,’ Olena Marchuk told the team.",
        "Olena Marchuk said: “We hid in the cellar for nine days,”",
        "“We hid in the cellar for nine days,” – this tells 61-years old resident of Izium Olena Marchuk, a nurse.",
        "“We hid in the cellar for nine days,” ― Olena Marchuk",
    ],
)
def test_every_style_of_marks(text: str) -> None:
    assert said(text) == [("We hid in the cellar for nine days,", "Olena Marchuk")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ганна Лисенко, 54 роки, продавчиня з Балаклії, розповіла: «Нас тримали у підвалі».", "Ганна Лисенко"),
        ("Анна Лисенко, 54 года, продавщица, рассказала: «Нас держали в подвале».", "Анна Лисенко"),
        ("Hanna Lysenko, 54, a seller from Balakliia, said: “They held us in a cellar.”", "Hanna Lysenko"),
    ],
)
def test_what_is_told_of_the_speaker_is_not_the_speaker(text: str, speaker: str) -> None:
    assert [name for _, name in said(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "«Нас били, — каже Олена Марчук. — Усіх». Потім тиша.",
            [("Нас били", "Олена Марчук"), ("Усіх", "Олена Марчук")],
        ),
        ("— Нас били, — каже Олена Марчук.", [("Нас били", "Олена Марчук")]),
        ("— Кто стрелял?\n— Солдаты, — ответил Сергей Белов.", [("Кто стрелял?", None), ("Солдаты", "Сергей Белов")]),
        ("Олена Марчук сказала: «Вони забрали все».", [("Вони забрали все", "Олена Марчук")]),
    ],
)
def test_dialogue_and_clauses_inside_the_marks(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert said(text) == expected


def test_missing_opening_mark_is_found_from_the_start_of_the_paragraph() -> None:
    text = "Stepan was there.\n\nI was taken to the depot. They shot past me and let me go” – said Stepan.\n\nRain."
    assert said(text) == [("I was taken to the depot. They shot past me and let me go", "Stepan")]


def test_speech_over_paragraphs_has_one_speaker() -> None:
    text = "“We heard the trucks first.\n\n“Then we saw them,” said Olena Marchuk."
    assert said(text) == [("We heard the trucks first.", "Olena Marchuk"), ("Then we saw them,", "Olena Marchuk")]


@pytest.mark.parametrize(
    "text",
    [
        "They came in a “Niva” and left.",
        "The hotel “Mars” burned down.",
        "Almost a year of the “Russian world” ended.",
        "He served in the battalion «Сокіл» then.",
        "The so-called “liberation” began.",
    ],
)
def test_names_titles_and_irony_are_no_speech(text: str) -> None:
    assert said(text) == []


def test_partial_words_with_a_verb_of_speech_have_the_subject_as_speaker() -> None:
    text = "The occupants imposed a curfew, and finally threatened to “return in two months”."
    assert said(text) == [("return in two months", "occupants")]


def test_pronoun_points_to_the_nearest_fitting_person_and_keeps_its_own_words() -> None:
    text = "Olena Marchuk stayed. Stepan Bondar left. “I could not go,” she said."
    quote = quotes(text)[0]
    assert quote.speaker is not None
    assert (quote.speaker.quote, quote.speaker.name) == ("she", "Olena Marchuk")


def test_transcript_turns_belong_to_their_labels() -> None:
    text = "Q: When did they come?\nA: In March, at night.\nQ: How many?\nA: Ten or so."
    assert [(q.quote, q.speaker.quote) for q in quotes(text) if q.speaker] == [
        ("When did they come?", "Q"), ("In March, at night.", "A"), ("How many?", "Q"), ("Ten or so.", "A"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "content", "name"),
    [
        ("Stepan Bondar told us that the shop was looted.", "the shop was looted", "Stepan Bondar"),
        ("Stepan Bondar came. The man also said that the shop was looted.", "the shop was looted", "Stepan Bondar"),
        ("According to Stepan Bondar, the shop was looted twice.", "the shop was looted twice", "Stepan Bondar"),
        ("За словами Степана Бондаря, крамницю пограбували двічі.", "крамницю пограбували двічі", "Степан Бондар"),
        ("Олена Марчук розповіла, що крамницю пограбували.", "крамницю пограбували", "Олена Марчук"),
    ],
)
def test_reported_speech(text: str, content: str, name: str) -> None:
    found = [quote for quote in quotes(text) if quote.kind == "indirect"]
    assert [(quote.quote, quote.speaker and quote.speaker.name) for quote in found] == [(content, name)]


def test_speaker_refers_to_an_actor_of_the_list() -> None:
    draft = Draft.of("t", "“We hid for days,” said Olena Marchuk.", "en", None)
    ACTORS.read(draft)
    QUOTES.read(draft)
    speaker = draft.quotes[0].speaker
    assert speaker is not None and speaker.actor is not None
    assert draft.actors[speaker.actor].name == "Olena Marchuk"


PIECES = st.lists(
    st.sampled_from(
        ["said", "“", "”", "«", "»", '"', "''", "‘", "’", "'", "„", " ", "\n", "\n\n", "— ", ", ", ".", "!", ":",
         "каже", "Олена", "that", "according to", "We hid", "Q: ", "A: ", "за словами", "İ", "é́", "😀", "\x00", "-"]
    ),
    max_size=40,
)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(PIECES.map("".join), PIECES.map(" ".join), st.text(max_size=80)))
def test_any_text_gives_exact_spans(text: str) -> None:
    for quote in quotes(text):
        quote.check(text)
        assert quote.start < quote.end
        for span in (quote.speaker, quote.cue):
            if span is not None:
                span.check(text)


@pytest.mark.parametrize(
    "piece",
    [
        "“We hid,” said Olena. She said that they ran. ",
        '" ',
        "“ ",
        "” said ",
        "— так, — каже Олена. ",
        "said that ",
        "‘a ",
    ],
)
def test_cost_is_linear_on_one_long_line(piece: str) -> None:
    quotes(piece * 100)
    assert grows_in_proportion(lambda count: quotes(piece * count), 500, 4000)
