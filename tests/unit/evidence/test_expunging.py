"""What owners expunge is destroyed wherever it is heard of, and never comes back."""

import contextlib
import shutil

import pytest

from tests.unit.evidence.joining import join
from witnessmark.evidence import files
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import MissingObject, NotOwner
from witnessmark.evidence.expunging import agree, ask, carry_out, objects_of
from witnessmark.evidence.kinds import ConsentWithdrawn, DecisionMade, DeviceAdmitted, ExpungeAsked, PersonRegistered
from witnessmark.evidence.payloads import Note, PersonRegister, Shown
from witnessmark.evidence.sync import merge
from witnessmark.evidence.verify import verify_case
from witnessmark.model.span import Span


def holds(path, addresses):
    """Which of these objects or their keys are anywhere in the folder."""
    rings = b"".join(ring.read_bytes() for ring in (path / "keys" / "objects").glob("*.ring"))
    return [a for a in addresses if (path / "objects" / a[:2] / a[2:]).exists() or a.encode() in rings]


def test_one_owner_destroys_a_source_and_all_that_belongs_to_it(case, add_source):
    document = add_source(case, "gone", "Marfa Lysenko said the bridge was closed.")
    put = case.objects.add_value
    with case.recording():
        shown = Shown.of(document, Span.of("Marfa Lysenko said the bridge was closed.", 0, 13))
        case.record(
            DecisionMade(target="c1", verdict="confirmed", shown=put(shown).address, reason=put(Note("x")).address)
        )
    (case.path / "derived" / "index").write_bytes(b"The bridge")
    belonging = objects_of(case, "gone")
    assert len(belonging) == 5
    (request,) = ask(case, "gone")
    assert request.in_force and not holds(case.path, belonging)
    assert not (case.path / "derived" / "index").exists()
    again = Case.open(case.path)
    assert again.state().refusals == () and again.state().is_expunged(again.state().sources["gone"])
    with pytest.raises(MissingObject):
        again.objects.read(document)
    assert [link.event for link in again.state().chain if link.source == "gone"][-1] == "destroyed"
    assert verify_case(case.path).ok and not [f for f in verify_case(case.path).findings if f.grave]
    assert objects_of(again, "s0"), "other sources stay"


def test_two_owners_are_needed_where_there_are_two(case, add_source, tmp_path):
    add_source(case, "gone")
    other = join(tmp_path / "other", case, "Ivan Moroz")
    case.record(DeviceAdmitted(device=other.device().id, role="owner"))
    merge(case.path, other.path)
    belonging = objects_of(case, "gone")
    (request,) = ask(case, "gone")
    assert not request.in_force and holds(case.path, belonging) and not agree(case, "gone")
    merge(case.path, other.path)
    other = Case.open(other.path)
    (agreed,) = agree(other, "gone")
    assert agreed.in_force and len(agreed.agreed) == 2 and not holds(other.path, belonging)
    assert merge(case.path, other.path).destroyed == len(belonging) and not holds(case.path, belonging)


def test_who_is_no_owner_can_withdraw_consent_and_destroy_nothing(case, add_source, tmp_path):
    add_source(case, "kept")
    other = join(tmp_path / "other", case, "Ivan Moroz")
    belonging = objects_of(other, "kept")
    with pytest.raises(NotOwner):
        ask(other, "kept")
    other.record(ConsentWithdrawn(target="kept"))
    said = ExpungeAsked(target="kept", objects=belonging)
    other._recorder.record(said, other.device().id)  # as a changed program would
    merge(case.path, other.path)
    assert holds(case.path, belonging) and Case.open(case.path).state().expunged == frozenset()


def test_an_old_backup_merged_back_does_not_bring_it_back(case, add_source, tmp_path):
    add_source(case, "gone")
    backup, late = tmp_path / "backup", tmp_path / "late"
    shutil.copytree(case.path, backup)
    join(late, case, "Ivan Moroz")
    belonging = objects_of(case, "gone")
    ask(case, "gone")
    for _ in range(2):
        merge(case.path, backup)
        assert not holds(case.path, belonging) and not holds(backup, belonging)
    # One that the erasure never reached, read only: a stick that cannot be written to.
    shutil.copytree(late, tmp_path / "stick")
    assert holds(tmp_path / "stick", belonging)
    report = merge(case.path, tmp_path / "stick", give=False)
    assert report.ok and report.received.objects == 0 and not holds(case.path, belonging)
    # And one that comes to a laptop which has not heard of the erasure itself, from one that has.
    assert merge(late, case.path).destroyed == len(belonging) and not holds(late, belonging)


def test_a_person_is_expunged_without_what_others_said(case, add_source):
    with case.recording():
        register = case.objects.add_value(PersonRegister(names=("Marfa Lysenko",))).address
        case.record(PersonRegistered(person="p-1", register=register))
    assert objects_of(case, "p-1") == (register,)
    ask(case, "p-1")
    assert (
        not holds(case.path, [register]) and Case.open(case.path).state().sources.keys() == case.state().sources.keys()
    )


def test_an_interrupted_destruction_is_finished_by_the_next_command(case, add_source, monkeypatch):
    add_source(case, "gone")
    belonging = objects_of(case, "gone")
    for stop in range(12):
        path = case.path.parent / f"c{stop}"
        shutil.copytree(case.path, path)
        count = 0

        def dying(target, stop=stop):
            nonlocal count
            count += 1
            if count > stop:
                raise KeyboardInterrupt
            target.unlink(missing_ok=True)

        with monkeypatch.context() as patch:
            patch.setattr(files, "remove", dying)
            with contextlib.suppress(KeyboardInterrupt):
                ask(Case.open(path), "gone")
        again = Case.open(path)
        if again.state().expunged:
            found = {finding.reason for finding in verify_case(path).findings if finding.grave}
            assert found <= {"expunged-object", "missing-object-key"}
            carry_out(again)
            assert not holds(path, belonging) and verify_case(path).ok
