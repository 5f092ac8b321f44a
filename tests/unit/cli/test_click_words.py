"""What is wrong with a command line is said in the user's language, whatever it is."""

import pytest

from tests.integration.running import witnessmark

WRONG = [
    (["search"], "Missing argument", "Бракує аргументу"),
    (["claims", "--proposals"], "No such option", "Параметра '--proposals' немає"),
    (["claimz"], "No such command", "Команди 'claimz' немає"),
    (["decide", "3fa1c2e0", "perhaps"], "is not one of", "не є одним із"),
    (["registers", "suspects"], "is not one of", "не є одним із"),
    (["status", "now"], "unexpected extra argument", "Зайвий аргумент"),
    (["claims", "--act"], "requires an argument", "потребує значення"),
    (["add", "--case", __file__, "x"], "is a file", "це файл"),
]


@pytest.mark.parametrize(("line", "english", "ukrainian"), WRONG, ids=lambda value: " ".join(value)[:20])
def test_a_wrong_line_is_answered_in_the_users_language(
    line: list[str], english: str, ukrainian: str, tmp_path: object
) -> None:
    said = witnessmark("--lang", "uk", *line, cwd=tmp_path)  # type: ignore[arg-type]
    assert said.code == 2 and ukrainian in said.errors
    assert "Помилка: " in said.errors and "Error" not in said.errors and "Try" not in said.errors
    plain = witnessmark(*line, cwd=tmp_path)  # type: ignore[arg-type]
    assert plain.code == 2 and english in plain.errors and "Error: " in plain.errors


def test_a_language_that_there_is_not_is_answered_in_the_one_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    assert "is not one of 'en', 'uk'" in witnessmark("--lang", "de", "claims", cwd=tmp_path).errors  # type: ignore[arg-type]


def test_the_catalogue_has_the_words_that_click_looks_up() -> None:
    """A new version of click may say a thing in other words: then this fails, and the catalogue is to be filled up."""
    import ast
    import inspect

    import click.core
    import click.exceptions
    import click.parser
    import click.types

    from witnessmark.cli.click_words import _catalogue

    wanted = ("Missing", "No such", "Invalid value", "Got unexpected", "requires", "is not one of", "does not exist")
    looked_up = [
        argument.value
        for module in (click.core, click.exceptions, click.parser, click.types)
        for call in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
    told = [text for text in looked_up if any(word in text for word in wanted)]
    assert len(told) > 10
    assert [text for text in told if text not in _catalogue()] == []
