"""What the journals say about time and custody: stamps, clocks, and the chain of what happened to each source."""

from typing import Any

import msgspec

from witnessmark.evidence import kinds
from witnessmark.evidence.order import Placed

Said = dict[type[kinds.Body], list[tuple[Placed, Any]]]
"""By kind: every entry in its place, and its body."""
Heads = dict[str, tuple[str, ...]]
"""By device: the digests of the last entries of its journal, more than one where it forks."""


class StampAsked(msgspec.Struct, frozen=True, kw_only=True):
    """A request to a time authority. ``request`` is the address of its bytes, ``time`` the device's own."""

    heads: Heads
    request: str
    device: str
    entry: str
    time: str


class Stamped(msgspec.Struct, frozen=True, kw_only=True):
    """An answer of a time authority. ``token`` is the address of its bytes, which nobody has checked here."""

    heads: Heads
    request: str
    token: str
    device: str
    entry: str


class ClockReading(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds by which a device's clock was ahead at an entry; ``at`` is its place in the one order of all."""

    device: str
    ahead: int
    basis: str
    entry: str
    at: int
    time: str


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a source's custody. ``time`` is as the device's clock claimed; ``note``, ``record`` and ``document``
    are addresses; ``at`` is the place in the one order of all entries."""

    source: str
    event: str
    time: str
    device: str
    entry: str
    at: int
    note: str | None = None
    record: str | None = None
    derivative: str | None = None
    document: str | None = None


def _who(place: Placed) -> dict[str, Any]:
    return {"device": place.entry.device, "entry": place.entry.digest, "time": place.entry.time}


def stamps(said: Said) -> tuple[Stamped, ...]:
    return tuple(
        Stamped(heads=b.heads, request=b.request, token=b.token, device=p.entry.device, entry=p.entry.digest)
        for p, b in said.get(kinds.StampReceived, ())
    )


def open_requests(said: Said) -> tuple[StampAsked, ...]:
    answered = {body.request for _, body in said.get(kinds.StampReceived, ())}
    return tuple(
        StampAsked(heads=b.heads, request=b.request, **_who(p))
        for p, b in said.get(kinds.StampRequested, ())
        if b.request not in answered
    )


def clocks(said: Said) -> tuple[ClockReading, ...]:
    return tuple(
        ClockReading(ahead=b.ahead, basis=b.basis, at=p.at, **_who(p)) for p, b in said.get(kinds.ClockNoted, ())
    )


def chain(said: Said) -> tuple[Link, ...]:
    """Every event of every source, in the one order that the entries prove."""
    links = [Link(source=b.source, event="received", at=p.at, **_who(p)) for p, b in said.get(kinds.SourceAdded, ())]
    links += [Link(source=b.source, event="not-read", at=p.at, **_who(p)) for p, b in said.get(kinds.SourceUnread, ())]
    links += [
        Link(source=b.source, event="read", at=p.at, document=b.document, derivative=b.document, **_who(p))
        for p, b in said.get(kinds.DocumentRead, ())
    ]
    links += [
        Link(source=b.source, event=b.event, at=p.at, note=b.note, **_who(p))
        for p, b in said.get(kinds.CustodyNoted, ())
    ]
    links += [
        Link(source=b.source, event=b.event, at=p.at, derivative=b.derivative, record=b.record, **_who(p))
        for p, b in said.get(kinds.DerivativeMade, ())
    ]
    came = [(link.source, link.at) for link in links if link.event == "received"]
    for place, body in said.get(kinds.HandlingNoted, ()):
        about = [body.source] if body.source else list(dict.fromkeys(s for s, at in came if at < place.at))
        links += [Link(source=source, event=body.event, at=place.at, **_who(place)) for source in about]
    return tuple(sorted(links, key=lambda link: link.at))
