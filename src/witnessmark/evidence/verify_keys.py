"""Verifying the keys of objects: each sealed object has one, each key has its object, and no line is damaged."""

from collections.abc import Iterator
from pathlib import Path

from witnessmark.evidence.errors import Locked, MissingKey
from witnessmark.evidence.findings import Finding
from witnessmark.evidence.object_keys import ObjectKeys
from witnessmark.evidence.objects import ObjectStore
from witnessmark.evidence.rings import FOLDER, KeyRings
from witnessmark.evidence.sealing import SEALED
from witnessmark.evidence.secrets import Secrets

HARMLESS = ("unfinished-write", "torn-line")
"""What a kill leaves of a key whose object was never acknowledged."""


def object_key_findings(path: Path, store: ObjectStore, stored: set[str], secrets: Secrets | None) -> Iterator[Finding]:
    """On a locked case each key is there and undamaged; on an open one each opens too."""
    rings = KeyRings(path / "keys" / FOLDER)
    for file, line, reason in rings.faults():
        yield Finding(file=f"keys/{FOLDER}/{file}", reason=reason, line=line or None, grave=reason not in HARMLESS)
    keys = ObjectKeys(rings, secrets) if secrets else None
    for address in sorted(stored):
        if is_sealed(store, address) and (fault := _fault(rings, keys, address)):
            yield Finding(file=f"objects/{address[:2]}/{address[2:]}", reason=fault)
    for address in rings:
        if address not in stored:
            yield Finding(file=f"keys/{FOLDER}/{address[:2]}.ring", reason="key-without-object", grave=False)


def is_sealed(store: ObjectStore, address: str) -> bool:
    """Whether the object is of the kind that needs a key."""
    try:
        with store.path(address).open("rb") as file:
            return file.read(len(SEALED)) == SEALED
    except OSError:
        return False


def _fault(rings: KeyRings, keys: ObjectKeys | None, address: str) -> str | None:
    if not rings.lines(address):
        return "missing-object-key"
    try:
        if keys is not None:
            keys.key_of(address)
    except Locked:
        return None
    except MissingKey:
        return "object-key-does-not-open"
    return None
