"""The chain of custody: its order is proved by the entries, and it says what is not known any more."""

import contextlib
from datetime import datetime, timedelta, timezone

import pytest

from tests.unit.evidence.joining import join
from witnessmark.derive.adding import Terms, _Adder
from witnessmark.derive.custody import (
    COPYING,
    chain_of,
    note_event,
    note_handling,
    note_redacted,
    noting_copies,
    write_original,
)
from witnessmark.evidence.admitting import last_entry, revoke
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import BeyondRole
from witnessmark.evidence.kinds import ClockNoted, SourceAdded
from witnessmark.evidence.sync import merge
from witnessmark.intake.result import Intake
from witnessmark.model.case import Document, SourceRecord

EAST = timezone(timedelta(hours=3))


@pytest.fixture
def case(tmp_path):
    case = Case.create(tmp_path / "case", "Oskil mission", "Olena Tkach")
    add(case, "s1")
    return case


def add(case, source, text="The bridge at Oskil was closed."):
    record = SourceRecord(
        file_name=f"{source}.txt", size=len(text), sha256="0" * 64, media_type="text/plain", received="2024-05-01"
    )
    with case.recording():
        case.record(
            SourceAdded(
                source=source, level="internal", record=case.objects.add_value(record).address,
                content=case.objects.add_bytes(text.encode()).address,
            )
        )  # fmt: skip


def events(case, source="s1"):
    return [step.event for step in chain_of(case, source, "S1").steps]


def test_the_order_is_proved_by_the_entries_and_not_by_clocks(case, tmp_path):
    """A laptop whose clock is a year behind looks at the source after it was given back: the chain says so."""
    behind = join(tmp_path / "other", case, "Ivan Moroz", lambda: datetime(2019, 1, 1, tzinfo=EAST))
    note_event(case, "s1", "returned", "to the giver")
    merge(behind.path, case.path)
    note_event(behind, "s1", "viewed")
    merge(case.path, behind.path)
    for one in (case, behind):
        assert events(one) == ["received", "returned", "viewed"]
    steps = chain_of(case, "s1", "S1").steps
    assert steps[2].time == "2019-01-01T00:00:00+03:00" and steps[2].owner == "Ivan Moroz"
    assert steps[1].note == "to the giver" and len({step.entry for step in steps}) == 3


def test_the_offset_of_a_clock_goes_with_its_own_device(case, tmp_path):
    other = join(tmp_path / "other", case, "Ivan Moroz")
    case.record(ClockNoted(ahead=-90, basis="told"))
    note_event(case, "s1", "viewed")
    case.record(ClockNoted(ahead=2, basis="stamp"))
    note_event(case, "s1", "returned")
    merge(case.path, other.path)
    note_event(other, "s1", "copied")
    merge(case.path, other.path)
    found = [(s.event, s.ahead, s.ahead_basis) for s in chain_of(case, "s1", "S1").steps]
    assert found == [
        ("received", -90, "told"), ("viewed", -90, "told"), ("returned", 2, "stamp"), ("copied", None, None),
    ]  # fmt: skip


def test_what_happens_to_the_whole_case_happens_to_the_sources_that_it_had(case):
    note_handling(case, "copied")
    add(case, "s2")
    assert events(case) == ["received", "copied"] and events(case, "s2") == ["received"]
    note_handling(case, "transferred", "s2")
    assert events(case) == ["received", "copied"] and events(case, "s2") == ["received", "transferred"]
    assert [e.kind for e in case.state().custody] == ["received", "received"], "releases do not change by it"


def test_a_transcript_by_a_machine_names_its_tool_and_what_it_was_told(case):
    adder = _Adder(case, Terms(ocr="captions"), {}, None, {})
    scan = Document(text="The mill burned.", tool="ocr/tesseract 5.3.0 ukr+eng", kind="image", exact=False)
    with case.recording():
        content = case.objects.add_bytes(b"pixels")
        adder._keep(content, "scan.png", "s3", Intake(media_type="image/png", documents=(scan,)), None, None)
    received, read, made = chain_of(case, "s3", "S3").steps
    assert (received.event, read.event, made.event) == ("received", "read", "transcribed")
    assert made.tool == scan.tool and made.parameters and made.derivative == read.derivative


def test_a_release_names_the_sources_that_it_shows(case):
    add(case, "s2")
    note_redacted(case, "r1", ["s1"], "witnessmark 0.1")
    step = chain_of(case, "s1", "S1").steps[-1]
    assert (step.event, step.derivative, step.tool) == ("redacted", "r1", "witnessmark 0.1")
    assert events(case, "s2") == ["received"]


def test_what_was_erased_is_not_known_and_the_chain_stays(case):
    note_event(case, "s1", "viewed", "by Marfa Lysenko")
    for address in (case.state().sources["s1"].record, case.state().chain[-1].note):
        case.objects.path(address).unlink()
    chain = chain_of(Case.open(case.path), "s1", "S1")
    assert chain.file_name is chain.sha256 is chain.giver is None
    assert [(s.event, s.note) for s in chain.steps] == [("received", None), ("viewed", None)]


def test_an_original_is_given_out_only_when_that_is_noted(case, tmp_path, monkeypatch):
    out = tmp_path / "out.txt"
    write_original(case, "s1", out)
    assert out.read_bytes() == b"The bridge at Oskil was closed." and events(case) == ["received", "viewed"]
    with pytest.raises(FileExistsError):
        write_original(case, "s1", out)
    monkeypatch.setattr(Case, "record", lambda *_: (_ for _ in ()).throw(OSError("read-only")))
    with pytest.raises(OSError, match="read-only"):
        write_original(case, "s1", tmp_path / "second")
    assert not (tmp_path / "second").exists()


def test_a_device_that_was_ended_notes_nothing_and_gives_nothing_out(case, tmp_path):
    other = join(tmp_path / "other", case, "Ivan Moroz")
    revoke(case, other.device().id, last_entry(case, other.device().id))
    merge(case.path, other.path)
    ended = Case.open(other.path)
    note_handling(ended, "copied")  # a sync with it goes on
    with pytest.raises(BeyondRole):
        write_original(ended, "s1", tmp_path / "out")
    assert events(ended) == ["received"] and not (tmp_path / "out").exists()


def test_notes_never_stand_in_the_journal(case):
    note_event(case, "s1", "viewed", "by Marfa Lysenko")
    assert not any(b"Marfa" in path.read_bytes() for path in case.path.rglob("*") if path.is_file())


def test_a_chain_of_a_source_that_is_not_there(case):
    with pytest.raises(KeyError):
        chain_of(case, "s9", "S9")


def test_a_copy_that_was_killed_is_noted_by_the_next_one(case):
    """What lies on the stick after a kill, nobody had noted."""

    def copies():
        return [link.event for link in Case.open(case.path).state().chain].count("copied")

    class Killed(BaseException):
        pass

    marker = case.path / "derived" / COPYING
    with contextlib.suppress(Killed), noting_copies(case) as note:
        note()
        data = marker.read_bytes()
        raise Killed
    assert not marker.exists() and copies() == 0, "a merge that refused has copied nothing"
    marker.write_bytes(data)  # as a kill leaves it
    with noting_copies(Case.open(case.path)):
        assert copies() == 1
    assert copies() == 1 and not marker.exists()
    with noting_copies(Case.open(case.path)) as note:
        note()
    assert copies() == 2
