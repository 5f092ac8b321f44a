"""``witnessmark clear``"""

import re
from pathlib import Path

import click

from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.in_words import act_named, edition
from witnessmark.cli.in_words import acts as acts_called
from witnessmark.cli.messages import say
from witnessmark.cli.opening import as_option, audience_option, case_option, device_of, open_case, open_file, target_of
from witnessmark.evidence.case import Case
from witnessmark.model.acts import taxonomy
from witnessmark.model.consent import Audience
from witnessmark.review.deciding import approve, clear, waive

_HIT = re.compile(r"[0-9a-f]{32}")


@click.command("clear")
@click.argument("target", required=False)
@click.option("--act", "acts", multiple=True, help="Clear every claim of this act; may be repeated.")
@click.option("--release", "release", help="Approve this release, as `publish` named it.")
@click.option("--waive", "hit", metavar="HIT", help="With --release: say that this hit of the scan is no leak.")
@click.option("--reason", help="Why a hit is no leak.")
@audience_option("public")
@as_option
@case_option
def command(
    target: str | None,
    acts: tuple[str, ...],
    release: str | None,
    hit: str | None,
    reason: str | None,
    audience: str,
    signer: str | None,
    case_path: Path | None,
) -> None:
    """A named reviewer's word on what may leave.

    Three things: clear a claim, incident or act of high sensitivity; approve a release that `publish` proposed; waive a
    hit of the output scan that is no leak. A public release needs two approvals by different people.

    \b
    Example:
        witnessmark clear --act torture --act exhumation --as "Iryna Demchuk"
        witnessmark clear --release r-19ab --as "Iryna Demchuk"
        witnessmark clear --release r-19ab --waive h-77c1 --reason "the street, not the person" --as "Iryna Demchuk"
    """
    case = open_case(case_path)
    device = device_of(case, signer)
    reviewer = case.device(device).name
    if release is not None:
        _release(case, release, hit, reason, device, reviewer)
        return
    if (target is None) == (not acts):
        raise Failure(say("clear-what"), Exit.USAGE)
    if acts:
        identities = [_act(name) for name in acts]
    else:
        identities = [target_of(open_file(case, law=False), target or "", "claim", "incident").id]
    for identity in identities:
        clear(case, identity, Audience(audience), device)
        click.echo(say("cleared", reviewer=reviewer, target=_cleared(identity), audience=edition(audience)))


def _cleared(identity: str) -> str:
    """What was cleared, as people call it: an act by its label, a claim or incident by the beginning of its id."""
    kind, _, act = identity.partition(":")
    return acts_called((act,)) if kind == "act" else identity[:10]


def _act(name: str) -> str:
    """The target that stands for every claim of an act."""
    name = act_named(name)
    if name not in taxonomy().acts:
        raise Failure(say("no-act", act=name), Exit.USAGE)
    if taxonomy()[name].sealed:
        raise Failure(say("clear-sealed", act=acts_called((name,))), Exit.USAGE)
    return f"act:{name}"


def _release(case: Case, release: str, hit: str | None, reason: str | None, device: str | None, reviewer: str) -> None:
    found = [one for one in case.state().proposals.values() if one.id == release or one.id.startswith(release)]
    if len(found) != 1:
        raise Failure(say("release-unknown", release=release), Exit.USAGE)
    if hit is not None:
        if not _HIT.fullmatch(hit):
            raise Failure(say("waive-what"), Exit.USAGE)
        if not reason:
            raise Failure(say("waive-why"), Exit.USAGE)
        waive(case, found[0].id, hit, reason, device)
        click.echo(say("waived", reviewer=reviewer, hit=hit))
        return
    approve(case, found[0].id, found[0].content, device)
    click.echo(say("approved", reviewer=reviewer, release=found[0].id))
