"""What is asked at a terminal: passphrases, which it never shows, and whether one is sure."""

import pytest

from tests.integration.running import witnessmark
from tests.integration.terminal import terminal
from witnessmark.evidence import agent
from witnessmark.evidence.case import Case

PASSPHRASE = "five storks over the Siverskyi Donets"
OTHER = "a crane over the Oskil in spring"
NEW, AGAIN, KNOWN = "New passphrase:", "The same again:", "Passphrase of the case:"


@pytest.fixture
def room(tmp_path, monkeypatch):
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    yield tmp_path
    agent.forget()


@pytest.fixture
def locked(room):
    """A case under a passphrase that nobody has opened."""
    (room / "passphrase").write_text(PASSPHRASE + "\n")
    made = witnessmark("init", "case", "--device", "Iryna", "--passphrase-file", room / "passphrase", cwd=room)
    assert made.code == 0, made.errors
    agent.forget()
    return room / "case"


def test_a_new_passphrase_is_asked_for_twice_and_never_shown(room):
    with terminal("init", "case", "--device", "Iryna", cwd=room) as at:
        at.until(NEW, hidden=True).type(PASSPHRASE)
        at.until(AGAIN, hidden=True).type(OTHER)
        at.until("The two are not the same.")
        at.until(NEW, hidden=True).type(PASSPHRASE)
        at.until(AGAIN, hidden=True).type(PASSPHRASE)
        assert at.end() == 0
        assert "Choose a sentence" in at.shown and PASSPHRASE not in at.shown and OTHER not in at.shown
    agent.forget()
    case = Case.open(room / "case")
    assert case.secrets.locked
    case.secrets.unlock(PASSPHRASE)
    assert case.device().name == "Iryna"


def test_a_short_passphrase_and_giving_up_leave_nothing_behind(room):
    with terminal("init", "case", cwd=room) as at:
        at.until(NEW, hidden=True).type("short")
        at.until(AGAIN, hidden=True).type("short")
        assert at.end() == 2 and "at least 10 letters" in at.shown
    with terminal("init", "case", cwd=room) as at:
        assert at.until(NEW, hidden=True).give_up() != 0 and at.shown.count("Traceback") == 0
    assert not (room / "case").exists()


def test_a_locked_case_is_opened_at_the_third_try_and_stays_so_for_the_sitting(locked):
    with terminal("claims", cwd=locked) as at:
        for wrong in ("five storks", OTHER):
            at.until(KNOWN, hidden=True).type(wrong)
            at.until("That is not the passphrase.")
        at.until(KNOWN, hidden=True).type(PASSPHRASE)
        assert at.end() == 0 and PASSPHRASE not in at.shown and OTHER not in at.shown
    with terminal("claims", cwd=locked) as at:
        assert at.end() == 0 and KNOWN not in at.shown


def test_after_three_wrong_words_a_case_stays_locked(locked):
    with terminal("unlock", cwd=locked) as at:
        for _ in range(3):
            at.until(KNOWN, hidden=True).type(OTHER)
        assert at.end() == 7 and "The case stays locked." in at.shown
    assert witnessmark("claims", cwd=locked).code == 7 and agent.tell() is None


def test_a_passphrase_is_changed_by_who_knows_the_old_one(locked):
    with terminal("passphrase", cwd=locked) as at:
        at.until(KNOWN, hidden=True).type(PASSPHRASE)
        at.until(NEW, hidden=True).type(OTHER)
        at.until(AGAIN, hidden=True).type(OTHER)
        assert at.end() == 0 and PASSPHRASE not in at.shown and OTHER not in at.shown
    agent.forget()
    case = Case.open(locked)
    case.secrets.unlock(OTHER)
    assert not case.secrets.locked


@pytest.mark.parametrize(("answer", "left"), [("", 1), ("y", 0)])
def test_nothing_is_destroyed_without_a_yes(room, answer, left):
    assert witnessmark("init", "case", cwd=room).code == 0
    (room / "note.txt").write_text("On 3 October 2022 the bridge at Oskil was closed.")
    assert witnessmark("add", "../note.txt", cwd=room / "case").code == 0
    with terminal("expunge", "S1", cwd=room / "case") as at:
        at.until("for good, in every copy of the case. Go on?").type(answer)
        assert (at.end() == 0) is not bool(left)
    state = Case.open(room / "case").state()
    assert len([one for one in state.sources.values() if not state.is_expunged(one)]) == left
