"""What the reader makes of sentences in three languages. All sentences are our own."""

import pytest

DOCUMENT = "2022-09-27"  # a Tuesday

ENGLISH = [
    ("The bridge fell on September 10, 2022.", "September 10, 2022", "2022-09-10", "2022-09-10"),
    ("The bridge fell on 10 September 2022.", "10 September 2022", "2022-09-10", "2022-09-10"),
    ("The bridge fell on 10 September.", "10 September", "2022-09-10", "2022-09-10"),
    ("Entry of 10/IX/22.", "10/IX/22", "2022-09-10", "2022-09-10"),
    ("Entry of 10.09.2022.", "10.09.2022", "2022-09-10", "2022-09-10"),
    ("Entry of 2022-09-10.", "2022-09-10", "2022-09-10", "2022-09-10"),
    ("Water returned in April 2022.", "April 2022", "2022-04", "2022-04"),
    ("Water returned in early March 2022.", "early March 2022", "2022-03", "2022-03"),
    ("Water returned in mid-August.", "mid-August", "2022-08", "2022-08"),
    ("Water returned at the end of 2021.", "the end of 2021", "2021", "2021"),
    ("They lived here in the 1990s.", "the 1990s", "199", "199X"),
    ("A church of the 19th century burnt.", "the 19th century", "18", "18XX"),
    ("It was in the spring of 2022.", "the spring of 2022", "2022-SP", "2022-21"),
    ("Yesterday the lights came back.", "Yesterday", "2022-09-26", "2022-09-26"),
    ("She came last Tuesday.", "last Tuesday", "2022-09-20", "2022-09-20"),
    ("She came on Friday.", "Friday", "2022-09-23", "2022-09-23"),
    ("She will come on Friday.", "Friday", "2022-09-30", "2022-09-30"),
    ("She came three weeks ago.", "three weeks ago", "2022-W36", "[2022-09-05..2022-09-11]"),
    ("She came two years ago.", "two years ago", "2020", "2020"),
    ("The school opens next month.", "next month", "2022-10", "2022-10"),
    ("This year nobody sowed.", "This year", "2022", "2022"),
    ("After Orthodox Easter 2022 they left.", "Orthodox Easter 2022", "2022-04-24", "2022-04-24"),
    ("On day 200 of the full-scale war the bell rang.", "day 200 of the full-scale war", "2022-09-11", "2022-09-11"),
    ("We waited almost 7 months.", "almost 7 months", "P7M", None),
    ("A 24-hour curfew began.", "24-hour", "PT24H", None),
    ("We waited for three days.", "three days", "P3D", None),
    ("Bread came every day.", "every day", "P1D", None),
    ("Bread came every Monday.", "every Monday", "XXXX-WXX-1", None),
    ("It fell at 15:30 on 10 September 2022.", "15:30 on 10 September 2022", "2022-09-10T15:30", "2022-09-10T15:30:00"),
    ("Around 10 September 2022 it fell.", "Around 10 September 2022", "2022-09-10", "2022-09-10~"),
    ("They are now at home.", "now", "PRESENT_REF", None),
]
UKRAINIAN = [
    ("Міст впав 10 вересня 2022 року.", "10 вересня 2022", "2022-09-10", "2022-09-10"),
    ("Міст впав 10-го вересня.", "10-го вересня", "2022-09-10", "2022-09-10"),
    ("Запис від 10.09.2022.", "10.09.2022", "2022-09-10", "2022-09-10"),
    ("На початку березня зникла вода.", "початку березня", "2022-03", "2022-03"),
    ("Це було у 2021 році.", "2021 році", "2021", "2021"),
    ("Це було навесні 2022 року.", "навесні 2022 року", "2022-SP", "2022-21"),
    ("Минулого вівторка вона приїхала.", "Минулого вівторка", "2022-09-20", "2022-09-20"),
    ("Учора ввімкнули світло.", "Учора", "2022-09-26", "2022-09-26"),
    ("Три тижні тому вона приїхала.", "Три тижні тому", "2022-W36", "[2022-09-05..2022-09-11]"),
    ("Минулого місяця сіяли.", "Минулого місяця", "2022-08", "2022-08"),
    ("Чекали приблизно сім місяців.", "приблизно сім місяців", "P7M", None),
    ("Хліб привозили щодня.", "щодня", "P1D", None),
    (
        "На 200-й день повномасштабного вторгнення задзвонили.",
        "200-й день повномасштабного вторгнення",
        "2022-09-11",
        "2022-09-11",
    ),
    ("На Великдень 2022 року всі були вдома.", "Великдень 2022 року", "2022-04-24", "2022-04-24"),
    ("Двомісячна перерва скінчилася.", "Двомісячна", "P2M", None),
]
RUSSIAN = [
    ("Мост упал 10 сентября 2022 года.", "10 сентября 2022 года", "2022-09-10", "2022-09-10"),
    ("Мост упал в сентябре.", "сентябре", "2022-09", "2022-09"),
    ("В прошлый вторник она приехала.", "прошлый вторник", "2022-09-20", "2022-09-20"),
    ("Вчера включили свет.", "Вчера", "2022-09-26", "2022-09-26"),
    ("Три недели назад она приехала.", "Три недели назад", "2022-W36", "[2022-09-05..2022-09-11]"),
    ("Ждали около семи месяцев.", "около семи месяцев", "P7M", None),
    ("Хлеб привозили каждый день.", "каждый день", "P1D", None),
    ("Летом 2022 года сеяли.", "Летом 2022 года", "2022-SU", "2022-22"),
]


@pytest.mark.parametrize(
    ("language", "text", "quote", "timex", "edtf"),
    [(language, *row) for language, rows in (("en", ENGLISH), ("uk", UKRAINIAN), ("ru", RUSSIAN)) for row in rows],
)
def test_one_date(read_dates, language, text, quote, timex, edtf):
    dates = read_dates(text, language, DOCUMENT)
    assert [(d.quote, d.timex, d.edtf) for d in dates] == [(quote, timex, edtf)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "She is 32 years old."), ("en", "Her son, aged 32, drove."), ("en", "A 9-year-old boy saw it."),
        ("en", "The 93rd brigade has 1500 soldiers."), ("en", "It cost $2020."), ("en", "Call 067-123-45-67."),
        ("en", "See section 10.2 and room 2022-1."), ("en", "They may march in silence and fall."),
        ("uk", "32-річний тракторист приїхав."), ("uk", "Йому 32 роки."), ("uk", "Олена, 32 роки, чекала."),
        ("uk", "Прийшло 2000 людей."),
        ("uk", "На півночі області тихо."), ("ru", "Ей 32 года."), ("ru", "Окружающая среда страдает."),
        ("ru", "Пришло 2000 человек."),
    ],
)  # fmt: skip
def test_no_date(read_dates, language, text):
    assert read_dates(text, language, DOCUMENT) == []


def test_without_a_document_date_relative_words_stay_open(read_dates):
    for text in (
        "Yesterday it rained.",
        "Учора йшов дощ.",
        "Вчера шел дождь.",
        "Last week it rained.",
        "On Friday it rained.",
    ):
        (date,) = read_dates(text)
        assert (date.edtf, date.earliest, date.latest) == (None, None, None)


def test_a_day_without_a_year_keeps_its_year_open(read_dates):
    (date,) = read_dates("On 10 September it rained.", "en")
    assert (date.timex, date.edtf, date.earliest, date.basis) == ("XXXX-09-10", "XXXX-09-10", None, None)


def test_the_year_comes_from_the_document_with_a_reason(read_dates):
    (date,) = read_dates("On 10 September it rained.", "en", DOCUMENT)
    assert date.edtf == "2022-09-10"
    assert DOCUMENT in date.basis


def test_the_year_of_a_history_comes_from_the_text_before(read_dates):
    dates = read_dates("On 3 May 2014 the square was full. On 5 May it was empty.", "en")
    assert dates[1].edtf == "2014-05-05"
    assert "2014-05-03" in dates[1].basis


def test_counting_from_the_date_before(read_dates):
    dates = read_dates("On 3 May 2014 it rained. The next day it froze. Two days later it snowed.", "en", DOCUMENT)
    assert [d.edtf for d in dates] == ["2014-05-03", "2014-05-04", "2014-05-06"]
    assert [d.anchor_date for d in dates] == [None, 0, 1]


def test_a_list_of_days_shares_its_month(read_dates):
    assert [d.edtf for d in read_dates("It rained on 1, 5 and 10 September 2022.", "en")] == [
        "2022-09-01",
        "2022-09-05",
        "2022-09-10",
    ]
    assert [d.edtf for d in read_dates("Дощило 1, 5 та 10 вересня 2022 року.", "uk")] == [
        "2022-09-01",
        "2022-09-05",
        "2022-09-10",
    ]


@pytest.mark.parametrize(
    ("language", "text", "quote", "event"),
    [
        (
            "en",
            "It was quiet 3 days before the liberation of the city, they say.",
            "3 days before the liberation of the city",
            "the liberation of the city",
        ),
        ("en", "On the third day of the occupation they came.", "the third day of the occupation", "the occupation"),
        ("en", "During the whole period of occupation nobody sowed.", "the whole period of occupation", "occupation"),
        ("uk", "За три дні до звільнення міста стало тихо.", "За три дні до звільнення міста", "звільнення міста"),
        ("uk", "На третій день окупації вони прийшли.", "третій день окупації", "окупації"),
        (
            "ru",
            "За три дня до освобождения города стало тихо.",
            "За три дня до освобождения города",
            "освобождения города",
        ),
    ],
)
def test_dates_counted_from_an_event(read_dates, language, text, quote, event):
    (date,) = read_dates(text, language, DOCUMENT)
    assert (date.quote, date.anchor, date.anchor_event.quote) == (quote, "event", event)
    assert (date.edtf, date.earliest, date.latest) == (None, None, None)
    counted = any(word in quote for word in ("3", "три"))
    assert (date.type, date.timex) == (("DURATION", "P3D") if counted else ("DATE", None))


def test_a_ukrainian_text_keeps_its_own_meaning_of_shared_words(read_dates):
    assert read_dates("Довгий час ніхто не приходив.", "uk", DOCUMENT) == []


def test_mixed_languages(read_dates):
    assert [d.edtf for d in read_dates("10 вересня 2022 року: report of September 12, 2022", "uk")] == [
        "2022-09-10",
        "2022-09-12",
    ]


def test_without_a_document_date_the_text_before_does_not_stand_in_for_it(read_dates):
    for text in ("In 2014 it rained. This year it froze.", "On 10 September 2022 it rained. On Friday it froze."):
        assert [d.edtf for d in read_dates(text, "en")][1] is None


def test_what_lies_beyond_the_years_of_a_calendar_stays_open(read_dates):
    (date,) = read_dates("It fell 200 centuries ago.", "en", DOCUMENT)
    assert (date.timex, date.edtf, date.earliest) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Message of 041530ZMAR22 received.", "2022-03-04T15:30:00Z"),
        ("Message of 041530B MAR 22 received.", "2022-03-04T15:30:00+02:00"),
        ("The convoy waited until 5 p.m. EST March 4, 2022.", "2022-03-04T17:00:00-05:00"),
    ],
)
def test_the_zone_stands_in_the_edtf_form_alone(read_dates, text, edtf):
    (date,) = read_dates(text, "en", DOCUMENT)
    assert (date.edtf, date.timex) == (edtf, edtf[:16])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The mission gave the families until Friday to answer.", "2022-09-30"),
        ("They were kept in the cellar until Friday.", "2022-09-23"),
        ("Buses may leave as early as Friday.", "2022-09-30"),
        ("Talks are set to resume Friday in the town.", "2022-09-30"),
        ("The truce had been due to expire Friday.", "2022-09-23"),
        ("A convoy originally planned for Friday never came.", "2022-09-23"),
        ("The mission will double its flights by March.", "2023-03"),
        ("By August the town was empty.", "2022-08"),
        ("In January, a week after the fire, the school closed.", "2022-01"),
    ],
)
def test_the_sentence_tells_past_from_to_come(read_dates, text, value):
    """The document is of Tuesday, 27 September 2022."""
    assert read_dates(text, "en", DOCUMENT)[0].timex == value


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "A 1996 law named it. Its bloody 1990 invasion failed.", ["1996", "1990"]),
        ("en", "He led his 2000 men away.", []),
        ("en", "Jan Kavan spoke to us.", []),
        ("en", "Crime fell through the nineties. The hall is of the early sixties.", ["199", "196"]),
        ("en", "She is in her sixties.", []),
        ("uk", "У дев'яностих роках село спорожніло.", ["199"]),
        ("ru", "В девяностых годах село опустело.", ["199"]),
    ],
)
def test_years_that_tell_of_a_thing_and_decades_in_words(read_dates, language, text, values):
    assert [d.timex for d in read_dates(text, language, DOCUMENT)] == values
