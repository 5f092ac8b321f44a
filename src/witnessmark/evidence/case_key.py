"""The case key: what the keys of all objects are encrypted under, and how one device hands it to another.

It is 32 random bytes, made with the case and numbered by epoch. In the journal stands only what each admitted device
alone can open: X25519 with a key made for this once, HKDF-SHA256, AES-256-GCM. A commitment beside it tells whether
what was opened is the key that the case's first device made.
"""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
LINE_BYTES = NONCE + 32 + 16
"""Of an encrypted object key: nonce, key, tag."""


class CaseKey:
    """One epoch of the case key."""

    def __init__(self, secret: bytes, epoch: int = 1) -> None:
        if len(secret) != 32:
            raise ValueError("a case key has 32 bytes")
        self.secret, self.epoch = secret, epoch
        self._objects = AESGCM(self.derived("object keys"))

    @classmethod
    def generate(cls, epoch: int = 1) -> "CaseKey":
        return cls(os.urandom(32), epoch)

    def derived(self, purpose: str) -> bytes:
        """32 bytes for one purpose, from which neither the case key nor those of other purposes follow."""
        return derive(self.secret, f"case key, {purpose}")

    @property
    def commitment(self) -> str:
        """64 hex digits that tell this key from every other, and nothing else about it."""
        return self.derived("commitment").hex()

    def wrap_object_key(self, address: str, object_key: bytes) -> bytes:
        nonce = os.urandom(NONCE)
        return nonce + self._objects.encrypt(nonce, object_key, _about(address, self.epoch))

    def unwrap_object_key(self, address: str, wrapped: bytes) -> bytes | None:
        """The object's key; None when this is not its key under this case key."""
        try:
            return self._objects.decrypt(wrapped[:NONCE], wrapped[NONCE:], _about(address, self.epoch))
        except (InvalidTag, ValueError):
            return None

    def wrap_for(self, sealing_key: bytes, case: str, device: str) -> str:
        """This key, for the device with that X25519 public key alone, in base64."""
        once = X25519PrivateKey.generate()
        public = once.public_key().public_bytes_raw()
        shared = once.exchange(X25519PublicKey.from_public_bytes(sealing_key))
        cipher = AESGCM(_wrapping(shared, public, sealing_key))
        sealed = cipher.encrypt(bytes(NONCE), self.secret, _to(case, device, self.epoch))
        return base64.b64encode(public + sealed).decode()


def unwrap_case_key(
    private: X25519PrivateKey, wrapped: str, case: str, device: str, epoch: int, commitment: str
) -> CaseKey | None:
    """The case key that was wrapped for this device; None when it cannot be opened or is another than committed to."""
    try:
        data = base64.b64decode(wrapped, validate=True)
        public = data[:32]
        own = private.public_key().public_bytes_raw()
        cipher = AESGCM(_wrapping(private.exchange(X25519PublicKey.from_public_bytes(public)), public, own))
        key = CaseKey(cipher.decrypt(bytes(NONCE), data[32:], _to(case, device, epoch)), epoch)
    except (InvalidTag, ValueError):
        return None
    return key if hmac.compare_digest(key.commitment, commitment) else None


def derive(secret: bytes, label: str) -> bytes:
    """HKDF-SHA256, 32 bytes, with a label of its own for each use."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"witnessmark 1, {label}".encode()).derive(secret)


def _wrapping(shared: bytes, once: bytes, own: bytes) -> bytes:
    return HKDF(
        algorithm=SHA256(), length=32, salt=hashlib.sha256(once + own).digest(), info=b"witnessmark 1, wrap case key"
    ).derive(shared)


def _about(address: str, epoch: int) -> bytes:
    return f"{address} {epoch}".encode()


def _to(case: str, device: str, epoch: int) -> bytes:
    return f"{case} {device} {epoch}".encode()
