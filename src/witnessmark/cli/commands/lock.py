"""``witnessmark lock``"""

import click

from witnessmark.cli.messages import say
from witnessmark.cli.output import json_option, print_json
from witnessmark.evidence import agent


@click.command("lock")
@json_option
def command(as_json: bool) -> None:
    """Forget every unlocked key now, of all cases. The next command that needs one asks for the passphrase.

    \b
    Example:
        witnessmark lock
    """
    held = agent.forget()
    if as_json:
        print_json({"held": held})
    else:
        click.echo(say("locked-now" if held else "nothing-held"))
