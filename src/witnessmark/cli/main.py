"""The command ``witnessmark``. A command's module is imported only when it is called: ``--help`` answers at once."""

import importlib
import sys
from contextlib import redirect_stdout
from typing import Any

import click

from witnessmark.cli.failures import explain
from witnessmark.cli.terminal import HarmlessOutput

_COMMANDS = {
    "init": "Make a new case folder.",
    "add": "Preserve files, read them, and say what was found.",
    "status": "What came in, what was read, what waits for a person.",
    "claims": "What is said to have happened, with the exact words.",
    "incidents": "What the claims are about, across documents.",
    "places": "The places named, and where they are taken to be.",
    "people": "The people named, and what they allowed.",
    "registers": "Control, hazards, services, aid, casualties, as tables.",
    "matrix": "Claims laid beside the elements of law. Never a verdict.",
    "law": "The law data, law files of your own, the declared conflict.",
    "search": "Find words in the documents and claims of the case.",
    "consent": "Say what a person, or the giver of a source, allowed.",
    "protect": "Never name a person outside the team.",
    "decide": "Confirm, reject or correct a claim; say what is the same.",
    "grade": "How far a source, claim or incident is to be relied on, and why.",
    "clear": "A reviewer's clearance, approval or waiver for a release.",
    "device": "The keys that sign in this case folder.",
    "publish": "Through the gate, to a site and a dossier.",
    "disclose": "Open withheld passages for a court, with proof.",
    "expunge": "Destroy a source or a person's data for good.",
    "unlock": "Open the keys of a case for this sitting.",
    "lock": "Forget every unlocked key now.",
    "passphrase": "Change the passphrase of the keys.",
    "custody": "What happened to a source, and through whose hands it went.",
    "stamp": "Have an authority confirm the time. The network only when you say so.",
    "recover": "Print what gives a lost key back, or get it back.",
    "verify": "Check a case or a published release, offline.",
    "sync": "Merge with another copy of the case.",
    "repair": "Make a damaged case whole again from another copy.",
    "export": "Hand over data or the dossier, through the same gate.",
    "serve": "The workbench, in the browser on this machine.",
    "suggest": "Read documents again with a model of your own. Marked as such.",
    "read": "The reading step alone: JSON lines in and out.",
    "link": "The linking step alone: JSON lines in and out.",
}


class _Commands(click.Group):
    """The commands by name; each module in ``commands`` defines one ``command``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"witnessmark.cli.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


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
    "--lang", type=click.Choice(["en", "uk"]), envvar="WITNESSMARK_LANG", help="Language of messages: en or uk."
)
@click.pass_context
def witnessmark(ctx: click.Context, lang: str | None) -> None:
    """Turns the material of a field mission into a case file: preserved, read, placed, protected, verifiable."""
    from witnessmark.cli import messages

    messages.speak(lang or messages.language_of_user())
    if ctx.invoked_subcommand is None:
        click.echo(_FIRST_STEPS_UK if messages.language() == "uk" else _FIRST_STEPS, nl=False)


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; every expected failure ends with one line that says what and why, and its exit code."""
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
