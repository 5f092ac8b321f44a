"""``witnessmark incidents``"""

from pathlib import Path

import click

from witnessmark.cli.assessing import casualty_lines, contradiction_lines, group_lines, proof_lines, support_lines
from witnessmark.cli.in_words import act_named, acts, short_ids, when, where, words
from witnessmark.cli.messages import language
from witnessmark.cli.opening import case_option, open_case, open_file, target_of
from witnessmark.cli.output import json_option, nothing, print_json, print_table
from witnessmark.model import link_words
from witnessmark.model.acts import taxonomy
from witnessmark.model.casefile import CaseFile
from witnessmark.model.incident import Incident
from witnessmark.review.assessing import casualties_in, proposal_for, support_in
from witnessmark.review.finding_targets import Target


@click.command("incidents")
@click.argument("incident", required=False)
@click.option("--act", help="Only with this act, or an act of this category.")
@click.option("--place", help="Only at this place.")
@case_option
@json_option
def command(incident: str | None, act: str | None, place: str | None, case_path: Path | None, as_json: bool) -> None:
    """What the claims are about, with independent sources counted and contradictions listed.

    With INCIDENT (its id, or the beginning of it): everything about that one: why claims count as one source, how far
    independent sources agree field by field, who counts how many dead, and what standard of proof is reached.

    \b
    Example:
        witnessmark incidents --place Izium
        witnessmark incidents i-3fa1c2
    """
    file = open_file(open_case(case_path), law=False)
    act = act_named(act) if act is not None else None
    if incident is not None:
        _one(file, file.incidents[target_of(file, incident, "incident").id], as_json)
        return
    found = [
        one
        for one in file.incidents.values()
        if not any(taxonomy()[name].sealed for name in one.acts)
        and (act is None or act in one.acts or any(taxonomy()[name].category == act for name in one.acts))
        and (place is None or (one.place is not None and (one.place.name or "").casefold() == place.casefold()))
    ]
    if as_json:
        print_json(found)
    elif not found:
        click.echo(nothing(file))
    else:
        ids = short_ids(file.incidents)
        print_table(
            [_row(one, ids[one.id]) for one in found],
            ("incident", "claims", "groups", "contradictions", "when", "where", "what"),
        )


def _row(one: Incident, name: str) -> tuple[str, ...]:
    return (
        name,
        str(len(one.claims)),
        str(one.independent_sources),
        str(len(one.contradictions) or ""),
        when(one.time.edtf),
        where(one.place),
        acts(one.acts) + ("" if one.status == "reported" else f" ({words().value('status', one.status)})"),
    )


def _one(file: CaseFile, one: Incident, as_json: bool) -> None:
    support, casualties = support_in(file, one.id), casualties_in(file, one.id)
    proposal = proposal_for(file, Target("incident", one.id))
    if as_json:
        grades = {name: file.grades[name] for name in (one.id, *one.claims) if name in file.grades}
        print_json(
            {
                "incident": one,
                "claims": [file.claims[name] for name in one.claims],
                "corroboration": support,
                "casualties": casualties,
                "grades": grades,
                "proposal": proposal,
            }
        )
        return
    print_table([_row(one, one.id)], ("incident", "claims", "groups", "contradictions", "when", "where", "what"))
    for lines in (
        group_lines(file, one),
        contradiction_lines(one.contradictions),
        casualty_lines(file, casualties),
        support_lines(one, support),
        proof_lines(file, one, proposal),
    ):
        for line in lines:
            click.echo(line)
    if one.links:
        click.echo(f"\n{link_words.title(language())}")
    for link in one.links:
        click.echo(f"  {link.first[:10]} – {link.second[:10]}: {link_words.sure(link.score, link.reasons, language())}")
        click.echo(f"    {link_words.why(link.reasons, link.values, language(), when)}")
