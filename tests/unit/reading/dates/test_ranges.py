"""A stretch between two dates: each end is a mention of its own, and both carry the bounds of the whole."""

import pytest

DOCUMENT = "2022-09-27"
SEPTEMBER = ("2022-09-01", "2022-09-10")


@pytest.mark.parametrize(
    ("language", "text", "quotes", "values", "edtf"),
    [
        ("en", "Shops closed from 1 to 10 September.", ["1", "10 September"], SEPTEMBER, "2022-09-01/2022-09-10"),
        (
            "en",
            "It happened between 1 and 10 September.",
            ["1", "10 September"],
            SEPTEMBER,
            "[2022-09-01..2022-09-10]",
        ),
        (
            "en",
            "The roads were shut March–April 2022.",
            ["March", "April 2022"],
            ("2022-03", "2022-04"),
            "2022-03/2022-04",
        ),
        (
            "en",
            "Shelling went on March 5-9, 2022.",
            ["March 5", "9, 2022"],
            ("2022-03-05", "2022-03-09"),
            "2022-03-05/2022-03-09",
        ),
        (
            "en",
            "They were held from the 13th to the 19th of April 2022.",
            ["the 13th", "the 19th of April 2022"],
            ("2022-04-13", "2022-04-19"),
            "2022-04-13/2022-04-19",
        ),
        (
            "en",
            "The road was shut from 20 November to 3 January 2022.",
            ["20 November", "3 January 2022"],
            ("2021-11-20", "2022-01-03"),
            "2021-11-20/2022-01-03",
        ),
        ("en", "Rome ruled 264–241 BC here.", ["264", "241 BC"], ("BC0264", "BC0241"), "-0263/-0240"),
        ("uk", "Магазини не працювали з 1 по 10 вересня.", ["1", "10 вересня"], SEPTEMBER, "2022-09-01/2022-09-10"),
        ("uk", "Це сталося між 1 і 10 вересня.", ["1", "10 вересня"], SEPTEMBER, "[2022-09-01..2022-09-10]"),
        (
            "uk",
            "Обстріли тривали 5–8 травня 2022 року.",
            ["5", "8 травня 2022"],
            ("2022-05-05", "2022-05-08"),
            "2022-05-05/2022-05-08",
        ),
        (
            "uk",
            "Село тримали 4 червня — вересень 2022.",
            ["4 червня", "вересень 2022"],
            ("2022-06-04", "2022-09"),
            "2022-06-04/2022-09",
        ),
        (
            "uk",
            "Дорогу закрили з листопада до березня 2022 року.",
            ["листопада", "березня 2022"],
            ("2021-11", "2022-03"),
            "2021-11/2022-03",
        ),
        ("ru", "Магазины не работали с 1 по 10 сентября.", ["1", "10 сентября"], SEPTEMBER, "2022-09-01/2022-09-10"),
        (
            "ru",
            "Обстрелы шли 15—26.06.2022.",
            ["15", "26.06.2022"],
            ("2022-06-15", "2022-06-26"),
            "2022-06-15/2022-06-26",
        ),
    ],
)
def test_both_ends(read_dates, language, text, quotes, values, edtf):
    dates = read_dates(text, language, DOCUMENT)
    assert [d.quote for d in dates] == quotes
    assert tuple(d.timex for d in dates) == values
    assert [d.edtf for d in dates] == [edtf, edtf]
    assert len({(d.earliest, d.latest) for d in dates}) == 1


def test_a_stretch_that_runs_backwards_says_nothing(read_dates):
    assert all(d.edtf is None for d in read_dates("It went from 10 September 2022 to 1 May 2020.", "en", DOCUMENT))


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "It rained in August and September 2014.", ["2014-08", "2014-09"]),
        ("uk", "Сіяли взимку та навесні 2019 року.", ["2019-WI", "2019-SP"]),
        ("ru", "Сеяли весной и летом 2019 года.", ["2019-SP", "2019-SU"]),
    ],
)
def test_a_list_shares_the_year_at_its_end(read_dates, language, text, values):
    assert [d.timex for d in read_dates(text, language, DOCUMENT)] == values
