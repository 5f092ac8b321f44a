"""What the workbench calls places and what lies around them."""

from witnessmark.web.naming import unit_called


def test_a_unit_has_its_name_in_the_language_and_an_unknown_one_its_own() -> None:
    assert unit_called("Kharkiv Oblast", "uk") == "Харківська область"
    assert unit_called("Kharkiv Oblast", "en") == "Kharkiv Oblast"
    assert unit_called("Nowhere Hromada", "uk") == "Nowhere Hromada"
