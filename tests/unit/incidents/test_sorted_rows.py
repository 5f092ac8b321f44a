"""Rows in parts hold what one sorted list would, and read no part that nobody asks for."""

from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.incidents.sorted_rows import FEW, PARTS, SortedRows

WIDTH = 4
ROWS = st.lists(st.binary(min_size=WIDTH, max_size=WIDTH), max_size=30, unique=True)


def all_of(rows: SortedRows) -> list[bytes]:
    whole = b"".join(rows.numbered(number) for number in range(PARTS))
    return [whole[at : at + WIDTH] for at in range(0, len(whole), WIDTH)]


@settings(deadline=None)
@given(ROWS, ROWS, st.data())
def test_changes_leave_what_a_sorted_list_would_hold(here: list[bytes], come: list[bytes], data: st.DataObject) -> None:
    gone = data.draw(st.lists(st.sampled_from(here), unique=True)) if here else []
    before = SortedRows.of(WIDTH, sorted(here))
    after = before.with_changes([row for row in come if row not in here], gone)
    expected = sorted((set(here) | set(come)) - (set(gone) - (set(come) - set(here))))
    assert all_of(after) == expected and all_of(before) == sorted(here)
    assert after == SortedRows.of(WIDTH, expected)
    for row in expected:
        assert list(after.begin_with(row[:2])) == [one for one in expected if one[:2] == row[:2]]
        assert set(after.ending({row[2:]})) == {one for one in expected if one[2:] == row[2:]}
        many = {row[2:], *(bytes([number, 1]) for number in range(FEW + 1))}
        assert set(after.ending(many)) == {one for one in expected if one[2:] in many}


def test_only_what_is_asked_for_is_read() -> None:
    whole = SortedRows.of(WIDTH, [b"aaaa", b"aaab", b"zzzz"])
    asked: list[int] = []

    def read(number: int) -> bytes:
        asked.append(number)
        return whole.numbered(number)

    lazy = SortedRows(WIDTH, [None] * PARTS, read)
    after = lazy.with_changes([b"aaac"])
    assert list(after.begin_with(b"aaa")) == [b"aaaa", b"aaab", b"aaac"]
    assert len(asked) == 1 and after.changed == set(asked)
