"""The door of intake: a file in, what was read of it out. Whatever is in the file, an ``Intake`` comes back.

A format is a media type and a reader. To add one, write a module with a reader and name it in ``READERS``.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from witnessmark.intake import kinds
from witnessmark.intake.kinds import media_type as media_type
from witnessmark.intake.mapping import RecordMapping
from witnessmark.intake.place import Place
from witnessmark.intake.result import Intake, Nesting, Ocr, Reader, Request, Unreadable
from witnessmark.intake.result import Part as Part

READERS: dict[str, str] = {
    "text/plain": "plain:read_text",
    "text/markdown": "plain:read_text",
    "text/html": "web_page:read_html",
    "application/xhtml+xml": "web_page:read_html",
    kinds.DOCX: "word:read_docx",
    kinds.PDF: "pdf:read_pdf",
    "image/jpeg": "image:read_image",
    "image/png": "image:read_image",
    "image/tiff": "image:read_image",
    "image/webp": "image:read_image",
    "image/gif": "image:read_image",
    "image/bmp": "image:read_image",
    "message/rfc822": "mail:read_mail",
    "application/x-subrip": "transcript:read_transcript",
    "text/vtt": "transcript:read_transcript",
    "text/csv": "table:read_csv",
    "text/tab-separated-values": "table:read_csv",
    kinds.XLSX: "table:read_xlsx",
    kinds.ZIP: "archive:read_zip",
    kinds.FOLDER: "archive:read_folder",
}
"""Media type → ``module:function`` in this package: a module is imported when a file of its kind first comes."""


def read_source(
    place: Place,
    *,
    file_name: str | None = None,
    ocr: Ocr = True,
    mapping: RecordMapping | None = None,
    nesting: Nesting | None = None,
    page_begins: Callable[[], None] = lambda: None,
) -> Intake:
    """Read the file or folder at ``place``, received as ``file_name``. Never raises for bad input: see ``problem``.

    In this process: what comes from outside is read by ``reading_process.ReadingProcess``, which calls this where the
    file can do no harm.

    ``ocr``: False never, True for scanned pages and images that look like one, "captions" for every image.
    ``mapping`` says which columns of a table hold what; guessed when None. For a part of an archive or mail pass the
    ``deeper()`` of its parent's ``nesting``, so that archives within archives come to an end.
    """
    kind = kinds.UNKNOWN
    name = file_name or (place.name if isinstance(place, Path) else "")
    try:
        kind = kinds.media_type(place, name)
        return _read(
            Request(
                place=place,
                file_name=name,
                media_type=kind,
                nesting=nesting or Nesting(),
                ocr=ocr,
                mapping=mapping,
                page_begins=page_begins,
            )
        )
    except Unreadable as answer:
        return Intake(media_type=kind, problem=answer.problem, detail=answer.detail)
    except OSError as error:
        return Intake(
            media_type=kind, problem="damaged", detail=f"cannot be opened: {error.strerror or type(error).__name__}"
        )
    except MemoryError:
        return Intake(media_type=kind, problem="too-much-memory", detail="reading it took more memory than is allowed")
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # whatever a hostile file does to a reader ends here, a panic in Rust included
        return Intake(media_type=kind, problem="damaged", detail=f"the reader stopped ({type(error).__name__})")


def _read(request: Request) -> Intake:
    kind = request.media_type
    if kind == kinds.EMPTY:
        raise Unreadable("empty", "the file has no bytes")
    if kind == kinds.OLE and _holds(request, "EncryptedPackage".encode("utf-16-le")):
        raise Unreadable("encrypted", "the office file needs a password")
    if kind not in READERS:
        raise Unreadable("unknown-format", f"{kind} is not read")
    module, _, function = READERS[kind].partition(":")
    reader: Reader = getattr(import_module(f"witnessmark.intake.{module}"), function)
    return reader(request)


def _holds(request: Request, words: bytes) -> bool:
    """Whether the words stand anywhere in the file, however large it is."""
    kept = b""
    with request.open() as stream:
        while chunk := stream.read(1 << 20):
            if words in kept + chunk:
                return True
            kept = chunk[-len(words) :]
    return False
