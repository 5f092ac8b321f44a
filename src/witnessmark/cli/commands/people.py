"""``witnessmark people``"""

from pathlib import Path

import click

from witnessmark.cli.assessing import statement_lines
from witnessmark.cli.in_words import allowed, moment, short_ids, words
from witnessmark.cli.messages import language, say
from witnessmark.cli.opening import case_option, open_case, open_file, target_of
from witnessmark.cli.output import json_option, nothing, print_json, print_table
from witnessmark.evidence.case import Case
from witnessmark.evidence.named import sameness
from witnessmark.incidents.records import FieldWeight
from witnessmark.model.casefile import CaseFile
from witnessmark.model.labels import label
from witnessmark.review.assessing import statements_in
from witnessmark.review.who_is_who import standing_of
from witnessmark.web.who_is_who import why


@click.command("people")
@click.argument("person", required=False)
@click.option(
    "--same", "proposals", is_flag=True, help="Who may be one person under two names: proposals with reasons."
)
@click.option("--statements", is_flag=True, help="What one witness says in several accounts, side by side.")
@click.option("--history", is_flag=True, help="Who was said to be one or not, by whom, and what was undone.")
@case_option
@json_option
def command(
    person: str | None, proposals: bool, statements: bool, history: bool, case_path: Path | None, as_json: bool
) -> None:
    """The people named in the case and what they allowed. For your eyes: this list holds names.

    \b
    Example:
        witnessmark people
        witnessmark people --statements
        witnessmark people "Hanna Lysenko" --statements
        witnessmark people --same
        witnessmark decide person-2f6b same-as p-91c0d2e4
        witnessmark people --history
        witnessmark consent "Hanna Lysenko" public-named
    """
    case = open_case(case_path)
    if statements:
        file = open_file(case, law=False)
        _print_statements(file, target_of(file, person, "person").id if person else None, as_json)
    elif proposals:
        _print_proposals(case, open_file(case, law=False), as_json)
    elif history:
        _print_history(case, open_file(case, incidents=False), as_json)
    else:
        _print_people(open_file(case, incidents=False), as_json)


def _print_statements(file: CaseFile, witness: str | None, as_json: bool) -> None:
    found = statements_in(file, witness)
    if as_json:
        print_json(found)
    elif not found:
        click.echo(label("statements", "none", language()))
    for one in () if as_json else found:
        for line in statement_lines(file, one):
            click.echo(line)


def _print_people(file: CaseFile, as_json: bool) -> None:
    if as_json:
        print_json(list(file.persons.values()))
    elif not file.persons:
        click.echo(nothing(file))
    else:
        ids = short_ids(file.persons)
        rows = [
            (
                ids[person.id],
                person.names[0],
                allowed(person.consent.label) if person.consent is not None else say("consent-as-source"),
                say("person-is-protected") if person.protected else "",
                str(len(person.mentions)),
                ", ".join(person.names[1:]),
            )
            for person in file.persons.values()
        ]
        print_table(rows, ("person", "name", "consent", "", "mentions", "also"))


def _print_proposals(case: Case, file: CaseFile, as_json: bool) -> None:
    from witnessmark.derive.merging import propose_merges

    found = propose_merges(file, case.state().sameness)
    if as_json:
        print_json(
            [
                {
                    "first": {"person": one.first, "name": file.persons[one.first].names[0]},
                    "second": {"person": one.second, "name": file.persons[one.second].names[0]},
                    "probability": one.probability,
                    "reasons": one.fields,
                }
                for one in found
            ]
        )
    elif not found:
        click.echo(say("no-proposals"))
    else:
        ids = short_ids(file.persons)
        rows = [
            (
                f"{min(one.probability, 0.99):.0%}",  # no proposal is certain
                ids[one.first],
                file.persons[one.first].names[0],
                ids[one.second],
                file.persons[one.second].names[0],
                "; ".join(map(_reason, one.fields)),
            )
            for one in found
        ]
        print_table(rows, ("likely", "person", "name", "person", "name", "why"))
        click.echo(say("proposals-note"))


def _reason(field: FieldWeight) -> str:
    return why(field, words())


def _print_history(case: Case, file: CaseFile, as_json: bool) -> None:
    said = sameness(case)
    if as_json:
        print_json(said)
        return
    if not said:
        click.echo(say("nothing-found"))
        return
    rows = [
        (
            moment(word.time),
            word.reviewer,
            word.first,
            say("person-same" if word.same else "person-other"),
            word.second,
            words().value("standing", standing_of(word, file)),
            word.reason or "",
        )
        for word in said
    ]
    print_table(rows, ("time", "by", "person", "", "person", "now", "reason"))
