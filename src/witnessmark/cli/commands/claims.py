"""``witnessmark claims``"""

from pathlib import Path
from typing import Any

import click
import msgspec

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.in_words import act_named, acts, how, voice, when, where, words
from witnessmark.cli.messages import language, say
from witnessmark.cli.opening import case_option, open_case, open_file
from witnessmark.cli.output import json_option, nothing, one_line, print_json, print_table, reference
from witnessmark.model.acts import taxonomy
from witnessmark.model.casefile import CaseFile
from witnessmark.model.claim import Claim


@click.command("claims")
@click.option("--act", help="Only this act, or this category of acts.")
@click.option("--place", help="Only at this place, in any spelling that the case has.")
@click.option("--source", help="Only from this source: its label, such as S2, or its file name.")
@click.option("--said-by", help="Only said by this person.")
@click.option("--modality", help="Only asserted, threatened, denied, hearsay …")
@click.option("--acts", "list_acts", is_flag=True, help="List the acts there are, and stop.")
@click.option("--explain", is_flag=True, help="Add the rule that made each claim, and where it stands.")
@case_option
@json_option
def command(
    act: str | None,
    place: str | None,
    source: str | None,
    said_by: str | None,
    modality: str | None,
    list_acts: bool,
    explain: bool,
    case_path: Path | None,
    as_json: bool,
) -> None:
    """What is said to have happened: each claim with its words, who says it, when and where.

    Sealed acts are in no list; `witnessmark export --audience sealed` is the only way to them.

    \b
    Example:
        witnessmark claims --act looting --place Izium
        witnessmark claims --act damage --json
    """
    if list_acts:
        print_table(
            [(a.id, say(f"category-{a.category}"), a.label[language()]) for a in taxonomy().acts.values()],
            ("act", "category", ""),
        )
        return
    act = act_named(act) if act is not None else None
    if act is not None and act not in taxonomy().acts and act not in taxonomy().categories:
        raise Failure(say("no-act", act=act), Exit.USAGE)
    file = open_file(open_case(case_path), incidents=False)
    found = [
        claim
        for claim in file.claims.values()
        if not taxonomy()[claim.act].sealed
        and (act is None or act in (claim.act, taxonomy()[claim.act].category))
        and (place is None or _at(claim, place))
        and (source is None or _from(file, claim, source))
        and (said_by is None or said_by.casefold() in (claim.said_by.name or "").casefold())
        and (modality is None or claim.modality == modality)
    ]
    if as_json:
        print_json([_with_grades(file, claim) for claim in found])
        return
    if not found:
        click.echo(nothing(file))
        return
    print_table([_row(file, claim, explain) for claim in found], _HEADER + (("rule",) if explain else ()) + ("words",))


_HEADER = ("claim", "source", "act", "modality", "when", "where", "said by", "grade")


def _row(file: CaseFile, claim: Claim, explain: bool) -> tuple[str, ...]:
    at = reference(claim.locator) if claim.locator else ""
    return (
        claim.id[:10],
        f"{file.sources[claim.source].label} {at}".strip(),
        acts((claim.act,)),
        _how(claim),
        (when(claim.date.edtf) or f"“{claim.date.quote}”") if claim.date else "",
        where(claim.place),
        voice(claim),
        _credibility(file, claim),
        *((_rule(claim),) if explain else ()),
        one_line(claim.span.quote),
    )


def _with_grades(file: CaseFile, claim: Claim) -> dict[str, Any]:
    """The claim with what people graded of it, where they did."""
    grades = file.grades.get(claim.id)
    return msgspec.to_builtins(claim) | ({"grades": msgspec.to_builtins(grades)} if grades else {})  # type: ignore[no-any-return]


def _credibility(file: CaseFile, claim: Claim) -> str:
    """ "2", or "2 / 5" where people differ; empty where nobody graded it."""
    given = (grade.value for grade in file.grades.get(claim.id, ()) if grade.scale == "credibility")
    return " / ".join(dict.fromkeys(given))


def _rule(claim: Claim) -> str:
    """The rule that made a claim, and the line of the file in which it stands."""
    from witnessmark.reading.rule_index import find_rule

    source = find_rule(claim.rule) if claim.rule else None
    return f"{claim.rule} [{source.file}:{source.line}]" if source else claim.rule or ""


def _how(claim: Claim) -> str:
    """Modality and polarity, and the models that had a part in the claim."""
    model = words()("incident.by-model")
    return f"{how(claim)}; {model}: {', '.join(claim.models)}" if claim.models else how(claim)


def _at(claim: Claim, place: str) -> bool:
    if claim.place is None:
        return False
    names = (claim.place.name or "", claim.place.quote, *claim.place.admin)
    return place.casefold() in (name.casefold() for name in names)


def _from(file: CaseFile, claim: Claim, source: str) -> bool:
    found = file.sources[claim.source]
    return source in (found.label, found.id, found.record.file_name)
