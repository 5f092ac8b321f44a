"""Repairing with the command, and what it and others say when a disk or clock is not as it should be."""

import os
import shutil
from datetime import timedelta

import pytest

from tests.integration.running import witnessmark
from witnessmark.evidence import case as case_module
from witnessmark.evidence import files
from witnessmark.evidence.case import Case

TEXT = "Near Oskil, on 3 May 2022, soldiers shelled the mill.\n"


@pytest.fixture
def home(tmp_path):
    (tmp_path / "one.txt").write_text(TEXT)
    assert witnessmark("init", "case", "--device", "Iryna Demchuk", cwd=tmp_path).code == 0
    assert witnessmark("add", "../one.txt", cwd=tmp_path / "case").code == 0
    shutil.copytree(tmp_path / "case", tmp_path / "stick")
    return tmp_path


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_a_damaged_case_is_whole_again_and_each_file_is_named(home):
    case = home / "case"
    damaged = [*case.glob("objects/??/*"), *case.glob("journal/*.jsonl"), case / "case.toml"]
    for path in damaged:
        flip(path)
    assert witnessmark("verify", cwd=case).code == 5
    run = witnessmark("repair", "--from", "../stick", cwd=case)
    assert run.code == 0, run
    assert all(str(path.relative_to(case)) in run.output for path in damaged) and "case is whole" in run.output
    assert witnessmark("verify", cwd=case).code == 0
    run = witnessmark("repair", "--from", "../stick", "--json", cwd=case)
    assert run.code == 0 and run.data["repaired"] == []


def test_what_could_not_be_repaired_is_named(home):
    case = home / "case"
    (damaged,) = list(case.glob("objects/??/*"))[:1]
    for folder in (case, home / "stick"):
        flip(folder / damaged.relative_to(case))
    run = witnessmark("repair", "--from", "../stick", cwd=case)
    assert run.code == 5 and f"{damaged.relative_to(case)}: changed-object" in run.output
    assert "try another copy" in run.output


def test_another_case_or_none_is_refused(home):
    assert witnessmark("repair", "--from", "../case", cwd=home / "case").code == 3
    assert witnessmark("repair", "--from", "..", cwd=home / "case").code == 3
    assert witnessmark("repair", cwd=home / "case").code == 2
    assert witnessmark("repair", "--from", "case", cwd=home).code == 3


def test_a_full_disk_is_named_with_what_to_do(home, monkeypatch):
    def full(descriptor, data):
        raise OSError(28, os.strerror(28))

    (home / "two.txt").write_text("Smoke rose over Izium.\n")
    with monkeypatch.context() as patch:
        patch.setattr(files, "write", full)
        run = witnessmark("add", "../two.txt", cwd=home / "case")
    assert run.code == 3 and "The disk is full" in run.errors and "run the same command again" in run.errors
    assert witnessmark("add", "../two.txt", cwd=home / "case").code == 0


def test_a_clock_that_was_set_back_is_named(home, monkeypatch):
    clock = case_module.device_clock
    real = Case.__init__

    def earlier(self, *arguments, **more):
        real(self, *arguments, **more)
        self.clock = lambda: clock() - timedelta(days=400)

    monkeypatch.setattr(Case, "__init__", earlier)
    run = witnessmark("status", cwd=home / "case")
    assert run.code == 0 and "set the clock" in run.errors


def test_a_release_shows_that_the_journal_was_cut_off(home):
    case = home / "case"
    asked = witnessmark("publish", "../site", "--audience", "internal", "--dossier", "none", cwd=case)
    assert asked.code == 0, asked.errors
    assert witnessmark("verify", "--release", "../site", cwd=case).code == 0
    (journal,) = case.glob("journal/*.jsonl")
    lines = journal.read_bytes().splitlines(keepends=True)
    cut = next(number for number, line in enumerate(lines) if b"release.published" in line)
    journal.write_bytes(b"".join(lines[:cut]))
    shutil.rmtree(case / "derived")
    (case / "derived").mkdir()
    assert witnessmark("verify", cwd=case).code == 0
    run = witnessmark("verify", "--release", "../site", cwd=case)
    assert run.code == 5 and "cut off or rewritten" in run.output
