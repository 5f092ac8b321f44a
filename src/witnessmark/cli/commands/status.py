"""``witnessmark status``"""

from pathlib import Path

import click

from witnessmark.cli.devices import notices, waiting_devices
from witnessmark.cli.help_words import placeholders
from witnessmark.cli.in_words import allowed, whose
from witnessmark.cli.messages import language, say
from witnessmark.cli.opening import case_option, open_case, open_file
from witnessmark.cli.output import json_option, print_json, print_table
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import Locked, NotKeyed
from witnessmark.intake.problems import explain
from witnessmark.model.casefile import CaseFile
from witnessmark.model.consent import ConsentLevel
from witnessmark.review.conflicts import OpenConflict, open_conflicts
from witnessmark.review.waiting import Waiting, waiting


@click.command("status")
@case_option
@json_option
def command(case_path: Path | None, as_json: bool) -> None:
    """What came in, what was read, and what waits for a person.

    \b
    Example:
        witnessmark status
        witnessmark status --json
    """
    case = open_case(case_path)
    try:
        case.secrets.case_key()
        file = open_file(case, law=False)
    except Locked as closed:
        _print_closed(case, closed, as_json)
        return
    waits = waiting(file, case.state())
    if as_json:
        waiting_for = {"waiting": waits, "devices": waiting_devices(case), "forked": sorted(case.state().forks)}
        waiting_for["conflicts"] = open_conflicts(case, file)
        print_json({"title": file.title, "sources": _rows(file), "counts": _counts(file), **waiting_for})
        return
    click.echo(file.title)
    click.echo()
    if not file.sources:
        click.echo(say("nothing-yet"))
        for line in notices(case):
            click.echo(line)
        return
    print_table(
        [_shown(row) for row in _rows(file)],
        ("source", "consent", "claims", "file", "not read"),
    )
    click.echo()
    counts = _counts(file)
    click.echo(say("status-sources", **counts))
    click.echo(say("status-claims", **counts))
    click.echo()
    lines = notices(case) + open_expunges(case)
    _print_waiting(waits, lines)
    _print_conflicts(open_conflicts(case, file))


def _shown(row: dict[str, object]) -> tuple[str, ...]:
    problem = str(row["problem"])
    return (
        str(row["label"]), allowed(str(row["consent"])), str(row["claims"]), str(row["file"]),
        explain(problem, language()) if problem else "",
    )  # fmt: skip


def _print_conflicts(conflicts: tuple[OpenConflict, ...]) -> None:
    if conflicts:
        click.echo(say("conflicts-head"))
    for one in conflicts:
        sides = " / ".join(f"{whose(owner)}: {_side(said)}" if said else whose(owner) for owner, said in one.sides)
        key = "conflict-line" if one.command else "conflict-stays"
        what, command = say(f"conflict-{one.what}"), placeholders(one.command or "")
        click.echo(say(key, what=what, target=one.target, sides=sides, command=command))


def _side(said: str) -> str:
    """One side's word as a person reads it: a level of consent, a verdict; anything else as it is."""
    if said in (level.label for level in ConsentLevel):
        return allowed(said)
    return say(f"side-{said}") if f"side-{said}" in _SIDES else said


_SIDES = (
    "side-withdrawn", "side-protected", "side-not-protected", "side-confirmed", "side-rejected", "side-corrected",
    "side-same-as", "side-not-same-as", "side-depends-on", "side-independent-of", "side-taken-back",
)  # fmt: skip


def open_expunges(case: Case) -> list[str]:
    """A line for each destruction that waits for a second owner."""
    waiting_for_another = {one.target for one in case.state().expunges if not one.in_force}
    return [say("waits-expunge", target=target) for target in sorted(waiting_for_another)]


def _print_closed(case: Case, closed: Locked, as_json: bool) -> None:
    """Of a case that cannot be read here: numbers only."""
    state = case.state()
    counts = {
        "sources": len(state.sources), "documents": len(state.documents), "entries": state.entries,
        "objects": sum(1 for _ in case.objects),
    }  # fmt: skip
    if as_json:
        print_json({"locked": True, "counts": counts})
    elif isinstance(closed, NotKeyed):
        click.echo(say("status-not-keyed", **counts))
    else:
        click.echo(say("status-locked", **counts))
    for line in [] if as_json else notices(case):
        click.echo("  " + line)


def _rows(file: CaseFile) -> list[dict[str, object]]:
    claims: dict[str, int] = {}
    for claim in file.claims.values():
        claims[claim.source] = claims.get(claim.source, 0) + 1
    return [
        {
            "label": source.label,
            "source": source.id,
            "file": source.record.file_name,
            "consent": source.consent.label,
            "claims": claims.get(source.id, 0),
            "problem": source.problem or "",
        }
        for source in file.sources.values()
    ]


def _counts(file: CaseFile) -> dict[str, int]:
    return {
        "sources": len(file.sources),
        "documents": len(file.documents),
        "unread": sum(1 for source in file.sources.values() if source.problem),
        "claims": len(file.claims),
        "incidents": len(file.incidents),
        "persons": len(file.persons),
    }


def _print_waiting(waits: Waiting, lines: list[str]) -> None:
    if not waits and not lines:
        click.echo(say("nothing-waits"))
        return
    click.echo(say("status-waits"))
    for level, sources in waits.consent.items():
        click.echo("  " + say("waits-consent", count=len(sources), level=allowed(level)))
    for key, count in (
        ("waits-unread", len(waits.unread)),
        ("waits-high", len(waits.high)),
        ("waits-unattached", waits.unattached),
        ("waits-conflicts", waits.conflicts),
    ):
        if count:
            click.echo("  " + say(key, count=count))
    if waits.unknown:
        click.echo("  " + say("waits-unknown"))
    for line in lines:
        click.echo("  " + line)
