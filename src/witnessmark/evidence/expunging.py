"""Destroying what belongs to a source or person, in every copy of the case that hears of it.

Withdrawing consent blocks use at once and can be taken back. Expunging cannot: the keys of the objects are destroyed,
then the objects, then everything derived; what remains are the entries that say so. No sync, stick or backup brings
the objects back, since their addresses are refused from then on.
"""

import contextlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from witnessmark.evidence import files
from witnessmark.evidence.entry import Entry
from witnessmark.evidence.errors import BadEntry, EvidenceError, Locked, NotOwner
from witnessmark.evidence.fold import fold
from witnessmark.evidence.journal import journal_files, read_journal
from witnessmark.evidence.kinds import (
    Body,
    DecisionMade,
    DocumentRead,
    ExpungeAgreed,
    ExpungeAsked,
    GradeGiven,
    IndependenceDecided,
    LinkDecided,
    PersonsDecided,
    SourceAdded,
    addresses,
    body_of,
)
from witnessmark.evidence.objects import ObjectStore
from witnessmark.evidence.payloads import Shown
from witnessmark.evidence.settings import CaseSettings
from witnessmark.evidence.state import Expunge
from witnessmark.model.case import SourceRecord

if TYPE_CHECKING:
    from witnessmark.evidence.case import Case

MOST = 1000
"""Objects in one entry: more are asked for in several."""


def expunged(settings: CaseSettings, *journals: Path) -> frozenset[str]:
    """Addresses that the journals in these folders, taken together, say are destroyed. Only what is signed counts."""
    found = [(device, path) for folder in journals for device, path in journal_files(folder)]
    if not any(b'"kind":"expunge.asked"' in path.read_bytes() for _, path in found):
        return frozenset()
    entries = [entry for device, path in found for entry in read_journal(path, device).entries]
    return fold(entries, settings.id, (), settings.founder).expunged


def destroy(path: Path, objects: ObjectStore, gone: Iterable[str]) -> int:
    """Destroy objects in the case folder at ``path``, and all that was derived there; gives how many were here."""
    rings = objects.keys.rings if objects.keys else None
    here = [address for address in gone if address in objects or (rings and rings.lines(address))]
    if here:
        objects.expunge(here)
        purge(path / "derived")
    return len(here)


def purge(derived: Path) -> None:
    """Everything derived goes, but for the note of how far journals were checked, which holds nothing personal."""
    for item in sorted(derived.iterdir() if derived.is_dir() else ()):
        if item.is_dir() and not item.is_symlink():
            shutil.rmtree(item, ignore_errors=True)
        elif item.name != "verified.json":
            files.remove(item)
    with contextlib.suppress(OSError):
        files.sync_path(derived)


def objects_of(case: "Case", target: str) -> tuple[str, ...]:
    """The objects that belong to a source, to everything taken out of it, to what was decided on it; or to a person."""
    said = list(_bodies(case.path / "journal"))
    about = {target} | _parts(case, target) | _same_persons(case, target)
    documents = {body.document for body in said if isinstance(body, DocumentRead) and body.source in about}
    found: dict[str, None] = {}
    for body in said:
        if isinstance(body, PersonsDecided):
            belongs = not about.isdisjoint((body.first, body.second))
        elif isinstance(body, IndependenceDecided | LinkDecided):
            belongs = not about.isdisjoint((body.first, body.second, *body.sources))
        elif isinstance(body, DecisionMade | GradeGiven):
            belongs = body.target in about or _shown_from(case, body, documents)
        else:
            names = (getattr(body, name, None) for name in ("source", "person", "document", "target"))
            belongs = not about.isdisjoint(names) or getattr(body, "document", None) in documents
        if belongs:
            found.update(dict.fromkeys(addresses(body)))
    return tuple(address for address in found if address in case.objects)


def ask(case: "Case", target: str, device: str | None = None) -> tuple[Expunge, ...]:
    """Ask for the destruction of what belongs to a source or person, and carry it out where one owner is enough. Raises
    ``NotOwner``."""
    _check_owner(case, device)
    listed = objects_of(case, target)
    with case.recording():
        made = [
            case.record(ExpungeAsked(target=target, objects=listed[start : start + MOST]), device)
            for start in range(0, len(listed), MOST)
        ]
    carry_out(case)
    return tuple(one for one in case.state().expunges if one.entry in made)


def agree(case: "Case", target: str, device: str | None = None) -> tuple[Expunge, ...]:
    """Agree, as an owner, to what another one asked for; and carry it out. Gives the requests agreed to."""
    own = _check_owner(case, device)
    open_requests = [
        one for one in case.state().expunges if one.target == target and not one.in_force and own not in one.agreed
    ]
    with case.recording():
        for one in open_requests:
            case.record(ExpungeAgreed(asked=one.entry), device)
    carry_out(case)
    agreed = {one.entry for one in open_requests}
    return tuple(one for one in case.state().expunges if one.entry in agreed)


def carry_out(case: "Case") -> int:
    """Destroy here what is in force: at once, or when an earlier attempt was interrupted. Gives how many objects."""
    gone = case.state().expunged
    if not gone:
        return 0
    with case.lock():
        return destroy(case.path, case.objects, gone)


def _check_owner(case: "Case", device: str | None) -> str:
    own = str(case.device(device).id)
    if case.state().devices[own].role != "owner":
        raise NotOwner
    return own


def _bodies(journals: Path) -> Iterator[Body]:
    for device, path in journal_files(journals):
        for entry in read_journal(path, device).entries:
            body = _body(entry)
            if body is not None:
                yield body


def _body(entry: Entry) -> Body | None:
    try:
        return body_of(entry.kind, entry.body)
    except BadEntry:
        return None


def _parts(case: "Case", target: str) -> set[str]:
    """The sources that were inside this one: in an archive, a message, a document."""
    parents: dict[str, str | None] = {}
    for body in _bodies(case.path / "journal"):
        if isinstance(body, SourceAdded) and body.record in case.objects:
            parents[body.source] = case.objects.read_value(body.record, SourceRecord).parent
    parts: set[str] = set()
    while more := {name for name, parent in parents.items() if parent in parts | {target}} - parts:
        parts |= more
    return parts


def _same_persons(case: "Case", target: str) -> set[str]:
    """The persons whom people said are this one: what is destroyed of one is destroyed of all."""
    pairs = [(one.first, one.second) for one in case.state().sameness if one.holds and one.same]
    found = {target}
    while more := {name for pair in pairs if not found.isdisjoint(pair) for name in pair} - found:
        found |= more
    return found


def _shown_from(case: "Case", body: DecisionMade | GradeGiven, documents: set[str]) -> bool:
    """Whether a decision or a grade was shown words of these documents."""
    try:
        return case.objects.read_value(body.shown, Shown).document in documents
    except Locked:
        raise
    except (EvidenceError, msgspec.MsgspecError):
        return False
