"""When a signature holds: the one place that says it for every entry of a journal.

Ed25519 (RFC 8032) leaves some cases to the library: keys and points of small order, keys in a form that is not
canonical, and whether the equation is checked with or without the cofactor. Two laptops that decide one of these
differently would no longer come to the same state. What counts is what libsodium says: it takes nothing of that kind,
and what it takes OpenSSL takes too (``test_signatures.py`` compares them on crafted cases; decision 15 gives reasons).
"""

from nacl.bindings import crypto_sign_open
from nacl.exceptions import BadSignatureError

KEY = 32
SIGNATURE = 64


def signature_holds(public_key: bytes, signature: bytes, data: bytes) -> bool:
    """Whether ``signature`` (64 bytes: R and S) over ``data`` was made with the private key of ``public_key`` (32
    bytes). Bytes of any other length hold nothing."""
    if len(public_key) != KEY or len(signature) != SIGNATURE:  # the library reads that many without asking
        return False
    try:
        crypto_sign_open(signature + data, public_key)
    except BadSignatureError:
        return False
    return True
