"""Device keys: Ed25519, one file each, readable by their owner alone. The only part of a case that may be destroyed.

Form of the file: ``witnessmark-key 1 plain``, newline, the 32 bytes of the private key in base64, newline. A sealed
kind keeps the first two words.
"""

import base64
import hashlib
import hmac
import re
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from witnessmark.evidence import files
from witnessmark.evidence.errors import EvidenceError

HEADER = b"witnessmark-key 1 plain\n"
DEVICE = re.compile(r"[0-9a-f]{32}")


def device_id(public_key: bytes) -> str:
    """32 hex digits: the first half of the SHA-256 of the 32 bytes of the public key."""
    return hashlib.sha256(public_key).hexdigest()[:32]


class DeviceKey:
    """The private key of one device."""

    def __init__(self, private: bytes) -> None:
        self._private = private
        self._key = Ed25519PrivateKey.from_private_bytes(private)
        self.public = self._key.public_key().public_bytes_raw()
        self.device = device_id(self.public)

    @classmethod
    def generate(cls) -> "DeviceKey":
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    def sign(self, data: bytes) -> bytes:
        return self._key.sign(data)

    def seal(self, data: bytes) -> str:
        """A code that only the holder of this key can make: for notes to oneself in folders that anyone may write."""
        own = hashlib.sha256(b"witnessmark note to self\n" + self._private).digest()
        return hmac.new(own, data, hashlib.sha256).hexdigest()

    def save(self, folder: Path) -> Path:
        path = folder / f"{self.device}.key"
        files.write_whole(path, self.encode(), mode=0o600)
        return path

    def encode(self) -> bytes:
        return HEADER + base64.b64encode(self._private) + b"\n"


def load_key(path: Path) -> DeviceKey:
    """Read a key file; raises ``EvidenceError`` naming the file when it is damaged or belongs to another device."""
    data = path.read_bytes()
    if not data.startswith(HEADER):
        raise EvidenceError(f"{path.name} is no key that this version can open")
    try:
        key = DeviceKey(base64.b64decode(data[len(HEADER) :].strip(), validate=True))
    except ValueError:
        raise EvidenceError(f"{path.name} is damaged") from None
    if key.encode() != data or path.stem != key.device:
        raise EvidenceError(f"{path.name} is damaged, or the key of another device")
    return key


def load_keys(folder: Path) -> dict[str, DeviceKey]:
    """Every device key in the folder, by device id."""
    paths = sorted(p for p in folder.glob("*.key") if DEVICE.fullmatch(p.stem)) if folder.is_dir() else []
    return {path.stem: load_key(path) for path in paths}


def signature_holds(public_key: bytes, signature: bytes, data: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True
