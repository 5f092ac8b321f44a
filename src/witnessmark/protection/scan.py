"""The last look: every file of a built release, decoded, is searched for protected words before it is published."""

import hashlib
import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import unquote

import msgspec

from witnessmark.model.canonical import digest
from witnessmark.protection.decode import layers
from witnessmark.protection.fold import fold
from witnessmark.protection.forms import ProtectedWords

_CONTEXT = 24


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A protected word in a built file, or a file that can't be opened. It says where, never what.

    ``id`` is the digest of release, file, decoding, word and the words around: a waiver of one hit is none of another.
    ``how`` names the decodings, such as ``entities/base64``; ``line`` counts from 1 in the decoded text.
    """

    id: str
    file: str
    how: str
    line: int | None = None
    times: int = 1


def scan(
    folder: Path,
    protected: ProtectedWords,
    *,
    release: str = "",
    known: frozenset[str] = frozenset(),
    positions_may_stand: bool = False,
) -> tuple[Hit, ...]:
    """Every hit under ``folder``, in order of file. Files whose SHA-256 is in ``known`` are assets that ship with the
    software, unchanged: they are not opened. A symbolic link is a hit: it may lead anywhere; a position in an image is
    one unless ``positions_may_stand``."""
    paths = sorted(folder.rglob("*"))
    look = _Look(folder, protected, release, known, positions_may_stand)
    if len(paths) < MANY_FILES or (os.cpu_count() or 1) < 2:
        return tuple(hit for path in paths for hit in look.at(path))
    # Forked workers share the protected words in memory: they are never written or passed to another program.
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(mp_context=context, initializer=_look_in_worker, initargs=(look,)) as workers:
        return tuple(hit for found in workers.map(_at, paths, chunksize=64) for hit in found)


MANY_FILES = 400
"""From so many files on, the scan runs on every core."""


class _Look:
    """How to look at one file of a release."""

    def __init__(
        self, folder: Path, protected: ProtectedWords, release: str, known: frozenset[str], positions_may_stand: bool
    ) -> None:
        self.folder, self.protected, self.release = folder, protected, release
        self.known, self.positions_may_stand = known, positions_may_stand
        # An edition in which everybody may be named and every position may stand has nothing to hide in a file.
        self.something_to_find = len(protected) > 0 or not positions_may_stand

    def at(self, path: Path) -> list[Hit]:
        name = path.relative_to(self.folder).as_posix()
        found = list(_in_text(name, "file-name", unquote(name), self.protected, self.release))
        if path.is_symlink():
            found.append(_closed(name, "symbolic-link", self.release))
        elif path.is_file() and self.something_to_find:
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() not in self.known:
                found += _in_file(name, data, self.protected, self.release)
        if self.positions_may_stand:
            found = [hit for hit in found if not hit.how.endswith("image-position")]
        return _grouped(found, _shown(name, self.protected))


_worker: _Look | None = None


def _look_in_worker(look: _Look) -> None:
    global _worker
    _worker = look


def _at(path: Path) -> list[Hit]:
    assert _worker is not None  # noqa: S101 - set when the worker began
    return _worker.at(path)


def unwaived(hits: Iterable[Hit], waived: Iterable[str]) -> tuple[Hit, ...]:
    """The hits that nobody has said to be no leak."""
    ids = frozenset(waived)
    return tuple(hit for hit in hits if hit.id not in ids)


def _in_file(name: str, data: bytes, protected: ProtectedWords, release: str) -> Iterator[Hit]:
    for layer in layers(data):
        if layer.text is None:
            yield _closed(name, layer.how, release)
        else:
            yield from _in_text(name, layer.how, layer.text, protected, release, layer.shortest)


def _in_text(
    name: str, how: str, text: str, protected: ProtectedWords, release: str, shortest: int = 1
) -> Iterator[Hit]:
    for found in protected.find(text, shortest=shortest):
        around = fold(text[max(0, found.start - _CONTEXT) : found.end + _CONTEXT]).text
        word = fold(text[found.start : found.end]).text
        line = text.count("\n", 0, found.start) + 1
        yield Hit(id=_id(release, name, how, word, around), file=name, how=how, line=line)


def _closed(name: str, how: str, release: str) -> Hit:
    return Hit(id=_id(release, name, how, "", ""), file=name, how=how)


def _shown(name: str, protected: ProtectedWords) -> str:
    """A file name that itself holds a protected word is not repeated: a digest and the ending stand for it."""
    return f"{digest(name)[:12]}{Path(name).suffix}" if protected.holds(unquote(name)) else name


def _id(*parts: str) -> str:
    return digest(list(parts))[:32]


def _grouped(hits: Iterable[Hit], file: str) -> list[Hit]:
    """Hits that no reviewer could tell apart, as one with how many times it stands there."""
    first: dict[str, Hit] = {}
    for hit in hits:
        known = first.get(hit.id)
        first[hit.id] = hit if known is None else msgspec.structs.replace(known, times=known.times + 1)
    return [msgspec.structs.replace(hit, file=file) for hit in first.values()]
