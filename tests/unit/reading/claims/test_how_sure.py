"""How sure it is that an event happened: which word an operator governs, and what it makes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.model.record import ReadingInput
from witnessmark.reading.pipeline import read


def said(text: str) -> dict[str, float]:
    """The event words of an English text that are not plainly asserted, with their factuality."""
    return {event.quote: event.factuality for event in read(ReadingInput(id="t", text=text, language="en")).events}


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("No shells were recovered in the yard.", "recovered"),
        ("There was no official confirmation of it.", "confirmation"),
        ("No one stopped the column.", "stopped"),
        ("The guards did not exactly welcome them.", "welcome"),
        ("The villagers do not have the right to leave.", "have"),
        ("The commander does not want to withdraw.", "withdraw"),
        ("They won't let anyone pass.", "let"),
        ("He was barred from visiting his brother.", "visiting"),
    ],
)
def test_what_is_denied(text: str, denied: str) -> None:
    assert said(text)[denied] < 0


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("They plan to drop the request and leave for Izium.", "leave"),
        ("They could shell the bridge or mine the road.", "mine"),
    ],
)
def test_a_verb_joined_by_and_is_as_sure_as_the_one_before(text: str, joined: str) -> None:
    assert said(text)[joined] < 2.0


def test_what_is_sought_or_blocked_is_the_noun_at_the_end() -> None:
    assert said("The council is seeking the immediate withdrawal of the battery.")["withdrawal"] < 1.5
    assert said("The mayor rejected a general amnesty.")["amnesty"] < 1.0
    assert said("They want to hold a public meeting.")["meeting"] < 2.0
    assert "meeting" not in said("They held a public meeting.")


def test_once_more_and_until_now_say_nothing() -> None:
    assert said("The men searched the cellar once more and found the radio.") == {}


_WORDS = """no one not have has will want to drop and or a the any possible letter finally let from prevent seeking
withdrawal if until once more of been , . : 7 refuse leaving don't""".split()


@given(st.lists(st.sampled_from(_WORDS), max_size=14))
def test_any_row_of_operators_is_read(words: list[str]) -> None:
    text = " ".join(words)
    for event in read(ReadingInput(id="t", text=text, language="en")).events:
        assert text[event.start : event.end] == event.quote
        assert -3 <= event.factuality <= 3
