"""Stored objects: a header line, 32 random bytes, the content. Never changed, found by the SHA-256 of all of it.

The salt makes the address a commitment: whoever holds the journal but not the object cannot test a guess of its content
against it. A later kind, encrypted, keeps the header line and replaces the rest.
"""

import contextlib
import hashlib
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import msgspec

from witnessmark.evidence import files
from witnessmark.evidence.errors import CorruptObject, EvidenceError, MissingObject

MAGIC = b"witnessmark-object 1 "
PLAIN = MAGIC + b"plain\n"
SALT = 32
ADDRESS = re.compile(r"[0-9a-f]{64}")
INCOMING = "incoming"
"""Folder of objects that are being written: what a kill leaves here was never acknowledged."""

Value = TypeVar("Value")
_encoder = msgspec.json.Encoder(order="sorted")


class StoredObject(msgspec.Struct, frozen=True):
    """An object just stored: its address, and size in bytes and SHA-256 of the content alone."""

    address: str
    size: int
    sha256: str


class ObjectStore:
    """The objects of one case, in ``objects/ab/cdef…``. Writing needs the case's lock, which ``Case`` holds."""

    def __init__(self, root: Path, salts: Callable[[int], bytes] = os.urandom) -> None:
        self.root = root
        self._salts = salts
        self._incoming = root / INCOMING
        self._staged: dict[str, Path] = {}
        self._batches = 0
        self._count = 0

    def path(self, address: str) -> Path:
        """Where the object stands. Raises ``ValueError`` for what is no address."""
        if not ADDRESS.fullmatch(address):
            raise ValueError("no object address: 64 lower-case hex digits are needed")
        return self._staged.get(address) or self.root / address[:2] / address[2:]

    def __contains__(self, address: str) -> bool:
        return self.path(address).is_file()

    def __iter__(self) -> Iterator[str]:
        """Every stored address, in order."""
        for folder in sorted(self.root.iterdir() if self.root.is_dir() else ()):
            if len(folder.name) == 2 and folder.is_dir():
                for file in sorted(folder.iterdir()):
                    if ADDRESS.fullmatch(folder.name + file.name):
                        yield folder.name + file.name

    # Writing

    def add_bytes(self, content: bytes) -> StoredObject:
        return self._store(PLAIN + self._salts(SALT), (content,))

    def add_value(self, value: Any) -> StoredObject:
        """Store a struct or JSON-like value as JSON with sorted keys."""
        return self.add_bytes(_encoder.encode(value))

    def add_file(self, path: Path) -> StoredObject:
        """Store a file's bytes, in constant memory."""
        with path.open("rb") as file:
            return self._store(PLAIN + self._salts(SALT), iter(lambda: file.read(files.CHUNK), b""))

    def add_stored(self, chunks: Iterable[bytes], address: str) -> None:
        """Take in an object as another case stored it; raises ``CorruptObject`` when it is not what ``address``
        says."""
        if address not in self:
            self._store(b"", chunks, expected=address)

    def _store(self, head: bytes, chunks: Iterable[bytes], expected: str | None = None) -> StoredObject:
        whole, content, size = hashlib.sha256(head), hashlib.sha256(), 0
        self._incoming.mkdir(parents=True, exist_ok=True)
        self._count += 1
        temporary = self._incoming / f"{os.getpid()}-{id(self):x}-{self._count}"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        try:
            with os.fdopen(descriptor, "wb", buffering=0):
                pending = head
                for chunk in chunks:
                    whole.update(chunk)
                    content.update(chunk)
                    size += len(chunk)
                    files.write(descriptor, pending + chunk if pending else chunk)
                    pending = b""
                files.write(descriptor, pending)
            if expected not in (None, whole.hexdigest()):
                raise CorruptObject(f"object {expected}: its bytes are not what its address says")
        except Exception:
            files.remove(temporary)
            raise
        address = whole.hexdigest()
        self._staged[address] = temporary
        if not self._batches:
            self.commit()
        return StoredObject(address, size, content.hexdigest())

    @contextlib.contextmanager
    def batch(self) -> Iterator[None]:
        """Objects added inside become durable together, when the block ends; an exception takes them all back."""
        self._batches += 1
        try:
            yield
        except BaseException:
            self._batches -= 1
            if not self._batches:
                self.discard()
            raise
        self._batches -= 1
        if not self._batches:
            self.commit()

    def commit(self) -> None:
        """Bytes to disk first, names second: a name never stands for bytes that a loss of power could take."""
        if not self._staged:
            return
        files.sync_paths(self._staged.values())
        folders: set[Path] = set()
        for address, temporary in list(self._staged.items()):
            folder = self.root / address[:2]
            if not folder.is_dir():
                folder.mkdir()
                folders.add(self.root)
            files.replace(temporary, folder / address[2:])
            del self._staged[address]
            folders.add(folder)
        files.sync_paths(folders)

    def discard(self) -> None:
        """Take back what was added but not committed."""
        for temporary in self._staged.values():
            files.remove(temporary)
        self._staged.clear()

    def sweep(self) -> int:
        """Remove what earlier writers left unfinished; gives how many. Only for the holder of the lock."""
        left = (
            [p for p in self._incoming.iterdir() if p not in self._staged.values()] if self._incoming.is_dir() else []
        )
        for path in left:
            files.remove(path)
        return len(left)

    # Reading

    def read(self, address: str) -> bytes:
        """The content, checked against the address."""
        path = self.path(address)
        try:
            stored = path.read_bytes()
        except FileNotFoundError:
            raise MissingObject(f"object {address} is not in this case") from None
        if hashlib.sha256(stored).hexdigest() != address:
            raise CorruptObject(f"object {address}: its bytes are not what its address says")
        return stored[_content_start(stored, address) :]

    def read_value(self, address: str, kind: type[Value]) -> Value:
        """The content as a value of ``kind``; raises ``msgspec.ValidationError`` when it is no such value."""
        return msgspec.json.decode(self.read(address), type=kind)

    def open(self, address: str) -> BinaryIO:
        """The content as a seekable stream, checked before the first byte is given, in constant memory."""
        try:
            file = self.path(address).open("rb")
        except FileNotFoundError:
            raise MissingObject(f"object {address} is not in this case") from None
        if hashlib.file_digest(file, "sha256").hexdigest() != address:
            file.close()
            raise CorruptObject(f"object {address}: its bytes are not what its address says")
        file.seek(0)
        start = _content_start(file.read(len(PLAIN)), address)
        return io.BufferedReader(_Content(file, start))

    def stored(self, address: str) -> Iterator[bytes]:
        """All stored bytes, header and salt included, unchecked: for copying to another case."""
        with self.path(address).open("rb") as file:
            yield from iter(lambda: file.read(files.CHUNK), b"")

    def check(self, address: str) -> bool:
        """True when the object is there and its bytes are what its address says."""
        try:
            with self.path(address).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == address
        except OSError:
            return False


def _content_start(head: bytes, address: str) -> int:
    if not head.startswith(PLAIN):
        raise EvidenceError(f"object {address} is of a kind that this version cannot open")
    return len(PLAIN) + SALT


class _Content(io.RawIOBase):
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
