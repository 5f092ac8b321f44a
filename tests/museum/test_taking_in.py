"""Whatever is given, the run goes on: what can be opened is kept whole, what cannot is told in the user's language."""

import hashlib
import json
import os
import re
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import yaml

from tests.integration.running import witnessmark
from witnessmark.derive.adding import Terms, add_files
from witnessmark.evidence.case import Case
from witnessmark.evidence.objects import ObjectStore
from witnessmark.intake.problems import explain
from witnessmark.intake.reading_process import ReadingProcess
from witnessmark.model.case import SourceRecord

MUSEUM = Path(__file__).parent
MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nDate: Tue, 20 Sep 2022 10:00:00 +0300\r\nSubject: Notes\r\n"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.create(tmp_path / "case", "Example", "Iryna Demchuk")


def kept(case: Case) -> dict[str, str]:
    """File name → SHA-256 of the bytes as they are in the case, checked against what the case says of them."""
    found = {}
    for source in case.state().sources.values():
        record = case.objects.read_value(source.record, SourceRecord)
        digest = hashlib.sha256(case.objects.read(source.content)).hexdigest()
        assert digest == record.sha256
        found[record.file_name] = digest
    return found


def test_the_whole_museum_in_one_run(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    run = witnessmark("add", MUSEUM / "exhibits", "--json", "--ocr", "off", cwd=case.path)
    told = {row["file"]: row for row in run.data}
    expected = yaml.safe_load((MUSEUM / "expected.yaml").read_text(encoding="utf-8"))
    in_case = kept(case)
    known = set(in_case.values())
    for name, what in expected.items():
        row = told[f"exhibits/{name}"]
        assert row["problem"] == what.get("problem"), name
        assert hashlib.sha256((MUSEUM / "exhibits" / name).read_bytes()).hexdigest() in known, name
        if row["problem"]:
            assert explain(row["problem"], "en") != row["problem"] and re.search(
                "[а-яіїє]", explain(row["problem"], "uk")
            )
    assert "Traceback" not in run.errors


def test_what_is_no_file_is_refused_and_the_next_is_taken(case: Case, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "note.txt").write_text("The bridge was destroyed.\n")
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        given = [tmp_path / name for name in ("pipe", "socket", "link.txt", "gone.txt")]
        given += [Path("/dev/zero"), Path("/dev/tty"), tmp_path / "note.txt"]
        additions = list(add_files(case, [(path, path.name) for path in given], Terms()))
    assert [addition.problem for addition in additions] == ["not-readable"] * 6 + [None]
    assert list(kept(case)) == ["note.txt"]
    run = witnessmark("add", tmp_path / "pipe", "/dev/zero", cwd=case.path)
    assert run.code != 0 and "Traceback" not in run.errors + run.output


def test_what_a_folder_holds_besides_files_is_named_and_not_followed(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    os.mkfifo(folder / "pipe")
    (folder / "circle").symlink_to(folder)
    (folder / "note.txt").write_text("The bridge was destroyed.\n")
    run = witnessmark("add", folder, "--json", cwd=case.path)
    assert {row["file"]: row["problem"] for row in run.data} == {
        "folder/note.txt": None,
        "folder/circle": "link-not-followed",
        "folder/pipe": "not-readable",
    }
    assert list(kept(case)) == ["folder/note.txt"]


def test_a_file_that_changes_while_it_is_read_is_kept_unread(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.txt"
    path.write_text("The bridge was destroyed.\n")
    store = ObjectStore.add_file

    def written_to_meanwhile(self: ObjectStore, file: Path) -> object:
        if file == path:
            with path.open("a") as log:
                log.write("It was night.\n")
        return store(self, file)

    monkeypatch.setattr(ObjectStore, "add_file", written_to_meanwhile)
    (addition,) = add_files(case, [(path, path.name)], Terms())
    assert (addition.problem, addition.documents) == ("changed", {})
    assert kept(case) == {"log.txt": hashlib.sha256(path.read_bytes()).hexdigest()}


def test_a_file_that_is_written_all_the_time_never_gives_a_false_digest(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "growing.txt"
    path.write_text("The bridge was destroyed.\n")
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with path.open("a") as log:
                log.write("It was night.\n")
            stop.wait(0.0005)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            list(add_files(case, [(path, f"{number}.txt")], Terms()))
    finally:
        stop.set()
        writer.join()
    assert kept(case)


def test_a_large_file_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    def peak(gigabytes: str) -> int:
        program = [sys.executable, str(MUSEUM / "large_file.py"), gigabytes]
        done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=True)
        told = json.loads(done.stdout)
        assert told["kept"] and told["problem"] == "unknown-format"
        return int(told["peak-memory-mb"])

    assert peak("0.5") - peak("0.001") < 32


# Made on the spot, for they are too large to be stored


def zip_of_a_million() -> bytes:
    entry = b"PK\1\2" + struct.pack("<6H3L5H2L", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    local = b"PK\3\4" + struct.pack("<5H3L2H", 20, 0, 0, 0, 33, 0, 0, 0, 1, 0) + b"a"
    directory = entry * 1_000_000
    far = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1_000_000, 1_000_000, len(directory), len(local))
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, len(local) + len(directory), 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(directory), len(local), 0)
    return local + directory + far + locator + end


def mail_ten_thousand_deep() -> bytes:
    return MAIL + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(10_000)
    )


def mails_in_one_another() -> bytes:
    return (MAIL + b"Content-Type: message/rfc822\r\n\r\n") * 10_000 + b"words"


STOPPED = {"too-slow", "too-much-memory"}
HUGE = {
    "million-entries.zip": (zip_of_a_million, {"archive-bomb"}),
    "million-entries.docx": (zip_of_a_million, {"archive-bomb"}),
    "ten-thousand-deep.eml": (mail_ten_thousand_deep, {"archive-bomb", *STOPPED}),
    "mails-in-one-another.eml": (mails_in_one_another, {"archive-bomb", *STOPPED}),
    "one-line-of-100-megabytes.html": (lambda: b"<html><body><p>" + b"word " * 20_000_000, {"too-large"}),
    "one-line-of-15-megabytes.html": (lambda: b"<html><body>" + b"<b>w" * 3_800_000, {None, *STOPPED}),
    "cues-without-end.srt": (lambda: b"1\n00:00:01,000 --> 00:00:02,000\nw\n\n" * 200_000, {None, *STOPPED}),
    "line-ends-only.csv": (lambda: b"a\n" * 30_000_000, {"too-large", *STOPPED}),
    "lists-in-lists.json": (lambda: b"[" * 50_000_000, {"unknown-format"}),
}


@pytest.mark.parametrize("name", HUGE)
def test_what_is_far_too_much_ends_within_its_limits(name: str, tmp_path: Path) -> None:
    make, problems = HUGE[name]
    path = tmp_path / "source"
    path.write_bytes(make())
    with ReadingProcess(seconds=5, memory=1 << 30) as reading, path.open("rb") as file:
        intake = reading.read(file.fileno(), file_name=name, ocr=False)
        assert intake.problem in problems
        with (MUSEUM / "exhibits" / "koi8-u.txt").open("rb") as next_file:
            assert reading.read(next_file.fileno(), file_name="koi8-u.txt").problem is None
