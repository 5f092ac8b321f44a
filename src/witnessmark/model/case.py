"""What is in a case: sources as received, the documents read from them, and the persons they name."""

from typing import Literal

import msgspec

from witnessmark.model.consent import ConsentLevel
from witnessmark.model.span import Span

LocatorKind = Literal["page", "line", "second", "row", "cell", "part"]
Box = tuple[float, float, float, float]


class Locator(msgspec.Struct, frozen=True):
    """A stretch of a document's text (``start`` to ``end``, character offsets) and where it stands in the original.

    ``kind`` says what ``value`` counts: pages from 1, lines from 1, seconds as a decimal number, table rows from 1,
    ``Sheet!A1`` cells, parts of a mail or an archive. ``box`` is left, top, right, bottom as fractions of the page.
    """

    start: int
    end: int
    kind: LocatorKind
    value: str
    box: Box | None = None


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a source as read, with its map back. Stored as an object; reading again makes another document.

    ``date`` is the document's own date (ISO 8601) where it or its giver says one. ``tool`` names what made the text,
    for instance ``pdf/pypdfium2 5.15.2``; ``exact`` is False for what cannot be recomputed byte for byte (OCR).
    """

    text: str
    tool: str
    locators: tuple[Locator, ...] = ()
    title: str | None = None
    language: str | None = None
    date: str | None = None
    author: str | None = None
    kind: str = "text"
    exact: bool = True
    facts: dict[str, str] = {}
    """What the source says about itself: EXIF time, position and device, mail headers, sheet names."""
    records: tuple[dict[str, str], ...] = ()
    """Rows of a table of records, when the source is one: column name to value."""

    def locate(self, start: int, end: int) -> Locator | None:
        """The smallest mapped stretch that holds the characters ``start`` to ``end``, else the first that meets it."""
        holding = [loc for loc in self.locators if loc.start <= start and end <= loc.end]
        if holding:
            return min(holding, key=lambda loc: (loc.end - loc.start, loc.box is None))
        return next((loc for loc in self.locators if loc.start < end and start < loc.end), None)


class SourceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a source and must be erasable with it: kept as an object, never in the journal."""

    file_name: str
    size: int
    sha256: str
    """Of the bytes as received: what ``sha256sum`` prints."""
    media_type: str
    received: str
    """Device time of receipt, ISO 8601 with zone."""
    modified: str | None = None
    giver: str | None = None
    document_date: str | None = None
    note: str | None = None
    parent: str | None = None
    """The source that this one was part of: a mail, an archive."""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A person named in the case. ``names`` are the forms met, the fullest first. ``id`` is a salted digest."""

    id: str
    names: tuple[str, ...]
    attributes: tuple[str, ...] = ()
    """The words that carry age, occupation and other traits: what a redaction must take out as well."""
    ages: tuple[int, ...] = ()
    occupations: tuple[str, ...] = ()
    consent: ConsentLevel | None = None
    """None: the person takes the consent of the source."""
    protected: bool = False
    mentions: tuple[tuple[str, Span], ...] = ()
    """Where the person is named: document id and span."""
    born: tuple[str, ...] = ()
    """Days or years of birth as a list writes them."""
    merged: tuple[str, ...] = ()
    """Ids of the registered persons whom people said are this one; empty for a person who was not merged."""
    key: str = ""
    """By what the mentions were joined: a folded full name, or a single name with its document."""
