"""What owners say about devices: admitting, revoking, and handing over to a new key."""

from typing import TYPE_CHECKING

from witnessmark.evidence import journal
from witnessmark.evidence.device_names import NamedDevice
from witnessmark.evidence.errors import EvidenceError, NotOwner
from witnessmark.evidence.handing_keys import key_is_with_revoked, renew
from witnessmark.evidence.keys import DeviceKey
from witnessmark.evidence.kinds import DeviceAdmitted, DeviceRevoked, DeviceRotated, Role
from witnessmark.evidence.roles import RANK

if TYPE_CHECKING:
    from witnessmark.evidence.case import Case


def owner_here(case: "Case") -> str | None:
    """The device of this folder that may speak as an owner: its own, if it is one."""
    devices = case.state().devices
    owners = [device for device in devices if device in case.secrets.here and devices[device].role == "owner"]
    own = case.device().id
    return own if own in owners else next(iter(owners), None)


def admit(case: "Case", device: str, role: Role) -> NamedDevice:
    """Give a device a role, and the case key where this folder has it. A lower role than it had ends the higher one
    with the last entry that is known here. Raises ``NotOwner`` and ``UnknownDevice``."""
    owner = _owner(case)
    found = case.device(device)
    with case.recording():
        if found.role is not None and RANK[found.role] > RANK[role]:
            case.record(DeviceRevoked(device=found.id, after=last_entry(case, found.id)), owner)
        case.record(DeviceAdmitted(device=found.id, role=role), owner)
        if case.state().devices[found.id].sealing_key is not None:
            case.key_for(found.id, owner)
    return case.device(found.id)


def revoke(case: "Case", device: str, after: str | None) -> NamedDevice:
    """End a device: of what it said, ``after`` and what came before counts, nothing when that is None. What it has read
    it has read; what comes in from now on is sealed under a new case key. Raises ``NotOwner`` and ``UnknownDevice``."""
    owner = _owner(case)
    found = case.device(device)
    with case.recording():
        case.record(DeviceRevoked(device=found.id, after=after), owner)
        if key_is_with_revoked(case):
            renew(case, owner)
    return case.device(found.id)


def last_entry(case: "Case", device: str) -> str | None:
    """The last entry of a device that is known here; of a forked journal, of the one that has the device's own name.
    Where the device is in dispute with other owners, what it said before the dispute."""
    path = case.path / "journal" / f"{device}.jsonl"
    disputed = {e for conflict in case.state().conflicts if conflict.what == "owners" for e in conflict.entries}
    if disputed:
        for entry in journal.read_journal(path, device).entries:
            if entry.digest in disputed:
                return entry.prev
    return journal.tail(path)[0].digest


def rotate(case: "Case") -> NamedDevice:
    """A new key for this folder's own device: the old one signs that it hands its role over, and ends itself. Its file
    stays, for what was encrypted for it. Raises ``EvidenceError`` when the device has no role to hand over."""
    old = case.device()
    if old.standing != "admitted":
        raise EvidenceError("this device has no role in the case that it could hand over")
    key = DeviceKey.generate()
    case.secrets.add(key)
    name = case.given_name(old.id)
    with case.recording():
        case.enrol(key, name)
        case.key_for(key.device, old.id)
        case.record(DeviceRotated(old=old.id, new=key.device), old.id)
    case.forget_own_device()
    return case.device(key.device)


def heir(case: "Case", device: str) -> str | None:
    """The device of this folder to which that one handed over, from its journal alone."""
    path = case.path / "journal" / f"{device}.jsonl"
    if b'"device.rotated"' not in path.read_bytes():
        return None
    for entry in reversed(journal.read_journal(path, device).entries):
        new = entry.body.get("new") if entry.kind == DeviceRotated.KIND else None
        if new in case.secrets.here and new != device:
            return str(new)
    return None


def _owner(case: "Case") -> str:
    owner = owner_here(case)
    if owner is None:
        raise NotOwner
    return owner
