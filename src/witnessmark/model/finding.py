"""Findings: claims laid beside the elements of a provision. "Covered" means that information exists, never "proven"."""

from typing import Literal

import msgspec

ElementStatus = Literal["covered", "touched", "contested", "open"]
Strength = Literal["primary", "secondary", "context"]


class ElementFinding(msgspec.Struct, frozen=True, kw_only=True):
    """One element of a provision and the claims that speak to it, by id. ``missing`` are fact types nobody spoke to."""

    element: str
    text: str
    kind: str
    status: ElementStatus
    supporting: tuple[str, ...] = ()
    contradicting: tuple[str, ...] = ()
    hearsay: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    rule: str = ""
    """Which line of the law data made this cell."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """An open, non-leading question that would speak to an open element. ``handling`` says who may ask it."""

    fact: str
    text: str
    handling: str
    elements: tuple[str, ...] = ()


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One provision that an incident may indicate. An indicator to structure questions, never a verdict."""

    incident: str
    provision: str
    cite: str
    title: str
    strength: Strength
    regime: tuple[str, ...]
    elements: tuple[ElementFinding, ...] = ()


class IncidentMatrix(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the law data says about one incident: findings, the questions still to ask, what else it may be."""

    incident: str
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    alternatives: tuple[str, ...]
    cautions: tuple[str, ...] = ()
