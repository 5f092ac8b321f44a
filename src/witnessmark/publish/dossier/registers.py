"""The registers of a release and the prior statements of its witnesses, as plain blocks."""

from witnessmark.model.corroboration import FieldTold, PriorStatements, ToldAgain
from witnessmark.model.register import RegisterForms, ReleasedRegister, ReleasedRow, register_forms
from witnessmark.publish.dossier.blocks import (
    Block,
    Line,
    Run,
    bullets,
    go,
    head,
    joined,
    lines,
    par,
    quiet,
    strong,
    table,
)
from witnessmark.publish.dossier.edition import DossierEdition
from witnessmark.publish.site.words import grouped

ROWS = 150
"""So many rows of one register are printed: the tables of the release hold all."""


def registers_part(edition: DossierEdition) -> list[Block]:
    words, forms = edition.words, register_forms()
    made: list[Block] = [par(words("registers.intro"))]
    empty = []
    for register in edition.index.release.registers:
        form = forms.registers.get(register.name)  # type: ignore[call-overload]
        if form is None:
            continue
        if not register.rows and not register.withheld:
            empty.append(form.title(edition.language))
            continue
        made += [head(form.title(edition.language)), par(form.note(edition.language), sticky=bool(register.rows))]
        made += _rows(edition, register, forms)
    if len(made) == 1:
        return [par(words("registers.none"))]
    return [*made, par(words("registers.empty", names=", ".join(empty)))] if empty else made


def _rows(edition: DossierEdition, register: ReleasedRegister, forms: RegisterForms) -> list[Block]:
    words, made = edition.words, list[Block]()
    most = min(ROWS, edition.selection.limits.rows)
    if register.rows:
        heads = (words("registers.where"), words("registers.entries"), words("registers.claims"))
        rows = [_row(edition, row, forms) for row in register.rows[:most]]
        made.append(table(heads, rows, (28, 52, 20)))
    if len(register.rows) > most:
        made.append(par(words("registers.more", n=grouped(len(register.rows) - most))))
    if register.withheld:
        made.append(par(words("registers.withheld", n=grouped(register.withheld))))
    return made


def _row(edition: DossierEdition, row: ReleasedRow, forms: RegisterForms) -> list[Line]:
    by_column: dict[str, list[Line]] = {}
    for cell in row.cells:
        by_column.setdefault(cell.column, []).append(_cell(edition, row, cell.column, cell.value, forms))
    columns = forms.registers[row.register].columns  # type: ignore[index]
    ordered = [*(name for name in columns if name in by_column), *(name for name in by_column if name not in columns)]
    labels = {name: column.label(edition.language) for name, column in columns.items()}
    said = [[quiet(labels.get(name, name) + ": "), *joined(by_column[name], "; ")] for name in ordered]
    links = [edition.incident_link(edition.index.incidents[i]) for i in row.incidents if i in edition.index.incidents]
    incidents = joined(go(str(link["n"]), link["to"]) for link in links)
    where: list[Line] = [strong(edition.place_name(row.place)), edition.when(row.time)]
    if incidents:
        where.append([quiet(edition.words("dossier.matrix.incident") + " "), *incidents])
    return [lines(where), lines(said) or "–", edition.claim_runs(row.claims) or "–"]


def _cell(edition: DossierEdition, row: ReleasedRow, column: str, value: str, forms: RegisterForms) -> Line:
    columns = forms.registers[row.register].columns  # type: ignore[index]
    kind = columns[column].kind if column in columns else "words"
    if kind == "claim":
        return edition.claim_runs((value,)) or "–"
    if kind == "vocabulary":
        return forms.value(row.register, column, value, edition.language)
    if kind == "row":
        holds = (one.name for one in edition.index.release.registers if any(each.id == value for each in one.rows))
        return _title(next(holds, ""), edition, forms)
    if kind == "date":
        return edition.edtf_words(value)
    return edition.shown_name(value) if kind == "person" else value


def _title(name: str, edition: DossierEdition, forms: RegisterForms) -> str:
    form = forms.registers.get(name)  # type: ignore[call-overload]
    return form.title(edition.language) if form is not None else "–"


def statements_part(edition: DossierEdition) -> list[Block]:
    """Witnesses who told it more than once, with the differences side by side."""
    words, statements = edition.words, edition.index.release.statements
    if not statements:
        return [par(words("told.none"))]
    made: list[Block] = [par(words("told.intro"))]
    for witness in statements:
        made += _witness(edition, witness)
    return made


def _witness(edition: DossierEdition, one: PriorStatements) -> list[Block]:
    words = edition.words
    actor = edition.index.actors.get(one.witness)
    accounts: list[Line] = []
    for n, account in enumerate(one.accounts, 1):
        name = words("told.account", n=n)
        document = edition.index.documents.get(account.document)
        number = edition.document_number.get(account.document)
        where: Run = go(f"D{number}", edition.document_anchor(account.document)) if number else account.document
        title = f" {edition.document_title(document)}" if document else ""
        when = edition.day(account.date) if account.date else words("told.undated")
        accounts.append([strong(name), ": ", where, f"{title}, {when} ", quiet(f"({words(f'told.{account.told}')})")])
    heads = (
        words("told.about"),
        *(words("told.account", n=n) for n in range(1, len(one.accounts) + 1)),
        words("told.outcome"),
    )
    rows = [row for told in one.again for row in _again(edition, told, len(one.accounts))]
    made = [head(edition.shown_name(actor.label) if actor else one.witness), bullets(accounts)]
    if rows:
        share = 60 // len(one.accounts)
        made.append(table(heads, rows, (22, *(share for _ in one.accounts), 18)))
    for n, claims in enumerate(one.told_in_one, 1):
        if claims:
            made.append(par(words("told.only-one"), f" {words('told.account', n=n)} – ", *edition.claim_runs(claims)))
    return made


def _again(edition: DossierEdition, told: ToldAgain, accounts: int) -> list[list[Line]]:
    incident = edition.index.incidents.get(told.incident)
    link = edition.incident_link(incident) if incident else {"n": "–", "to": None}
    rows: list[list[Line]] = []
    for n, field in enumerate(told.fields):
        name = edition.capital(edition.words.value("field", field.field))
        about: Line = [go(str(link["n"]), link["to"]), f" {edition.act(told.act)}: {name}"] if n == 0 else name
        rows.append([about, *_tellings(edition, field, accounts), _outcome(edition, field)])
    return rows


def _tellings(edition: DossierEdition, field: FieldTold, accounts: int) -> list[Line]:
    by_account = {telling.account: telling for telling in field.tellings}
    cells: list[Line] = []
    for n in range(accounts):
        telling = by_account.get(n)
        if telling is None or not telling.values:
            cells.append(quiet(edition.words("told.silent")))
            continue
        said = "; ".join(edition.field_value(field.field, value) for value in telling.values)
        claims = edition.claim_runs(telling.claims)
        cells.append([said, *([" (", *claims, ")"] if claims else [])])
    return cells


def _outcome(edition: DossierEdition, field: FieldTold) -> Line:
    text = edition.words(f"told.{field.outcome}")
    return strong(text) if field.outcome == "differs" else text
