"""``witnessmark places``"""

from pathlib import Path

import click

from witnessmark.cli.messages import say
from witnessmark.cli.opening import case_option, open_case, open_file
from witnessmark.cli.output import json_option, print_json, print_table
from witnessmark.model.record import PlaceMention


@click.command("places")
@case_option
@json_option
def command(case_path: Path | None, as_json: bool) -> None:
    """The places named: every spelling met, where each is taken to be, and how far it may be from there.

    \b
    Example:
        witnessmark places
        witnessmark places --json
    """
    file = open_file(open_case(case_path), incidents=False)
    groups: dict[tuple[str | None, str], list[PlaceMention]] = {}
    for document in file.documents.values():
        for place in document.record.places:
            groups.setdefault((place.name or place.quote, place.kind), []).append(place)
    if as_json:
        print_json(
            [
                {"name": name, "kind": kind, "mentions": len(said), "spellings": _spellings(said), "place": said[0]}
                for (name, kind), said in groups.items()
            ]
        )
    elif not groups:
        click.echo(say("nothing-found"))
    else:
        rows = [_row(name or "", kind, said) for (name, kind), said in groups.items()]
        print_table(rows, ("place", "kind", "in", "position", "radius", "how", "said as"))


def _spellings(said: list[PlaceMention]) -> list[str]:
    return list(dict.fromkeys(place.quote for place in said))


def _row(name: str, kind: str, said: list[PlaceMention]) -> tuple[str, ...]:
    best = next((place for place in said if place.lat is not None), said[0])
    placed = best.lat is not None and best.lon is not None
    return (
        name,
        kind,
        ", ".join(best.admin),
        f"{best.lat:.3f}, {best.lon:.3f}" if placed else "unknown",
        f"{best.radius_km:g} km" if best.radius_km is not None else "",
        best.relation or best.via,
        ", ".join(_spellings(said)),
    )
