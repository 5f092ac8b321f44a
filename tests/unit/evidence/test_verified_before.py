"""What was verified before is not read again while it is the same, and only then."""

import shutil

import pytest

from witnessmark.evidence import verify
from witnessmark.evidence.case import Case
from witnessmark.evidence.keys import DeviceKey
from witnessmark.evidence.kinds import CustodyNoted
from witnessmark.evidence.verified_before import NAME, note, recall
from witnessmark.evidence.verify import verify_case


def checked(case, **options):
    opened = Case.open(case.path)
    return verify_case(case.path, secrets=opened.secrets, **options)


def journal_of(case):
    return case.path / "journal" / f"{case.device().id}.jsonl"


@pytest.fixture
def read_entries(monkeypatch):
    """Counts how often the entries were read."""
    seen = []
    read = verify.scan_journals
    monkeypatch.setattr(verify, "scan_journals", lambda *given: seen.append(given) or read(*given))
    return seen


def test_the_same_bytes_are_hashed_and_not_read_again(case, read_entries):
    first = checked(case)
    assert first.ok and len(read_entries) == 1
    assert checked(case) == first and len(read_entries) == 1
    assert checked(case, anew=True) == first and len(read_entries) == 2
    case.record(CustodyNoted(source="s0", event="viewed"))
    assert checked(case).entries == first.entries + 1 and len(read_entries) == 3


def test_every_flipped_bit_is_found_though_the_case_was_sound_before(case):
    assert checked(case).ok
    journal = journal_of(case)
    data = journal.read_bytes()
    for at in range(0, len(data), 97):
        journal.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert not checked(case).ok, at
    journal.write_bytes(data)
    assert checked(case).ok


def test_a_journal_that_was_cut_back_to_what_was_verified_shows(case):
    assert checked(case).ok
    before = journal_of(case).read_bytes()
    case.record(CustodyNoted(source="s0", event="viewed"))
    journal_of(case).write_bytes(before)
    assert "missing-entries" in {finding.reason for finding in checked(case).findings}


def test_a_note_of_another_device_counts_for_nothing(case, tmp_path, read_entries):
    checked(case)
    own = recall(case.path, case.secrets.devices().values())
    assert own is not None
    note(case.path, DeviceKey.generate(), own)
    assert recall(case.path, case.secrets.devices().values()) is None
    assert checked(case).ok and len(read_entries) == 2
    (case.path / "derived" / NAME).write_bytes(b"\xff{")
    assert checked(case).ok and len(read_entries) == 3


def test_an_object_that_is_lost_or_changed_is_found_all_the_same(case, tmp_path):
    case.objects.add_bytes(b"The pump at Dvorichna ran again.")
    assert checked(case).ok
    for address in list(case.objects):
        path = case.objects.path(address)
        data = path.read_bytes()
        path.chmod(0o600)
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        assert {f.reason for f in checked(case).findings if f.grave} >= {"changed-object"}
        path.unlink()
        findings = {f.reason for f in checked(case).findings}
        assert findings & {"missing-object", "key-without-object"}
        path.write_bytes(data)
    assert checked(case).ok


def test_nothing_grave_is_ever_remembered(case):
    extra = case.path / "journal" / "notes.txt"
    extra.write_text("x")
    assert not checked(case).ok and recall(case.path, case.secrets.devices().values()) is None
    extra.unlink()
    assert checked(case).ok
    shutil.rmtree(case.path / "derived")
    assert checked(case).ok
