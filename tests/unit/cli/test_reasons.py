"""Why something was not done is said in the user's language, whatever part of the program says it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import witnessmark
from witnessmark.cli import messages
from witnessmark.cli.reasons import _reasons, told

PACKAGE = Path(witnessmark.__file__).parent
_SENTENCES = {
    "EvidenceError": 0, "NoCase": 0, "MissingObject": 0, "UnknownDevice": 0, "DifferentCase": 0,
    "NotRecoverableError": 0,
    "NoModel": 0, "OwnGazetteerError": 0, "BadQuery": 0, "LawFileError": 3, "LawError": 1,
    "BadStream": 0, "BadStamp": 0, "BadEntry": 0, "NotAnswered": 0, "NotReached": 0, "NotDisclosableError": 0,
    "Finding": 1, "SealFinding": 1, "StampFinding": 1, "Refused": 2,
}  # fmt: skip
"""What carries a reason to a person, and which of its arguments that is where it is not called ``reason``."""
_PLAIN = ("derive/correcting.py", "intake/mapping.py", "protection/bagging.py", "evidence/time_authority.py")
"""Files whose ``ValueError`` is shown to the user as it is."""


def _said_in(file: Path) -> Iterator[str]:
    plain = str(file.relative_to(PACKAGE)) in _PLAIN
    for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        if call.func.id not in _SENTENCES and not (plain and call.func.id == "ValueError"):
            continue
        named = [each.value for each in call.keywords if each.arg == "reason"]
        reason = [*named, *call.args[_SENTENCES.get(call.func.id, 0) :]][:1]
        for text in map(_filled, reason):
            if text:
                yield text


def _filled(node: ast.expr) -> str | None:
    """The text with something filled in; None where it is not written down there."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(each.value if isinstance(each, ast.Constant) else "7" for each in node.values)
    return None


_SPEAKING = ("evidence", "derive", "law", "reading/places", "suggesting", "protection", "intake")


@pytest.fixture(scope="module")
def said() -> list[str]:
    files = (file for folder in _SPEAKING for file in sorted((PACKAGE / folder).glob("*.py")))
    return sorted({text for file in files for text in _said_in(file)})


@pytest.fixture
def ukrainian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "_language", "uk")


@pytest.mark.xdist_group("reasons")
def test_reasons_are_found_where_they_are_given(said: list[str]) -> None:
    assert len(said) > 100 and "cut-off" in said and "changed-object" in said


@pytest.mark.xdist_group("reasons")
def test_every_reason_has_a_ukrainian_one(ukrainian: None, said: list[str]) -> None:
    left = [text for text in said if told(text) == text and text.strip("7: ")]
    assert left == [], "\n".join(left)


def test_what_is_filled_in_is_in_both_languages() -> None:
    for pair in _reasons().texts:
        names = set(pair.uk.replace("}", "{").split("{")[1::2])
        assert names <= set(pair.en.replace("}", "{").split("{")[1::2]), pair.en


def test_a_reason_within_a_reason_is_translated_too(ukrainian: None) -> None:
    assert told("mine.yaml, line 3: x: there is no act 'looking'") == "mine.yaml, рядок 3: x: діяння 'looking' немає"
    damaged = told(
        "journal/ab.jsonl is damaged at line 6 (malformed): nothing can be added to it; `witnessmark verify` tells more"
    )
    assert damaged.startswith("journal/ab.jsonl пошкоджено в рядку 6 (це не запис журналу)")
    assert told("[Errno 2] No such file or directory: '/proc/abc'") == "'/proc/abc': такого файлу чи теки немає"


def test_english_stays_as_it_is_and_so_does_what_nobody_translated(
    ukrainian: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told("the moon is full") == "the moon is full"
    monkeypatch.setattr(messages, "_language", "en")
    assert told("cut-off") == "cut-off"
