"""Which key opens which object: between the object store and the case keys."""

from collections.abc import Iterator
from typing import Protocol

from witnessmark.evidence.case_key import CaseKey
from witnessmark.evidence.errors import Locked, MissingKey, NotKeyed
from witnessmark.evidence.rings import KeyRings, RingLine


class CaseKeys(Protocol):
    """Where the case keys come from. Both raise ``Locked`` when there are keys that cannot be had now."""

    def case_key(self) -> CaseKey | None:
        """The one that new objects are sealed under. None when the case has none: it was made before there were any."""

    def case_keys(self, epoch: int) -> Iterator[CaseKey]:
        """Those of an epoch that can be had, the likeliest first; none for an epoch that is not known yet."""


class NoCaseKeys:
    """For a folder that is only copied from or to."""

    def case_key(self) -> CaseKey | None:
        raise Locked

    def case_keys(self, epoch: int) -> Iterator[CaseKey]:
        raise Locked


class ObjectKeys:
    """The keys of a case's objects. The case keys are asked for only when one is needed."""

    def __init__(self, rings: KeyRings, case_keys: CaseKeys) -> None:
        self.rings = rings
        self._case_keys = case_keys

    def case_key(self) -> CaseKey | None:
        """The key that new objects are sealed under; None for a case whose objects stay plain."""
        return self._case_keys.case_key()

    def keep(self, address: str, object_key: bytes, case_key: CaseKey) -> None:
        """Put an object's key into the ring; durable with the next commit of the objects."""
        self.rings.stage(RingLine(address, case_key.epoch, case_key.wrap_object_key(address, object_key)))

    def key_of(self, address: str) -> bytes:
        """Raises ``MissingKey`` when there is none here, ``Locked`` when the case key cannot be had, and ``NotKeyed``
        when this device was not given it."""
        kept_from: Locked | None = None
        for line in reversed(self.rings.lines(address)):
            try:
                found = self._opened(line)
            except NotKeyed as error:  # another line may be of an epoch whose key this device has
                kept_from = error
                continue
            if found is not None:
                return found
        raise kept_from or MissingKey(f"the key of object {address} is not in this case")

    def opens(self, line: RingLine) -> bool | None:
        """Whether a line opens under the case key; None where that cannot be told: on a locked case, for an epoch that
        is not known yet, and for a later epoch than the first: another owner may have made a key for it as well."""
        known = False
        try:
            for case_key in self._case_keys.case_keys(line.epoch):
                known = True
                if case_key.unwrap_object_key(line.address, line.wrapped) is not None:
                    return True
        except Locked:
            return None
        return False if known and line.epoch == 1 else None

    def fits(self, line: RingLine) -> bool:
        """False for a line that is known not to open."""
        return self.opens(line) is not False

    def _opened(self, line: RingLine) -> bytes | None:
        for case_key in self._case_keys.case_keys(line.epoch):
            if (found := case_key.unwrap_object_key(line.address, line.wrapped)) is not None:
                return found
        return None
