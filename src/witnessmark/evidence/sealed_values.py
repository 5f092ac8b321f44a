"""Values of ``derived/`` at rest: under keys that follow from the case key, so that a locked case shows none."""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from witnessmark.evidence.case_key import CaseKey, derive

NONCE = 12


class ValueSealer:
    """Seals values for one purpose: AES-256-GCM with a random nonce before the ciphertext."""

    def __init__(self, case_key: CaseKey, purpose: str) -> None:
        secret = case_key.derived(f"derived, {purpose}")
        self._cipher = AESGCM(derive(secret, "values"))
        self._names = derive(secret, "names")

    def seal(self, value: bytes, about: str) -> bytes:
        """``about`` is what the value belongs to: under another one it does not open."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, value, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes | None:
        """None for what was not sealed so: it is made again."""
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
        except (InvalidTag, ValueError):
            return None

    def name(self, word: str) -> str:
        """A word as a name that tells nothing of it, the same each time."""
        return hmac.new(self._names, word.encode(), hashlib.sha256).hexdigest()[:32]
