"""Which key opens which object: between the object store and the case key."""

from collections.abc import Callable

from witnessmark.evidence.case_key import CaseKey
from witnessmark.evidence.errors import Locked, MissingKey
from witnessmark.evidence.rings import KeyRings, RingLine

FindCaseKey = Callable[[int | None], CaseKey | None]
"""The case key of an epoch, or the present one for None. None when the case has none (it was made before there were
any); raises ``Locked`` when it has one that cannot be had now."""


def no_case_key(epoch: int | None) -> CaseKey | None:
    """For a folder that is only copied from or to."""
    raise Locked


class ObjectKeys:
    """The keys of a case's objects. ``case_key`` is asked only when a key is needed."""

    def __init__(self, rings: KeyRings, case_key: FindCaseKey) -> None:
        self.rings = rings
        self._case_key = case_key

    def case_key(self) -> CaseKey | None:
        """The key that new objects are sealed under; None for a case whose objects stay plain."""
        return self._case_key(None)

    def keep(self, address: str, object_key: bytes, case_key: CaseKey) -> None:
        """Put an object's key into the ring; durable with the next commit of the objects."""
        self.rings.stage(RingLine(address, case_key.epoch, case_key.wrap_object_key(address, object_key)))

    def key_of(self, address: str) -> bytes:
        """Raises ``MissingKey`` when there is none here, and ``Locked`` when the case key cannot be had."""
        lines = self.rings.lines(address)
        for line in reversed(lines):
            case_key = self._case_key(line.epoch)
            found = case_key.unwrap_object_key(address, line.wrapped) if case_key else None
            if found is not None:
                return found
        raise MissingKey(f"the key of object {address} is not in this case")

    def opens(self, line: RingLine) -> bool | None:
        """Whether a line opens under the case key; None where that cannot be told: on a locked case, or for an epoch
        that is not known yet."""
        try:
            case_key = self._case_key(line.epoch)
        except Locked:
            return None
        return None if case_key is None else case_key.unwrap_object_key(line.address, line.wrapped) is not None

    def fits(self, line: RingLine) -> bool:
        """False for a line that is known not to open."""
        return self.opens(line) is not False
