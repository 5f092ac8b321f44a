"""What comes with a file from elsewhere: what a bag or an archiver wrote down of it, and whether its bytes agree."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

ALGORITHMS = ("sha512", "sha256", "sha3_512", "sha1", "md5")
"""Digests that are compared, the strongest first."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one file beside its bytes. ``event`` goes into the custody of the source, ``note`` into its
    record, ``problem`` is a short id when the bytes are not what was written down."""

    event: str
    note: str
    document_date: str | None = None
    problem: str | None = None
    detail: str | None = None


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A folder that was recognised: files to take in, each with the name to keep and what is told of it; and names of
    files that should be there and are not, with the reason."""

    kind: str
    files: tuple[tuple[Path, str], ...]
    told: dict[Path, Told]
    lacking: tuple[tuple[str, str], ...] = ()


def agrees(path: Path, expected: Mapping[str, str]) -> bool | None:
    """Whether the bytes have the digests that were written down, by algorithm; None when none of them is known."""
    known = [algorithm for algorithm in ALGORITHMS if algorithm in expected]
    if not known:
        return None
    with path.open("rb") as file:
        for algorithm in known:
            file.seek(0)
            if hashlib.file_digest(file, algorithm).hexdigest() != expected[algorithm].lower():
                return False
    return True
