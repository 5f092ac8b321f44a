"""A word for an act inside the name of a body tells of no act."""

import pytest

from witnessmark.model.record import ReadingInput
from witnessmark.reading.pipeline import read


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("A visit by the Sudan People's Liberation Movement ended.", []),
        ("Fighters of the Oromo Liberation Army came to the village.", ["entry-of-forces"]),
        ("The Armed Forces of Ukraine liberated Balakliia.", ["change-of-control"]),
    ],
)
def test_the_acts_of_a_sentence_with_a_body_named_after_one(text: str, acts: list[str]) -> None:
    assert [claim.act for claim in read(ReadingInput(id="t", text=text, language="en")).claims] == acts
