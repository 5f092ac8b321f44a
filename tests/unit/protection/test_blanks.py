"""Blanks of other widths, which pages of ours are full of, leave every character of a folded text in its place."""

import pytest

from witnessmark.protection.fold import fold


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u2009"])
def test_a_name_over_a_blank_of_another_width_is_found_where_it_stands(blank: str) -> None:
    text = f"2{blank}березня Олена{blank}Дячук"
    words = fold(text)
    assert words.text == "2 березня олена дячук"
    assert words.starts is None
    assert words.original(10, 21) == (10, 21)
