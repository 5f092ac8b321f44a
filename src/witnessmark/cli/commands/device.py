"""``witnessmark device``"""

from pathlib import Path
from typing import cast

import click

from witnessmark.cli.devices import find_device, notices
from witnessmark.cli.failures import Exit, Failure
from witnessmark.cli.in_words import role as role_in_words
from witnessmark.cli.in_words import whose
from witnessmark.cli.messages import say
from witnessmark.cli.opening import case_option, open_case
from witnessmark.cli.output import json_option, print_json, print_table
from witnessmark.evidence import admitting
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import NotOwner
from witnessmark.evidence.kinds import Role
from witnessmark.evidence.roles import ROLES


@click.command("device")
@click.option("--add", "names", multiple=True, metavar="NAME", help="Make a key for another person on this device.")
@click.option("--admit", metavar="NAME|ID", help="Let what this device says count. For owners.")
@click.option("--role", type=click.Choice(ROLES), help="What it may say; default: member.")
@click.option("--revoke", metavar="NAME|ID", help="Let nothing count that this device says from now on. For owners.")
@click.option("--after", metavar="ENTRY", help="With --revoke: the last entry that counts, or `start` for none at all.")
@click.option("--rotate", is_flag=True, help="A new key for this folder: the old one hands its role over.")
@case_option
@json_option
def command(
    names: tuple[str, ...],
    admit: str | None,
    role: str | None,
    revoke: str | None,
    after: str | None,
    rotate: bool,
    case_path: Path | None,
    as_json: bool,
) -> None:
    """The keys that sign in this case: whose they are, what they may say, and which lie in this folder.

    Before you admit a device, have its owner read its key aloud to you: not in the message that brought the stick.
    Roles: `reader` sees, `contributor` adds sources, `member` decides and approves, `owner` says who is who. Any of
    them may withdraw a consent and protect a person. What a device read it has read: revoking takes nothing back.

    A key that somebody else may hold is revoked by another owner, not handed over: --rotate is for a key of your own.

    \b
    Example:
        witnessmark device
        witnessmark device --add "Iryna Demchuk"
        witnessmark device --admit "Second laptop" --role contributor
        witnessmark device --revoke "Second laptop"
    """
    case = open_case(case_path)
    if (role and not (admit or names)) or (after and not revoke):
        raise Failure(say("device-options"), Exit.USAGE)
    given = cast(Role, role or "member")
    try:
        for name in names:
            made = case.add_device(name, given)
            click.echo(say("device-added", name=name))
            if made.standing == "waiting":
                click.echo(say("own-device-waits", name=made.name, fingerprint=made.fingerprint, count=0))
        if admit:
            one = admitting.admit(case, find_device(case, admit).id, given)
            click.echo(say("device-admitted", name=one.name, role=role_in_words(given), fingerprint=one.fingerprint))
        if revoke:
            _revoke(case, revoke, after)
        if rotate:
            one = admitting.rotate(case)
            click.echo(say("device-rotated", name=one.name, fingerprint=one.fingerprint))
    except NotOwner:
        raise Failure(say("not-owner"), Exit.WAITS) from None
    if not (names or admit or revoke or rotate):
        _list(case, as_json)


def _revoke(case: Case, word: str, after: str | None) -> None:
    found = find_device(case, word)
    if after is not None and after != "start" and not (len(after) == 64 and set(after) <= set("0123456789abcdef")):
        raise Failure(say("no-such-entry", entry=after), Exit.USAGE)
    last = admitting.last_entry(case, found.id) if after is None else None if after == "start" else after
    one = admitting.revoke(case, found.id, last)
    key = "device-revoked" if one.standing == "revoked" else "device-revoked-in-dispute"
    click.echo(say(key, name=found.name, entry=(last or "start")[:16]))


def _list(case: Case, as_json: bool) -> None:
    forks = case.state().forks
    rows = [
        {
            "id": one.id,
            "name": one.name,
            "role": one.role,
            "state": one.standing,
            "forked": one.id in forks,
            "here": one.here,
        }
        for one in case.devices().values()
    ]
    if as_json:
        print_json(rows)
        return
    print_table(
        [
            (
                one.fingerprint,
                whose(one.name),
                role_in_words(one.role),
                say(f"standing-{one.standing}") + (f", {say('forked')}" if one.id in forks else ""),
                say("here") if one.here else "",
            )
            for one in case.devices().values()
        ],
        ("key", "whose", "role", "state", ""),
    )
    if lines := notices(case):
        click.echo("\n" + "\n".join(lines))
