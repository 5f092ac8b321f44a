"""Which entries count: those of devices that an owner admitted, as far as their roles reach. The rest is set aside."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from witnessmark.evidence import kinds
from witnessmark.evidence import state as facts
from witnessmark.evidence.authority import CONTROL, Authority
from witnessmark.evidence.order import Placed
from witnessmark.evidence.roles import may_say

Known = Sequence[tuple[Placed, kinds.Body | None]]
"""Entries in the one order of all, each with its body; None where this version does not know the kind."""
Said = dict[type[kinds.Body], list[tuple[Placed, Any]]]


class Counted(msgspec.Struct, frozen=True):
    """What was said and counts, by kind; critical entries of unknown kinds; what is set aside; whose word counts; and
    by source or person the entries that brought it in."""

    said: Said
    unknown: list[str]
    aside: list[facts.Quarantined]
    authority: Authority
    brought: dict[str, list[Placed]]


def first_device(known: Known, enrolled: Mapping[str, facts.Device], founder: str | None) -> str | None:
    """The device that made the case. The settings of a case say which; those from before they did leave it to the entry
    ``case.created``, which is believed when there is only one: of two, nobody can tell which is false."""
    if founder is not None:
        return founder
    claims = {
        place.entry.device
        for place, body in known
        if isinstance(body, kinds.CaseCreated) and place.entry.seq == 1 and place.entry.device in enrolled
    }
    return claims.pop() if len(claims) == 1 else None


def admitted(known: Known, enrolled: Mapping[str, facts.Device], founder: str | None) -> Counted:
    """Look at every entry in turn: whether it counts, and what it adds."""
    placed = {place.entry.digest: place for place, _ in known}
    control = [(p, body) for p, body in known if isinstance(body, CONTROL) and p.entry.device in enrolled]
    authority = Authority(placed, founder, control)
    said: Said = defaultdict(list)
    unknown: list[str] = []
    aside: list[facts.Quarantined] = []
    brought: dict[str, list[Placed]] = defaultdict(list)
    for place, body in known:
        entry = place.entry
        reason = _refused(place, body, enrolled, authority, brought)
        if reason is not None:
            aside.append(facts.Quarantined(device=entry.device, reason=reason, entry=entry.digest, blocking=False))
        elif body is None:
            unknown += [entry.digest] if entry.critical else []
        else:
            said[type(body)].append((place, body))
            if isinstance(body, kinds.SourceAdded | kinds.PersonRegistered):
                brought[_brings(body)].append(place)
    return Counted(said, unknown, aside, authority, brought)


def _refused(
    place: Placed,
    body: kinds.Body | None,
    enrolled: Mapping[str, facts.Device],
    authority: Authority,
    brought: Mapping[str, list[Placed]],
) -> str | None:
    """Why an entry counts for nothing."""
    device = place.entry.device
    if device not in enrolled:
        return "not-enrolled"
    if isinstance(body, kinds.DeviceEnrolled) and place.entry.digest == enrolled[device].entry:
        return None  # it says no more than that somebody would like to be admitted
    role = authority.role_at(place)
    if role is None:
        return "revoked" if authority.was_admitted(device) else "not-admitted"
    if body is None:
        return None
    if not authority.counts(place, body) or not may_say(
        role, body, lambda about: _owns(place, body, about, authority, brought)
    ):
        return "beyond-role"
    return None


def _brings(body: kinds.SourceAdded | kinds.PersonRegistered) -> str:
    return body.source if isinstance(body, kinds.SourceAdded) else body.person


def _owns(
    place: Placed, body: kinds.Body, about: str, authority: Authority, brought: Mapping[str, list[Placed]]
) -> bool:
    """Whether this device, or one that it took over from, brought it in, or does so now, and nobody else had before."""
    before = [one for one in brought.get(about, ()) if one.before(place)]
    others = {one.entry.device for one in before} - authority.line(place.entry.device)
    return not others and (bool(before) or isinstance(body, kinds.SourceAdded | kinds.PersonRegistered))


def standing(enrolled: Mapping[str, facts.Device], authority: Authority) -> dict[str, facts.Device]:
    """The devices, each with what an owner made of it."""
    devices: dict[str, facts.Device] = {}
    for device in enrolled.values():
        now, role, by = authority.standing(device.id)
        line = tuple(sorted(authority.line(device.id) - {device.id}))
        devices[device.id] = msgspec.structs.replace(device, standing=now, role=role, admitted_by=by, formerly=line)
    return devices


def disputes(authority: Authority) -> list[facts.Conflict]:
    """Revocations and rotations that contradict each other, by the device that they would end."""
    found: dict[str, list[Placed]] = defaultdict(list)
    for device, place in authority.disputed:
        found[device].append(place)
    return [
        facts.Conflict(
            what="owners",
            target=device,
            entries=tuple(place.entry.digest for place in places),
            sides=tuple((place.entry.device, place.entry.kind.removeprefix("device.")) for place in places),
        )
        for device, places in sorted(found.items())
    ]
