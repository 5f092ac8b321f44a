"""``--help`` speaks Ukrainian: every text has one, made from the English that stands there today."""

import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from witnessmark.cli import messages
from witnessmark.cli.help_words import EVERYWHERE, catalogue, in_users_language, placeholders, texts_of
from witnessmark.cli.main import witnessmark

_SAME_IN_BOTH = re.compile(r'witnessmark (?!.*(  |")).*')
"""A line of an example that holds no words of a language: no remark, nothing in quotes."""
_KEPT = re.compile(r"(?<!\w)--?[a-z-]+|`[^`]*`|\b[A-Z]-?\d\d?\b|\b\d+\b")
"""What a translation must keep as it is: options, what is to be typed, numbers."""
_CONTEXT = click.Context(witnessmark, info_name="witnessmark")


def _commands() -> Iterator[tuple[str, click.Command]]:
    yield "witnessmark", witnessmark
    for name in witnessmark.list_commands(_CONTEXT):
        command = witnessmark.get_command(_CONTEXT, name)
        assert command is not None
        yield name, command


COMMANDS = dict(_commands())


@pytest.fixture
def ukrainian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "_language", "uk")


def _known(name: str) -> set[str]:
    return {pair.en for section in (EVERYWHERE, name) for pair in catalogue().texts.get(section, ())}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_text_of_a_command_has_a_ukrainian_one(name: str) -> None:
    said = [text for text in texts_of(COMMANDS[name]) if not _SAME_IN_BOTH.fullmatch(text)]
    assert said
    assert [text for text in said if text not in _known(name)] == []


def test_no_translation_is_of_words_that_no_command_says_any_more() -> None:
    said = {name: set(texts_of(command)) for name, command in COMMANDS.items()}
    everywhere = set().union(*said.values())
    for section, pairs in catalogue().texts.items():
        today = everywhere if section == EVERYWHERE else said[section]
        assert [pair.en for pair in pairs if pair.en not in today] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name: str) -> None:
    options = [each for each in COMMANDS[name].params if isinstance(each, click.Option)]
    assert [each.opts for each in options if not each.help] == []


def test_a_translation_keeps_what_is_to_be_typed(ukrainian: None) -> None:
    for pairs in catalogue().texts.values():
        for pair in pairs:
            kept = [placeholders(each) for each in _KEPT.findall(pair.en)]
            assert sorted(kept) == sorted(_KEPT.findall(pair.uk)), pair.en
            assert re.search("[а-яіїєґ]", pair.uk), pair.uk


@pytest.mark.parametrize("name", COMMANDS)
def test_what_stands_for_a_value_is_ukrainian(name: str, ukrainian: None) -> None:
    command = in_users_language(COMMANDS[name], name)
    told = [each for each in command.params if isinstance(each, click.Argument) or not getattr(each, "is_flag", False)]
    shown = " ".join([*(each.make_metavar(_CONTEXT) for each in told), command.options_metavar or ""])
    assert re.findall(r"\b[A-Z]{2,}\b", shown) == []


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_ukrainian_from_its_first_word_to_its_last(name: str, ukrainian: None) -> None:
    command = in_users_language(COMMANDS[name], name)
    text = " ".join(command.get_help(click.Context(command, info_name=name)).split())
    left = [english for english in texts_of(COMMANDS[name]) if " ".join(english.split()) in text]
    assert [english for english in left if not _SAME_IN_BOTH.fullmatch(english)] == []


def test_the_command_itself_stays_english(ukrainian: None) -> None:
    command = COMMANDS["add"]
    assert in_users_language(command, "add") is not command
    assert "Preserve files" in (command.help or "") and command.options_metavar == "[OPTIONS]"


def test_a_changed_text_is_shown_in_english(ukrainian: None) -> None:
    @click.command(help="Preserve files and folders somewhere else.")
    @click.option("--giver", help="Who gave it; kept apart, never published.")
    def command(giver: str) -> None: ...

    told = in_users_language(command, "add")
    assert told.help == "Preserve files and folders somewhere else."
    assert "зберігається окремо" in (getattr(told.params[0], "help", "") or "")


def test_the_list_of_commands_loads_no_command_and_no_yaml() -> None:
    program = (
        "import sys; from witnessmark.cli.main import main\n"
        "try: main(['--lang', 'uk', '--help'])\n"
        "except SystemExit as end: code = end.code\n"
        "loaded = [name for name in sys.modules if name == 'yaml' or name.startswith('witnessmark.cli.commands.')]\n"
        "sys.exit(code or len(loaded))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Використання: ") and "Показати версію" in done.stdout
