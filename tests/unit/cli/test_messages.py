"""Every message stands in both languages and takes the same values; no command asks for one that is not there."""

import ast
from pathlib import Path

import witnessmark.cli
from witnessmark.cli.messages import _catalogue
from witnessmark.evidence.roles import ROLES
from witnessmark.evidence.state import Conflict
from witnessmark.model.acts import taxonomy

CLI = Path(witnessmark.cli.__file__).parent


def _values(text: str) -> set[str]:
    return set(text.replace("}", "{").split("{")[1::2])


def test_every_message_is_in_both_languages_with_the_same_values() -> None:
    for key, message in _catalogue().items():
        assert message.keys() == {"en", "uk"}, key
        assert _values(message["en"]) == _values(message["uk"]), key


def test_no_command_asks_for_a_message_that_is_not_there() -> None:
    asked = {
        call.args[0].value
        for file in CLI.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("say", "_said") and call.args
        if isinstance(call.args[0], ast.Constant)
    }
    assert len(asked) > 150 and asked - _catalogue().keys() - {"say"} == set()


def test_roles_conflicts_and_cautions_have_words() -> None:
    kinds = Conflict.__annotations__["what"].__args__
    assert {f"category-{one}" for one in taxonomy().categories} <= _catalogue().keys()
    assert {f"role-{role}" for role in ROLES} | {f"conflict-{kind}" for kind in kinds} <= _catalogue().keys()
    cautions = {
        call.args[0].value
        for file in (CLI.parent / "protection").glob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Caution"
        if isinstance(call.args[0], ast.Constant)
    }
    assert cautions and {f"caution-{kind}" for kind in cautions} <= _catalogue().keys()
