"""What a release says beside its incidents to who takes it over: who collected, photographs, consents, stamps, and to
whom else something was disclosed (handbook, sections 3 and 13)."""

from typing import Literal

import msgspec

from witnessmark.model.consent import Audience


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the mission in both languages; the same twice where it gave them in one."""

    en: str
    uk: str

    def of(self, language: str) -> str:
        return self.uk if language == "uk" else self.en


class TeamMember(msgspec.Struct, frozen=True, kw_only=True):
    name: Said
    role: Said | None = None
    training: Said | None = None


class NotCollected(msgspec.Struct, frozen=True, kw_only=True):
    what: Said
    why: Said | None = None


class Translation(msgspec.Struct, frozen=True, kw_only=True):
    """A translator's statement on documents of the release, by label. The translation itself is a source of its own."""

    documents: tuple[str, ...]
    translator: Said
    languages: Said | None = None
    statement: Said | None = None


class Term(msgspec.Struct, frozen=True, kw_only=True):
    term: Said
    meaning: Said


class MissionStatement(msgspec.Struct, frozen=True, kw_only=True):
    """What only the mission can tell of itself. None and empty are "not stated", never a guess."""

    organisation: Said | None = None
    scope: Said | None = None
    method: Said | None = None
    contact: Said | None = None
    team: tuple[TeamMember, ...] = ()
    not_collected: tuple[NotCollected, ...] = ()
    translations: tuple[Translation, ...] = ()
    terms: tuple[Term, ...] = ()


class Photograph(msgspec.Struct, frozen=True, kw_only=True):
    """A photograph with what its device wrote into it. ``taken`` is what the device's clock claimed (ISO 8601, a zone
    only where the device stated one), ``satellite`` the time that its receiver got; ``position`` is WGS84 degrees,
    ``error_m`` and ``direction`` (degrees) as the device stated them. None: not stated, or not for this audience."""

    source: str
    taken: str | None = None
    satellite: str | None = None
    device: str | None = None
    position: str | None = None
    error_m: str | None = None
    direction: str | None = None
    width: str | None = None
    height: str | None = None
    problem: str | None = None


class ConsentFact(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for a source or a person of the release. ``level`` None: nothing was said, so that of the source."""

    subject: str
    kind: Literal["source", "person"]
    level: str | None = None
    until: str | None = None
    protected: bool = False


class TimeStamp(msgspec.Struct, frozen=True, kw_only=True):
    """An RFC 3161 answer: ``heads`` is the text that was stamped, ``token`` the answer in base64. Its signature was not
    checked here: whoever trusts an authority checks it with that one's certificates."""

    time: str
    serial: str
    authority: str | None
    heads: str
    token: str


class Disclosure(msgspec.Struct, frozen=True, kw_only=True):
    """An edition for another audience that left before. ``root`` is that of its manifest."""

    release: str
    audience: Audience
    root: str


class NameForm(msgspec.Struct, frozen=True):
    """A name as one source writes it, and in Latin letters where it has Cyrillic ones (Resolution 55 of the Cabinet of
    Ministers of Ukraine, 2010; for Russian spellings BGN/PCGN)."""

    said: str
    latin: str | None = None


class KnownName(msgspec.Struct, frozen=True, kw_only=True):
    """A name of the release with the forms in which its sources have it. ``kind`` is "place" or that of an actor."""

    name: str
    kind: str
    latin: str | None = None
    forms: tuple[NameForm, ...] = ()


Words = str | dict[Literal["en", "uk"], str]


class _Member(msgspec.Struct, forbid_unknown_fields=True):
    name: Words
    role: Words | None = None
    training: Words | None = None


class _NotCollected(msgspec.Struct, forbid_unknown_fields=True):
    what: Words
    why: Words | None = None


class _Translation(msgspec.Struct, forbid_unknown_fields=True):
    documents: list[str]
    translator: Words
    languages: Words | None = None
    statement: Words | None = None


class _Term(msgspec.Struct, forbid_unknown_fields=True):
    term: Words
    meaning: Words


class _File(msgspec.Struct, forbid_unknown_fields=True):
    organisation: Words | None = None
    scope: Words | None = None
    method: Words | None = None
    contact: Words | None = None
    team: list[_Member] = []
    not_collected: list[_NotCollected] = []
    translation: list[_Translation] = []
    term: list[_Term] = []


def parse_mission(data: bytes) -> MissionStatement:
    """A mission's statement from TOML. Each text is a string, or a table with ``en`` and ``uk``.

    Raises ``ValueError`` (``msgspec.MsgspecError``) that names the path of what does not fit.
    """
    try:
        file = msgspec.toml.decode(data, type=_File)
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    return MissionStatement(
        organisation=_said(file.organisation),
        scope=_said(file.scope),
        method=_said(file.method),
        contact=_said(file.contact),
        team=tuple(
            TeamMember(name=_must(one.name), role=_said(one.role), training=_said(one.training)) for one in file.team
        ),
        not_collected=tuple(NotCollected(what=_must(one.what), why=_said(one.why)) for one in file.not_collected),
        translations=tuple(
            Translation(
                documents=tuple(one.documents),
                translator=_must(one.translator),
                languages=_said(one.languages),
                statement=_said(one.statement),
            )
            for one in file.translation
        ),
        terms=tuple(Term(term=_must(one.term), meaning=_must(one.meaning)) for one in file.term),
    )


def _said(words: Words | None) -> Said | None:
    """None for what was left out or left empty."""
    if words is None:
        return None
    given = {"en": words, "uk": words} if isinstance(words, str) else dict(words)
    given = {language: " ".join(text.split()) for language, text in given.items()}
    en, uk = given.get("en", ""), given.get("uk", "")
    return Said(en=en or uk, uk=uk or en) if en or uk else None


def _must(words: Words) -> Said:
    return _said(words) or Said(en="", uk="")
