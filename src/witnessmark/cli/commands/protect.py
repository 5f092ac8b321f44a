"""``witnessmark protect``"""

from pathlib import Path

import click

from witnessmark.cli.messages import say
from witnessmark.cli.opening import as_option, case_option, device_of, open_case, open_file, target_of
from witnessmark.review.deciding import protect


@click.command("protect")
@click.argument("persons", nargs=-1, required=True, metavar="PERSON...")
@click.option("--off", is_flag=True, help="Take the protection back.")
@as_option
@case_option
def command(persons: tuple[str, ...], off: bool, signer: str | None, case_path: Path | None) -> None:
    """Protect persons: never named outside the team, whatever else was allowed.

    \b
    Example:
        witnessmark protect "Petro Hnatiuk" "Олена Дячук"
        witnessmark protect p-3fa1c2e0 --off
    """
    case = open_case(case_path)
    file = open_file(case, incidents=False)
    device = device_of(case, signer)
    for found in [target_of(file, person, "person") for person in persons]:
        protect(case, file, found.id, not off, device)
        click.echo(say("person-unprotected" if off else "person-protected", person=file.persons[found.id].names[0]))
