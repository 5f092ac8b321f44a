"""``witnessmark decide``"""

from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.messages import say
from witnessmark.cli.opening import as_option, case_option, device_of, open_case, open_file, target_of
from witnessmark.review.deciding import decide, decide_link


@click.command("decide")
@click.argument("target")
@click.argument("verdict", type=click.Choice(["confirm", "reject", "correct", "same-as", "not-same-as"]))
@click.argument("other", required=False)
@click.option(
    "--set",
    "corrections",
    multiple=True,
    metavar="FIELD=VALUE",
    help="With correct: act, modality, polarity, date (EDTF) or place.",
)
@click.option("--reason", help="Why; kept apart from the journal.")
@as_option
@case_option
def command(
    target: str,
    verdict: str,
    other: str | None,
    corrections: tuple[str, ...],
    reason: str | None,
    signer: str | None,
    case_path: Path | None,
) -> None:
    """Decide about a claim or incident. A person's decision outranks the machine's and survives a new reader.

    \b
    Example:
        witnessmark decide 3fa1c2e0 confirm --as "Iryna Demchuk"
        witnessmark decide 3fa1c2e0 correct --set date=2022-09-07~ --set act=movement-restriction
        witnessmark decide 3fa1c2e0 not-same-as 77b0d411
    """
    case = open_case(case_path)
    device = device_of(case, signer)
    file = open_file(case, law=False)
    if verdict in ("same-as", "not-same-as"):
        if other is None:
            raise Failure(f"{verdict} needs a second claim", Exit.USAGE)
        first, second = target_of(file, target, "claim").id, target_of(file, other, "claim").id
        decide_link(case, first, second, verdict == "same-as", device)
        click.echo(say("linked", first=first[:10], second=second[:10], same=verdict.removesuffix("-as")))
        return
    found = target_of(file, target, "claim", "incident")
    words = {"confirm": "confirmed", "reject": "rejected", "correct": "corrected"}
    try:
        decide(case, file, found, words[verdict], _corrections(corrections), reason, device)  # type: ignore[arg-type]
    except ValueError as error:
        raise Failure(str(error), Exit.USAGE) from None
    click.echo(say("decided", target=found.id[:10], verdict=words[verdict]))


def _corrections(given: tuple[str, ...]) -> dict[str, str]:
    pairs = [one.partition("=") for one in given]
    if bad := [field for field, mark, value in pairs if not mark or not value]:
        raise Failure(f"--set {bad[0]}: write it as FIELD=VALUE, such as date=2022-09-07", Exit.USAGE)
    return {field: value for field, _, value in pairs}
