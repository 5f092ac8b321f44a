"""Every act, in every language, is read from a sentence of our own; words that only look like an act are not."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from witnessmark.model.acts import taxonomy
from witnessmark.model.record import ReadingInput
from witnessmark.reading.pipeline import read

TABLE: dict[str, Any] = yaml.load(
    Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)
POSITIVE = [(act, lang, text) for act, texts in TABLE["positive"].items() for lang, text in texts.items()]
NEGATIVE = [(entry.get("act"), lang, entry["text"]) for lang, entries in TABLE["negative"].items() for entry in entries]


def acts_of(text: str, language: str) -> set[str]:
    record = read(ReadingInput(id="t", text=text, language=language))
    record.check(text)
    return {claim.act for claim in record.claims}


def test_the_table_holds_every_act_in_every_language() -> None:
    assert set(TABLE["positive"]) == set(taxonomy().acts)
    assert all(set(texts) == {"en", "uk", "ru"} for texts in TABLE["positive"].values())


@pytest.mark.parametrize(("act", "language", "text"), POSITIVE, ids=[f"{a}-{lang}" for a, lang, _ in POSITIVE])
def test_the_act_is_read(act: str, language: str, text: str) -> None:
    assert act in acts_of(text, language)


@pytest.mark.parametrize(("act", "language", "text"), NEGATIVE)
def test_what_only_looks_like_the_act_is_not_read(act: str | None, language: str, text: str) -> None:
    found = acts_of(text, language)
    assert (act not in found) if act else not found
