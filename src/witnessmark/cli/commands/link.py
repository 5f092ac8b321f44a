"""``witnessmark link``"""

from typing import BinaryIO

import click
import msgspec

from witnessmark.cli.failures import Exit
from witnessmark.cli.messages import say


@click.command("link")
@click.option("--jsonl", "source", type=click.File("rb"), required=True, help="Documents, mentions or records.")
@click.option("--out", "target", type=click.File("wb", lazy=True), default="-", help="The same lines with clusters.")
def command(source: BinaryIO, target: BinaryIO) -> int:
    """The linking step alone: which documents, mentions or records are about the same thing. Needs no case.

    \b
    Example:
        witnessmark link --jsonl docs.jsonl --out linked.jsonl
    """
    from witnessmark.derive.linking_lines import link_lines

    failed = 0
    for line in link_lines(source):
        target.write(msgspec.json.encode(line) + b"\n")
        failed += "error" in line
    target.flush()
    if failed:
        click.echo(say("lines-failed", count=failed), err=True)
    return Exit.SOME_FAILED if failed else Exit.OK
