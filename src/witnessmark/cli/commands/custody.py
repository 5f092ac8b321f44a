"""``witnessmark custody``"""

import re
from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.in_words import happened, moment, whose
from witnessmark.cli.messages import language, say
from witnessmark.cli.opening import as_option, case_option, device_of, open_case, open_file, target_of
from witnessmark.cli.output import json_option, print_json, print_table
from witnessmark.derive.custody import chain_of, note_event, write_original
from witnessmark.model.custody import CustodyChain, CustodyStep

EVENT = re.compile(r"[a-z][a-z-]{0,39}")


@click.command("custody")
@click.argument("source")
@click.option("--event", help="Add an event: viewed, copied, transcribed, transferred, returned, destroyed, …")
@click.option("--note", help="With --event: by whom, to whom, where, why. Kept as an object that can be erased.")
@click.option(
    "--original",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the original there, as it was received, to look at it; noted as viewed.",
)
@click.option("--pdf", type=click.Path(path_type=Path, dir_okay=False), help="Write the chain as a PDF.")
@as_option
@case_option
@json_option
def command(
    source: str, event: str | None, note: str | None, original: Path | None, pdf: Path | None, signer: str | None,
    case_path: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """The chain of custody of a source (S1, a file name): what happened to it, when, by which device.

    The program notes by itself what it does: received, read, transcribed, copied, transferred, redacted. What people do
    is added with --event. Nothing is ever changed or taken back.

    \b
    Example:
        witnessmark custody S1
        witnessmark custody S1 --event transferred --note "To the regional archive, receipt 14"
        witnessmark custody S1 --original /tmp/letter.pdf
        witnessmark custody S1 --pdf custody-S1.pdf
    """
    if event is not None and not EVENT.fullmatch(event):
        raise Failure(say("custody-event"), Exit.USAGE)
    if note is not None and event is None:
        raise Failure(say("custody-needs-event"), Exit.USAGE)
    case = open_case(case_path)
    file = open_file(case, incidents=False)
    found = file.sources[target_of(file, source, "source").id]
    device = device_of(case, signer)
    if event is not None:
        note_event(case, found.id, event, note, device)
        click.echo(say("custody-noted", label=found.label, event=happened(event)), err=as_json)
    if original is not None:
        write_original(case, found.id, original, device)
        click.echo(say("custody-noted", label=found.label, event=happened("viewed")), err=as_json)
    chain = chain_of(case, found.id, found.label)
    if pdf is not None:
        _print_pdf(chain, file.title, pdf)
    if as_json:
        print_json(chain)
    elif event is None and original is None and pdf is None:
        _print(chain)
    return Exit.OK


def _print_pdf(chain: CustodyChain, title: str, out: Path) -> None:
    from witnessmark.publish.custody_sheet import print_custody

    out.write_bytes(print_custody(chain, title, "uk" if language() == "uk" else "en"))
    click.echo(say("custody-pdf", label=chain.label, out=out), err=True)


def _print(chain: CustodyChain) -> None:
    click.echo(say("custody-title", label=chain.label, name=chain.file_name or "-"))
    if chain.sha256 is not None:
        click.echo(say("custody-digest", sha256=chain.sha256, size=chain.size))
    click.echo()
    rows = [
        (
            str(number),
            happened(step.event),
            moment(step.time),
            _clock(step),
            f"{whose(step.owner)} ({step.device[:8]})",
            _more(step),
        )
        for number, step in enumerate(chain.steps, 1)
    ]
    print_table(rows, ("", "event", "time", "clock", "device", ""))
    click.echo()
    click.echo(say("custody-clock"))


def _clock(step: CustodyStep) -> str:
    if step.ahead is None:
        return ""
    return say("custody-ahead", ahead=f"{step.ahead:+d}", basis=say(f"custody-basis-{step.ahead_basis}"))


def _more(step: CustodyStep) -> str:
    made = f"{step.tool}" if step.tool else ""
    told = ", ".join(
        f"{say('custody-release') if name == 'release' else name} {value}"
        for name, value in sorted(step.parameters.items())
    )
    return "; ".join(part for part in (step.note, made, told) if part)
