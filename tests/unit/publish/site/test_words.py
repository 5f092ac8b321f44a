"""The catalogue is whole in both languages and has a word for every value that the model knows."""

import string
from typing import Any, get_args

import pytest

from witnessmark.model import finding, incident, record, release
from witnessmark.model.acts import taxonomy
from witnessmark.model.consent import Audience
from witnessmark.model.labels import labels
from witnessmark.protection.withholding import Reason
from witnessmark.publish.site.words import Words, data_file, grouped, layer_looks, plural_form


def leaves(node: dict[str, Any], prefix: str = "") -> list[tuple[str, dict[str, Any]]]:
    found = []
    for key, value in node.items():
        assert isinstance(key, str), f"{prefix}{key!r} is no text: YAML took a word for something else"
        if {"en", "uk"} & set(value):
            found.append((f"{prefix}{key}", value))
        else:
            found += leaves(value, f"{prefix}{key}.")
    return found


ENTRIES = leaves(data_file("words.yaml")) + leaves(labels())


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(("key", "entry"), ENTRIES, ids=[key for key, _ in ENTRIES])
def test_an_entry_says_the_same_in_both_languages(key: str, entry: dict[str, Any]) -> None:
    assert set(entry) == {"en", "uk"}
    if isinstance(entry["en"], dict):
        assert set(entry["en"]) == {"one", "many"}
        assert set(entry["uk"]) == {"one", "few", "many"}
    else:
        assert fields(entry["en"]) == fields(entry["uk"])
        assert entry["en"].strip() and entry["uk"].strip()


VALUES = {
    "modality": get_args(record.Modality), "basis": get_args(record.Basis), "status": get_args(incident.IncidentStatus),
    "field": get_args(incident.Field), "role": tuple(taxonomy().roles), "place-kind": get_args(record.PlaceKind),
    "actor-kind": get_args(record.ActorKind), "element-status": get_args(finding.ElementStatus),
    "strength": get_args(finding.Strength), "audience": tuple(Audience), "reason": get_args(Reason),
    "group-reason": ("same-speaker", "near-copy", "same-chain", "same-source", "single", "common-origin", "translated"),
}  # fmt: skip


@pytest.mark.parametrize("section", VALUES)
def test_every_value_of_the_model_has_a_word(section: str) -> None:
    keys = {key for key, _ in ENTRIES}
    assert {value for value in VALUES[section] if f"{section}.{value}" not in keys} == set()


def test_every_layer_has_a_look() -> None:
    assert set(layer_looks()) == set(get_args(release.Layer))


@pytest.mark.parametrize(
    ("n", "form"),
    [
        (1, "one"),
        (2, "few"),
        (4, "few"),
        (5, "many"),
        (11, "many"),
        (12, "many"),
        (21, "one"),
        (22, "few"),
        (111, "many"),
        (0, "many"),
    ],
)
def test_ukrainian_counts(n: int, form: str) -> None:
    assert plural_form("uk", n) == form


def test_counted_words() -> None:
    assert Words("en").count("count.claims", 1) == "1 claim"
    assert Words("uk").count("count.claims", 1234) == "1\u202f234 твердження"
    assert grouped(5000) == "5\u202f000"


def test_an_unknown_value_is_shown_and_an_unknown_key_is_an_error() -> None:
    words = Words("en")
    assert words.value("reason", "some-new-reason") == "some new reason"
    with pytest.raises(KeyError):
        words("no.such.key")
