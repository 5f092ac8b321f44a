"""What a person allowed for what they gave, and for whom an edition is made (handbook section 7)."""

from enum import IntEnum, StrEnum

import msgspec


class ConsentLevel(IntEnum):
    """What was allowed, strictest first: a smaller value always allows less. Absent consent is ``INTERNAL``."""

    NONE = 0
    INTERNAL = 1
    ACCOUNTABILITY_SEALED = 2
    ACCOUNTABILITY_NAMED = 3
    PUBLIC_ANONYMOUS = 4
    PUBLIC_NAMED = 5

    @property
    def label(self) -> str:
        """The name as typed by a user: ``public-anonymous``."""
        return self.name.lower().replace("_", "-")

    @classmethod
    def of(cls, label: str) -> "ConsentLevel":
        """The level with that label; raises ``ValueError`` that lists the labels."""
        try:
            return cls[label.upper().replace("-", "_")]
        except KeyError:
            raise ValueError(f"no consent level {label!r}; one of {', '.join(level.label for level in cls)}") from None


class Audience(StrEnum):
    """Whom an edition is for. ``SEALED`` is the only one that may hold sexual violence."""

    PUBLIC = "public"
    PROSECUTOR = "prosecutor"
    INTERNAL = "internal"
    SEALED = "sealed"


MAY_APPEAR: dict[Audience, ConsentLevel] = {
    Audience.PUBLIC: ConsentLevel.PUBLIC_ANONYMOUS,
    Audience.PROSECUTOR: ConsentLevel.ACCOUNTABILITY_SEALED,
    Audience.INTERNAL: ConsentLevel.INTERNAL,
    Audience.SEALED: ConsentLevel.INTERNAL,
}
"""The least consent with which something may appear in an edition at all."""

MAY_BE_NAMED: dict[Audience, ConsentLevel] = {
    Audience.PUBLIC: ConsentLevel.PUBLIC_NAMED,
    Audience.PROSECUTOR: ConsentLevel.ACCOUNTABILITY_NAMED,
    Audience.INTERNAL: ConsentLevel.INTERNAL,
    Audience.SEALED: ConsentLevel.INTERNAL,
}
"""The least consent with which a person's name may appear in an edition."""


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """One statement of consent, as folded from the journal: on a source or person, at a level, until a day or open."""

    target: str
    level: ConsentLevel
    until: str | None = None
    entry: str | None = None
    """Digest of the journal entry that says so."""
