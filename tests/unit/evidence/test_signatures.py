"""One law for signatures: compared with OpenSSL on signatures that libraries are known to differ about.

The arithmetic of the curve is written out here, since no library makes such signatures (after Chalkias, Garillot and
Nikolaenko, "Taming the many EdDSAs", 2020).
"""

import hashlib

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.evidence.keys import DeviceKey
from witnessmark.evidence.signatures import signature_holds

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)
ZERO = (0, 1)
SECRET, NONCE = 98765432109876543210987654321, 12345678901234567890


def point(y, sign):
    """The point of that y whose x is odd or even; None when there is none."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return (P - x if x % 2 != sign else x) % P, y


def add(one, other):
    product = D * one[0] * other[0] * one[1] * other[1] % P
    return (
        (one[0] * other[1] + other[0] * one[1]) * pow(1 + product, -1, P) % P,
        (one[1] * other[1] + one[0] * other[0]) * pow(1 - product, -1, P) % P,
    )


def times(number, base):
    found = ZERO
    while number:
        if number & 1:
            found = add(found, base)
        base, number = add(base, base), number >> 1
    return found


BASE = point(4 * pow(5, -1, P) % P, 0)
EIGHTH = next(t for y in range(2, 99) if (p := point(y, 0)) and times(4, t := times(ORDER, p)) != ZERO)
"""A point of order 8: its multiples are all points of small order."""


def encoded(where, sign=None):
    return (where[1] | (where[0] & 1 if sign is None else sign) << 255).to_bytes(32, "little")


def challenge(r, key, data):
    return int.from_bytes(hashlib.sha512(r + key + data).digest(), "little") % ORDER


def signed(key, data, more=ZERO, secret=SECRET):
    """A signature whose R has ``more`` added to it."""
    r = encoded(add(times(NONCE, BASE), more))
    return r + ((NONCE + challenge(r, key, data) * secret) % ORDER).to_bytes(32, "little")


def openssl(key, signature, data):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


HONEST = encoded(times(SECRET, BASE))
MIXED = encoded(add(times(SECRET, BASE), EIGHTH))
"""A key with a part of small order: only who makes it so on purpose has one."""


def words(fits):
    """Words to sign for which the crafted case comes about: which do hangs on their digest."""
    return next(data for number in range(9999) if fits(data := b"%d" % number))


def crafted():
    """By name: key, signature, words, and what the law and OpenSSL say."""
    data = b"x"
    good = signed(HONEST, data)
    s = int.from_bytes(good[32:], "little")
    yield "honest", HONEST, good, data, True, True
    for number in (1, 2, 15):
        beyond = (s + number * ORDER).to_bytes(32, "little") if s + number * ORDER < 2**256 else None
        if beyond:
            yield f"S + {number} L", HONEST, good[:32] + beyond, data, False, False
    for order, part in ((8, EIGHTH), (4, times(2, EIGHTH)), (2, times(4, EIGHTH))):
        yield f"R with a part of order {order}", HONEST, signed(HONEST, data, part), data, False, False
    for number in range(8):
        small = encoded(times(number, EIGHTH))
        said = words(lambda d, a=small: openssl(a, encoded(ZERO) + bytes(32), d))
        yield f"key of small order, {number}", small, encoded(ZERO) + bytes(32), said, False, True
    s = challenge(encoded(ZERO), HONEST, data) * SECRET % ORDER
    yield "R is zero", HONEST, encoded(ZERO) + s.to_bytes(32, "little"), data, False, True
    yield "R is zero, not canonical", HONEST, (P + 1).to_bytes(32, "little") + good[32:], data, False, False
    for y, sign in ((P + 1, 0), (P, 0), (P, 1), (1, 1), (P - 1, 1)):
        key = encoded((0, y), sign)
        said = words(lambda d, a=key: openssl(a, encoded(ZERO) + bytes(32), d))
        yield f"key not canonical, {y - P} {sign}", key, encoded(ZERO) + bytes(32), said, False, True
    for fits, holds in ((True, True), (False, False)):
        said = words(lambda d, fits=fits: (challenge(signed(MIXED, d)[:32], MIXED, d) % 8 == 0) is fits)
        yield f"mixed key, {fits}", MIXED, signed(MIXED, said), said, holds, holds


@pytest.mark.parametrize(
    ("key", "signature", "data", "law", "other"), [pytest.param(*case[1:], id=case[0]) for case in crafted()]
)
def test_the_law_takes_nothing_doubtful_and_nothing_that_openssl_refuses(key, signature, data, law, other):
    assert (signature_holds(key, signature, data), openssl(key, signature, data)) == (law, other)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=300), st.integers(0, 8 * 64 - 1))
def test_both_libraries_agree_on_honest_signatures_and_on_each_of_their_bits(seed, data, bit):
    key = DeviceKey(seed)
    good = key.sign(data)
    wrong = bytearray(good)
    wrong[bit // 8] ^= 1 << bit % 8
    assert signature_holds(key.public, good, data) and openssl(key.public, good, data)
    assert not signature_holds(key.public, bytes(wrong), data) and not openssl(key.public, bytes(wrong), data)


@pytest.mark.parametrize("cut", [0, 1, 31, 33, 63, 65])
def test_bytes_of_another_length_hold_nothing(cut):
    key = DeviceKey(bytes(32))
    signature = key.sign(b"words") + b"\0"
    assert not signature_holds(key.public, signature[:cut], b"words")
    assert not signature_holds((key.public + b"\0" * 34)[: cut if cut != 32 else 0], signature[:64], b"words")
