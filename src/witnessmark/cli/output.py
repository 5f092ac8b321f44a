"""Lists on the terminal, or the same as JSON for another program.

When the output is piped there is no colour and no progress bar; ``--json`` prints one JSON value and nothing else.
"""

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click
import msgspec

from witnessmark.cli.messages import column, language, say
from witnessmark.model.case import Locator
from witnessmark.model.casefile import CaseFile
from witnessmark.model.labels import label, labels

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


def print_json(value: Any) -> None:
    """One JSON value, indented, to standard output."""
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def print_table(rows: Iterable[Sequence[str]], header: Sequence[str]) -> None:
    """Columns with a header, the last one cut to the width of the terminal; full text when piped."""
    heads = tuple(map(column, header))
    listed = [tuple(cell.replace("\n", "\\n") for cell in row) for row in rows]
    widths = [max(len(row[i]) for row in [heads, *listed]) for i in range(len(heads) - 1)]
    total = shutil.get_terminal_size((120, 40)).columns if sys.stdout.isatty() else None
    for number, row in enumerate([heads, *listed]):
        line = "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])
        if total is not None and len(line) > total:
            line = line[: total - 1] + "…"
        click.echo(click.style(line, bold=True) if number == 0 and sys.stdout.isatty() else line.rstrip())


def reference(locator: Locator) -> str:
    """Where something stands in the original: "page 2", "line 14", "paragraph 5"."""
    said = locator.value if locator.kind == "part" else f"{locator.kind} {locator.value}"
    kind, space, number = said.partition(" ")
    return f"{label('reference', kind, language())} {number}" if space and kind in labels()["reference"] else said


def nothing(file: CaseFile) -> str:
    """What an empty list says: that nothing was found, or that the case has nothing yet and what to do."""
    return say("nothing-found" if file.sources else "nothing-yet")


def one_line(text: str, width: int = 110) -> str:
    """Words on one line, cut with an ellipsis."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"


@contextmanager
def progress(title: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar that steps forward at each call; none when the output is no terminal or there is only a little to do."""
    if total < 3 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda: bar.advance(task)
