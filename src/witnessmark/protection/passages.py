"""Verifiable redaction: a salted hash tree over the passages of a document, in the manner of RFC 9901.

A document is cut where the redaction cuts it. The release shows words and salt of each passage that is shown, and of each
that is withheld its digest alone; the root of all of them is signed. So anybody can check that nothing but what is marked
was taken out, and a passage disclosed later, with its salt, proves to be the one withheld. The tree is that of the
original text: whoever holds all salts can prove all of it. ``docs/explanation/verifiable-redaction.md`` has the format.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from witnessmark.model.release import ReleasedDocument, SegmentKind
from witnessmark.protection import merkle

FORMAT: Literal["witnessmark-passages/1"] = "witnessmark-passages/1"
FOLDER = "data/passages"
SALT = 32
"""Bytes of a salt, and of the secret that the salts of a document come from."""
_LABEL = b"witnessmark-passage/1\0"


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
    kind: SegmentKind = "text"

    @property
    def shown(self) -> bool:
        return self.text is not None

    @property
    def released(self) -> str:
        """What the released text has in this place."""
        return self.text if self.text is not None else self.instead or ""

    def leaf(self) -> bytes:
        """Raises ``ValueError`` when it is neither a passage shown nor one withheld."""
        if self.text is not None and self.salt is not None and self.digest is None and self.instead is None:
            return passage_digest(_digest_bytes(self.salt), self.text)
        if self.text is None and self.salt is None and self.digest is not None and self.kind != "text":
            return _digest_bytes(self.digest)
        raise ValueError("a passage is neither shown nor withheld")


class Passages(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file ``data/passages/<document>.json`` of a release."""

    format: Literal["witnessmark-passages/1"] = FORMAT
    release: str
    document: str
    root: str
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """The released text of the document."""
        return "".join(passage.released for passage in self.passages)

    def computed_root(self) -> str:
        """The root that the passages have. Raises ``ValueError`` when one of them has the wrong form."""
        return merkle.root([passage.leaf() for passage in self.passages]).hex()


def words_of(text: str, starts: Sequence[int]) -> list[str]:
    """A text cut at ``starts``, which begin with 0."""
    ends = [*starts[1:], len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def salt_of(secret: bytes, document: str, index: int) -> bytes:
    """The salt of passage ``index`` (from 0): HMAC-SHA-256 under the secret of the document, so that the salts of the
    passages that are shown tell nothing of the others."""
    return hmac.new(secret, _LABEL + document.encode() + b"\0" + str(index).encode(), hashlib.sha256).digest()


def passage_digest(salt: bytes, text: str) -> bytes:
    """The leaf of a passage: SHA-256 of 0x00, the 32 bytes of the salt, and the words in UTF-8."""
    if len(salt) != SALT:
        raise ValueError("a salt has 32 bytes")
    return merkle.leaf(salt + text.encode("utf-8", "surrogatepass"))


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


def read_passages(data: bytes) -> Passages:
    """The passages file; raises ``ValueError`` for what is none."""
    try:
        return msgspec.json.decode(data, type=Passages)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError("it is no file of passages") from error


def roots_in(folder: Path) -> list[dict[str, Any]]:
    """What the manifest says of the documents of a built release: id, number of passages and root, in order of id."""
    found = []
    for path in sorted((folder / FOLDER).glob("*.json")):
        passages = read_passages(path.read_bytes())
        found.append({"document": passages.document, "passages": len(passages.passages), "root": passages.root})
    return sorted(found, key=lambda entry: str(entry["document"]))


def check_passages(folder: Path, manifest: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is wrong with the passages of a release that is signed: (file, reason). Never raises for what it holds."""
    listed: dict[str, tuple[object, object]] = {}
    declared = manifest.get("documents", [])
    if not isinstance(declared, list) or not all(isinstance(entry, dict) for entry in declared):
        return [("manifest.json", "unreadable")]
    for entry in declared:
        listed[str(entry.get("document"))] = (entry.get("passages"), entry.get("root"))
    findings = []
    records = _record_texts(folder)
    seen = set()
    for path in sorted((folder / FOLDER).glob("*.json")):
        name = f"{FOLDER}/{path.name}"
        try:
            passages = read_passages(path.read_bytes())
            computed = passages.computed_root()
        except (ValueError, OSError):
            findings.append((name, "unreadable"))
            continue
        seen.add(passages.document)
        if path.name != f"{passages.document}.json" or passages.release != manifest.get("release"):
            findings.append((name, "wrong-document"))
        if listed.get(passages.document) != (len(passages.passages), passages.root) or computed != passages.root:
            findings.append((name, "wrong-root"))
        if records.get(passages.document, passages.text) != passages.text:
            findings.append((name, "wrong-text"))
    findings += [(f"{FOLDER}/{name}.json", "missing") for name in sorted(listed.keys() - seen)]
    return findings


def _record_texts(folder: Path) -> dict[str, str]:
    """The released texts by document, as the reading records of the release give them."""
    path = folder / "data/reading-records.jsonl"
    found = {}
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                found[str(record["id"])] = record["text"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return found
    return found


def _digest_bytes(value: str) -> bytes:
    data = bytes.fromhex(value)
    if len(data) != SALT or value != data.hex():
        raise ValueError("a digest or salt has 64 lower-case hex digits")
    return data
