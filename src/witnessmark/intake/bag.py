"""Bags (BagIt, RFC 8493): a payload in ``data/``, with manifests of its digests and words about the whole.

Nothing is fetched: what ``fetch.txt`` names is only reported as lacking.
"""

import re
from collections import defaultdict
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from witnessmark.intake.told import ALGORITHMS, Received, Told, agrees

DECLARATION = "bagit.txt"
_MANIFEST = re.compile(r"manifest-([a-z0-9]+)\.txt")
_LINE = re.compile(r"\s*([0-9a-fA-F]+)\s+\*?(.+)")
_ENCODINGS = frozenset({"utf-8", "utf-16", "iso-8859-1", "us-ascii", "windows-1251", "windows-1252"})
_LARGEST = 64 << 20
"""Bytes of a tag file that are read at most."""


def is_bag(folder: Path) -> bool:
    return (folder / DECLARATION).is_file() and (folder / "data").is_dir()


def read_bag(folder: Path) -> Received:
    """Its payload, with the words of ``bag-info.txt``, each file compared with every manifest. Links are left out, and
    so is a path that leads out of the payload."""
    encoding = _encoding(folder)
    expected: dict[str, dict[str, str]] = defaultdict(dict)
    used = []
    for manifest in sorted(folder.glob("manifest-*.txt")):
        match = _MANIFEST.fullmatch(manifest.name)
        if match and match[1] in ALGORITHMS:
            used.append(match[1])
            for digest, name in _entries(manifest, encoding):
                expected[name][match[1]] = digest
    info = _text(folder / "bag-info.txt", encoding).strip()
    about = f"BagIt bag, payload checked by {', '.join(used) or 'nothing'}"
    files: list[tuple[Path, str]] = []
    told: dict[Path, Told] = {}
    there = set()
    for path in sorted((folder / "data").rglob("*")):
        if path.is_symlink() or not path.is_file() or _through_link(path, folder):
            continue
        name = path.relative_to(folder).as_posix()
        there.add(name)
        verdict = agrees(path, expected.get(name, {}))
        problem = {True: None, False: "not-as-listed", None: "not-listed"}[verdict]
        digests = "".join(f"\n{algorithm}: {digest}" for algorithm, digest in sorted(expected.get(name, {}).items()))
        told[path] = Told(
            event="bag-verified" if verdict else "bag-mismatch",
            note=f"{about}\npath: {name}{digests}\n{info}".strip(),
            problem=problem,
            detail=None if problem is None else _DETAILS[problem],
        )
        files.append((path, f"{folder.name}/{name.removeprefix('data/')}"))
    lacking = [
        (f"{folder.name}/{name.removeprefix('data/')}", "lacking" if _inside(name) else "unsafe-path")
        for name in sorted(expected.keys() - there)
    ]
    return Received(kind="bagit", files=tuple(files), told=told, lacking=tuple(lacking))


_DETAILS = {
    "not-as-listed": "its bytes are not what the manifest of the bag says",
    "not-listed": "no manifest of the bag lists it",
}


def _encoding(folder: Path) -> str:
    match = re.search(r"^Tag-File-Character-Encoding:\s*(\S+)", _text(folder / DECLARATION, "utf-8"), re.MULTILINE)
    named = match[1].lower() if match else "utf-8"
    return named if named in _ENCODINGS else "utf-8"


def _text(path: Path, encoding: str) -> str:
    """A tag file; empty when there is none. A link is none: it may lead anywhere."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
        return ""
    return path.read_bytes().decode(encoding, "replace").removeprefix("\ufeff")


def _entries(manifest: Path, encoding: str) -> list[tuple[str, str]]:
    """Digest and path; ``%0A``, ``%0D`` and ``%25`` in a path stand for what they encode (RFC 8493, 2.1.3)."""
    found = []
    for line in re.split(r"\r\n|\r|\n", _text(manifest, encoding)):
        match = _LINE.fullmatch(line)
        if match:
            raw = match[2].removeprefix("./")
            name = re.sub(r"%(?:0[AaDd]|25)", lambda code: unquote(code[0]), raw)
            # Not every program that makes bags encodes a per cent sign.
            found.append((match[1], raw if (manifest.parent / raw).is_file() else name))
    return found


def _inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return len(parts) > 1 and parts[0] == "data" and ".." not in parts


def _through_link(path: Path, folder: Path) -> bool:
    return any(parent.is_symlink() for parent in path.parents if parent.is_relative_to(folder))
