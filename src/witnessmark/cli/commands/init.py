"""``witnessmark init``"""

import getpass
from pathlib import Path

import click

from witnessmark.cli.messages import say
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
def command(folder: Path, title: str | None, owner: str | None, notice: str | None, there: Path | None) -> None:
    """Make a new case in FOLDER: a plain folder that holds everything, and works without a network.

    \b
    Example:
        witnessmark init kharkiv --title "Kharkiv mission, autumn" --device "Iryna Demchuk"
        witnessmark init kharkiv --join /media/usb/kharkiv --device "Second laptop"
    """
    name = owner or _login()
    if there is not None:
        from witnessmark.evidence.sync import merge

        case = Case.join(folder, there, name)
        merge(folder, there)
    else:
        case = Case.create(folder, title or folder.resolve().name, name, notice)
    click.echo(say("case-made", title=case.settings.title, folder=folder))
    click.echo(say("keys-warning", folder=folder))


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "this device"
