"""Texts that no one writes but a scan or an attacker gives: exact spans, and a cost that stays near their length."""

import pytest

from tests.unit.reading.growing import grows_in_proportion
from witnessmark.model.record import ReadingInput
from witnessmark.reading.pipeline import read

PIECES = {
    "full stops": ".",
    "marks without blanks": "!?,-",
    "closing marks": ".'",
    "apostrophes": "'",
    "hyphens": "a-",
    "quotation marks": '"',
    "marks that open only": "«він сказав ",
    "marks that close only": "він» ",
    "one word without end": "aб1",
    "one name without end": "Kherson",
    "capitals": "Ivan Petrenko ",
    "capitals in Ukrainian": "Іван Петренко ",
    "headings": "School No. 5\n",
    "counted from an event": "two days after the shelling ",
    "combining marks": "a\u0301\u0301",
    "signs in pairs": "\U0001f642",
    "right to left": "\u0634\u0627\u0647\u062f ",
    "null characters": "\x00a ",
}


def check(text: str) -> None:
    read(ReadingInput(id="x", text=text)).check(text)


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_cost_grows_with_length_and_no_faster(piece: str) -> None:
    assert grows_in_proportion(lambda size: check(piece * (size // len(piece))), 4_000, 32_000)
