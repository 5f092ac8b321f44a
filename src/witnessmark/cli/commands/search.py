"""``witnessmark search``"""

from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.messages import language
from witnessmark.cli.opening import case_option, open_case, open_file
from witnessmark.cli.output import json_option, nothing, one_line, print_json, print_table, reference
from witnessmark.cli.reasons import told
from witnessmark.derive.search import BadQuery, search
from witnessmark.model.labels import label


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000), help="So many passages at most.")
@case_option
@json_option
def command(words: tuple[str, ...], limit: int, case_path: Path | None, as_json: bool) -> None:
    """Find passages that hold all the WORDS, or words beginning with them. What is sealed is in no index.

    \b
    Example:
        witnessmark search tractor mine
        witnessmark search комендантськ
    """
    case = open_case(case_path)
    file = open_file(case, incidents=False)
    try:
        found = search(file, case, " ".join(words), limit)
    except BadQuery as error:
        raise Failure(told(error), Exit.USAGE) from None
    if as_json:
        print_json(found)
    elif not found:
        click.echo(nothing(file))
    else:
        rows = []
        for one in found:
            document = file.documents[one.document]
            place = document.document.locate(one.start, one.end)
            where = (
                reference(place) if place else f"{label('reference', 'characters', language())} {one.start}–{one.end}"
            )
            rows.append((file.sources[document.source].label, where, one_line(one.text, 200)))
        print_table(rows, ("source", "where", "words"))
