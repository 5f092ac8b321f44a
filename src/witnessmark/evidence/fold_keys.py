"""Which wrapped case keys count: those of the very keys that owners made."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from witnessmark.evidence import kinds
from witnessmark.evidence import state as facts
from witnessmark.evidence.authority import Authority
from witnessmark.evidence.case_key import CaseKey
from witnessmark.evidence.order import Placed


def wrapped_for(case_key: CaseKey, case: str, device: str, sealing_key: bytes) -> kinds.CaseKeyed:
    """The entry that gives a device the case key."""
    return kinds.CaseKeyed(
        device=device, epoch=case_key.epoch, wrapped=case_key.wrap_for(sealing_key, case, device),
        commitment=case_key.commitment,
    )  # fmt: skip


def wrapped_keys(
    known: Iterable[tuple[Placed, Any]], authority: Authority, created: Iterable[tuple[Placed, Any]]
) -> tuple[facts.WrappedCaseKey, ...]:
    """Every wrapping of a key that an owner made: a device that came by a stick cannot slip in a key of its own, under
    which new objects would be readable to it. Whoever has the key can hand it on; that no entry can prevent.

    Two owners may have made a key for one epoch in ignorance of each other, and an owner may have been ended since:
    what was sealed under such a key still opens. ``seals`` says whether new objects may be sealed under it.
    """
    keyed = [(place, body) for place, body in known if isinstance(body, kinds.CaseKeyed)]
    founder = authority.founder or next((place.entry.device for place, _ in created), None)
    made: set[tuple[int, str]] = set()
    seals: set[tuple[int, str]] = set()
    first: str | None = None
    for place, body in keyed:
        device, key = place.entry.device, (body.epoch, body.commitment)
        if device == founder and body.epoch == 1:
            first = first or body.commitment
        if body.epoch == 1 and (device != founder or body.commitment != first):
            continue  # the first key is made once, with the case
        if device == founder or authority.was_owner(device):
            made.add(key)
        if (device == founder and body.epoch == 1) or authority.role_at(place) == "owner":
            seals.add(key)
    return tuple(
        facts.WrappedCaseKey(
            device=body.device, epoch=body.epoch, wrapped=body.wrapped, commitment=body.commitment,
            entry=place.entry.digest, seals=(body.epoch, body.commitment) in seals,
        )
        for place, body in keyed
        if (body.epoch, body.commitment) in made
    )  # fmt: skip


def by_preference(
    wrapped: Collection[facts.WrappedCaseKey], devices: Mapping[str, facts.Device]
) -> tuple[tuple[int, str], ...]:
    """The keys that new objects may be sealed under, as epoch and commitment, best first: those that no revoked device
    was given, then the newest epoch. Of two that owners made at the same time any will do, the same on every laptop."""
    holders: dict[tuple[int, str], set[str]] = defaultdict(set)
    for one in wrapped:
        holders[one.epoch, one.commitment].add(one.device)
    candidates = {(one.epoch, one.commitment) for one in wrapped if one.seals} or set(holders)
    return tuple(sorted(candidates, key=lambda key: (bool(revoked_among(holders[key], devices)), -key[0], key[1])))


def revoked_among(holders: Iterable[str], devices: Mapping[str, facts.Device]) -> tuple[str, ...]:
    """Of devices that were given a key, those that an owner has ended since."""
    return tuple(sorted(one for one in holders if one in devices and devices[one].standing == "revoked"))
