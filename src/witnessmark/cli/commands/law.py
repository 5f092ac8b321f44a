"""``witnessmark law``"""

from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.in_words import acts as acts_called
from witnessmark.cli.messages import language, say
from witnessmark.cli.opening import as_option, case_option, device_of, open_case
from witnessmark.cli.output import json_option, print_json
from witnessmark.cli.reasons import told
from witnessmark.evidence.case import Case
from witnessmark.law.forms import Text
from witnessmark.law.provisions import Law

CONFLICTS = ("iac", "niac", "peace", "none")
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("law")
@click.argument("provision", required=False)
@click.option("--check", type=_FILE, metavar="FILE", help="Read a law file of your own and say what is wrong with it.")
@click.option("--use", type=_FILE, metavar="FILE", help="Keep a law file in the case and use it from now on.")
@click.option("--remove", metavar="FILE", help="Use a law file no longer.")
@click.option(
    "--conflict",
    type=click.Choice(CONFLICTS),
    help="Declare the conflict that the case comes from: international, non-international, none; `none` takes it back.",
)
@click.option("--reason", help="Why, for --conflict: it is kept with the declaration.")
@as_option
@case_option
@json_option
def command(
    provision: str | None,
    check: Path | None,
    use: Path | None,
    remove: str | None,
    conflict: str | None,
    reason: str | None,
    signer: str | None,
    case_path: Path | None,
    as_json: bool,
) -> None:
    """The law data: versions and sources, one provision with its elements, and law files of your own.

    A conflict that is declared for the case outranks what the claims and the record of conflicts indicate; without one,
    where nothing decides it, provisions of every regime are shown as alternatives.

    \b
    Example:
        witnessmark law rs-8-2-b-xvi
        witnessmark law --check mine.yaml
        witnessmark law --use mine.yaml
        witnessmark law --conflict iac --reason "UN GA ES-11/1"
    """
    if check is not None:
        _check(check)
        return
    case = open_case(case_path)
    device = device_of(case, signer)
    if use is not None or remove is not None:
        _files(case, use, remove, device)
    elif conflict is not None:
        _declare(case, conflict, reason, device)
    else:
        _show(case, provision, as_json)


def _check(path: Path) -> None:
    """No case is needed: the file is laid over what this version ships."""
    from witnessmark.derive.law import read_law_file
    from witnessmark.law.own_files import LawFileError, with_own

    try:
        own = read_law_file(path)
        with_own(own)
    except LawFileError as error:
        raise Failure(told(error), Exit.USAGE) from None
    click.echo(say("law-fits", name=path.name, version=own.file.version, provisions=len(own.file.provisions)))


def _files(case: Case, use: Path | None, remove: str | None, device: str | None) -> None:
    from witnessmark.derive.law import add_law, laws_in_use, remove_law
    from witnessmark.law.own_files import LawFileError

    if remove is not None:
        if not remove_law(case, remove, device):
            raise Failure(say("law-unknown", name=remove), Exit.USAGE)
        click.echo(say("law-removed", name=remove))
    if use is not None:
        try:
            record = add_law(case, use, device)
        except LawFileError as error:
            raise Failure(told(error), Exit.USAGE) from None
        click.echo(say("law-added" if record else "law-known", name=use.name))
    for one in laws_in_use(case):
        click.echo(
            say("law-in-use", name=one.record.file_name, version=one.record.version, digest=one.record.sha256[:12])
        )


def _declare(case: Case, conflict: str, reason: str | None, device: str | None) -> None:
    from witnessmark.derive.law import declare_conflict, law_of

    if not reason:
        raise Failure(say("law-needs-reason"), Exit.USAGE)
    declare_conflict(case, None if conflict == "none" else conflict, reason, device)  # type: ignore[arg-type]
    click.echo(say("law-declared", conflict=_conflict(law_of(case), conflict)))


def _conflict(law: Law, name: str) -> str:
    """The word of the command line, with what it means."""
    known = law.labels.get(f"regime:{name}")
    return f"{Text.of(known).said(language())} ({name})" if known else name


def _show(case: Case, provision: str | None, as_json: bool) -> None:
    from witnessmark.derive.law import law_of

    law = law_of(case)
    if provision is None:
        _overview(case, law, as_json)
        return
    if provision not in law.provisions:
        near = ", ".join(sorted(name for name in law.provisions if provision in name)[:12])
        raise Failure(say("law-no-provision", name=provision, near=near or "–"), Exit.USAGE)
    if as_json:
        print_json(law.provisions[provision])
        return
    _provision(law, provision)


def _overview(case: Case, law: Law, as_json: bool) -> None:
    from witnessmark.derive.law import reason_of, usable_laws

    usable, declared = usable_laws(case), case.state().declared
    files = [one for one, _ in usable.files]
    if as_json:
        print_json(
            {
                "version": law.version, "digest": law.digest, "instruments": law.instruments,
                "provisions": {name: each.cite for name, each in law.provisions.items()},
                "own": [one.record for one in files], "conflict": declared[0].conflict if declared else None,
            }
        )  # fmt: skip
        return
    click.echo(say("law-version", version=law.version, digest=law.digest[:12], provisions=len(law.provisions)))
    for instrument in law.instruments.values():
        click.echo(f"  {Text.of(instrument.title).said(language())}: {instrument.source}")
    for one in files:
        click.echo(
            say("law-in-use", name=one.record.file_name, version=one.record.version, digest=one.record.sha256[:12])
        )
    for problem in usable.problems:
        click.echo(say("law-unused", problem=told(problem)), err=True)
    if declared:
        click.echo(
            f"{say('law-declared', conflict=_conflict(law, declared[0].conflict))}. "
            f"{reason_of(case, declared[0].reason)}"
        )


def _provision(law: Law, name: str) -> None:
    each = law.provisions[name]
    instrument = law.instruments[each.instrument]
    click.echo(f"{instrument.cited(each.cite, language())}: {each.title.said(language())}")
    title, status = (Text.of(words).said(language()) for words in (instrument.title, instrument.status))
    click.echo(f"  {title}: {instrument.source}. {status}")
    for line in (each.gist, each.note) if language() == "en" else ():
        if line:
            click.echo(f"  {line}")
    for element in each.elements:
        click.echo(f"  {element.id}  {element.text.said(language())}")
        for key, facts in (
            ("law-facts", element.facts), ("law-against", element.against), ("law-situation", element.situation)
        ):  # fmt: skip
            if facts:
                labels = ", ".join(Text.of(law.fact_types[fact].label or fact).said(language()) for fact in facts)
                click.echo(f"      {say(key)} {labels}")
    acts = [act.act for act in law.acts.values() if name in set(act.provisions())]
    click.echo(f"  {say('law-acts')} {acts_called(acts) or '–'}")
