"""The forms of the law data: what may stand in ``data/*.yaml`` and in a user's own law file."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import msgspec

from witnessmark.model.finding import Phase, Regime, Strength

Kind = Literal["material", "mental", "contextual", "liability"]
Holds = Literal["iac", "occupation", "niac", "belligerent-territory", "any", "domestic"]
"""Where a provision can apply: see the head of ``law.yaml``."""
Id = str


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in English and Ukrainian."""

    en: str
    uk: str = ""

    @classmethod
    def of(cls, words: "str | Text") -> "Text":
        return cls(words) if isinstance(words, str) else words

    def said(self, language: str) -> str:
        """In that language; in English where there are no Ukrainian words."""
        return (self.uk if language == "uk" else self.en) or self.en


Words = str | Text


class CommonElement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must be shown, and the fact types that speak for it, against it, and of its situation. ``together``: it asks
    for all facts of the situation, so that some of them speak to a part of it only."""

    kind: Kind
    text: Words
    facts: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    situation: tuple[str, ...] = ()
    awareness: bool = False
    together: bool = False


class Element(msgspec.Struct, frozen=True, kw_only=True):
    """An element of one provision. ``name`` is that of the common element, or empty."""

    id: str
    name: str
    kind: Kind
    text: Text
    facts: tuple[str, ...]
    against: tuple[str, ...]
    situation: tuple[str, ...]
    together: bool = False

    @classmethod
    def of(cls, identity: str, name: str, written: CommonElement) -> "Element":
        return cls(
            id=identity, name=name or (identity if written.situation else ""), kind=written.kind,
            text=Text.of(written.text), facts=written.facts, against=written.against, situation=written.situation,
            together=written.together,
        )  # fmt: skip


class ProvisionEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A provision as written down. ``indicated_by`` names acts, for whoever adds one without touching the acts.
    ``since`` is the ISO day before which it cannot have been in force."""

    id: str
    instrument: str
    cite: str
    title: Words
    nature: Literal["crime", "prohibition", "obligation", "right", "definition", "liability", "rule"]
    regime: tuple[Holds, ...]
    elements: tuple[str | CommonElement, ...] = ()
    gist: str = ""
    note: str = ""
    default_mental_element: str = ""
    since: str = ""
    indicated_by: dict[str, Strength] = {}


class Provision(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    instrument: str
    cite: str
    title: Text
    nature: str
    regime: tuple[Holds, ...]
    elements: tuple[Element, ...] = ()
    gist: str = ""
    note: str = ""
    since: str = ""


class Instrument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A treaty, statute or study. ``cite`` is how its cites begin; ``countries`` (ISO 3166) bound domestic law."""

    title: Words
    cite: Words
    source: str
    status: Words = ""
    countries: tuple[str, ...] = ()

    def cited(self, cite: str, language: str) -> str:
        """The cite of one of its provisions, in that language."""
        words = Text.of(self.cite)
        if language != "uk" or not words.uk:
            return cite
        rest = cite.removeprefix(words.en)
        rest = re.sub(r" Protocol (\d+)", r", Протокол \1", rest)
        joint = " ст. " if words.uk.endswith("спільна") else ", ст. "
        return words.uk + re.sub(r" arts?\.? (?=\d)", joint, re.sub(r" Rules? (?=\d)", ", норма ", rest))


class Beside(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Other strengths of provisions where the incident has one of ``acts`` as well."""

    acts: tuple[str, ...]
    primary: tuple[str, ...] = ()
    secondary: tuple[str, ...] = ()
    context: tuple[str, ...] = ()


class ActLaw(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    act: str
    handling: str = ""
    ask_first: tuple[str, ...] = ()
    primary: tuple[str, ...] = ()
    secondary: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    alternatives: tuple[str, ...] = ()
    caution: Words | None = None

    def strengths(self, acts: Sequence[str]) -> dict[str, Strength]:
        """By provision the strength with which this act indicates it, in an incident with ``acts``."""
        found = dict(_strengths(self))
        for each in self.beside:
            if any(other in acts for other in each.acts):
                found |= dict(_strengths(each))
        return found

    def provisions(self) -> Iterator[str]:
        yield from (name for name, _ in _strengths(self))
        for each in self.beside:
            yield from (name for name, _ in _strengths(each))

    def indicating(self, provision: str, strength: Strength) -> "ActLaw":
        """This act with one more provision."""
        return msgspec.structs.replace(self, **{strength: (*getattr(self, strength), provision)})


def _strengths(of: ActLaw | Beside) -> Iterator[tuple[str, Strength]]:
    for provision in of.context:
        yield provision, "context"
    for provision in of.secondary:
        yield provision, "secondary"
    for provision in of.primary:
        yield provision, "primary"


class FactType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A type of fact: a short label, the open question that asks for it, and where evidence of it is found."""

    group: str
    ask: Words
    label: Words = ""
    evidence: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


class FactRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a claim must say to carry a fact; see the head of ``facts.yaml``."""

    acts: tuple[str, ...] | Literal["any"] = ()
    only: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    resolved: bool = False
    field: Literal["date", "place", "exact-place", "basis"] | None = None
    words: dict[str, tuple[str, ...]] = {}


class Alternative(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What else an act may be. ``facts`` and ``acts`` (of claims nearby) are what would speak to it."""

    text: Words
    facts: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()


class Conflict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of the record of conflicts: where and when a regime is taken to hold, and by whose finding.

    ``countries`` are ISO 3166; ``areas`` (first-level units, as the gazetteer names them) narrow it; bounds are days.
    """

    id: str
    regime: Literal["iac", "niac"]
    countries: tuple[str, ...]
    source: str
    since: str
    until: str | None = None
    areas: tuple[str, ...] = ()
    note: Words = ""


class SituationRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How regimes and phases of control are found; see the head of ``situations.yaml``."""

    states: dict[str, tuple[str, ...]] = {}
    """Country to words of neutral identifications of its forces and authorities."""
    groups: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    taking: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()
    turning: tuple[str, ...] = ()
    hostilities: tuple[str, ...] = ()
    freed: dict[str, tuple[str, ...]] = {}
    occupied: dict[str, tuple[str, ...]] = {}
    authority: tuple[str, ...] = ()
    lawful: tuple[str, ...] = ()
    pattern_incidents: int = 3
    pattern_groups: int = 2
    captive_acts: tuple[str, ...] = ()
    free_acts: tuple[str, ...] = ()
    announced_facts: tuple[str, ...] = ()


class LawFile(msgspec.Struct, frozen=True, kw_only=True):
    """All sections that law data may have; a user's own file has some of them."""

    version: str
    meta: Any = None
    instruments: dict[str, Instrument] = {}
    common: dict[str, CommonElement] = {}
    provisions: tuple[ProvisionEntry, ...] = ()
    fact_types: dict[str, FactType] = {}
    facts: dict[str, FactRule] = {}
    alternatives: dict[str, Alternative] = {}
    acts: tuple[ActLaw, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    situation_rules: SituationRules | None = None
    labels: dict[str, Text] = {}
    groups_of_any_act: tuple[str, ...] = ()
    negators: dict[str, tuple[str, ...]] = {}


REGIMES: tuple[Regime, ...] = ("iac", "occupation", "niac", "peace")
PHASES: tuple[Phase, ...] = ("before", "held", "changing", "after", "undated", "unknown")
