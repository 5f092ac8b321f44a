"""The command ``witnessmark``. A command's module is imported only when it is called: ``--help`` answers at once."""

import importlib
import os
import sys
from contextlib import redirect_stdout
from typing import Any, cast

import click

from witnessmark.cli import messages
from witnessmark.cli.click_words import translate_click
from witnessmark.cli.failures import explain
from witnessmark.cli.help_words import in_users_language, placeholders
from witnessmark.cli.messages import say
from witnessmark.cli.terminal import HarmlessOutput

_SECTIONS = {
    "begin": ("init", "add", "status", "serve"),
    "look": ("claims", "incidents", "people", "places", "registers", "matrix", "law", "search"),
    "say": ("consent", "protect", "decide", "grade"),
    "release": ("publish", "clear", "export", "verify", "disclose", "custody"),
    "keep": ("unlock", "lock", "passphrase", "recover", "device", "sync", "repair", "stamp", "expunge"),
    "programs": ("suggest", "read", "link"),
}
"""The commands in the order of a mission; what each is for stands in ``data/messages.yaml``."""
_COMMANDS = tuple(name for names in _SECTIONS.values() for name in names)


class _Commands(click.Group):
    """The commands by name; each module in ``commands`` defines one ``command``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"witnessmark.cli.commands.{cmd_name}").command
        return in_users_language(command, cmd_name)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [placeholders(each) for each in super().collect_usage_pieces(ctx)]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _speak(ctx.params.get("lang"))
        click.Group.format_help(cast("_Commands", in_users_language(self, "witnessmark")), ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for section, names in _SECTIONS.items():
            with formatter.section(say(f"commands-{section}")):
                formatter.write_dl([(name, say(f"command-{name}")) for name in names])


def _speak(lang: str | None) -> None:
    """In the language that was asked for; ``--help`` is answered before any other option is looked at."""
    known = {"en", "uk"} & {lang, os.environ.get("WITNESSMARK_LANG")}
    messages.speak(lang if lang in known else next(iter(known), None) or messages.language_of_user())


def _spoken(ctx: click.Context, param: click.Parameter, lang: str | None) -> str | None:
    """Speak as soon as the option is read: what is wrong with the rest of the line is said in that language."""
    _speak(lang)
    return lang


_FIRST_STEPS = """\
Witnessmark turns the material of a field mission into a case file.

First make a case, then add what you brought back:

    witnessmark init kharkiv
    cd kharkiv
    witnessmark add ../report.docx ../interviews/ ../photos/
    witnessmark status

`witnessmark --help` lists all commands; `witnessmark add --help` explains one.
Українською: witnessmark --lang uk
"""

_FIRST_STEPS_UK = """\
Witnessmark перетворює матеріали польової місії на справу.

Спершу створіть справу, тоді додайте те, що привезли:

    witnessmark init kharkiv
    cd kharkiv
    witnessmark add ../report.docx ../interviews/ ../photos/
    witnessmark status

`witnessmark --help` показує всі команди; `witnessmark add --help` пояснює одну з них.
"""


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="witnessmark", message="%(prog)s %(version)s")
@click.option(
    "--lang",
    type=click.Choice(["en", "uk"]),
    envvar="WITNESSMARK_LANG",
    is_eager=True,
    callback=_spoken,
    help="Language of messages: en or uk.",
)
@click.pass_context
def witnessmark(ctx: click.Context, lang: str | None) -> None:
    """Turns the material of a field mission into a case file: preserved, read, placed, protected, verifiable."""
    if ctx.invoked_subcommand is None:
        click.echo(_FIRST_STEPS_UK if messages.language() == "uk" else _FIRST_STEPS, nl=False)


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; every expected failure ends with one line that says what and why, and its exit code."""
    translate_click()
    _speak(None)
    try:
        with redirect_stdout(HarmlessOutput(sys.stdout)):
            result = witnessmark.main(args=arguments, standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except Exception as error:
        sys.exit(explain(error))
    sys.exit(result if isinstance(result, int) else 0)
