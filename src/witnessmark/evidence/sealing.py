"""The sealed form of an object: AES-256-GCM over chunks, in the STREAM construction.

Stored bytes: the line ``witnessmark-object 1 sealed``, 32 random bytes, then chunks of 1 MiB, each followed by its tag
of 16 bytes; the last chunk may be shorter, and is empty only for empty content. The key of the chunks is
HKDF-SHA256(object key, salt: the 32 bytes, info: the first line). The nonce of chunk ``n`` is ``n`` as 11 bytes, big
end first, and one byte that is 1 for the last chunk and 0 otherwise: so no chunk can be moved, repeated or cut off.

Source: Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance",
CRYPTO 2015 (STREAM); the nonce and the key of the payload as in the age format, v1.
"""

import io
import os
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from witnessmark.evidence.errors import CorruptObject

SEALED = b"witnessmark-object 1 sealed\n"
SALT = 32
HEAD = len(SEALED) + SALT
CHUNK = 1 << 20
TAG = 16
STEP = CHUNK + TAG


def chunk_cipher(object_key: bytes, salt: bytes) -> AESGCM:
    """The cipher of one object's chunks."""
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=SEALED).derive(object_key))


def seal_chunk(cipher: AESGCM, number: int, chunk: bytes, *, last: bool) -> bytes:
    return cipher.encrypt(_nonce(number, last=last), chunk, None)


def even_chunks(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The same bytes in chunks of 1 MiB, each with whether it is the last."""
    held = b""
    for piece in pieces:
        if len(held) == CHUNK and piece:
            yield held, False
            held = b""
        held = held + piece if held else bytes(piece)
        while len(held) > CHUNK:
            yield held[:CHUNK], False
            held = held[CHUNK:]
    yield held, True


def unseal(stored: bytes, object_key: bytes, address: str) -> bytes:
    """The content of a whole sealed object."""
    with SealedContent(io.BytesIO(stored), len(stored), object_key, address) as content:
        return content.readall()


class SealedContent(io.RawIOBase):
    """The content of a sealed object as a seekable stream that holds one chunk at a time. Raises ``CorruptObject`` when
    a chunk is not what was sealed."""

    def __init__(self, file: BinaryIO, stored: int, object_key: bytes, address: str) -> None:
        super().__init__()
        self._file, self._address = file, address
        body = stored - HEAD
        self._chunks = max(1, -(-body // STEP))
        self._size = body - TAG * self._chunks
        if self._size < (self._chunks - 1) * CHUNK + (self._chunks > 1):
            raise CorruptObject(f"object {address} is cut off")
        file.seek(len(SEALED))
        self._cipher = chunk_cipher(object_key, file.read(SALT))
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")
        if self._size == 0:
            self._chunk(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readall(self) -> bytes:
        parts = []
        while self._at < self._size:
            chunk = self._chunk(self._at // CHUNK)[self._at % CHUNK :]
            parts.append(chunk)
            self._at += len(chunk)
        return b"".join(parts)

    def readinto(self, buffer: Any) -> int:
        if self._at >= self._size:
            return 0
        chunk, start = self._chunk(self._at // CHUNK), self._at % CHUNK
        data = memoryview(chunk)[start : start + len(buffer)]
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, origin + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        self._held = (-1, b"")
        self._file.close()
        super().close()

    def _chunk(self, number: int) -> bytes:
        if self._held[0] != number:
            self._file.seek(HEAD + number * STEP)
            try:
                chunk = self._cipher.decrypt(
                    _nonce(number, last=number == self._chunks - 1), self._file.read(STEP), None
                )
            except (InvalidTag, ValueError):
                raise CorruptObject(f"object {self._address}: chunk {number} is not what was sealed") from None
            self._held = (number, chunk)
        return self._held[1]


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def new_object_key() -> bytes:
    return os.urandom(32)
