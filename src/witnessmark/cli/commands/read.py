"""``witnessmark read``"""

import sys
from typing import BinaryIO

import click

from witnessmark.cli.failures import Exit
from witnessmark.cli.messages import say


@click.command("read")
@click.option(
    "--jsonl",
    "source",
    type=click.File("rb"),
    required=True,
    help="Texts, one JSON object a line; - is standard input.",
)
@click.option(
    "--out", "target", type=click.File("wb", lazy=True), default="-", help="Reading records; default: standard output."
)
def command(source: BinaryIO, target: BinaryIO) -> int:
    """The reading step alone: texts in, reading records out, in the same order. Needs no case.

    A line that cannot be understood gets a line with its error back, and the run goes on.

    \b
    Example:
        witnessmark read --jsonl docs.jsonl --out records.jsonl
        echo '{"id": "1", "text": "Soldiers looted shops in Izium."}' | witnessmark read --jsonl -
    """
    from witnessmark.reading.jsonl import is_error, read_lines

    failed = 0
    for line in read_lines(source):
        target.write(line if line.endswith(b"\n") else line + b"\n")
        failed += is_error(line)
    target.flush()
    if failed:
        click.echo(say("lines-failed", count=failed), err=sys.stderr is not None)
    return Exit.SOME_FAILED if failed else Exit.OK
