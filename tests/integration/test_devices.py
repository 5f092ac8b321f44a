"""Devices as people meet them: who waits, who is admitted as what, who is ended, and how that is told."""

import shutil
from pathlib import Path

import pytest

from tests.integration.running import joined, witnessmark
from witnessmark.evidence import admitting
from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds import CustodyNoted, DeviceRevoked

IRYNA, OLEH = "Iryna Demchuk", "Oleh Savchuk"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    run = witnessmark("init", "case", "--title", "Kharkiv", "--device", IRYNA, "--no-passphrase", cwd=tmp_path)
    assert run.code == 0, run.errors
    return tmp_path / "case"


def listed(case: Path) -> dict[str, dict[str, object]]:
    return {one["name"]: one for one in witnessmark("device", "--json", cwd=case).data}


def note(case: Path, name: str = "note.txt") -> Path:
    file = case.parent / name
    file.write_text(f"{name}: on 12 April 2022 soldiers looted the shop in Izium.\n", encoding="utf-8")
    return file


def test_the_list_tells_role_state_and_where_the_key_lies(case: Path) -> None:
    assert witnessmark("device", "--add", OLEH, "--role", "contributor", cwd=case).code == 0
    joined(case, "Second laptop", "reader")
    devices = listed(case)
    assert {name: (d["role"], d["state"], d["here"], d["forked"]) for name, d in devices.items()} == {
        IRYNA: ("owner", "admitted", True, False),
        OLEH: ("contributor", "admitted", True, False),
        "Second laptop": ("reader", "admitted", False, False),
    }
    table = witnessmark("device", cwd=case).output
    assert Case.open(case).device().fingerprint in table and "contributor" in table


def test_a_laptop_that_joins_waits_and_both_sides_say_so_with_the_key(case: Path, tmp_path: Path) -> None:
    run = witnessmark("init", "second", "--join", case, "--device", "Second laptop", "--no-passphrase", cwd=tmp_path)
    key = Case.open(tmp_path / "second").device().fingerprint
    assert run.code == 0 and key in run.output and "telephone" in run.output
    run = witnessmark("add", note(case), cwd=tmp_path / "second")
    assert run.code != 0 and "device --admit" in run.errors
    told = witnessmark("sync", tmp_path / "second", cwd=case)
    assert told.code == 0 and key in told.output and "device --admit" in told.output
    assert [d["name"] for d in witnessmark("sync", "../second", "--json", cwd=case).data["waiting"]] == [
        "Second laptop"
    ]
    for command in ("status", "device"):
        assert key in witnessmark(command, cwd=case).output
        assert key in witnessmark(command, cwd=tmp_path / "second").output
    assert witnessmark("device", "--admit", key, cwd=case).code == 0
    assert witnessmark("sync", case, cwd=tmp_path / "second").code == 0
    assert witnessmark("add", note(case), cwd=tmp_path / "second").code == 0
    assert key not in witnessmark("status", cwd=case).output


def test_in_ukrainian_too(case: Path, tmp_path: Path) -> None:
    witnessmark("init", "second", "--join", case, "--device", "Second laptop", "--no-passphrase", cwd=tmp_path)
    witnessmark("sync", "../second", cwd=case)
    run = witnessmark("--lang", "uk", "device", cwd=case)
    assert "чекає на власника" in run.output and "допущено" in run.output


def test_a_contributor_is_told_what_its_role_does_not_reach(case: Path) -> None:
    assert witnessmark("add", note(case), cwd=case).code == 0
    there = joined(case, "Second laptop", "contributor")
    assert witnessmark("add", note(case, "own.txt"), cwd=there).code == 0
    run = witnessmark("consent", "S1", "public-named", cwd=there)
    assert run.code == 4 and "contributor" in run.errors and "public-named" not in run.output
    assert witnessmark("consent", "S1", "none", cwd=there).code == 0
    assert witnessmark("sync", there, cwd=case).code == 0
    assert witnessmark("status", "--json", cwd=case).data["sources"][0]["consent"] == "none"
    assert witnessmark("device", "--admit", IRYNA, cwd=there).code == 4


def test_a_reader_withdraws_and_protects(case: Path) -> None:
    file = case.parent / "told.txt"
    file.write_text("Olena Kovtun told us that soldiers looted her house in Izium on 12 April 2022.\n")
    assert witnessmark("add", file, "--consent", "public-named", cwd=case).code == 0
    there = joined(case, "Second laptop", "reader")
    assert witnessmark("protect", "Olena Kovtun", cwd=there).code == 0
    assert witnessmark("consent", "S1", "none", cwd=there).code == 0
    for attempt in (("consent", "S1", "public-named"), ("decide", "C1", "confirm"), ("add", note(case))):
        assert witnessmark(*attempt, cwd=there).code in (2, 4)
    assert witnessmark("sync", there, cwd=case).code == 0
    state = Case.open(case).state()
    assert state.quarantined == () and [p.protected for p in state.persons.values()] == [True]
    assert witnessmark("status", "--json", cwd=case).data["sources"][0]["consent"] == "none"


def test_a_revoked_laptop_keeps_what_it_had_and_says_nothing_more(case: Path) -> None:
    there = joined(case)
    assert witnessmark("add", note(case), cwd=there).code == 0
    assert witnessmark("sync", there, cwd=case).code == 0
    run = witnessmark("device", "--revoke", "Other laptop", cwd=case)
    assert run.code == 0 and "Revoked" in run.output
    late = Case.open(there)
    late.record(CustodyNoted(source="s-late", event="viewed"))  # it does not know yet
    assert witnessmark("sync", there, cwd=case).code == 0
    status = witnessmark("status", "--json", cwd=case).data
    assert status["counts"]["sources"] == 1 and status["devices"] == []
    assert [q.reason for q in Case.open(case).state().quarantined] == ["revoked"]
    assert listed(case)["Other laptop"]["state"] == "revoked" and witnessmark("verify", cwd=case).code == 0
    assert "said 1 things after an owner ended it" in witnessmark("status", cwd=case).output
    assert witnessmark("add", note(case, "more.txt"), cwd=there).code != 0
    # From the start: then what it brought in does not count either.
    assert witnessmark("device", "--revoke", "Other laptop", "--after", "start", cwd=case).code == 0
    assert witnessmark("status", "--json", cwd=case).data["counts"]["sources"] == 0


def test_a_new_key_for_the_folder(case: Path) -> None:
    old = Case.open(case).device().id
    run = witnessmark("device", "--rotate", cwd=case)
    new = Case.open(case).device()
    assert run.code == 0 and new.fingerprint in run.output and new.id != old
    assert witnessmark("add", note(case), cwd=case).code == 0 and witnessmark("verify", cwd=case).code == 0
    assert listed(case)[IRYNA]["id"] == new.id and listed(case)[f"{IRYNA} ({old[:8]})"]["state"] == "rotated"


def test_a_key_on_two_laptops_shows_in_status_list_and_verify(case: Path, tmp_path: Path) -> None:
    shutil.copytree(case, tmp_path / "copy")
    for folder, event in ((case, "viewed"), (tmp_path / "copy", "copied")):
        Case.open(folder).record(CustodyNoted(source="s1", event=event))
    assert witnessmark("sync", "../copy", cwd=case).code == 1
    status = witnessmark("status", cwd=case)
    assert "Two histories" in status.output and IRYNA in status.output
    assert listed(case)[IRYNA]["forked"] and "forked" in witnessmark("device", cwd=case).output
    assert "forked-journal" in witnessmark("verify", cwd=case).output


def test_owners_who_end_each_other_are_told_and_nothing_leaves(case: Path) -> None:
    there = joined(case, "Second owner", "owner")
    third = joined(case, "Third owner", "owner")
    witnessmark("sync", there, cwd=case)
    one, two = Case.open(there), Case.open(third)
    one.record(DeviceRevoked(device=two.device().id, after=None))
    two.record(DeviceRevoked(device=one.device().id, after=None))
    for folder in (there, third):
        witnessmark("sync", folder, cwd=case)
    assert "Owners disagree" in witnessmark("status", cwd=case).output
    run = witnessmark("publish", "site", cwd=case)
    assert run.code == 4 and "owners-in-dispute" in run.errors
    assert witnessmark("device", "--revoke", "Third owner", cwd=case).code == 0
    assert "Owners disagree" not in witnessmark("status", cwd=case).output
    assert listed(case)["Second owner"]["state"] == "admitted"


@pytest.mark.parametrize(
    "options",
    [
        ("--role", "member"),
        ("--after", "start"),
        ("--admit", "Nobody"),
        ("--revoke", "abc"),
        ("--revoke", IRYNA, "--after", "x"),
    ],
)
def test_what_cannot_be_meant_is_not_done(case: Path, options: tuple[str, ...]) -> None:
    before = Case.open(case).state().entries
    assert witnessmark("device", *options, cwd=case).code == 2
    assert Case.open(case).state().entries == before


def test_the_last_entry_of_a_device_is_where_a_revocation_begins(case: Path) -> None:
    there = joined(case)
    device = Case.open(there).device().id
    assert admitting.last_entry(Case.open(case), device) == admitting.last_entry(Case.open(there), device)
