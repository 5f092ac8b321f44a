"""The case key as devices come and go: a new one when a device is ended, and everybody who may have it gets it."""

from typing import TYPE_CHECKING

from witnessmark.evidence.case_key import CaseKey
from witnessmark.evidence.errors import Locked
from witnessmark.evidence.fold_keys import revoked_among, wrapped_for

if TYPE_CHECKING:
    from witnessmark.evidence.case import Case


def renew(case: "Case", owner: str) -> None:
    """A new case key, for every device that is admitted now. What was sealed before stays under the keys of before:
    who was ended had that already. New objects are sealed under the new key."""
    present = case.secrets.case_key()
    if present is None:
        return
    newest = max(one.epoch for one in case.state().case_keys)
    case_key = CaseKey.generate(newest + 1)
    with case.recording():
        _hand_on(case, case_key, owner)
        case.secrets.know(case_key)


def key_is_with_revoked(case: "Case") -> tuple[str, ...]:
    """Devices that were ended and hold the key that new objects are sealed under: an owner's folder makes a new one."""
    present = case.secrets.case_key()
    state = case.state()
    holders = {one.device for one in state.case_keys if present and one.commitment == present.commitment}
    return revoked_among(holders, state.devices)


def keep_current(case: "Case") -> None:
    """After a merge: in an owner's folder a new key, if a device that holds the present one has been ended; in every
    folder that has the present key, hand it to those who were admitted without it. On a locked case nothing."""
    from witnessmark.evidence.admitting import owner_here

    try:
        present = case.secrets.case_key()
        own = case.device()
    except Locked:
        return
    if present is None or own.standing != "admitted":
        return
    owner = owner_here(case)
    if owner is not None and key_is_with_revoked(case):
        renew(case, owner)
    else:
        with case.recording():
            _hand_on(case, present, own.id)


def _hand_on(case: "Case", case_key: CaseKey, by: str) -> None:
    """Give the key to every admitted device that has not been given it yet."""
    state = case.state()
    have = {one.device for one in state.case_keys if one.commitment == case_key.commitment}
    for device in state.devices.values():
        if device.standing == "admitted" and device.sealing_key is not None and device.id not in have:
            case.record(wrapped_for(case_key, case.settings.id, device.id, bytes.fromhex(device.sealing_key)), by)
