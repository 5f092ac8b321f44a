"""Verifying a case folder: every byte of the truth is where it was put, and nothing else is there.

Each object is hashed, each line's form, chain and signature are checked. The lines are not checked again while their
bytes are those of the last time, as this device noted under its own key; every byte is hashed for that. What a single
device cannot show by itself is that its own journal's last entries were cut off and its ``derived/`` deleted too: the
journals of other devices (``saw``) show that, and so does a copy elsewhere.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from witnessmark import __version__
from witnessmark.evidence import files
from witnessmark.evidence.case import FOLDERS, MISSION, SETTINGS, STARTING
from witnessmark.evidence.entry import Entry, line_digest
from witnessmark.evidence.errors import EvidenceError
from witnessmark.evidence.findings import Finding
from witnessmark.evidence.fold import fold
from witnessmark.evidence.journal import NAME, TORN, Head
from witnessmark.evidence.key_files import read_key_file
from witnessmark.evidence.keys import DEVICE, DeviceKey
from witnessmark.evidence.object_reading import known_kind
from witnessmark.evidence.objects import ADDRESS, INCOMING, ObjectStore
from witnessmark.evidence.rings import FOLDER as RINGS
from witnessmark.evidence.scanning import Scanned, scan_journals
from witnessmark.evidence.sealing import SEALED
from witnessmark.evidence.secrets import Secrets
from witnessmark.evidence.settings import CaseSettings, parse_settings
from witnessmark.evidence.state import State
from witnessmark.evidence.verified_before import Bytes, VerifiedBefore, bytes_of, later_heads, note, recall
from witnessmark.evidence.verify_keys import object_key_findings
from witnessmark.model.canonical import digest_bytes
from witnessmark.model.many_objects import uncollected

Progress = Callable[[int, int], None]


class VerifyReport(msgspec.Struct, frozen=True, kw_only=True):
    findings: tuple[Finding, ...]
    objects: int
    entries: int
    devices: int

    @property
    def ok(self) -> bool:
        return not any(finding.grave for finding in self.findings)


def verify_case(
    path: Path, progress: Progress | None = None, secrets: Secrets | None = None, *, anew: bool = False
) -> VerifyReport:
    """Check everything in a case folder; ``progress`` is called with objects checked and to check.

    ``secrets`` are those of the case: where they are unlocked, the key of each object is opened too, and what the
    entries said is not looked at again while every byte of them is as it was (``verified_before``), unless ``anew``.
    Changes nothing but that note.
    """
    settings, data, findings = _settings(path)
    store = ObjectStore(path / "objects")
    stored = set(store)
    keys, key_findings = _keys(path)
    own = {**keys, **(secrets.devices() if secrets else {})}
    of = bytes_of(path, data, stored)
    later = later_heads(path, own.values())
    before = None if anew else recall(path, own.values())
    if before is None or not before.holds(of, later):
        with uncollected():
            before = _read(path, settings, data, stored, later, of)
        if own and not any(finding.grave for finding in before.findings):
            note(path, own[min(own)], before)
    if secrets is not None:
        secrets.told(before)
    findings += before.findings
    findings += _folder(path)
    findings += key_findings
    findings += _keys_of_nobody(path, before.heads)
    findings += _objects(path, store, stored, progress)
    findings += object_key_findings(path, store, stored, secrets)
    ordered = sorted(set(findings), key=lambda f: (not f.grave, f.file, f.line or 0, f.reason))
    return VerifyReport(findings=tuple(ordered), objects=len(stored), entries=before.entries, devices=before.writers)


def _read(
    path: Path, settings: CaseSettings | None, data: bytes, stored: set[str], later: Mapping[str, Head], of: Bytes
) -> VerifiedBefore:
    """Read every entry, check its form, chain and signature, and what the entries say of each other and of objects."""
    references = _References(stored)
    seen = (head.digest for head in later.values() if head.digest is not None)
    journals = scan_journals(path / "journal", seen, references.speak)
    entries = [entry for journal in journals for entry in journal.entries]
    state = fold(entries, settings.id if settings else None, (), settings.founder if settings else None)
    findings = [
        *_journal_files(path, journals, entries),
        *_entries(entries, state, data),
        *_cut_off(journals, later),
        *references.findings(state.expunged if settings else frozenset()),
    ]
    return VerifiedBefore(
        software=__version__, of=of, heads={journal.file: journal.head for journal in journals},
        findings=tuple(findings), entries=sum(journal.head.count for journal in journals),
        writers=len({journal.device for journal in journals if journal.head.count}),
        case_keys=state.case_keys, devices=state.devices,
    )  # fmt: skip


def _settings(path: Path) -> tuple[CaseSettings | None, bytes, list[Finding]]:
    if not files.is_plain_file(path / SETTINGS):
        return None, b"", [Finding(file=SETTINGS, reason="missing-file")]
    data = (path / SETTINGS).read_bytes()
    try:
        return parse_settings(data), data, []
    except EvidenceError:
        return None, data, [Finding(file=SETTINGS, reason="damaged-settings")]


def _folder(path: Path) -> Iterator[Finding]:
    """What lies in the case folder itself and should not."""
    for item in sorted(path.iterdir()):
        if item.name == SETTINGS or (item.name == MISSION and files.is_plain_file(item)):
            continue
        if item.name in FOLDERS and item.is_dir() and not item.is_symlink():
            continue
        if item.name == STARTING or _unfinished(item):
            yield Finding(file=item.name, reason="unfinished-write", grave=False)
        elif item.name != ".lock" or not files.is_plain_file(item) or item.stat().st_size:
            yield Finding(file=item.name, reason="extra-file")


def _unfinished(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith(".new") and files.is_plain_file(path)


def _journal_files(path: Path, journals: Sequence[Scanned], entries: list[Entry]) -> Iterator[Finding]:
    for journal in journals:
        file = f"journal/{journal.file}"
        if journal.problem is not None:
            yield Finding(file=file, reason=journal.problem.reason, line=journal.problem.line)
        if journal.torn:
            yield Finding(file=file, reason="torn-line", line=journal.head.count + 1)
        if not journal.head.count and journal.problem is None:
            yield Finding(file=file, reason="empty-journal")
    recovered = {entry.body.get("torn") for entry in entries if entry.kind == "journal.recovered"}
    for item in sorted((path / "journal").iterdir() if (path / "journal").is_dir() else ()):
        name = f"journal/{item.name}"
        if not files.is_plain_file(item):
            yield Finding(file=name, reason="extra-file")
        elif match := TORN.fullmatch(item.name):
            digest = line_digest(item.read_bytes())
            if not digest.startswith(match[2]):
                yield Finding(file=name, reason="changed-torn-line")
            elif digest not in recovered:
                yield Finding(file=name, reason="torn-line-kept-aside", grave=False)
        elif _unfinished(item):
            yield Finding(file=name, reason="unfinished-write", grave=False)
        elif not NAME.fullmatch(item.name):
            yield Finding(file=name, reason="extra-file")


def _entries(entries: list[Entry], state: State, data: bytes) -> Iterator[Finding]:
    """What the entries say about each other and about the settings."""
    for bad in state.quarantined:
        yield Finding(file=f"journal/{bad.device}.jsonl", reason=bad.reason, grave=bad.blocking)
    if state.missing:
        yield Finding(file="journal", reason="missing-entries")
    if state.missing_told:
        yield Finding(file="journal", reason="missing-entries-told", grave=False)
    if any(conflict.what == "owners" for conflict in state.conflicts):
        yield Finding(file="journal", reason="owners-in-dispute", grave=False)
    for device in state.forks:
        yield Finding(file=f"journal/{device}.jsonl", reason="forked-journal", grave=False)
    if state.blocked_by_unknown:
        yield Finding(file="journal", reason="unknown-critical-entry", grave=False)
    aside = {one.entry for one in state.quarantined}
    bound = {e.body.get("settings") for e in entries if e.kind == "case.created" and e.digest not in aside}
    if not bound:
        yield Finding(file=SETTINGS, reason="settings-not-bound")
    elif data and bound != {digest_bytes(data)}:
        yield Finding(file=SETTINGS, reason="changed-settings")


def _keys(path: Path) -> tuple[dict[str, DeviceKey], list[Finding]]:
    keys: dict[str, DeviceKey] = {}
    findings = []
    for item in sorted((path / "keys").iterdir() if (path / "keys").is_dir() else ()):
        name = f"keys/{item.name}"
        if _unfinished(item):
            findings.append(Finding(file=name, reason="unfinished-write", grave=False))
        elif item.name == RINGS and item.is_dir() and not item.is_symlink():
            continue
        elif item.suffix != ".key" or not DEVICE.fullmatch(item.stem) or not files.is_plain_file(item):
            findings.append(Finding(file=name, reason="extra-file"))
        else:
            try:
                if (key := read_key_file(item).key) is not None:
                    keys[item.stem] = key
            except EvidenceError:
                findings.append(Finding(file=name, reason="damaged-key"))
    return keys, findings


def _keys_of_nobody(path: Path, journals: Mapping[str, Head]) -> Iterator[Finding]:
    writers = {file.split(".")[0] for file, head in journals.items() if head.count}
    for item in sorted((path / "keys").glob("*.key")):
        if DEVICE.fullmatch(item.stem) and item.stem not in writers:
            yield Finding(file=f"keys/{item.name}", reason="key-not-enrolled", grave=False)


def _cut_off(journals: Sequence[Scanned], later: Mapping[str, Head]) -> Iterator[Finding]:
    """Journals that no longer lead to where this device once saw them. Only a note under a key of this folder
    counts. An entry that stands in another file is not missing: a fork that grew has a new name."""
    places = {(journal.file, one.entry.seq): one.entry.digest for journal in journals for one in journal.kept}
    here = set(places.values())
    for file, head in later.items():
        if places.get((file, head.count - 1)) != head.digest and head.digest not in here:
            yield Finding(file=f"journal/{file}", reason="missing-entries")


def _objects(path: Path, store: ObjectStore, stored: set[str], progress: Progress | None) -> Iterator[Finding]:
    root = path / "objects"
    for folder in sorted(root.iterdir() if root.is_dir() else ()):
        if folder.is_symlink() or not folder.is_dir():
            yield Finding(file=f"objects/{folder.name}", reason="extra-file")
            continue
        for item in sorted(folder.iterdir()):
            name = f"objects/{folder.name}/{item.name}"
            if folder.name == INCOMING and files.is_plain_file(item):
                yield Finding(file=name, reason="unfinished-write", grave=False)
            elif not ADDRESS.fullmatch(folder.name + item.name) or not files.is_plain_file(item):
                yield Finding(file=name, reason="extra-file")
    for number, address in enumerate(sorted(stored), 1):
        name = f"objects/{address[:2]}/{address[2:]}"
        if not store.check(address):
            yield Finding(file=name, reason="changed-object")
        elif not _opens(store, address):
            yield Finding(file=name, reason="unknown-object-kind", grave=False)
        if progress is not None:
            progress(number, len(stored))


def _opens(store: ObjectStore, address: str) -> bool:
    with store.path(address).open("rb") as file:
        return known_kind(file.read(len(SEALED)))


class _References:
    """Every object that entries speak of is here, and none that was expunged."""

    def __init__(self, stored: set[str]) -> None:
        self._stored, self._unspoken = stored, set(stored)
        self._absent: set[str] = set()

    def speak(self, addresses: frozenset[str]) -> None:
        self._unspoken -= addresses
        self._absent |= addresses - self._stored

    def findings(self, gone: frozenset[str]) -> Iterator[Finding]:
        for address in self._stored & gone:
            yield Finding(file=f"objects/{address[:2]}/{address[2:]}", reason="expunged-object")
        for address in self._absent - gone:
            yield Finding(file=f"objects/{address[:2]}/{address[2:]}", reason="missing-object")
        for address in self._unspoken:
            yield Finding(file=f"objects/{address[:2]}/{address[2:]}", reason="unreferenced-object", grave=False)
