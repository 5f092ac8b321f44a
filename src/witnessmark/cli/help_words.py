"""What a command says of itself (``--help``) in the user's language.

The English stands with each command. ``data/help.yaml`` has it in Ukrainian, found by the English words themselves: a
text that was changed since is found no more and is shown in English until somebody translates it, and a test says so.
"""

import copy
import inspect
import re
from collections.abc import Iterator, Mapping
from functools import cache

import click
import msgspec

from witnessmark.cli import messages
from witnessmark.cli.compiled import compiled_as

EVERYWHERE = "everywhere"
"""The section of what several commands say alike: ``--case``, ``--json``, the head of an example."""
_RAW = "\b\n"
"""What click has at the head of a paragraph whose lines stay as they are."""
_PLACEHOLDER = re.compile(r"[A-Z]{2,}")


class Pair(msgspec.Struct):
    """One text as the command has it, and what it is in Ukrainian."""

    en: str
    uk: str


class Catalogue(msgspec.Struct):
    """``placeholders``: FILE → ФАЙЛ. ``texts``: by command, and under ``everywhere``, what is said."""

    placeholders: dict[str, str]
    texts: dict[str, list[Pair]]


@cache
def catalogue() -> Catalogue:
    return compiled_as("help", Catalogue)


def in_users_language(command: click.Command, name: str) -> click.Command:
    """The command with its help in the user's language: itself in English, a copy in Ukrainian."""
    if messages.language() != "uk":
        return command
    texts = {pair.en: pair.uk for section in (EVERYWHERE, name) for pair in catalogue().texts.get(section, ())}
    told = copy.copy(command)
    told.help = _translated(command.help or "", texts)
    told.options_metavar = placeholders(command.options_metavar or "")
    if isinstance(told, click.Group):
        told.subcommand_metavar = placeholders(told.subcommand_metavar)
    told.params = [_parameter(each, texts, click.Context(command)) for each in command.params]
    return told


def placeholders(text: str) -> str:
    """What stands for a value on the command line, in the user's language: FILE, [PERSON], NAME|ID."""
    if messages.language() != "uk":
        return text
    known = catalogue().placeholders
    return _PLACEHOLDER.sub(lambda found: known.get(found.group(), found.group()), text)


def texts_of(command: click.Command) -> Iterator[str]:
    """Every text of a command that is looked up: paragraphs, lines that stay lines, what its parameters say."""
    for paragraph in _paragraphs(command.help or ""):
        if paragraph.startswith(_RAW):
            yield from (line.strip() for line in paragraph.removeprefix(_RAW).splitlines())
        else:
            yield paragraph
    for parameter in command.params:
        if help_of := getattr(parameter, "help", None):
            yield help_of


def _paragraphs(text: str) -> list[str]:
    """Each as one line, however it is broken in the program, but for those whose lines stay."""
    found = inspect.cleandoc(text).split("\n\n")
    return [each if each.startswith(_RAW) else " ".join(each.split()) for each in found]


def _translated(text: str, texts: Mapping[str, str]) -> str:
    return "\n\n".join(
        "\n".join(_line(line, texts) for line in each.splitlines()) if each.startswith(_RAW) else texts.get(each, each)
        for each in _paragraphs(text)
    )


def _line(line: str, texts: Mapping[str, str]) -> str:
    """The line with its indentation."""
    words = line.strip()
    return line.replace(words, texts.get(words, words)) if words else line


def _parameter(parameter: click.Parameter, texts: Mapping[str, str], context: click.Context) -> click.Parameter:
    told = copy.copy(parameter)
    if isinstance(told, click.Option):
        told.help = texts.get(told.help or "", told.help)
        if told.is_flag or told.count:
            return told
    told.metavar = placeholders(parameter.make_metavar(context))
    return told
