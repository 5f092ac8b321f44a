"""Redaction leaves no protected form, and every released offset points at the words it stands for."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.model.consent import Audience
from witnessmark.model.record import ActorMention, PlaceMention, QuoteMention, SpeakerMention
from witnessmark.model.release import Segment
from witnessmark.model.span import Span
from witnessmark.protection.forms import protect
from witnessmark.protection.policy import policy
from witnessmark.protection.redact import Mark, close, paint, render, replacements
from witnessmark.reading.names import name_variants

FORMS = sorted(name_variants("Степан Грицай") | name_variants("Грицай") | {"S. Hrytsai", "Гриць-\nкий", "Грицай В. О."})
FILLERS = ["went", "to Oskil", "—", "і", "2022", ".", "\n", "Person 1", "[withheld]", "Бандера", "’s", "(", "İ", "…"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FORMS + FILLERS * 4), max_size=14), st.data())
def test_no_protected_form_survives(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    protected = protect({"x": ["Степан Грицай"]}, named=["Степан Бандера"])
    span = st.integers(0, len(text)).flatmap(lambda start: st.tuples(st.just(start), st.integers(start, len(text))))
    chosen = data.draw(st.lists(span, max_size=3))
    marks = [Mark(start, end, "passage", "claim") for start, end in chosen if start < end]
    marks += [Mark(hit.start, hit.end, "name", "name", hit.persons) for hit in protected.find(text)]
    redacted = render(text, close(text, marks, protected), replacements(policy().wording("en"), {"x": 1}))
    assert not protected.find(redacted.text)
    assert redacted.text == "".join(segment.text for segment in redacted.segments)
    for start, end in chosen:
        if start < end:
            released_start, released_end = redacted.offsets(start, end)
            assert 0 <= released_start <= released_end <= len(redacted.text)


def test_marks_do_not_overlap_once_painted() -> None:
    text = "a b c d e f g h i j"
    marks = [
        Mark(0, 3, "name", "name"),
        Mark(2, 7, "words", "trait"),
        Mark(4, 11, "passage", "claim"),
        Mark(12, 13, "passage", "claim"),
        Mark(16, 17, "name", "name"),
    ]
    painted = paint(text, marks)
    assert [(mark.start, mark.end, mark.kind) for mark in painted] == [
        (0, 2, "name"),
        (2, 4, "words"),
        (4, 13, "passage"),
        (16, 17, "name"),
    ]


def test_a_text_that_cannot_be_made_safe_is_taken_out_whole() -> None:
    class Stubborn:
        def find(self, text: str) -> list[Any]:
            return [] if text == "" else [type("F", (), {"start": 0, "end": 1, "persons": frozenset()})()]

    assert close("ab cd", [], Stubborn()) == [Mark(0, 5, "passage", "name")]  # type: ignore[arg-type]


def test_a_name_that_may_be_that_of_two_people_gets_no_number(mission: Any) -> None:
    mission.document("Ivan Hryb and Petro Hryb came. Hryb spoke.")
    mission.person("Ivan Hryb")
    mission.person("Petro Hryb")
    segments = mission.prepare().release.documents[0].segments
    assert [segment for segment in segments if segment.kind == "withheld"] == [Segment("withheld", "[name withheld]")]
    assert len({segment.text for segment in segments if segment.kind == "pseudonym"}) == 2


def test_initials_go_with_the_name(mission: Any) -> None:
    mission.document("S. P. Hrytsai came. Later Hrytsai S. P. left.")
    mission.person("Stepan Hrytsai")
    assert mission.text() == "Person 1 came. Later Person 1 left."


def test_words_of_a_speaker_who_may_not_appear_are_taken_out(mission: Any) -> None:
    text = "Bread came. “We hid in the cellar,” said Pavlo Lisnyi. The well works."
    start = text.index("We hid")
    quote = QuoteMention(
        start,
        start + 20,
        text[start : start + 20],
        speaker=SpeakerMention(text.index("Pavlo"), text.index("Pavlo") + 12, "Pavlo Lisnyi"),
    )
    mission.document(text, quotes=(quote,))
    mission.person("Pavlo Lisnyi", consent="internal")
    released = mission.text()
    assert "cellar" not in released and "Lisnyi" not in released
    assert released.startswith("Bread came.") and released.endswith("The well works.")


def test_traits_that_few_people_share_are_taken_out_everywhere_and_warned_of(mission: Any) -> None:
    text = "Hanna Chumak spoke first. Rain fell. Nobody came. A beekeeper of 61 lives by the mill, bees or not."
    mission.document(text)
    mission.person("Hanna Chumak", attributes=("a beekeeper",), occupations=("beekeeper",), ages=(61,))
    draft = mission.prepare()
    assert "beekeeper" not in draft.release.documents[0].text
    assert [(each.kind, each.document) for each in draft.warnings] == [("re-identification", "S1")]


def test_traits_that_many_share_stay_away_from_the_name(mission: Any) -> None:
    mission.document("Hanna Chumak, a farmer, spoke. Rain fell. Nobody came. Every farmer here lost a field.")
    mission.person("Hanna Chumak", occupations=("farmer",))
    for number in range(5):
        mission.person(f"Other{'abcde'[number]} Body", occupations=("farmer",))
    assert mission.text() == "Person 1, a [withheld], spoke. Rain fell. Nobody came. Every farmer here lost a field."


def test_attributes_that_the_reader_found_go_with_the_name(mission: Any) -> None:
    text = "Hanna Chumak, the only vet in Oskil, spoke. She is 52 years old. In 52 houses there was light."
    vet = Span(text.index("the only"), text.index("the only") + 20, "the only vet in Oski")
    actor = ActorMention(0, 12, "Hanna Chumak", name="Hanna Chumak", kind="person", age=52, attributes=(vet,))
    mission.document(text, actors=(actor,))
    mission.person("Hanna Chumak", ages=(52,))
    assert mission.text() == "Person 1, [withheld]l, spoke. She is [withheld]. In 52 houses there was light."


def test_a_person_the_case_does_not_know_is_not_named(mission: Any) -> None:
    text = "Hanna Chumak spoke to us."
    mission.document(text, actors=(ActorMention(0, 12, "Hanna Chumak", name="Hanna Chumak", kind="person"),))
    assert mission.text() == "[name withheld] spoke to us."


TRACES = {
    "Call +380 50 123 45 67 now.": "50 123",
    "Call 0501234567 now.": "0501234567",
    "Write to a.b@example.org now.": "example",
    "It is at 49.2123, 37.2567 there.": "49.2",
    "It is at 49°12'44\" N there.": "49°",
    "Він живе на вул. Садовій, 12 там.": "12",
    "Он живёт на улице Мира, дом 5 там.": "5",
    "He lives at 12 Sadova Street there.": "12",
    "He lives in Sadova Street 12 there.": "12",
    "Grid 37U DQ 12345 67890 there.": "12345",
    "Паспорт АВ 123456 там.": "123456",
    "See t.me/oskil_news there.": "oskil",
}


@pytest.mark.parametrize("text", TRACES)
def test_traces_leave_no_public_text(mission: Any, text: str) -> None:
    mission.document(text, consent="public-named")
    assert TRACES[text] not in mission.text()
    assert "[withheld]" in mission.text()
    assert mission.text(Audience.PROSECUTOR) == text


@pytest.mark.parametrize(
    "text",
    [
        "On 2022-09-10 they came.",
        "About 1,200.50 tons came.",
        "5 people on the street ran.",
        "It was 3 or 4 km away.",
        "In 2022, 1500 came.",
    ],
)
def test_ordinary_figures_stay(mission: Any, text: str) -> None:
    mission.document(text)
    assert mission.text() == text


def test_a_position_that_the_text_states_is_taken_out(mission: Any) -> None:
    place = PlaceMention(3, 12, "the point", lat=49.2, lon=37.2, radius_km=0.03, via="none")
    mission.document("At the point it blew up.", places=(place,))
    assert mission.text() == "At [withheld] it blew up."


def test_a_building_where_help_is_given_is_not_named(mission: Any) -> None:
    text = "Bread is kept in the Lantern Hall. The Lantern Hall was hit in spring."
    start = text.index("the Lantern")
    hall = PlaceMention(start, start + 16, "the Lantern Hall", kind="facility", radius_km=4)
    document = mission.document(text, places=(hall,))
    mission.claim(document, "Bread is kept", "aid-food")
    assert mission.text() == "Bread is kept in [withheld]. The Lantern Hall was hit in spring."


def test_a_building_that_people_shelter_in_is_named_nowhere_in_the_document(mission: Any) -> None:
    text = "The shelter is below the school No. 4. Later the school No. 4 burned. The mill burned."
    sites = tuple(
        PlaceMention(m.start(), m.end(), m.group(), kind="facility", name=m.group(), admin=("Ukraine", "Izium"))
        for m in re.finditer("school No. 4|mill", text)
    )
    mission.document(text, places=sites)
    assert mission.text() == "The shelter is below the [withheld]. Later the [withheld] burned. The mill burned."
    assert "school No. 4" in mission.text(Audience.PROSECUTOR)


def test_an_age_that_no_reading_took_for_one_goes_with_the_name(mission: Any) -> None:
    mission.document("Maksym Tkach, a boy of 11, fell. He is 11 years old. Bread came for 40 people of 11 villages.")
    mission.document("Максим Ткач упав. Йому 11 років. Хліба не було 11 років.", language="uk")
    mission.person("Maksym Tkach")
    mission.person("Максим Ткач")
    english, ukrainian = (one.text for one in mission.prepare().release.documents)
    assert english.endswith(", a boy of [withheld], fell. He is [withheld]. Bread came for 40 people of 11 villages.")
    assert ukrainian.endswith(" упав. Йому [вилучено] років. Хліба не було 11 років.")
