"""ZIP files and folders: every member is a source of its own, given to the caller; nothing is unpacked to a path.

The archive itself is preserved whole, so a member that is refused here is not lost, only not read.
"""

import stat
import zipfile
from pathlib import Path, PurePosixPath

from witnessmark.intake import limits
from witnessmark.intake.result import Intake, Part, Request, Unreadable
from witnessmark.intake.zips import opened_zip, refuse_bomb, refuse_overlap

_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_ENCRYPTED = 1
_UTF8_NAME = 0x800


def read_zip(request: Request) -> Intake:
    try:
        with opened_zip(request.place) as archive:
            entries = [(index, entry) for index, entry in enumerate(archive.infolist()) if not entry.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable("damaged", "the archive is cut off or broken") from error
    if not entries:
        raise Unreadable("empty", "the archive holds no file")
    for _, entry in entries:
        refuse_bomb(entry)
    refuse_overlap([entry for _, entry in entries])
    request.nesting.spend(len(entries), sum(entry.file_size for _, entry in entries))
    parts: list[Part] = []
    refused: dict[str, int] = {}
    path = request.place if isinstance(request.place, Path) else None
    for index, entry in entries:
        name = _member_name(entry).replace("\\", "/")
        problem = _refusal(name, entry)
        if problem:
            refused[problem] = refused.get(problem, 0) + 1
        elif not _is_litter(name):
            parts.append(Part(name=name, size=entry.file_size, path=path, member=index))
    return _answer(request, parts, refused)


def read_folder(request: Request) -> Intake:
    """Every file below the folder, in order of name. Links are not followed: they may lead anywhere."""
    parts: list[Part] = []
    refused: dict[str, int] = {}
    if not isinstance(request.place, Path):
        raise Unreadable("unknown-format", "a folder is read by its path")
    stack = [request.place]
    while stack:
        for path in sorted(stack.pop().iterdir()):
            if path.is_symlink():
                refused["link"] = refused.get("link", 0) + 1
            elif path.is_dir():
                stack.append(path)
            elif path.is_file() and path.name not in _LITTER:
                name = path.relative_to(request.place).as_posix()
                parts.append(Part(name=name, size=path.stat().st_size, path=path))
    parts.sort(key=lambda part: part.name)
    if not parts and not refused:
        raise Unreadable("empty", "the folder holds no file")
    return _answer(request, parts, refused)


def _member_name(entry: zipfile.ZipInfo) -> str:
    """The member's name. Where the archive does not say UTF-8, Windows wrote it in the code page of its country."""
    if entry.flag_bits & _UTF8_NAME or entry.filename.isascii():
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp866", "replace")


def _refusal(name: str, entry: zipfile.ZipInfo) -> str | None:
    mode = entry.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "link"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "link"  # devices and pipes: as little a file as a link is
    if name.startswith("/") or ".." in PurePosixPath(name).parts or name[1:2] == ":" or "\0" in name:
        return "unsafe-path"
    if entry.flag_bits & _ENCRYPTED:
        return "encrypted"
    if entry.file_size > limits.MAX_MEMBER_BYTES:
        return "too-large"
    return None


def _is_litter(name: str) -> bool:
    path = PurePosixPath(name)
    return path.name in _LITTER or path.parts[0] == "__MACOSX"


def _answer(request: Request, parts: list[Part], refused: dict[str, int]) -> Intake:
    order = ("unsafe-path", "link", "encrypted", "too-large")
    problem = next((kind for kind in order if kind in refused), None)
    detail = "members refused: " + ", ".join(f"{refused[kind]} {kind}" for kind in order if kind in refused)
    return Intake(
        media_type=request.media_type, parts=tuple(parts), problem=problem, detail=detail if problem else None
    )
