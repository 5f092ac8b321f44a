"""``witnessmark device``"""

from pathlib import Path

import click

from witnessmark.cli.messages import say
from witnessmark.cli.opening import case_option, open_case
from witnessmark.cli.output import json_option, print_json, print_table


@click.command("device")
@click.option("--add", "names", multiple=True, metavar="NAME", help="Make a key for another person on this device.")
@case_option
@json_option
def command(names: tuple[str, ...], case_path: Path | None, as_json: bool) -> None:
    """The keys that sign in this case: whose they are, and which lie in this folder.

    A reviewer should have a key on a device of their own; a second key here is for trying things out.

    \b
    Example:
        witnessmark device
        witnessmark device --add "Iryna Demchuk"
    """
    case = open_case(case_path)
    for name in names:
        case.add_device(name)
        click.echo(say("device-added", name=name))
    if names:
        return
    devices = list(case.devices().values())
    if as_json:
        print_json(devices)
        return
    print_table([(one.id, one.name, "here" if one.here else "") for one in devices], ("key", "whose", ""))
