"""Who may say what: admission, revocation, rotation, and owners at odds."""

import pytest

from tests.unit.evidence.story import A, B, C, Story
from witnessmark.evidence import kinds
from witnessmark.evidence.fold import fold
from witnessmark.evidence.kinds import KINDS, Role
from witnessmark.evidence.roles import ROLES, may_say, role_table
from witnessmark.evidence.state import Quarantined
from witnessmark.model.consent import ConsentLevel

DAY = "2024-05-01"
OPEN = kinds.ConsentGiven(target="s1", level="public-named")
SOURCE = kinds.SourceAdded(source="s1", record=A, content=B, level="internal")
VIEWED = kinds.CustodyNoted(source="s1", event="viewed")
APPROVED = kinds.ReleaseApproved(release="r1", content=A)


def reasons(state):
    return {q.entry: q.reason for q in state.quarantined}


def standing(story, device):
    found = story.state().devices[story.id(device)]
    return found.standing, found.role


def test_the_table_names_every_kind_and_nothing_else():
    assert set(role_table().kinds) == set(KINDS) and role_table().roles == ROLES
    for name, rules in role_table().kinds.items():
        for rule in rules:
            fields = {*rule.when, *([rule.own] if rule.own else [])}
            assert fields <= set(KINDS[name].__struct_fields__), name


# What each role may say


def allowed(role: Role, body, *, own=False) -> bool:
    return may_say(role, body, lambda about: own)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_may_withdraw_and_protect(role):
    for body in (
        kinds.ConsentWithdrawn(target="s1"),
        kinds.ConsentGiven(target="s1", level="none"),
        kinds.ClearanceWithdrawn(target="c1", audience="public"),
        kinds.PersonProtected(person="p1", protected=True),
    ):
        assert allowed(role, body)
    assert allowed(role, kinds.PersonProtected(person="p1", protected=False)) == (role in ("member", "owner"))


@pytest.mark.parametrize(
    ("body", "least"),
    [
        (VIEWED, "reader"),
        (kinds.CustodyNoted(source="s1", event="transferred"), "contributor"),
        (SOURCE, "member"),
        (OPEN, "member"),
        (APPROVED, "member"),
        (kinds.DecisionMade(target="c1", verdict="confirmed", shown=A), "member"),
        (kinds.ClearanceGiven(target="c1", audience="public"), "member"),
        (kinds.HitWaived(release="r1", hit="h1", reason=A), "member"),
        (kinds.DeviceAdmitted(device="0" * 32, role="reader"), "owner"),
        (kinds.DeviceRevoked(device="0" * 32, after=None), "owner"),
    ],
)
def test_the_least_role_for_what_is_not_ones_own(body, least):
    assert [role for role in ROLES if allowed(role, body)] == list(ROLES[ROLES.index(least) :])


def test_a_contributor_speaks_for_what_it_brought_in_and_for_nothing_else():
    story = Story(3, admit="contributor")
    story.say(0, SOURCE)
    story.say(1, kinds.SourceAdded(source="s2", record=B, content=C, level="internal"))
    own = story.say(1, kinds.ConsentGiven(target="s2", level="public-named"))
    story.sync(1, 0)
    beyond = [
        story.say(1, OPEN),
        story.say(1, kinds.SourceAdded(source="s1", record=A, content=B, level="public-named")),
        story.say(1, kinds.DocumentRead(document=C, source="s1", kind="text", exact=True)),
        story.say(1, APPROVED),
    ]
    state = story.state()
    assert {e for e, reason in reasons(state).items() if reason == "beyond-role"} == set(beyond)
    assert own not in reasons(state) and state.refusals == () and state.approvals == ()
    assert state.effective_consent("s1", DAY) == ConsentLevel.INTERNAL
    assert state.effective_consent("s2", DAY) == ConsentLevel.PUBLIC_NAMED
    story.say(2, kinds.ConsentWithdrawn(target="s2"))
    assert story.state().effective_consent("s2", DAY) == ConsentLevel.NONE


def test_a_contributor_cannot_take_over_a_source_by_not_having_seen_it():
    """Said in ignorance of each other, the stricter holds; and what was seen is seen."""
    story = Story(2, admit="contributor")
    story.say(0, SOURCE)
    story.say(1, kinds.SourceAdded(source="s1", record=A, content=C, level="public-named"))
    assert story.state().effective_consent("s1", DAY) == ConsentLevel.INTERNAL
    story.sync(1, 0)
    late = story.say(1, OPEN)
    assert reasons(story.state())[late] == "beyond-role"
    assert story.state().effective_consent("s1", DAY) == ConsentLevel.INTERNAL


# Admission


def test_what_an_unknown_device_says_counts_for_nothing_and_blocks_nothing():
    story = Story(2, admit=None)
    story.say(0, SOURCE)
    story.sync(1, 0)
    said = [story.say(1, body) for body in (OPEN, APPROVED, kinds.PersonProtected(person="p1", protected=True))]
    unknown = story.say(1, VIEWED, kind="expunged", critical=True, body={})
    bad = story.say(1, OPEN, body={"target": "s1", "level": "everything"})
    story.saw[1][story.id(0)] = {"f" * 64}
    said.append(story.say(1, VIEWED))
    state = story.state()
    assert reasons(state) == {**dict.fromkeys([*said, unknown], "not-admitted"), bad: "invalid-body"}
    assert state.refusals == () and state.approvals == () and state.persons == {} and state.missing == ()
    assert state.missing_told == ("f" * 64,)
    assert standing(story, 1) == ("waiting", None) and [d.id for d in state.waiting] == [story.id(1)]


def test_once_admitted_everything_counts_also_what_was_said_before():
    story = Story(2, admit=None)
    story.say(0, SOURCE)
    story.sync(1, 0)
    story.say(1, OPEN)
    story.say(1, APPROVED)
    assert story.state().effective_consent("s1", DAY) == ConsentLevel.INTERNAL
    story.admit(1)
    state = story.state()
    assert state.effective_consent("s1", DAY) == ConsentLevel.PUBLIC_NAMED and len(state.approvals) == 1
    device = state.devices[story.id(1)]
    assert (device.standing, device.role, device.admitted_by) == ("admitted", "member", story.id(0))


def test_admission_by_anybody_but_an_owner_is_none():
    story = Story(3, admit=None)
    story.admit(1, "member")
    for by in (1, 2):
        void = story.admit(2, "owner", by=by)
        assert void in reasons(story.state())
    assert standing(story, 2) == ("waiting", None)
    story.admit(1, "owner")
    assert standing(story, 2) == ("admitted", "owner")  # what a device said before counts as well


def test_of_several_roles_the_highest_counts():
    story = Story(2, admit="owner")
    story.admit(1, "reader")
    assert standing(story, 1) == ("admitted", "owner")


def test_nobody_makes_themselves_the_first_owner():
    story = Story(2, admit=None)
    claim = story.say(1, kinds.CaseCreated(case="case-1", settings=A))
    state = fold(story.entries, "case-1", founder=story.id(0))
    assert standing(story, 1)[0] == "waiting" and reasons(state) == {claim: "not-admitted"}
    assert state.devices[story.id(0)].role == "owner" and state.refusals == ()
    # A case from before its settings named the first device: of two claims nobody can tell which is false.
    state = fold(story.entries, "case-1")
    assert {d.standing for d in state.devices.values()} == {"waiting"} and state.refusals == ("rejected-entries",)


def test_a_case_from_before_roles_has_its_first_device_as_owner_and_the_others_wait():
    story = Story(2, admit=None)
    story.say(0, SOURCE)
    story.say(1, OPEN)
    state = fold(story.entries, "case-1")
    assert state.devices[story.id(0)].role == "owner" and len(state.waiting) == 1
    assert state.effective_consent("s1", DAY) == ConsentLevel.INTERNAL


def test_while_the_first_owners_journal_is_not_here_nothing_leaves():
    story = Story(2)
    story.say(1, kinds.ConsentWithdrawn(target="s1"))
    own = [entry for entry in story.entries if entry.device == story.id(1)]
    assert "rejected-entries" in fold(own, "case-1", founder=story.id(0)).refusals


def test_an_admission_that_was_cut_off_is_told_by_whom_it_admitted():
    story = Story(2)
    story.sync(1, 0)
    story.say(1, VIEWED)
    state = fold([entry for entry in story.entries if entry.kind != "device.admitted"], "case-1")
    assert state.missing == () and state.missing_told == (story.heads[0].digest,) and len(state.waiting) == 1


def test_a_damaged_journal_blocks_when_its_device_was_admitted_and_else_not():
    story = Story(2, admit=None)
    damage = [Quarantined(device=story.id(1), reason="bad-signature", file="x.jsonl", line=2)]
    assert fold(story.entries, "case-1", damage).refusals == ()
    story.admit(1)
    assert fold(story.entries, "case-1", damage).refusals == ("rejected-entries",)


# Revocation


def test_a_revocation_ends_what_comes_after_and_keeps_what_came_before():
    story = Story()
    story.say(0, SOURCE)
    before = story.say(1, APPROVED)
    after = story.say(1, APPROVED)
    story.revoke(1, before)
    later = story.say(1, VIEWED)
    state = story.state()
    assert reasons(state) == {after: "revoked", later: "revoked"} and [a.entry for a in state.approvals] == [before]
    assert standing(story, 1) == ("revoked", None) and state.refusals == ()
    story.revoke(1, None)
    assert story.state().approvals == ()


def test_what_the_last_good_entry_had_seen_counts_for_no_other_device():
    """``after`` may be any entry: the revoked device's own count as far as it had seen them."""
    story = Story(3)
    before = story.say(1, APPROVED)
    story.sync(2, 1)
    seen = story.say(2, VIEWED)
    after = story.say(1, APPROVED)
    story.revoke(1, seen)
    assert [a.entry for a in story.state().approvals] == [before] and after in reasons(story.state())


def test_of_admission_and_revocation_in_ignorance_of_each_other_the_revocation_counts_until_it_is_settled():
    story = Story(3, admit=None)
    story.admit(1, "owner")
    story.admit(2, "member", by=1)
    story.revoke(2, None)
    story.say(2, APPROVED)
    assert standing(story, 2) == ("revoked", None) and story.state().approvals == ()
    story.sync(1, 0)
    story.admit(2, "contributor", by=1)  # knows of it: what was given before stays ended
    assert standing(story, 2) == ("admitted", "contributor") and story.state().approvals == ()
    story.admit(2, "member", by=1)
    assert len(story.state().approvals) == 1


def test_what_a_revoked_owner_admitted_afterwards_is_void_and_before_stays():
    story = Story(4, admit=None)
    story.admit(1, "owner")
    good = story.admit(2, by=1)
    bad = story.admit(3, by=1)
    story.revoke(1, good)
    assert standing(story, 2) == ("admitted", "member") and standing(story, 3) == ("waiting", None)
    assert reasons(story.state())[bad] == "revoked"


def test_a_waiting_device_can_be_turned_down():
    story = Story(2, admit=None)
    story.revoke(1)
    assert standing(story, 1) == ("revoked", None) and story.state().waiting == ()


# Owners at odds


def test_owners_who_end_each_other_at_once_end_nobody_and_nothing_leaves():
    story = Story(4, admit="owner")
    one = story.revoke(2, None, by=1)
    two = story.revoke(1, None, by=2)
    state = story.state()
    assert standing(story, 1) == standing(story, 2) == ("admitted", "owner")
    assert {c.target: c.entries for c in state.conflicts} == {story.id(2): (one,), story.id(1): (two,)}
    assert {c.what for c in state.conflicts} == {"owners"} and state.refusals == ("owners-in-dispute",)
    # An owner who is no party to it settles it.
    story.revoke(2, None, by=3)
    assert standing(story, 1)[0] == "admitted" and standing(story, 2)[0] == "revoked"
    assert story.state().refusals == () and story.state().conflicts == ()


def test_the_first_owner_prevails_over_an_owner_who_would_end_it():
    story = Story(2, admit="owner")
    story.revoke(0, None, by=1)
    assert story.state().refusals == ("owners-in-dispute",)  # it would end the very admission that it rests on
    story.revoke(1, None, by=0)
    for _ in range(3):
        story.revoke(0, None, by=1)  # again and again, seen or unseen
        assert standing(story, 0) == ("admitted", "owner") and standing(story, 1)[0] == "revoked"
        assert story.state().refusals == ()


def test_a_stolen_first_owners_key_is_ended_by_another_owner():
    story = Story(2, admit="owner")
    good = story.heads[0].digest
    story.say(0, APPROVED)
    story.revoke(0, good, by=1)
    assert standing(story, 0) == ("revoked", None) and story.state().approvals == () and story.state().refusals == ()
    story.admit(0, "owner")  # it does not come back by its own word
    assert standing(story, 0) == ("revoked", None)


def test_who_knows_of_being_ended_cannot_strike_back():
    story = Story(4, admit="owner")
    story.revoke(2, story.heads[2].digest, by=1)
    story.sync(2, 1)
    story.revoke(1, None, by=2)
    story.admit(2, "owner", by=2)
    assert standing(story, 1) == ("admitted", "owner") and standing(story, 2) == ("revoked", None)
    assert story.state().refusals == ()


def test_three_who_end_each_other_in_a_ring_wait_for_the_first_owner():
    story = Story(4, admit="owner")
    for by, whom in ((1, 2), (2, 3), (3, 1)):
        story.revoke(whom, None, by=by)
    assert {standing(story, n)[0] for n in (1, 2, 3)} == {"admitted"} and len(story.state().conflicts) == 3
    story.revoke(3, None)
    assert [standing(story, n)[0] for n in (1, 2, 3)] == ["admitted", "revoked", "revoked"]
    assert story.state().refusals == ()


# Rotation


def rotate(story, old, new):
    return story.say(old, kinds.DeviceRotated(old=story.id(old), new=story.id(new)))


def test_a_rotation_hands_over_the_role_and_ends_the_old_key():
    story = Story(3, admit=None)
    story.say(0, SOURCE)
    rotate(story, 0, 1)
    late = story.say(0, OPEN)
    assert standing(story, 0) == ("rotated", None) and standing(story, 1) == ("admitted", "owner")
    assert reasons(story.state()) == {late: "revoked"}
    story.admit(2, by=1)
    assert standing(story, 2) == ("admitted", "member")


def test_only_the_device_itself_hands_over():
    story = Story(3, admit=None)
    void = story.say(1, kinds.DeviceRotated(old=story.id(0), new=story.id(1)))
    waiting = rotate(story, 2, 1)
    assert set(reasons(story.state())) == {void, waiting} and standing(story, 1) == ("waiting", None)


def test_a_revocation_ends_the_handing_over_of_a_stolen_key():
    story = Story(3, admit=None)
    good = story.heads[1].digest
    story.admit(1)
    rotate(story, 1, 2)
    story.revoke(1, good)
    assert standing(story, 2) == ("waiting", None) and standing(story, 1) == ("revoked", None)


def test_a_key_that_is_handed_over_twice_goes_to_nobody_until_an_owner_says_which():
    story = Story(4, admit=None)
    story.admit(1)
    start = story.heads[1]
    true = rotate(story, 1, 2)
    story.heads[1] = start
    rotate(story, 1, 3)
    assert {standing(story, n)[0] for n in (2, 3)} == {"waiting"} and story.state().refusals == ("owners-in-dispute",)
    story.revoke(1, true)
    assert standing(story, 2) == ("admitted", "member") and standing(story, 3)[0] == "waiting"
    assert story.state().refusals == ()


def test_what_the_old_key_brought_in_is_the_new_keys_own():
    story = Story(3, admit=None)
    story.admit(1, "contributor")
    story.say(1, kinds.SourceAdded(source="s2", record=A, content=B, level="internal"))
    rotate(story, 1, 2)
    story.sync(2, 1)
    story.say(2, kinds.ConsentGiven(target="s2", level="public-named"))
    assert story.state().effective_consent("s2", DAY) == ConsentLevel.PUBLIC_NAMED
    assert story.state().devices[story.id(2)].formerly == (story.id(1),)


def test_one_owner_with_an_old_and_a_new_key_is_not_two_who_agree():
    story = Story(3, admit=None)
    story.admit(1, "owner")
    asked = story.say(0, kinds.ExpungeAsked(target="s1", objects=(A,)))
    rotate(story, 0, 2)
    story.sync(2, 0)
    story.say(2, kinds.ExpungeAgreed(asked=asked))
    assert [one.in_force for one in story.state().expunges] == [False]
    story.sync(1, 2)
    story.say(1, kinds.ExpungeAgreed(asked=asked))
    assert [one.in_force for one in story.state().expunges] == [True]


# Forks


def test_both_branches_of_a_fork_count_as_said_in_ignorance_of_each_other_until_an_owner_ends_one():
    story = Story(2)
    story.say(0, SOURCE)
    story.sync(1, 0)
    start = story.heads[1]
    true = story.say(1, kinds.ConsentGiven(target="s1", level="accountability-named"))
    story.heads[1] = start
    false = story.say(1, OPEN)
    state = story.state()
    assert state.forks == {story.id(1): tuple(sorted((true, false)))}
    assert state.effective_consent("s1", DAY) == ConsentLevel.ACCOUNTABILITY_NAMED and state.conflicts
    story.revoke(1, true)
    assert reasons(story.state()) == {false: "revoked"} and story.state().conflicts == ()
