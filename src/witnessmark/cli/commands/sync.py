"""``witnessmark sync``"""

import sys
from pathlib import Path

import click
import msgspec

from witnessmark.cli.devices import notices, waiting_devices
from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.messages import say
from witnessmark.cli.opening import case_option, open_case
from witnessmark.cli.output import json_option, print_json
from witnessmark.cli.reasons import told
from witnessmark.evidence.case import Case
from witnessmark.evidence.handing_keys import keep_current
from witnessmark.evidence.stream import BadStream
from witnessmark.evidence.sync import SyncReport, merge


@click.command("sync")
@click.argument("other")
@click.option("--ssh", default="ssh", show_default=True, help="The program that reaches another machine, with options.")
@click.option("--program", default="witnessmark", show_default=True, help="What this program is called over there.")
@click.option("--serve", is_flag=True, help="The other end of a sync over ssh; started by it, not by you.")
@case_option
@json_option
def command(other: str, ssh: str, program: str, serve: bool, case_path: Path | None, as_json: bool) -> int:
    """Merge with another copy of the case: both sides have everything afterwards.

    OTHER is a folder, user@host:/path/to/case on a machine that you reach by ssh, or a file that
    `witnessmark export --bundle --whole-case` made; from a file, you only take.

    In any order, any number of times, interrupted or not. Nothing is accepted unverified; keys never travel in the
    open. A locked case can be synced: what is passed on is encrypted.

    \b
    Example:
        witnessmark sync /media/usb/kharkiv
        witnessmark sync olena@office.example:cases/kharkiv
        witnessmark sync kharkiv.witnessmark
    """
    if serve:
        return _serve(Path(other))
    case = open_case(case_path, ask=False)
    with case.recording():
        pass  # what a kill left is put aside, also when there is nothing to merge
    from witnessmark.derive.custody import noting_copies

    try:
        with noting_copies(case) as note:
            report = _merge(case, other, ssh, program)
            if report.received.objects or (report.sent and report.sent.objects):
                note()
    except BadStream as error:
        raise Failure(say("sync-stopped", there=other, reason=told(error.reason)), Exit.SOME_FAILED) from None
    keep_current(case)
    if as_json:
        print_json({**msgspec.to_builtins(report), "waiting": waiting_devices(case)})
    else:
        _print(report, other)
        for line in notices(case):
            click.echo(line)
    return Exit.SOME_FAILED if report.refused or report.forked else Exit.OK


def _merge(case: Case, other: str, ssh: str, program: str) -> SyncReport:
    from witnessmark.evidence.bundle import is_bundle, merge_bundle
    from witnessmark.evidence.remote import connected, merge_remote, place_of

    if place := place_of(other):
        with connected(place, ssh, program) as (source, output):
            return merge_remote(case.path, other, source, output, case.secrets)
    if is_bundle(Path(other)):
        return merge_bundle(case.path, Path(other), case.secrets)
    if not Path(other).is_dir():
        raise Failure(say("sync-with-what", there=other), Exit.USAGE)
    return merge(case.path, Path(other), case.secrets)


def _serve(folder: Path) -> int:
    from witnessmark.evidence.remote import serve

    try:
        serve(folder.expanduser(), sys.stdin.buffer, sys.stdout.buffer)
    except BadStream as error:
        raise Failure(say("sync-stopped", there=folder, reason=told(error.reason)), Exit.SOME_FAILED) from None
    return Exit.OK


def _print(report: SyncReport, other: str) -> None:
    sent = report.sent.entries if report.sent else 0
    click.echo(say("synced", there=other, received=report.received.entries, sent=sent))
    for refusal in report.refused:
        click.echo(say("sync-refused", file=refusal.file, reason=told(refusal.reason)))
