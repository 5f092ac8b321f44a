"""Models of the user on the command line: making them from ``--with``, and telling what became of what they said."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.messages import say
from witnessmark.cli.reasons import told

if TYPE_CHECKING:
    from witnessmark.reading.draft import Extra


def models_of(specs: Sequence[str], *, allow_remote: bool = False, key: TextIO | None = None) -> list["Extra"]:
    """The models asked for; a ``Failure`` that says why one cannot be used."""
    if not specs:
        return []
    from witnessmark.suggesting.choosing import extra_of
    from witnessmark.suggesting.errors import NoModel

    secret = key.readline().strip() if key is not None else None
    try:
        return [extra_of(spec, allow_remote=allow_remote, key=secret) for spec in specs]
    except NoModel as error:
        raise Failure(told(error), Exit.USAGE) from None


def report(model: "Extra") -> int:
    """Say on standard error what became of a model's suggestions; gives how often it did not answer."""
    counts = model.counts
    dropped = counts.get("ungrounded", 0) + counts.get("malformed", 0)
    numbers = {name: counts.get(name, 0) for name in ("kept", "known", "unanswered")}
    click.echo(say("model-said", name=model.name, dropped=dropped, **numbers), err=True)
    return counts.get("unanswered", 0)
