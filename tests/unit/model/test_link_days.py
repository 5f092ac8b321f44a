"""Why two claims are one: the days in it are said as the reader's language says days."""

from witnessmark.model.link_words import why


def test_days_are_said_in_words_where_somebody_can_say_them() -> None:
    values = {"same-days": "2022-03-12"}
    assert "(2022-03-12)" in why(("same-days",), values, "uk")
    assert "(12 березня 2022)" in why(("same-days",), values, "uk", {"2022-03-12": "12 березня 2022"}.__getitem__)
