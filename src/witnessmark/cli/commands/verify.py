"""``witnessmark verify``"""

from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.messages import say
from witnessmark.cli.output import json_option, print_json


@click.command("verify")
@click.argument("path", type=click.Path(path_type=Path, exists=True), default=".")
@json_option
def command(path: Path, as_json: bool) -> int:
    """Check a case folder, or a published release, to the last byte. Needs no network, and for a release no case.

    \b
    Example:
        witnessmark verify                 the case that you are in
        witnessmark verify site/           a release that somebody gave you
    """
    if (path / "case.toml").is_file():
        return _case(path, as_json)
    if (path / "manifest.json").is_file():
        return _release(path, as_json)
    raise Failure(say("not-a-release", path=path), Exit.USAGE)


def _case(path: Path, as_json: bool) -> int:
    from witnessmark.evidence.verify import verify_case

    report = verify_case(path)
    if as_json:
        print_json(report)
    elif report.ok:
        click.echo(say("verified-case", objects=report.objects, entries=report.entries))
    else:
        click.echo(say("not-verified", count=len(report.findings)))
        for finding in report.findings:
            click.echo(f"  {finding.file}: {finding.reason}")
    return Exit.OK if report.ok else Exit.NOT_VERIFIED


def _release(path: Path, as_json: bool) -> int:
    from witnessmark.protection.seal import verify_release

    report = verify_release(path)
    if as_json:
        print_json(report)
    elif report.ok:
        click.echo(say("verified-release", files=report.files, release=report.release, root=report.root))
        click.echo(say("verify-publisher", fingerprint=report.fingerprint))
    else:
        click.echo(say("not-verified", count=len(report.findings)))
        for finding in report.findings:
            click.echo(f"  {finding.file}: {finding.reason}")
    return Exit.OK if report.ok else Exit.NOT_VERIFIED
