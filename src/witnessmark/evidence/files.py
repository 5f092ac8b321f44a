"""The few ways in which a case writes to disk. Every one is whole or absent after a kill or a loss of power.

Everything goes through the primitives of the first half, so that a test can stop the world at each of them.
"""

import contextlib
import fcntl
import os
import threading
from collections.abc import Collection, Iterator
from pathlib import Path

CHUNK = 1 << 20


def write(descriptor: int, data: bytes) -> None:
    """All of ``data``: ``os.write`` may take less."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def sync(descriptor: int) -> None:
    os.fsync(descriptor)


def replace(source: Path, target: Path) -> None:
    source.replace(target)


def link(source: Path, target: Path) -> None:
    """One more name for the same bytes. Raises ``OSError`` where the disk cannot, or the names are on two."""
    target.hardlink_to(source)


def can_link(folder: Path) -> bool:
    """Whether the disk of a folder gives a file a second name."""
    one, other = (folder / f".{os.getpid()}-{n}.new" for n in "ab")
    try:
        one.touch()
        link(one, other)
    except OSError:
        return False
    finally:
        with contextlib.suppress(OSError):
            remove(one)
            remove(other)
    return True


def truncate(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)
        sync(file.fileno())


def remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def sync_path(path: Path) -> None:
    """Make a file's bytes, or the names in a folder, survive a loss of power."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)


def sync_paths(paths: Collection[Path]) -> None:
    """The same for many at once: side by side, since a file system commits what waits together in one go."""
    if len(paths) < 16:
        for path in paths:
            sync_path(path)
    else:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(sync_path, paths))


def write_whole(path: Path, data: bytes, *, mode: int = 0o644, durable: bool = True) -> None:
    """Put ``data`` at ``path``, replacing what was there at once. ``durable=False`` for what may be lost (derived)."""
    beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        write(descriptor, data)
        if durable:
            sync(descriptor)
    finally:
        os.close(descriptor)
    replace(beside, path)
    if durable:
        sync_path(path.parent)


def append(path: Path, data: bytes) -> None:
    """Add ``data`` at the end of ``path`` and sync. A kill in between may leave a part: the reader must expect it."""
    new = not path.exists()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        write(descriptor, data)
        sync(descriptor)
    finally:
        os.close(descriptor)
    if new:
        sync_path(path.parent)


def append_unsynced(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Add ``data`` at the end of ``path``; the caller syncs it, and its folder, together with others."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, mode)
    try:
        write(descriptor, data)
    finally:
        os.close(descriptor)


def is_plain_file(path: Path) -> bool:
    """A regular file itself, no link to one: a stick may hold anything under any name."""
    return path.is_file() and not path.is_symlink()


class FolderLock:
    """One writer at a time, over threads and processes. Enter as often as needed in one thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = threading.RLock()
        self._depth = 0
        self._descriptor = -1

    @contextlib.contextmanager
    def __call__(self) -> Iterator[None]:
        with self._thread:
            if self._depth == 0:
                self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
                fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    os.close(self._descriptor)
