"""Speech that no marks set off: after a colon, after a comma in Cyrillic, before or around its reporting clause."""

import pytest

from witnessmark.model.record import ReadingInput
from witnessmark.reading.pipeline import read


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        (
            "Сусід Петро Гнатюк розповів: нас тримали у підвалі три дні.",
            "нас тримали у підвалі три дні",
            "Петро Гнатюк",
        ),
        ("Женщина рассказала нам: солдаты забрали её сына.", "солдаты забрали её сына", "Женщина"),
        ("He said: They took my son and looted the house.", "They took my son and looted the house", "He"),
        ("Петро каже, нас тримали у підвалі три дні.", "нас тримали у підвалі три дні", "Петро"),
        ("Село обстріляли двічі, сказала староста Олена Гриценко.", "Село обстріляли двічі", "Олена Гриценко"),
        ("Село обстріляли двічі, сказала вона.", "Село обстріляли двічі", "вона"),
        ("Ruth Hale said via email that the school was shelled.", "the school was shelled", "Ruth Hale"),
        ("Ruth Hale accused the soldiers of looting it.", "the soldiers of looting it", "Ruth Hale"),
        ("Ruth Hale called for the release of the men.", "the release of the men", "Ruth Hale"),
        ("According to Ruth Hale, a teacher, her brother was beaten.", "her brother was beaten", "Ruth Hale"),
        ("За словами Олени Коваль, 54-річної вчительки, її брата били.", "її брата били", "Олени Коваль"),
        ("Ruth Hale asked whether they would return.", "they would return", "Ruth Hale"),
    ],
)
def test_what_is_said_and_by_whom(text: str, said: str, speaker: str) -> None:
    (quote,) = read(ReadingInput(id="t", text=text, language=None)).quotes
    assert quote.quote == said
    assert quote.speaker is not None
    assert text[quote.speaker.start : quote.speaker.end] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Він повернувся додому, сказав дружині правду.",
        "Військові, які приїхали вранці, повідомили жителям про евакуацію.",
        "Ruth Hale called an ambulance.",
        "soldiers , soldiers said ,",
    ],
)
def test_what_reports_no_speech(text: str) -> None:
    assert not read(ReadingInput(id="t", text=text, language=None)).quotes


RECORD = """Свідок: Кравець Олена Петрівна
Питання: Коли обстріляли школу?
Відповідь: Школу обстріляли 3 березня.
Питання: Кого забрали?
Відповідь: Забрали директора.
"""


def test_a_record_of_questioning_is_answered_by_the_witness_of_its_head() -> None:
    record = read(ReadingInput(id="t", text=RECORD, language="uk", date="2022-04-01"))
    assert [quote.speaker and quote.speaker.name for quote in record.quotes] == [
        None, "Кравець Олена Петрівна", None, "Кравець Олена Петрівна",
    ]  # fmt: skip
    assert all("?" not in RECORD[claim.start : claim.end + 1] for claim in record.claims)


def test_an_interview_with_dashes_has_questions_and_answers_of_the_one_it_introduces() -> None:
    text = (
        "Мы поговорили с Анной Ивановной Белой.\n\n– Когда вы уехали?\n– В марте, после обстрела.\n\n"
        "– Кто остался?\n– Сосед. Его убили.\n"
    )
    record = read(ReadingInput(id="t", text=text, language="ru"))
    assert [bool(quote.speaker) for quote in record.quotes] == [False, True, False, True]
