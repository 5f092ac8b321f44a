"""The restore drill: the case from a backup, the key from a sheet or from a quorum, and everything is as it was."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.integration.running import witnessmark
from witnessmark.evidence import agent
from witnessmark.evidence.case import Case
from witnessmark.evidence.keys import DeviceKey
from witnessmark.evidence.recovery import NotRecoverableError, recovered, shares_of, sheet, words_of
from witnessmark.evidence.verify import verify_case

pytestmark = pytest.mark.xdist_group("recovery")


def runtime(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder / "run"))


@pytest.fixture(scope="module")
def lost_once(tmp_path_factory):
    """A case under a passphrase that is forgotten, its sheets, and a backup without any device key."""
    home = tmp_path_factory.mktemp("lost")
    (home / "forgotten").write_text("a sentence nobody remembers\n")
    (home / "new").write_text("a sentence on the wall of the office\n")
    (home / "note.txt").write_text("On 3 October 2022 the bridge at Oskil was closed.")
    with pytest.MonkeyPatch.context() as monkeypatch:
        runtime(home, monkeypatch)
        try:
            forgotten(home)
        finally:
            agent.forget()
    shutil.rmtree(home / "run")
    return home


def forgotten(home: Path) -> None:
    made = witnessmark("init", "case", "--device", "Iryna", "--passphrase-file", "forgotten", cwd=home)
    assert made.code == 0, made.errors
    assert witnessmark("add", "../note.txt", cwd=home / "case").code == 0
    (home / "sheet").write_text(witnessmark("recover", "--sheet", cwd=home / "case").output)
    shares = witnessmark("recover", "--shares", "2", "of", "3", cwd=home / "case").output.split("- - - ")
    for number, share in enumerate(share for share in shares if "Share " in share):
        (home / f"share{number}").write_text(share)
    (home / "told").write_text(witnessmark("claims", "--json", cwd=home / "case").output)
    witnessmark("lock", cwd=home / "case")
    shutil.copytree(home / "case", home / "backup")
    for key in (home / "backup" / "keys").glob("*.key"):
        key.unlink()


@pytest.fixture
def lost(lost_once, tmp_path, monkeypatch):
    """A copy of it for each test, with a runtime folder of its own."""
    shutil.copytree(lost_once, tmp_path, dirs_exist_ok=True)
    runtime(tmp_path, monkeypatch)
    yield tmp_path
    agent.forget()


@pytest.mark.parametrize(
    ("copy", "sheets"),
    [
        ("case", ("sheet",)),
        ("case", ("share0", "share2")),
        ("backup", ("sheet",)),
        ("backup", ("share2", "share1")),
        ("backup", ("share0", "share1", "share2")),
    ],
)
def test_a_backup_and_sheets_give_the_same_state(lost: Path, copy: str, sheets: tuple[str, ...]):
    folder, before = lost / copy, Case.open(lost / "case").state()
    assert witnessmark("claims", cwd=folder).code == 7
    files = [lost / name for name in sheets]
    named = [word for file in files for word in ("--from", file)] if len(files) > 2 else ["--from", *files]
    back = witnessmark("recover", *named, "--passphrase-file", lost / "new", cwd=folder)
    assert back.code == 0, back.errors
    assert witnessmark("claims", "--json", cwd=folder).output == (lost / "told").read_text()
    opened = Case.open(folder)
    assert opened.state() == before and opened.device().name == "Iryna"
    assert verify_case(folder, secrets=opened.secrets).ok
    assert witnessmark("add", lost / "sheet", cwd=folder).code == 0, "and work goes on"
    witnessmark("lock", cwd=folder)
    assert witnessmark("unlock", "--passphrase-file", lost / "forgotten", cwd=folder).code == 7
    assert witnessmark("unlock", "--passphrase-file", lost / "new", cwd=folder).code == 0


def test_too_few_or_wrong_sheets_change_nothing(lost: Path):
    folder = lost / "backup"
    (lost / "typo").write_text((lost / "sheet").read_text().replace("  ", " zoo ", 1).replace(" 2 ", " 2 wrong", 1))
    (lost / "empty").write_text("nothing here")
    other = shares_of(DeviceKey.generate())[0]
    (lost / "other").write_text(sheet(other, ["of another case"]))
    for names in (("share1",), ("share1", "share1"), ("empty",), ("typo",), ("other",), ("sheet", "share0")):
        files = [lost / name for name in names]
        assert witnessmark("recover", "--from", *files, "--no-passphrase", cwd=folder).code == 2, names
    assert not list((folder / "keys").glob("*.key"))
    assert witnessmark("recover", cwd=folder).code == 2
    assert witnessmark("recover", "--shares", "3", "of", "2", cwd=folder).code == 2


def test_a_sheet_needs_an_open_case(lost: Path):
    assert witnessmark("recover", "--sheet", cwd=lost / "case").code == 7


@settings(max_examples=15, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.integers(2, 5), st.data())
def test_any_quorum_gives_the_key_and_fewer_do_not(seed, needed, data):
    key = DeviceKey(seed)
    count = data.draw(st.integers(needed, 6))
    sheets = [sheet(words, ["Title 12 of 3"]) for words in shares_of(key, needed, count)]
    chosen = data.draw(st.permutations(sheets))
    assert recovered(chosen[:needed]).seed == seed
    with pytest.raises(NotRecoverableError):
        recovered(chosen[: needed - 1])


def test_words_are_read_as_people_type_them():
    (words,) = shares_of(DeviceKey.generate())
    listed = words.split()
    typed = "\n".join(f"{number}. {word.upper()}" for number, word in enumerate(listed, 1))
    assert words_of(typed) == words_of(words) == words_of(sheet(words, ["a title", "device 1 device"])) == words
    wrong = [*listed]
    wrong[7] = "academic" if wrong[7] != "academic" else "acid"
    with pytest.raises(NotRecoverableError, match="a word is missing or wrong") as error:
        recovered([" ".join(wrong)])
    assert wrong[3] not in str(error.value)
