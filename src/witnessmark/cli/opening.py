"""Opening the case that a command works on, and naming things in it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.messages import say
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import NoCase, UnknownDevice
from witnessmark.model.casefile import CaseFile
from witnessmark.model.consent import Audience
from witnessmark.review.finding_targets import NoTarget, Target, TargetKind, find_target

CLOCK_MAY_DIFFER = 300
"""Seconds that a clock may be set back without a word: clocks are set by the network."""

case_option = click.option(
    "--case",
    "case_path",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="WITNESSMARK_CASE",
    help="The case folder; default: the one you are in.",
)


def as_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--as NAME``: sign with that person's key."""
    return click.option("--as", "signer", metavar="NAME", help="Whose key signs; default: this folder's first.")(
        command
    )


def audience_option(default: str) -> Callable[..., Any]:
    """``--audience NAME``, with what holds where it is not given."""
    audiences = click.Choice([audience.value for audience in Audience])
    return click.option(
        "--audience", type=audiences, default=default, show_default=True, help="For whom the edition is."
    )


def open_case(path: Path | None, *, ask: bool = True) -> Case:
    """The case given, or the one that the current folder lies in. Of a locked one the passphrase is asked for at a
    terminal, unless the command can do without."""
    try:
        case = Case.open(path) if path is not None else Case.find()
    except NoCase:
        raise Failure(say("no-case"), Exit.NO_CASE) from None
    _say_when_clock_is_behind(case)
    if ask and case.secrets.locked:
        from witnessmark.cli.unlocking import ask_when_locked

        ask_when_locked(case)
    return case


def _say_when_clock_is_behind(case: Case) -> None:
    """By what this folder recorded last itself: others' clocks prove nothing."""
    from witnessmark.evidence.recorder import last_recorded

    last, now = last_recorded(case.path, case.secrets.here), case.clock()
    if last is not None and (last - now).total_seconds() > CLOCK_MAY_DIFFER:
        times = (time.isoformat(" ", "minutes") for time in (now, last))
        click.echo(say("clock-behind", **dict(zip(("now", "last"), times, strict=True))), err=True)


def open_file(case: Case, *, incidents: bool = True, law: bool = True) -> CaseFile:
    """Everything known of the case today, or as much of it as a command asks for."""
    from witnessmark.derive.casefile import load_case_file
    from witnessmark.evidence.expunging import carry_out

    carry_out(case)  # what an interrupted destruction, or a sync by another program, left
    case.secrets.case_key()  # raises ``Locked``: never an empty answer for a case that cannot be read
    return load_case_file(case, today(case), incidents=incidents, law=law)


def today(case: Case) -> str:
    """The day by this device's clock, ISO 8601."""
    return date.isoformat(case.clock().date())


def device_of(case: Case, name: str | None) -> str | None:
    """The id of the named device whose key lies here; None stands for the folder's own."""
    if name is None:
        return None
    try:
        device = case.device(name)
    except UnknownDevice:
        device = None
    if device is None or not device.here:
        raise Failure(say("no-device", name=name), Exit.USAGE)
    return device.id


def target_of(file: CaseFile, word: str, *kinds: TargetKind) -> Target:
    """What the user means by a word."""
    try:
        return find_target(file, word, kinds)
    except NoTarget as error:
        key = "ambiguous-target" if error.count else "no-such-target"
        raise Failure(say(key, target=error.word, count=error.count), Exit.USAGE) from None
