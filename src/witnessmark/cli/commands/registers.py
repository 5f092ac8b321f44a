"""``witnessmark registers``"""

from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.in_words import when, where
from witnessmark.cli.messages import language, say
from witnessmark.cli.opening import case_option, open_case, open_file
from witnessmark.cli.output import json_option, nothing, one_line, print_json, print_table
from witnessmark.evidence.case import Case
from witnessmark.model.acts import taxonomy
from witnessmark.model.casefile import CaseFile
from witnessmark.model.register import REGISTERS, Cell, Register, Row, register_forms


@click.command("registers")
@click.argument("name", required=False, metavar="[REGISTER]", type=click.Choice(REGISTERS))
@click.option("--place", help="Only at this place, or in this district or oblast.")
@click.option("--csv", "out", type=click.Path(path_type=Path, dir_okay=False), help="Write the REGISTER to FILE.")
@case_option
@json_option
def command(name: str | None, place: str | None, out: Path | None, case_path: Path | None, as_json: bool) -> None:
    """What a mission needs beside harm: control, hazards, services, aid, casualties.

    Without REGISTER: which registers there are. Every value rests on claims, which `--json` names. Sealed acts are in
    no register. The file of `--csv` is for the team: whoever else needs one gets it by `witnessmark export`.

    \b
    Example:
        witnessmark registers
        witnessmark registers hazards --place Savyntsi
        witnessmark registers aid --csv aid.csv
    """
    case = open_case(case_path)
    if out is not None:
        _write(case, name, place, out)
        return
    file = open_file(case, law=False)
    from witnessmark.derive.registering import registers

    open_ = {claim.id: claim for claim in file.claims.values() if not taxonomy()[claim.act].sealed}
    made = [one for one in registers(file, open_) if name in (None, one.name)]
    made = [Register(name=one.name, rows=tuple(row for row in one.rows if _at(row, place))) for one in made]
    if as_json:
        print_json(made)
    elif name is None:
        forms = register_forms().registers
        print_table(
            [(one.name, str(len(one.rows)), forms[one.name].title(language())) for one in made],
            (say("register"), say("register-rows"), ""),
        )
    elif not made[0].rows:
        click.echo(nothing(file))
    else:
        _table(file, made[0])


def _table(file: CaseFile, register: Register) -> None:
    form = register_forms().registers[register.name]
    lead = [column for column in form.lead if any(row.of(column) for row in register.rows)]
    header = (
        say("register-row"), say("register-where"), say("register-when"),
        *(form.columns[column].label(language()) for column in lead), say("register-sources"),
    )  # fmt: skip
    rows = [
        (
            row.id.rpartition("-")[2], where(row.place), when(row.time.edtf),
            *(" / ".join(_value(file, register.name, cell) for cell in row.of(column)) for column in lead),
            " ".join(dict.fromkeys(file.sources[file.claims[claim].source].label for claim in row.claims)),
        )
        for row in register.rows
    ]  # fmt: skip
    click.echo(form.note(language()) + "\n")
    print_table(rows, header)


def _value(file: CaseFile, register: str, cell: Cell) -> str:
    kind = register_forms().registers[register].columns[cell.column].kind  # type: ignore[index]
    if kind == "person":
        return file.persons[cell.value].names[0] if cell.value in file.persons else cell.value
    if kind == "date":
        return when(cell.value)
    if kind == "claim":
        return cell.value[:10]
    if kind == "row":
        return cell.value
    return one_line(register_forms().value(register, cell.column, cell.value, language()), 60)


def _at(row: Row, place: str | None) -> bool:
    if place is None:
        return True
    names = (row.place.name or "", row.place.quote, *row.place.admin) if row.place else ()
    return place.casefold() in (name.casefold() for name in names)


def _write(case: Case, name: str | None, place: str | None, out: Path) -> None:
    """The register as the team's own edition has it: through the gate, as everything that is written out of a case."""
    if name is None or place is not None:
        raise Failure(say("register-csv"), Exit.USAGE)
    from witnessmark.cli.releasing import preview
    from witnessmark.model.consent import Audience
    from witnessmark.publish.exports.register_tables import registers

    release = preview(case, Audience.INTERNAL).draft.release
    out.write_text(registers(release)[f"{name}.csv"], encoding="utf-8", newline="")
    click.echo(say("register-written", out=out))
