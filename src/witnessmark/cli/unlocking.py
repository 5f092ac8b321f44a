"""Asking for passphrases, and handing what they open to the agent."""

import sys
from typing import TextIO

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.messages import say
from witnessmark.evidence import agent
from witnessmark.evidence.case import Case
from witnessmark.evidence.key_files import WrongPassphrase

SHORTEST = 10
"""Letters. A sentence of several words is better than signs."""
TRIES = 3

passphrase_file_option = click.option(
    "--passphrase-file",
    type=click.File("r"),
    metavar="FILE",
    help="Read the passphrase from a file, or from - (stdin).",
)


def at_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def from_file(file: TextIO | None) -> str | None:
    """The first line of what ``--passphrase-file`` names."""
    if file is None:
        return None
    words = file.readline().rstrip("\r\n")
    if not words:
        raise Failure(say("passphrase-empty"), Exit.USAGE)
    return str(words)


def new_passphrase(file: TextIO | None, *, none: bool | None = False) -> str | None:
    """A passphrase for new keys: from a file, asked twice at a terminal; None where the user wants none.

    ``none`` is None where a command has no such choice."""
    given = from_file(file)
    if given is not None:
        return _long_enough(given)
    if none:
        return None
    if not at_terminal():
        raise Failure(say("passphrase-needed" if none is not None else "passphrase-needed-here"), Exit.USAGE)
    click.echo(say("passphrase-advice", length=SHORTEST), err=True)
    for _ in range(TRIES):
        words = click.prompt(say("passphrase-new"), hide_input=True, err=True)
        if words == click.prompt(say("passphrase-again"), hide_input=True, err=True):
            return _long_enough(words)
        click.echo(say("passphrase-differ"), err=True)
    raise Failure(say("passphrase-differ"), Exit.USAGE)


def unlock(case: Case, given: str | None = None, minutes: float = agent.MINUTES) -> None:
    """Open the keys of a case and leave them with the agent. Asks when nothing was given."""
    if case.secrets.locked:
        _open(case, given)
    hold(case, minutes)


def hold(case: Case, minutes: float = agent.MINUTES) -> bool:
    """Give the agent what is open; without it, each command asks again."""
    try:
        held = agent.keep(case.secrets.seeds(), minutes)
    except OSError:
        held = False
    if not held and case.secrets.sealed:
        click.echo(say("agent-not-started"), err=True)
    return held


def ask_when_locked(case: Case) -> None:
    """At a terminal, ask for the passphrase of a locked case. Elsewhere leave it locked: what needs it says so."""
    if case.secrets.locked and at_terminal():
        unlock(case)


def _open(case: Case, given: str | None) -> None:
    if given is None and not at_terminal():
        raise Failure(say("locked"), Exit.LOCKED)
    for _ in range(TRIES if given is None else 1):
        words = given if given is not None else click.prompt(say("passphrase"), hide_input=True, err=True)
        try:
            return case.secrets.unlock(words)
        except WrongPassphrase:
            click.echo(say("passphrase-wrong"), err=True)
    raise Failure(say("still-locked"), Exit.LOCKED)


def _long_enough(words: str) -> str:
    if len(words) < SHORTEST:
        raise Failure(say("passphrase-short", length=SHORTEST), Exit.USAGE)
    return words
