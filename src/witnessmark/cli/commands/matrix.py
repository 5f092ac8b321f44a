"""``witnessmark matrix``"""

from pathlib import Path

import click

from witnessmark.cli.messages import language, say
from witnessmark.cli.opening import case_option, open_case, open_file, target_of
from witnessmark.cli.output import json_option, one_line, print_json
from witnessmark.model.acts import taxonomy
from witnessmark.model.casefile import CaseFile
from witnessmark.model.finding import Finding, IncidentMatrix


@click.command("matrix")
@click.argument("incident", required=False)
@click.option("--all", "everything", is_flag=True, help="Secondary provisions and background norms as well.")
@case_option
@json_option
def command(incident: str | None, everything: bool, case_path: Path | None, as_json: bool) -> None:
    """Claims laid beside the elements of the provisions that an incident may indicate.

    “Covered” means that information exists, never “proven”. There is no verdict, and nobody is presumed guilty.

    \b
    Example:
        witnessmark matrix i-3fa1c2
        witnessmark matrix --json
    """
    file = open_file(open_case(case_path))
    chosen = {
        name: matrix
        for name, matrix in file.matrices.items()
        if not any(taxonomy()[act].sealed for act in file.incidents[name].acts)
    }
    if incident is not None:
        name = target_of(file, incident, "incident").id
        chosen = {name: file.matrices[name]}
    if as_json:
        print_json(list(chosen.values()))
        return
    if not chosen:
        click.echo(say("nothing-found"))
    for name, matrix in chosen.items():
        _print(file, name, matrix, everything)


def _print(file: CaseFile, name: str, matrix: IncidentMatrix, everything: bool) -> None:
    acts = ", ".join(taxonomy()[act].label[language()] for act in file.incidents[name].acts)
    click.echo(click.style(f"{name}  {acts}", bold=True))
    for finding in matrix.findings:
        if finding.strength == "primary" or everything:
            _print_finding(finding)
    if matrix.alternatives:
        click.echo("  alternatives to test:")
        for text in matrix.alternatives:
            click.echo(f"    – {text}")
    if matrix.questions:
        click.echo("  still to ask:")
        for question in matrix.questions:
            click.echo(f"    ? {question.text} [{question.handling}]")
    click.echo()


def _print_finding(finding: Finding) -> None:
    click.echo(f"  {finding.cite}: {finding.title} ({finding.strength})")
    for element in finding.elements:
        claims = [name[:10] for name in element.supporting]
        against = [name[:10] for name in element.contradicting]
        click.echo(f"    {element.status:<9}  {one_line(element.text, 90)}")
        if claims:
            click.echo(f"               for: {', '.join(claims)}")
        if against:
            click.echo(f"               against: {', '.join(against)}")
