"""``witnessmark people``"""

from pathlib import Path

import click

from witnessmark.cli.messages import say
from witnessmark.cli.opening import case_option, open_case, open_file
from witnessmark.cli.output import json_option, print_json, print_table


@click.command("people")
@case_option
@json_option
def command(case_path: Path | None, as_json: bool) -> None:
    """The people named in the case and what they allowed. For your eyes: this list holds names.

    \b
    Example:
        witnessmark people
        witnessmark consent "Hanna Lysenko" public-named
    """
    file = open_file(open_case(case_path), incidents=False)
    if as_json:
        print_json(list(file.persons.values()))
    elif not file.persons:
        click.echo(say("nothing-found"))
    else:
        rows = [
            (
                person.id,
                person.names[0],
                person.consent.label if person.consent is not None else "as the source",
                "protected" if person.protected else "",
                str(len(person.mentions)),
                ", ".join(person.names[1:]),
            )
            for person in file.persons.values()
        ]
        print_table(rows, ("person", "name", "consent", "", "mentions", "also"))
