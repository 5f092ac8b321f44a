"""``witnessmark consent``"""

from datetime import date
from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.in_words import allowed, when
from witnessmark.cli.messages import say
from witnessmark.cli.opening import as_option, case_option, device_of, open_case, open_file, target_of, today
from witnessmark.model.consent import ConsentLevel
from witnessmark.review.deciding import set_consent


@click.command("consent")
@click.argument("target")
@click.argument("level", type=click.Choice([level.label for level in ConsentLevel]))
@click.option("--until", metavar="DAY", help="Last day on which it holds, ISO 8601; afterwards it is internal.")
@as_option
@case_option
def command(target: str, level: str, until: str | None, signer: str | None, case_path: Path | None) -> None:
    """Say what somebody allowed: the giver of a source (S1, a file name) or a person named in the case.

    A claim takes the strictest over its source, its speaker and everybody whom it names.

    \b
    Levels, strictest first:
        none                   do not keep identifying data
        internal               for the mission only; what holds when nothing was said
        accountability-sealed  for investigators, without the name
        accountability-named   for investigators, with the name
        public-anonymous       for everybody, under a pseudonym
        public-named           for everybody, with the name

    \b
    Example:
        witnessmark consent S2 public-anonymous
        witnessmark consent "Hanna Lysenko" accountability-named --until 2027-12-31
    """
    if until is not None:
        try:
            date.fromisoformat(until)
        except ValueError:
            raise Failure(say("no-day", option="--until", day=until), Exit.USAGE) from None
    case = open_case(case_path)
    file = open_file(case, incidents=False)
    found = target_of(file, target, "source", "person")
    set_consent(case, file, found, ConsentLevel.of(level), until, device_of(case, signer))
    named = file.sources[found.id].label if found.kind == "source" else file.persons[found.id].names[0]
    click.echo(say("consent-set", target=named, level=allowed(level)))
    if until is not None and until < today(case):
        click.echo(say("consent-ended", until=when(until), level=allowed(ConsentLevel.INTERNAL.label)))
