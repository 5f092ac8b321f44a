"""Folders that bring their own record: what they say of each file is taken and compared with its bytes."""

import csv
import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import bagit
import pytest

from witnessmark.intake.auto_archiver import is_auto_archiver, read_auto_archiver
from witnessmark.intake.bag import is_bag, read_bag


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    """Made by the library of the Library of Congress."""
    folder = tmp_path / "handover"
    (folder / "фото").mkdir(parents=True)
    (folder / "report.txt").write_text("Bread came to Borivske.")
    (folder / "фото" / "100% sure.txt").write_text("A caption.")
    bagit.make_bag(str(folder), {"Source-Organization": "An archive", "Contact-Name": "Nobody"}, checksums=["sha256"])
    return folder


def problems(folder: Path) -> dict[str, str | None]:
    received = read_bag(folder)
    return {name: received.told[path].problem for path, name in received.files} | dict(received.lacking)


def test_a_bag_is_taken_with_what_it_says(bag: Path) -> None:
    assert is_bag(bag)
    received = read_bag(bag)
    assert [name for _, name in received.files] == ["handover/report.txt", "handover/фото/100% sure.txt"]
    told = received.told[bag / "data/report.txt"]
    digest = hashlib.sha256(b"Bread came to Borivske.").hexdigest()
    assert (told.event, told.problem) == ("bag-verified", None)
    assert f"sha256: {digest}" in told.note and "Source-Organization: An archive" in told.note
    assert received.lacking == ()


def test_what_does_not_agree_is_said_of_each_file(bag: Path) -> None:
    (bag / "data/report.txt").write_text("Bread came to Izium.")
    (bag / "data/фото/100% sure.txt").unlink()
    (bag / "data/more.txt").write_text("more")
    assert problems(bag) == {
        "handover/report.txt": "not-as-listed",
        "handover/more.txt": "not-listed",
        "handover/фото/100% sure.txt": "lacking",
    }


def test_every_manifest_must_agree(bag: Path) -> None:
    (bag / "manifest-md5.txt").write_text(f"{'0' * 32}  data/report.txt\n")
    assert problems(bag)["handover/report.txt"] == "not-as-listed"


def test_a_bag_leads_nowhere(bag: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (bag / "data/link.txt").symlink_to(tmp_path / "secret.txt")
    (bag / "data/folder").symlink_to(tmp_path)
    with (bag / "manifest-sha256.txt").open("a") as manifest:
        manifest.write(f"{'0' * 64}  data/../../secret.txt\n{'0' * 64}  /etc/passwd\n")
    received = read_bag(bag)
    assert all(path.is_relative_to(bag / "data") and "secret" not in name for path, name in received.files)
    assert {reason for name, reason in received.lacking} == {"unsafe-path"}


def test_what_is_to_be_fetched_is_lacking(bag: Path) -> None:
    (bag / "fetch.txt").write_text("https://example.org/x 3 data/x.txt\n")
    with (bag / "manifest-sha256.txt").open("a") as manifest:
        manifest.write(f"{'0' * 64}  data/x.txt\n")
    assert problems(bag)["handover/x.txt"] == "lacking"


@pytest.mark.parametrize("declared", [b"", b"\xff\xfe\x00", b"Tag-File-Character-Encoding: rot13\n"])
def test_a_broken_declaration_stops_nothing(bag: Path, declared: bytes) -> None:
    (bag / "bagit.txt").write_bytes(declared)
    assert problems(bag)["handover/report.txt"] is None


ITEM = {
    "url": "https://example.org/post/1",
    "title": "Shop in Izium",
    "timestamp": datetime(2022, 9, 12, 8, 30, tzinfo=UTC),
    "_processed_at": datetime(2022, 9, 20, 10, 0, tzinfo=UTC),
}


def media(name: str, digest: str, **properties: Any) -> dict[str, Any]:
    return {
        "filename": f"/tmp/x/{name}", "_key": f"./local_archive/{name}", "urls": [f"./local_archive/{name}"],
        "properties": {"hash": f"SHA-256:{digest}", **properties}, "_mimetype": "image/jpeg", "_stored": True,
    }  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """As auto-archiver 1.2 writes it: flat local storage with the CSV database beside the media."""
    folder = tmp_path / "local_archive"
    folder.mkdir()
    (folder / "a1.txt").write_bytes(b"They broke the window of the shop.")
    (folder / "thumb.txt").write_bytes(b"thumb")
    digest = hashlib.sha256(b"They broke the window of the shop.").hexdigest()
    thumb = media("thumb.txt", hashlib.sha256(b"thumb").hexdigest())
    table(folder, [ITEM], [[media("a1.txt", digest, thumbnails=[thumb]), media("gone.mp4", "0" * 64)]])
    return folder


def table(folder: Path, items: list[Any], found: list[Any]) -> None:
    with (folder / "db.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=["status", "metadata", "media"])
        writer.writeheader()
        for metadata, each in zip(items, found, strict=True):
            writer.writerow({"status": "generic: success", "metadata": metadata, "media": each})


def test_an_archive_is_taken_with_address_times_and_digests(archive: Path) -> None:
    assert is_auto_archiver(archive)
    received = read_auto_archiver(archive)
    assert [name for _, name in received.files] == [f"local_archive/{n}" for n in ("a1.txt", "db.csv", "thumb.txt")]
    told = received.told[archive / "a1.txt"]
    assert (told.event, told.problem, told.document_date) == ("archived-online", None, "2022-09-12")
    for line in ("url: https://example.org/post/1", "title: Shop in Izium", "timestamp: 2022-09-12T08:30:00+00:00",
                 "processed_at: 2022-09-20T10:00:00+00:00", "sha256: "):  # fmt: skip
        assert line in told.note
    assert received.told[archive / "thumb.txt"].problem is None
    assert received.lacking == (("local_archive/gone.mp4", "lacking"),)


def test_a_changed_file_of_an_archive_is_said_to_be_changed(archive: Path) -> None:
    (archive / "a1.txt").write_bytes(b"other")
    told = read_auto_archiver(archive).told[archive / "a1.txt"]
    assert (told.event, told.problem) == ("archive-mismatch", "not-as-listed")


@pytest.mark.parametrize(
    "value",
    ["__import__('os').system('touch /tmp/run')", "{'url': open('/etc/passwd').read()}", "(" * 5000, "{", "[1, 2]",
     "{'timestamp': datetime.datetime(99999, 1, 1)}", "None"],
)  # fmt: skip
def test_a_table_is_parsed_and_never_run(archive: Path, value: str) -> None:
    table(archive, [value], [[]])
    assert len(read_auto_archiver(archive).files) == 3


def test_without_its_table_the_page_of_an_item_tells(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    page = """<html><head><title>https://example.org/post/1</title></head><body><table class="metadata">
      <tr> <td>title</td> <td>Shop &amp; school</td> </tr>
      <tr> <td>timestamp</td> <td><span>2022-09-12 08:30:00+00:00</span></td> </tr></table>
      <p>Made with <a href="https://github.com/bellingcat/auto-archiver">bellingcat/auto-archiver</a> v1.2.9</p>"""
    (folder / "formatted.html").write_text(page)
    assert is_auto_archiver(folder)
    told = read_auto_archiver(folder).told[folder / "formatted.html"]
    assert "url: https://example.org/post/1" in told.note and "title: Shop & school" in told.note
    assert told.document_date == "2022-09-12"


def test_an_ordinary_folder_is_neither(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("x")
    (tmp_path / "table.csv").write_text("a,b\n1,2\n")
    (tmp_path / "page.html").write_text("<p>x</p>")
    (tmp_path / "data").mkdir()
    assert not is_bag(tmp_path) and not is_auto_archiver(tmp_path)
