"""``witnessmark repair``"""

from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.messages import say
from witnessmark.cli.opening import case_option
from witnessmark.cli.output import json_option, print_json
from witnessmark.cli.reasons import told
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import EvidenceError, NoCase
from witnessmark.evidence.repairing import RepairReport, repair


@click.command("repair")
@click.option(
    "--from",
    "other",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Another copy of the same case: a laptop's folder, a stick, a backup. It is only read.",
)
@case_option
@json_option
def command(other: Path, case_path: Path | None, as_json: bool) -> int:
    """Make a damaged case folder whole again: missing and changed objects, damaged journals and rings of keys.

    Only what proves itself by digest and signature is taken, and no history is made shorter. Whatever cannot be
    repaired is named. What owners had expunged does not come back, and a key that is missing is not brought: for
    that there is the recovery sheet.

    \b
    Example:
        witnessmark verify
        witnessmark repair --from /media/usb/kharkiv
    """
    path = case_path or _folder()
    report = repair(path, other)
    if as_json:
        print_json(report)
    else:
        _print(report, other)
    return Exit.OK if report.ok else Exit.NOT_VERIFIED


def _folder() -> Path:
    """The case one is in, also when what marks it as one is what is damaged."""
    try:
        return Case.find().path
    except EvidenceError as error:
        here = Path.cwd()
        if (here / "journal").is_dir() and (here / "objects").is_dir():
            return here
        if isinstance(error, NoCase):
            raise Failure(say("no-case"), Exit.NO_CASE) from None
        raise


def _print(report: RepairReport, other: Path) -> None:
    for file in report.repaired:
        click.echo(say("repaired-file", file=file))
    if report.received_objects or report.received_entries:
        click.echo(
            say("repair-received", there=other, objects=report.received_objects, entries=report.received_entries)
        )
    for refusal in report.refused:
        click.echo(say("sync-refused", file=refusal.file, reason=told(refusal.reason)))
    grave = [finding for finding in report.remaining if finding.grave]
    click.echo(say("repair-whole") if not grave else say("repair-not-whole", there=other, count=len(grave)))
    for finding in grave:
        click.echo(f"  {finding.file}: {told(finding.reason)}")
