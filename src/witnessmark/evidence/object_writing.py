"""Writing the bytes of one object: sealed on the way, both digests taken, in constant memory.

Hashing, encrypting and writing of large content run side by side: each lets the other threads go on while it works.
"""

import hashlib
from collections import deque
from collections.abc import Iterable
from itertools import chain

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from witnessmark.evidence import files
from witnessmark.evidence.sealing import SEALED, chunk_cipher, even_chunks, seal_chunk

AHEAD = 4
"""Chunks that may wait between two steps."""


class Digests:
    """Of what was written: SHA-256 of all stored bytes, and of the content alone with its size."""

    def __init__(self, head: bytes) -> None:
        self.stored = hashlib.sha256(head)
        self.content = hashlib.sha256()
        self.size = 0


def write_plain(descriptor: int, head: bytes, chunks: Iterable[bytes]) -> Digests:
    """Header and content as they are."""
    digests, pending = Digests(head), head
    for chunk in chunks:
        digests.stored.update(chunk)
        digests.content.update(chunk)
        digests.size += len(chunk)
        files.write(descriptor, pending + chunk if pending else chunk)
        pending = b""
    files.write(descriptor, pending)
    return digests


def write_sealed(descriptor: int, object_key: bytes, salt: bytes, chunks: Iterable[bytes]) -> Digests:
    """Header, salt and the content in sealed chunks."""
    head = SEALED + salt
    digests, cipher = Digests(head), chunk_cipher(object_key, salt)
    pieces = even_chunks(chunks)
    first, last = next(pieces)
    if last:
        sealed = seal_chunk(cipher, 0, first, last=True)
        digests.content.update(first)
        digests.stored.update(sealed)
        digests.size = len(first)
        files.write(descriptor, head + sealed)
        return digests
    files.write(descriptor, head)
    _write_long(descriptor, digests, cipher, chain([(first, False)], pieces))
    return digests


def _write_long(descriptor: int, digests: Digests, cipher: AESGCM, pieces: Iterable[tuple[bytes, bool]]) -> None:
    from concurrent.futures import Future, ThreadPoolExecutor

    def store(sealed: bytes) -> None:
        digests.stored.update(sealed)
        files.write(descriptor, sealed)

    # One thread each, so that the order within a step is kept.
    with ThreadPoolExecutor(1) as hashing, ThreadPoolExecutor(1) as storing:
        waiting: deque[Future[None]] = deque()
        for number, (chunk, last) in enumerate(pieces):
            digests.size += len(chunk)
            waiting.append(hashing.submit(digests.content.update, chunk))
            waiting.append(storing.submit(store, seal_chunk(cipher, number, chunk, last=last)))
            while len(waiting) > 2 * AHEAD:
                waiting.popleft().result()
        for done in waiting:
            done.result()
