"""Reading the bytes of one object, of whichever kind it is."""

import io
import os
from typing import Any, BinaryIO

from witnessmark.evidence.errors import EvidenceError, Locked
from witnessmark.evidence.object_keys import ObjectKeys
from witnessmark.evidence.sealing import SEALED, SealedContent, unseal

MAGIC = b"witnessmark-object 1 "
PLAIN = MAGIC + b"plain\n"
SALT = 32


def known_kind(head: bytes) -> bool:
    """Whether this version can open what begins so (with the key, where one is needed)."""
    return head.startswith((PLAIN, SEALED))


def content_of(stored: bytes, address: str, keys: ObjectKeys | None) -> bytes:
    """The content of an object that was checked against its address."""
    if stored.startswith(SEALED):
        return unseal(stored, _key(address, keys), address)
    _check_kind(stored, address)
    return stored[len(PLAIN) + SALT :]


def open_content(file: BinaryIO, address: str, keys: ObjectKeys | None) -> BinaryIO:
    """The content as a seekable stream; closing it closes the file."""
    try:
        file.seek(0)
        head = file.read(len(SEALED))
        if head == SEALED:
            size = os.fstat(file.fileno()).st_size
            return io.BufferedReader(SealedContent(file, size, _key(address, keys), address))
        _check_kind(head, address)
        return io.BufferedReader(_PlainContent(file, len(PLAIN) + SALT))
    except BaseException:
        file.close()
        raise


def _key(address: str, keys: ObjectKeys | None) -> bytes:
    if keys is None:
        raise Locked
    return keys.key_of(address)


def _check_kind(head: bytes, address: str) -> None:
    if not head.startswith(PLAIN):
        raise EvidenceError(f"object {address} is of a kind that this version cannot open")


class _PlainContent(io.RawIOBase):
    """The part of a stored file after header and salt, with positions counted from there."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        super().__init__()
        self._file = file
        self._start = start
        file.seek(start)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_SET:
            return self._file.seek(self._start + max(0, offset)) - self._start
        size = os.fstat(self._file.fileno()).st_size
        origin = self._file.tell() if whence == io.SEEK_CUR else size
        return self._file.seek(max(self._start, origin + offset)) - self._start

    def tell(self) -> int:
        return self._file.tell() - self._start

    def close(self) -> None:
        self._file.close()
        super().close()
