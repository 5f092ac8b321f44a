"""``witnessmark expunge``"""

from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.messages import say
from witnessmark.cli.opening import as_option, case_option, device_of, open_case, open_file, target_of
from witnessmark.cli.output import json_option, print_json
from witnessmark.cli.unlocking import at_terminal
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import NotOwner
from witnessmark.evidence.expunging import agree, ask, carry_out, objects_of
from witnessmark.evidence.state import Expunge


@click.command("expunge")
@click.argument("target", metavar="SOURCE|PERSON")
@click.option("--agree", "agreeing", is_flag=True, help="Agree, as another owner, to what one has asked for.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@as_option
@case_option
@json_option
def command(target: str, agreeing: bool, yes: bool, signer: str | None, case_path: Path | None, as_json: bool) -> int:
    """Destroy a source, or who a person is, for good: in this copy of the case and in every one that it is synced with.

    Withdrawing a consent (`witnessmark consent S3 none`) blocks use at once and can be taken back; this can't. One
    owner is enough where there is one; where there are more, a second one agrees with --agree. What was destroyed never
    comes back through sync, a stick or a backup. Copies that were handed out can't be recalled: the command says which.

    \b
    Example:
        witnessmark expunge S3
        witnessmark expunge S3 --agree
        witnessmark expunge "Olena Diachuk" --yes
    """
    case = open_case(case_path)
    device = device_of(case, signer)
    carry_out(case)
    name = _target(case, target)
    try:
        if agreeing:
            done = agree(case, name, device)
            if not done:
                raise Failure(say("expunge-nothing-asked"), Exit.USAGE)
        else:
            _confirm(case, name, yes)
            done = ask(case, name, device)
    except NotOwner:
        raise Failure(say("expunge-not-owner"), Exit.USAGE) from None
    if not done:
        raise Failure(say("expunge-nothing-there"), Exit.USAGE)
    copies = _copies(case, name)
    if as_json:
        print_json({"target": name, "in_force": all(one.in_force for one in done), "copies": copies, "requests": done})
    else:
        _print(name, target, done, copies)
    return Exit.OK if all(one.in_force for one in done) else Exit.WAITS


def _target(case: Case, word: str) -> str:
    """The id that the word means; ids of what another owner asked for are known too."""
    if any(one.target == word for one in case.state().expunges):
        return word
    return target_of(open_file(case, incidents=False), word, "source", "person").id


def _confirm(case: Case, target: str, yes: bool) -> None:
    count = len(objects_of(case, target))
    if yes or not count:
        return
    if not at_terminal():
        raise Failure(say("expunge-say-yes", count=count), Exit.USAGE)
    if not click.confirm(say("expunge-sure", count=count), err=True):
        raise click.exceptions.Abort


def _copies(case: Case, target: str) -> dict[str, int]:
    """What is known of copies that nobody can call back: releases made so far, and handing over that was noted."""
    state = case.state()
    handed = ("copied", "transferred", "returned", "exported")
    return {
        "releases": len(state.published),
        "handed_over": sum(1 for link in state.chain if link.source == target and link.event in handed),
        "other_devices": sum(1 for device in case.devices().values() if not device.here),
    }


def _print(target: str, word: str, done: tuple[Expunge, ...], copies: dict[str, int]) -> None:
    count = sum(len(one.objects) for one in done)
    if all(one.in_force for one in done):
        click.echo(say("expunged", target=word, count=count))
    else:
        click.echo(say("expunge-waits", target=target, count=count))
    click.echo(say("expunge-not-recalled", **copies))
