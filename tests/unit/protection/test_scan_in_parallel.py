"""On every core the scan finds what it finds on one."""

from pathlib import Path

import pytest

from witnessmark.protection import scan as scanning
from witnessmark.protection.forms import ProtectedWords


def test_many_files_are_looked_at_on_every_core(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        name = "Hnatiuk" if number % 7 == 0 else "nobody"
        (tmp_path / f"page-{number:02}.html").write_text(f"<p>said {name} &amp; others</p>", encoding="utf-8")
    words = ProtectedWords({"hnatiuk": ["p1"]})
    alone = scanning.scan(tmp_path, words, release="r1")
    monkeypatch.setattr(scanning, "MANY_FILES", 2)
    monkeypatch.setattr(scanning.os, "cpu_count", lambda: 2)
    together = scanning.scan(tmp_path, words, release="r1")
    assert {hit.file for hit in alone} == {f"page-{n:02}.html" for n in (0, 7, 14, 21, 28)}
    assert together == alone


def test_a_digest_that_begins_like_a_compressed_file_is_no_hit(tmp_path: Path) -> None:
    ids = ["1f8b08" + "00" * 13, "504b0304" + "ab" * 12, "1f8b0800" + "cd" * 28]
    (tmp_path / "claims.csv").write_text("\n".join(ids), encoding="utf-8")
    assert scanning.scan(tmp_path, ProtectedWords({"hnatiuk": ["p1"]}), release="r1") == ()
