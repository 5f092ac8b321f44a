"""Merkle trees as in RFC 6962 (section 2.1): what a leaf holds can never be taken for what a node holds."""

import hashlib
from collections.abc import Sequence


def leaf(data: bytes) -> bytes:
    """The digest of a leaf, 32 bytes: SHA-256 of 0x00 and what it holds."""
    return hashlib.sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The digest of a node, 32 bytes: SHA-256 of 0x01 and the digests of its two halves."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The digest of the tree over digests of leaves, in order; of none, that of no bytes at all."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = _half(len(leaves))
    return node(root(leaves[:half]), root(leaves[half:]))


def path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """What a proof needs beside leaf ``index`` (from 0): the digests of the other halves, from the leaf upwards."""
    if not 0 <= index < len(leaves):
        raise IndexError("no such leaf")
    if len(leaves) == 1:
        return []
    half = _half(len(leaves))
    if index < half:
        return [*path(leaves[:half], index), root(leaves[half:])]
    return [*path(leaves[half:], index - half), root(leaves[:half])]


def root_by(digest: bytes, index: int, count: int, beside: Sequence[bytes]) -> bytes | None:
    """The root that a leaf at ``index`` of ``count`` has with the path ``beside``; None when the path does not fit
    (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < count:
        return None
    if count == 1:
        return digest if not beside else None
    if not beside:
        return None
    half = _half(count)
    if index < half:
        inner = root_by(digest, index, half, beside[:-1])
        return None if inner is None else node(inner, beside[-1])
    inner = root_by(digest, index - half, count - half, beside[:-1])
    return None if inner is None else node(beside[-1], inner)


def _half(count: int) -> int:
    """The largest power of two below ``count``."""
    return 1 << ((count - 1).bit_length() - 1)
