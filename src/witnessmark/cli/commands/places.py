"""``witnessmark places``"""

from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.in_words import where, within, words
from witnessmark.cli.messages import say
from witnessmark.cli.opening import case_option, open_case, open_file
from witnessmark.cli.output import json_option, nothing, print_json, print_table
from witnessmark.cli.reasons import told
from witnessmark.evidence.case import Case
from witnessmark.model.record import PlaceMention


@click.command("places")
@case_option
@json_option
@click.option(
    "--add-gazetteer",
    "added",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Keep a gazetteer of your own in the case and read its documents with it: a GeoNames dump (.txt, .zip), "
    "a .csv with name, lat, lon, or .geojson. May be repeated.",
)
@click.option("--remove-gazetteer", "removed", multiple=True, metavar="FILE", help="Use it no longer. May be repeated.")
def command(case_path: Path | None, as_json: bool, added: tuple[Path, ...], removed: tuple[str, ...]) -> None:
    """The places named: every spelling met, where each is taken to be, and how far it may be from there.

    \b
    Example:
        witnessmark places
        witnessmark places --json
        witnessmark places --add-gazetteer villages.csv
    """
    case = open_case(case_path)
    if added or removed:
        _change_gazetteers(case, added, removed)
        return
    file = open_file(case, incidents=False)
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
        click.echo(nothing(file))
    else:
        rows = [_row(name or "", kind, said) for (name, kind), said in groups.items()]
        print_table(rows, ("place", "kind", "in", "position", "radius", "how", "said as"))


def _change_gazetteers(case: Case, added: tuple[Path, ...], removed: tuple[str, ...]) -> None:
    from witnessmark.derive.gazetteers import add_gazetteer, gazetteers_of, remove_gazetteer
    from witnessmark.reading.places.own_gazetteer import OwnGazetteerError

    for name in removed:
        if not remove_gazetteer(case, name):
            raise Failure(say("gazetteer-unknown", name=name), Exit.USAGE)
        click.echo(say("gazetteer-removed", name=name))
    for path in added:
        try:
            record = add_gazetteer(case, path)
        except OwnGazetteerError as error:
            raise Failure(told(error), Exit.USAGE) from None
        click.echo(say("gazetteer-added" if record else "gazetteer-known", name=path.name))
    for one in gazetteers_of(case):
        click.echo(say("gazetteer-in-use", name=one.record.file_name, digest=one.record.sha256[:12]))


def _spellings(said: list[PlaceMention]) -> list[str]:
    return list(dict.fromkeys(place.quote for place in said))


def _row(name: str, kind: str, said: list[PlaceMention]) -> tuple[str, ...]:
    best = next((place for place in said if place.lat is not None), said[0])
    placed = best.lat is not None and best.lon is not None
    return (
        where(best) if best.name else name,
        words().value("place-kind", kind),
        within(best.admin),
        f"{best.lat:.3f}, {best.lon:.3f}" if placed else say("position-unknown"),
        words().count("count.km", best.radius_km) if best.radius_km is not None else "",
        words().value("how-placed", best.via) if best.via != "none" else "",
        ", ".join(_spellings(said)),
    )
