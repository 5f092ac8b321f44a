"""Checking what a release says of its passages, and a disclosure of one of them, with the standard library alone.

``docs/explanation/verifiable-redaction.md`` has the formats; ``passages`` and ``disclosing`` write them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from witnessmark.protection import merkle
from witnessmark.protection.sealed_files import Files, read

PASSAGES = "witnessmark-passages/1"
DISCLOSURE = "witnessmark-disclosure/1"
FOLDER = "data/passages"
SALT = 32
"""Bytes of a salt."""
_WITHHELD = frozenset({"withheld", "pseudonym"})


@dataclass(frozen=True)
class PassageFile:
    """``data/passages/<document>.json``: what the release says of one document. ``leaves`` are the digests of its
    passages, ``text`` is the released text, ``shown`` has the words of each passage, None where it was withheld."""

    release: str
    document: str
    root: str
    leaves: tuple[bytes, ...]
    shown: tuple[str | None, ...]
    text: str

    @property
    def computed_root(self) -> str:
        return merkle.root(self.leaves).hex()


def passage_digest(salt: bytes, text: str) -> bytes:
    """The leaf of a passage: SHA-256 of 0x00, the 32 bytes of the salt, and the words in UTF-8."""
    if len(salt) != SALT:
        raise ValueError("a salt has 32 bytes")
    return merkle.leaf(salt + text.encode("utf-8", "surrogatepass"))


def read_passages(data: bytes) -> PassageFile:
    """The file; raises ``ValueError`` for what is none."""
    try:
        found = json.loads(data)
        if found["format"] != PASSAGES or found.keys() != {"format", "release", "document", "root", "passages"}:
            raise ValueError("it is no file of passages of this version")
        passages = found["passages"]
        return PassageFile(
            release=_words(found["release"]),
            document=_words(found["document"]),
            root=_words(found["root"]),
            leaves=tuple(_leaf(passage) for passage in passages),
            shown=tuple(passage.get("text") for passage in passages),
            text="".join(passage["text"] if "text" in passage else passage["instead"] for passage in passages),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("it is no file of passages") from error


def _leaf(passage: Mapping[str, Any]) -> bytes:
    """The digest of a passage that is shown, with words and salt, or withheld, with its digest and what stands instead.
    Whatever else it holds makes it neither."""
    if passage.keys() == {"text", "salt"}:
        return passage_digest(digest_bytes(passage["salt"]), _words(passage["text"]))
    if passage.keys() == {"digest", "instead", "kind"} and passage["kind"] in _WITHHELD:
        _words(passage["instead"])
        return digest_bytes(passage["digest"])
    raise ValueError("a passage is neither shown nor withheld")


def digest_bytes(value: object) -> bytes:
    """The 32 bytes of a digest or salt as 64 lower-case hex digits; raises ``ValueError`` for anything else."""
    data = bytes.fromhex(_words(value))
    if len(data) != SALT or value != data.hex():
        raise ValueError("a digest or salt has 64 lower-case hex digits")
    return data


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text is expected")
    return value


def _names(files: Files) -> list[str]:
    return [name for name in files.names() if str(PurePosixPath(name).parent) == FOLDER and name.endswith(".json")]


def roots_in(files: Files) -> list[dict[str, Any]]:
    """What the manifest says of the documents of a built release: id, number of passages and root, in order of id."""
    found = [read_passages(read(files, name)) for name in _names(files)]
    return [
        {"document": each.document, "passages": len(each.leaves), "root": each.root}
        for each in sorted(found, key=lambda each: each.document)
    ]


def signed_roots(manifest: Mapping[str, Any]) -> dict[str, tuple[int, str]]:
    """By document the number of passages and the root that a manifest says. Raises ``ValueError`` for another form."""
    found: dict[str, tuple[int, str]] = {}
    declared = manifest.get("documents", [])
    if not isinstance(declared, list):
        raise ValueError("the manifest lists no documents")
    for entry in declared:
        if not isinstance(entry, dict) or not isinstance(entry.get("passages"), int):
            raise ValueError("an entry of the manifest has the wrong form")
        name = _words(entry.get("document"))
        if name in found:
            raise ValueError("the manifest names a document twice")
        found[name] = (entry["passages"], _words(entry.get("root")))
    return found


def check_passages(files: Files, manifest: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is wrong with the passages of a release: (file, reason). Never raises for what it holds."""
    try:
        signed = signed_roots(manifest)
    except ValueError:
        return [("manifest.json", "unreadable")]
    findings = []
    records = _record_texts(files)
    seen = set()
    for name in _names(files):
        try:
            found = read_passages(read(files, name))
        except (ValueError, OSError):
            findings.append((name, "unreadable"))
            continue
        seen.add(found.document)
        if name != f"{FOLDER}/{found.document}.json" or found.release != manifest.get("release"):
            findings.append((name, "wrong-document"))
        if signed.get(found.document) != (len(found.leaves), found.root) or found.computed_root != found.root:
            findings.append((name, "wrong-root"))
        if records.get(found.document, found.text) != found.text:
            findings.append((name, "wrong-text"))
    return findings + [(f"{FOLDER}/{name}.json", "missing") for name in sorted(signed.keys() - seen)]


def _record_texts(files: Files) -> dict[str, object]:
    """The released texts by document, as the reading records of the release give them."""
    found = {}
    for name in ("data/reading-records.jsonl", "reading-records.jsonl"):
        try:
            for line in read(files, name).splitlines():
                record = json.loads(line)
                found[str(record["id"])] = record["text"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            continue
    return found


@dataclass(frozen=True)
class DisclosureReport:
    """What a disclosure proves: ``findings`` is reason by passage, 0 for all of it. Holds the words of the passages."""

    ok: bool
    findings: dict[int, str]
    release: str | None = None
    document: str | None = None
    passages: dict[int, str] | None = None
    """Number of a passage to its words, of those that proved to be the ones committed to."""
    whole: bool = False
    """Every passage of the document is disclosed: joined, they are the original text."""


def check_disclosure(data: bytes, manifest: Mapping[str, Any]) -> DisclosureReport:
    """Check a disclosure against the manifest of a release, whose signature must have been checked. Never raises for
    what it holds."""
    try:
        found = json.loads(data)
        if found["format"] != DISCLOSURE:
            raise ValueError("another format")
        release, document, root = _words(found["release"]), _words(found["document"]), _words(found["root"])
        count, disclosed = found["passages"], found["disclosed"]
        signed = signed_roots(manifest)
        if not isinstance(count, int) or not isinstance(disclosed, list) or not disclosed:
            raise ValueError("nothing is disclosed")
    except (KeyError, TypeError, ValueError, RecursionError):
        return DisclosureReport(False, {0: "unreadable"})
    if release != manifest.get("release"):
        return DisclosureReport(False, {0: "another-release"}, release, document)
    if signed.get(document) != (count, root):
        return DisclosureReport(False, {0: "another-document"}, release, document)
    proved: dict[int, str] = {}
    findings: dict[int, str] = {}
    for each in disclosed:
        try:
            number, text = each["number"], _words(each["text"])
            leaf = passage_digest(digest_bytes(each["salt"]), text)
            reached = merkle.root_by(leaf, number - 1, count, [digest_bytes(one) for one in each["path"]])
        except (KeyError, TypeError, ValueError, RecursionError):
            findings[0] = "unreadable"
            continue
        if reached is None or reached.hex() != root:
            findings[number] = "not-the-one-committed-to"
        else:
            proved[number] = text
    return DisclosureReport(not findings, findings, release, document, proved, whole=len(proved) == count)
