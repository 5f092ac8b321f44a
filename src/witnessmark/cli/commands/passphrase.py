"""``witnessmark passphrase``"""

from pathlib import Path
from typing import TextIO

import click

from witnessmark.cli.messages import say
from witnessmark.cli.opening import case_option, open_case
from witnessmark.cli.output import json_option, print_json
from witnessmark.cli.unlocking import hold, new_passphrase, passphrase_file_option, unlock


@click.command("passphrase")
@passphrase_file_option
@case_option
@json_option
def command(passphrase_file: TextIO | None, case_path: Path | None, as_json: bool) -> None:
    """Change the passphrase of the keys in this folder, or give them one. The case must be unlocked.

    Copies of the folder that were made before keep the old one.

    \b
    Example:
        witnessmark passphrase
        witnessmark passphrase --passphrase-file - < new-passphrase
    """
    case = open_case(case_path, ask=False)
    if case.secrets.locked:
        unlock(case)
    words = new_passphrase(passphrase_file, none=None)
    with case.lock():
        case.secrets.seal(words or "")
    hold(case)
    if as_json:
        print_json({"sealed": True})
    else:
        click.echo(say("passphrase-changed"))
