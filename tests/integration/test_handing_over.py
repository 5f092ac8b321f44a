"""A case goes to other laptops by ssh and in one file, is stamped, and tells what happened to each source."""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from tests.integration.running import witnessmark
from tests.unit.evidence.test_stamping import authority, openssl, served  # noqa: F401 - fixtures

PROGRAM = f"{sys.executable} -c 'from witnessmark.cli.main import main; main()'"
FAKE = """#!/bin/sh
# Stands for ssh: forgets where to, and runs the command as the shell over there would.
echo "$@" >> "$0.log"
for last; do :; done
cd "$(dirname "$0")/away" && exec sh -c "$last"
"""


@pytest.fixture
def home(tmp_path):
    """A case with one source here, and a second laptop's copy, admitted as a member, in another place."""
    report = tmp_path / "report.txt"
    report.write_text("Near Oskil, on 3 May 2022, soldiers shelled the mill.\n", encoding="utf-8")
    assert witnessmark("init", "case", "--device", "Iryna Demchuk", cwd=tmp_path).code == 0
    assert witnessmark("add", report, cwd=tmp_path / "case").code == 0
    (tmp_path / "away").mkdir()
    assert witnessmark("init", "away/copy", "--join", "case", "--device", "Second laptop", cwd=tmp_path).code == 0
    case = tmp_path / "case"
    assert witnessmark("device", "--admit", "Second laptop", "--role", "member", cwd=case).code == 0
    assert witnessmark("sync", "../away/copy", cwd=case).code == 0
    script = tmp_path / "ssh"
    script.write_text(FAKE, encoding="utf-8")
    script.chmod(0o755)
    return tmp_path


def entries(folder):
    return {p.name: p.read_bytes() for p in (folder / "journal").glob("*.jsonl")}


def noted(run):
    return [(step["event"], step["note"]) for step in run.data["steps"]]


def test_a_case_is_merged_over_ssh(home):
    case, away = home / "case", home / "away/copy"
    assert witnessmark("custody", "S1", "--event", "viewed", "--note", "by the archive", cwd=away).code == 0
    assert witnessmark("custody", "S1", "--event", "returned", cwd=case).code == 0
    over = ("sync", "me@far.example:copy", "--ssh", home / "ssh", "--program", PROGRAM)
    run = witnessmark(*over, "--json", cwd=case)
    assert run.code == 0, run.errors
    assert run.data["received"]["entries"] >= 1 and run.data["sent"]["entries"] >= 1 and not run.data["refused"]
    assert (home / "ssh.log").read_text().startswith("-- me@far.example ")
    assert witnessmark(*over, cwd=case).code == 0  # the note of the copying itself
    assert entries(case) == entries(away)
    run = witnessmark("custody", "S1", "--json", cwd=case)
    assert {("viewed", "by the archive"), ("returned", None)} <= set(noted(run))
    assert "copied" in [event for event, _ in noted(run)]
    assert witnessmark("verify", cwd=case).code == witnessmark("verify", cwd=away).code == 0


def test_a_far_side_that_is_none_stops_with_a_reason(home):
    case = home / "case"
    for place, program, reason in (
        ("far:nowhere", PROGRAM, "cut-off"),
        ("far:copy", "echo Welcome", "no-greeting"),
        ("far:copy", "false", "no-greeting"),
    ):
        run = witnessmark("sync", place, "--ssh", home / "ssh", "--program", program, cwd=case)
        assert run.code == 1 and reason in run.errors, run
    assert witnessmark("sync", "far:copy", "--ssh", home / "no-such-program", cwd=case).code == 3
    assert witnessmark("sync", "nowhere", cwd=case).code == 2
    assert witnessmark("verify", cwd=case).code == 0


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def sshd(tmp_path):
    """A real server on this machine; gives the program with its options."""
    server = shutil.which("sshd") or ("/usr/sbin/sshd" if Path("/usr/sbin/sshd").exists() else None)
    if server is None or shutil.which("ssh") is None:
        pytest.skip("no sshd on this machine: sync over a real ssh was not tried")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # Debian's package leaves that to the service, which is not started here
    folder = tmp_path / "sshd"
    folder.mkdir(mode=0o700)
    for key in ("host", "own"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / key], check=True)
    (folder / "allowed").write_bytes((folder / "own.pub").read_bytes())
    port = free_port()
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/allowed\n"
        f"StrictModes no\nUsePAM no\nPidFile none\nPasswordAuthentication no\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([server, "-D", "-f", folder / "config"], stderr=subprocess.DEVNULL)
    known = f"-o StrictHostKeyChecking=no -o UserKnownHostsFile={folder}/known -o BatchMode=yes"
    try:
        for _ in range(1200):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        command = f"ssh -p {port} -i {folder}/own {known}"
        if subprocess.run([*command.split(), f"{getpass.getuser()}@127.0.0.1", "true"], check=False).returncode:
            pytest.skip("sshd does not let this user in: sync over a real ssh was not tried")
        yield command
    finally:
        process.terminate()
        process.wait(10)


def test_a_case_is_merged_over_a_real_ssh(home, sshd):
    case, away = home / "case", home / "away/copy"
    assert witnessmark("custody", "S1", "--event", "viewed", cwd=away).code == 0
    place = f"{getpass.getuser()}@127.0.0.1:{away}"
    run = witnessmark("sync", place, "--ssh", sshd, "--program", PROGRAM, "--json", cwd=case)
    assert run.code == 0 and run.data["received"]["entries"] >= 1, run.errors


def test_a_case_goes_to_a_third_laptop_in_one_file(home):
    case = home / "case"
    run = witnessmark("export", "../handed.witnessmark", "--bundle", "--whole-case", cwd=case)
    assert run.code == 0, run.errors
    run = witnessmark("verify", "../handed.witnessmark", cwd=case)
    assert run.code == 0 and "is whole" in run.output, run
    assert witnessmark("init", "third", "--join", "handed.witnessmark", "--device", "Third", cwd=home).code == 0
    third = home / "third"
    assert witnessmark("verify", cwd=third).code == 0 and not list(home.glob(".arriving*"))
    assert witnessmark("export", "../back.witnessmark", "--bundle", "--whole-case", cwd=third).code == 0
    run = witnessmark("sync", "../back.witnessmark", "--json", cwd=case)
    assert run.code == 0 and run.data["received"]["entries"] >= 1 and run.data["sent"] is None
    assert "transferred" in [event for event, _ in noted(witnessmark("custody", "S1", "--json", cwd=case))]
    (home / "cut.witnessmark").write_bytes((home / "back.witnessmark").read_bytes()[:-100])
    run = witnessmark("sync", "../cut.witnessmark", cwd=case)
    assert run.code == 1 and "cut-off" in run.errors
    run = witnessmark("verify", "../cut.witnessmark", cwd=case)
    assert run.code == 5 and "cut-off" in run.errors


def test_custody_is_printed_in_both_languages_and_the_original_is_noted_as_viewed(home):
    case = home / "case"
    note = "To the regional archive, receipt 14"
    assert witnessmark("custody", "S1", "--event", "transferred", "--note", note, cwd=case).code == 0
    assert witnessmark("stamp", "--clock", "-90", cwd=case).code == 0
    assert witnessmark("custody", "S1", "--original", "../original.txt", cwd=case).code == 0
    assert (home / "original.txt").read_bytes() == (home / "report.txt").read_bytes()
    assert (home / "original.txt").stat().st_mode & 0o777 == 0o600
    assert witnessmark("custody", "S1", "--original", "../original.txt", cwd=case).code != 0  # never over a file
    run = witnessmark("custody", "S1", "--json", cwd=case)
    steps = run.data["steps"]
    assert [s["event"] for s in steps] == ["received", "read", "copied", "transferred", "viewed"]
    assert steps[1]["tool"].startswith("text/") and note in [s["note"] for s in steps]
    own = [s for s in steps if s["owner"] == "Iryna Demchuk"]
    assert {(s["ahead"], s["ahead_basis"]) for s in own} == {(-90, "told")}
    text = witnessmark("custody", "S1", cwd=case).output
    assert note in text and "-90 s (told)" in text and run.data["sha256"] in text
    for language, title in (("en", "Chain of custody"), ("uk", "Ланцюг зберігання")):
        assert witnessmark("--lang", language, "custody", "S1", "--pdf", "../sheet.pdf", cwd=case).code == 0
        page = PdfDocument(home / "sheet.pdf")[0].get_textpage().get_text_range()
        assert title in page and note in page and steps[0]["entry"][:16] in page.replace("\r\n", "")
    assert witnessmark("custody", "S1", "--event", "Viewed by Iryna", cwd=case).code == 2
    assert witnessmark("custody", "S1", "--note", "x", cwd=case).code == 2


def test_a_case_is_stamped_carried_and_verified(home, authority, served):  # noqa: F811
    case, server = home / "case", served()
    assert witnessmark("stamp", cwd=case).output.startswith("No stamp yet")
    assert witnessmark("stamp", "--authority", "http://127.0.0.1:9/", cwd=case).code == 1  # no network: it waits
    assert "1 requests wait" in witnessmark("stamp", cwd=case).output
    run = witnessmark("stamp", "--authority", server[1], "--ca", authority.root, cwd=case)
    assert run.code == 0 and "CN=Test TSA" in run.output, run
    assert witnessmark("stamp", "--json", cwd=case).data["waiting"] == 0
    # Carried by hand
    witnessmark("custody", "S1", "--event", "viewed", cwd=case)
    assert witnessmark("stamp", "--request", "../x.tsq", cwd=case).code == 0
    (home / "x.tsr").write_bytes(authority.answer((home / "x.tsq").read_bytes()))
    (home / "bad.tsr").write_bytes(b"no answer")
    run = witnessmark("stamp", "--reply", "../bad.tsr", cwd=case)
    assert run.code == 5 and "not-a-reply" in run.errors
    run = witnessmark("stamp", "--reply", "../x.tsr", cwd=case)
    assert run.code == 0 and "--ca FILE" in run.output
    assert witnessmark("stamp", "--keep", "../kept", cwd=case).code == 0
    for heads in (home / "kept").glob("*.heads"):
        openssl("ts", "-verify", "-data", heads, "-in", heads.with_suffix(".tsr"), "-CAfile", authority.root)
    assert len(list((home / "kept").iterdir())) == 4
    run = witnessmark("verify", "--stamps", "../kept", "--ca", authority.root, cwd=case)
    assert run.code == 0 and "2 stamps hold" in run.output, run
    # The tail is cut, with every trace of it
    (journal,) = [p for p in (case / "journal").glob("*.jsonl") if b"stamp.requested" in p.read_bytes()]
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-6]))
    shutil.rmtree(case / "derived")
    (case / "derived").mkdir()
    run = witnessmark("verify", "--stamps", "../kept", "--ca", authority.root, cwd=case)
    assert run.code == 5 and "entries that are missing" in run.output


def test_what_was_decided_differently_is_listed_with_what_to_do(home):
    case, away = home / "case", home / "away/copy"
    assert witnessmark("consent", "S1", "public-anonymous", cwd=case).code == 0
    assert witnessmark("consent", "S1", "accountability-sealed", cwd=away).code == 0
    witnessmark("sync", away, cwd=case)
    run = witnessmark("status", cwd=case)
    assert "public-anonymous" in run.output and "Second laptop: accountability-sealed" in run.output
    assert "witnessmark consent S1 LEVEL" in run.output
    (one,) = witnessmark("status", "--json", cwd=case).data["conflicts"]
    assert one["what"] == "consent" and one["target"] == "S1" and len(one["sides"]) == len(one["entries"]) == 2
    assert witnessmark("consent", "S1", "accountability-sealed", cwd=case).code == 0
    assert witnessmark("status", "--json", cwd=case).data["conflicts"] == []


def test_publishing_is_noted_as_redaction_and_changes_no_approval(home):
    case = home / "case"
    assert witnessmark("publish", "../out", "--audience", "internal", cwd=case).code == 0
    (step,) = [s for s in witnessmark("custody", "S1", "--json", cwd=case).data["steps"] if s["event"] == "redacted"]
    assert step["tool"].startswith("witnessmark ") and step["derivative"] == step["parameters"]["release"]
    before = (home / "out/manifest.json").read_bytes()
    assert witnessmark("custody", "S1", "--original", "../seen", cwd=case).code == 0
    assert witnessmark("publish", "../again", "--audience", "internal", cwd=case).code == 0
    assert (home / "again/manifest.json").read_bytes() == before, "looking at an original changed the release"


def test_the_environment_names_no_program_that_is_run(home, monkeypatch):
    """``--ssh`` is the only way to name one."""
    monkeypatch.setenv("SSH", os.fspath(home / "ssh"))
    monkeypatch.setenv("PATH", os.fspath(home / "nothing"))
    assert witnessmark("sync", "far:copy", cwd=home / "case").code == 3
    assert not (home / "ssh.log").exists()
