"""The claims of a case beside the law: what this version ships, and what the case takes up of its own."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds_of_law import ConflictDeclared, DeclarableConflict, LawAdded, LawRemoved
from witnessmark.evidence.payloads import LawRecord, Note
from witnessmark.evidence.state import State
from witnessmark.model.case import Person
from witnessmark.model.casefile import QualifiedCase
from witnessmark.model.claim import Claim
from witnessmark.model.incident import Incident

if TYPE_CHECKING:
    from witnessmark.law.own_files import OwnLaw
    from witnessmark.law.provisions import Law


class LawInUse(msgspec.Struct, frozen=True):
    """A law file of the case: its id, its record, and the address of its bytes."""

    id: str
    record: LawRecord
    content: str


def qualified_by_law(
    case: Case,
    state: State,
    incidents: Sequence[Incident],
    claims: Mapping[str, Claim],
    persons: Mapping[str, Person],
    law: "Law | None" = None,
) -> QualifiedCase:
    """Situations, matrices and the texts that they need; by ``law`` in place of that of the case, where it is given."""
    from witnessmark.law import qualify
    from witnessmark.law.book import book_of

    used = law or law_of(case, state)
    declared = state.declared[0].conflict if state.declared else None
    found = qualify(incidents, claims, law=used, persons=persons, declared=declared)
    return QualifiedCase(*found, book_of(used, found.matrices.values(), found.situations.values()))


def law_of(case: Case, state: State | None = None) -> "Law":
    """The law that holds for the case: what this version ships, with the files of the case over it."""
    from witnessmark.law.own_files import with_own
    from witnessmark.law.provisions import law

    files = usable_laws(case, state).files
    return with_own(*(own for _, own in files)) if files else law()


def law_with(case: Case, path: Path) -> "Law":
    """The law of the case with one more file over it, which is not kept. Raises ``LawFileError``."""
    from witnessmark.law.own_files import with_own

    return with_own(*(own for _, own in usable_laws(case).files), read_law_file(path))


def read_law_file(path: Path) -> "OwnLaw":
    """A law file; raises ``LawFileError`` with file, line, id and reason, also when it is no text in UTF-8."""
    from witnessmark.law.own_files import LawFileError, read_own

    try:
        return read_own(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError:
        raise LawFileError(path.name, 1, "", "is no text in UTF-8") from None


class UsableLaws(NamedTuple):
    """The law files of the case that this version can use, and what is wrong with the others."""

    files: list[tuple[LawInUse, "OwnLaw"]]
    problems: list[str]


def usable_laws(case: Case, state: State | None = None) -> UsableLaws:
    """A file that another device took up, or another version, may not fit: it is left out and told, never fatal."""
    from witnessmark.law.own_files import LawFileError, read_own, with_own

    files: list[tuple[LawInUse, OwnLaw]] = []
    problems = []
    for each in laws_in_use(case, state):
        try:
            own = read_own(case.objects.read(each.content).decode("utf-8", "replace"), each.record.file_name)
            with_own(*(other for _, other in files), own)
        except LawFileError as error:
            problems.append(str(error))
        else:
            files.append((each, own))
    return UsableLaws(files, problems)


def laws_in_use(case: Case, state: State | None = None) -> list[LawInUse]:
    """The law files of the case whose bytes are here, in the order of the journal."""
    return [
        LawInUse(one.id, case.objects.read_value(one.record, LawRecord), one.content)
        for one in (state or case.state()).laws
        if one.record in case.objects and one.content in case.objects
    ]


def add_law(case: Case, path: Path, device: str | None = None) -> LawRecord | None:
    """Keep a law file in the case and use it from now on; None when the same bytes are in use already. Raises
    ``LawFileError`` when it cannot be read or does not fit what is in use: nothing is kept then."""
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if any(one.record.sha256 == digest for one in laws_in_use(case)):
        return None
    version = read_law_file(path).file.version
    law_with(case, path)
    record = LawRecord(file_name=path.name, size=len(data), sha256=digest, version=version)
    with case.recording():
        content = case.objects.add_bytes(data).address
        kept = case.objects.add_value(record).address
        case.record(LawAdded(law="l-" + secrets.token_hex(8), record=kept, content=content), device=device)
    return record


def remove_law(case: Case, file_name: str, device: str | None = None) -> int:
    """Stop using every law file of that name; gives how many there were."""
    found = [one for one in laws_in_use(case) if one.record.file_name == file_name]
    with case.recording():
        for one in found:
            case.record(LawRemoved(law=one.id), device=device)
    return len(found)


def declare_conflict(case: Case, conflict: DeclarableConflict | None, reason: str, device: str | None = None) -> None:
    """A person's word on which conflict the case comes from, and why; None takes it back."""
    with case.recording():
        note = case.objects.add_value(Note(reason)).address
        case.record(ConflictDeclared(conflict=conflict, reason=note), device=device)


def law_digests(case: Case) -> dict[str, str]:
    """SHA-256 of the law files of the case, by names that tell nothing: the method of a release says what made it."""
    return {f"law-of-the-case-{n}.yaml": one.record.sha256 for n, (one, _) in enumerate(usable_laws(case).files, 1)}


def reason_of(case: Case, note: str) -> str:
    """Why a conflict was declared; empty where the note was erased."""
    return case.objects.read_value(note, Note).text if note in case.objects else ""
