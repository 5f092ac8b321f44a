"""What is still to ask, of whom, and what is never asked."""

import msgspec
import pytest

from tests.unit.law.placing import claim, matrix_with, qualified
from witnessmark.law.provisions import law
from witnessmark.model.acts import taxonomy
from witnessmark.model.case import Person

OLHA = Person(id="olha", names=("Olha",))
CHILD = Person(id="child", names=("Ivanko",), ages=(12,))


def asked(act: str, **more: object) -> dict[str, tuple[str, ...]]:
    """Fact to the claims by whose speakers it may be asked."""
    found = qualified(claim(act, "it happened", **more), persons={"olha": OLHA, "child": CHILD})  # type: ignore[arg-type]
    return {q.fact: q.witnesses for q in matrix_with(found, act).questions}


def test_a_speaker_who_was_there_may_be_asked_what_testimony_can_show() -> None:
    questions = asked("shelling", said_by="olha", basis={"act": "direct"})
    assert questions["fire-direction"]
    assert "testimony" in law().fact_types["fire-direction"].evidence


def test_who_only_heard_of_it_is_asked_from_whom_and_nothing_else() -> None:
    questions = asked("looting", said_by="olha", basis={"act": "hearsay-named"}, modality="hearsay")
    assert {fact for fact, whom in questions.items() if whom} == {"other-witnesses"}


def test_what_no_testimony_shows_is_looked_for_in_records() -> None:
    questions = asked("looting", said_by="olha", basis={"act": "direct"})
    silent = {fact for fact, whom in questions.items() if not whom}
    assert silent
    assert all("testimony" not in law().fact_types[fact].evidence for fact in silent)


@pytest.mark.parametrize("basis", ["document", "media", "expert-opinion", "mission-observation", "common-knowledge"])
def test_who_speaks_from_papers_is_no_witness(basis: str) -> None:
    assert not any(asked("looting", said_by="olha", basis={"act": basis}).values())


def test_the_author_of_a_report_is_no_witness_and_a_group_cannot_be_found_again() -> None:
    assert not any(asked("looting").values())


def test_children_are_never_asked() -> None:
    assert not any(asked("looting", said_by="child", basis={"act": "direct"}).values())


def test_whoever_may_still_be_held_is_not_asked() -> None:
    captive = {"victim": [{"person": "olha", "quote": "I"}]}
    taken = claim("capture-of-combatant", "took me prisoner", start=300, said_by="olha", roles=captive)
    looting = claim("looting", "took my phone", said_by="olha", basis={"act": "direct"})
    freed = claim("prisoner-exchange", "I was exchanged", start=500, said_by="olha", roles=captive)
    for claims, free in (((taken, looting), False), ((taken, looting, freed), True)):
        matrix = matrix_with(qualified(*claims, persons={"olha": OLHA}), "looting")
        assert any(question.witnesses for question in matrix.questions) is free


def test_nothing_is_asked_of_sexual_violence_or_of_children_taken_away() -> None:
    for act in ("sexual-violence", "child-transfer"):
        assert asked(act, said_by="olha", basis={"act": "direct"}) == {}


def test_flagged_facts_are_never_asked_in_any_act() -> None:
    never = {"specialist-only", "do-not-ask-generalist", "child-sensitive"}
    for act in taxonomy().acts:
        for fact in asked(act, said_by="olha", basis={"act": "direct"}):
            assert not never & set(law().fact_types[fact].flags), (act, fact)


def test_what_belongs_to_the_situation_is_not_asked_of_each_witness() -> None:
    questions = asked("looting", said_by="olha", basis={"act": "direct"})
    assert not {"conflict-context", "area-control", "civilian-population-targeted"} & set(questions)
    assert "link-to-conflict" in questions or "partly" not in msgspec.json.encode(questions).decode()


def test_a_threat_answers_no_question_about_what_happened() -> None:
    threat = claim("summary-execution", "they threatened to shoot him", modality="threatened", said_by="olha")
    matrix = matrix_with(qualified(threat, persons={"olha": OLHA}), "summary-execution")
    assert all(element.status in ("open", "partly") for f in matrix.findings for element in f.elements)


@pytest.mark.parametrize("modality", ["threatened", "planned"])
def test_whoever_was_threatened_is_asked_what_was_said_and_nothing_that_takes_it_for_done(modality: str) -> None:
    for act in ("summary-execution", "confinement", "shelling", "deportation-transfer", "sham-referendum"):
        questions = asked(act, said_by="olha", basis={"act": "direct"}, modality=modality)
        assert "threat-content" in questions
        assert set(questions) <= set(law().situations.announced_facts), act


def test_whoever_says_that_nobody_was_killed_is_not_asked_for_the_body() -> None:
    questions = asked("summary-execution", said_by="olha", basis={"act": "direct"}, modality="denied")
    assert questions and not {"remains-treatment", "court-guarantees", "threat-content"} & set(questions)
