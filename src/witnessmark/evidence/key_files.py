"""Key files: the 32-byte seed of a device, in plain or sealed.

Plain: the line ``witnessmark-key 1 plain`` and the seed in base64. Sealed: the line ``witnessmark-key 1 sealed``, a
line of JSON (device, public key, nonce, and how the sealing key is made), the seed under AES-256-GCM in base64 with the
first two lines as associated data, and the SHA-256 of all before it, so that damage is found without the passphrase.

The sealing key comes from a passphrase through Argon2id (RFC 9106; its second recommended choice: 3 passes over 64 MiB
in 4 lanes), or through scrypt where the library has no Argon2id; or from the seed of another device of the folder, so
that one passphrase opens all keys of a folder.
"""

import base64
import binascii
import hashlib
import os
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from witnessmark.evidence import files
from witnessmark.evidence.case_key import derive
from witnessmark.evidence.errors import EvidenceError
from witnessmark.evidence.keys import DEVICE, HEADER, DeviceKey

SEALED = b"witnessmark-key 1 sealed\n"
MOST_MEMORY = 1 << 20
"""KiB: a file cannot ask for more than 1 GiB."""


class WrongPassphrase(EvidenceError):  # noqa: N818 - an answer to the user
    """The passphrase does not open the key."""


class Argon2(msgspec.Struct, frozen=True, tag="argon2id", tag_field="kdf"):
    """``memory`` in KiB."""

    salt: str
    passes: Annotated[int, msgspec.Meta(ge=1, le=100)] = 3
    lanes: Annotated[int, msgspec.Meta(ge=1, le=16)] = 4
    memory: Annotated[int, msgspec.Meta(ge=8, le=MOST_MEMORY)] = 1 << 16


class Scrypt(msgspec.Struct, frozen=True, tag="scrypt", tag_field="kdf"):
    """``n`` blocks of 1 KiB (r = 8)."""

    salt: str
    n: Annotated[int, msgspec.Meta(ge=1 << 14, le=MOST_MEMORY)] = 1 << 16
    p: Annotated[int, msgspec.Meta(ge=1, le=16)] = 1


class UnderDevice(msgspec.Struct, frozen=True, tag="device", tag_field="kdf"):
    """Opened by the seed of another device of the folder."""

    under: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]


class SealedKey(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a sealed key file."""

    version: Literal[1] = 1
    device: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
    public_key: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    nonce: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{24}$")]
    sealing: Argon2 | Scrypt | UnderDevice


class KeyFile(msgspec.Struct, frozen=True):
    """A key file as found: of a plain one the key, of a sealed one what is needed to open it."""

    device: str
    key: DeviceKey | None
    sealed: SealedKey | None = None
    data: bytes = b""


def read_key_file(path: Path) -> KeyFile:
    """Raises ``EvidenceError`` naming the file when it is damaged, or the key of another device."""
    data = path.read_bytes()
    if data.startswith(HEADER):
        key = _plain(data, path.name)
        file = KeyFile(key.device, key)
    elif data.startswith(SEALED):
        head = _sealed(data, path.name)
        file = KeyFile(head.device, None, head, data)
    else:
        raise EvidenceError(f"{path.name} is no key that this version can open")
    if path.stem != file.device:
        raise EvidenceError(f"{path.name} is damaged, or the key of another device")
    return file


def key_files(folder: Path) -> dict[str, KeyFile]:
    """Every device key in the folder, by device id."""
    paths = sorted(p for p in folder.glob("*.key") if DEVICE.fullmatch(p.stem)) if folder.is_dir() else []
    return {path.stem: read_key_file(path) for path in paths}


def seal_by_passphrase(key: DeviceKey, passphrase: str) -> bytes:
    """The bytes of a key file that the passphrase opens."""
    how = _new_kdf()
    return _seal(key, how, _stretched(passphrase, how))


def seal_under(key: DeviceKey, first: DeviceKey) -> bytes:
    """The bytes of a key file that opens with the folder's first key."""
    return _seal(key, UnderDevice(under=first.device), derive(first.seed, "seal of other keys"))


def open_by_passphrase(file: KeyFile, passphrase: str) -> DeviceKey:
    """Raises ``WrongPassphrase``."""
    head = file.sealed
    if head is None or isinstance(head.sealing, UnderDevice):
        raise EvidenceError(f"{file.device}.key is not sealed by a passphrase")
    return _open(file, _stretched(passphrase, head.sealing))


def open_under(file: KeyFile, first: DeviceKey) -> DeviceKey:
    return _open(file, derive(first.seed, "seal of other keys"))


def write_key_file(folder: Path, key: DeviceKey, data: bytes) -> Path:
    path = folder / f"{key.device}.key"
    files.write_whole(path, data, mode=0o600)
    return path


def _plain(data: bytes, name: str) -> DeviceKey:
    try:
        key = DeviceKey(base64.b64decode(data[len(HEADER) :].strip(), validate=True))
    except ValueError:
        raise EvidenceError(f"{name} is damaged") from None
    if key.encode() != data:
        raise EvidenceError(f"{name} is damaged, or the key of another device")
    return key


def _sealed(data: bytes, name: str) -> SealedKey:
    body, _, check = data.rstrip(b"\n").rpartition(b"\n")
    if hashlib.sha256(body + b"\n").hexdigest().encode() + b"\n" != check + data[len(body) + 1 + len(check) :]:
        raise EvidenceError(f"{name} is damaged")
    try:
        return msgspec.json.decode(data.split(b"\n", 2)[1], type=SealedKey)
    except msgspec.MsgspecError:
        raise EvidenceError(f"{name} is damaged, or of a later version") from None


def _seal(key: DeviceKey, how: Argon2 | Scrypt | UnderDevice, sealing_key: bytes) -> bytes:
    nonce = os.urandom(12)
    head = SealedKey(device=key.device, public_key=key.public.hex(), nonce=nonce.hex(), sealing=how)
    lines = SEALED + msgspec.json.encode(head) + b"\n"
    lines_and_seed = lines + base64.b64encode(AESGCM(sealing_key).encrypt(nonce, key.seed, lines)) + b"\n"
    return lines_and_seed + hashlib.sha256(lines_and_seed).hexdigest().encode() + b"\n"


def _open(file: KeyFile, sealing_key: bytes) -> DeviceKey:
    if file.sealed is None:
        raise EvidenceError(f"{file.device}.key is not sealed")
    first, second, seed, *_ = file.data.split(b"\n")
    about = first + b"\n" + second + b"\n"
    try:
        key = DeviceKey(
            AESGCM(sealing_key).decrypt(bytes.fromhex(file.sealed.nonce), base64.b64decode(seed, validate=True), about)
        )
    except (InvalidTag, binascii.Error):
        raise WrongPassphrase("the passphrase does not open the key") from None
    if key.device != file.device:
        raise EvidenceError(f"{file.device}.key is the key of another device")
    return key


def _new_kdf() -> Argon2 | Scrypt:
    salt = os.urandom(16).hex()
    try:
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        Argon2id(salt=bytes(16), length=32, iterations=1, lanes=1, memory_cost=8).derive(b"")
    except (ImportError, UnsupportedAlgorithm):
        return Scrypt(salt=salt)
    return Argon2(salt=salt)


def _stretched(passphrase: str, how: Argon2 | Scrypt) -> bytes:
    import unicodedata

    words = unicodedata.normalize("NFKC", passphrase).encode()
    salt = bytes.fromhex(how.salt)
    if isinstance(how, Argon2):
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        return Argon2id(salt=salt, length=32, iterations=how.passes, lanes=how.lanes, memory_cost=how.memory).derive(
            words
        )
    return hashlib.scrypt(words, salt=salt, n=how.n, r=8, p=how.p, maxmem=2 * 1024 * how.n + (1 << 20), dklen=32)
