"""``witnessmark grade``"""

from pathlib import Path
from typing import Any

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.grades import grade_line, proposal_lines
from witnessmark.cli.messages import language, say
from witnessmark.cli.opening import as_option, case_option, device_of, open_case, open_file, target_of
from witnessmark.cli.output import json_option, print_json
from witnessmark.model.acts import taxonomy
from witnessmark.model.casefile import CaseFile
from witnessmark.model.grading import BASIS_FIELDS, CREDIBILITY, PROOF, RELIABILITY, Scale, scale_of
from witnessmark.model.labels import grade_words, label
from witnessmark.review.assessing import proposal_for
from witnessmark.review.finding_targets import Target
from witnessmark.review.grading import CannotGrade, grade

_SCALES: dict[str, Scale] = {
    "source": "reliability",
    "person": "reliability",
    "claim": "credibility",
    "incident": "proof",
}


@click.command("grade")
@click.argument("target", required=False)
@click.argument("value", required=False)
@click.option("--field", type=click.Choice(BASIS_FIELDS), help="With a basis of knowledge: of which field.")
@click.option("--reason", help="Why. Every grade needs one; it is kept apart from the journal.")
@click.option("--take-back", is_flag=True, help="Take a grade back; with --field that of a basis of knowledge.")
@as_option
@case_option
@json_option
def command(
    target: str | None,
    value: str | None,
    field: str | None,
    reason: str | None,
    take_back: bool,
    signer: str | None,
    case_path: Path | None,
    as_json: bool,
) -> None:
    """Say how far a source, a claim or an incident is to be relied on, and why. Signed with your key.

    \b
    A source or a person:  A B C D E, or F: cannot be judged
    A claim:               1 2 3 4 5, or 6: cannot be judged
    A field of a claim:    direct, hearsay-named …, with --field: how the speaker knows it
    An incident:           reasonable-grounds and the other standards of proof

    Without VALUE: what was graded, and what the rule would propose for TARGET, with its reasons. The rule only
    proposes. F and 6 are no worst grade, and grades are never averaged.

    \b
    Example:
        witnessmark grade i-3fa1c2
        witnessmark grade i-3fa1c2 reasonable-grounds --reason "two witnesses, seen by us" --as "Iryna Demchuk"
        witnessmark grade "Hanna Lysenko" B --reason "knows the square, was there"
        witnessmark grade 3fa1c2e0 hearsay-named --field perpetrator --reason "she has it from her neighbour"
    """
    case = open_case(case_path)
    file = open_file(case, law=False)
    if target is None:
        _list(file, as_json)
        return
    found = target_of(file, target, "source", "person", "claim", "incident")
    if value is None and not take_back:
        _show(file, found, as_json)
        return
    scale = _SCALES[found.kind] if value is None else scale_of(value)
    if field is not None:
        scale = "basis"
    if scale is None:
        raise Failure(say("grade-unknown", values=_values(found.kind)), Exit.USAGE)
    if not reason:
        raise Failure(say("grade-needs-reason"), Exit.USAGE)
    try:
        grade(case, file, found, scale, value, reason, field, device_of(case, signer))
    except CannotGrade as error:
        raise Failure(say(error.reason, values=_values(found.kind)), Exit.USAGE) from None
    name = _name(file, found)
    if value is None:
        click.echo(say("grade-taken-back", target=name))
    else:
        click.echo(say("graded", target=name, value=grade_words(scale, value, language())))


def _values(kind: str) -> str:
    known = {"source": RELIABILITY, "person": RELIABILITY, "claim": CREDIBILITY, "incident": PROOF}
    return ", ".join(known[kind])


def _name(file: CaseFile, target: Target) -> str:
    if target.kind == "source":
        return file.sources[target.id].label
    return file.persons[target.id].names[0] if target.kind == "person" else target.id[:10]


def _show(file: CaseFile, target: Target, as_json: bool) -> None:
    proposal = proposal_for(file, target)
    grades = file.grades.get(target.id, ())
    if as_json:
        print_json({"target": target.id, "grades": grades, "proposal": proposal})
        return
    click.echo(click.style(f"{_name(file, target)}: {label('scale', _SCALES[target.kind], language())}", bold=True))
    for one in grades:
        click.echo("  " + grade_line(one))
    if not grades:
        click.echo("  " + label("graded", "none", language()))
    if proposal is not None:
        for line in proposal_lines(proposal):
            click.echo(line)


def _list(file: CaseFile, as_json: bool) -> None:
    """Every grade but those on sealed acts, which are in no list."""
    open_ones = {target: held for target, held in file.grades.items() if not _sealed(file, target)}
    if as_json:
        print_json({"grades": [one for held in open_ones.values() for one in held], "waiting": file.grades_waiting})
        return
    if not open_ones and not file.grades_waiting:
        click.echo(say("no-grades"))
    for target, held in open_ones.items():
        for one in held:
            click.echo(f"{_listed(file, target)}  {grade_line(one)}")
    if file.grades_waiting:
        click.echo(say("grades-waiting", count=len(file.grades_waiting)))


def _sealed(file: CaseFile, target: str) -> bool:
    acts = file.incidents[target].acts if target in file.incidents else ()
    if target in file.claims:
        acts = (file.claims[target].act,)
    return any(taxonomy()[act].sealed for act in acts)


def _listed(file: CaseFile, target: str) -> Any:
    if target in file.sources:
        return file.sources[target].label
    return file.persons[target].names[0] if target in file.persons else target[:10]
