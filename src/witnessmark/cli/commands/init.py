"""``witnessmark init``"""

import getpass
from pathlib import Path
from typing import TextIO

import click

from witnessmark.cli.devices import notices
from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.messages import say
from witnessmark.cli.reasons import told
from witnessmark.cli.unlocking import hold, new_passphrase, passphrase_file_option
from witnessmark.evidence.case import Case


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="Title of the case, as it will stand on published pages; default: the folder's name.")
@click.option("--device", "owner", help="Whose device this is: the name under which it signs; default: your login.")
@click.option("--notice", help="Words that must stand on every published page.")
@click.option(
    "--join",
    "there",
    metavar="CASE",
    help="Begin a folder of the same case here: of another laptop's folder, user@host:/path, or file of the case.",
)
@passphrase_file_option
@click.option("--no-passphrase", is_flag=True, help="For trying out: whoever has the folder can read the case.")
def command(
    folder: Path,
    title: str | None,
    owner: str | None,
    notice: str | None,
    there: str | None,
    passphrase_file: TextIO | None,
    no_passphrase: bool,
) -> None:
    """Make a new case in FOLDER: a plain folder that holds everything, and works without a network.

    Everything in it is encrypted. The key to it is sealed by a passphrase, which is asked for twice: there is no way
    around a forgotten one but `witnessmark recover`, so print a recovery sheet soon.

    \b
    Example:
        witnessmark init kharkiv --title "Kharkiv mission, autumn" --device "Iryna Demchuk"
        witnessmark init kharkiv --join /media/usb/kharkiv --device "Second laptop"
    """
    name = owner or _login()
    passphrase = new_passphrase(passphrase_file, none=no_passphrase)
    if there is not None:
        case = _joined(folder, there, name, passphrase)
    else:
        case = Case.create(folder, title or folder.resolve().name, name, notice, passphrase=passphrase)
    click.echo(say("case-made", title=case.settings.title, folder=folder))
    if passphrase is None:
        click.echo(say("keys-warning", folder=folder))
    else:
        hold(case)
        click.echo(say("keys-sealed"))
    if there is not None:
        click.echo(say("wait-for-key"))
        for line in notices(case):
            click.echo(line)


def _joined(folder: Path, there: str, name: str, passphrase: str | None) -> Case:
    """A folder of the case that is there, with all that it has. What is made here travels back with `sync`."""
    from witnessmark.derive.custody import note_handling
    from witnessmark.evidence.bundle import at_hand
    from witnessmark.evidence.stream import BadStream
    from witnessmark.evidence.sync import merge

    try:
        with at_hand(there, folder) as source:
            case = Case.join(folder, source, name, passphrase=passphrase)
            own = source != Path(there)
            merge(folder, source, give=not own, arrived=own)
            note_handling(case, "copied")
    except BadStream as error:
        raise Failure(say("sync-stopped", there=there, reason=told(error.reason)), Exit.SOME_FAILED) from None
    return case


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return say("this-device")
