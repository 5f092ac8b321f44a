"""The door of intake: a file in, what was read of it out. Whatever is in the file, an ``Intake`` comes back.

A format is a media type and a reader. To add one, write a module with a reader and name it in ``READERS``.
"""

from importlib import import_module
from pathlib import Path

from witnessmark.intake import kinds
from witnessmark.intake.kinds import media_type as media_type
from witnessmark.intake.mapping import RecordMapping
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
    path: Path,
    *,
    file_name: str | None = None,
    ocr: Ocr = True,
    mapping: RecordMapping | None = None,
    nesting: Nesting | None = None,
) -> Intake:
    """Read the file or folder at ``path``, received as ``file_name``. Never raises for bad input: see ``problem``.

    ``ocr``: False never, True for scanned pages and images that look like one, "captions" for every image.
    ``mapping`` says which columns of a table hold what; guessed when None. For a part of an archive or mail pass the
    ``deeper()`` of its parent's ``nesting``, so that archives within archives come to an end.
    """
    name = file_name or path.name
    try:
        kind = kinds.media_type(path, name)
    except OSError as error:
        return Intake(media_type=kinds.UNKNOWN, problem="damaged", detail=f"cannot be opened: {error.strerror}")
    request = Request(
        path=path, file_name=name, media_type=kind, nesting=nesting or Nesting(), ocr=ocr, mapping=mapping
    )
    try:
        return _reader(request)(request)
    except Unreadable as answer:
        return Intake(media_type=kind, problem=answer.problem, detail=answer.detail)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # whatever a hostile file does to a reader ends here, a panic in Rust included
        return Intake(media_type=kind, problem="damaged", detail=f"the reader stopped ({type(error).__name__})")


def _reader(request: Request) -> Reader:
    kind = request.media_type
    if kind == kinds.EMPTY:
        raise Unreadable("empty", "the file has no bytes")
    if kind == kinds.OLE and "EncryptedPackage".encode("utf-16-le") in request.path.read_bytes():
        raise Unreadable("encrypted", "the office file needs a password")
    if kind not in READERS:
        raise Unreadable("unknown-format", f"{kind} is not read")
    module, _, function = READERS[kind].partition(":")
    reader: Reader = getattr(import_module(f"witnessmark.intake.{module}"), function)
    return reader
