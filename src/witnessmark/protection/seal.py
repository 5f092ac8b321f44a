"""Sealing a release, and verifying it: a signed manifest of every byte, checked by anybody, offline, without a case.

``verify_release`` needs the standard library and ``cryptography`` alone; ``sha256sum`` and ``openssl`` do as well, and
``verify.txt`` says how. A seal proves what this key published, not that it is true, and not whose key it is: compare
the fingerprint with one that you got elsewhere.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from witnessmark.protection import merkle
from witnessmark.protection.proof import check_passages, roots_in
from witnessmark.protection.sealed_files import BundleFiles, Files, FolderFiles, files_of, measure, read

if TYPE_CHECKING:
    from witnessmark.model.release import Release

MANIFEST, SIGNATURE, SUMS, KEY, PROCEDURE = "manifest.json", "manifest.sig", "SHA256SUMS", "publisher.pem", "verify.txt"
SUMS_SIGNATURE = "SHA256SUMS.sig"
"""The list for ``sha256sum`` is signed as well: who follows the written procedure compares files with it alone."""
FORMAT = "witnessmark-manifest/2"
UNSIGNED_LIST = "witnessmark-manifest/1"
"""Releases from before the list was signed. Our own verifiers compare their list with the manifest."""
_OUTSIDE = frozenset({MANIFEST, SIGNATURE, SUMS, SUMS_SIGNATURE})
"""Files that the manifest can't list: itself, the list that holds its digest, and the signatures of both."""


class UnsealableError(ValueError):
    """A folder holds something that no manifest can name safely."""


@dataclass(frozen=True)
class SealFinding:
    """Something wrong: the file, and a short reason such as ``changed``, ``missing`` or ``extra``."""

    file: str
    reason: str


@dataclass(frozen=True)
class ReleaseReport:
    """What verifying found. ``root`` and ``fingerprint`` (64 hex digits) are what to compare with another channel."""

    ok: bool
    findings: tuple[SealFinding, ...]
    files: int = 0
    release: str | None = None
    audience: str | None = None
    time: str | None = None
    root: str | None = None
    earlier: str | None = None
    fingerprint: str | None = None
    documents: int = 0
    """Documents whose passages were checked against their signed roots."""


def sign_manifest(
    folder: Path,
    release: "Release",
    sign: Callable[[bytes], bytes],
    public_key: bytes,
    *,
    earlier: str | None = None,
) -> str:
    """Seal ``folder`` and return the root. ``sign`` makes an Ed25519 signature with the key of ``public_key`` (32 raw
    bytes); ``earlier`` is the root of the release that this one replaces.

    Raises ``UnsealableError`` for symbolic links and names that a line of a checksum file can't hold.
    """
    (folder / KEY).write_bytes(public_pem(public_key))
    text = resources.files("witnessmark.protection").joinpath("data/verify.txt").read_text("utf-8")
    (folder / PROCEDURE).write_text(text.replace("{fingerprint}", fingerprint(public_key)), encoding="utf-8")
    files = FolderFiles(folder)
    entries = [_entry(files, path) for path in _files(folder) if path not in _OUTSIDE]
    root = merkle_root([_leaf(entry) for entry in entries])
    manifest = {
        "format": FORMAT,
        "release": release.id,
        "audience": str(release.audience),
        "time": release.time,
        "content": release.content,
        "publisher": {"algorithm": "Ed25519", "public_key": public_key.hex(), "fingerprint": fingerprint(public_key)},
        "approvals": [{"reviewer": a.reviewer, "device": a.device, "entry": a.entry} for a in release.approvals],
        "earlier": earlier,
        "root": root,
        "documents": roots_in(files),
        "files": entries,
    }
    from witnessmark.model.canonical import canonical

    data = canonical(manifest)
    sums = _sums(entries, data).encode()
    for name, content, signature in ((MANIFEST, data, SIGNATURE), (SUMS, sums, SUMS_SIGNATURE)):
        (folder / name).write_bytes(content)
        (folder / signature).write_bytes(sign(content))
    return root


def verify_release(path: Path) -> ReleaseReport:
    """Check a published folder, or a bundle of one, to the last byte. Every changed, missing or extra file is named.
    Never raises for what it holds."""
    try:
        files = files_of(path)
    except ValueError:
        return ReleaseReport(False, (SealFinding(path.name, "unreadable"),))
    try:
        return _verify(files)
    finally:
        if isinstance(files, BundleFiles):
            files.close()


def _printable(value: object) -> str | None:
    """Text that any output can hold: bytes of a file name that are no UTF-8, and half characters, are written out."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else None


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of a release, folder or bundle; raises ``ValueError``. Nothing is checked: verify it first."""
    files = files_of(path)
    try:
        return _mapping(json.loads(read(files, MANIFEST)))
    except (OSError, RecursionError) as error:
        raise ValueError("the release has no manifest") from error
    finally:
        if isinstance(files, BundleFiles):
            files.close()


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("an object is expected")
    return value


def _verify(files: Files) -> ReleaseReport:
    findings: list[SealFinding] = []
    try:
        data = read(files, MANIFEST)
        manifest = json.loads(data)
        entries = [_checked(entry) for entry in manifest["files"]]
        key = bytes.fromhex(manifest["publisher"]["public_key"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        found = [*(SealFinding(*problem) for problem in files.problems()), SealFinding(MANIFEST, "unreadable")]
        return ReleaseReport(False, tuple(found))
    if manifest.get("format") not in (FORMAT, UNSIGNED_LIST):
        findings.append(SealFinding(MANIFEST, "unknown-format"))
    if not _signed(files, SIGNATURE, data, key):
        findings.append(SealFinding(SIGNATURE, "bad-signature"))
    signed_list = manifest.get("format") != UNSIGNED_LIST or SUMS_SIGNATURE in set(files.names())
    if signed_list and not _signed(files, SUMS_SIGNATURE, _sums(entries, data).encode(), key):
        findings.append(SealFinding(SUMS_SIGNATURE, "bad-signature"))
    if manifest["publisher"].get("fingerprint") != fingerprint(key):
        findings.append(SealFinding(MANIFEST, "wrong-fingerprint"))
    if [entry["path"] for entry in entries] != sorted({entry["path"] for entry in entries}):
        findings.append(SealFinding(MANIFEST, "not-in-order"))
    if merkle_root([_leaf(entry) for entry in entries]) != manifest.get("root"):
        findings.append(SealFinding(MANIFEST, "wrong-root"))
    findings += _compare(files, entries, data, key)
    findings += [SealFinding(*found) for found in check_passages(files, manifest)]
    return ReleaseReport(
        ok=not findings,
        findings=tuple(SealFinding(_printable(found.file) or "", found.reason) for found in findings),
        files=len(entries),
        release=_printable(manifest.get("release")),
        audience=_printable(manifest.get("audience")),
        time=_printable(manifest.get("time")),
        root=_printable(manifest.get("root")),
        earlier=_printable(manifest.get("earlier")),
        fingerprint=fingerprint(key),
        documents=len(roots) if isinstance(roots := manifest.get("documents"), list) else 0,
    )


def fingerprint(public_key: bytes) -> str:
    """SHA-256 of the raw public key, 64 hex digits."""
    return hashlib.sha256(public_key).hexdigest()


def merkle_root(leaves: Sequence[bytes]) -> str:
    """The Merkle tree hash of RFC 6962, section 2.1, as hex digits."""
    return merkle.root([merkle.leaf(data) for data in leaves]).hex()


def _leaf(entry: dict[str, Any]) -> bytes:
    return f"{entry['sha256']} {entry['size']} {entry['path']}".encode()


def _files(folder: Path) -> Iterator[str]:
    """Paths of all files, in order of their code points."""
    found = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise UnsealableError("the folder holds a symbolic link or a device")
        if any(ord(sign) < 32 or sign == "\\" for sign in name):
            raise UnsealableError("a file name holds a control character or a backslash")
        if path.is_file():
            found.append(name)
    return iter(sorted(found))


def _entry(files: Files, name: str) -> dict[str, Any]:
    size, sha256 = measure(files, name)
    return {"path": name, "size": size, "sha256": sha256}


def _checked(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry of a manifest that may be hostile; raises ``ValueError`` unless it names a file inside the folder."""
    path, size, sha256 = entry["path"], entry["size"], entry["sha256"]
    if not isinstance(path, str) or not isinstance(size, int) or not isinstance(sha256, str):
        raise ValueError("an entry of the manifest has the wrong form")
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or path in _OUTSIDE or not path:
        raise ValueError("an entry of the manifest leads out of the folder")
    f"{sha256}{path}".encode()  # raises for half a character, which no list of digests can hold
    return {"path": path, "size": size, "sha256": sha256}


def _sums(entries: list[dict[str, Any]], manifest: bytes) -> str:
    lines = [f"{entry['sha256']}  {entry['path']}\n" for entry in entries]
    return "".join([*lines, f"{hashlib.sha256(manifest).hexdigest()}  {MANIFEST}\n"])


def _compare(files: Files, entries: list[dict[str, Any]], manifest: bytes, key: bytes) -> Iterator[SealFinding]:
    listed = {entry["path"]: entry for entry in entries}
    there = set(files.names())
    for problem in files.problems():
        yield SealFinding(*problem)
    for name in sorted(there - listed.keys() - _OUTSIDE):
        yield SealFinding(name, "extra")
    for name, entry in listed.items():
        if name not in there:
            yield SealFinding(name, "missing")
        elif not _is_entry(files, entry):
            yield SealFinding(name, "changed")
    if SUMS not in there:
        yield SealFinding(SUMS, "missing")
    elif _bytes(files, SUMS) != _sums(entries, manifest).encode():
        yield SealFinding(SUMS, "changed")
    if KEY in there and _bytes(files, KEY) != public_pem(key):
        yield SealFinding(KEY, "wrong-key")


def _is_entry(files: Files, entry: dict[str, Any]) -> bool:
    try:
        return _entry(files, entry["path"]) == entry
    except (OSError, ValueError):
        return False


def _bytes(files: Files, name: str) -> bytes | None:
    """None for what cannot be read."""
    try:
        return read(files, name)
    except (OSError, ValueError):
        return None


def _signed(files: Files, signature: str, data: bytes, key: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(read(files, signature), data)
    except (InvalidSignature, ValueError, OSError):
        return False
    return True


def public_pem(public_key: bytes) -> bytes:
    """The key as OpenSSL reads it; empty for bytes that are no key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    try:
        key = Ed25519PublicKey.from_public_bytes(public_key)
    except ValueError:
        return b""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
