"""The reading record: what the reading step says about one text, and the one way in and out of that step.

It is the public, versioned interface described in ``docs/reference/reading-record.md``. Field names are part of that
interface. Offsets are Python character offsets, half-open. Lists refer to one another by index, never by name.
"""

from typing import Literal

import msgspec

from witnessmark.model.span import Span

Why = dict[str, str] | msgspec.UnsetType
"""For each field of a mention the rule that gave its value; only there when a reading was asked to explain itself."""

PlaceKind = Literal["settlement", "region", "country", "natural", "facility", "other"]
PlaceVia = Literal["gazetteer", "relation", "document", "none"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
DateAnchor = Literal["absolute", "document", "event", "none"]
ActorKind = Literal["person", "unit", "armed-force", "organisation", "authority", "group"]
Modality = Literal[
    "asserted", "threatened", "planned", "denied", "hypothetical", "hearsay", "general", "feared", "wished", "asked"
]
Polarity = Literal["positive", "negative"]
QuoteKind = Literal["direct", "indirect", "mixed"]
Basis = Literal[
    "direct", "participant", "hearsay-named", "hearsay-unnamed", "common-knowledge", "document",
    "mission-observation", "expert-opinion", "media", "analyst-inference",
]  # fmt: skip


class PlaceCandidate(msgspec.Struct, frozen=True):
    """One place that a name may mean, kept when the text does not decide. ``score`` is 0 to 1, best first."""

    name: str
    lat: float
    lon: float
    radius_km: float
    score: float
    admin: tuple[str, ...] = ()
    geonames: int | None = None
    katottg: str | None = None


class PlaceMention(Span, frozen=True, kw_only=True):
    """A place named in the text. ``lat`` and ``lon`` are WGS84 degrees or both None; ``radius_km`` is how far from that
    point the place may really be. ``admin`` runs from the largest unit down: country, oblast, raion, hromada."""

    name: str | None = None
    kind: PlaceKind = "other"
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    geonames: int | None = None
    via: PlaceVia = "none"
    katottg: str | None = None
    admin: tuple[str, ...] = ()
    relation: str | None = None
    """The relation that placed it, as a short id: ``outskirts-of``, ``near``, ``north-of`` …"""
    relative_to: int | None = None
    """Index of the place that the relation refers to."""
    candidates: tuple[PlaceCandidate, ...] = ()
    rule: str | None = None
    why: Why = msgspec.UNSET


class DateMention(Span, frozen=True, kw_only=True):
    """A time expression. ``timex`` is its TIMEX3 value, ``edtf`` the same in EDTF; ``earliest`` and ``latest`` are ISO
    days that bound it. What cannot be resolved is None, never a guess. An inferred value carries ``~`` in EDTF."""

    type: DateType = "DATE"
    timex: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    anchor: DateAnchor = "none"
    anchor_event: Span | None = None
    """The event words that the expression is relative to, when ``anchor`` is "event"."""
    anchor_date: int | None = None
    """Index of the date that dates that event."""
    basis: str | None = None
    """Why a value was given that the text does not state, in words for a person."""
    rule: str | None = None
    why: Why = msgspec.UNSET


class SpeakerMention(Span, frozen=True, kw_only=True):
    """Who is quoted: the words that name the speaker, the name to show, and the index of the actor if there is one."""

    name: str | None = None
    actor: int | None = None


class QuoteMention(Span, frozen=True, kw_only=True):
    """Reported words, with their quotation marks where they have them. ``speaker`` and ``cue`` are None when the text
    gives none."""

    speaker: SpeakerMention | None = None
    cue: Span | None = None
    kind: QuoteKind = "direct"
    rule: str | None = None
    why: Why = msgspec.UNSET


class ActorMention(Span, frozen=True, kw_only=True):
    """A named person, unit, force, body or group. ``name`` is the name in its base form; ``resolved`` a neutral
    identification (handbook section 12) or None; ``age`` in years and ``occupation`` are attributes as said."""

    name: str | None = None
    kind: ActorKind = "group"
    resolved: str | None = None
    age: int | None = None
    occupation: str | None = None
    attributes: tuple[Span, ...] = ()
    """The words that carry age, occupation and other traits of a person: what a redaction must take out."""
    rule: str | None = None
    why: Why = msgspec.UNSET


RoleValue = int | Span | None
"""An index into ``actors``; a participant that is no named actor; or None where the text names nobody."""


SaidBy = Literal["author"] | dict[str, int | list[int | str]]
"""``"author"``, ``{"quote": i}``, ``{"actor": i}`` or ``{"chain": [...]}`` with the nearest speaker first."""


class ClaimMention(Span, frozen=True, kw_only=True):
    """Somebody says that something happened. ``place`` and ``date`` are indexes; ``roles`` maps a role of the acts to a
    participant or a list of them; ``basis`` maps a field to how the speaker knows it, None where the text is silent."""

    act: str
    modality: Modality = "asserted"
    polarity: Polarity = "positive"
    roles: dict[str, RoleValue | list[RoleValue]] = {}
    place: int | None = None
    date: int | None = None
    said_by: SaidBy = "author"
    basis: dict[str, Basis | None] = {}
    rule: str | None = None
    trigger: Span | None = None
    """The words that made the reader propose the act: shown to every reviewer."""
    why: Why = msgspec.UNSET


class EventMention(Span, frozen=True, kw_only=True):
    """Any event word, with ``factuality`` from -3 (did not happen) to 3 (happened)."""

    factuality: float | None = None
    modality: Modality | None = None
    polarity: Polarity | None = None


class ReadingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the reader found in one text. ``date`` is the document's own date, ISO 8601, or None."""

    id: str
    reader: str
    language: str | None
    date: str | None
    places: tuple[PlaceMention, ...]
    dates: tuple[DateMention, ...]
    quotes: tuple[QuoteMention, ...]
    actors: tuple[ActorMention, ...]
    claims: tuple[ClaimMention, ...]
    events: tuple[EventMention, ...] = ()

    def check(self, text: str) -> None:
        """Raise ``SpanMismatch`` unless every quote in the record stands in ``text`` where the record says."""
        for items in (self.places, self.dates, self.quotes, self.actors, self.claims, self.events):
            for item in items:
                item.check(text)


class ReadingInput(msgspec.Struct, frozen=True, kw_only=True):
    """One text to be read. ``language`` (ISO 639-1) and ``date`` may be missing."""

    id: str
    text: str
    language: str | None = None
    date: str | None = None
