"""``witnessmark protect``"""

from pathlib import Path

import click

from witnessmark.cli.messages import say
from witnessmark.cli.opening import as_option, case_option, device_of, open_case, open_file, target_of
from witnessmark.review.deciding import protect


@click.command("protect")
@click.argument("person")
@click.option("--off", is_flag=True, help="Take the protection back.")
@as_option
@case_option
def command(person: str, off: bool, signer: str | None, case_path: Path | None) -> None:
    """Protect a person: never named outside the team, whatever else was allowed.

    \b
    Example:
        witnessmark protect "Petro Hnatiuk"
        witnessmark protect p-3fa1c2e0 --off
    """
    case = open_case(case_path)
    file = open_file(case, incidents=False)
    found = target_of(file, person, "person")
    protect(case, file, found.id, not off, device_of(case, signer))
    click.echo(say("person-unprotected" if off else "person-protected", person=found.id))
