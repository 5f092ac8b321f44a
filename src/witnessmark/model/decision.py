"""What people decided: on claims, on what may leave, on who is protected. Folded from signed journal entries."""

from typing import Literal

import msgspec

from witnessmark.model.consent import Audience
from witnessmark.model.span import Span

Verdict = Literal["confirmed", "rejected", "corrected"]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A person's word on a claim, incident or finding. It keeps what it was shown, so that it survives a new reader:
    it is found again by ``target``, then by ``document`` and ``span``, then by the quote alone, or else it waits."""

    target: str
    verdict: Verdict
    entry: str
    device: str
    reviewer: str
    document: str | None = None
    span: Span | None = None
    act: str | None = None
    corrected: dict[str, str] = {}
    """Field to corrected value: ``act``, ``modality``, ``date`` (EDTF), ``place`` (name)."""
    reason: str | None = None
    concurrent: tuple[str, ...] = ()
    """Entries that decided otherwise at the same time: a visible conflict, not a race that somebody wins."""


class Clearance(msgspec.Struct, frozen=True, kw_only=True):
    """A named reviewer's clearance of a claim, an incident or an act, for one audience."""

    target: str
    """A claim id, an incident id, or ``act:<act id>``."""
    audience: Audience
    entry: str
    device: str
    reviewer: str


class ReleaseProposal(msgspec.Struct, frozen=True, kw_only=True):
    """The entry that a release is built from: rebuilding from it gives the same bytes."""

    id: str
    audience: Audience
    time: str
    salt: str
    content: str
    entry: str
    data: dict[str, str] = {}


class ReleaseApproval(msgspec.Struct, frozen=True, kw_only=True):
    release: str
    content: str
    entry: str
    device: str
    reviewer: str


class Waiver(msgspec.Struct, frozen=True, kw_only=True):
    """A named reviewer's word that one hit of the output scan is no leak. ``hit`` is the id that the scan printed."""

    release: str
    hit: str
    entry: str
    device: str
    reviewer: str
