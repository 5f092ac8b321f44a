"""Before something is signed: whether it would count. What would not is refused, rather than kept to no purpose."""

from typing import TYPE_CHECKING

from witnessmark.evidence.errors import BeyondRole
from witnessmark.evidence.kinds import Body, JournalRecovered, PersonRegistered, SourceAdded
from witnessmark.evidence.roles import may_say

if TYPE_CHECKING:
    from witnessmark.evidence.case import Case
    from witnessmark.evidence.state import Device, State


class Speaking:
    """What the devices of a folder may say. A device that waits may say anything: it counts once it is admitted.

    Looks at the state once and not at each entry, since a thousand files are thousands of entries. What others said
    meanwhile, the fold knows.
    """

    def __init__(self, case: "Case") -> None:
        self._case = case
        self._state: State | None = None
        self._brought: set[tuple[str, str]] = set()

    def check(self, body: Body, device: str) -> None:
        """Raise ``BeyondRole`` when it would count for nothing."""
        found = self._device(device)
        if found is None or found.standing == "waiting" or isinstance(body, JournalRecovered):
            return
        if found.role is None or not may_say(found.role, body, lambda about: self._owns(device, about, body)):
            raise BeyondRole(body.KIND, found.role)
        if isinstance(body, SourceAdded | PersonRegistered):
            self._brought.add((device, body.source if isinstance(body, SourceAdded) else body.person))

    def forget(self) -> None:
        """Something was said about devices: look again."""
        self._state = None

    def _device(self, device: str) -> "Device | None":
        if self._state is None or device not in self._state.devices:
            self._state = self._case.state()
        return self._state.devices.get(device)

    def _owns(self, device: str, about: str, body: Body) -> bool:
        if (device, about) in self._brought:
            return True
        state = self._case.state()
        by = state.brought.get(about, ())
        if not by:
            return isinstance(body, SourceAdded | PersonRegistered)
        return set(by) <= {device, *state.devices[device].formerly}
