"""The data of the dates: every class that a rule asks for has words, every class that has words is asked for."""

from datetime import date
from pathlib import Path

import pytest

import witnessmark.reading.dates as package
from witnessmark.model.acts import taxonomy
from witnessmark.reading.dates.calendar import floating_feast
from witnessmark.reading.dates.event_dates import event_groups
from witnessmark.reading.dates.expressions import _MAKERS
from witnessmark.reading.dates.reader import grammar
from witnessmark.reading.dates.vocabulary import LANGUAGES, table

CODE = "".join(path.read_text(encoding="utf-8") for path in Path(package.__file__).parent.glob("*.py"))


def test_every_class_in_a_rule_has_words():
    vocabulary = grammar()._vocabulary
    assert [name for name in vocabulary._used if not vocabulary.codes(name)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_of_words_is_used(language):
    used = {name.split("_")[0] for name in grammar()._vocabulary._used}
    assert [name for name in table(language)["classes"] if name not in used and f'"{name}' not in CODE] == []


def test_every_rule_has_a_maker_and_an_id_of_its_own():
    rules = grammar().rules
    assert {rule.make for rule in rules} <= set(_MAKERS)
    assert len({rule.id for rule in rules}) == len(rules)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_months_and_weekdays_are_complete(language):
    classes = table(language)["classes"]
    assert set(classes["MONTH"].values()) == set(range(1, 13))
    assert set(classes["WEEKDAY"].values()) == set(range(1, 8))


def test_feasts_and_wars_have_days():
    for language in LANGUAGES:
        assert all(floating_feast(rule, 2022) for rule in table(language)["holidays"])
        assert all(date.fromisoformat(start) for start in table(language)["wars"])


def test_events_name_acts_of_the_taxonomy():
    acts = taxonomy().acts
    assert [act for group in event_groups() for act in group.acts if act not in acts] == []
    ids = {group.id for group in event_groups()}
    assert {group.ended_by for group in event_groups()} - {None} <= ids
