"""Device keys: a seed of 32 bytes, from which come an Ed25519 key that signs and an X25519 key that opens.

The form of the files that hold them is in ``key_files``.
"""

import base64
import hashlib
import hmac
import re

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from witnessmark.evidence.case_key import derive

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

    @property
    def seed(self) -> bytes:
        return self._private

    @property
    def sealing_private(self) -> X25519PrivateKey:
        """The X25519 key with which this device opens what was encrypted for it alone."""
        return X25519PrivateKey.from_private_bytes(derive(self._private, "sealing key of a device"))

    @property
    def sealing_key(self) -> bytes:
        """Its public part: 32 bytes, which stand in the device's enrolment."""
        return self.sealing_private.public_key().public_bytes_raw()

    def sign(self, data: bytes) -> bytes:
        return self._key.sign(data)

    def seal(self, data: bytes) -> str:
        """A code that only the holder of this key can make: for notes to oneself in folders that anyone may write."""
        own = hashlib.sha256(b"witnessmark note to self\n" + self._private).digest()
        return hmac.new(own, data, hashlib.sha256).hexdigest()

    def encode(self) -> bytes:
        """The bytes of a plain key file."""
        return HEADER + base64.b64encode(self._private) + b"\n"
