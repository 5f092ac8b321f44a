"""Making a damaged case folder whole again from another copy of the same case.

Only what proves itself is taken: an object whose bytes are what its address says, a line of a ring whose check holds,
a journal line that is signed and chained. A history is never made shorter: of each journal the lines of both copies are
put together as far as they follow on each other, and what cannot be checked stays behind them. A journal as it was
found is kept in ``derived/damaged``. The other copy is only read.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from witnessmark.evidence import files
from witnessmark.evidence.case import SETTINGS, Case
from witnessmark.evidence.entry import Entry, check_signature, line_digest, parse
from witnessmark.evidence.errors import BadEntry, CorruptObject, DifferentCase, EvidenceError, NoCase
from witnessmark.evidence.expunging import expunged
from witnessmark.evidence.findings import Finding
from witnessmark.evidence.journal import Journal, journal_files, read_journal
from witnessmark.evidence.key_files import read_key_file
from witnessmark.evidence.keys import DEVICE
from witnessmark.evidence.kinds import CaseCreated, DeviceEnrolled, body_of
from witnessmark.evidence.object_keys import NoCaseKeys, ObjectKeys
from witnessmark.evidence.objects import ObjectStore
from witnessmark.evidence.rings import KeyRings
from witnessmark.evidence.secrets import Secrets
from witnessmark.evidence.settings import CaseSettings, parse_settings
from witnessmark.evidence.sync import Refused, merge
from witnessmark.evidence.verify import verify_case
from witnessmark.evidence.verify_keys import is_sealed
from witnessmark.model.canonical import digest_bytes

DAMAGED = Path("derived") / "damaged"
SHORTEST_LINE = 200
"""Bytes of an entry, at least: device, digest and signature alone are more."""
RINGS = Path("keys") / "objects"


class RepairReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was made whole, each by its path in the folder; what the other copy had and could not be taken; and what
    verifying still finds."""

    repaired: tuple[str, ...]
    received_objects: int = 0
    """Objects that were missing altogether, and were taken from the other copy."""
    received_entries: int = 0
    refused: tuple[Refused, ...] = ()
    remaining: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        return not any(finding.grave for finding in self.remaining)


def repair(here: Path, other: Path) -> RepairReport:
    """Repair the case folder ``here`` from the copy at ``other``. Raises ``NoCase``, and ``DifferentCase`` when it is
    no other copy of this case. May be interrupted and called again. Where the case is unlocked, keys are opened too."""
    if here.resolve() == other.resolve():
        raise DifferentCase(f"{other} is the same folder as {here}")
    with files.FolderLock(here / ".lock")():
        repaired = [*_settings(here, other)]
        settings = _same_case(here, other)
        repaired += _device_keys(here, other)
        repaired += _journals(here, other)
        gone = expunged(settings, here / "journal", other / "journal")
        repaired += _objects(here, other, gone)
        repaired += _rings(here, other, gone, _secrets(here))
    merged = merge(here, other, _secrets(here), give=False)
    return RepairReport(
        repaired=tuple(repaired),
        received_objects=merged.received.objects,
        received_entries=merged.received.entries,
        refused=merged.refused,
        remaining=verify_case(here, secrets=_secrets(here)).findings,
    )


def _secrets(path: Path) -> Secrets | None:
    """As far as they are unlocked, anew after each step: what was repaired may be what leads to them."""
    try:
        return Case.open(path).secrets
    except EvidenceError:
        return None


def _same_case(here: Path, other: Path) -> CaseSettings:
    found = []
    for folder in (here, other):
        if not files.is_plain_file(folder / SETTINGS):
            raise NoCase(f"there is no case in {folder}: case.toml is missing")
        found.append(parse_settings((folder / SETTINGS).read_bytes(), str(folder / SETTINGS)))
    if found[0].id != found[1].id:
        raise DifferentCase(f"{other} holds another case than {here}")
    return found[0]


def _settings(here: Path, other: Path) -> Iterator[str]:
    """Taken over when the journals here name their digest, and not that of what stands here."""
    mine, theirs = here / SETTINGS, other / SETTINGS
    if not files.is_plain_file(theirs):
        return
    data = theirs.read_bytes()
    if files.is_plain_file(mine) and mine.read_bytes() == data:
        return
    bound: set[str] = set()
    for folder in (here, other):  # where nothing of the journals here can be read, the other copy's have to do
        if not bound:
            bound = {str(e.body.get("settings")) for e in _entries(folder) if e.kind == CaseCreated.KIND}
    if bound == {digest_bytes(data)}:
        files.write_whole(mine, data)
        yield SETTINGS


def _entries(folder: Path) -> Iterator[Entry]:
    for device, path in journal_files(folder / "journal"):
        yield from read_journal(path, device).entries


def _device_keys(here: Path, other: Path) -> Iterator[str]:
    """A damaged key comes back from a backup of this very folder. One that is not here is never brought: keys of other
    devices stay where they are, and a key may have been destroyed on purpose."""
    for path in sorted((here / "keys").glob("*.key")):
        copy = other / "keys" / path.name
        if DEVICE.fullmatch(path.stem) and not _opens_as_key(path) and _opens_as_key(copy):
            files.write_whole(path, copy.read_bytes(), mode=0o600)
            yield f"keys/{path.name}"


def _opens_as_key(path: Path) -> bool:
    try:
        return files.is_plain_file(path) and read_key_file(path) is not None
    except EvidenceError:
        return False


# Journals


def _journals(here: Path, other: Path) -> Iterator[str]:
    (here / "journal").mkdir(exist_ok=True)
    offered: dict[str, list[Journal]] = {}
    for folder in (other, here):
        for device, path in journal_files(folder / "journal"):
            offered.setdefault(device, []).append(read_journal(path, device))
    for device, path in list(journal_files(here / "journal")):
        read = read_journal(path, device)
        if read.problem is None:
            continue
        data = path.read_bytes()
        best = max((_spliced(data, read, offer) for offer in offered[device]), key=lambda b: b[0], default=(0, b""))
        if best[0] > len(read.lines):
            aside = here / DAMAGED / f"{path.stem}-{line_digest(data)[:16]}.jsonl"
            aside.parent.mkdir(parents=True, exist_ok=True)
            files.write_whole(aside, data)
            files.write_whole(path, best[1])
            _drop_contained(here / "journal", device, path)
            yield f"journal/{path.name}"


def _spliced(data: bytes, read: Journal, offer: Journal) -> tuple[int, bytes]:
    """How many lines hold when the damaged part is replaced by what the other copy says, and the bytes of the file
    then. Nothing (0) when the other copy is of another branch."""
    if len(offer.lines) <= len(read.lines) or offer.lines[: len(read.lines)] != read.lines:
        return 0, b""
    body = body_of(offer.entries[0].kind, offer.entries[0].body)
    key = bytes.fromhex(body.public_key) if isinstance(body, DeviceEnrolled) else b""
    *raw, torn = data.split(b"\n")
    sound = {entry.seq: (line, entry) for line, entry in _signed(raw, read.device, key)}
    if any(_differs(entry, line, offer) for line, entry in sound.values()):
        return 0, b""
    lines, last = list(offer.lines), offer.entries[-1].digest
    while (following := sound.get(len(lines))) and following[1].prev == last:
        lines.append(following[0])
        last = following[1].digest
    behind = _behind(raw, lines, set(sound) - set(range(len(lines))))
    unfinished = torn if len(raw) >= len(offer.lines) else b""  # else it stands in the place of a line that is known
    return len(lines), b"".join(line + b"\n" for line in (*lines, *behind)) + unfinished


def _differs(entry: Entry, line: bytes, offer: Journal) -> bool:
    """Whether a signed line here says that the other copy is of another branch."""
    if entry.seq < len(offer.lines) and line != offer.lines[entry.seq]:
        return True
    return 0 < entry.seq <= len(offer.lines) and entry.prev != offer.entries[entry.seq - 1].digest


def _behind(raw: list[bytes], lines: list[bytes], beyond: set[int]) -> list[bytes]:
    """What stands after the lines that hold and cannot be reached: it stays there. What only stood in the place of
    lines that were replaced goes; ``beyond`` are the numbers of signed lines that nothing leads to."""
    places = {line: number for number, line in enumerate(lines)}
    at = max((number for number, line in enumerate(raw) if line in places), default=-1)
    replaced = lines[places[raw[at]] + 1 :] if at >= 0 else lines
    rest = raw[at + 1 :]
    more = sum(len(line) + 1 for line in rest) - sum(len(line) + 1 for line in replaced)
    if beyond:
        return rest
    return rest[len(replaced) :] if more >= SHORTEST_LINE else []


def _signed(lines: list[bytes], device: str, key: bytes) -> Iterator[tuple[bytes, Entry]]:
    for line in lines:
        try:
            entry = parse(line, line_digest(line))
            check_signature(entry, line, key)
        except BadEntry:
            continue
        if entry.device == device:
            yield line, entry


def _drop_contained(folder: Path, device: str, whole: Path) -> None:
    """A merge with the damaged journal kept the sound one as a fork: it is in the repaired one now."""
    lines = read_journal(whole, device).lines
    for owner, path in list(journal_files(folder)):
        if owner == device and path != whole and path.stem != device:
            fork = read_journal(path, device)
            if fork.problem is None and not fork.torn and fork.lines == lines[: len(fork.lines)]:
                files.remove(path)


# Objects and their keys


def _objects(here: Path, other: Path, gone: frozenset[str]) -> Iterator[str]:
    store, source = ObjectStore(here / "objects"), ObjectStore(other / "objects")
    store.sweep()
    for address in list(store):
        if address in gone or (files.is_plain_file(store.path(address)) and store.check(address)):
            continue
        if files.is_plain_file(source.path(address)):
            try:
                store.restore(source.stored(address), address)
            except CorruptObject:
                continue
            yield f"objects/{address[:2]}/{address[2:]}"


def _rings(here: Path, other: Path, gone: frozenset[str], secrets: Secrets | None) -> Iterator[str]:
    """Lines that are damaged here, from the other copy; a damaged one is dropped once no object lacks its key."""
    rings, source = KeyRings(here / RINGS), KeyRings(other / RINGS)
    keys = ObjectKeys(rings, secrets or NoCaseKeys())
    damaged = sorted({name for name, _, reason in rings.faults() if reason == "damaged-key-line"})
    prefixes = {name.partition(".")[0] for name in damaged}
    wanted = [a for a in source if a not in gone and a[:2] in prefixes]
    for address in wanted:
        for line in source.lines(address):
            if keys.fits(line):
                rings.stage(line)
    rings.commit()
    store = ObjectStore(here / "objects")
    for name in damaged:
        prefix = name.partition(".")[0]
        if all(rings.lines(address) for address in store if address.startswith(prefix) and is_sealed(store, address)):
            rings.rewrite(prefix)
            yield f"{RINGS}/{name}"
