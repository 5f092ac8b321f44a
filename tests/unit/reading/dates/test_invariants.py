"""What holds for every text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.reading.growing import grows_in_proportion
from witnessmark.model.edtf import days_of

PIECES = (
    "пів півтора години годин о 15.00 ранку в часов часа половина дві dozen couple станом на віком AT o'clock "
    "3 10 31 32 99 200 1999 2022 0001 '98 1990s 90-х 10-го 20th 15:30 25:61 10.09.2022 31.02.2022 "
    "99.99.9999 2022-09-10 2022-02-31 10/IX/22 may May march September вересня сентября Friday "
    "п'ятницю пятницу last next this the of in before after between from to and – - , . : ( ) $ № "
    "% day days week weeks month year years century decade дня днів дні день тижні тому рік року "
    "р. году лет назад за до після через початку наприкінці середини спочатку yesterday вчора "
    "сьогодні завтра spring навесні winter зимой early mid late end first third nineteen ninety "
    "six twenty hundred two кілька several half a an every each щодня daily ago later earlier p.m. "
    "a.m. noon midnight BC н.е. XX століття Easter Великдень Christmas liberation of the city "
    "звільнення міста war since then відтоді whole period occupation İ ß 😀 ב ́ \u202e \x00 \n \n\n "
    "'ll 's ’s 0430 1530 hours 041530ZMAR22 041530Z 2 1/2 вранці наступного дня на ніч з у 22-му році hrs"
).split(" ")
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join),
)
DAYS = re.compile(r"-?\d{4}-\d\d-\d\d")


def as_key(day):
    year, month, rest = re.fullmatch(r"(-?\d{4})-(\d\d)-(\d\d)", day).groups()
    return int(year), int(month), int(rest)


@settings(max_examples=400, deadline=None)
@given(
    TEXTS,
    st.sampled_from(["en", "uk", "ru", None]),
    st.sampled_from(["2022-09-27", "2024-02-29", "0001-01-01", "9999-12-31", "nonsense", None]),
)
def test_spans_bounds_and_forms(read_dates, text, language, date):
    dates = read_dates(text, language, date)
    last = 0
    for mention in dates:
        mention.check(text)
        assert mention.start >= last
        last = mention.end
        assert mention.rule
        if mention.earliest is not None and mention.latest is not None:
            assert as_key(mention.earliest) <= as_key(mention.latest)
        if mention.type in ("DURATION", "SET"):
            assert mention.edtf is None
        if mention.edtf and DAYS.fullmatch(mention.edtf.rstrip("~")):
            assert mention.earliest == mention.latest == mention.edtf.rstrip("~")
        if mention.edtf and re.fullmatch(r"-?\d{4}", mention.edtf.rstrip("~")):
            assert mention.earliest.startswith(mention.edtf.rstrip("~"))
            assert mention.latest.startswith(mention.edtf.rstrip("~"))
        if mention.edtf and mention.earliest and mention.latest and not mention.earliest.startswith("-"):
            first, final = days_of(mention.edtf) or (None, None)
            if first is not None and final is not None:  # "early March": the bounds lie inside the value
                inside = first.isoformat() <= mention.earliest and mention.latest <= final.isoformat()
                assert inside or (mention.earliest <= first.isoformat() and final.isoformat() <= mention.latest)
        if mention.anchor_date is not None:
            assert dates[mention.anchor_date] is not mention


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_dates(read_dates, text):
    assert read_dates(text, "en", "2022-09-27") == read_dates(text, "en", "2022-09-27")


@pytest.mark.parametrize(
    "piece", ["on 3 May 2014 or the day after, 2 and 4 and ", "1, 2, 3, ", ", - ", "2014 - ", "three "]
)
def test_cost_is_linear_in_one_long_line(read_dates, piece):
    read_dates(piece * 10, "en", "2022-09-27")
    assert grows_in_proportion(lambda count: read_dates(piece * count, "en", "2022-09-27"), 300, 2400, leeway=4)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map(" ".join), st.sampled_from(["en", "uk", "ru"]))
def test_words_far_from_a_time_make_no_difference(read_dates, text, language):
    """Only the words around a trigger become tokens: what stands far off must not change what they say."""
    filler = "xyz " * 20
    alone = read_dates(f"xyz xyz {text} xyz xyz", language, "2022-09-27")
    amid = read_dates(f"{filler}{text} {filler}", language, "2022-09-27")
    assert [(d.quote, d.timex, d.edtf, d.rule) for d in alone] == [(d.quote, d.timex, d.edtf, d.rule) for d in amid]
