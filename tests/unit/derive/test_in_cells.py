"""The mention of a cell is the first that stands inside it."""

from hypothesis import given
from hypothesis import strategies as st

from witnessmark.derive.in_cells import InCells
from witnessmark.intake.mapping import RecordField
from witnessmark.model.record import DateMention

_STRETCHES = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda two: (two[0], sum(two)))


@given(st.lists(_STRETCHES, max_size=12), _STRETCHES)
def test_as_if_all_were_looked_through(mentions: list[tuple[int, int]], cell: tuple[int, int]) -> None:
    dates = [DateMention(start=start, end=end, quote=str(at)) for at, (start, end) in enumerate(mentions)]
    expected = next((one for one in dates if cell[0] <= one.start and one.end <= cell[1]), None)
    assert InCells(dates).first(RecordField("", *cell)) is expected
    assert InCells(dates).first(RecordField("")) is None
