"""English told by many hands: every act in further wordings, and how sure it is in several frames."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from witnessmark.model.acts import taxonomy
from witnessmark.model.record import ClaimMention, ReadingInput
from witnessmark.reading.pipeline import read

TABLE: dict[str, Any] = yaml.load(
    Path(__file__).with_name("english.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)
WAYS = [(act, text) for act, texts in TABLE["ways"].items() for text in texts]
FRAMED = [
    (act, modality, polarity, frame.format(words))
    for frames, fillings in (("frames", "clauses"), ("verbs", "infinitives"))
    for (modality, polarity, frame), (act, words) in product(TABLE[frames], TABLE[fillings].items())
]


def claims_of(text: str, act: str) -> list[ClaimMention]:
    record = read(ReadingInput(id="t", text=text, language="en"))
    record.check(text)
    return [claim for claim in record.claims if claim.act == act]


def test_the_table_holds_every_act() -> None:
    assert set(TABLE["ways"]) == set(taxonomy().acts)


@pytest.mark.parametrize(("act", "text"), WAYS)
def test_the_act_is_read_in_other_words(act: str, text: str) -> None:
    assert claims_of(text, act)


@pytest.mark.parametrize(("act", "modality", "polarity", "text"), FRAMED)
def test_the_frame_says_how_sure_the_act_is(act: str, modality: str, polarity: str, text: str) -> None:
    assert (modality, polarity) in {(claim.modality, claim.polarity) for claim in claims_of(text, act)}
