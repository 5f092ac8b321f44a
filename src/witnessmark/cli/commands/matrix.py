"""``witnessmark matrix``"""

from pathlib import Path
from typing import Any

import click
import msgspec

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.law_lines import LawLines
from witnessmark.cli.messages import say
from witnessmark.cli.opening import case_option, open_case, open_file, target_of
from witnessmark.cli.output import json_option, print_json
from witnessmark.cli.reasons import told
from witnessmark.evidence.case import Case
from witnessmark.model.acts import taxonomy
from witnessmark.model.casefile import CaseFile
from witnessmark.model.finding import IncidentMatrix


@click.command("matrix")
@click.argument("incident", required=False)
@click.option("--all", "everything", is_flag=True, help="Secondary provisions and background norms as well.")
@click.option("--explain", is_flag=True, help="Under each cell the rule that makes it: claim, fact, line of the data.")
@click.option("--whole", is_flag=True, help="One matrix over the whole case: provision by element, and the gaps.")
@click.option("--situations", is_flag=True, help="Regimes and contextual elements alone, each situation once.")
@click.option(
    "--questions",
    "witness",
    is_flag=False,
    flag_value="",
    metavar="[WITNESS]",
    help="What is still to ask, by witness; or of one alone.",
)
@click.option(
    "--law",
    "law_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Lay a law file of your own over the data, for this once; `witnessmark law --use` keeps it.",
)
@case_option
@json_option
def command(
    incident: str | None,
    everything: bool,
    explain: bool,
    whole: bool,
    situations: bool,
    witness: str | None,
    law_file: Path | None,
    case_path: Path | None,
    as_json: bool,
) -> None:
    """Claims laid beside the elements of the provisions that an incident may indicate.

    “Information exists” never means “proven”. There is no verdict, and nobody is presumed guilty: alternatives and what
    speaks for whoever is said to have acted are always shown.

    \b
    Example:
        witnessmark matrix i-3fa1c2 --explain
        witnessmark matrix --whole
        witnessmark matrix --questions "Olha Petrenko"
    """
    case = open_case(case_path)
    file = open_file(case, law=law_file is None)
    if law_file is not None:
        file = _with(case, file, law_file)
    chosen = _chosen(file, incident)
    lines = LawLines(file, explain=explain, everything=everything)
    if whole:
        _whole(file, chosen, lines, as_json)
    elif situations:
        _situations(file, chosen, lines, as_json)
    elif witness is not None:
        _questions(file, chosen, witness, lines, as_json)
    elif as_json:
        print_json(list(chosen.values()))
    else:
        for name, matrix in chosen.items():
            lines.matrix(name, matrix)
        if not chosen:
            click.echo(say("nothing-found"))


def _with(case: Case, file: CaseFile, path: Path) -> CaseFile:
    """The case file beside the law with a file of the user's over it."""
    from witnessmark.derive.law import law_with, qualified_by_law
    from witnessmark.law.own_files import LawFileError

    try:
        law = law_with(case, path)
    except LawFileError as error:
        raise Failure(told(error), Exit.USAGE) from None
    found = qualified_by_law(case, case.state(), list(file.incidents.values()), file.claims, file.persons, law)
    return msgspec.structs.replace(file, matrices=found.matrices, situations=found.situations, law=found.book)


def _chosen(file: CaseFile, incident: str | None) -> dict[str, IncidentMatrix]:
    """The matrix of one incident; without one, all but those with sealed acts."""
    if incident is not None:
        name = target_of(file, incident, "incident").id
        return {name: file.matrices[name]}
    return {
        name: matrix
        for name, matrix in file.matrices.items()
        if not any(taxonomy()[act].sealed for act in file.incidents[name].acts)
    }


def _whole(file: CaseFile, chosen: dict[str, IncidentMatrix], lines: LawLines, as_json: bool) -> None:
    from witnessmark.law.casewide import case_matrix, groups_of

    groups = groups_of((i.id, (group.claims for group in i.groups)) for i in file.incidents.values())
    rows = case_matrix(chosen.values(), groups)
    print_json(rows) if as_json else lines.whole(rows)


def _situations(file: CaseFile, chosen: dict[str, IncidentMatrix], lines: LawLines, as_json: bool) -> None:
    wanted = {matrix.situation for matrix in chosen.values()}
    found = [situation for situation in file.situations.values() if situation.id in wanted]
    if as_json:
        print_json(found)
        return
    for situation in found:
        lines.situation(situation)


def _questions(file: CaseFile, chosen: dict[str, IncidentMatrix], witness: str, lines: LawLines, as_json: bool) -> None:
    """By witness and incident what is still to ask."""
    only = target_of(file, witness, "person").id if witness else None
    asked: dict[str, dict[str, list[tuple[str, str]]]] = {}
    names: dict[str, str] = {}
    for incident, matrix in chosen.items():
        for question in matrix.questions:
            for claim in question.witnesses:
                voice = file.claims[claim].said_by
                if only is not None and voice.person != only:
                    continue
                names[voice.key] = voice.name or say("matrix-unnamed-witness")
                asked.setdefault(voice.key, {}).setdefault(incident, []).append((question.fact, question.handling))
    if as_json:
        print_json(_listed(asked, names, lines))
    elif asked:
        lines.questions(asked, names)
    else:
        click.echo(say("nothing-found"))


def _listed(
    asked: dict[str, dict[str, list[tuple[str, str]]]], names: dict[str, str], lines: LawLines
) -> list[dict[str, Any]]:
    return [
        {"witness": names[key], "incident": incident, "fact": fact, "question": lines.law.ask(fact), "handling": how}
        for key, incidents in asked.items()
        for incident, questions in incidents.items()
        for fact, how in questions
    ]
