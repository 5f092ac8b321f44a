"""A second laptop, as it joins in the field: it comes, an owner admits it and gives it the key of the case."""

from pathlib import Path

from witnessmark.evidence.case import Case, Clock, device_clock
from witnessmark.evidence.kinds import DeviceAdmitted
from witnessmark.evidence.sync import clone, merge


def join(path: Path, owner: Case, name: str, clock: Clock = device_clock) -> Case:
    """A new folder at ``path`` with all of the owner's case; its device is a member and can read."""
    case, _ = clone(path, owner.path, name, clock)
    device = case.device().id
    owner.record(DeviceAdmitted(device=device, role="member"))
    owner.key_for(device)
    merge(path, owner.path)
    return Case.open(path, clock)
