"""``witnessmark recover``"""

from pathlib import Path
from typing import TextIO

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.messages import say
from witnessmark.cli.opening import case_option, open_case
from witnessmark.cli.output import json_option, print_json
from witnessmark.cli.reasons import told
from witnessmark.cli.unlocking import hold, new_passphrase, passphrase_file_option
from witnessmark.evidence.case import Case
from witnessmark.evidence.recovery import NotRecoverableError, recovered, shares_of, sheet

CUT = "\n" + "- " * 40 + "\n\n"
"""Where the scissors go."""


@click.command("recover")
@click.option("--sheet", "as_sheet", is_flag=True, help="Print a sheet of words that gives this folder's key back.")
@click.option(
    "--shares",
    nargs=3,
    type=(click.IntRange(2, 16), click.Choice(["of"]), click.IntRange(2, 16)),
    metavar="N of M",
    help="Print M sheets for M people, any N of which give the key back.",
)
@click.option(
    "--from",
    "given",
    type=click.File("r"),
    multiple=True,
    metavar="FILE",
    help="Files with the words of sheets (- is stdin).",
)
@click.argument("more", nargs=-1, type=click.File("r"), metavar="[FILE]...")
@passphrase_file_option
@click.option("--no-passphrase", is_flag=True, help="Keep the recovered key in plain.")
@case_option
@json_option
def command(
    as_sheet: bool,
    shares: tuple[int, str, int] | None,
    given: tuple[TextIO, ...],
    more: tuple[TextIO, ...],
    passphrase_file: TextIO | None,
    no_passphrase: bool,
    case_path: Path | None,
    as_json: bool,
) -> None:
    """Print what gives a lost key back, or get it back: when the passphrase is forgotten or the laptop is gone.

    A sheet opens the case to whoever holds it, and lets them sign in this device's name. Keep it away from the laptop;
    better, split it among people who would have to agree. With a copy of the case and the sheets, everything opens.

    \b
    Example:
        witnessmark recover --sheet | lpr
        witnessmark recover --shares 2 of 3 | lpr
        witnessmark recover --from sheet.txt
        witnessmark recover --from share-1.txt share-3.txt
    """
    if given and not as_sheet and not shares:
        _recover(open_case(case_path, ask=False), (*given, *more), passphrase_file, no_passphrase, as_json)
    elif not given and not more and as_sheet != bool(shares):
        needed, _, count = shares or (1, "of", 1)
        if needed > count:
            raise Failure(say("recover-what"), Exit.USAGE)
        _print(open_case(case_path), needed, count, as_json)
    else:
        raise Failure(say("recover-what"), Exit.USAGE)


def _print(case: Case, needed: int, count: int, as_json: bool) -> None:
    key = case.key()
    sheets = []
    for number, words in enumerate(shares_of(key, needed, count), 1):
        head = [
            say("sheet-title", case=case.settings.id, device=key.device, created=case.clock().date()),
            say("sheet-share", number=number, count=count, needed=needed) if count > 1 else say("sheet-alone"),
            say("sheet-use"),
        ]
        sheets.append(sheet(words, head))
    if as_json:
        print_json({"device": key.device, "needed": needed, "sheets": sheets})
    else:
        click.echo(CUT.join(sheets))


def _recover(
    case: Case, given: tuple[TextIO, ...], passphrase_file: TextIO | None, no_passphrase: bool, as_json: bool
) -> None:
    try:
        key = recovered([file.read() for file in given])
    except NotRecoverableError as error:
        raise Failure(say("recover-not", reason=told(error)), Exit.USAGE) from None
    if key.device not in case.state().devices:
        raise Failure(say("recover-other-case"), Exit.USAGE)
    passphrase = new_passphrase(passphrase_file, none=no_passphrase)
    with case.lock():
        case.secrets.restore(key, passphrase)
    hold(case)
    if as_json:
        print_json({"device": key.device, "locked": case.secrets.locked})
    else:
        click.echo(say("recovered", device=key.device))
