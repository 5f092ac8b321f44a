"""Keeping what opens withheld passages, and opening one for a court: words, salt, and the way to the signed root.

Every document of a release has a secret of its own, an object that goes with its source: once it is destroyed, nobody
can test a guess at what was withheld, the team included.
"""

import secrets as randomness
from collections.abc import Iterable, Sequence

import msgspec

from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import MissingObject
from witnessmark.evidence.kinds import PassagesKept
from witnessmark.evidence.payloads import PassageKeys
from witnessmark.evidence.state import KeptPassages
from witnessmark.model.acts import taxonomy
from witnessmark.model.case import Document
from witnessmark.model.casefile import CaseFile
from witnessmark.model.claim import Claim
from witnessmark.model.consent import ConsentLevel
from witnessmark.model.span import Span
from witnessmark.protection import merkle
from witnessmark.protection.gate import Draft
from witnessmark.protection.passages import SECRET, leaves_of, salt_of, words_of
from witnessmark.protection.proof import DISCLOSURE
from witnessmark.protection.withholding import reviewed

NEEDED = ConsentLevel.ACCOUNTABILITY_SEALED
"""The least that everybody concerned must have allowed before their words go to a court."""


class Disclosed(msgspec.Struct, frozen=True, kw_only=True):
    """One passage: its number (from 1), salt and words, and the digests that lead from it to the root."""

    number: int
    salt: str
    text: str
    path: tuple[str, ...]


class Disclosure(msgspec.Struct, frozen=True, kw_only=True):
    """Passages of one document of a release, opened. ``passages`` is how many the document has."""

    format: str = DISCLOSURE
    release: str
    document: str
    root: str
    passages: int
    disclosed: tuple[Disclosed, ...]


class NotDisclosableError(ValueError):
    """A passage cannot or may not be disclosed. ``reason`` is a short id."""

    def __init__(self, reason: str, passages: Sequence[int] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.passages = tuple(passages)


def keep_passages(case: Case, draft: Draft, device: str | None) -> dict[str, bytes]:
    """The secrets of the documents of a release, by released id: those kept when it was first built, or new ones, which
    are kept. Building a release again therefore gives the same bytes."""
    release = draft.release.id
    found = {kept.document: kept for kept in reversed(case.state().passages) if kept.release == release}
    secrets: dict[str, bytes] = {}
    with case.recording():
        for cut in draft.cuts:
            kept = found.get(cut.document)
            if kept is not None and kept.keys in case.objects:
                secrets[cut.document] = bytes.fromhex(case.objects.read_value(kept.keys, PassageKeys).secret)
                continue
            secret = randomness.token_bytes(SECRET)
            root = merkle.root(leaves_of(cut.words(), secret, cut.document)).hex()
            keys = PassageKeys(document=cut.original, starts=cut.starts, secret=secret.hex(), root=root)
            address = case.objects.add_value(keys).address
            case.record(
                PassagesKept(release=release, source=cut.source, document=cut.document, keys=address), device=device
            )
            secrets[cut.document] = secret
    return secrets


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A released document with what opens it. Holds the original words: never printed as a whole."""

    kept: KeptPassages
    keys: PassageKeys
    text: str

    def __repr__(self) -> str:
        return f"<Opened {self.kept.document}>"

    @property
    def words(self) -> list[str]:
        return words_of(self.text, self.keys.starts)

    def span(self, number: int) -> tuple[int, int]:
        """Where passage ``number`` (from 1) stands in the original."""
        ends = (*self.keys.starts[1:], len(self.text))
        return self.keys.starts[number - 1], ends[number - 1]


def open_document(case: Case, release: str, document: str, root: str | None = None) -> Opened:
    """What opens a document of a release; ``root`` is the one that the release at hand has for it, which decides where
    the same release was built on two devices. Raises ``NotDisclosableError``."""
    kept = [each for each in case.state().passages if each.release == release and each.document == document]
    if not kept:
        raise NotDisclosableError("not-kept")
    found = []
    for each in kept:
        try:
            keys = case.objects.read_value(each.keys, PassageKeys)
            text = case.objects.read_value(keys.document, Document).text
        except MissingObject:
            continue
        if root is None or keys.root == root:
            found.append(Opened(kept=each, keys=keys, text=text))
    if not found:
        raise NotDisclosableError("erased" if root is None else "another-root")
    if len({each.keys.root for each in found}) > 1:
        raise NotDisclosableError("built-twice")
    return found[0]


def refused(file: CaseFile, opened: Opened, numbers: Iterable[int], *, sealed: bool) -> dict[int, str]:
    """Which passages may not be disclosed and why: ``consent`` where the source, a speaker or somebody named in it did
    not allow as much as a court needs, ``sealed`` where a sealed act is told and ``sealed`` was not asked for."""
    source = file.sources[opened.kept.source]
    known = taxonomy().acts

    def acts_of(claim: Claim) -> tuple[str, ...]:
        return reviewed(claim, file.decisions.get(claim.id, ())).acts

    claims = [claim for claim in file.claims.values() if claim.document == opened.keys.document]
    found: dict[int, str] = {}
    for number in numbers:
        start, end = opened.span(number)

        def meets(span: Span, start: int = start, end: int = end) -> bool:
            return span.start < end and start < span.end

        told = [claim for claim in claims if meets(claim.span)]
        people = {person for claim in told for person in claim.persons()}
        people |= {
            person.id
            for person in file.persons.values()
            if any(name == opened.keys.document and meets(span) for name, span in person.mentions)
        }
        levels = [file.persons[person].consent for person in people if person in file.persons]
        if min([source.consent, *(level for level in levels if level is not None)]) < NEEDED:
            found[number] = "consent"
        elif not sealed and any(act not in known or known[act].sealed for claim in told for act in acts_of(claim)):
            found[number] = "sealed"
    return found


def disclose(opened: Opened, numbers: Sequence[int]) -> Disclosure:
    """Open passages of a document; ``numbers`` count from 1. Raises ``NotDisclosableError`` for one that it has not."""
    words = opened.words
    missing = [number for number in numbers if not 1 <= number <= len(words)]
    if missing:
        raise NotDisclosableError("no-such-passage", missing)
    secret, document = bytes.fromhex(opened.keys.secret), opened.kept.document
    leaves = leaves_of(words, secret, document)
    return Disclosure(
        release=opened.kept.release,
        document=document,
        root=opened.keys.root,
        passages=len(words),
        disclosed=tuple(
            Disclosed(
                number=number,
                salt=salt_of(secret, document, number - 1).hex(),
                text=words[number - 1],
                path=tuple(digest.hex() for digest in merkle.path(leaves, number - 1)),
            )
            for number in sorted(set(numbers))
        ),
    )
