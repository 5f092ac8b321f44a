"""Acts told in Ukrainian and Russian in other words than a textbook has, and how sure the frame makes them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from witnessmark.model.record import ReadingInput
from witnessmark.reading.pipeline import read

TABLE: dict[str, Any] = yaml.load(
    Path(__file__).with_name("other_words.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)
TOLD = [(lang, act, text) for lang in ("uk", "ru") for act, texts in TABLE[lang].items() for text in texts]
CLASSES: dict[str, Any] = yaml.load(
    Path(__file__).with_name("classes.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)
FIELD: dict[str, Any] = yaml.load(
    Path(__file__).with_name("field_words.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)
IN_THE_FIELD = [(lang, act, text) for lang in ("uk", "ru") for act, texts in FIELD[lang].items() for text in texts]
CROSSED = [(lang, act, text) for lang in ("uk", "ru") for act, texts in CLASSES[lang].items() for text in texts]
NOT_TOLD = [(lang, act, text) for lang, acts in CLASSES["not"].items() for act, texts in acts.items() for text in texts]
FRAMED = [
    (lang, act, frame.format(words), modality, polarity)
    for lang, table in TABLE["frames"].items()
    for frame, modality, polarity in table["frames"]
    for act, words in table["acts"].items()
]


def claims_of(text: str, language: str) -> list[tuple[str, str, str]]:
    record = read(ReadingInput(id="t", text=text, language=language))
    record.check(text)
    return [(claim.act, claim.modality, claim.polarity) for claim in record.claims]


@pytest.mark.parametrize(("language", "act", "text"), [*TOLD, *CROSSED, *IN_THE_FIELD])
def test_the_act_is_read_in_other_words(language: str, act: str, text: str) -> None:
    assert act in {found for found, _, _ in claims_of(text, language)}


@pytest.mark.parametrize(("language", "act", "text", "modality", "polarity"), FRAMED)
def test_the_frame_says_how_sure_the_act_is(language: str, act: str, text: str, modality: str, polarity: str) -> None:
    assert (act, modality, polarity) in claims_of(text, language)


@pytest.mark.parametrize(("language", "act", "text"), NOT_TOLD)
def test_the_act_is_not_read(language: str, act: str, text: str) -> None:
    assert act not in {found for found, _, _ in claims_of(text, language)}
