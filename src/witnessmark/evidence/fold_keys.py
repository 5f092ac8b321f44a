"""Which wrapped case keys count: those of the very key that the case's first device made."""

from collections.abc import Iterable
from typing import Any

from witnessmark.evidence import kinds
from witnessmark.evidence import state as facts
from witnessmark.evidence.case_key import CaseKey
from witnessmark.evidence.order import Placed


def wrapped_for(case_key: CaseKey, case: str, device: str, sealing_key: bytes) -> kinds.CaseKeyed:
    """The entry that gives a device the case key."""
    return kinds.CaseKeyed(
        device=device, epoch=case_key.epoch, wrapped=case_key.wrap_for(sealing_key, case, device),
        commitment=case_key.commitment,
    )  # fmt: skip


def wrapped_keys(
    keyed: Iterable[tuple[Placed, Any]], created: Iterable[tuple[Placed, Any]], founder: str | None
) -> tuple[facts.WrappedCaseKey, ...]:
    """Every wrapping whose commitment the founder made: a device that came by a stick cannot slip in a key of its own,
    under which new objects would be readable to it. Whoever has the key can hand it on; that no entry can prevent."""
    founder = founder or next((place.entry.device for place, _ in created), None)
    listed = list(keyed)
    made: dict[int, str] = {}
    for place, body in listed:
        if place.entry.device == founder:
            made.setdefault(body.epoch, body.commitment)
    return tuple(
        facts.WrappedCaseKey(
            device=body.device, epoch=body.epoch, wrapped=body.wrapped, commitment=body.commitment,
            entry=place.entry.digest,
        )
        for place, body in listed
        if made.get(body.epoch) == body.commitment
    )  # fmt: skip
