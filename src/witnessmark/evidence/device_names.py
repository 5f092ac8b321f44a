"""The devices of a case by their owners' names: nobody who comes by ``sync`` passes for somebody else."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable

import msgspec

from witnessmark.evidence.authority import Standing
from witnessmark.evidence.kinds import Role
from witnessmark.evidence.state import Device


class NamedDevice(msgspec.Struct, frozen=True, kw_only=True):
    """A device and whose it is. ``here`` says whether this folder holds its key; ``role`` is None unless an owner
    admitted it."""

    id: str
    name: str
    role: Role | None
    standing: Standing
    here: bool

    @property
    def fingerprint(self) -> str:
        """The id, which is the digest of the key, as it is read aloud before the device is admitted."""
        return " ".join(self.id[at : at + 4] for at in range(0, len(self.id), 4))


def named_devices(
    devices: Iterable[Device], given: Callable[[Device], str], here: Collection[str]
) -> dict[str, NamedDevice]:
    """By name, in order of enrolment. Of devices that give the same name an admitted one keeps it, rather one whose key
    is here, and of these the first; all others have their id added."""
    listed = [(device, given(device)) for device in devices]
    often = Counter(name for _, name in listed)
    keeper: dict[str, Device] = {}
    for device, name in sorted(listed, key=lambda one: (one[0].standing != "admitted", one[0].id not in here)):
        keeper.setdefault(name, device)
    named: dict[str, NamedDevice] = {}
    for device, name in listed:
        if often[name] > 1 and keeper[name] is not device:
            name = f"{name} ({device.id[:8]})"
        name = device.id if name in named else name
        named[name] = NamedDevice(
            id=device.id, name=name, role=device.role, standing=device.standing, here=device.id in here
        )
    return named
