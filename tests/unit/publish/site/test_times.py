"""Times in words say what is known and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.model.incident import IncidentTime
from witnessmark.publish.site.times import time_words
from witnessmark.publish.site.words import Words

EN, UK = Words("en"), Words("uk")
CASES = [
    (None, None, None, False, "undated", "без дати"),
    ("2022-09-10", "2022-09-10", "2022-09-10", False, "10 September 2022", "10 вересня 2022"),
    ("2022-09-07~", "2022-09-07", "2022-09-07", True, "about 7 September 2022", "близько 7 вересня 2022"),
    ("2022-04", "2022-04-01", "2022-04-30", False, "April 2022", "квітень 2022"),
    ("2022-02", "2022-02-01", "2022-02-28", False, "February 2022", "лютий 2022"),
    ("2022", "2022-01-01", "2022-12-31", False, "2022", "2022"),
    ("2022-03-01/2022-03-09", "2022-03-01", "2022-03-09", False,
     "from 1 to 9 March 2022", "від 1 до 9 березня 2022"),
    ("[2022-03-01..2022-03-09]", "2022-03-01", "2022-03-09", False,
     "between 1 and 9 March 2022", "між 1 та 9 березня 2022"),
    ("2022-09-10/..", "2022-09-10", "2022-09-27", False, "since 10 September 2022", "від 10 вересня 2022"),
    ("../2022-10-31", "2022-01-01", "2022-10-31", False, "until 31 October 2022", "до 31 жовтня 2022"),
    (None, "2022-09-10", None, False, "since 10 September 2022", "від 10 вересня 2022"),
    (None, "no date", None, False, "undated", "без дати"),
]  # fmt: skip


@pytest.mark.parametrize(("edtf", "earliest", "latest", "approximate", "english", "ukrainian"), CASES)
def test_words(edtf: str, earliest: str, latest: str, approximate: bool, english: str, ukrainian: str) -> None:
    time = IncidentTime(edtf=edtf, earliest=earliest, latest=latest, approximate=approximate)
    assert time_words(time, EN).replace("\u00a0", " ") == english
    assert time_words(time, UK).replace("\u00a0", " ") == ukrainian


@given(st.dates(), st.dates(), st.sampled_from([None, "", "..", "x/y", "[a..b]", "a/..", "../b", "/"]), st.booleans())
def test_any_time_has_words_that_name_a_year_it_knows(a, b, edtf, approximate) -> None:  # type: ignore[no-untyped-def]
    first, last = sorted((a, b))
    said = time_words(
        IncidentTime(edtf=edtf, earliest=first.isoformat(), latest=last.isoformat(), approximate=approximate), UK
    )
    assert str(first.year) in said or str(last.year) in said
