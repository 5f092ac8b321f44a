"""Make the exhibits: small files, each bad in the one way that its name says. Run after changing one:

    python tests/museum/make_exhibits.py

The same bytes come out each time. All words in them are invented.
"""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import yaml
from hostile import hostile_exhibits
from PIL import Image

EXHIBITS = Path(__file__).parent / "exhibits"
SENTENCE = "The bridge near the village was destroyed."
UKRAINIAN = "Міст біля села зруйновано. Мешканці повернулися додому."
_ABOUT = (
    "Each file here is bad in the one way that its name says, and all words in them are invented.",
    "`make_exhibits.py` makes the files and this table; `expected.yaml` says what intake must answer for each, and",
    "`test_exhibits.py` holds it to that. `hostile.py` makes those that somebody would make in order to harm. What is",
    "too large to be stored (a million entries, ten thousand mails in one another, 100 MB in one line), no file at all",
    "(pipes, devices, sockets) or changing is made on the spot by `test_taking_in.py`; `test_mutations.py` changes",
    "exhibits at random. A new way in which a file was bad becomes a new exhibit.",
)
_MOMENT = (2022, 9, 20, 0, 0, 0)


def zipped(members: dict[str, bytes], links: tuple[str, ...] = (), method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file with fixed times, so that it is the same each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = method
            entry.external_attr = ((0o120777 if name in links else 0o100644) & 0xFFFF) << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def pdf(pages: int = 1, encrypted: bool = False, end: bool = True, words: str = SENTENCE) -> bytes:
    """A plain PDF, one sentence a page, written out object by object."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for number in range(1, pages + 1):
        text = f"BT /F1 12 Tf 72 720 Td ({words} Page {number}.) Tj ET".encode("latin-1") if words else b""
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects) + 2} 0 R"
            "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(text), text))
    objects[1] = f"<</Type/Pages/Count {pages}/Kids[{' '.join(kids)}]>>".encode()
    trailer = f"/Size {len(objects) + 1}/Root 1 0 R"
    if encrypted:  # a password handler with keys that no password fits
        objects.append(b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">>>")
        trailer = f"/Size {len(objects) + 1}/Root 1 0 R/Encrypt {len(objects)} 0 R/ID[<{'00' * 16}><{'00' * 16}>]"
    body, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    whole = body + table + b"trailer<<%s>>\nstartxref\n%d\n%%%%EOF\n" % (trailer.encode(), len(body))
    return whole if end else whole[: len(whole) // 2]


CONTENT_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, prolog: str = "") -> bytes:
    document = f'<?xml version="1.0"?>{prolog}<w:document {W}><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": document.encode()})


def xlsx(sheet: str, prolog: str = "") -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    sheets = '<sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets>'
    book = f'<workbook xmlns="{main}" xmlns:r="{relations}">{sheets}</workbook>'
    return zipped(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": (
                f'<Relationships xmlns="{package}"><Relationship Id="r0" Type="{relations}/officeDocument" '
                'Target="xl/workbook.xml"/></Relationships>'
            ).encode(),
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{relations}/worksheet" '
                'Target="worksheets/sheet1.xml"/></Relationships>'
            ).encode(),
            "xl/worksheets/sheet1.xml": (
                f'<?xml version="1.0"?>{prolog}<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>'
            ).encode(),
        }
    )


BOMB = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


def nested_zips(levels: int) -> bytes:
    data = zipped({"bottom.txt": SENTENCE.encode()})
    for level in range(levels - 1):
        data = zipped({f"level-{levels - 1 - level}.zip": data})
    return data


def flat_bomb() -> bytes:
    """Sixteen megabytes of nothing, packed a thousandfold."""
    return zipped({"zeros.txt": b"\0" * (16 << 20)})


def encrypted_member() -> bytes:
    """The flag of encryption set on a member: nothing in it can be read without the password."""
    data = bytearray(zipped({"open.txt": SENTENCE.encode(), "secret.txt": b"x" * 40}, method=zipfile.ZIP_STORED))
    second = data.rindex(b"PK\x01\x02")
    data[second + 8] |= 1
    data[data.rindex(b"PK\x03\x04") + 6] |= 1
    return bytes(data)


def jpeg(
    exif: dict[int, object] | None = None, gps: dict[int, object] | None = None, times: dict[int, str] | None = None
) -> bytes:
    image = Image.new("RGB", (64, 48), (70, 90, 60))
    block = image.getexif()
    for tag, value in (exif or {}).items():
        block[tag] = value
    if times:
        block[0x8769] = times
    if gps:
        block[0x8825] = gps
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=block)
    return buffer.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that only says how large it is."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


MAIL = (
    "From: Somebody <somebody@example.org>\r\nTo: Mission <mission@example.org>\r\nSubject: Notes\r\n"
    "Date: Tue, 20 Sep 2022 10:00:00 +0300\r\nMIME-Version: 1.0\r\n"
)


def deep_mail(levels: int) -> bytes:
    text = MAIL
    for level in range(levels):
        text += f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n'
    return (text + f"Content-Type: text/plain\r\n\r\n{SENTENCE}\r\n").encode()


def exhibits() -> dict[str, bytes]:
    """File name → bytes."""
    photo = jpeg({0x010F: "Acme"}, times={0x9003: "2022:09:12 14:03:11"})
    return {
        "empty.txt": b"",
        "only-blanks.txt": b" \r\n\t\r\n",
        "nul-bytes.txt": b"The bridge\0 was destroyed.\nIt was night.\0\n",
        "random-bytes.txt": bytes((index * 197 + (index * index) % 251) % 256 for index in range(3000)),
        "utf16-odd-byte.txt": UKRAINIAN.encode("utf-16") + b"\x41",
        "utf16-without-mark.txt": UKRAINIAN.encode("utf-16-be"),
        "mixed-encodings.txt": UKRAINIAN.encode() + b"\n" + UKRAINIAN.encode("windows-1251") + b"\n",
        "utf8-one-wrong-byte.txt": UKRAINIAN.encode()[:8] + b"\xff" + UKRAINIAN.encode()[8:],
        "windows-1251-all-capitals.txt": UKRAINIAN.upper().encode("windows-1251"),
        "koi8-u.txt": UKRAINIAN.encode("koi8-u"),
        "right-to-left-override.txt": "Report \u202efdp.txt\u202c was received.".encode(),
        "pdf-named-txt.txt": pdf(),
        "html-named-txt.txt": f"<!DOCTYPE html><html><body><p>{SENTENCE}</p></body></html>".encode(),
        "text-named-pdf.pdf": SENTENCE.encode(),
        "html-with-no-text.html": b"<html><head><title>x</title></head><body><script>var a = 1</script></body></html>",
        "html-never-closed.html": f"<html><body><div><p>{SENTENCE}<p><b>It was night.".encode(),
        "html-says-wrong-charset.html": (
            f'<html><head><meta charset="koi8-u"></head><body><p>{UKRAINIAN}</p></body></html>'
        ).encode(),
        "html-fetches-from-network.html": (
            '<html><head><link rel="stylesheet" href="http://192.0.2.1/a.css"></head><body>'
            f'<p>{SENTENCE}</p><img src="http://192.0.2.1/b.png"></body></html>'
        ).encode(),
        "pdf-cut-off-in-the-middle.pdf": pdf(pages=3, end=False),
        "pdf-without-its-last-lines.pdf": pdf(pages=3)[:-18],
        "pdf-encrypted.pdf": pdf(encrypted=True),
        "pdf-with-rubbish-before.pdf": b"X-Gateway: passed\r\n\r\n" + pdf(),
        "pdf-of-nothing.pdf": pdf(words=""),
        "docx-without-document-part.docx": zipped({"[Content_Types].xml": CONTENT_TYPES, "word/styles.xml": b"<s/>"}),
        "docx-with-entities.docx": docx("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", BOMB),
        "docx-cut-off.docx": docx(f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>" * 40)[:400],
        "docx-of-nothing.docx": docx("<w:p/>"),
        "docx-with-deleted-words.docx": docx(
            "<w:p><w:r><w:t>The bridge </w:t></w:r><w:del><w:r><w:delText>stood</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>was destroyed</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>"
        ),
        "docx-tables-forty-deep.docx": docx(
            "<w:tbl><w:tr><w:tc>" * 40 + "<w:p><w:r><w:t>deep</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 40
        ),
        "xlsx-xml-bomb.xlsx": xlsx('<row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row>', BOMB),
        "xlsx-cells-in-far-corners.xlsx": xlsx(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
        ),
        "xlsx-of-nothing.xlsx": xlsx(""),
        "office-file-with-password.docx": (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100
        ),
        "old-word-document.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "csv-ragged-rows.csv": b"Date,Place,Note\n2022-09-10,Izium\n2022-09-11,Balakliia,bridge,extra\n",
        "csv-formula-injection.csv": b'Date,Note\n2022-09-10,"=HYPERLINK(""http://192.0.2.1/"",""see"")"\n',
        "csv-quote-never-closed.csv": b'Date,Note\n2022-09-10,"the bridge\n2022-09-11,the road\n',
        "csv-semicolons-in-windows-1251.csv": "Дата;Місце;Опис\n2022-09-10;Ізюм;міст, зруйновано\n".encode(
            "windows-1251"
        ),
        "csv-same-header-twice.csv": b"Date,Note,Note\n2022-09-10,bridge,road\n",
        "srt-times-run-backwards.srt": (
            b"1\n00:00:09,000 --> 00:00:11,000\nThe bridge was gone.\n\n"
            b"2\n00:00:02,000 --> 00:00:01,000\nWe went home.\n"
        ),
        "srt-without-cues.srt": b"nothing here\n",
        "eml-with-broken-mime.eml": (
            MAIL
            + 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n'
            f"Content-Transfer-Encoding: base64\r\n\r\n{SENTENCE}!!\r\n"
            f"--b\r\nContent-Type: text/plain\r\n\r\n{SENTENCE}\r\n"
        ).encode(),
        "eml-sixty-parts-deep.eml": deep_mail(60),
        "eml-attachment-with-path.eml": (
            MAIL + 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
            f"{SENTENCE}\r\n--b\r\nContent-Type: text/plain\r\n"
            'Content-Disposition: attachment; filename="../../etc/notes.txt"\r\n\r\nIt was night.\r\n--b--\r\n'
        ).encode(),
        "eml-date-that-is-none.eml": (MAIL.replace("Tue, 20 Sep 2022", "Someday") + f"\r\n{SENTENCE}\r\n").encode(),
        "jpeg-with-exif-position-0-0.jpg": jpeg(
            {0x010F: "Acme"}, {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}
        ),
        "jpeg-with-position-outside-the-globe.jpg": jpeg(
            {0x010F: "Acme"}, {1: "N", 2: (149.0, 0.0, 0.0), 3: "E", 4: (37.0, 0.0, 0.0)}
        ),
        "jpeg-with-clock-never-set.jpg": jpeg({0x010F: "Acme"}, times={0x9003: "0000:00:00 00:00:00"}),
        "jpeg-cut-off.jpg": photo[: len(photo) - 30],
        "jpeg-of-three-bytes.jpg": b"\xff\xd8\xff",
        "png-huge-dimensions.png": png_header(60_000, 60_000),
        "zip-bomb-42-levels.zip": nested_zips(42),
        "zip-bomb-thousandfold.zip": flat_bomb(),
        "zip-path-traversal.zip": zipped({"../../evil.txt": b"x", "good.txt": SENTENCE.encode(), "C:\\evil.txt": b"x"}),
        "zip-symlink.zip": zipped({"link.txt": b"/etc/hostname", "good.txt": SENTENCE.encode()}, links=("link.txt",)),
        "zip-encrypted-member.zip": encrypted_member(),
        "zip-cut-off.zip": zipped({"good.txt": SENTENCE.encode()})[:-20],
        "zip-of-nothing.zip": zipped({}),
        "zip-wrong-checksum.zip": zipped({"good.txt": SENTENCE.encode()}, method=zipfile.ZIP_STORED).replace(
            b"bridge", b"BRIDGE"
        ),
        "unknown-program.bin": b"\x7fELF\2\1\1" + b"\0\x90\x01\xfe" * 300,
        "photo.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\x01\x02\x90" * 100,
        **hostile_exhibits(
            docx(f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"),
            xlsx(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{SENTENCE}</t></is></c></row>'),
            zipped({"inside.txt": SENTENCE.encode()}),
            W,
        ),
    }


def write_readme(expected: dict[str, dict[str, object]]) -> None:
    """The table of all exhibits, from what the test expects of them."""
    rows = [
        f"| `{name}` | {what['wrong']} | {what.get('problem') or 'none: it is read'} |"
        for name, what in expected.items()
    ]
    head = (
        "# The museum of bad input\n\n"
        + " ".join(_ABOUT)
        + "\n\n| exhibit | what is wrong | problem |\n|---|---|---|\n"
    )
    (EXHIBITS.parent / "README.md").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    EXHIBITS.mkdir(exist_ok=True)
    made = exhibits()
    for path in EXHIBITS.iterdir():
        if path.name not in made:
            path.unlink()
    for name, data in made.items():
        (EXHIBITS / name).write_bytes(data)
    write_readme(yaml.safe_load((EXHIBITS.parent / "expected.yaml").read_text(encoding="utf-8")))
    print(f"{len(made)} exhibits, {sum(map(len, made.values())) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
