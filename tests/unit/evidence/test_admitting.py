"""Admitting, revoking and handing over in real folders."""

import pytest

from tests.unit.evidence.joining import join
from witnessmark.evidence import admitting
from witnessmark.evidence.case import Case
from witnessmark.evidence.errors import BeyondRole, EvidenceError, NotOwner
from witnessmark.evidence.kinds import ConsentGiven, ConsentWithdrawn, CustodyNoted, DecisionMade, PersonProtected
from witnessmark.evidence.sync import clone, merge
from witnessmark.evidence.verify import verify_case

VIEWED = CustodyNoted(source="s0", event="viewed")


def standing(case, device):
    found = case.state().devices[device]
    return found.standing, found.role


def test_the_first_device_is_owner_and_admits_whoever_is_added_to_its_folder(case):
    olena, petro = case.device(), case.add_device("Petro Havrylenko")
    assert (olena.role, petro.role, petro.standing, petro.here) == ("owner", "member", "admitted", True)
    assert case.state().devices[petro.id].admitted_by == olena.id
    iryna = case.add_device("Iryna Demchuk", "reader")
    assert iryna.role == "reader" and case.state().quarantined == ()


def test_a_laptop_that_joins_waits_and_then_counts(case, tmp_path):
    other, _ = clone(tmp_path / "other", case.path, "Ivan Moroz")
    own = other.device().id
    other.record(ConsentWithdrawn(target="s1"))
    merge(case.path, other.path)
    state = case.state()
    assert standing(case, own) == ("waiting", None) and state.effective_consent("s1", "2024-05-01") == 4
    assert state.refusals == () and verify_case(case.path).ok
    admitting.admit(case, "Ivan Moroz", "reader")
    assert standing(case, own) == ("admitted", "reader") and case.state().effective_consent("s1", "2024-05-01") == 0
    merge(case.path, other.path)
    again = Case.open(other.path)
    assert again.state() == case.state() and again.secrets.case_key().secret == case.secrets.case_key().secret


def test_only_an_owners_folder_admits_and_revokes(case, tmp_path):
    other = join(tmp_path / "other", case, "Ivan Moroz")
    waiting = other.add_device("Petro Havrylenko")
    assert waiting.standing == "waiting" and waiting.here
    for attempt in (
        lambda: admitting.admit(other, waiting.id, "member"),
        lambda: admitting.revoke(other, case.device().id, None),
    ):
        with pytest.raises(NotOwner):
            attempt()


def test_a_lower_role_begins_with_what_was_not_known_yet(case):
    petro = case.add_device("Petro Havrylenko").id
    shown = case.objects.add_bytes(b"x").address
    case.record(DecisionMade(target="c1", verdict="confirmed", shown=shown), petro)
    assert admitting.admit(case, petro, "reader").role == "reader"
    assert len(case.state().decisions["c1"]) == 1
    with pytest.raises(BeyondRole):
        case.record(DecisionMade(target="c2", verdict="confirmed", shown=shown), petro)


def test_what_would_not_count_is_refused_before_it_is_signed(case):
    petro = case.add_device("Petro Havrylenko", "contributor").id
    for body in (ConsentGiven(target="s0", level="public-named"), PersonProtected(person="p1", protected=False)):
        with pytest.raises(BeyondRole, match="contributor"):
            case.record(body, petro)
    case.record(ConsentWithdrawn(target="s0"), petro)
    case.record(PersonProtected(person="p1", protected=True), petro)
    admitting.revoke(case, petro, admitting.last_entry(case, petro))
    with pytest.raises(BeyondRole, match="ended"):
        case.record(VIEWED, petro)
    state = case.state()
    assert state.quarantined == () and state.persons["p1"].protected and petro not in (d.id for d in state.waiting)


def test_a_contributor_adds_and_speaks_for_its_own(case, tmp_path, add_source):
    other, _ = clone(tmp_path / "other", case.path, "Ivan Moroz")
    merge(case.path, other.path)
    admitting.admit(case, "Ivan Moroz", "contributor")
    merge(case.path, other.path)
    other = Case.open(other.path)
    add_source(other, "mine")
    other.record(ConsentGiven(target="mine", level="public-anonymous"))
    merge(case.path, other.path)
    assert case.state().quarantined == () and case.state().effective_consent("mine", "2024-05-01") == 4


def test_a_new_key_takes_over_name_role_and_case_key(case):
    old = case.device()
    new = admitting.rotate(case)
    assert (new.name, new.role, new.standing) == ("Olena Tkach", "owner", "admitted") and new.id != old.id
    assert standing(case, old.id) == ("rotated", None)
    again = Case.open(case.path)
    assert again.device().id == new.id and again.add_device("Petro Havrylenko").role == "member"
    assert again.state().devices[new.id].formerly == (old.id,) and again.state().refusals == ()
    with pytest.raises(BeyondRole):
        again.record(VIEWED, old.id)
    assert admitting.rotate(again).name == "Olena Tkach" and Case.open(case.path).device().role == "owner"
    assert verify_case(case.path).ok


def test_who_waits_has_nothing_to_hand_over(case, tmp_path):
    other, _ = clone(tmp_path / "other", case.path, "Ivan Moroz")
    with pytest.raises(EvidenceError, match="no role"):
        admitting.rotate(other)


def test_an_admitted_device_keeps_its_name_before_one_that_waits(case, tmp_path):
    other, _ = clone(tmp_path / "other", case.path, "Olena Tkach")
    merge(case.path, other.path)
    assert case.device("Olena Tkach").id == case.device().id
    assert [d.name for d in case.devices().values() if not d.here] == [f"Olena Tkach ({other.device().id[:8]})"]
