"""A damaged case is made whole from another copy, by what proves itself; no history becomes shorter."""

import shutil

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.unit.evidence.joining import join
from tests.unit.evidence.test_sync import truth
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import DifferentCase, NoCase
from witnessmark.evidence.expunging import ask
from witnessmark.evidence.kinds import CustodyNoted
from witnessmark.evidence.repairing import repair
from witnessmark.evidence.sync import merge
from witnessmark.evidence.verify import verify_case


def everything(path):
    kept = ("objects", "journal", "keys")
    found = {str(p.relative_to(path)): p.read_bytes() for n in kept for p in (path / n).rglob("*") if p.is_file()}
    for name in found:
        if name.endswith(".ring"):  # in whatever order
            found[name] = b"\n".join(sorted(found[name].split(b"\n")))
    return found | {"case.toml": (path / "case.toml").read_bytes()}


def own_journal(case):
    return case.path / "journal" / f"{case.device().id}.jsonl"


def flip(path, at=None):
    data = bytearray(path.read_bytes())
    data[len(data) // 2 if at is None else at] ^= 4
    path.write_bytes(data)


@pytest.fixture
def backup(case, tmp_path):
    for _ in range(4):
        case.record(CustodyNoted(source="s0", event="viewed"))
    shutil.copytree(case.path, tmp_path / "backup")
    return tmp_path / "backup"


@pytest.mark.parametrize("what", ["objects/*/*", "journal/*.jsonl", "keys/objects/*.ring", "keys/*.key", "case.toml"])
def test_whatever_is_damaged_is_whole_again(case, backup, what):
    before = everything(case.path)
    for path in sorted(case.path.glob(what)):
        flip(path)
    assert not verify_case(case.path).ok
    report = repair(case.path, backup)
    assert report.ok and report.repaired and everything(case.path) == before
    assert repair(case.path, backup).repaired == ()


@pytest.mark.parametrize("what", ["objects/*/*", "journal/*.jsonl", "keys/objects/*.ring"])
def test_whatever_is_missing_comes_back(case, backup, what):
    before = everything(case.path)
    for path in sorted(case.path.glob(what)):
        path.unlink()
    assert repair(case.path, backup).ok and everything(case.path) == before


def test_a_longer_history_is_kept_and_joined_to_what_the_backup_has(case, backup):
    for _ in range(3):
        case.record(CustodyNoted(source="s1", event="copied"))
    whole = own_journal(case).read_bytes()
    for at in (len(whole) // 3, whole.index(b"\n", len(whole) // 2)):
        flip(own_journal(case), at)
        report = repair(case.path, backup)
        assert report.ok and own_journal(case).read_bytes() == whole
    assert [p.suffix for p in (case.path / "derived" / "damaged").iterdir()] == [".jsonl"] * 2


def test_what_no_copy_has_is_named_and_nothing_behind_it_is_lost(case, backup):
    for _ in range(3):
        case.record(CustodyNoted(source="s1", event="copied"))
    lines = own_journal(case).read_bytes().splitlines(keepends=True)
    damaged = list(lines)
    damaged[3], damaged[-2] = lines[3].replace(b'"seq":3', b'"seq":4'), lines[-2].replace(b"copied", b"Copied")
    own_journal(case).write_bytes(b"".join(damaged))
    report = repair(case.path, backup)
    after = own_journal(case).read_bytes().splitlines(keepends=True)
    assert not report.ok and after[:-2] == lines[:-2] and after[-1] == lines[-1]
    assert [f.line for f in report.remaining if f.grave and f.line] == [len(lines) - 1]


def test_a_merge_with_a_damaged_journal_leaves_no_fork_after_repairing(case, backup):
    flip(own_journal(case))
    merge(case.path, backup, give=False)
    assert list((case.path / "journal").glob("*.fork-*"))
    assert repair(case.path, backup).ok and not list((case.path / "journal").glob("*.fork-*"))
    assert truth(case.path) == truth(backup)


def test_another_branch_is_no_repair(case, backup):
    """The copy went on by itself: its line in the place of the damaged one is not the one that stood here."""
    Case.open(backup).record(CustodyNoted(source="s0", event="copied"))
    for _ in range(3):
        case.record(CustodyNoted(source="s1", event="viewed"))
    before = own_journal(case).read_bytes()
    lines = before.splitlines(keepends=True)
    damaged = b"".join([*lines[:-3], lines[-3].replace(b"viewed", b"Viewed"), *lines[-2:]])
    own_journal(case).write_bytes(damaged)
    report = repair(case.path, backup)
    assert not report.ok and own_journal(case).read_bytes() == damaged


def test_a_copy_that_is_damaged_too_gives_what_is_sound(case, backup):
    objects = sorted(backup.glob("objects/*/*"))
    for path in sorted(case.path.glob("objects/*/*")):
        flip(path)
    flip(objects[0])
    report = repair(case.path, backup)
    bad = str(objects[0].relative_to(backup))
    assert [(f.file, f.reason) for f in report.remaining if f.grave] == [(bad, "changed-object")]
    assert len(report.repaired) == len(objects) - 1


def test_what_was_expunged_does_not_come_back(case, backup):
    ask(case, "s0")
    before = everything(case.path)
    flip(own_journal(case))
    assert repair(case.path, backup).ok and everything(case.path) == before


def test_a_key_of_another_device_is_never_brought(case, tmp_path):
    other = join(tmp_path / "other", case, "Ivan Moroz")
    keys = {p.name for p in (case.path / "keys").glob("*.key")}
    repair(case.path, other.path)
    assert {p.name for p in (case.path / "keys").glob("*.key")} == keys
    (case.path / "keys" / next(iter(keys))).unlink()
    repair(case.path, other.path)
    assert not list((case.path / "keys").glob("*.key"))


def test_another_case_and_none_are_refused(case, new_case, tmp_path):
    with pytest.raises(DifferentCase):
        repair(case.path, new_case("second").path)
    with pytest.raises(DifferentCase):
        repair(case.path, case.path)
    with pytest.raises(NoCase):
        repair(case.path, tmp_path)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    root = tmp_path_factory.mktemp("sound")
    case = Case.create(root / "case", "Oskil mission", "Olena Tkach")
    other = join(root / "other", case, "Ivan Moroz")
    for number in range(4):
        case.record(CustodyNoted(source="s0", event="viewed", note=case.objects.add_value(number).address))
        other.record(CustodyNoted(source="s0", event="copied"))
    merge(case.path, other.path)
    shutil.copytree(case.path, root / "backup")
    return case.path, root / "backup"


FRACTION = st.floats(0, 1, exclude_max=True)
HOW = st.sampled_from(["flip", "cut", "remove", "add", "delete"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(FRACTION, FRACTION, HOW, st.integers(0, 7)), min_size=1, max_size=4))
@example([(0.125, 0.0, "flip", 0), (0.125, 0.5, "cut", 0)])
def test_any_damage_at_any_places_is_repaired(sound, damages):
    here, backup = sound
    whole = everything(backup)
    for where, place, how, bit in damages:
        path = here / sorted(whole)[int(where * len(whole))]
        if not path.exists() or not path.stat().st_size:
            continue
        held = path.read_bytes()
        at = int(place * len(held))
        if how == "delete" and path.suffix == ".key":
            continue
        changed = {
            "flip": held[:at] + bytes([held[at] ^ 1 << bit]) + held[at + 1 :],
            "cut": held[:at], "remove": held[:at] + held[at + 1 :], "add": held[:at] + b"x" + held[at:],
        }.get(how)  # fmt: skip
        path.unlink() if changed is None else path.write_bytes(changed)
    try:
        report = repair(here, backup)
        assert report.ok, report.remaining
        assert {n: d for n, d in everything(here).items() if ".torn-" not in n} == whole
    finally:
        shutil.rmtree(here)
        shutil.copytree(backup, here)
