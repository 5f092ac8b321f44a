"""``witnessmark suggest``"""

from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.messages import say
from witnessmark.cli.modelling import models_of, report
from witnessmark.cli.opening import case_option, open_case, open_file
from witnessmark.cli.output import progress


@click.command("suggest")
@click.argument("models", nargs=-1, metavar="MODEL...")
@case_option
@click.option("--source", "labels", multiple=True, help="Only documents of this source, as S1. May be repeated.")
@click.option("--none", "back", is_flag=True, help="Go back to what the rules alone read.")
def command(models: tuple[str, ...], case_path: Path | None, labels: tuple[str, ...], back: bool) -> int:
    """Read documents of the case again with a model of yours: spacy:NAME, natasha, or llm:ADDRESS#NAME for a language
    model on this machine.

    What it says is dropped unless its words stand in the text. What is kept is marked as a model's in every view, and
    stays as it is until you ask again. No word leaves this machine.

    \b
    Example:
        witnessmark suggest llm:http://127.0.0.1:11434/v1#llama3 --source S2
        witnessmark suggest --none
    """
    from witnessmark.derive.suggested import read_with_models, without_models

    if back == bool(models):
        raise Failure(say("suggest-what"), Exit.USAGE)
    case = open_case(case_path)
    file = open_file(case, incidents=False)
    known = {source.label: name for name, source in file.sources.items()}
    if unknown := [label for label in labels if label not in known]:
        raise Failure(say("no-such-target", target=unknown[0], count=0), Exit.USAGE)
    wanted = {known[label] for label in labels} or set(known.values())
    chosen = {name: one for name, one in file.documents.items() if one.source in wanted}
    if back:
        without_models(case, list(chosen))
        click.echo(say("suggest-back", count=len(chosen)))
        return Exit.OK
    extras = models_of(models)
    documents = {name: (one.document, one.record.date) for name, one in chosen.items()}
    with progress(say("adding"), len(documents)) as step:
        for _ in read_with_models(case, extras, documents):
            step()
    return Exit.SOME_FAILED if sum(map(report, extras)) else Exit.OK
