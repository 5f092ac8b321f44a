"""Reading the dates of a text, for the tests of this folder."""

import pytest

from witnessmark.reading.dates.reader import DateReader
from witnessmark.reading.draft import Draft


@pytest.fixture(scope="session")
def read_dates():
    reader = DateReader()

    def read(text, language=None, date=None):
        draft = Draft.of("t", text, language, date)
        reader.read(draft)
        return draft.dates

    return read
