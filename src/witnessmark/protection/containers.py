"""Opening what holds other things: PDF, images, ZIP and the office formats, gzip, fonts."""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

_MOST_BYTES = 1_000_000_000
_MOST_MEMBER = 400_000_000
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"\x00\x00\x01\x00")
_FONTS = (b"wOFF", b"wOF2", b"\x00\x01\x00\x00\x00", b"OTTO")


class TooLargeError(ValueError):
    """Opening a file would take more memory or time than a release is worth."""


class Budget:
    """How many decoded bytes one file may come to."""

    def __init__(self, most: int = _MOST_BYTES) -> None:
        self._left = most

    def take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise TooLargeError("more decoded bytes than one file may come to")


class Part(NamedTuple):
    """Something inside: text, bytes to be opened again, or None for what is known to be closed to us. ``is_file`` says
    that bytes of an unknown format are worth a report."""

    how: str
    content: str | bytes | None
    is_file: bool = False


def opened(data: bytes, budget: Budget) -> Iterator[Part]:
    """The parts of a file of a known format; nothing for any other. Raises what the parsers raise."""
    if data.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        yield from _pdf(data, budget)
    elif data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _zip(data, budget)
    elif data.startswith(b"\x1f\x8b"):
        yield Part("gzip", _inflate_gzip(data, budget), is_file=True)
    elif data.startswith(_IMAGES) or data[8:12] == b"WEBP" or data[4:12] in (b"ftypavif", b"ftypheic", b"ftypmif1"):
        yield from _image(data)
    elif data.startswith(_FONTS):
        yield Part("font", "")


def _inflate_gzip(data: bytes, budget: Budget) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        plain = stream.read(_MOST_MEMBER + 1)
    if len(plain) > _MOST_MEMBER:
        raise TooLargeError("a compressed stream is too large")
    budget.take(len(plain))
    return plain


def _zip(data: bytes, budget: Budget) -> Iterator[Part]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield Part("zip-comment", archive.comment.decode("utf-8", "replace"))
        for member in archive.infolist():
            yield Part("zip-name", member.filename)
            if member.comment or member.extra:
                yield Part("zip-comment", (member.comment + b"\n" + member.extra).decode("utf-8", "replace"))
            if member.is_dir():
                continue
            if member.flag_bits & 1:
                yield Part("zip-encrypted", None)
                continue
            if member.file_size > _MOST_MEMBER:
                raise TooLargeError("a member of an archive is too large")
            budget.take(member.file_size)
            yield Part("zip", archive.read(member), is_file=True)


def _image(data: bytes) -> Iterator[Part]:
    from PIL import ExifTags, Image

    with Image.open(io.BytesIO(data)) as image:
        image.load()  # text may stand behind the pixels
        yield Part("image-metadata", "\n".join(_words(image.info)))
        exif = image.getexif()
        values: list[Any] = [dict(exif)]
        for directory in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo, ExifTags.IFD.Interop, ExifTags.IFD.MakerNote):
            inner = exif.get_ifd(directory)
            values.append(inner)
            if directory is ExifTags.IFD.GPSInfo and inner:
                yield Part("image-position", None)
        yield Part("exif", "\n".join(word for value in values for word in _words(value)))


def _words(value: Any) -> Iterator[str]:
    """Every string in a nested value; bytes are read as UTF-8 and as UTF-16, since EXIF has both."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield value.decode("utf-8", "replace")
        yield value.decode("utf-16-le", "replace")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _words(key)
            yield from _words(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _words(each)


# PDF

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_LITERAL = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.DOTALL)
_HEX_STRING = re.compile(rb"<([0-9A-Fa-f\s]{6,})>")
_PDF_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_PDF_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _pdf(data: bytes, budget: Budget) -> Iterator[Part]:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    try:
        pages = []
        for index in range(len(document)):
            page = document[index]
            text_page = page.get_textpage()
            pages.append(text_page.get_text_bounded())
            text_page.close()
            page.close()
        yield Part("pdf-text", "\n".join(pages))
        yield Part("pdf-metadata", "\n".join(document.get_metadata_dict().values()))
        yield Part("pdf-outline", "\n".join(item.get_title() for item in document.get_toc()))
        for index in range(document.count_attachments()):
            attachment = document.get_attachment(index)
            yield Part("pdf-attachment-name", attachment.get_name())
            yield Part("pdf-attachment", bytes(attachment.get_data()), is_file=True)
    finally:
        document.close()
    yield Part("pdf-strings", "\n".join(_pdf_strings(data, budget)))


def _pdf_strings(data: bytes, budget: Budget) -> Iterator[str]:
    """Every string of the file's objects, also of compressed ones: alternative texts, notes, form fields, XMP."""
    yield from _strings_of(_STREAM.sub(b" ", data))
    for stream in _STREAM.finditer(data):
        try:
            inflating = zlib.decompressobj()
            plain = inflating.decompress(stream[1], _MOST_MEMBER)
        except zlib.error:
            plain = stream[1]
        budget.take(len(plain))
        if plain.lstrip()[:1] == b"<":
            yield plain.decode("utf-8", "replace")
        elif plain[:2000].count(0) < 20:
            yield from _strings_of(plain)


def _strings_of(data: bytes) -> Iterator[str]:
    for match in _LITERAL.finditer(data):
        yield _pdf_text(_PDF_ESCAPE.sub(_pdf_unescape, match[1]))
    for match in _HEX_STRING.finditer(data):
        digits = re.sub(rb"\s", b"", match[1])
        yield _pdf_text(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))


def _pdf_unescape(match: re.Match[bytes]) -> bytes:
    escape = match[1]
    if escape[:1].isdigit():
        return bytes([int(escape, 8) & 255])
    if escape.endswith(b"\n"):
        return b""
    return _PDF_NAMED.get(escape, escape)


def _pdf_text(value: bytes) -> str:
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8", "replace")
    return value.decode("latin-1")
