"""Sealed keys, the agent that holds them for a sitting, and what works without them."""

import contextlib
import io
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.integration.running import witnessmark
from witnessmark.evidence import agent
from witnessmark.evidence.case import Case
from witnessmark.evidence.key_files import WrongPassphrase

PASSPHRASE = "five storks over the Siverskyi Donets"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder with a case `case` under a passphrase, and a runtime folder of its own. No agent outlives the test."""
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n")
    made = witnessmark("init", "case", "--device", "Iryna", "--passphrase-file", tmp_path / "passphrase", cwd=tmp_path)
    assert made.code == 0, made.errors
    yield tmp_path
    agent.forget()


def test_a_sitting_unlock_work_lock(home):
    case = home / "case"
    (home / "note.txt").write_text("On 3 October 2022 the bridge at Oskil was closed.")
    assert witnessmark("add", "../note.txt", cwd=case).code == 0
    assert witnessmark("lock", "--json", cwd=case).data == {"held": True}
    locked = witnessmark("add", "../note.txt", cwd=case)
    assert locked.code == 7 and locked.errors == "witnessmark: locked: run `witnessmark unlock`\n"
    status = witnessmark("status", "--json", cwd=case).data
    assert status["locked"] and status["counts"]["sources"] == 1 and "note" not in json.dumps(status)
    assert witnessmark("verify", cwd=case).code == 0
    for words in ("claims", "search bridge", "publish ../site"):
        assert witnessmark(*words.split(), cwd=case).code == 7
    assert not (home / "site").exists()
    wrong = home / "wrong"
    wrong.write_text("five storks over the Oskil\n")
    assert witnessmark("unlock", "--passphrase-file", wrong, cwd=case).code == 7
    assert witnessmark("unlock", "--passphrase-file", home / "passphrase", cwd=case).code == 0
    assert "note.txt" in witnessmark("status", cwd=case).output


def test_nothing_of_the_case_stands_in_plain_in_its_folder(home):
    case = home / "case"
    words = "The bridge at Oskil was closed, said Marfa Lysenko."
    (home / "statement-of-lysenko.txt").write_text(words)
    assert witnessmark("add", "../statement-of-lysenko.txt", "--giver", "Marfa Lysenko", cwd=case).code == 0
    assert witnessmark("search", "bridge", cwd=case).code == 0
    assert witnessmark("claims", cwd=case).code == 0
    for path in case.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for word in (b"Lysenko", b"lysenko", b"bridge", b"Oskil", b"Iryna"):
                assert word not in data, f"{word!r} stands in {path.relative_to(case)}"


def test_a_locked_case_passes_on_what_it_cannot_read(home):
    case, stick = home / "case", home / "stick"
    assert witnessmark("init", "../stick", "--join", ".", cwd=case).code == 0
    (home / "note.txt").write_text("words")
    assert witnessmark("add", "../note.txt", cwd=case).code == 0
    witnessmark("lock", cwd=case)
    assert witnessmark("sync", "../stick", cwd=case).code == 0
    held = witnessmark("status", "--json", cwd=stick).data
    assert held["locked"] and held["counts"]["objects"] >= 4
    assert "has not been given the key" in witnessmark("claims", cwd=stick).errors
    assert witnessmark("verify", cwd=stick).code == 0


def test_the_passphrase_can_be_changed_and_the_old_one_opens_nothing(home):
    (home / "new").write_text("a crane over the Oskil in spring\n")
    assert witnessmark("passphrase", "--passphrase-file", home / "new", cwd=home / "case").code == 0
    witnessmark("lock", cwd=home / "case")
    case = Case.open(home / "case")
    with pytest.raises(WrongPassphrase):
        case.secrets.unlock(PASSPHRASE)
    case.secrets.unlock("a crane over the Oskil in spring")
    assert not case.secrets.locked and case.device().name == "Iryna"


def test_a_second_key_of_the_folder_opens_with_the_first(home):
    assert witnessmark("device", "--add", "Taras", cwd=home / "case").code == 0
    witnessmark("lock", cwd=home / "case")
    case = Case.open(home / "case")
    assert not case.secrets.devices() and len(case.secrets.here) == 2
    case.secrets.unlock(PASSPHRASE)
    assert len(case.secrets.devices()) == 2


def test_without_a_terminal_a_case_needs_an_explicit_choice(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    from witnessmark.cli.main import main

    for arguments in (["init", str(tmp_path / "a")], ["init", str(tmp_path / "b"), "--passphrase-file", "-"]):
        with pytest.raises(SystemExit) as end, contextlib.redirect_stderr(io.StringIO()):
            main(arguments)
        assert end.value.code == 2 and not list(tmp_path.iterdir())
    monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
    with pytest.raises(SystemExit) as end, contextlib.redirect_stderr(io.StringIO()):
        main(["init", str(tmp_path / "c"), "--passphrase-file", "-"])
    assert end.value.code == 2 and not list(tmp_path.iterdir())


def held_by_agent() -> dict[str, bytes]:
    told = agent.tell()
    return agent.seeds(told.devices) if told else {}


def test_no_secret_is_in_a_file_an_argument_or_the_environment_of_the_agent(home):
    seeds = held_by_agent()
    assert len(seeds) == 1
    process = agent_process(home)
    seen = (Path(f"/proc/{process}") / "cmdline").read_bytes()
    with contextlib.suppress(PermissionError):
        seen += (Path(f"/proc/{process}") / "environ").read_bytes()
    forms = [form for seed in seeds.values() for form in (seed, seed.hex().encode())]
    assert not any(form in seen for form in forms) and PASSPHRASE.encode() not in seen
    for path in home.rglob("*"):
        if path.is_file() and path.name != "passphrase":
            assert not any(form in path.read_bytes() for form in forms)
            assert PASSPHRASE.encode() not in path.read_bytes()


def agent_process(home: Path) -> int:
    with socket.socket(socket.AF_UNIX) as link:
        link.connect(str(home / "run" / "witnessmark" / "agent"))
        process, user, _ = agent.struct.unpack("3i", link.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    assert user == os.getuid()
    return int(process)


def test_the_agent_is_out_of_reach_of_core_dumps_and_debuggers(home):
    process = agent_process(home)
    limits = Path(f"/proc/{process}/limits").read_text()
    assert next(line for line in limits.splitlines() if line.startswith("Max core")).split()[4] == "0"
    # What may not be dumped belongs to root in /proc: no other process of the user may read its memory.
    assert Path(f"/proc/{process}/mem").stat().st_uid == 0
    folder = home / "run" / "witnessmark"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "agent").stat().st_mode) == 0o600


def test_the_agent_ends_on_sigterm_and_when_nobody_asked(home):
    os.kill(agent_process(home), signal.SIGTERM)
    assert gone() and held_by_agent() == {}
    assert (
        witnessmark("unlock", "--passphrase-file", home / "passphrase", "--minutes", "0.02", cwd=home / "case").code
        == 0
    )
    assert gone()
    assert witnessmark("claims", cwd=home / "case").code == 7


def gone() -> bool:
    for _ in range(1200):
        if agent.tell() is None:
            return True
        time.sleep(0.1)
    return False


def test_a_folder_that_others_may_enter_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "absent"))
    monkeypatch.setattr(agent.tempfile, "gettempdir", lambda: str(tmp_path))
    open_to_all = tmp_path / f"witnessmark-{os.getuid()}"
    open_to_all.mkdir()
    open_to_all.chmod(0o755)
    with pytest.raises(agent.Unsafe):
        agent.folder()
    assert agent.tell() is None and not agent.keep({"a": b"b"})
    open_to_all.rmdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    open_to_all.symlink_to(elsewhere)
    with pytest.raises(agent.Unsafe):
        agent.folder()


def test_a_second_agent_beside_the_first_ends_at_once(home):
    again = subprocess.run([sys.executable, "-m", "witnessmark.evidence.agent"], timeout=20, check=False)
    assert again.returncode == 0 and len(held_by_agent()) == 1


def test_the_agent_survives_nonsense(home):
    for data in (b"nonsense\n", b"{}\n", b'{"do":"give","devices":3}\n', b""):
        with socket.socket(socket.AF_UNIX) as link:
            link.connect(str(home / "run" / "witnessmark" / "agent"))
            link.sendall(data)
    assert len(held_by_agent()) == 1
