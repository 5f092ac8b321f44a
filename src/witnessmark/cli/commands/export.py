"""``witnessmark export``"""

from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.messages import say
from witnessmark.cli.opening import as_option, case_option, device_of, open_case
from witnessmark.cli.releasing import Prepared, propose, refuse_without_approvals, release, report_refusal
from witnessmark.model.consent import Audience

FORMATS = ("geojson", "csv", "jsonl", "kml", "xlsx", "dossier")


@click.command("export")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS), help="May be repeated; default: all.")
@click.option("--audience", type=click.Choice([a.value for a in Audience]), default="internal", show_default=True)
@as_option
@case_option
def command(out: Path, formats: tuple[str, ...], audience: str, signer: str | None, case_path: Path | None) -> int:
    """Hand over data or the dossier without the site: into the folder OUT, signed, through the same gate.

    \b
    Example:
        witnessmark export handover --audience prosecutor --format dossier --format xlsx
        witnessmark verify handover
    """
    case = open_case(case_path)
    device = device_of(case, signer)
    prepared = propose(case, Audience(audience), device)
    refuse_without_approvals(prepared.draft)
    wanted = formats or FORMATS
    outcome = release(case, prepared, out, device, lambda folder: _write(prepared, folder, wanted))
    if not outcome.published:
        return report_refusal(outcome, prepared.draft)
    click.echo(say("exported", files=", ".join(wanted), audience=audience, out=out))
    return Exit.OK


def _write(prepared: Prepared, folder: Path, formats: tuple[str, ...]) -> frozenset[str]:
    from witnessmark.publish.exports import write_export

    def allowed(label: str) -> bool:
        return not prepared.draft.protected.touches(label)

    for name in formats:
        try:
            write_export(prepared.draft.release, folder, name, label_allowed=allowed)
        except KeyError:
            raise Failure(f"--format: {name} cannot be written", Exit.USAGE) from None
    return frozenset()
