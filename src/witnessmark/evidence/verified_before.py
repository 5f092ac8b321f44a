"""What this device found when it last verified the whole case: so that a case with a million entries that are the same
to the last byte need not be read again.

A note in ``derived/``, deletable, and sealed with the device's own key, so that a folder from elsewhere cannot vouch
for itself. It counts only while every byte of every journal, the settings and the list of objects are what they were:
they are hashed anew each time. Objects and their keys are never taken from it.
"""

import contextlib
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from witnessmark import __version__
from witnessmark.evidence import files
from witnessmark.evidence.findings import Finding
from witnessmark.evidence.journal import Head
from witnessmark.evidence.keys import DeviceKey
from witnessmark.evidence.state import Device, WrappedCaseKey
from witnessmark.evidence.verified import VerifiedHeads
from witnessmark.model.canonical import digest_bytes

NAME = "verified-whole.json"


class Bytes(msgspec.Struct, frozen=True):
    """What a case consists of, but for the contents of its objects: SHA-256 of the settings, of each file beside the
    journals (None for what is no plain file), and of the addresses of its objects in order."""

    settings: str
    journals: dict[str, str | None]
    objects: str


def bytes_of(path: Path, settings: bytes, stored: Iterable[str]) -> Bytes:
    """Reads every byte of the journals, in constant memory."""
    folder = path / "journal"
    found = {item.name: _digest(item) for item in sorted(folder.iterdir() if folder.is_dir() else ())}
    addresses = hashlib.sha256()
    for address in sorted(stored):
        addresses.update(address.encode())
    return Bytes(digest_bytes(settings), found, addresses.hexdigest())


def _digest(item: Path) -> str | None:
    if not files.is_plain_file(item):
        return None
    with item.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


class VerifiedBefore(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome, when nothing grave was found: what the entries said that was worth a note, how many there were, up
    to where each journal led, and what is needed to open the keys of objects."""

    software: str
    of: Bytes
    heads: dict[str, Head]
    findings: tuple[Finding, ...]
    entries: int
    writers: int
    case_keys: tuple[WrappedCaseKey, ...]
    devices: dict[str, Device]

    def holds(self, of: Bytes, later: Mapping[str, Head]) -> bool:
        """Whether the case is the same. ``later`` is up to where this device has checked each journal since: when that
        is further, the journal was cut off."""
        return (
            self.software == __version__
            and self.of == of
            and all(self._reaches(file, head) for file, head in later.items())
        )

    def _reaches(self, file: str, head: Head) -> bool:
        """Whether the journal led as far as that when it was verified; that it led there was looked at then."""
        led = self.heads.get(file)
        return led is not None and (head.count < led.count or head == led)


class _File(msgspec.Struct, frozen=True):
    note: VerifiedBefore
    seal: str


_encoder = msgspec.json.Encoder(order="sorted")


def recall(path: Path, keys: Iterable[DeviceKey]) -> VerifiedBefore | None:
    """The note of one of these keys; None when there is none, or it is not this folder's own."""
    try:
        file = msgspec.json.decode((path / "derived" / NAME).read_bytes(), type=_File)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    sealed = _encoder.encode(file.note)
    return file.note if any(key.seal(sealed) == file.seal for key in keys) else None


def later_heads(path: Path, keys: Iterable[DeviceKey]) -> dict[str, Head]:
    """Up to where this folder's devices have checked each journal."""
    return {file: head for key in keys for file, head in VerifiedHeads(path / "derived" / "verified.json", key).items()}


def note(path: Path, key: DeviceKey, found: VerifiedBefore) -> None:
    """Remember; where that cannot be written, nothing is remembered."""
    data = _encoder.encode(_File(found, key.seal(_encoder.encode(found))))
    with contextlib.suppress(OSError):
        (path / "derived").mkdir(exist_ok=True)
        files.write_whole(path / "derived" / NAME, data, durable=False)
