"""News looks back further than it tells: its weekdays and its dates without a year are still those of its own time. All
texts are our own."""

import pytest

BACKGROUND = "\n\nThe mine opened in 1972. It shut in 1994 and in 1999. Strikes came in 1998, a ban in 1983."
LONG = "\n\n" + "Its shafts went down below the river, and the pumps ran day and night. " * 10


def dated(mentions):
    return {mention.quote: mention.edtf for mention in mentions}


@pytest.mark.parametrize(
    ("opening", "language", "quote", "day"),
    [
        ("Police arrested a miner in Vorkuta on Tuesday.", "en", "Tuesday", "2021-03-09"),
        ("A miner was arrested yesterday.", "en", "yesterday", "2021-03-10"),
        ("Шахтаря затримали у вівторок.", "uk", "вівторок", "2021-03-09"),
        ("Шахтера задержали вчера.", "ru", "вчера", "2021-03-10"),
    ],
)
def test_a_text_that_opens_with_a_weekday_is_news_however_old_its_background(read_dates, opening, language, quote, day):
    assert dated(read_dates(opening + BACKGROUND, language, "2021-03-11"))[quote] == day


def test_without_such_an_opening_the_same_background_is_a_history(read_dates):
    found = read_dates("The town had one mine." + BACKGROUND + LONG + " It flooded on a Tuesday.", "en", "2021-03-11")
    assert dated(found)["Tuesday"] is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Friday, 12 March", "2021-03-12"),  # of the year of the document, a day later
        ("Saturday, 14 November", "2020-11-14"),
        ("Sunday, 14 November", "2020-11-14"),  # a slip: 2021 is too far ahead, and the nearest is a Saturday
    ],
)
def test_the_weekday_beside_a_date_tells_its_year(read_dates, words, day):
    assert dated(read_dates(f"He was released on {words}.", "en", "2021-03-11"))[words] == day


def test_the_weekday_beside_a_date_tells_the_year_of_a_history_that_comes_back_to_its_day(read_dates):
    text = "The town had one mine." + BACKGROUND + "\n\nOn Monday, March 8 the town remembered."
    assert dated(read_dates(text, "en", "2021-03-11"))["Monday, March 8"] == "2021-03-08"


def test_a_day_told_before_any_year_belongs_to_the_document(read_dates):
    text = "The march of 6 March filled the square." + BACKGROUND
    assert dated(read_dates(text, "en", "2021-03-11"))["6 March"] == "2021-03-06"


def test_news_that_looks_back_at_a_day_stays_in_its_year_for_the_paragraph(read_dates):
    text = "Two men were charged on Tuesday.\n\nOn 6 October 2014 a driver vanished. On 18 November his van was found."
    assert dated(read_dates(text, "en", "2021-03-11"))["18 November"] == "2014-11-18"
    apart = text.replace(" On 18 November", "\n\nOn 18 November")
    assert dated(read_dates(apart, "en", "2021-03-11"))["18 November"] == "2020-11-18"
