"""Merging two folders of the same case: the union of objects and journals, both ways, any number of times.

Nothing is taken that was not checked: an object must be what its address says, a journal is taken as far as its chain
and signatures hold. The keys of devices and derivations stay where they are; those of objects go along, encrypted.
Objects come before the entries that speak of them, and every file appears whole, so that an interrupted merge is
finished by the next. Not to be called inside ``Case.recording``.
"""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from witnessmark.evidence import files
from witnessmark.evidence.case import SETTINGS, Case, Clock, device_clock
from witnessmark.evidence.entry import Entry, line_digest
from witnessmark.evidence.errors import CorruptObject, DifferentCase, NoCase
from witnessmark.evidence.expunging import destroy, expunged
from witnessmark.evidence.journal import Head, Journal, journal_files, read_journal
from witnessmark.evidence.kinds import CaseCreated
from witnessmark.evidence.object_keys import NoCaseKeys, ObjectKeys
from witnessmark.evidence.objects import ObjectStore
from witnessmark.evidence.rings import KeyRings, RingLine
from witnessmark.evidence.secrets import Secrets
from witnessmark.evidence.settings import CaseSettings, parse_settings

COMMIT_EVERY = 4000
"""Objects that may wait for their sync: so many are copied again after a kill. Fewer cost more syncs of folders."""


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was not taken over: where it lies (as given), its path inside that folder, a short id of the
    reason."""

    folder: str
    file: str
    reason: str


class Moved(msgspec.Struct, frozen=True):
    """What one folder got from the other."""

    objects: int = 0
    entries: int = 0


class SyncReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a merge did. ``sent`` is None when the other folder cannot be written to."""

    received: Moved
    sent: Moved | None
    refused: tuple[Refused, ...] = ()
    forked: tuple[str, ...] = ()
    """Devices with more than one journal: a key was used in two places."""
    destroyed: int = 0
    """Objects that were here and that owners had expunged, as the other folder told."""

    @property
    def ok(self) -> bool:
        return not self.refused


class _Side:
    """One of the two folders."""

    def __init__(self, path: Path, secrets: Secrets | None) -> None:
        self.path = path
        try:
            self.data = (path / SETTINGS).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            raise NoCase(f"there is no case in {path}: case.toml is missing") from None
        self.settings: CaseSettings = parse_settings(self.data, str(path / SETTINGS))
        self.keys = ObjectKeys(KeyRings(path / "keys" / "objects"), secrets or NoCaseKeys())
        self.objects = ObjectStore(path / "objects", keys=self.keys)
        self.journals = path / "journal"
        self.lock = files.FolderLock(path / ".lock")
        self.writable = True
        self.gone: frozenset[str] = frozenset()
        self.false: list[RingLine] = []
        """Lines of its rings that were seen not to open."""


def merge(
    here: Path, there: Path, secrets: Secrets | None = None, *, give: bool = True, arrived: bool = False
) -> SyncReport:
    """Give each folder what the other has; without ``give``, only take. Raises ``DifferentCase`` when they hold
    different cases, and ``NoCase``. ``arrived`` says that this program itself made the folder ``there`` of what came,
    and will remove it: then its objects need not be copied.

    ``secrets`` are those of ``here``: where they are unlocked, the key of each object is checked before it is taken.
    """
    mine, other = _Side(here, secrets), _Side(there, secrets)
    if mine.settings.id != other.settings.id:
        raise DifferentCase(f"{there} holds another case ({other.settings.title}) than {here} ({mine.settings.title})")
    if here.resolve() == there.resolve():
        raise DifferentCase(f"{there} is the same folder as {here}")
    refused: list[Refused] = []
    if mine.data != other.data:
        refused.append(Refused(folder=str(there), file=SETTINGS, reason="settings-differ"))
    with _both_locked(mine, other):
        gone = expunged(mine.settings, mine.journals, other.journals)
        mine.gone = other.gone = gone
        received = _receive(other, mine, refused, arrived=arrived)
        sent = _receive(mine, other, refused) if give and other.writable else None
        mine.keys.rings.drop(mine.false)  # taken in while the case was locked
        destroyed = destroy(mine.path, mine.objects, gone)
        if sent is not None:
            destroy(other.path, other.objects, gone)
        devices = [device for device, _ in journal_files(mine.journals)]
    forked = tuple(sorted({device for device in devices if devices.count(device) > 1}))
    return SyncReport(
        received=received, sent=sent, refused=tuple(dict.fromkeys(refused)), forked=forked, destroyed=destroyed
    )


def clone(here: Path, there: Path, device_name: str, clock: Clock = device_clock) -> tuple[Case, SyncReport]:
    """A new folder of the case at ``there``, with a device of its own and everything that is there."""
    case = Case.join(here, there, device_name, clock)
    return case, merge(here, there)


@contextlib.contextmanager
def _both_locked(mine: _Side, other: _Side) -> Iterator[None]:
    """Always in the same order, so that two laptops that merge with each other do not wait for ever."""
    with contextlib.ExitStack() as stack:
        for side in sorted((mine, other), key=lambda side: str(side.path.resolve())):
            try:
                stack.enter_context(side.lock())
            except OSError:
                if side is mine:
                    raise
                side.writable = False
        yield


def _receive(source: _Side, target: _Side, refused: list[Refused], *, arrived: bool = False) -> Moved:
    return Moved(_receive_objects(source, target, refused, arrived), _receive_journals(source, target, refused))


def _receive_objects(source: _Side, target: _Side, refused: list[Refused], arrived: bool) -> int:
    target.objects.sweep()
    taken = 0
    with target.objects.batch():
        _receive_keys(source, target, refused)
        for address in source.objects:
            if address in target.objects or address in target.gone:
                continue
            path = source.objects.path(address)
            try:
                if not files.is_plain_file(path):
                    raise CorruptObject(address)
                if arrived:
                    target.objects.add_file_of_own(path, address)
                else:
                    target.objects.add_stored(source.objects.stored(address), address)
            except CorruptObject:
                name = f"objects/{address[:2]}/{address[2:]}"
                refused.append(Refused(folder=str(source.path), file=name, reason="corrupt-object"))
                continue
            taken += 1
            if taken % COMMIT_EVERY == 0:
                target.objects.commit()
    return taken


def _receive_keys(source: _Side, target: _Side, refused: list[Refused]) -> None:
    """The lines of the rings: encrypted, and of use only to those who have the case key."""
    for address in source.keys.rings:
        if address in target.gone or (address not in source.objects and address not in target.objects):
            continue
        there = target.keys.rings.lines(address)
        for line in source.keys.rings.lines(address):
            if line in there:
                continue
            opens = target.keys.opens(line)
            if opens is False:
                name = f"keys/objects/{address[:2]}.ring"
                refused.append(Refused(folder=str(source.path), file=name, reason="corrupt-object-key"))
                source.false.append(line)
            else:
                target.keys.rings.stage(line, checked=opens is True)


def _receive_journals(source: _Side, target: _Side, refused: list[Refused]) -> int:
    target.journals.mkdir(exist_ok=True)
    offered: dict[str, list[Path]] = {}
    for device, path in journal_files(source.journals):
        offered.setdefault(device, []).append(path)
    return sum(_receive_device(device, paths, source, target, refused) for device, paths in offered.items())


def _receive_device(device: str, paths: Iterable[Path], source: _Side, target: _Side, refused: list[Refused]) -> int:
    """Take over what is new in the journals of one device: a longer one extends, a different one is kept as a fork."""
    held = [(path, _whole_lines(path)) for owner, path in journal_files(target.journals) if owner == device]
    main = target.journals / f"{device}.jsonl"
    taken = 0
    # The journal itself before its forks, so that a folder that has none yet keeps the same one as its own.
    for path in sorted(paths, key=lambda p: (p.stem != device, p.name)):
        offer = _whole_lines(path)
        if not offer or any(lines[: len(offer)] == offer for _, lines in held):
            continue
        shorter = [(p, lines) for p, lines in held if offer[: len(lines)] == lines]
        before = max((lines for _, lines in shorter), key=len, default=[])
        known = Head(len(before), line_digest(before[-1])) if before else None
        read = read_journal(path, device, known)
        accepted = list(read.lines)
        if reason := _fault(read, target.settings.id):
            refused.append(Refused(folder=str(source.path), file=f"journal/{path.name}", reason=reason))
        if _of_other_case(read, target.settings.id) or any(ls[: len(accepted)] == accepted for _, ls in held):
            continue
        if target.settings.founder is None and _claims_case(read.entries) and _others_claim(target.journals, device):
            refused.append(Refused(folder=str(source.path), file=f"journal/{path.name}", reason="second-founder"))
            continue
        replaced = next((p for p, lines in shorter if p == main), shorter[0][0] if shorter else None)
        new = main if replaced == main or not held else _fork_name(target.journals, device, accepted)
        files.write_whole(new, b"".join(line + b"\n" for line in accepted))
        if replaced is not None and replaced != new:
            files.remove(replaced)
        taken += len(accepted) - len(before)
        held = [(p, lines) for p, lines in held if p not in (new, replaced)] + [(new, accepted)]
    return taken


def _whole_lines(path: Path) -> list[bytes]:
    """The lines of a journal file without line breaks, unchecked; a torn last one is left out."""
    return path.read_bytes().split(b"\n")[:-1]


def _fault(read: Journal, case: str) -> str | None:
    if read.problem is not None:
        return read.problem.reason
    return "other-case" if _of_other_case(read, case) else None


def _of_other_case(read: Journal, case: str) -> bool:
    return bool(read.entries) and read.entries[0].body.get("case") != case


def _claims_case(entries: Sequence[Entry]) -> bool:
    """Whether a journal says that its device made the case: believed in cases whose settings do not say who did."""
    return len(entries) > 1 and entries[1].kind == CaseCreated.KIND


def _others_claim(journals: Path, device: str) -> bool:
    return any(
        owner != device and _claims_case(read_journal(path, owner).entries) for owner, path in journal_files(journals)
    )


def _fork_name(folder: Path, device: str, lines: list[bytes]) -> Path:
    return folder / f"{device}.fork-{line_digest(lines[-1])[:16]}.jsonl"
