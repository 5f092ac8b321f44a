"""``witnessmark read``"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.messages import language, say
from witnessmark.cli.modelling import models_of, report
from witnessmark.cli.output import json_option
from witnessmark.cli.reasons import told

if TYPE_CHECKING:
    from witnessmark.reading.draft import Extra
    from witnessmark.reading.pipeline import Reader


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
@click.option(
    "--gazetteer",
    "gazetteers",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A gazetteer of your own beside the bundled one: a GeoNames dump (.txt, .zip), a .csv with name, lat, lon, or "
    ".geojson. May be repeated.",
)
@click.option(
    "--with",
    "extras",
    multiple=True,
    metavar="MODEL",
    help="Also ask a model of yours, whose findings are marked as such: spacy:NAME, natasha, or llm:ADDRESS#NAME for a "
    "language model on this machine. May be repeated.",
)
@click.option("--allow-remote-model", is_flag=True, help="Let a language model elsewhere see the words of the texts.")
@click.option(
    "--model-key", type=click.File("r"), help="A file with the key that the language model's address asks for."
)
@click.option("--explain", is_flag=True, help="Say for each value which rule and which line of which file gave it.")
@json_option
def command(
    source: BinaryIO,
    target: BinaryIO,
    gazetteers: tuple[Path, ...],
    extras: tuple[str, ...],
    allow_remote_model: bool,
    model_key: TextIO | None,
    explain: bool,
    as_json: bool,
) -> int:
    """The reading step alone: texts in, reading records out, in the same order. Needs no case.

    A line that cannot be understood gets a line with its error back, and the run goes on. With --explain the output is
    for a person, or with --json one object a line with the explanations of one text.

    \b
    Example:
        witnessmark read --jsonl docs.jsonl --out records.jsonl
        echo '{"id": "1", "text": "Soldiers looted shops in Izium."}' | witnessmark read --jsonl - --explain
    """
    from witnessmark.reading.jsonl import is_error

    models = models_of(extras, allow_remote=allow_remote_model, key=model_key)
    reader = _reader(gazetteers, models)
    failed = 0
    for line in _lines(source, reader, explain, as_json):
        target.write(line if line.endswith(b"\n") else line + b"\n")
        failed += is_error(line)
    target.flush()
    if failed:
        click.echo(say("lines-failed", count=failed), err=sys.stderr is not None)
    unanswered = sum(map(report, models))
    return Exit.SOME_FAILED if failed or unanswered else Exit.OK


def _reader(gazetteers: tuple[Path, ...], models: list["Extra"]) -> "Reader":
    from witnessmark.reading.pipeline import reader_with, standard_reader

    if not gazetteers and not models:
        return standard_reader()
    from witnessmark.reading.places.own_gazetteer import OwnGazetteerError
    from witnessmark.reading.places.several_gazetteers import read_all

    try:
        return reader_with(*read_all(gazetteers), models)
    except OwnGazetteerError as error:
        raise Failure(told(error), Exit.USAGE) from None


def _lines(source: BinaryIO, reader: "Reader", explain: bool, as_json: bool) -> Iterator[bytes]:
    from witnessmark.reading.jsonl import is_error, read_lines

    if not explain:
        yield from read_lines(source, reader.read)
        return
    from witnessmark.reading.explaining import as_text, explained_with

    for line in read_lines(source, explained_with(reader, language())):
        yield line if as_json or is_error(line) else as_text(line, language())
