"""The lexicons are whole: every trigger compiles, every act is there, and no short stem catches other words."""

from pathlib import Path
from typing import Any

import pytest
import yaml

import witnessmark.reading as package
from witnessmark.model.acts import taxonomy
from witnessmark.reading.claims.automaton import automaton
from witnessmark.reading.claims.grammar import Grammar
from witnessmark.reading.claims.inflect import forms
from witnessmark.reading.claims.notation import sequences
from witnessmark.reading.claims.proposing import act_data

DATA = Path(str(package.__file__)).parent / "data"
LANGUAGES = ("en", "uk", "ru")


def lexicon(language: str) -> dict[str, dict[str, list[Any]]]:
    acts: dict[str, dict[str, list[Any]]] = yaml.load(
        (DATA / "lexicon" / f"{language}.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader
    )["acts"]
    return acts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_has_triggers_that_compile(language: str) -> None:
    acts = lexicon(language)
    assert set(acts) == set(taxonomy().acts)
    for act, entry in acts.items():
        assert entry.get("strong"), act
        for kind in ("strong", "patterns", "weak", "context"):
            for trigger in entry.get(kind, []):
                assert list(sequences(trigger)), f"{act} {kind}: {trigger}"


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_no_strong_stem_is_so_short_that_it_catches_other_words(language: str) -> None:
    for act, entry in lexicon(language).items():
        for trigger in entry["strong"]:
            assert " " in trigger or "*" not in trigger or len(trigger.split("|")[0].strip("«»*")) >= 3, (
                f"{act}: {trigger}"
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_lists_are_whole_and_every_cue_says_what_it_does(language: str) -> None:
    machine = automaton(language)
    Grammar.of(language, machine.settings)
    for name, cue in machine.cues.items():
        assert cue["scope"] in {"after", "before", "clause", "sentence", "onward", "noun"}, name
        assert len({"modality", "polarity", "drop", "basis", "affirms"} & set(cue)) == 1, name


def test_families_name_acts_of_the_taxonomy() -> None:
    data = act_data()
    named = {act for family in (*data["families"], *data["exclusive"]) for act in family}
    assert named | set(data["ironic"]) | set(data["threat_of_death"]) <= set(taxonomy().acts)


@pytest.mark.parametrize(
    ("trigger", "expected"),
    [
        ("kill", [[("kill",)]]),
        ("take|put out", [[("take", "put"), ("out",)]]),
        ("(old) house", [[("old",), ("house",)], [("house",)]]),
        ("(old|new) house", [[("old", "new"), ("house",)]]),
        ("hand_out|give .. food", [[("give",), ("..",), ("food",)], [("hand",), ("out",), ("..",), ("food",)]]),
        (".. house ..", [[("house",)]]),
        ("<NUM> people", [[("<NUM>",), ("people",)]]),
    ],
)
def test_the_notation(trigger: str, expected: list[list[tuple[str, ...]]]) -> None:
    assert list(sequences(trigger)) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("shoot", {"shoot", "shot", "shooting"}),
        ("rob", {"robbed", "robbing", "robs"}),
        ("bury", {"buried", "buries"}),
        ("torture", {"tortured", "torturing"}),
        ("booby-trap", {"booby-trapped"}),
    ],
)
def test_english_forms(word: str, expected: set[str]) -> None:
    irregular = yaml.load((DATA / "claims" / "irregular.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    assert expected <= forms(word, irregular)
