"""``witnessmark stamp``"""

from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.in_words import moment
from witnessmark.cli.messages import say
from witnessmark.cli.opening import as_option, case_option, device_of, open_case
from witnessmark.cli.output import json_option, print_json
from witnessmark.cli.reasons import told
from witnessmark.evidence.case import Case
from witnessmark.evidence.stamping import BadStamp, Queued, Stamp, ask, note_clock, queued, take, verify_stamps

_file = click.Path(path_type=Path, exists=True, dir_okay=False)
_new_file = click.Path(path_type=Path, dir_okay=False)


@click.command("stamp")
@click.option("--authority", metavar="URL", help="Ask this time authority (RFC 3161) now: the one use of the network.")
@click.option("--request", "request_out", type=_new_file, help="Instead: write the request (.tsq), to carry by hand.")
@click.option("--reply", type=_file, help="Take in the answer (.tsr) to a request that was carried.")
@click.option("--ca", type=_file, help="The authority's certificates (PEM): the answer's signature is checked.")
@click.option(
    "--keep", type=click.Path(path_type=Path, file_okay=False), help="Write all stamps into a folder outside."
)
@click.option("--clock", "ahead", type=int, metavar="SECONDS", help="Note by how much this device's clock is ahead.")
@as_option
@case_option
@json_option
def command(
    authority: str | None, request_out: Path | None, reply: Path | None, ca: Path | None, keep: Path | None,
    ahead: int | None, signer: str | None, case_path: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Have a time authority confirm that everything recorded so far exists now.

    The authority is sent a digest and nothing else. Without a network the request waits in the case. A stamp kept
    outside the case shows if a journal is cut off later: `witnessmark verify --stamps FOLDER`.

    \b
    Example:
        witnessmark stamp --authority https://tsa.example/ --ca tsa.pem
        witnessmark stamp --request mission.tsq      … carry it, and the answer back:
        witnessmark stamp --reply mission.tsr --ca tsa.pem
        witnessmark stamp --keep /media/usb/stamps
        witnessmark stamp --clock -90                this clock is 90 seconds behind
    """
    case = open_case(case_path)
    device = device_of(case, signer)
    roots = ca.read_bytes() if ca else None
    code = Exit.OK
    if ahead is not None:
        _note_clock(case, ahead, device)
    if request_out is not None:
        request_out.write_bytes(ask(case, device).request)
        click.echo(say("stamp-request-written", out=request_out), err=as_json)
    if reply is not None:
        _take(case, reply.read_bytes(), roots, device, as_json)
    if authority is not None:
        code = _send(case, authority, roots, device, as_json)
    if keep is not None:
        click.echo(say("stamps-written", count=_keep(case, keep), folder=keep), err=as_json)
    if as_json or all(given is None for given in (authority, request_out, reply, keep, ahead)):
        _list(case, as_json)
    return code


def _note_clock(case: Case, ahead: int, device: str | None) -> None:
    from witnessmark.evidence.kinds import ClockNoted

    case.record(ClockNoted(ahead=ahead, basis="told"), device)
    click.echo(say("stamp-clock", ahead=ahead), err=True)


def _take(case: Case, reply: bytes, roots: bytes | None, device: str | None, as_json: bool) -> Stamp:
    try:
        _, stamp = take(case, reply, roots, device)
    except BadStamp as error:
        raise Failure(say("stamp-bad", reason=told(error.reason)), Exit.NOT_VERIFIED) from None
    click.echo(say("stamp-kept", time=moment(stamp.time), authority=stamp.authority or "-"), err=as_json)
    if roots is None:
        click.echo(say("stamp-unsigned"), err=as_json)
    return stamp


def _send(case: Case, authority: str, roots: bytes | None, device: str | None, as_json: bool) -> Exit:
    """What waits first, then what there is now."""
    ask(case, device)
    for request in queued(case):
        if not _answered(case, request, authority, roots, device, as_json):
            return Exit.SOME_FAILED
    return Exit.OK


def _answered(
    case: Case, request: Queued, authority: str, roots: bytes | None, device: str | None, as_json: bool
) -> bool:
    from witnessmark.evidence.time_authority import NotReached, send

    before = case.clock()
    try:
        answer = send(authority, request.request)
    except NotReached as error:
        click.echo(say("stamp-not-reached", authority=authority, reason=told(error.reason)), err=True)
        return False
    except ValueError as error:
        raise Failure(f"--authority: {told(error)}", Exit.USAGE) from None
    after = case.clock()
    stamp = _take(case, answer, roots, device, as_json)
    if abs(ahead := note_clock(case, stamp, before, after, device)) > 1:
        click.echo(say("stamp-clock", ahead=ahead), err=as_json)
    return True


def _keep(case: Case, folder: Path) -> int:
    """Each stamp as two files that ``openssl ts -verify -data X.heads -in X.tsr`` takes."""
    from witnessmark.evidence.stamping import heads_text

    folder.mkdir(parents=True, exist_ok=True)
    kept = [one for one in case.state().stamps if one.token in case.objects]
    for one in kept:
        (folder / f"{one.token[:16]}.heads").write_bytes(heads_text(case.settings.id, one.heads))
        (folder / f"{one.token[:16]}.tsr").write_bytes(case.objects.read(one.token))
    return len(kept)


def _list(case: Case, as_json: bool) -> None:
    stamps, waiting = list(verify_stamps(case).stamps.values()), len(queued(case))
    if as_json:
        print_json({"stamps": stamps, "waiting": waiting})
        return
    for stamp in stamps:
        click.echo(say("stamp-line", time=moment(stamp.time), authority=stamp.authority or "-"))
    if not stamps and not waiting:
        click.echo(say("stamp-none"))
    if waiting:
        click.echo(say("stamp-waits", count=waiting))
