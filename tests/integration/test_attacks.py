"""What an attacker, a hostile file or a careless hand may try, each as one test with the real commands.

All people and what they tell are invented.
"""

import os
from pathlib import Path

import pytest

from tests.integration.running import Run, witnessmark

IRYNA, OLEH = "Iryna Demchuk", "Oleh Savchuk"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """An empty case with the keys of two reviewers."""
    assert witnessmark("init", "case", "--title", "Attacked", "--device", IRYNA, cwd=tmp_path).code == 0
    assert witnessmark("device", "--add", OLEH, cwd=tmp_path / "case").code == 0
    return tmp_path / "case"


def add(case: Path, name: str, text: str, *options: str, consent: str = "public-anonymous") -> Run:
    """Write a file beside the case and add it."""
    file = case.parent / name
    file.write_text(text, encoding="utf-8")
    run = witnessmark("add", file, "--consent", consent, *options, cwd=case)
    assert run.code == 0, run.errors
    return run


# Hostile input


def test_a_name_that_is_no_utf8_is_kept_and_the_run_goes_on(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    (Path(os.fsdecode(os.fsencode(folder) + b"/bad\xff\xfename.txt"))).write_text("The bridge was destroyed.")
    (folder / "good.txt").write_text("The school was destroyed.")
    run = witnessmark("add", folder, "--json", cwd=case)
    assert run.code == 0, run.errors
    assert [entry["file"] for entry in run.data] == ["stick/bad\\xff\\xfename.txt", "stick/good.txt"]


def test_a_pipe_or_device_is_refused_at_once(case: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    run = witnessmark("add", tmp_path / "pipe", "/dev/zero", "--json", cwd=case)
    assert run.code == 1
    assert [entry["problem"] for entry in run.data] == ["not-readable", "not-readable"]


@pytest.mark.parametrize("command", ["status", "claims", "people", "incidents", "places", "search", "matrix"])
def test_no_text_or_file_name_steers_the_terminal(case: Path, command: str) -> None:
    words = "On 12 April 2022 soldiers looted the shop of Olena\x1b]0;owned\x07 Kovtun\u202e in Izium\x9b2J.\n"
    added = add(case, "note\x1b[31m\u202e\n.txt", words)
    run = witnessmark(command, *(["looted"] if command == "search" else []), cwd=case)
    for printed in (added.output, run.output):
        assert not any(sign in printed for sign in "\x1b\x07\x9b\u202e\r")
        assert "\n.txt" not in printed


def test_json_gives_back_the_very_characters_that_are_written_out(case: Path) -> None:
    add(case, "note\u202e.txt", "The bridge was destroyed.")
    assert witnessmark("status", "--json", cwd=case).data["sources"][0]["file"] == "note\u202e.txt"
