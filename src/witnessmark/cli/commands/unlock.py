"""``witnessmark unlock``"""

from pathlib import Path
from typing import TextIO

import click

from witnessmark.cli.messages import say
from witnessmark.cli.opening import case_option, open_case
from witnessmark.cli.output import json_option, print_json
from witnessmark.cli.unlocking import from_file, passphrase_file_option, unlock


@click.command("unlock")
@click.option(
    "--minutes", type=click.FloatRange(min=0.01), default=15.0, show_default=True, help="End when unused for so long."
)
@passphrase_file_option
@case_option
@json_option
def command(minutes: float, passphrase_file: TextIO | None, case_path: Path | None, as_json: bool) -> None:
    """Open the keys of the case for this sitting. They stay in the memory of one process of yours, never in a file.

    \b
    Example:
        witnessmark unlock
        witnessmark unlock --minutes 60
        witnessmark unlock --passphrase-file - < /run/secrets/kharkiv
    """
    case = open_case(case_path, ask=False)
    if case.secrets.sealed:
        unlock(case, from_file(passphrase_file), minutes)
    if as_json:
        print_json({"locked": case.secrets.locked, "sealed": case.secrets.sealed, "minutes": minutes})
    else:
        click.echo(say("unlocked" if case.secrets.sealed else "not-sealed", minutes=f"{minutes:g}"))
