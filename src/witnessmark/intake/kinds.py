"""What a file is, found by its content. A name decides only among formats that are all plain text."""

import re
from pathlib import Path, PurePosixPath

from witnessmark.intake.encoding import decode, looks_like_text
from witnessmark.intake.place import Place, open_place
from witnessmark.intake.zips import opened_zip

UNKNOWN = "application/octet-stream"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
OLE = "application/x-ole-storage"
FOLDER = "inode/directory"
EMPTY = "inode/x-empty"

_HEAD = 16_384
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"PK\3\4", ZIP),
    (b"PK\5\6", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
)  # fmt: skip
_BY_EXTENSION = {
    ".md": "text/markdown", ".markdown": "text/markdown", ".html": "text/html", ".htm": "text/html",
    ".xhtml": "text/html", ".srt": "application/x-subrip", ".vtt": "text/vtt", ".csv": "text/csv",
    ".tsv": "text/tab-separated-values", ".eml": "message/rfc822", ".json": "application/json",
    ".geojson": "application/geo+json", ".xml": "application/xml", ".kml": "application/vnd.google-earth.kml+xml",
    ".gpx": "application/gpx+xml", ".js": "text/javascript", ".css": "text/css", ".py": "text/x-python",
}  # fmt: skip
_DECLARED = re.compile(
    r"application/(?:vnd\.oasis\.opendocument\.(?:text|spreadsheet|presentation|graphics)|epub\+zip)"
)
"""What an archive may say of itself. Any other words in it are content, and no name of a format."""
_COMMENT = re.compile(r"\s*(?:<!--(?:[^-]|-(?!->))*-->|<\?xml[^>]*>)")
_HTML = re.compile(r"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_SUBRIP = re.compile(r"\s*\d+[ \t]*\r?\n\s*\d{1,3}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->")
_MAIL = re.compile(r"(?:[!-9;-~]+:[ \t].*\r?\n(?:[ \t].*\r?\n)*){2,}", re.ASCII)
_MAIL_FIELDS = re.compile(
    r"^(?:from|to|subject|date|received|message-id|mime-version|return-path|delivered-to):", re.I | re.M
)


def media_type(place: Place, file_name: str | None = None) -> str:
    """The media type of the file at ``place``; ``file_name`` is the name it was received under.

    Never raises for what is in the file; ``OSError`` when it cannot be opened.
    """
    if isinstance(place, Path) and place.is_dir():
        return FOLDER
    with open_place(place) as stream:
        head = stream.read(_HEAD)
    if not head:
        return EMPTY
    kind = _binary(head)
    if kind == ZIP:
        return _zip_kind(place, head)
    if kind:
        return kind
    return _text_kind(head, _extension(place, file_name)) or _named_by_puremagic(head)


def _binary(head: bytes) -> str | None:
    for magic, kind in _MAGIC:
        if head.startswith(magic) and (kind != "image/bmp" or head[6:10] == b"\0\0\0\0"):
            return kind
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "image/heic" if brand in (b"heic", b"heix", b"mif1", b"msf1", b"hevc") else "video/mp4"
    if b"%PDF-" in head[:1024] and b"\0" not in head[: head.index(b"%PDF-")]:
        return PDF  # a PDF may begin with rubbish, and mail gateways put it there
    return None


def _extension(place: Place, file_name: str | None) -> str:
    name = file_name or (place.name if isinstance(place, Path) else "")
    return PurePosixPath(name).suffix.lower()


def _zip_kind(place: Place, head: bytes) -> str:
    """DOCX and XLSX are ZIP files with known members; one that is cut off shows them at its beginning."""
    try:
        with opened_zip(place) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                declared = archive.open("mimetype").read(200).decode("ascii", "replace").strip()
                return declared if _DECLARED.fullmatch(declared) else ZIP
    except MemoryError:
        raise
    except Exception:
        return DOCX if b"word/" in head else XLSX if b"xl/" in head else ZIP
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    if "[Content_Types].xml" in names:
        folders = {name.partition("/")[0] for name in names}
        return DOCX if "word" in folders else XLSX if "xl" in folders else "application/x-ooxml"
    return ZIP


def text_kind(data: bytes, extension: str) -> str | None:
    """The media type of bytes that are text and bear the mark of no other format; None for all others."""
    return None if _binary(data[:_HEAD]) else _text_kind(data[:_HEAD], extension)


def _text_kind(head: bytes, extension: str) -> str | None:
    text = decode(head[:-4] if len(head) == _HEAD else head).text
    if not looks_like_text(text):
        return None
    if text.startswith("WEBVTT"):
        return "text/vtt"
    if _is_html(text):
        return "text/html"
    if _SUBRIP.match(text):
        return "application/x-subrip"
    if extension in _BY_EXTENSION:
        return _BY_EXTENSION[extension]
    if (found := _MAIL.match(text)) and len(_MAIL_FIELDS.findall(found.group())) >= 3:
        return "message/rfc822"
    if text.lstrip().startswith("<?xml"):
        return "application/xml"
    return "text/plain"


def _is_html(text: str) -> bool:
    position = 0
    while found := _COMMENT.match(text, position):
        position = found.end()
    return _HTML.match(text, position) is not None


def _named_by_puremagic(head: bytes) -> str:
    """A name for what we do not read: the user then knows what it is."""
    import puremagic

    try:
        return str(puremagic.from_string(head, mime=True)).strip() or UNKNOWN
    except (puremagic.PureError, ValueError, IndexError):
        return UNKNOWN
