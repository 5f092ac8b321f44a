"""A device that was ended can open nothing that comes in afterwards; nobody else loses anything."""

import pytest

from tests.unit.evidence.joining import join
from witnessmark.evidence import admitting
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import Locked, NotKeyed
from witnessmark.evidence.handing_keys import keep_current, key_is_with_revoked
from witnessmark.evidence.sync import merge
from witnessmark.evidence.verify import verify_case

OLD, NEW = b"The well at Zavody was locked.", b"The school at Kapytolivka lost its roof."


def add(case: Case, content: bytes) -> str:
    with case.recording():
        return case.objects.add_bytes(content).address


def sync(here: Case, there: Case) -> tuple[Case, Case]:
    """Both folders merged, opened anew as separate programs would."""
    merge(here.path, there.path, here.secrets)
    for one in (here, there):
        keep_current(Case.open(one.path))
    merge(here.path, there.path, here.secrets)
    return Case.open(here.path), Case.open(there.path)


def test_what_comes_in_after_a_revocation_does_not_open_with_the_old_key(case, tmp_path):
    lost = join(tmp_path / "lost", case, "Ivan Moroz")
    kept = join(tmp_path / "kept", case, "Iryna Demchuk")
    case, lost = sync(case, lost)
    old = add(case, OLD)
    case, lost = sync(case, lost)
    assert lost.objects.read(old) == OLD
    admitting.revoke(case, lost.device().id, admitting.last_entry(case, lost.device().id))
    new = add(case, NEW)
    assert case.objects.read(new) == NEW and key_is_with_revoked(case) == ()
    case, kept = sync(case, kept)
    assert (kept.objects.read(old), kept.objects.read(new)) == (OLD, NEW)
    stolen, _ = lost, merge(lost.path, case.path)
    stolen = Case.open(lost.path)
    assert stolen.objects.read(old) == OLD
    with pytest.raises(NotKeyed):
        stolen.objects.read(new)
    assert all(verify_case(one.path, secrets=one.secrets).ok for one in (case, kept))


def test_two_owners_who_revoke_at_the_same_time_lose_nothing(case, tmp_path):
    other = join(tmp_path / "other", case, "Iryna Demchuk")
    for name in ("Ivan Moroz", "Petro Havrylenko"):
        case.add_device(name)
    admitting.admit(case, other.device().id, "owner")
    case, other = sync(case, other)
    admitting.revoke(case, "Ivan Moroz", None)
    admitting.revoke(other, "Petro Havrylenko", None)
    mine, theirs = add(case, OLD), add(other, NEW)
    case, other = sync(case, other)
    for one in (case, other):
        assert (one.objects.read(mine), one.objects.read(theirs)) == (OLD, NEW)
        assert key_is_with_revoked(one) == () and verify_case(one.path, secrets=one.secrets).ok
    assert max(key.epoch for key in case.state().case_keys) >= 3, "each of the two keys was with one of the ended"


def test_a_device_admitted_elsewhere_meanwhile_is_given_the_new_key(case, tmp_path):
    other = join(tmp_path / "other", case, "Iryna Demchuk")
    case.add_device("Ivan Moroz")
    admitting.admit(case, other.device().id, "owner")
    case, other = sync(case, other)
    admitting.revoke(case, "Ivan Moroz", None)
    late = other.add_device("Petro Havrylenko").id
    new = add(case, NEW)
    case, other = sync(case, other)
    present = case.secrets.case_key().commitment
    assert late in {one.device for one in case.state().case_keys if one.commitment == present}
    assert other.objects.read(new) == NEW


def test_a_key_made_by_a_member_seals_nothing(case, tmp_path):
    from witnessmark.evidence.case_key import CaseKey
    from witnessmark.evidence.fold_keys import wrapped_for

    member = join(tmp_path / "member", case, "Ivan Moroz")
    case, member = sync(case, member)
    own = case.state().devices[case.device().id]
    slipped = CaseKey.generate(2)
    member.record(wrapped_for(slipped, case.settings.id, own.id, bytes.fromhex(own.sealing_key)))
    case, member = sync(case, member)
    assert case.secrets.case_key().commitment != slipped.commitment
    assert case.secrets.case_key().epoch == 1


def test_an_owner_ended_later_made_a_key_that_still_opens(case, tmp_path):
    """Whoever was told of the key in time has sealed under it: that is not lost."""
    other = join(tmp_path / "other", case, "Iryna Demchuk")
    third = join(tmp_path / "third", case, "Petro Havrylenko")
    case.add_device("Ivan Moroz")
    admitting.admit(case, other.device().id, "owner")
    case, other = sync(case, other)
    before = admitting.last_entry(case, other.device().id)
    admitting.revoke(other, "Ivan Moroz", None)
    other, third = sync(other, third)
    new = add(third, NEW)
    case, third = sync(case, third)
    admitting.revoke(case, other.device().id, before)
    case, third = sync(case, third)
    assert case.objects.read(new) == NEW == third.objects.read(new)
    assert key_is_with_revoked(case) == ()


def test_a_locked_folder_hands_no_key_on(case, tmp_path, monkeypatch):
    case.secrets.seal("seven quiet herons over Oskil")
    locked = Case.open(case.path)
    locked.secrets.forget()
    with pytest.raises(Locked):
        locked.secrets.case_key()
    before = locked.state().entries
    keep_current(locked)
    assert locked.state().entries == before
