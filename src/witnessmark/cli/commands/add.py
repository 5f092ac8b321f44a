"""``witnessmark add``"""

from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.in_words import allowed
from witnessmark.cli.messages import language, say
from witnessmark.cli.opening import case_option, open_case
from witnessmark.cli.output import json_option, print_json, progress
from witnessmark.cli.reasons import told
from witnessmark.derive.adding import Addition, Terms, add_files
from witnessmark.derive.readings import Readings
from witnessmark.derive.received import given_by
from witnessmark.intake.problems import explain
from witnessmark.model.consent import ConsentLevel
from witnessmark.model.record import ReadingRecord


@click.command("add")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--consent",
    "level",
    default="internal",
    show_default=True,
    type=click.Choice([c.label for c in ConsentLevel]),
    help="What the giver allowed.",
)
@click.option("--giver", help="Who gave it; kept apart, never published.")
@click.option("--date", "day", help="The document's own date, ISO 8601, when it does not say.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="TOML file: which column of a table holds what.",
)
@click.option(
    "--ocr",
    type=click.Choice(["scans", "captions", "off"]),
    default="scans",
    show_default=True,
    help="Read text in pictures: of scanned pages, of every picture, or never.",
)
@case_option
@json_option
def command(
    paths: tuple[Path, ...],
    level: str,
    giver: str | None,
    day: str | None,
    mapping: Path | None,
    ocr: str,
    case_path: Path | None,
    as_json: bool,
) -> int:
    """Preserve files and folders in the case, then read them.

    Whatever can be opened is kept, also what cannot be read. Adding the same bytes again changes nothing. A bag (BagIt)
    and a folder of auto-archiver are recognised: their digests are compared, and what they say of a file is kept.

    \b
    Example:
        witnessmark add report.docx interviews/ --consent public-anonymous --date 2022-10-09
        witnessmark add ledger.xlsx --mapping ledger.toml
    """
    case = open_case(case_path)
    terms = Terms(
        level=ConsentLevel.of(level),
        giver=giver,
        document_date=_day(day),
        mapping=_mapping(mapping),
        ocr={"scans": True, "captions": "captions", "off": False}[ocr],  # type: ignore[arg-type]
    )
    given = given_by(paths)
    files = given.files
    additions: list[Addition] = []
    found: dict[str, list[ReadingRecord]] = {}
    with progress(say("adding"), len(files)) as step, Readings(case) as readings:
        for addition in add_files(case, files, terms, given.told):
            additions.append(addition)
            documents = {
                name: (document, terms.document_date or document.date) for name, document in addition.documents.items()
            }
            found[addition.file_name] = [record for _, record in readings.of_all(documents)]
            readings.commit()
            step()
    additions += given.lacking
    found |= {addition.file_name: [] for addition in given.lacking}
    labels = {source: f"S{number}" for number, source in enumerate(case.state().sources, 1)}
    if as_json:
        print_json([_as_json(addition, labels, found) for addition in additions])
    else:
        _print(additions, labels, found, level)
    return Exit.SOME_FAILED if any(addition.problem for addition in additions) else Exit.OK


def _day(day: str | None) -> str | None:
    from datetime import date

    if day is not None:
        try:
            date.fromisoformat(day)
        except ValueError:
            raise Failure(say("no-day", option="--date", day=day), Exit.USAGE) from None
    return day


def _mapping(path: Path | None):  # type: ignore[no-untyped-def]
    if path is None:
        return None
    from witnessmark.intake.mapping import parse_mapping

    try:
        return parse_mapping(path.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError) as error:
        raise Failure(f"{path}: {told(error)}", Exit.USAGE) from None


def _counts(records: list[ReadingRecord]) -> dict[str, int]:
    people = {actor.name for record in records for actor in record.actors if actor.kind == "person" and actor.name}
    places = {place.name or place.quote for record in records for place in record.places}
    return {"claims": sum(len(record.claims) for record in records), "places": len(places), "people": len(people)}


def _as_json(addition: Addition, labels: dict[str, str], found: dict[str, list[ReadingRecord]]) -> dict[str, object]:
    source = addition.source or addition.known_as
    return {
        "file": addition.file_name,
        "label": labels.get(source or ""),
        "source": source,
        "documents": list(addition.documents),
        "new": addition.source is not None,
        "problem": addition.problem,
        "detail": addition.detail,
        **_counts(found[addition.file_name]),
    }


def _why(addition: Addition) -> str:
    """What is wrong with a file, in the user's language; the detail is known in English only."""
    if language() == "en" and addition.detail:
        return addition.detail
    return explain(addition.problem or "", language())


def _print(
    additions: list[Addition], labels: dict[str, str], found: dict[str, list[ReadingRecord]], level: str
) -> None:
    for addition in additions:
        if addition.known_as:
            what = say("already-there", label=labels[addition.known_as])
        elif addition.problem:
            what = say("kept-unread" if addition.source else "not-kept", problem=_why(addition))
        else:
            what = say("found", **_counts(found[addition.file_name]))
        label = labels.get(addition.source or addition.known_as or "", "–")
        click.echo(say("added", label=label, name=addition.file_name, found=what))
    new = [addition for addition in additions if addition.source]
    click.echo()
    click.echo(
        say(
            "add-summary",
            new=len(new),
            known=sum(1 for addition in additions if addition.known_as),
            unread=sum(1 for addition in additions if addition.problem and addition.source),
            consent=allowed(level),
        )
    )
    if lost := sum(1 for addition in additions if addition.problem and not addition.source):
        click.echo(say("add-lost", count=lost))
    if new and ConsentLevel.of(level) < ConsentLevel.PUBLIC_ANONYMOUS:
        click.echo(say("add-consent-hint", label=labels[new[0].source or ""]))
