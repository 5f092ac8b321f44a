import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.evidence.joining import join
from witnessmark.evidence.case import Case
from witnessmark.evidence.kinds import CustodyNoted
from witnessmark.evidence.sync import merge
from witnessmark.evidence.verify import verify_case


def truth(path):
    return sorted(p for p in path.rglob("*") if p.is_file() and "derived" not in p.parts and p.name != ".lock")


def reasons(path):
    return {(finding.file.split("/")[0], finding.reason) for finding in verify_case(path).findings}


def test_a_sound_case_has_no_findings(case):
    seen = []
    report = verify_case(case.path, lambda done, of: seen.append((done, of)))
    assert report.ok and report.findings == () and report.devices == 1
    assert report.entries == case.state().entries and report.objects == len(list(case.objects)) == len(seen)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    case = Case.create(tmp_path_factory.mktemp("sound") / "case", "Oskil mission", "Olena Tkach")
    with case.recording():
        for number in range(3):
            note = case.objects.add_value({"text": f"note {number}"}).address
            case.record(CustodyNoted(source="s0", event="viewed", note=note))
    return case.path


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_byte_changed_removed_or_added_is_found(sound, data):
    path = data.draw(st.sampled_from(truth(sound)))
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    how = data.draw(st.sampled_from(["change", "remove", "add", "cut", "empty", "delete"]))
    changed = {
        "change": whole[:at] + bytes([whole[at] ^ (1 << data.draw(st.integers(0, 7)))]) + whole[at + 1 :],
        "remove": whole[:at] + whole[at + 1 :],
        "add": whole[:at] + bytes([data.draw(st.integers(0, 255))]) + whole[at:],
        "cut": whole[:at],
        "empty": b"",
    }.get(how)
    is_key = path.parent.name == "keys"
    try:
        path.unlink() if changed is None else path.write_bytes(changed)
        # A key may be destroyed: that is what keys are for.
        assert not verify_case(sound).ok or (is_key and how == "delete")
    finally:
        path.write_bytes(whole)
    assert verify_case(sound).ok


@pytest.mark.parametrize(
    "place", ["x", "objects/x", "objects/ab/x", "objects/ab/" + "0" * 62, "journal/x.jsonl", "keys/x"]
)
def test_an_extra_file_is_found_wherever_it_lies(case, place):
    path = case.path / place
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"extra")
    report = verify_case(case.path)
    assert not report.ok and place in {finding.file for finding in report.findings}


@pytest.mark.parametrize(
    "place", ["x", "objects/x", "journal/x", "journal/" + "a" * 32 + ".jsonl", "keys/x", "objects/ab/x"]
)
def test_a_link_is_no_file_of_a_case(case, place):
    (case.path / "objects" / "ab").mkdir(exist_ok=True)
    (case.path / place).symlink_to("/etc/hostname")
    assert not verify_case(case.path).ok


def test_an_object_that_no_entry_speaks_of_is_named_and_breaks_nothing(case):
    case.objects.add_bytes(b"from a killed run")
    report = verify_case(case.path)
    assert report.ok and [finding.reason for finding in report.findings] == ["unreferenced-object"]


def test_a_missing_object_is_named(case):
    content = case.state().sources["s0"].content
    case.objects.path(content).unlink()
    assert ("objects", "missing-object") in reasons(case.path)


def test_entries_cut_off_at_the_end_are_missed(case):
    path = case.path / "journal" / f"{case.device().id}.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert ("journal", "missing-entries") in reasons(case.path)


def test_another_device_misses_what_was_cut_off_without_any_memory(case, tmp_path):
    other = join(tmp_path / "other", case, "Ivan Moroz")
    other.record(CustodyNoted(source="s0", event="viewed"))
    merge(case.path, other.path)
    path = case.path / "journal" / f"{case.device().id}.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    (case.path / "derived" / "verified.json").unlink()
    assert ("journal", "missing-entries") in reasons(case.path)
    assert Case.open(case.path).state().refusals == ("missing-entries",)


def test_a_changed_title_is_found(case):
    path = case.path / "case.toml"
    path.write_text(path.read_text().replace("Oskil mission", "Oskil Mission"))
    assert reasons(case.path) == {("case.toml", "changed-settings")}


def test_a_case_that_is_none_is_all_findings(tmp_path):
    assert reasons(tmp_path) == {("case.toml", "missing-file"), ("case.toml", "settings-not-bound")}


def test_a_recovered_line_is_accounted_for(case):
    path = case.path / "journal" / f"{case.device().id}.jsonl"
    with path.open("ab") as file:
        file.write(b'{"half')
    assert ("journal", "torn-line") in reasons(case.path)
    again = Case.open(case.path)
    again.record(CustodyNoted(source="s0", event="viewed"))
    assert verify_case(case.path).findings == ()
    torn = case.path / "journal" / again.recovered[0]
    torn.write_bytes(b'{"hall')
    assert reasons(case.path) == {("journal", "changed-torn-line")}


def test_remnants_of_a_kill_are_named_and_break_nothing(case):
    for place in (".starting", ".case.toml.new", "journal/.x.new", "keys/.x.new", "objects/incoming/1-2-3"):
        (case.path / place).write_bytes(b"x")
    (case.path / "journal" / ("a" * 32 + ".torn-2d711642b726b044")).write_bytes(b"x")
    report = verify_case(case.path)
    assert report.ok and len(report.findings) == 6


def test_an_object_of_a_later_kind_is_named(case):
    import hashlib

    data = b"witnessmark-object 1 encrypted\n" + bytes(50)
    case.objects.add_stored([data], hashlib.sha256(data).hexdigest())
    assert ("objects", "unknown-object-kind") in reasons(case.path)


def test_a_key_of_a_device_that_never_enrolled_is_named(case):
    from witnessmark.evidence.key_files import write_key_file
    from witnessmark.evidence.keys import DeviceKey

    key = DeviceKey.generate()
    write_key_file(case.path / "keys", key, key.encode())
    assert reasons(case.path) == {("keys", "key-not-enrolled")} and verify_case(case.path).ok
    assert Case.open(case.path).device().name == "Olena Tkach"


def test_the_reference_lists_every_reason():
    import re
    from pathlib import Path

    from witnessmark.evidence import entry, fold, journal, kinds, verify, verify_keys

    page = Path(__file__).parents[3] / "docs" / "reference" / "case-format.md"
    listed = set(re.findall(r"`([a-z-]+)`", page.read_text(encoding="utf-8")))
    for module in (entry, fold, journal, kinds, verify, verify_keys):
        code = Path(module.__file__).read_text(encoding="utf-8")
        named = re.findall(r'reason="([a-z-]+)"|BadEntry\("([a-z-]+)"|_quarantine\(entry, "([a-z-]+)"', code)
        assert {reason for groups in named for reason in groups if reason} <= listed, module.__name__
