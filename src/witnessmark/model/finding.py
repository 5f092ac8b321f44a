"""Findings: claims laid beside the elements of a provision. "Covered" means that information exists, never "proven".

Three layers. A ``Situation`` (an area and a phase of control in it) holds what the law asks of the surroundings, once:
the regime and the contextual elements. An ``IncidentMatrix`` holds the provisions that one incident may indicate, and
points to its situation. ``CaseProvision`` counts both over the whole case. Texts stand in the ``LawBook``, by id.
"""

from typing import Literal

import msgspec

ElementStatus = Literal["covered", "partly", "touched", "contested", "open"]
"""covered: a claim speaks for it; partly: for a part of what it asks only; touched: only hearsay does; contested: a
claim speaks against it; open: none does."""
Strength = Literal["primary", "secondary", "context"]
Regime = Literal["iac", "occupation", "niac", "peace"]
"""International armed conflict, occupation, non-international armed conflict, neither. Human rights and domestic law
hold in each."""
Standing = Literal["declared", "indicated", "open", "unlikely"]
"""declared: a person said so; indicated: the case or the record of conflicts says so; open: nothing decides it;
unlikely: something speaks against it."""
Phase = Literal["before", "held", "after", "changing", "undated", "unknown"]
"""Of the control of an area by forces foreign to it: before they came, while they held it, after they left, on the days
of the change, at a time that no claim gives, and where no claim tells of control."""


class Because(msgspec.Struct, frozen=True, gc=False):
    """Why a claim stands in a cell: the type of fact that it carries and the rule of ``facts.yaml`` that says so:
    ``act:killing``, ``role:victim``, ``field:date``, ``words:civilian``."""

    claim: str
    fact: str
    rule: str


class ElementFinding(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One element of a provision and the claims that speak to it, by id. ``missing`` are fact types nobody spoke to.

    A contextual element holds only what this incident's own claims say of it; the claims of the situation stand there,
    under ``context``.
    """

    element: str
    text: str
    kind: str
    status: ElementStatus
    supporting: tuple[str, ...] = ()
    contradicting: tuple[str, ...] = ()
    hearsay: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    rule: str = ""
    """Which line of the law data made this cell: ``law/<element>``."""
    context: str = ""
    """Of a contextual element its name: look it up in ``elements`` of the incident's ``Situation``."""
    because: tuple[Because, ...] = ()


class ContextFinding(msgspec.Struct, frozen=True, kw_only=True):
    """A contextual element for a whole situation: established once, and reused by every incident in it."""

    context: str
    text: str
    status: ElementStatus
    supporting: tuple[str, ...] = ()
    contradicting: tuple[str, ...] = ()
    hearsay: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    rule: str = ""
    because: tuple[Because, ...] = ()
    pattern: tuple[str, ...] = ()
    """Ids of the incidents that together speak to a course of conduct."""


class RegimeFinding(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a regime of law holds in a situation, and why. ``reasons`` are ids (texts in the ``LawBook`` under
    ``reason:<id>``), ``claims`` what they rest on, ``sources`` the entries of the record of conflicts."""

    regime: Regime
    standing: Standing
    reasons: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """An area and a phase of the control of it. ``area`` is its administrative path, empty where no claim gives a
    place; the bounds are ISO days: those of its incidents, as far as they are dated."""

    id: str
    area: tuple[str, ...]
    phase: Phase
    earliest: str | None = None
    latest: str | None = None
    regimes: tuple[RegimeFinding, ...] = ()
    elements: tuple[ContextFinding, ...] = ()
    incidents: tuple[str, ...] = ()
    lawful: tuple[str, ...] = ()
    """Claims of help or lawful conduct by armed forces or authorities there: they count as much as the others."""

    @property
    def determined(self) -> bool:
        """Whether the kind of conflict is known; otherwise provisions of every regime are shown as alternatives."""
        return any(each.regime != "occupation" and each.standing in ("declared", "indicated") for each in self.regimes)


class Question(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An open, non-leading question that would speak to an open element. ``handling`` says who may ask it.

    ``text`` is English; the ``LawBook`` has both languages under ``ask:<fact>``.
    """

    fact: str
    text: str
    handling: str
    elements: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()
    """For each speaker who could know it, one claim that this speaker makes. Empty: look for it in records."""


class Explanation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What else the incident may be: another act, or a lawful one. ``claims`` are those that speak to it; most often
    none does, and it is shown all the same. Text under ``alternative:<id>``."""

    id: str
    claims: tuple[str, ...] = ()


class Exonerating(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Claims that speak for whoever is said to have acted: a denial, another account of whether or who, an explanation
    of the list of alternatives (``detail`` is its id)."""

    kind: Literal["denial", "other-account", "explanation"]
    claims: tuple[str, ...]
    detail: str = ""


class Finding(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One provision that an incident may indicate. An indicator to structure questions, never a verdict.

    ``cite`` and ``title`` are English; the ``LawBook`` has both languages under ``cite:<id>`` and the provision's id.
    """

    incident: str
    provision: str
    cite: str
    title: str
    strength: Strength
    regime: tuple[str, ...]
    elements: tuple[ElementFinding, ...] = ()
    act: str = ""
    """The act of the incident that indicates it most strongly."""
    applies: Literal["yes", "open"] = "yes"
    """"open": it holds only under a regime that is not determined for the situation."""


class IncidentMatrix(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Everything the law data says about one incident: findings, the questions still to ask, what else it may be."""

    incident: str
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    alternatives: tuple[str, ...]
    cautions: tuple[str, ...] = ()
    situation: str = ""
    """Id of the ``Situation`` that it lies in."""
    explanations: tuple[Explanation, ...] = ()
    """The alternatives by id, with the claims that speak to each; ``alternatives`` are their English texts."""
    exonerating: tuple[Exonerating, ...] = ()
    cautioned: tuple[str, ...] = ()
    """The acts whose cautions apply: texts under ``caution:<act>``."""


class CaseCell(msgspec.Struct, frozen=True, kw_only=True):
    """One element over the whole case: how many incidents have it in each status, and by how many independent groups of
    sources it is spoken to. ``missing`` are the facts most often missing, first the most frequent."""

    element: str
    text: str
    kind: str
    covered: int = 0
    partly: int = 0
    touched: int = 0
    contested: int = 0
    open: int = 0
    groups: int = 0
    missing: tuple[str, ...] = ()
    context: str = ""


class CaseProvision(msgspec.Struct, frozen=True, kw_only=True):
    """One provision over the whole case. ``incidents`` are those that may indicate it, ``primary`` how many of them
    strongly; ``groups`` how many independent groups of sources tell of them."""

    provision: str
    cite: str
    title: str
    regime: tuple[str, ...]
    incidents: tuple[str, ...]
    primary: int
    groups: int
    elements: tuple[CaseCell, ...] = ()


class LawText(msgspec.Struct, frozen=True):
    """Words of the law data in English and Ukrainian (the English again where a user's own file has no Ukrainian)."""

    id: str
    en: str
    uk: str


class LawSource(msgspec.Struct, frozen=True):
    """An instrument: where its official text is to be found and what is known of its status."""

    id: str
    title: LawText
    source: str
    status: str


class LawBook(msgspec.Struct, frozen=True, kw_only=True):
    """The law data that made the matrices: versions, sources and every text that they need, by id.

    Ids: a provision's id (title), ``cite:<provision>``, an element's id, ``context:<name>``, ``ask:<fact>``,
    ``fact:<fact>`` (a short label), ``alternative:<id>``, ``caution:<act>``, ``reason:<id>``, ``regime:<regime>``,
    ``phase:<phase>``, ``standing:<standing>``.
    """

    version: str
    texts: tuple[LawText, ...]
    instruments: tuple[LawSource, ...] = ()
    own: tuple[str, ...] = ()
    """Versions of the user's own law files, in the order in which they were taken up."""
