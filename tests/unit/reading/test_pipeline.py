"""The whole reading: pure, exact in its spans, and never stopped by a text or a line."""

import json

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.reading.growing import grows_in_proportion
from witnessmark.model.record import ReadingInput, ReadingRecord
from witnessmark.reading.draft import in_order
from witnessmark.reading.identity import reader_id
from witnessmark.reading.jsonl import is_error, read_lines
from witnessmark.reading.pipeline import read, standard_pipeline

TEXT = (
    "On 4 May 2022 soldiers of the 7th Brigade looted the pharmacy in Izium. "
    "“They beat my brother”, said Petro Hnatiuk."
)
LETTERS = st.sampled_from(
    "aeiou nrst .,;:!?\n\t'’“”«»()–— 0123 АБвгдіїєґ ыэъ ß İ ǆ "
    "\u0301\u200f\u202e\u0000 \u05e9\u05dc \u0633\u0644 漢字 \U0001f642 "
)
WORDS = st.sampled_from(
    ["soldiers", "killed", "in", "Izium", "threatened", "to", "shoot", "the", "curfew", "Ізюм", "обстріляли", "село",
     "не", "вбили", "расстреляли", "said", "“", "”", ",", ".", "10",
     "September", "2022", "we", "were", "by", "who", "and"]
)  # fmt: skip


def test_the_same_text_gives_the_same_bytes() -> None:
    encode = msgspec.json.encode
    given_text = ReadingInput(id="a", text=TEXT, date="2022-06-01")
    assert encode(read(given_text)) == encode(read(given_text))


def test_the_reader_names_its_version_and_its_data() -> None:
    name, digest = reader_id().split(" / lexicon sha256:")
    assert name.startswith("witnessmark ")
    assert len(digest) == 12 and int(digest, 16) >= 0


def test_the_components_stand_in_an_order_that_gives_each_what_it_needs() -> None:
    assert in_order(standard_pipeline())


def test_claims_point_into_the_lists_of_their_record() -> None:
    record = read(ReadingInput(id="a", text=TEXT))
    record.check(TEXT)
    looting = next(claim for claim in record.claims if claim.act == "looting")
    assert looting.place is not None and record.places[looting.place].name == "Izium"
    assert looting.date is not None and record.dates[looting.date].edtf == "2022-05-04"
    perpetrator = looting.roles["perpetrator"]
    assert isinstance(perpetrator, int) and "7th Brigade" in record.actors[perpetrator].quote
    assert looting.said_by == "author"
    beating = next(claim for claim in record.claims if claim.act == "ill-treatment")
    assert isinstance(beating.said_by, dict) and "quote" in beating.said_by


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(LETTERS, max_size=120), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_is_read_with_exact_spans(text: str) -> None:
    record = read(ReadingInput(id="x", text=text))
    record.check(text)
    for claim in record.claims:
        assert claim.start < claim.end
        assert claim.place is None or 0 <= claim.place < len(record.places)
        assert claim.date is None or 0 <= claim.date < len(record.dates)
        for value in claim.roles.values():
            assert not isinstance(value, int) or 0 <= value < len(record.actors)
            assert not hasattr(value, "check") or value.check(text) is None  # type: ignore[union-attr]


def test_a_line_without_end_costs_no_more_for_each_word() -> None:
    piece = "soldiers killed two men, the guards threatened to shoot and looted Izium "

    def claims(times: int) -> object:
        return read(ReadingInput(id="x", text=piece * times, language="en")).claims

    assert claims(50)
    assert grows_in_proportion(claims, 150, 1200)


def test_lines_come_back_in_order_and_bad_ones_do_not_stop_the_run() -> None:
    lines: list[bytes | str] = [
        b'\xef\xbb\xbf{"id": "r1", "text": "A village."}\n',
        b"not json\n",
        b'{"id": "r3", "text": 7}\n',
        b"\n",
        b'{"id": "r5"}',
        '{"id": "r6", "text": "Село.", "language": "uk"}',
        b'{"id": "r7", "text": "\xff"}',
        b'{"id": "r8", "text": "\\ud83d"}',
    ]
    found = [json.loads(line) for line in read_lines(lines)]
    assert [line.get("id", line.get("line")) for line in found] == ["r1", 2, "r3", "r5", "r6", "r7", 8]
    assert ["error" in line for line in found] == [False, True, True, True, False, True, True]
    assert [is_error(line) for line in read_lines(lines)] == ["error" in line for line in found]


def test_a_record_line_reads_back_as_a_record() -> None:
    (line,) = read_lines([msgspec.json.encode(ReadingInput(id="r", text=TEXT))])
    msgspec.json.decode(line, type=ReadingRecord).check(TEXT)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.binary(max_size=40).filter(lambda raw: b"\n" not in raw), max_size=5))
def test_any_bytes_give_one_line_each(lines: list[bytes]) -> None:
    whole = [
        line
        for number, line in enumerate(lines)
        if (line.removeprefix(b"\xef\xbb\xbf") if not number else line).strip()
    ]
    assert len(list(read_lines(lines))) == len(whole)
