"""Files made to take for ever take no longer than others of their size."""

import time
from pathlib import Path

import pytest

from witnessmark.intake.auto_archiver import read_auto_archiver
from witnessmark.intake.formats import read_source

MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nDate: Tue, 20 Sep 2022 10:00:00 +0300\r\n"
SIZE = 200_000
HOSTILE = {
    "unclosed-tags.html": b"<html><body>" + b"<a " * (SIZE // 3),
    "unclosed-comments.html": b"<html><body>" + b"<!--" * (SIZE // 4),
    "comments-before-nothing.txt": b"<!---->" * (SIZE // 7),
    "deep.html": b"<html><body>" + b"<div>" * (SIZE // 5) + b"word",
    "html-again-and-again.html": b"<html " * (SIZE // 6),
    "hashes.md": b"# " + b"# " * (SIZE // 2) + b"x",
    "blanks.md": b"#" + b" " * SIZE + b"\n#" + b"\t" * SIZE,
    "tags.srt": b"1\n00:00:01,000 --> 00:00:02,000\n" + b"<i " * (SIZE // 3),
    "colons.srt": b"1\n00:00:01,000 --> 00:00:02,000\n" + b"00:" * (SIZE // 3),
    "quotes.csv": b'a,b\n"' + b'""' * (SIZE // 2),
    "delimiters.csv": b",;\t|" * (SIZE // 4),
    "content-type.eml": MAIL + b"Content-Type: text/plain; " + b'a="' * (SIZE // 3) + b"\r\n\r\nwords",
    "parameters.eml": MAIL + b"Content-Type: text/plain" + b"; a*1*=x" * (SIZE // 8) + b"\r\n\r\nwords",
    "addresses.eml": MAIL + b"Cc: " + b"a@(" * (SIZE // 3) + b"\r\n\r\nwords",
    "encoded-words.eml": MAIL + b"Subject: " + b"=?utf-8?q?a?=" * (SIZE // 13) + b"\r\n\r\nwords",
    "boundaries.eml": MAIL + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\n" * 900,
    "one-word.txt": "ї".encode("windows-1251") * SIZE,
    "signs.txt": "а¤".encode("windows-1251", "replace") * SIZE,
    "numbers.pdf": b"%PDF-1.4\n" + b"1 1 obj << " * (SIZE // 11),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_stays_in_proportion(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name])
    start = time.process_time()
    read_source(path, ocr=False)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("words", ["<title>", " ", "<tr><td>url</td><td>", "<tr> <td>url</td> <td>a"])
def test_the_page_of_an_archiver_takes_time_in_proportion(words: str, tmp_path: Path) -> None:
    made_with = 'Made with <a href="https://github.com/bellingcat/auto-archiver">'
    (tmp_path / "page.html").write_text(f"<title>{words * (SIZE // len(words))}{made_with}")
    start = time.process_time()
    read_auto_archiver(tmp_path)
    assert time.process_time() - start < 10
