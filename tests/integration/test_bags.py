"""Originals for an archive as a bag that the Library of Congress's program accepts, and a bag or an archiver's folder
taken in by the ordinary command."""

import csv
import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import bagit
import pytest

from tests.integration.running import witnessmark
from witnessmark.evidence.case import Case
from witnessmark.model.case import SourceRecord

IRYNA = "Iryna Demchuk"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    assert witnessmark("init", "case", "--title", "Borivske", "--device", IRYNA, cwd=tmp_path).code == 0
    return tmp_path / "case"


def add(case: Path, name: str, text: str, consent: str) -> Path:
    path = case.parent / name
    path.write_text(text, encoding="utf-8")
    assert witnessmark("add", path, "--consent", consent, cwd=case).code == 0
    return path


def test_a_bag_of_originals_is_valid_signed_and_the_same_again(case: Path, tmp_path: Path) -> None:
    report = add(case, "report.txt", "Bread came to Borivske on 3 October 2022.", "internal")
    odd = add(case, "100% «sure».txt", "Water came to Izium on 4 October 2022.", "internal")
    run = witnessmark("export", "../bag", "--bagit", "--audience", "internal", cwd=case)
    assert run.code == 0 and "no public release" in run.output, run
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert (
        bag.info["Witnessmark-Audience"] == "internal"
        and "no public release" in bag.info["Internal-Sender-Description"]
    )
    kept = {path.read_bytes() for path in (tmp_path / "bag/data").rglob("*") if path.is_file()}
    assert kept == {report.read_bytes(), odd.read_bytes()}
    assert {event.kind for event in Case.open(case).state().custody} >= {"received", "copied"}
    command = (
        "openssl pkeyutl -verify -pubin -inkey witnessmark/publisher.pem -rawin "
        "-in tagmanifest-sha256.txt -sigfile witnessmark/tagmanifest-sha256.sig"
    )
    if shutil.which("openssl"):
        done = subprocess.run(command, shell=True, cwd=tmp_path / "bag", capture_output=True, text=True, check=False)
        assert "Verified Successfully" in done.stdout, done


def test_the_command_of_the_library_accepts_it(case: Path, tmp_path: Path) -> None:
    add(case, "report.txt", "Bread came to Borivske on 3 October 2022.", "internal")
    assert witnessmark("export", "../bag", "--bagit", "--audience", "internal", cwd=case).code == 0
    program = Path(bagit.__file__)
    done = subprocess.run(
        [sys.executable, program, "--validate", tmp_path / "bag"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("options", [(), ("--audience", "public"), ("--audience", "sealed")])
def test_whom_it_is_for_must_be_said(case: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    add(case, "report.txt", "Bread came to Borivske on 3 October 2022.", "public-named")
    assert witnessmark("export", "../bag", "--bagit", *options, cwd=case).code == 2
    assert not (tmp_path / "bag").exists()


def test_an_office_gets_only_what_everybody_in_it_allowed(case: Path, tmp_path: Path) -> None:
    """Neither a source for the team alone, nor one that names somebody who allowed less, nor one with a sealed act, nor
    an archive that holds one of these."""
    add(case, "open.txt", "Bread came to Borivske on 3 October 2022.", "accountability-sealed")
    add(case, "inside.txt", "Water came to Izium on 4 October 2022.", "internal")
    add(case, "named.txt", "Hanna Chumak said that soldiers took her car in Izium.", "accountability-sealed")
    add(case, "sealed.txt", "A soldier raped a woman in Izium on 4 April 2022.", "accountability-sealed")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("fine.txt", "Fuel came to Balakliia on 5 October 2022.")
        archive.writestr("bad.txt", "Soldiers raped two women in Balakliia on 6 April 2022.")
    assert witnessmark("add", tmp_path / "all.zip", "--consent", "accountability-sealed", cwd=case).code == 0
    assert witnessmark("consent", "Hanna Chumak", "internal", cwd=case).code == 0
    bag = ("export", "../bag", "--bagit", "--audience", "prosecutor")
    asked = witnessmark(*bag, cwd=case)
    assert asked.code == 4 and not (tmp_path / "bag").exists()
    release = asked.errors.split("Release ")[1].split()[0]
    assert witnessmark("clear", "--release", release, "--as", IRYNA, cwd=case).code == 0
    run = witnessmark(*bag, cwd=case)
    assert run.code == 0, run
    bagit.Bag(str(tmp_path / "bag")).validate()
    texts = "".join(path.read_text() for path in (tmp_path / "bag").rglob("*.txt"))
    assert "Bread came" in texts and "Fuel came" in texts
    for withheld in ("Water came", "Hanna", "raped"):
        assert withheld not in texts
    assert not list((tmp_path / "bag").rglob("*.zip"))
    listed = json.loads((tmp_path / "bag/witnessmark/sources.json").read_text())
    assert [each["source"]["label"] for each in listed["sources"]] == ["S1", "S6"]


def test_a_folder_that_holds_something_is_left_alone(case: Path, tmp_path: Path) -> None:
    add(case, "report.txt", "Bread came to Borivske on 3 October 2022.", "internal")
    (tmp_path / "bag").mkdir()
    (tmp_path / "bag" / "own.txt").write_text("own")
    assert witnessmark("export", "../bag", "--bagit", "--audience", "internal", cwd=case).code == 2
    assert [path.name for path in (tmp_path / "bag").iterdir()] == ["own.txt"]


def notes(case: Path) -> dict[str, str | None]:
    opened = Case.open(case)
    records = [opened.objects.read_value(s.record, SourceRecord) for s in opened.state().sources.values()]
    return {record.file_name: record.note for record in records}


def test_a_bag_is_taken_in_with_its_words(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "handover"
    folder.mkdir()
    (folder / "one.txt").write_text("Bread came to Borivske on 3 October 2022.")
    (folder / "two.txt").write_text("Water came to Izium on 4 October 2022.")
    (folder / "three.txt").write_text("Fuel.")
    bagit.make_bag(str(folder), {"Source-Organization": "An archive"})
    (folder / "data/two.txt").write_text("Water never came.")
    (folder / "data/three.txt").unlink()
    run = witnessmark("add", folder, "--json", cwd=case)
    assert run.code == 1
    assert {each["file"]: each["problem"] for each in run.data} == {
        "handover/one.txt": None, "handover/two.txt": "not-as-listed", "handover/three.txt": "lacking",
    }  # fmt: skip
    kept = notes(case)
    assert set(kept) == {"handover/one.txt", "handover/two.txt"}
    assert "Source-Organization: An archive" in (kept["handover/one.txt"] or "")
    events = [event.kind for event in Case.open(case).state().custody]
    assert events.count("bag-verified") == 1 and events.count("bag-mismatch") == 1
    assert "An archive" not in "".join(path.read_text() for path in (case / "journal").glob("*.jsonl"))
    assert witnessmark("add", folder, cwd=case).output.count("already in the case") == 2


def test_an_archive_of_the_web_is_taken_in_with_address_and_time(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "local_archive"
    folder.mkdir()
    (folder / "post.txt").write_text("Soldiers took a car in Izium.")
    digest = hashlib.sha256((folder / "post.txt").read_bytes()).hexdigest()
    with (folder / "db.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=["status", "metadata", "media"])
        writer.writeheader()
        metadata = {"url": "https://example.org/1", "timestamp": datetime(2022, 9, 12, 8, 30, tzinfo=UTC)}
        media = [{"filename": "x", "_key": "local_archive/post.txt", "properties": {"hash": f"SHA-256:{digest}"}}]
        writer.writerow({"status": "success", "metadata": metadata, "media": media})
    run = witnessmark("add", folder, "--json", cwd=case)
    assert run.code == 0, run
    assert "url: https://example.org/1" in (notes(case)["local_archive/post.txt"] or "")
    opened = Case.open(case)
    records = [opened.objects.read_value(s.record, SourceRecord) for s in opened.state().sources.values()]
    assert {record.file_name: record.document_date for record in records}["local_archive/post.txt"] == "2022-09-12"
