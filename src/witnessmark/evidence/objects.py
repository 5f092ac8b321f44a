"""Stored objects: a header line, 32 random bytes, the content. Never changed, found by the SHA-256 of all of it.

The salt makes the address a commitment: whoever holds the journal but not the object cannot test a guess of its content
against it. In the sealed kind the content is encrypted, each object under its own key (``sealing``, ``rings``); cases
from before hold plain ones, and can still be read.
"""

import contextlib
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import msgspec

from witnessmark.evidence import files
from witnessmark.evidence.errors import CorruptObject, MissingObject
from witnessmark.evidence.object_keys import ObjectKeys
from witnessmark.evidence.object_reading import PLAIN, SALT, content_of, open_content
from witnessmark.evidence.object_writing import Digests, write_plain, write_sealed
from witnessmark.evidence.sealing import new_object_key

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

    def __init__(self, root: Path, salts: Callable[[int], bytes] = os.urandom, keys: ObjectKeys | None = None) -> None:
        self.root = root
        self.keys = keys
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
        return self._add((content,))

    def add_value(self, value: Any) -> StoredObject:
        """Store a struct or JSON-like value as JSON with sorted keys."""
        return self.add_bytes(_encoder.encode(value))

    def add_file(self, path: Path) -> StoredObject:
        """Store a file's bytes, in constant memory."""
        with path.open("rb") as file:
            return self._add(iter(lambda: file.read(files.CHUNK), b""))

    def add_stored(self, chunks: Iterable[bytes], address: str) -> None:
        """Take in an object as another case stored it; raises ``CorruptObject`` when it is not what ``address``
        says."""
        if address not in self:
            self._store(lambda file: write_plain(file, b"", chunks), expected=address)

    def add_file_of_own(self, path: Path, address: str) -> None:
        """Take in an object that this program itself put into a file beside the case: by one more name for the same
        bytes, where the disk can do that, so that they are not copied. Raises ``CorruptObject`` as ``add_stored``."""
        if address in self:
            return
        temporary = self._new()
        try:
            files.link(path, temporary)
        except OSError:  # another disk, or one that cannot
            with path.open("rb") as file:
                self.add_stored(iter(lambda: file.read(files.CHUNK), b""), address)
            return
        with temporary.open("rb") as file:
            sound = hashlib.file_digest(file, "sha256").hexdigest() == address
        if not sound:
            files.remove(temporary)
            raise _corrupt(address)
        self._stage(temporary, address)

    def restore(self, chunks: Iterable[bytes], address: str) -> None:
        """Put a sound object in the place of a damaged one; raises ``CorruptObject`` when it is not what ``address``
        says, and leaves what was there."""
        self._store(lambda file: write_plain(file, b"", chunks), expected=address)

    def _add(self, chunks: Iterable[bytes]) -> StoredObject:
        """Sealed where the case has a key, plain where it was made before there were any."""
        case_key = self.keys.case_key() if self.keys else None
        salt = self._salts(SALT)
        if case_key is None or self.keys is None:
            return self._store(lambda file: write_plain(file, PLAIN + salt, chunks))
        object_key = new_object_key()
        keys = self.keys
        return self._store(
            lambda file: write_sealed(file, object_key, salt, chunks),
            kept=lambda address: keys.keep(address, object_key, case_key),
        )

    def _store(
        self,
        write: Callable[[int], Digests],
        expected: str | None = None,
        kept: Callable[[str], None] = lambda address: None,
    ) -> StoredObject:
        temporary = self._new()
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        try:
            with os.fdopen(descriptor, "wb", buffering=0):
                digests = write(descriptor)
            address = digests.stored.hexdigest()
            if expected not in (None, address):
                raise _corrupt(expected or address)
        except Exception:
            files.remove(temporary)
            raise
        kept(address)
        self._stage(temporary, address)
        return StoredObject(address, digests.size, digests.content.hexdigest())

    def _new(self) -> Path:
        """A name for bytes that are not an object yet."""
        self._incoming.mkdir(parents=True, exist_ok=True)
        self._count += 1
        return self._incoming / f"{os.getpid()}-{id(self):x}-{self._count}"

    def _stage(self, temporary: Path, address: str) -> None:
        self._staged[address] = temporary
        if not self._batches:
            self.commit()

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
        """Bytes and keys to disk first, names second: a name never stands for bytes that a loss of power could take, or
        that nobody can open."""
        if self.keys:
            self.keys.rings.commit()
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
        if self.keys:
            self.keys.rings.discard()
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

    def expunge(self, addresses: Iterable[str]) -> int:
        """Destroy the keys of objects, then the objects; gives how many were there. A kill in between leaves what can
        no longer be opened, and the next call removes it."""
        doomed = list(addresses)
        if self.keys:
            self.keys.rings.destroy(doomed)
        return sum(self.destroy(address) for address in doomed)

    def destroy(self, address: str) -> bool:
        """Remove an object whose key was destroyed; True when it was there."""
        there = address in self
        if there:
            files.remove(self.path(address))
            self._staged.pop(address, None)
        return there

    # Reading

    def read(self, address: str) -> bytes:
        """The content, checked against the address."""
        path = self.path(address)
        try:
            stored = path.read_bytes()
        except FileNotFoundError:
            raise MissingObject(f"object {address} is not in this case") from None
        if hashlib.sha256(stored).hexdigest() != address:
            raise _corrupt(address)
        return content_of(stored, address, self.keys)

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
            raise _corrupt(address)
        return open_content(file, address, self.keys)

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


def _corrupt(address: str) -> CorruptObject:
    return CorruptObject(f"object {address}: its bytes are not what its address says")
