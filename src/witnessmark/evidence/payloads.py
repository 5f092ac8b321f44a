"""What objects hold when they hold no file: everything that must be erasable, as JSON."""

import hashlib
import secrets
from typing import Any

import msgspec

from witnessmark.model.span import Span


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """Whose device it is."""

    name: str
    role: str | None = None


class PersonRegister(msgspec.Struct, frozen=True, kw_only=True):
    """Who a person of the case is. ``names`` begin with the fullest; the rest is what a redaction must take out too."""

    names: tuple[str, ...]
    attributes: tuple[str, ...] = ()
    ages: tuple[int, ...] = ()
    occupations: tuple[str, ...] = ()
    key: str | None = None
    """How the person's mentions are found again in the case, where the first name alone does not tell."""


class GazetteerRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A gazetteer of the team's own, as it was given."""

    file_name: str
    size: int
    sha256: str
    """Of its bytes: the id of a reader that uses it holds the beginning."""


class LawRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A law file of the team's own, as it was given. ``version`` is what it says of itself."""

    file_name: str
    size: int
    sha256: str
    version: str


class PassageSecret(msgspec.Struct, frozen=True):
    """What the salts of everything released of a source come from, 64 hex digits. Whoever has it can test guesses at
    what was withheld."""

    secret: str


class DocumentCuts(msgspec.Struct, frozen=True, kw_only=True):
    """Where a document was cut for a release: ``document`` is the released id, ``original`` the address of the
    ``Document``, ``secret`` that of the ``PassageSecret`` of its source; ``starts`` are offsets in the original."""

    document: str
    source: str
    original: str
    secret: str
    starts: tuple[int, ...]
    root: str


class ReleaseCuts(msgspec.Struct, frozen=True):
    """The cuts of all documents of a release. Offsets, addresses and salted digests only."""

    documents: tuple[DocumentCuts, ...]


class DerivativeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How something was made from a source: the tool with its version, and what it was told."""

    tool: str
    parameters: dict[str, str] = {}


class Note(msgspec.Struct, frozen=True):
    """Free words: the reason of a decision or a waiver, a remark on custody."""

    text: str


class Commitment(msgspec.Struct, frozen=True):
    """A salted digest: ``digest`` is the SHA-256 of the bytes of ``salt`` followed by the text in UTF-8."""

    salt: str
    digest: str

    @classmethod
    def to(cls, text: str, salt: bytes | None = None) -> "Commitment":
        salt = salt or secrets.token_bytes(32)
        return cls(salt.hex(), hashlib.sha256(salt + text.encode()).hexdigest())

    def holds(self, text: str) -> bool:
        return Commitment.to(text, bytes.fromhex(self.salt)) == self


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What a reviewer was shown: words by document and offsets with a commitment to them, and every value beside them.
    ``corrected`` is field to new value where the verdict is "corrected"."""

    document: str | None = None
    start: int | None = None
    end: int | None = None
    quote: Commitment | None = None
    act: str | None = None
    values: dict[str, Any] = {}
    corrected: dict[str, str] = {}

    @classmethod
    def of(cls, document: str, span: Span, **more: Any) -> "Shown":
        return cls(document=document, start=span.start, end=span.end, quote=Commitment.to(span.quote), **more)

    def span(self, text: str) -> Span | None:
        """The words again, from the text of the document; None when they are not what was shown."""
        if self.start is None or self.end is None or self.quote is None or not 0 <= self.start < self.end <= len(text):
            return None
        words = text[self.start : self.end]
        return Span(self.start, self.end, words) if self.quote.holds(words) else None
