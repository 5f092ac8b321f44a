"""The files of a sealed release: in a folder, or in one bundle file. Both are read without writing anything.

A bundle is a ZIP file (APPNOTE 6.3) whose members are the files of the release, not compressed, in order of their
names, with one fixed time, and nothing else: every byte of it follows from the release, so the same release gives the
same bytes everywhere, and nothing can hide between the members.
"""

import hashlib
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

CHUNK = 1 << 20
_BROKEN = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, struct.error)
"""What reading a damaged ZIP file raises."""
_TIME = (1980, 1, 1, 0, 0, 0)
_ATTRIBUTES = 0o100644 << 16
"""An ordinary file that all may read."""
_UNIX = 3


class Files(Protocol):
    """Where the files of a release are."""

    def names(self) -> list[str]:
        """Paths of all ordinary files, with ``/`` between, in order."""

    def __contains__(self, name: str) -> bool: ...

    def problems(self) -> Iterator[tuple[str, str]]:
        """What no release may hold: (path, reason)."""

    def open(self, name: str) -> BinaryIO:
        """The bytes of a file. Raises ``OSError`` or ``ValueError`` when they cannot be had."""


class FolderFiles:
    """The files below a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names: dict[str, None] = {}
        self._problems: list[tuple[str, str]] = []
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_symlink():
                self._problems.append((name, "symbolic-link"))
            elif path.is_file():
                self._names[name] = None
            elif not path.is_dir():  # a pipe would be waited for
                self._problems.append((name, "no-ordinary-file"))

    def names(self) -> list[str]:
        return list(self._names)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def problems(self) -> Iterator[tuple[str, str]]:
        return iter(self._problems)

    def open(self, name: str) -> BinaryIO:
        return (self.folder / name).open("rb")


class BundleFiles:
    """The members of a bundle. Raises ``ValueError`` when the file is no bundle; close it after use."""

    def __init__(self, path: Path) -> None:
        try:
            self._archive = zipfile.ZipFile(path)
        except (OSError, ValueError, *_BROKEN) as error:
            raise ValueError("the file is no bundle") from error
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._problems: list[tuple[str, str]] = []
        for member in self._archive.infolist():
            reason = self._reason(member)
            if reason:
                self._problems.append((member.filename, reason))
            else:
                self._members[member.filename] = member
        if not _without_gaps(path, self._archive):
            self._problems.append((path.name, "hidden-bytes"))
        if sum(member.file_size for member in self._members.values()) > path.stat().st_size:
            self._members.clear()  # members that lie over one another: no end of work for nothing

    def _reason(self, member: zipfile.ZipInfo) -> str | None:
        name = member.filename
        unsafe = PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or not name
        if unsafe or "\\" in name or any(ord(sign) < 32 for sign in name):
            return "unsafe-path"
        if name in self._members:
            return "twice"
        plain = _member(name)
        for field in _AS_WRITTEN:
            if getattr(member, field) != getattr(plain, field):
                return "not-plain"
        return "not-plain" if member.compress_size != member.file_size else None

    def names(self) -> list[str]:
        return sorted(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def problems(self) -> Iterator[tuple[str, str]]:
        return iter(self._problems)

    def open(self, name: str) -> BinaryIO:
        try:
            return self._archive.open(self._members[name])  # type: ignore[return-value]
        except (KeyError, *_BROKEN) as error:
            raise ValueError("the bundle does not give this file") from error

    def close(self) -> None:
        self._archive.close()


def _without_gaps(path: Path, archive: zipfile.ZipFile) -> bool:
    """Whether header, member, header, member … directory, end is all that the file holds, each as it is written."""
    at, directory = 0, b""
    members = archive.infolist()
    try:
        with path.open("rb") as file:
            for member in members:
                header = member.FileHeader(zip64=False)
                file.seek(at)
                if member.header_offset != at or file.read(len(header)) != header:
                    return False
                directory += _in_directory(header, at)
                at += len(header) + member.file_size
            end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(members), len(members), len(directory), at, 0)
            file.seek(at)
            return file.read(len(directory) + len(end) + 1) == directory + end
    except (OSError, UnicodeError, OverflowError, struct.error, zipfile.LargeZipFile):
        return False


def _in_directory(header: bytes, at: int) -> bytes:
    """The entry in the directory of the member that begins at ``at`` with ``header`` (APPNOTE 4.3.12)."""
    made_by = struct.pack("<BB", zipfile.DEFAULT_VERSION, _UNIX)
    after = struct.pack("<3H2L", 0, 0, 0, _ATTRIBUTES, at)  # comment, disk, internal and external attributes, offset
    return b"PK\x01\x02" + made_by + header[4:30] + after + header[30:]


_AS_WRITTEN = (
    "date_time", "compress_type", "comment", "extra", "create_system", "create_version", "extract_version", "reserved",
    "flag_bits", "volume", "internal_attr", "external_attr",
)  # fmt: skip


def _member(name: str) -> zipfile.ZipInfo:
    """A member as every bundle has it."""
    member = zipfile.ZipInfo(name, _TIME)
    member.create_system, member.external_attr = _UNIX, _ATTRIBUTES
    member.flag_bits = 0 if name.isascii() else 0x800
    return member


def files_of(path: Path) -> FolderFiles | BundleFiles:
    """The files of the release at ``path``, a folder or a bundle. Raises ``ValueError`` for what is neither."""
    return FolderFiles(path) if path.is_dir() else BundleFiles(path)


def read(files: Files, name: str, limit: int = 1 << 30) -> bytes:
    """The bytes of a file, up to ``limit``; raises ``OSError`` or ``ValueError``."""
    if name not in files:
        raise ValueError("the file is missing")
    with files.open(name) as stream:
        try:
            data = stream.read(limit + 1)
        except _BROKEN as error:
            raise ValueError("the bundle is damaged") from error
    if len(data) > limit:
        raise ValueError("the file is too large")
    return data


def measure(files: Files, name: str) -> tuple[int, str]:
    """Size and SHA-256 of a file, in constant memory; raises ``OSError`` or ``ValueError``."""
    digest, size = hashlib.sha256(), 0
    with files.open(name) as stream:
        try:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
        except _BROKEN as error:
            raise ValueError("the bundle is damaged") from error
    return size, digest.hexdigest()


def write_bundle(folder: Path, out: Path) -> None:
    """Pack the files of a release into the bundle ``out``, whole or not at all. Raises ``ValueError`` for a folder that
    holds something that no bundle can."""
    files = FolderFiles(folder)
    if list(files.problems()):
        raise ValueError("the folder holds a symbolic link or a device")
    beside = out.with_name(f".{out.name}.new")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
            for name in files.names():
                member = _member(name)
                member.file_size = (folder / name).stat().st_size
                with files.open(name) as source, archive.open(member, "w") as target:
                    while chunk := source.read(CHUNK):
                        target.write(chunk)
        beside.replace(out)
    except zipfile.LargeZipFile as error:
        raise ValueError("a bundle holds at most 4 GiB and 65,535 files") from error
    finally:
        beside.unlink(missing_ok=True)
