"""How a command ends when something is wrong: one line for a person, and a stable exit code.

An unexpected error prints where in the program it happened and never the values it held: those may be names.
"""

import errno
import os
import sys
import traceback
from enum import IntEnum

import click

from witnessmark.cli.terminal import harmless


class Exit(IntEnum):
    """The exit codes, as ``docs/reference/exit-codes.md`` lists them."""

    OK = 0
    SOME_FAILED = 1
    """The run went on, but something in it could not be done: a file not read, a line not understood."""
    USAGE = 2
    NO_CASE = 3
    """No case here, or the case folder cannot be used."""
    WAITS = 4
    """Waits for people: nothing may be published yet, or an approval is missing."""
    NOT_VERIFIED = 5
    LEAK = 6
    """The scan of the output found a protected word; nothing was published."""
    LOCKED = 7
    """The keys are sealed and nobody can be asked for the passphrase, or it was wrong."""
    INTERNAL = 70


class Failure(Exception):  # noqa: N818 - a message to the user, not an error of the program
    """Something a person has to know: what, why, and what to do. Never holds a name or a quote."""

    def __init__(self, message: str, code: Exit) -> None:
        super().__init__(message)
        self.code = code


def explain(error: Exception) -> int:
    """Print what went wrong and return the exit code."""
    if isinstance(error, Failure):
        click.echo(harmless(str(error)), err=True)
        return error.code
    if isinstance(error, BrokenPipeError):
        # The reader of our output has gone, as in `witnessmark claims | head`: no failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    if _is_locked(error):
        click.echo(f"witnessmark: {_told(error)}", err=True)
        return Exit.LOCKED
    if (said := _of_the_disk(error)) is not None:
        click.echo(harmless(f"witnessmark: {said}"), err=True)
        return Exit.NO_CASE
    if _is_expected(error):
        click.echo(harmless(f"witnessmark: {_told(error)}"), err=True)
        return Exit.WAITS if _is_for_others(error) else Exit.NO_CASE
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{os.path.basename(f.filename)}:{f.lineno}" for f in reversed(frames[-4:]))  # noqa: PTH119
    click.echo(f"witnessmark: {_said('unexpected', what=type(error).__name__, where=where)}", err=True)
    return Exit.INTERNAL


_DISK = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EROFS: "disk-read-only",
}


def _of_the_disk(error: Exception) -> str | None:
    """What to do when the disk takes no more; None for anything else."""
    key = _DISK.get(error.errno or 0) if isinstance(error, OSError) else None
    if key is None or not isinstance(error, OSError):
        return None
    return _said(key, where=error.filename or error.strerror)


def _said(key: str, **values: object) -> str:
    from witnessmark.cli.messages import say

    return say(key, **values)


def _told(error: Exception) -> str:
    from witnessmark.cli.reasons import told

    return told(error)


def _is_locked(error: Exception) -> bool:
    from witnessmark.evidence.errors import Locked

    return isinstance(error, Locked)


def _is_for_others(error: Exception) -> bool:
    """What a device with another role could do."""
    from witnessmark.evidence.errors import BeyondRole, NotOwner

    return isinstance(error, (BeyondRole, NotOwner))


def _is_expected(error: Exception) -> bool:
    """Errors of the case folder itself, whose messages name a file and a reason."""
    from witnessmark.evidence.errors import EvidenceError

    return isinstance(error, (EvidenceError, OSError))
