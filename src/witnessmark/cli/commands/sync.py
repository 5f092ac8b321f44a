"""``witnessmark sync``"""

from pathlib import Path

import click

from witnessmark.cli.failures import Exit
from witnessmark.cli.messages import say
from witnessmark.cli.opening import case_option, open_case
from witnessmark.cli.output import json_option, print_json
from witnessmark.evidence.sync import merge


@click.command("sync")
@click.argument("other", type=click.Path(path_type=Path, exists=True, file_okay=False))
@case_option
@json_option
def command(other: Path, case_path: Path | None, as_json: bool) -> int:
    """Merge with another copy of the case: both sides have everything afterwards.

    In any order, any number of times, interrupted or not. Nothing is accepted unverified; keys never travel in the
    open. A locked case can be synced: what is passed on is encrypted.

    \b
    Example:
        witnessmark sync /media/usb/kharkiv
    """
    case = open_case(case_path, ask=False)
    report = merge(case.path, other, case.secrets)
    if as_json:
        print_json(report)
    else:
        click.echo(
            say("synced", there=other, received=report.received.entries, sent=report.sent.entries if report.sent else 0)
        )
        for refusal in report.refused:
            click.echo(say("sync-refused", file=refusal.file, reason=refusal.reason))
        for device in report.forked:
            click.echo(say("sync-fork", device=device))
    return Exit.SOME_FAILED if report.refused or report.forked else Exit.OK
