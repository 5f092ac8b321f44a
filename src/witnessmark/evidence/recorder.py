"""Adding to a case: objects first, then the entries that speak of them, one writer at a time."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from witnessmark.evidence import files, journal
from witnessmark.evidence.entry import VERSION, Entry, Unsigned, line_digest, parse, sign
from witnessmark.evidence.errors import BadEntry, EvidenceError, MissingObject, UnknownDevice
from witnessmark.evidence.journal import Head
from witnessmark.evidence.keys import DeviceKey
from witnessmark.evidence.kinds import Body, JournalRecovered, addresses, body_of
from witnessmark.evidence.objects import ObjectStore
from witnessmark.evidence.verified import VerifiedHeads


def last_recorded(root: Path, devices: Iterable[str]) -> datetime | None:
    """The latest time that one of these devices wrote down, by its own clock; None when nothing can be read."""
    times = []
    for device in devices:
        with contextlib.suppress(BadEntry, OSError, ValueError):
            if (entry := journal.last_entry(root / "journal" / f"{device}.jsonl")) is not None:
                times.append(datetime.fromisoformat(entry.time))
    return max((time for time in times if time.tzinfo is not None), default=None)


class Recorder:
    """Writes entries into the journals of the devices whose keys are here.

    What is recorded inside ``recording`` becomes durable together at its end, with one sync of the journal; only then
    has it been acknowledged. An exception takes back what was not yet made durable.
    """

    def __init__(
        self,
        root: Path,
        objects: ObjectStore,
        keys: dict[str, DeviceKey],
        find_key: Callable[[str], DeviceKey | None],
        verified: Callable[[], VerifiedHeads],
        clock: Callable[[], datetime],
    ) -> None:
        self.recovered: list[str] = []
        """Names of files to which this recorder put torn bytes aside."""
        self.lock = files.FolderLock(root / ".lock")
        self._folder = root / "journal"
        self._objects = objects
        self._keys = keys
        self._key = find_key
        self._verified = verified
        self._clock = clock
        self._pending: list[bytes] = []
        self._writer: str | None = None
        self._heads: dict[str, Head] = {}
        self._branches: dict[str, tuple[str, ...]] = {}
        self._told: dict[str, dict[str, tuple[str, ...]]] = {}
        self._sound: set[str] = set()
        self._depth = 0

    @contextlib.contextmanager
    def recording(self) -> Iterator[None]:
        with self.lock():
            if self._depth == 0:
                self._begin()
            self._depth += 1
            try:
                with self._objects.batch():
                    yield
                    if self._depth == 1:
                        self.checkpoint()
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._pending.clear()
                    self._writer = None

    def record(self, body: Body, device: str) -> str:
        """Sign and add one entry; gives its digest. Raises ``BadEntry`` when the body says what a journal may not
        hold."""
        with self.recording():
            return self._add(body, device)

    def pending(self) -> list[Entry]:
        """Entries that were recorded and are not durable yet."""
        return [parse(line) for line in self._pending]

    def checkpoint(self) -> None:
        """Make durable what was recorded so far: first the objects, then the entries that speak of them."""
        self._objects.commit()
        if not self._pending or self._writer is None:
            return
        name = f"{self._writer}.jsonl"
        after = self._heads[self._writer]
        before = Head(after.count - len(self._pending), parse(self._pending[0]).prev)
        files.append(self._folder / name, b"".join(line + b"\n" for line in self._pending))
        self._pending.clear()
        self._verified().extended(name, before, after)

    def _begin(self) -> None:
        """Clear up after a kill, and see where every journal stands: others may have written since."""
        self._objects.sweep()
        keys = self._folder.parent / "keys"
        for folder in (self._folder, keys, keys / "objects"):
            for unfinished in folder.glob(".*.new"):
                files.remove(unfinished)
        self._heads.clear()
        torn: list[tuple[str, bytes]] = []
        branches: dict[str, list[str]] = {}
        for device, path in journal.journal_files(self._folder):
            try:
                if data := journal.recover(path):
                    torn.append((device, data))
                head, _ = journal.tail(path)
            except BadEntry:  # damaged: verifying names it, and its own device is refused when it wants to go on
                continue
            if path.stem == device:
                self._heads[device] = head
            if head.digest is not None:
                branches.setdefault(device, []).append(head.digest)
        self._branches = {device: tuple(sorted(heads)) for device, heads in branches.items()}
        self._told.clear()
        for device, data in torn:
            digest = line_digest(data)
            self.recovered.append(f"{device}.torn-{digest[:16]}")
            writer = (
                device if device in self._keys else next(iter(sorted(self._keys.keys() & self._heads.keys())), None)
            )
            if writer is not None and self._heads[writer].count:
                self._add(JournalRecovered(torn=digest, size=len(data)), writer)

    def _add(self, body: Body, device: str) -> str:
        key = self._key(device)
        if key is None:
            raise UnknownDevice(f"the key of device {device[:8]} is not in this case folder")
        fields = msgspec.to_builtins(body)
        checked = body_of(body.KIND, fields)
        for address in addresses(checked) if checked else ():
            if address not in self._objects:
                raise MissingObject(f"object {address} is not in this case")
        if device not in self._sound:
            self._check_own(device)
        if self._writer not in (None, device):
            self.checkpoint()
        self._writer = device
        head = self._heads.get(device, Head(0, None))
        line = sign(
            Unsigned(
                v=VERSION, device=device, seq=head.count, prev=head.digest, saw=self._news_for(device, head),
                time=self._clock().isoformat(timespec="seconds"), kind=body.KIND, critical=body.CRITICAL, body=fields,
            ),
            key,
        )  # fmt: skip
        digest = line_digest(line)
        self._pending.append(line)
        self._heads[device] = Head(head.count + 1, digest)
        self._branches[device] = (digest, *(d for d in self._branches.get(device, ()) if d != head.digest))
        return digest

    def _check_own(self, device: str) -> None:
        """Once a process: what is added after a damaged line would count for nothing."""
        path = self._folder / f"{device}.jsonl"
        if path.exists():
            read = journal.read_journal(path, device, self._verified().get(path.name))
            if read.problem is not None:
                raise EvidenceError(
                    f"journal/{path.name} is damaged at line {read.problem.line} ({read.problem.reason}): "
                    "nothing can be added to it; `witnessmark verify` tells more"
                )
            self._verified().checked({read.file: read.head})
        self._sound.add(device)

    def _news_for(self, device: str, head: Head) -> dict[str, tuple[str, ...]]:
        """The heads that this device has not named yet since this process began."""
        told = self._told.setdefault(device, {})
        saw: dict[str, tuple[str, ...]] = {}
        for other, heads in sorted(self._branches.items()):
            others = tuple(sorted(d for d in heads if other != device or d != head.digest))
            if others and told.get(other) != others:
                saw[other] = told[other] = others
        return saw
