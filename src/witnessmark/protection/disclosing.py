"""Keeping what opens withheld passages, and opening one for a court: words, salt, and the way to the signed root.

Every source has a secret, an object that goes with it: once it is destroyed, nobody can test a guess at what was
withheld, the team included. The secret of each document of each release comes from it.
"""

import secrets as randomness
from collections.abc import Iterable, Sequence

import msgspec

from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import MissingObject
from witnessmark.evidence.kinds import PassagesKept, SourceSalted
from witnessmark.evidence.payloads import DocumentCuts, PassageSecret, ReleaseCuts
from witnessmark.model.acts import taxonomy
from witnessmark.model.case import Document
from witnessmark.model.casefile import CaseFile
from witnessmark.model.claim import Claim
from witnessmark.model.consent import ConsentLevel
from witnessmark.model.span import Span
from witnessmark.protection import merkle
from witnessmark.protection.gate import Draft
from witnessmark.protection.passages import SECRET, document_secret, leaves_of, salt_of, words_of
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
    """The secrets of the documents of a release, by released id, and what is needed to disclose its passages later kept
    in the case. Building a release again gives the same secrets and therefore the same bytes."""
    release = draft.release.id
    kept = _kept_before(case, draft)
    if kept is not None:
        return kept
    with case.recording():
        salted = case.state().salted  # asked once: each secret that is made changes the state
        known = {
            source: _secret_of(case, source, salted.get(source, ()), device)
            for source in dict.fromkeys(cut.source for cut in draft.cuts)
        }
        secrets = {cut.document: document_secret(known[cut.source][1], release, cut.document) for cut in draft.cuts}
        cuts = ReleaseCuts(
            tuple(
                DocumentCuts(
                    document=cut.document,
                    source=cut.source,
                    original=cut.original,
                    secret=known[cut.source][0],
                    starts=cut.starts,
                    root=merkle.root(leaves_of(cut.words(), secrets[cut.document], cut.document)).hex(),
                )
                for cut in draft.cuts
            )
        )
        case.record(PassagesKept(release=release, cuts=case.objects.add_value(cuts).address), device=device)
    return secrets


def _kept_before(case: Case, draft: Draft) -> dict[str, bytes] | None:
    """The secrets with which the release was built before, here or on a device whose journal is here."""
    release, wanted = draft.release.id, {(cut.document, cut.original, cut.starts) for cut in draft.cuts}
    for each in case.state().passages:
        if each.release != release or each.cuts not in case.objects:
            continue
        cuts = case.objects.read_value(each.cuts, ReleaseCuts).documents
        if {(cut.document, cut.original, cut.starts) for cut in cuts} == wanted:
            return {
                cut.document: document_secret(_read_secret(case, cut.secret), release, cut.document) for cut in cuts
            }
    return None


def _secret_of(case: Case, source: str, salted: Sequence[str], device: str | None) -> tuple[str, bytes]:
    """Address and value of the secret of a source; made when there is none at the addresses ``salted``."""
    for address in salted:
        if address in case.objects:
            return address, _read_secret(case, address)
    secret = randomness.token_bytes(SECRET)
    address = case.objects.add_value(PassageSecret(secret.hex())).address
    case.record(SourceSalted(source=source, secret=address), device=device)
    return address, secret


def _read_secret(case: Case, address: str) -> bytes:
    return bytes.fromhex(case.objects.read_value(address, PassageSecret).secret)


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A released document with what opens it. Holds the original words: never printed as a whole."""

    release: str
    cuts: DocumentCuts
    secret: bytes
    text: str

    def __repr__(self) -> str:
        return f"<Opened {self.cuts.document}>"

    @property
    def words(self) -> list[str]:
        return words_of(self.text, self.cuts.starts)

    def span(self, number: int) -> tuple[int, int]:
        """Where passage ``number`` (from 1) stands in the original."""
        ends = (*self.cuts.starts[1:], len(self.text))
        return self.cuts.starts[number - 1], ends[number - 1]


def open_document(case: Case, release: str, document: str, root: str | None = None) -> Opened:
    """What opens a document of a release; ``root`` is the one that the release at hand has for it, which decides where
    the same release was built on two devices. Raises ``NotDisclosableError``."""
    found: list[Opened] = []
    reason = "not-kept"
    for each in case.state().passages:
        if each.release != release:
            continue
        for cuts in case.objects.read_value(each.cuts, ReleaseCuts).documents:
            if cuts.document != document:
                continue
            if root not in (None, cuts.root):
                reason = "another-root"
                continue
            try:
                secret = document_secret(_read_secret(case, cuts.secret), release, document)
                text = case.objects.read_value(cuts.original, Document).text
            except MissingObject:
                reason = "erased"
                continue
            found.append(Opened(release=release, cuts=cuts, secret=secret, text=text))
    if not found:
        raise NotDisclosableError(reason)
    if len({each.cuts.root for each in found}) > 1:
        raise NotDisclosableError("built-twice")
    return found[0]


def refused(file: CaseFile, opened: Opened, numbers: Iterable[int], *, sealed: bool) -> dict[int, str]:
    """Which passages may not be disclosed and why: ``consent`` where the source, a speaker or somebody named in it did
    not allow as much as a court needs, ``sealed`` where a sealed act is told and ``sealed`` was not asked for."""
    source = file.sources[opened.cuts.source]
    known = taxonomy().acts

    def acts_of(claim: Claim) -> tuple[str, ...]:
        return reviewed(claim, file.decisions.get(claim.id, ())).acts

    claims = [claim for claim in file.claims.values() if claim.document == opened.cuts.original]
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
            if any(name == opened.cuts.original and meets(span) for name, span in person.mentions)
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
    secret, document = opened.secret, opened.cuts.document
    leaves = leaves_of(words, secret, document)
    return Disclosure(
        release=opened.release,
        document=document,
        root=opened.cuts.root,
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
