"""What is taken of a folder, and that nothing in it is passed over in silence."""

import os
from pathlib import Path

from tests.integration.running import witnessmark
from witnessmark.derive.received import given_by


def folder_with_links(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    (folder / "photos").mkdir(parents=True)
    (folder / "note.txt").write_text("Soldiers looted shops in Savyntsi on 3 May 2022.")
    (folder / ".hidden").write_text("x")
    (folder / "photos" / "gate.txt").symlink_to(folder / "note.txt")
    (folder / "elsewhere").symlink_to(tmp_path)
    (folder / "gone").symlink_to(tmp_path / "nowhere")
    os.mkfifo(folder / "pipe")
    return folder


def test_links_and_what_is_no_file_are_named_and_not_followed(tmp_path: Path) -> None:
    given = given_by([folder_with_links(tmp_path)])
    assert [name for _, name in given.files] == ["stick/note.txt"]
    link = "link-not-followed"
    assert {one.file_name: one.problem for one in given.lacking} == {
        "stick/photos/gate.txt": link, "stick/elsewhere": link, "stick/gone": link, "stick/pipe": "not-readable",
    }  # fmt: skip


def test_the_command_says_so(tmp_path: Path) -> None:
    folder = folder_with_links(tmp_path)
    assert witnessmark("init", "case", "--no-passphrase", cwd=tmp_path).code == 0
    done = witnessmark("add", str(folder), cwd=tmp_path / "case")
    assert done.code == 1 and "stick/gone: " in done.output and "not followed" in done.output
