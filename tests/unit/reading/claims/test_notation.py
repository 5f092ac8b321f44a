"""The notation of the lexicons."""

import pytest

from witnessmark.reading.claims.notation import sequences, with_classes


def test_a_class_may_name_another() -> None:
    classes = {"someone": ["$people", "him"], "people": ["baker", "smith"]}
    assert with_classes("beat $someone|them", classes) == "beat baker|smith|him|them"


def test_an_unknown_class_is_named() -> None:
    with pytest.raises(ValueError, match="no class \\$nobody"):
        with_classes("beat $nobody", {})


def test_a_slot_may_be_one_of_several() -> None:
    assert list(sequences("hit them|<NUM>", True)) == [[("hit",), ("them",)], [("hit",), ("<NUM>",)]]
