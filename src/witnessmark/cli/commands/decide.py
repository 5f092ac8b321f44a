"""``witnessmark decide``"""

from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.in_words import words
from witnessmark.cli.messages import say
from witnessmark.cli.opening import as_option, case_option, device_of, open_case, open_file, target_of
from witnessmark.cli.reasons import told
from witnessmark.evidence.case import Case
from witnessmark.model.casefile import CaseFile
from witnessmark.review.deciding import NotTwo, decide, decide_link, is_linked_by_hand
from witnessmark.review.finding_targets import NoTarget

_VERDICTS = {"confirm": "confirmed", "reject": "rejected", "correct": "corrected"}
_SAME = {"same-as": True, "not-same-as": False}
_DEPENDENT = {"depends-on": True, "independent-of": False, "as-found": None}


@click.command("decide")
@click.argument("target")
@click.argument("verdict", type=click.Choice([*_VERDICTS, *_SAME, *_DEPENDENT]))
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
    """Decide about a claim, an incident, who is who, or which sources are independent. A person's decision outranks the
    machine's and survives a new reader. Two persons are one as long as no later word parts them again. Claims of which
    one depends on the other count as one source; of two sources it holds for all their claims, and the first adds
    none to the second. `as-found` takes back a word on two claims or sources.

    \b
    Example:
        witnessmark decide 3fa1c2e0 confirm --as "Iryna Demchuk"
        witnessmark decide 3fa1c2e0 correct --set date=2022-09-07~ --set act=movement-restriction
        witnessmark decide 3fa1c2e0 not-same-as 77b0d411
        witnessmark decide 3fa1c2e0 depends-on 77b0d411 --reason "both had it from the same bulletin"
        witnessmark decide S7 depends-on S3 --reason "the paper wrote it from the report"
        witnessmark decide person-2f6b same-as p-91c0d2e4 --reason "his mother confirmed it"
    """
    case = open_case(case_path)
    device = device_of(case, signer)
    file = open_file(case, law=False)
    if verdict not in _VERDICTS and other is None:
        raise Failure(say("decide-second", verdict=verdict), Exit.USAGE)
    if verdict in _DEPENDENT and other is not None:
        _decide_sources(case, file, target, verdict, other, reason, device)
        return
    if verdict in _SAME and other is not None:
        if target_of(file, target, "claim", "person").kind == "person":
            _decide_persons(case, file, target, other, verdict == "same-as", reason, device)
            return
        _decide_link(case, file, target, verdict, other, reason, device)
        return
    found = target_of(file, target, "claim", "incident")
    try:
        decide(case, file, found, _VERDICTS[verdict], _corrections(corrections), reason, device)  # type: ignore[arg-type]
    except ValueError as error:
        raise Failure(told(error), Exit.USAGE) from None
    click.echo(say("decided", target=found.id[:10], verdict=words().value("verdict", _VERDICTS[verdict])))


def _decide_link(
    case: Case, file: CaseFile, target: str, verdict: str, other: str, reason: str | None, device: str | None
) -> None:
    first, second = target_of(file, target, "claim").id, target_of(file, other, "claim").id
    try:
        decide_link(case, file, first, second, _SAME[verdict], reason, device)
    except NotTwo:
        raise Failure(say("not-two"), Exit.USAGE) from None
    click.echo(say("claims-same" if _SAME[verdict] else "claims-apart", first=first[:10], second=second[:10]))


def _decide_sources(
    case: Case, file: CaseFile, target: str, verdict: str, other: str, reason: str | None, device: str | None
) -> None:
    from witnessmark.review.independence import decide_independence, incident_of_both

    first, second = (target_of(file, word, "claim", "source").id for word in (target, other))
    if verdict == "as-found" and is_linked_by_hand(case, first, second):
        decide_link(case, file, first, second, None, reason, device)
        click.echo(say("claims-as-found", first=first[:10], second=second[:10]))
        return
    try:
        decide_independence(case, file, first, second, _DEPENDENT[verdict], reason, device)
    except NotTwo:
        raise Failure(say("not-two"), Exit.USAGE) from None
    named = [file.sources[name].label if name in file.sources else name[:10] for name in (first, second)]
    click.echo(say(f"sources-{verdict}", first=named[0], second=named[1]))
    if incident_of_both(file, first, second) is None:
        click.echo(say("sources-not-linked"))


def _decide_persons(
    case: Case, file: CaseFile, target: str, other: str, same: bool, reason: str | None, device: str | None
) -> None:
    from witnessmark.review.who_is_who import decide_persons, find_member

    try:
        first, second = find_member(file, target), find_member(file, other)
    except NoTarget as error:
        key = "ambiguous-target" if error.count else "no-such-target"
        raise Failure(say(key, target=error.word, count=error.count), Exit.USAGE) from None
    if first == second:
        raise Failure(say("one-person"), Exit.USAGE)
    first, second = decide_persons(case, file, first, second, same, reason, device)
    click.echo(say("persons-same" if same else "persons-apart", first=first, second=second))


def _corrections(given: tuple[str, ...]) -> dict[str, str]:
    pairs = [one.partition("=") for one in given]
    if bad := [field for field, mark, value in pairs if not mark or not value]:
        raise Failure(say("decide-set", field=bad[0]), Exit.USAGE)
    return {field: value for field, _, value in pairs}
