"""What field reporters write of time, in three languages. All sentences are our own; the document is of Tuesday,
27 September 2022. Each row: the text, then for each date its words, its TIMEX3 value, its first and its last day."""

import pytest

DOCUMENT = "2022-09-27"
NIGHT = ("2022-03-03TNI", "2022-03-03", "2022-03-04")
DAY = "2022-03-04"


def day(quote, iso, clock=""):
    return (quote, iso + clock, iso, iso)


ENGLISH = [
    ("In the night of 3 to 4 March 2022 the depot burnt.", [("the night of 3 to 4 March 2022", *NIGHT)]),
    ("On the night of March 3-4, 2022 the depot burnt.", [("the night of March 3-4, 2022", *NIGHT)]),
    ("Overnight into 4 March the depot burnt.", [("Overnight into 4 March", *NIGHT)]),
    ("On the morning of 4 March 2022 they left.", [day("the morning of 4 March 2022", DAY, "TMO")]),
    ("They left on the evening of 4 March.", [day("the evening of 4 March", DAY, "TEV")]),
    ("The village was held since 4 March 2022.", [day("4 March 2022", DAY)]),
    ("The village was held until 4 March 2022.", [day("4 March 2022", DAY)]),
    ("The roof fell in early March 2022.", [("early March 2022", "2022-03", "2022-03-01", "2022-03-13")]),
    ("The roof fell in mid-March 2022.", [("mid-March 2022", "2022-03", "2022-03-09", "2022-03-22")]),
    ("The roof fell in late 2021.", [("late 2021", "2021", "2021-08-07", "2021-12-31")]),
    (
        "The roof fell in the first half of March 2022.",
        [("the first half of March 2022", "2022-03", "2022-03-01", "2022-03-13")],
    ),
    (
        "The roof fell in the last week of March 2022.",
        [("the last week of March 2022", "P1W", "2022-03-25", "2022-03-31")],
    ),
    ("Shots were heard at 04:30 on 4 March 2022.", [day("04:30 on 4 March 2022", DAY, "T04:30")]),
    ("It was 4 March 2022. At 0430 hrs a drone came.", [day("4 March 2022", DAY), day("0430 hrs", DAY, "T04:30")]),
    ("Message of 041530ZMAR22 received.", [day("041530ZMAR22", DAY, "T15:30")]),
    ("Message of 041530B MAR 22 received.", [day("041530B MAR 22", DAY, "T15:30")]),
    ("Entry of 04.03.2022 at 15:30.", [day("04.03.2022 at 15:30", DAY, "T15:30")]),
    ("On Orthodox Easter 2022 nobody shot.", [day("Orthodox Easter 2022", "2022-04-24")]),
    ("On Western Easter 2022 nobody shot.", [day("Western Easter 2022", "2022-04-17")]),
    ("The shop was looted on Saturday.", [day("Saturday", "2022-09-24")]),
    ("We sat in the cellar for nearly two weeks.", [("nearly two weeks", "P2W", None, None)]),
    ("We sat in the cellar for 2 1/2 hours.", [("2 1/2 hours", "PT2H30M", None, None)]),
    ("They shot every night.", [("every night", "XXXX-XX-XXTNI", None, None)]),
    (
        "On 3 March 2022 they came. The next day they left.",
        [day("3 March 2022", "2022-03-03"), day("The next day", DAY)],
    ),
    (
        "On 3 March 2022 they came. The next morning they left.",
        [day("3 March 2022", "2022-03-03"), day("The next morning", DAY, "TMO")],
    ),
    (
        "On 4 March 2022, the worst day since 2014, they came. The next day they left.",
        [day("4 March 2022", DAY), ("2014", "2014", "2014-01-01", "2014-12-31"), day("The next day", "2022-03-05")],
    ),
]
UKRAINIAN = [
    ("У ніч з 3 на 4 березня 2022 року склад згорів.", [("ніч з 3 на 4 березня 2022", *NIGHT)]),
    ("У ніч на 4 березня склад згорів.", [("ніч на 4 березня", *NIGHT)]),
    ("У ніч на вівторок склад згорів.", [("ніч на вівторок", "2022-09-26TNI", "2022-09-26", "2022-09-27")]),
    ("Вранці 4 березня 2022 року вони пішли.", [day("Вранці 4 березня 2022", DAY, "TMO")]),
    ("Село тримали з 4 березня 2022 року.", [day("4 березня 2022", DAY)]),
    ("Село тримали до 4 березня 2022 року.", [day("4 березня 2022", DAY)]),
    ("На початку березня 2022 року впав дах.", [("початку березня 2022", "2022-03", "2022-03-01", "2022-03-13")]),
    ("Наприкінці 2021 року впав дах.", [("Наприкінці 2021 року", "2021", "2021-08-07", "2021-12-31")]),
    ("У першій половині березня впав дах.", [("першій половині березня", "2022-03", "2022-03-01", "2022-03-13")]),
    (
        "4 березня 2022 року о 4:30 прилетів дрон.",
        [day("4 березня 2022 року о 4:30", DAY, "T04:30")],
    ),
    ("4 березня о 5 ранку прилетів дрон.", [day("4 березня о 5 ранку", DAY, "T05:00")]),
    ("Запис від 04.03.2022.", [day("04.03.2022", DAY)]),
    ("Двадцять четвертого лютого почалася війна.", [day("Двадцять четвертого лютого", "2022-02-24")]),
    ("На Великдень 2022 року не стріляли.", [day("Великдень 2022 року", "2022-04-24")]),
    ("У суботу пограбували крамницю.", [day("суботу", "2022-09-24")]),
    ("Майже два тижні сиділи в підвалі.", [("Майже два тижні", "P2W", None, None)]),
    ("Щоночі стріляли.", [("Щоночі", "XXXX-XX-XXTNI", None, None)]),
    (
        "3 березня 2022 року вони прийшли. Наступного дня пішли.",
        [day("3 березня 2022", "2022-03-03"), day("Наступного дня", DAY)],
    ),
    (
        "3 березня 2022 року вони прийшли. Наступного ранку пішли.",
        [day("3 березня 2022", "2022-03-03"), day("Наступного ранку", DAY, "TMO")],
    ),
    (
        "3 березня 2022 року вони прийшли. Через два дні пішли.",
        [day("3 березня 2022", "2022-03-03"), day("Через два дні", "2022-03-05")],
    ),
    (
        "4 березня 2022 року вони пішли. Напередодні горів склад.",
        [day("4 березня 2022", DAY), day("Напередодні", "2022-03-03")],
    ),
    ("Березневі бої 2022 року пам'ятають.", [
        ("Березневі", "2022-03", "2022-03-01", "2022-03-31"), ("2022 року", "2022", "2022-01-01", "2022-12-31")]),
]  # fmt: skip
RUSSIAN = [
    ("В ночь с 3 на 4 марта 2022 года склад сгорел.", [("ночь с 3 на 4 марта 2022 года", *NIGHT)]),
    ("В ночь на 4 марта склад сгорел.", [("ночь на 4 марта", *NIGHT)]),
    ("Утром 4 марта 2022 года они ушли.", [day("Утром 4 марта 2022 года", DAY, "TMO")]),
    ("Село держали с 4 марта 2022 года.", [day("4 марта 2022 года", DAY)]),
    ("Село держали до 4 марта 2022 года.", [day("4 марта 2022 года", DAY)]),
    ("В начале марта 2022 года упала крыша.", [("начале марта 2022 года", "2022-03", "2022-03-01", "2022-03-13")]),
    ("4 марта в 16:30 прилетел дрон.", [day("4 марта в 16:30", DAY, "T16:30")]),
    ("Запись от 04.03.22.", [day("04.03.22", DAY)]),
    ("Двадцать четвертого февраля началась война.", [day("Двадцать четвертого февраля", "2022-02-24")]),
    ("На Пасху 2022 года не стреляли.", [day("Пасху 2022 года", "2022-04-24")]),
    ("В субботу ограбили магазин.", [day("субботу", "2022-09-24")]),
    ("Почти две недели сидели в подвале.", [("Почти две недели", "P2W", None, None)]),
    ("Каждую ночь стреляли.", [("Каждую ночь", "XXXX-XX-XXTNI", None, None)]),
    (
        "3 марта 2022 года они пришли. На следующий день ушли.",
        [day("3 марта 2022 года", "2022-03-03"), day("следующий день", DAY)],
    ),
    (
        "3 марта 2022 года они пришли. Через два дня ушли.",
        [day("3 марта 2022 года", "2022-03-03"), day("Через два дня", "2022-03-05")],
    ),
    (
        "4 марта 2022 года они ушли. Накануне горел склад.",
        [day("4 марта 2022 года", DAY), day("Накануне", "2022-03-03")],
    ),
]


@pytest.mark.parametrize(
    ("language", "text", "dates"),
    [(language, *row) for language, rows in (("en", ENGLISH), ("uk", UKRAINIAN), ("ru", RUSSIAN)) for row in rows],
)
def test_sentences_of_field_reports(read_dates, language, text, dates):
    found = read_dates(text, language, DOCUMENT)
    assert [(d.quote, d.timex, d.earliest, d.latest) for d in found] == dates


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The next day it was quiet."),
        ("uk", "Наступного дня було тихо."),
        ("ru", "На следующий день было тихо."),
        ("en", "Two days later it was quiet."),
        ("uk", "Напередодні було тихо."),
    ],
)
def test_the_next_day_is_not_counted_from_the_document(read_dates, language, text):
    """A report of the 27th that tells of "the next day" without saying of which does not mean the 28th."""
    (date,) = read_dates(text, language, DOCUMENT)
    assert (date.timex, date.earliest, date.latest, date.anchor) == (None, None, None, "event")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On 3 March 2022 they came. The next day they left."),
        ("uk", "3 березня 2022 року вони прийшли. Наступного дня пішли."),
        ("ru", "3 марта 2022 года они пришли. На следующий день ушли."),
    ],
)
def test_a_counted_day_names_the_date_it_is_counted_from(read_dates, language, text):
    counted = read_dates(text, language, DOCUMENT)[1]
    assert (counted.anchor, counted.anchor_date) == ("event", 0)
    assert "2022-03-03" in counted.basis


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        (
            "en",
            "On 20 December 2013 they met, as in 1998. On 24 December they parted. On 5 January they met again.",
            ["2013-12-20", "1998", "2013-12-24", "2014-01-05"],
        ),
        (
            "uk",
            "20 грудня 2013 року вони зібралися, як у 1998 році. 24 грудня розійшлися. 5 січня зібралися знову.",
            ["2013-12-20", "1998", "2013-12-24", "2014-01-05"],
        ),
        (
            "ru",
            "20 декабря 2013 года они собрались, как в 1998 году. 24 декабря разошлись. 5 января собрались снова.",
            ["2013-12-20", "1998", "2013-12-24", "2014-01-05"],
        ),
    ],
)
def test_a_story_carries_its_year_and_an_aside_does_not_move_it(read_dates, language, text, values):
    dates = read_dates(text, language)
    assert [d.timex for d in dates] == values
    assert all(d.basis for d in dates[2:])


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "The bridge was built in 333 BC.", ["BC0333"]),
        ("en", "It stood from the 1990s to the 19th century.", ["199", "18"]),
        ("uk", "Міст збудували у 333 р. до н. е.", ["BC0333"]),
        ("uk", "Церкву XIX століття зруйнували у 1930-х роках.", ["18", "193"]),
        ("ru", "Церковь XIX века разрушили в 1930-х годах.", ["18", "193"]),
    ],
)
def test_long_ago(read_dates, language, text, values):
    assert [d.timex for d in read_dates(text, language, DOCUMENT)] == values
