"""Files inside files: what is opened, and what is said to be closed."""

import io
import zipfile
import zlib

import pytest
from PIL import Image

from witnessmark.protection.containers import Budget, TooLargeError, opened
from witnessmark.protection.decode import DEPTH, layers
from witnessmark.protection.forms import protect

PROTECTED = protect({"a": ["Stepan Hrytsai"]})


def found(data: bytes) -> bool:
    return any(layer.text is not None and PROTECTED.find(layer.text, shortest=layer.shortest) for layer in layers(data))


def closed(data: bytes) -> set[str]:
    return {layer.how for layer in layers(data) if layer.text is None}


def zipped(name: str, content: bytes, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = comment
        archive.writestr(zipfile.ZipInfo("folder/"), b"")
        archive.writestr(name, content)
    return out.getvalue()


def test_an_archive_is_opened_with_its_names_and_comments() -> None:
    assert found(zipped("a.txt", b"by Hrytsai"))
    assert found(zipped("a.txt", b"", comment=b"for Hrytsai"))
    assert not found(zipped("a.txt", b"by somebody", comment=b"x"))


def test_an_encrypted_member_is_closed() -> None:
    data = bytearray(zipped("a.txt", b"by Hrytsai"))
    for header, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(header) + flag] |= 1
    assert "zip-encrypted" in closed(bytes(data))


def test_archives_in_archives_are_opened_to_a_depth() -> None:
    data = b"by Hrytsai"
    for _ in range(DEPTH - 1):
        data = zipped("inner.zip" if data.startswith(b"PK") else "a.txt", data)
    assert found(data)
    for _ in range(3):
        data = zipped("inner.zip", data)
    assert any(how.endswith("too-deep") for how in closed(data))


def test_an_unknown_member_of_an_archive_is_closed() -> None:
    assert "unknown-format" in closed(zipped("a.bin", b"\x00\x9f\x92\x96\x00"))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "TIFF", "BMP", "ICO"])
def test_images_of_every_kind_are_opened(kind: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (16, 16)).save(out, kind)
    assert not closed(out.getvalue())


def test_a_comment_in_a_gif_is_found() -> None:
    out = io.BytesIO()
    Image.new("P", (4, 4)).save(out, "GIF", comment=b"photo by Hrytsai")
    assert found(out.getvalue())


def test_a_font_is_known_and_holds_no_text() -> None:
    assert not closed(b"wOF2" + b"\x9f\x00\x96" * 20)


def pdf_with(*objects: bytes) -> bytes:
    """A one-page PDF with further objects, whose table of references is left out: readers rebuild it."""
    page = (
        b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj "
        b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj "
    )
    more = b" ".join(b"%d 0 obj %s endobj" % (number, each) for number, each in enumerate(objects, start=4))
    return b"%PDF-1.7\n" + page + more + b"\ntrailer <</Root 1 0 R>>\n%%EOF"


def stream(content: bytes, *, compressed: bool = True) -> bytes:
    body = zlib.compress(content) if compressed else content
    return b"<</Length %d>> stream\n%s\nendstream" % (len(body), body)


@pytest.mark.parametrize(
    "part",
    [
        b"<</Contents (a note on Hrytsai)>>",
        b"<</Contents (a note on Hryt\\163ai)>>",
        b"<</Contents (a note on Hryt\\\nsai\\n)>>",
        b"<</Contents <" + ("on Hrytsai".encode("utf-16-be").hex()).encode().join([b"feff", b""]) + b">>>",
        b"<</Contents <efbbbf" + b"on Hrytsai".hex().encode() + b">>>",
        stream(b"<x:xmpmeta><dc:creator>Hrytsai</dc:creator></x:xmpmeta>"),
        stream(b"<x:xmpmeta><dc:creator>Hrytsai</dc:creator></x:xmpmeta>", compressed=False),
        stream(b"4 0 <</Alt (a picture of Hrytsai)>>"),
    ],
)
def test_strings_of_a_pdf_are_found_wherever_they_stand(part: bytes) -> None:
    assert not found(pdf_with(b"<</Contents (a note)>>"))
    assert found(pdf_with(part))


def test_the_budget_holds_for_everything_inside() -> None:
    with pytest.raises(TooLargeError):
        list(opened(zipped("a.txt", b"0" * 100), Budget(50)))
    with pytest.raises(TooLargeError):
        list(opened(pdf_with(stream(b"0" * 100_000)), Budget(50)))


def test_decoding_without_end_is_said_to_be_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("witnessmark.protection.decode.Budget", lambda: Budget(30))
    assert closed(b"<p>&amp; a page of more than thirty signs</p>") == {"too-large"}
    monkeypatch.setattr("witnessmark.protection.decode.Budget", lambda: Budget(60))
    assert closed(b"<p>&amp; a page of more than thirty signs</p>") == {"too-large"}
