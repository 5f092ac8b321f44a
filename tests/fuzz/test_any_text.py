"""The whole reading of any text: no crash, spans always exact, indexes inside their lists, a record that can be read
back, an explanation for each value. ``make fuzz`` runs the same for longer."""

import itertools
import json
import time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.texts import TIMES, joined
from witnessmark.model.record import ReadingInput, ReadingRecord
from witnessmark.reading.draft import Words
from witnessmark.reading.explaining import explain
from witnessmark.reading.jsonl import is_error, read_lines
from witnessmark.reading.pipeline import read, standard_reader
from witnessmark.reading.sentences import sentence_bounds

PIECES = st.lists(st.integers(0, 2000), max_size=60)
TEXTS = st.builds(joined, PIECES, st.text(max_size=60))
LANGUAGES = st.sampled_from([None, "en", "uk", "ru", "xx"])
DAYS = st.sampled_from([None, "2022-09-01", "2022", "0000", "not a day", ""])


def sound(record: ReadingRecord, text: str) -> None:
    """Raise unless everything in the record points at words of the text or into a list of the record."""
    record.check(text)
    for place in record.places:
        assert place.relative_to is None or 0 <= place.relative_to < len(record.places)
        assert (place.lat is None) == (place.lon is None)
    for quote in record.quotes:
        if quote.speaker is not None:
            quote.speaker.check(text)
            assert quote.speaker.actor is None or 0 <= quote.speaker.actor < len(record.actors)
        if quote.cue is not None:
            quote.cue.check(text)
    for claim in record.claims:
        assert claim.place is None or 0 <= claim.place < len(record.places)
        assert claim.date is None or 0 <= claim.date < len(record.dates)
        for value in itertools.chain.from_iterable(v if isinstance(v, list) else [v] for v in claim.roles.values()):
            if isinstance(value, int):
                assert 0 <= value < len(record.actors)
            elif value is not None:
                value.check(text)
        if claim.trigger is not None:
            claim.trigger.check(text)
    assert msgspec.json.decode(msgspec.json.encode(record), type=ReadingRecord) == record


@settings(max_examples=150 * TIMES, deadline=None)
@given(TEXTS, LANGUAGES, DAYS)
def test_any_text_is_read_and_every_span_is_exact(text: str, language: str | None, day: str | None) -> None:
    sound(read(ReadingInput(id="a", text=text, language=language, date=day)), text)


@settings(max_examples=40 * TIMES, deadline=None)
@given(TEXTS)
def test_any_reading_can_be_explained(text: str) -> None:
    record = standard_reader().read(ReadingInput(id="a", text=text), explained=True)
    sound(record, text)
    for each in explain(record, "uk"):
        assert each.file is not None, each.rule


@settings(max_examples=200 * TIMES, deadline=None)
@given(TEXTS)
def test_words_and_sentences_hold_the_text(text: str) -> None:
    words = Words(text)
    assert "".join(map(words.word, range(len(words)))) == "".join(text.split())
    assert len(words.folded) == len(words.starts) == len(words.ends)
    bounds = sentence_bounds(text)
    assert all(0 <= low < high <= len(text) for low, high in bounds)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(bounds))


@settings(max_examples=80 * TIMES, deadline=None)
@given(st.one_of(st.binary(max_size=80), TEXTS.map(lambda text: json.dumps({"id": "a", "text": text}).encode())))
def test_any_line_gets_a_line(line: bytes) -> None:
    answers = list(read_lines([line, b'{"id": "next", "text": "Izium"}']))
    assert len(answers) == (2 if line.removeprefix(b"\xef\xbb\xbf").strip() else 1)
    assert all(b"\n" not in answer for answer in answers)
    assert json.loads(answers[-1])["id"] == "next"


ENDLESS = ["a", "a'", "שלום ", "🙂", *(["1 2 3 ", "\x00", "soldiers looted Izium "] if TIMES > 1 else [])]


@pytest.mark.slow
@pytest.mark.parametrize("piece", ENDLESS, ids=repr)
def test_a_line_of_ten_megabytes(piece: str) -> None:
    text = piece * (10_000_000 // len(piece.encode()))
    began = time.process_time()
    (answer,) = read_lines([msgspec.json.encode(ReadingInput(id="a", text=text))])
    assert not is_error(answer)
    msgspec.json.decode(answer, type=ReadingRecord).check(text)
    assert time.process_time() - began < 300
