"""Verifying a case folder: every byte of the truth is where it was put, and nothing else is there.

Trusts nothing that was remembered: each object is hashed, each line's form, chain and signature are checked. What a
single device cannot show by itself is that its own journal's last entries were cut off and its ``derived/`` deleted
too: the journals of other devices (``saw``) show that, and so does a copy elsewhere.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from witnessmark.evidence import files
from witnessmark.evidence.case import FOLDERS, SETTINGS, STARTING
from witnessmark.evidence.entry import Entry, line_digest
from witnessmark.evidence.errors import BadEntry, EvidenceError
from witnessmark.evidence.expunging import expunged
from witnessmark.evidence.findings import Finding
from witnessmark.evidence.fold import fold
from witnessmark.evidence.journal import NAME, TORN, Journal, journal_files, read_journal
from witnessmark.evidence.key_files import read_key_file
from witnessmark.evidence.keys import DEVICE, DeviceKey
from witnessmark.evidence.kinds import addresses, body_of
from witnessmark.evidence.object_reading import known_kind
from witnessmark.evidence.objects import ADDRESS, INCOMING, ObjectStore
from witnessmark.evidence.rings import FOLDER as RINGS
from witnessmark.evidence.sealing import SEALED
from witnessmark.evidence.secrets import Secrets
from witnessmark.evidence.settings import CaseSettings, parse_settings
from witnessmark.evidence.verified import VerifiedHeads
from witnessmark.evidence.verify_keys import object_key_findings
from witnessmark.model.canonical import digest_bytes

Progress = Callable[[int, int], None]


class VerifyReport(msgspec.Struct, frozen=True, kw_only=True):
    findings: tuple[Finding, ...]
    objects: int
    entries: int
    devices: int

    @property
    def ok(self) -> bool:
        return not any(finding.grave for finding in self.findings)


def verify_case(path: Path, progress: Progress | None = None, secrets: Secrets | None = None) -> VerifyReport:
    """Check everything in a case folder; ``progress`` is called with objects checked and to check. Changes nothing.

    ``secrets`` are those of the case: where they are unlocked, the key of each object is opened too.
    """
    settings, data, findings = _settings(path)
    journals = [read_journal(file, device) for device, file in journal_files(path / "journal")]
    entries = [entry for journal in journals for entry in journal.entries]
    findings += _folder(path)
    findings += _journal_files(path, journals, entries)
    findings += _entries(entries, settings, data)
    keys, found = _keys(path, {entry.device for entry in entries})
    findings += found
    findings += _cut_off(path, journals, keys | (secrets.devices() if secrets else {}))
    store = ObjectStore(path / "objects")
    stored = set(store)
    findings += _objects(path, store, stored, progress)
    gone = expunged(settings, path / "journal") if settings else frozenset()
    findings += _references(entries, stored, gone)
    findings += object_key_findings(path, store, stored, secrets)
    ordered = sorted(set(findings), key=lambda f: (not f.grave, f.file, f.line or 0, f.reason))
    devices = len({entry.device for entry in entries})
    return VerifyReport(findings=tuple(ordered), objects=len(stored), entries=len(entries), devices=devices)


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
        if item.name == SETTINGS or (item.name in FOLDERS and item.is_dir() and not item.is_symlink()):
            continue
        if item.name == STARTING or _unfinished(item):
            yield Finding(file=item.name, reason="unfinished-write", grave=False)
        elif item.name != ".lock" or not files.is_plain_file(item) or item.stat().st_size:
            yield Finding(file=item.name, reason="extra-file")


def _unfinished(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith(".new") and files.is_plain_file(path)


def _journal_files(path: Path, journals: list[Journal], entries: list[Entry]) -> Iterator[Finding]:
    for journal in journals:
        file = f"journal/{journal.file}"
        if journal.problem is not None:
            yield Finding(file=file, reason=journal.problem.reason, line=journal.problem.line)
        if journal.torn:
            yield Finding(file=file, reason="torn-line", line=len(journal.lines) + 1)
        if not journal.lines and journal.problem is None:
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


def _entries(entries: list[Entry], settings: CaseSettings | None, data: bytes) -> Iterator[Finding]:
    """What the entries say about each other and about the settings."""
    state = fold(entries, settings.id if settings else None, (), settings.founder if settings else None)
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


def _keys(path: Path, devices: set[str]) -> tuple[dict[str, DeviceKey], list[Finding]]:
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
            if item.stem not in devices:
                findings.append(Finding(file=name, reason="key-not-enrolled", grave=False))
    return keys, findings


def _cut_off(path: Path, journals: list[Journal], keys: dict[str, DeviceKey]) -> Iterator[Finding]:
    """Journals that no longer lead to where this device once saw them. Only a note under a key of this folder
    counts."""
    digests = {journal.file: [entry.digest for entry in journal.entries] for journal in journals}
    for key in keys.values():
        for file, head in VerifiedHeads(path / "derived" / "verified.json", key).items():
            if digests.get(file, [])[head.count - 1 : head.count] != [head.digest] and not _moved(head.digest, digests):
                yield Finding(file=f"journal/{file}", reason="missing-entries")


def _moved(digest: str | None, digests: dict[str, list[str]]) -> bool:
    """True when the entry stands in another file: a fork that grew has a new name."""
    return any(digest in found for found in digests.values())


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


def _references(entries: list[Entry], stored: set[str], gone: frozenset[str]) -> Iterator[Finding]:
    """Every object that entries speak of is here, and none that was expunged."""
    for address in stored & gone:
        yield Finding(file=f"objects/{address[:2]}/{address[2:]}", reason="expunged-object")
    spoken_of: set[str] = set()
    for entry in entries:
        try:
            body = body_of(entry.kind, entry.body)
        except BadEntry:
            continue
        spoken_of.update(addresses(body) if body is not None else ())
    for address in spoken_of - stored - gone:
        yield Finding(file=f"objects/{address[:2]}/{address[2:]}", reason="missing-object")
    for address in stored - spoken_of:
        yield Finding(file=f"objects/{address[:2]}/{address[2:]}", reason="unreferenced-object", grave=False)
