"""Taking files into a case: preserve the bytes first, then read them.

Whatever happens in reading, the bytes are kept and the source is listed. Files are taken in small batches, each durable
before it is acknowledged, so that a run that is cut off goes on where it stopped when it is repeated.
"""

import hashlib
import os
import secrets
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds import CustodyNoted, DerivativeMade, DocumentRead, SourceAdded, SourceUnread
from witnessmark.evidence.objects import StoredObject
from witnessmark.evidence.payloads import DerivativeRecord
from witnessmark.intake.mapping import RecordMapping
from witnessmark.intake.reading_process import ReadingProcess
from witnessmark.intake.result import Intake, Nesting, Ocr, Unreadable
from witnessmark.intake.told import Told
from witnessmark.intake.unpacking import part_files
from witnessmark.model.case import Document, SourceRecord
from witnessmark.model.consent import ConsentLevel

PARTLY = "read-in-part"
"""The fact of a document that names the problem which kept the rest of its source from being read."""

BATCH = 32
"""Files whose bytes become durable together."""


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """Under which terms files are taken: what the giver allowed, who gave them, and how they are to be read."""

    level: ConsentLevel = ConsentLevel.INTERNAL
    giver: str | None = None
    document_date: str | None = None
    mapping: RecordMapping | None = None
    ocr: Ocr = True


class Addition(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file. ``known_as`` names the source that has the same bytes already; ``problem`` and
    ``detail`` say why it was kept without being read, and never hold a word of it."""

    file_name: str
    source: str | None = None
    documents: dict[str, Document] = {}
    known_as: str | None = None
    problem: str | None = None
    detail: str | None = None


def files_of(path: Path) -> tuple[list[tuple[Path, str]], list[Addition]]:
    """The file given, or every file inside the given folder, with the name to keep; and what in it is not taken, since
    it is a link or no ordinary file. Hidden files and folders are left out."""
    if not path.is_dir():
        return [(path, readable_name(path.name))], []
    found: list[tuple[Path, str]] = []
    passed: list[Addition] = []
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted([*names, *(each for each in subfolders if (Path(folder) / each).is_symlink())]):
            file = Path(folder) / name
            kept = readable_name(file.relative_to(path.parent if path.name else path).as_posix())
            if name.startswith("."):
                continue
            if file.is_symlink():
                passed.append(Addition(file_name=kept, problem="link-not-followed"))
            elif not file.is_file():
                passed.append(Addition(file_name=kept, problem="not-readable"))
            else:
                found.append((file, kept))
    return found, passed


def readable_name(name: str) -> str:
    """A file name as text: bytes in it that are no UTF-8, which a file system allows, are written out as ``\\xff``."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def add_files(
    case: Case, files: Sequence[tuple[Path, str]], terms: Terms, told: Mapping[Path, Told] | None = None
) -> Iterator[Addition]:
    """Take files into the case; one ``Addition`` a file or part, after its bytes are durable. ``told`` is what came
    with a file from elsewhere."""
    known = _known_digests(case)
    with ReadingProcess() as reading:
        for start in range(0, len(files), BATCH):
            with case.recording():
                adder = _Adder(case, terms, known, reading, told or {})
                batch = [addition for path, name in files[start : start + BATCH] for addition in adder.add(path, name)]
            yield from batch


def _known_digests(case: Case) -> dict[str, str]:
    """SHA-256 of the bytes of every source to the source's id."""
    return {
        case.objects.read_value(source.record, SourceRecord).sha256: source.id
        for source in case.state().sources.values()
        if source.record in case.objects
    }


class _Adder:
    def __init__(
        self, case: Case, terms: Terms, known: dict[str, str], reading: ReadingProcess, told: Mapping[Path, Told]
    ) -> None:
        self.case, self.terms, self.known, self.reading, self.told = case, terms, known, reading, told

    def add(
        self, path: Path, name: str, parent: str | None = None, nesting: Nesting | None = None
    ) -> Iterator[Addition]:
        try:
            descriptor = _opened(path)
        except OSError as error:
            yield _not_readable(name, error)
            return
        try:
            yield from self._add_opened(descriptor, path, name, parent, nesting or Nesting())
        finally:
            os.close(descriptor)

    def _add_opened(
        self, descriptor: int, path: Path, name: str, parent: str | None, nesting: Nesting
    ) -> Iterator[Addition]:
        try:
            sha256 = _digest(descriptor)
        except OSError as error:
            yield _not_readable(name, error)
            return
        told = self.told.get(path)
        doubt = (told.problem, told.detail) if told and told.problem else (None, None)
        if sha256 in self.known:
            yield Addition(file_name=name, known_as=self.known[sha256], problem=doubt[0], detail=doubt[1])
            return
        intake = self.reading.read(
            descriptor, file_name=name, ocr=self.terms.ocr, mapping=self.terms.mapping, nesting=nesting
        )
        source = "s-" + secrets.token_hex(8)
        try:
            content = self.case.objects.add_file(path)
        except OSError as error:
            if path.exists():  # the case's own disk: the batch is taken back
                raise
            yield _not_readable(name, error)
            return
        if content.sha256 != sha256:  # what was read is not what is kept
            intake = Intake(media_type=intake.media_type, problem="changed", detail="it changed while it was taken in")
        documents = self._keep(content, name, source, intake, parent, told)
        self.known[content.sha256] = source
        problem, detail = (intake.problem, intake.detail) if intake.problem else doubt
        yield Addition(file_name=name, source=source, documents=documents, problem=problem, detail=detail)
        for part, file in part_files(intake.parts, descriptor, self.reading):
            inside = f"{name}/{readable_name(part.name)}"
            if isinstance(file, Unreadable):
                yield Addition(file_name=inside, problem=file.problem, detail=file.detail)
            else:
                yield from self.add(file, inside, source, nesting.deeper())

    def _keep(
        self, content: StoredObject, name: str, source: str, intake: Intake, parent: str | None, told: Told | None
    ) -> dict[str, Document]:
        """Store what is known of the bytes and what was read, and write it into the journal."""
        record = SourceRecord(
            file_name=name,
            size=content.size,
            sha256=content.sha256,
            media_type=intake.media_type,
            received=self.case.clock().isoformat(timespec="seconds"),
            giver=self.terms.giver,
            document_date=self.terms.document_date or (told.document_date if told else None),
            note=told.note if told else None,
            parent=parent,
        )
        self.case.record(
            SourceAdded(
                source=source,
                record=self.case.objects.add_value(record).address,
                content=content.address,
                level=self.terms.level.label,  # type: ignore[arg-type]
            )
        )
        if told is not None:
            self.case.record(CustodyNoted(source=source, event=told.event))
        documents = {}
        for document in map(_marked(intake.problem), intake.documents):
            address = self.case.objects.add_value(document).address
            documents[address] = document
            self.case.record(DocumentRead(document=address, source=source, kind=document.kind, exact=document.exact))
            if not document.exact:  # a machine's transcript: told apart from what the file itself says
                self._note_transcript(source, address, document)
        if intake.problem is not None and not documents:
            self.case.record(SourceUnread(source=source, problem=intake.problem.replace(" ", "-")))
        return documents

    def _note_transcript(self, source: str, address: str, document: Document) -> None:
        parameters: dict[str, str] = {"pages": str(self.terms.ocr)}
        record = self.case.objects.add_value(DerivativeRecord(tool=document.tool, parameters=parameters)).address
        self.case.record(DerivativeMade(source=source, event="transcribed", derivative=address, record=record))


def _marked(problem: str | None) -> Callable[[Document], Document]:
    """Mark what was read of a file that could be read only in part."""
    if problem is None:
        return lambda document: document
    return lambda document: replace(document, facts={**document.facts, PARTLY: problem})


def _not_readable(name: str, error: OSError) -> Addition:
    reason = error.strerror or type(error).__name__
    return Addition(file_name=name, problem="not-readable", detail=f"the file cannot be opened: {reason}")


def _opened(path: Path) -> int:
    """The ordinary file at ``path``, open for reading. A pipe would wait for ever, a device never end, and some do
    things when they are opened; looked at twice, since a path can change between."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(0, "it is no ordinary file")
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "it is no ordinary file")
    return descriptor


def _digest(descriptor: int) -> str:
    """SHA-256 of the whole file, in constant memory."""
    with os.fdopen(os.dup(descriptor), "rb") as file:
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest()
