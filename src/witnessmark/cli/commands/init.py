"""``witnessmark init``"""

import getpass
from pathlib import Path
from typing import TextIO

import click

from witnessmark.cli.devices import notices
from witnessmark.cli.messages import say
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
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Another laptop's case: begin a folder of the same case here.",
)
@passphrase_file_option
@click.option("--no-passphrase", is_flag=True, help="For trying out: whoever has the folder can read the case.")
def command(
    folder: Path,
    title: str | None,
    owner: str | None,
    notice: str | None,
    there: Path | None,
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
        from witnessmark.evidence.sync import merge

        case = Case.join(folder, there, name, passphrase=passphrase)
        merge(folder, there)
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


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "this device"
