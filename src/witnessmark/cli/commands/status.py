"""``witnessmark status``"""

from pathlib import Path

import click

from witnessmark.cli.devices import notices, waiting_devices
from witnessmark.cli.messages import say
from witnessmark.cli.opening import case_option, open_case, open_file
from witnessmark.cli.output import json_option, print_json, print_table
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import Locked, NotKeyed
from witnessmark.model.casefile import CaseFile
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
        [tuple(str(row[k]) for k in ("label", "consent", "claims", "problem", "file")) for row in _rows(file)],
        ("source", "consent", "claims", "not read", "file"),
    )
    click.echo()
    counts = _counts(file)
    click.echo(say("status-sources", **counts))
    click.echo(say("status-claims", **counts))
    click.echo()
    lines = notices(case) + open_expunges(case)
    _print_waiting(waits, lines)
    _print_conflicts(open_conflicts(case, file))


def _print_conflicts(conflicts: tuple[OpenConflict, ...]) -> None:
    if conflicts:
        click.echo(say("conflicts-head"))
    for one in conflicts:
        sides = " / ".join(f"{owner}: {said}" if said else owner for owner, said in one.sides)
        key = "conflict-line" if one.command else "conflict-stays"
        click.echo(say(key, what=one.what, target=one.target, sides=sides, command=one.command or ""))


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
        click.echo("  " + say("waits-consent", count=len(sources), level=level))
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
