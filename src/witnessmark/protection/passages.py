"""Verifiable redaction: a salted hash tree over the passages of a document, in the manner of RFC 9901.

A document is cut where the redaction cuts it. The release shows words and salt of each passage that is shown, and of
each that is withheld its digest alone; the root of all of them is signed. So anybody can check that nothing but what is
marked was taken out, and a passage disclosed later, with its salt, proves to be the one withheld. The tree is that of
the original text: whoever holds all salts can prove all of it. ``docs/explanation/verifiable-redaction.md`` has the
format.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from witnessmark.model.release import ReleasedDocument, SegmentKind
from witnessmark.protection import merkle
from witnessmark.protection.proof import FOLDER, PASSAGES, passage_digest

SECRET = 32
"""Bytes of a secret."""
_DOCUMENT, _LABEL = b"witnessmark-document/1\0", b"witnessmark-passage/1\0"


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """Where the redaction cut a document: ``starts`` are the offsets at which its passages begin in the original, the
    document ``original`` of the source ``source``. Holds the original text: never printed."""

    document: str
    """The released id."""
    source: str
    original: str
    starts: tuple[int, ...]
    text: str

    def __repr__(self) -> str:
        return f"<Cut of {self.document}>"

    def words(self) -> list[str]:
        """The passages of the original, in order. Joined, they are its text."""
        return words_of(self.text, self.starts)


class Passage(msgspec.Struct, frozen=True, omit_defaults=True):
    """One passage as a release shows it: ``text`` and ``salt``, or the ``digest`` alone and what stands ``instead``."""

    text: str | None = None
    salt: str | None = None
    digest: str | None = None
    instead: str | None = None
    kind: SegmentKind | None = None


class Passages(msgspec.Struct, frozen=True, kw_only=True):
    """The file ``data/passages/<document>.json`` of a release."""

    format: str = PASSAGES
    release: str
    document: str
    root: str
    passages: tuple[Passage, ...]


def words_of(text: str, starts: Sequence[int]) -> list[str]:
    """A text cut at ``starts``, which begin with 0."""
    ends = [*starts[1:], len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def document_secret(source_secret: bytes, release: str, document: str) -> bytes:
    """The secret of a document of a release, from that of its source: of one release nothing tells of another."""
    return hmac.new(source_secret, _DOCUMENT + f"{release}\0{document}".encode(), hashlib.sha256).digest()


def salt_of(secret: bytes, document: str, index: int) -> bytes:
    """The salt of passage ``index`` (from 0): HMAC-SHA-256 under the secret of the document, so that the salts of the
    passages that are shown tell nothing of the others."""
    return hmac.new(secret, _LABEL + document.encode() + b"\0" + str(index).encode(), hashlib.sha256).digest()


def leaves_of(words: Sequence[str], secret: bytes, document: str) -> list[bytes]:
    """The leaves of the passages of an original."""
    return [passage_digest(salt_of(secret, document, index), text) for index, text in enumerate(words)]


def passages_of(released: ReleasedDocument, cut: Cut, secret: bytes, release: str) -> Passages:
    """The passages of a released document. Raises ``ValueError`` when the cut is not that of the document."""
    words = cut.words()
    if len(words) != len(released.segments) or cut.document != released.id:
        raise ValueError("the cut is not that of the released document")
    passages = []
    for index, (segment, original) in enumerate(zip(released.segments, words, strict=True)):
        salt = salt_of(secret, released.id, index)
        if segment.kind == "text":
            if segment.text != original:
                raise ValueError("a passage that is shown is not what the original says")
            passages.append(Passage(text=original, salt=salt.hex()))
        else:
            digest = passage_digest(salt, original).hex()
            passages.append(Passage(digest=digest, instead=segment.text, kind=segment.kind))
    root = merkle.root(leaves_of(words, secret, released.id)).hex()
    return Passages(release=release, document=released.id, root=root, passages=tuple(passages))


def write_passages(
    folder: Path, release: str, documents: Sequence[ReleasedDocument], cuts: Sequence[Cut], secrets: Mapping[str, bytes]
) -> None:
    """Write the passages of every document that has a secret into the folder of a release. The same release with the
    same secrets gives the same bytes."""
    by_document = {cut.document: cut for cut in cuts}
    encoder = msgspec.json.Encoder()
    for document in documents:
        if document.id in secrets:
            made = passages_of(document, by_document[document.id], secrets[document.id], release)
            path = folder / FOLDER / f"{document.id}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(msgspec.json.format(encoder.encode(made), indent=1) + b"\n")
