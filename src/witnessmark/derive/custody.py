"""The chain of custody: what happened to a source, in the order that the entries prove, and noting what happens."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from witnessmark.evidence import files
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import BeyondRole, EvidenceError, UnknownDevice
from witnessmark.evidence.kinds import CustodyNoted, DerivativeMade, HandlingNoted
from witnessmark.evidence.payloads import DerivativeRecord, Note
from witnessmark.evidence.state import State
from witnessmark.evidence.stream import BadStream
from witnessmark.evidence.witnessing import ClockReading, Link
from witnessmark.model.case import Document, SourceRecord
from witnessmark.model.custody import CustodyChain, CustodyStep

Value = TypeVar("Value")
Erased = (EvidenceError, msgspec.MsgspecError)
"""What reading an object raises that is not there any more, or cannot be opened."""


def chain_of(case: Case, source: str, label: str) -> CustodyChain:
    """The chain of the source with that id. Raises ``KeyError`` when there is none."""
    state = case.state()
    known = state.sources[source]
    owners = {device.id: device.name for device in case.devices().values()}
    record = _value(case, known.record, SourceRecord)
    steps = tuple(_step(case, state, link, owners) for link in state.chain if link.source == source)
    return CustodyChain(
        case=case.settings.id, source=source, label=label,
        file_name=record.file_name if record else None, sha256=record.sha256 if record else None,
        size=record.size if record else None, consent=known.level, giver=record.giver if record else None,
        parent=record.parent if record else None, steps=steps,
    )  # fmt: skip


def _step(case: Case, state: State, link: Link, owners: dict[str, str]) -> CustodyStep:
    clock = _clock(state.clocks, link)
    note = _value(case, link.note, Note)
    made = _value(case, link.record, DerivativeRecord)
    read = _value(case, link.document, Document)
    return CustodyStep(
        event=link.event, time=link.time, device=link.device, owner=owners.get(link.device, link.device[:8]),
        entry=link.entry, ahead=clock.ahead if clock else None, ahead_basis=clock.basis if clock else None,
        note=note.text if note else None, derivative=link.derivative,
        tool=made.tool if made else read.tool if read else None, parameters=made.parameters if made else {},
    )  # fmt: skip


def _clock(clocks: Iterable[ClockReading], link: Link) -> ClockReading | None:
    """The reading of that device's clock before the event; without one, the first after it."""
    own = [reading for reading in clocks if reading.device == link.device]
    before = [reading for reading in own if reading.at < link.at]
    return before[-1] if before else own[0] if own else None


def _value(case: Case, address: str | None, kind: type[Value]) -> Value | None:
    try:
        return case.objects.read_value(address, kind) if address is not None else None
    except Erased:
        return None


def note_event(case: Case, source: str, event: str, note: str | None = None, device: str | None = None) -> None:
    """Record an event of a source's custody. ``event`` is a short word; ``note`` may say anything."""
    with case.recording():
        address = case.objects.add_value(Note(note)).address if note else None
        case.record(CustodyNoted(source=source, event=event, note=address), device)


def note_handling(case: Case, event: str, source: str | None = None, device: str | None = None) -> None:
    """Record what the program did with a source, or with all that the case holds. Where no key here can say it (locked,
    not here, or ended by an owner), nothing is recorded."""
    if not case.secrets.locked and case.state().sources:
        with contextlib.suppress(BeyondRole, UnknownDevice):
            case.record(HandlingNoted(event=event, source=source), device)


COPYING = "copying"
"""Stands in ``derived/`` while a copy is being made: after a kill the next one records what that one could not."""


@contextlib.contextmanager
def noting_copies(case: Case) -> Iterator[Callable[[], None]]:
    """Around a merge; what it gives is called when something was copied. A merge that was killed, or whose other side
    fell silent, counts as a copy: part of the case may lie there."""
    marker = case.path / "derived" / COPYING
    if marker.exists():
        note_handling(case, "copied")
    files.write_whole(marker, b"")
    copied = False

    def note() -> None:
        nonlocal copied
        copied = True

    try:
        yield note
    except BadStream:
        raise
    except BaseException:
        files.remove(marker)
        raise
    if copied:
        note_handling(case, "copied")
    files.remove(marker)


def note_redacted(case: Case, release: str, sources: Iterable[str], tool: str, device: str | None = None) -> None:
    """Record that a release shows something made from these sources."""
    with case.recording():
        record = case.objects.add_value(DerivativeRecord(tool=tool, parameters={"release": release})).address
        for source in sources:
            case.record(DerivativeMade(source=source, event="redacted", derivative=release, record=record), device)


def write_original(case: Case, source: str, out: Path, device: str | None = None) -> None:
    """Write the bytes of a source as they were received to ``out``, readable by its owner alone, and record that it was
    viewed: first, so that nobody sees what nobody noted. Raises ``FileExistsError`` rather than write over a file."""
    with case.objects.open(case.state().sources[source].content) as original:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                case.record(HandlingNoted(event="viewed", source=source), device)
                shutil.copyfileobj(original, file, 1 << 20)
        except BaseException:
            out.unlink()
            raise
