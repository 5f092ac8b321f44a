"""The one place from which unlocked secrets come: device keys, and the case key that they open.

A folder's key files are plain, or sealed by a passphrase. Sealed ones are opened by ``unlock``, or come from the agent
that holds them for a sitting. No secret is ever written to a file, given as an argument or put into the environment.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from witnessmark.evidence.case_key import CaseKey, unwrap_case_key
from witnessmark.evidence.errors import EvidenceError, Locked, NotKeyed
from witnessmark.evidence.fold_keys import by_preference
from witnessmark.evidence.key_files import (
    KeyFile,
    UnderDevice,
    key_files,
    open_by_passphrase,
    open_under,
    read_key_file,
    seal_by_passphrase,
    seal_under,
    write_key_file,
)
from witnessmark.evidence.keys import DeviceKey
from witnessmark.evidence.state import Device, WrappedCaseKey


class KnownKeys(Protocol):
    """What of the state of a case tells which case keys there are."""

    @property
    def case_keys(self) -> tuple[WrappedCaseKey, ...]: ...
    @property
    def devices(self) -> Mapping[str, Device]: ...


AskAgent = Callable[[Iterable[str]], dict[str, bytes]]
"""Gives the seeds that the agent holds, of those devices that are asked for."""


def ask_nobody(devices: Iterable[str]) -> dict[str, bytes]:
    return {}


def ask_agent(devices: Iterable[str]) -> dict[str, bytes]:
    from witnessmark.evidence.agent import seeds

    return seeds(devices)


class Secrets:
    """The secrets of one case folder. ``state`` gives the state of its case, which holds the wrapped case keys."""

    def __init__(self, folder: Path, case: str, state: Callable[[], KnownKeys], agent: AskAgent = ask_agent) -> None:
        self.folder, self._case, self._state = folder, case, state
        self.files: dict[str, KeyFile] = key_files(folder)
        self._keys: dict[str, DeviceKey] = {name: file.key for name, file in self.files.items() if file.key}
        self._case_keys: dict[str, CaseKey] = {}
        self._sealing: tuple[object, CaseKey | None] | None = None
        self._none_among: frozenset[str] | None = None
        self._agent = agent
        if sealed := [name for name in self.files if name not in self._keys]:
            self.take(agent(sealed))

    @property
    def here(self) -> frozenset[str]:
        """The devices whose keys lie in this folder, sealed or not."""
        return frozenset(self.files)

    @property
    def locked(self) -> bool:
        return len(self._keys) < len(self.files)

    @property
    def sealed(self) -> bool:
        """Whether the keys of this folder are sealed by a passphrase."""
        return any(file.sealed for file in self.files.values())

    def devices(self) -> dict[str, DeviceKey]:
        """The keys that can be used now. The same mapping grows when more are unlocked."""
        return self._keys

    def key(self, device: str) -> DeviceKey | None:
        """The key of a device; None when it does not lie here. Raises ``Locked``."""
        if device in self.files and device not in self._keys:
            raise Locked
        return self._keys.get(device)

    def unlock(self, passphrase: str) -> None:
        """Open every key of the folder. Raises ``WrongPassphrase``."""
        for name, file in self.files.items():
            if name not in self._keys and file.sealed and not isinstance(file.sealed.sealing, UnderDevice):
                self._keys[name] = open_by_passphrase(file, passphrase)
        self._open_others()

    def take(self, found: dict[str, bytes]) -> None:
        """Seeds from the agent or from a recovery sheet; those of other devices are left aside."""
        for name, seed in found.items():
            key = DeviceKey(seed)
            if name == key.device and name in self.files:
                self._keys[name] = key
        self._open_others()

    def in_sitting(self) -> bool:
        """Whether the agent holds sealed keys of this folder now: they are taken from it, and its time begins anew."""
        found = self._agent([name for name, file in self.files.items() if file.sealed])
        self.take({name: seed for name, seed in found.items() if name not in self._keys})
        return bool(found)

    def seeds(self) -> dict[str, bytes]:
        """What the agent is to hold: the sealed keys that are open."""
        return {name: key.seed for name, key in self._keys.items() if self.files[name].sealed}

    def add(self, key: DeviceKey, passphrase: str | None = None) -> None:
        """Keep a new device's key in the folder: sealed by a passphrase, or as the folder's other keys are."""
        first = self._first_sealed()
        if passphrase is not None:
            data = seal_by_passphrase(key, passphrase)
        elif first is not None:
            if first not in self._keys:
                raise Locked
            data = seal_under(key, self._keys[first])
        else:
            data = key.encode()
        self._write(key, data)

    def restore(self, key: DeviceKey, passphrase: str | None) -> None:
        """Put a recovered key back, sealed by a new passphrase, or in plain without one. Other keys of the folder that
        were sealed under it open with it."""
        data = key.encode() if passphrase is None else seal_by_passphrase(key, passphrase)
        self._write(key, data)
        self._open_others()

    def seal(self, passphrase: str) -> None:
        """Seal all keys of the folder by a new passphrase. Raises ``Locked`` unless all are open."""
        if self.locked:
            raise Locked
        if not self._keys:
            raise EvidenceError("there is no key in this case folder")
        first = self._first_sealed() or min(self._keys)
        self._write(self._keys[first], seal_by_passphrase(self._keys[first], passphrase))
        for name in sorted(self._keys.keys() - {first}):
            if self._under(name) != first:
                self._write(self._keys[name], seal_under(self._keys[name], self._keys[first]))

    def case_key(self) -> CaseKey | None:
        """The case key that new objects are sealed under: of those that this folder was given the best, see
        ``by_preference``. None for a case that has none. Raises ``Locked``, and ``NotKeyed`` when none was given.

        Looked up again when the journal of another folder has come or grown: asking the state for each object would
        cost a fold each time.
        """
        others = self._journals_of_others()
        if self._sealing is None or self._sealing[0] != others:
            self._sealing = others, self._best()
        return self._sealing[1]

    def case_keys(self, epoch: int) -> Iterator[CaseKey]:
        """The keys of an epoch that this folder was given, those that were used before first; none for an epoch that is
        not known. Raises ``Locked``, and ``NotKeyed`` when the epoch is known and none of its keys was given."""
        used = [key for key in self._case_keys.values() if key.epoch == epoch]
        yield from used
        state = self._known_state()
        made = {one.commitment for one in state.case_keys if one.epoch == epoch} if state else set()
        others = made - {key.commitment for key in used}
        found = [key for one in sorted(others) if (key := self._opened(epoch, one, state)) is not None]
        if made and not (used or found):
            raise Locked if self.locked else NotKeyed
        yield from found

    def know(self, case_key: CaseKey) -> None:
        """A case key that was just made, or came from a recovery."""
        self._case_keys[case_key.commitment] = case_key
        self._sealing = None

    def told(self, state: KnownKeys) -> None:
        """Ask this state from now on: whoever has it already spares the case from working it out again."""
        self._state, self._sealing, self._none_among = lambda: state, None, None

    def forget(self) -> None:
        """Hold nothing any more that was sealed."""
        for name, file in self.files.items():
            if file.sealed:
                self._keys.pop(name, None)
        self._case_keys.clear()
        self._sealing = None

    def _best(self) -> CaseKey | None:
        state = self._known_state()
        if state is None or not state.case_keys:
            return max(self._case_keys.values(), key=lambda key: key.epoch, default=None)
        for epoch, commitment in by_preference(state.case_keys, state.devices):
            if (found := self._opened(epoch, commitment, state)) is not None:
                return found
        raise Locked if self.locked else NotKeyed

    def _known_state(self) -> KnownKeys | None:
        """None for a case that is known to have no case key: asking for its state again would cost much."""
        if self._none_among is not None and self._none_among == self._journals():
            return None
        state = self._state()
        self._none_among = None if state.case_keys else self._journals()
        return state

    def _opened(self, epoch: int, commitment: str, state: KnownKeys | None) -> CaseKey | None:
        if commitment in self._case_keys:
            return self._case_keys[commitment]
        for one in state.case_keys if state else ():
            key = self._keys.get(one.device)
            if key is not None and (one.epoch, one.commitment) == (epoch, commitment):
                found = unwrap_case_key(key.sealing_private, one.wrapped, self._case, one.device, epoch, commitment)
                if found is not None:
                    self._case_keys[commitment] = found
                    return found
        return None

    def _under(self, name: str) -> str | None:
        sealed = self.files[name].sealed
        return sealed.sealing.under if sealed and isinstance(sealed.sealing, UnderDevice) else None

    def _first_sealed(self) -> str | None:
        return next((name for name, file in self.files.items() if file.sealed and not self._under(name)), None)

    def _open_others(self) -> None:
        for name, file in self.files.items():
            first = self._keys.get(self._under(name) or "")
            if name not in self._keys and first is not None:
                self._keys[name] = open_under(file, first)

    def _write(self, key: DeviceKey, data: bytes) -> None:
        path = write_key_file(self.folder, key, data)
        self.files[key.device] = read_key_file(path)
        self._keys[key.device] = key

    def _journals_of_others(self) -> frozenset[tuple[str, int]]:
        folder = self.folder.parent / "journal"
        if not folder.is_dir():
            return frozenset()
        return frozenset(
            (one.name, one.stat().st_size) for one in os.scandir(folder) if one.name.split(".")[0] not in self.files
        )

    def _journals(self) -> frozenset[str]:
        folder = self.folder.parent / "journal"
        return frozenset(path.name for path in folder.iterdir()) if folder.is_dir() else frozenset()
