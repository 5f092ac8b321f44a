"""Names as news and reports write them: joined by hyphens, with codes, with the bodies and people of a place."""

import pytest

from witnessmark.model.record import ReadingInput
from witnessmark.reading.pipeline import read


def places(text):
    return [place.quote for place in read(ReadingInput(id="1", text=text, language="en")).places]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Each side of a hyphen by itself.
        ("They took the Amsterdam-London train.", ["Amsterdam", "London"]),
        ("A summit of the Egyptian-US council failed.", ["US"]),
        ("The cleric Muqtada al-Sadr called a truce.", []),
        # Where somebody sits or lives.
        ("The bill is by Rep. Maria Stenko, D-Chicopee, and others.", ["Chicopee"]),
        ("Petro Kral, 31, of Pomeroy, was freed.", ["Pomeroy"]),
        # Codes and short forms of states.
        ("The firm moved to Houston, TX, last year.", ["Houston", "TX"]),
        ("He had been, OK, tired.", []),
        ("Lieutenant S. C. Boyle and the staff of Hilton Head, S. C., met.", ["Hilton Head", "S. C."]),
        # What belongs to a place, and what only has its name.
        ("A Dunbar police officer and a Laconia man were hurt.", ["Dunbar", "Laconia"]),
        ("The Washington Post wrote of it.", ["Washington"]),
        ("The clerk of Dublin City Council spoke.", ["Dublin"]),
        ("They met at City Hall.", []),
        ("A grant of US$3.7m was refused.", []),
        # Areas that share their noun, and a noun written small.
        ("Schools in Barrow, Jackson and Madison counties shut.", ["Barrow", "Jackson", "Madison"]),
        ("The patrol drove through Anbar province.", ["Anbar"]),
        ("The Jerusalem office of McLean County was shut.", ["Jerusalem", "McLean County"]),
        # Official names of states, and dependent territories.
        ("The Republic of Armenia and the Holy See signed.", ["Republic of Armenia", "Holy See"]),
        ("Ships left Guam for Eswatini.", ["Guam", "Eswatini"]),
        # Streets.
        ("The shop is at 12 Main St. by the corner of Third Street.", ["Main St.", "Third Street"]),
        ("They drove down Eglinton Avenue West.", ["Eglinton Avenue West"]),
        # A report's place in capitals.
        ("LONDON The prime minister spoke.", ["LONDON"]),
    ],
)
def test_names_in_the_news(text, found):
    assert places(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody told me about the case,” said Noma. Noma went home. In Noma’s case nobody came.",
        "Olha-Maria Miranda wrote it. Miranda was tired.",
    ],
)
def test_who_speaks_or_is_named_in_full_is_no_place(text):
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Deputies of Madison County came to Ann Arbor.", ["Madison County", "Ann Arbor"]),
        ("In Georgia a coalition won. The Jordan delegation left.", ["Georgia", "Jordan"]),
        ("Victoria Lysenko and Jordan Petrenko came.", []),
    ],
)
def test_places_that_begin_like_a_given_name(text, found):
    assert places(text) == found


def test_areas_that_share_their_noun_are_the_areas():
    given = ReadingInput(id="1", text="Police of Barrow, Jackson and Madison counties in Georgia met.", language="en")
    barrow = read(given).places[0]
    assert (barrow.name, barrow.kind) == ("Barrow County", "region")
