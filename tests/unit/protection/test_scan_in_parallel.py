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
