"""The scan finds a protected word in every wrapping, and says where but never what."""

import base64
import gzip
import html
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from witnessmark.protection.decode import layers
from witnessmark.protection.forms import ProtectedWords, protect
from witnessmark.protection.scan import scan, unwaived

NAMES = ("Степан Грицай", "Oleksandra Voitovych")
PROTECTED = protect({"a": NAMES[:1], "b": NAMES[1:]})
WORDS = ("Грицаєм", "Hrytsai", "VOITOVYCH", "Войтович")


def found(data: bytes) -> bool:
    return any(layer.text is not None and PROTECTED.find(layer.text, shortest=layer.shortest) for layer in layers(data))


def entities(text: str) -> str:
    return "".join(f"&#x{ord(sign):x};" for sign in text)


def escapes(text: str) -> str:
    return json.dumps(text)[1:-1].replace("H", "\\u0048").replace("V", "\\x56")


def encoded(text: str) -> str:
    return base64.b64encode(f"said {text} today".encode()).decode()


def joined(text: str) -> str:
    return f'x = "{text[:3]}" + "{text[3:]}"'


TEXT_WRAPPINGS: dict[str, Callable[[str], str]] = {
    "plain": lambda text: f"so {text} said",
    "attribute": lambda text: f'<img alt="{text}" src=x>',
    "comment": lambda text: f"<!-- {text} -->",
    "decimal entities": lambda text: f"<p>{''.join(f'&#{ord(sign)};' for sign in text)}</p>",
    "entities": lambda text: f"<p>{entities(text)}</p>",
    "split by tags": lambda text: f"<p>{text[:2]}<b>{text[2:4]}</b>{text[4:]}</p>",
    "JSON escapes": lambda text: f'{{"a": "{escapes(text)}"}}',
    "after an escaped line break": lambda text: json.dumps(f"said\n{text}\tthen", ensure_ascii=False),
    "percent": lambda text: f"<a href='people/{quote(text)}.html'>",
    "base64": lambda text: f'data("{encoded(text)}")',
    "data address": lambda text: f"url(data:text/plain;base64,{encoded(text)})",
    "hexadecimal": lambda text: f"id={f'by {text} then'.encode().hex()};",
    "strings joined": joined,
    "entities of percent": lambda text: html.escape(quote(text)).replace("%", "&#37;"),
    "base64 in JSON in base64": lambda text: encoded(json.dumps({"x": encoded(text)})),
    "quoted-printable": lambda text: "".join(f"={byte:02X}" for byte in f"by {text} on".encode()),
    "css": lambda text: "".join(f"\\{ord(sign):x} " for sign in text),
    "soft hyphens": lambda text: "\u00ad".join(text),
    "zero width": lambda text: "\u200b".join(text),
    "upper case": str.upper,
    "broken over lines": lambda text: f"{text[:3]}-\n{text[3:]}",
    "wide letters": lambda text: "".join(chr(ord(s) + 0xFEE0) if "!" <= s <= "~" else s for s in text),
}


@pytest.mark.parametrize("wrapping", TEXT_WRAPPINGS)
@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_found_in_text_of_every_wrapping(wrapping: str, word: str) -> None:
    wrapped = TEXT_WRAPPINGS[wrapping](word)
    assert found(wrapped.encode())
    assert not found(TEXT_WRAPPINGS[wrapping]("Oskilske").encode())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_word_is_found_in_every_encoding(encoding: str) -> None:
    assert found("В селі бачили Грицая того дня".encode(encoding))


def zipped(text: str, *, name: bool) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{text}.txt" if name else "a.txt", "x" if name else f"by {text}, all of it")
    return out.getvalue()


def png(text: str) -> bytes:
    out = io.BytesIO()
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Comment", text)
    Image.new("RGB", (4, 4)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def jpeg(text: str, *, gps: bool = False) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x9C9C] = text.encode("utf-16-le")
    if gps:
        exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (4, 4)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def sheet(text: str) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet("people").write(0, 0, text)
    book.close()
    return out.getvalue()


def pdf(source: str) -> bytes:
    """A PDF of what is written in Typst's markup."""
    import typst

    made = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_found_in_files_of_every_kind(word: str) -> None:
    assert found(zipped(word, name=False))
    assert found(zipped(word, name=True))
    assert found(png(word))
    assert found(jpeg(word))
    assert found(sheet(word))
    assert found(gzip.compress(f"by {word}".encode()))
    assert found(b"\x01\x02\x03\xfe" + f" {word} ".encode() + b"\xff\xfe\x00")


def test_a_word_is_found_in_every_part_of_a_pdf() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
    assert not found(pdf('#set document(title: "Oskil")\nThe well'))
    assert found(pdf("The well of Грицай"))
    assert found(pdf('#set document(title: "Voitovych")\nThe well'))
    assert found(pdf('#set document(description: "Voitovych")\nThe well'))
    assert found(pdf("The well #hide[= Hrytsai]"))
    assert found(pdf(f'#image(bytes(`{drawing}`.text), format: "svg", alt: "The well of Hrytsai")'))
    assert found(pdf('#pdf.attach("a.txt", bytes("given by Voitovych"))\nThe well'))
    assert found(pdf('#link("https://example.org/hrytsai")[x]'))


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 broken", b"PK\x03\x04 broken", b"\x89PNG broken", b"\x00\x9f\x92\x96 abc\x00"]
)
def test_what_cannot_be_opened_is_a_hit(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "thing.bin").write_bytes(data)
    assert [hit.file for hit in scan(tmp_path, PROTECTED)] == ["thing.bin"]


def test_an_archive_that_unpacks_without_end_is_a_hit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("witnessmark.protection.containers._MOST_MEMBER", 1000)
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(b"0" * 5000))
    (tmp_path / "bomb.zip").write_bytes(zipped("0" * 5000, name=False))
    assert [(hit.file, hit.how) for hit in scan(tmp_path, PROTECTED)] == [
        ("bomb.gz", "too-large"),
        ("bomb.zip", "too-large"),
    ]


def test_a_position_in_a_photograph_is_a_hit_unless_it_may_stand(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(jpeg("a barn", gps=True))
    assert [hit.how for hit in scan(tmp_path, PROTECTED)] == ["image-position"]
    assert not scan(tmp_path, PROTECTED, positions_may_stand=True)


def test_a_hit_says_where_and_never_what(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "hrytsai.html").write_text("one\ntwo Степан Грицай\n")
    (tmp_path / "link.html").symlink_to(tmp_path / "people" / "hrytsai.html")
    hits = scan(tmp_path, PROTECTED, release="r1")
    assert len(hits) == 4
    assert {hit.line for hit in hits if hit.how == "text"} == {2}
    assert "symbolic-link" in {hit.how for hit in hits}
    for word in ("hrytsai", "Степан", "Грицай"):
        assert word not in repr(hits)
    assert "Грицай" not in repr(PROTECTED)


def test_a_waiver_is_for_one_hit_of_one_release(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("the street of Stepan Bandera; " + "x" * 60 + " where Stepan lives")
    hits = scan(tmp_path, PROTECTED, release="r1")
    assert len({hit.id for hit in hits}) == len(hits) == 2
    assert unwaived(hits, [hits[0].id]) == hits[1:]
    assert not {hit.id for hit in hits} & {hit.id for hit in scan(tmp_path, PROTECTED, release="r2")}


def test_known_assets_are_not_opened(tmp_path: Path) -> None:
    import hashlib

    (tmp_path / "vendor.js").write_bytes(b"author: Stepan")
    assert scan(tmp_path, PROTECTED)
    assert not scan(tmp_path, PROTECTED, known=frozenset({hashlib.sha256(b"author: Stepan").hexdigest()}))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    for magic in (b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\x1f\x8b", b"<p>&#"):
        list(layers(magic + data))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["entities", "percent", "base64", "JSON escapes", "hexadecimal"]), min_size=1, max_size=3),
    st.sampled_from(WORDS),
)
def test_wrappings_inside_wrappings_are_opened(wrappings: list[str], word: str) -> None:
    text = f"so {word} said"
    for wrapping in wrappings:
        text = TEXT_WRAPPINGS[wrapping](text)
    assert found(text.encode())


def test_nothing_protected_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Stepan")
    assert not scan(tmp_path, ProtectedWords({}))


@given(st.sampled_from([b"BM", b"GIF8", b"%PDF-1", b"PK\x03\x04", b"\x1f\x8b\x08"]), st.binary(max_size=30))
def test_a_digest_or_key_that_begins_as_a_file_does_is_no_closed_file(beginning: bytes, rest: bytes) -> None:
    """Every page shows many of them; one in some ten thousand would stop a publication for nothing."""
    page = f'<code class="hash">{(beginning + rest)[:32].hex()}</code>'
    assert all(layer.text is not None for layer in layers(page.encode()))
