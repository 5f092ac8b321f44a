import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.evidence.story import A, B, C, Story
from witnessmark.evidence import kinds
from witnessmark.evidence.fold import fold
from witnessmark.evidence.keys import DeviceKey
from witnessmark.evidence.order import arrange
from witnessmark.evidence.state import Quarantined
from witnessmark.model.consent import ConsentLevel
from witnessmark.model.incident import Constraint, Independence

BODIES = st.sampled_from(
    [
        kinds.SourceAdded(source="s1", record=A, content=B, level="public-named"),
        kinds.SourceAdded(source="s1", record=B, content=B, level="internal"),
        kinds.SourceUnread(source="s1", problem="unknown-format"),
        kinds.DocumentRead(document=C, source="s1", kind="text", exact=True),
        kinds.ConsentGiven(target="s1", level="public-anonymous"),
        kinds.ConsentGiven(target="s1", level="internal", until="2024-06-01"),
        kinds.ConsentWithdrawn(target="s1"),
        kinds.PersonRegistered(person="p1", register=A),
        kinds.PersonRegistered(person="p1", register=B),
        kinds.PersonProtected(person="p1", protected=True),
        kinds.PersonProtected(person="p1", protected=False),
        kinds.DecisionMade(target="c1", verdict="confirmed", shown=A),
        kinds.DecisionMade(target="c1", verdict="rejected", shown=A, reason=B),
        kinds.LinkDecided(first="c1", second="c2", same=True),
        kinds.LinkDecided(first="c2", second="c1", same=False),
        kinds.LinkDecided(first="c1", second="c2", same=None),
        kinds.IndependenceDecided(first="c1", second="c2", dependent=True),
        kinds.IndependenceDecided(first="c2", second="c1", dependent=None),
        kinds.ClearanceGiven(target="c1", audience="public"),
        kinds.ClearanceWithdrawn(target="c1", audience="public"),
        kinds.ReleaseProposed(release="r1", audience="public", content=A, salt="ab" * 16),
        kinds.ReleaseApproved(release="r1", content=A),
        kinds.HitWaived(release="r1", hit="h1", reason=A),
        kinds.ReleasePublished(release="r1", root=A),
        kinds.IncidentNamed(incident="i1", alias="i2"),
        kinds.IncidentNamed(incident="i3", alias="i2"),
        kinds.CustodyNoted(source="s1", event="viewed"),
        kinds.GradeGiven(target="i1", scale="proof", value="reasonable-grounds", shown=A, reason=B),
        kinds.GradeGiven(target="i1", scale="proof", value="reported-not-verified", shown=A, reason=B),
        kinds.GradeGiven(target="i1", scale="proof", value=None, shown=A, reason=B),
        kinds.LawAdded(law="l1", record=A, content=B),
        kinds.LawRemoved(law="l1"),
        kinds.ConflictDeclared(conflict="iac", reason=A),
        kinds.ConflictDeclared(conflict="niac", reason=A),
        kinds.ConflictDeclared(conflict=None, reason=B),
        kinds.GradeGiven(target="c1", scale="basis", field="perpetrator", value="direct", shown=A, reason=B),
    ]
)
ROLES = st.sampled_from(["reader", "contributor", "member", "owner"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), st.integers(0, 2), BODIES),
        st.tuples(st.just("sync"), st.integers(0, 2), st.integers(0, 2)),
        st.tuples(st.just("fork"), st.integers(0, 2), st.integers(0, 3)),
    ),
    max_size=25,
)


CONTROL = st.one_of(
    st.tuples(st.just("admit"), st.integers(0, 3), st.tuples(st.integers(0, 3), ROLES)),
    st.tuples(st.just("revoke"), st.integers(0, 3), st.tuples(st.integers(0, 3), st.integers(0, 4))),
    st.tuples(st.just("rotate"), st.integers(0, 3), st.integers(0, 3)),
)
STEPS_OF_OWNERS = st.lists(
    st.one_of(
        CONTROL,
        CONTROL,
        st.tuples(st.just("say"), st.integers(0, 3), BODIES),
        st.tuples(st.just("sync"), st.integers(0, 3), st.integers(0, 3)),
        st.tuples(st.just("fork"), st.integers(0, 3), st.integers(0, 3)),
    ),
    max_size=25,
)


def told(steps, devices=3, admit="member", story=None):
    story = story or Story(devices, admit=admit)
    for step, device, what in steps:
        if step == "say":
            story.say(device, what)
        elif step == "sync" and device != what:
            story.sync(device, what)
        elif step == "admit":
            story.admit(what[0], what[1], by=device)
        elif step == "revoke":
            own = [e.digest for e in story.entries if e.device == story.id(what[0])]
            story.revoke(what[0], own[-what[1]] if 0 < what[1] <= len(own) else None, by=device)
        elif step == "rotate":
            story.say(device, kinds.DeviceRotated(old=story.id(device), new=story.id(what)))
        elif step == "fork":  # the device goes back to an earlier state of itself, as a restored backup does
            own = [e for e in story.entries if e.device == story.keys[device].device]
            story.heads[device] = own[-1 - min(what, len(own) - 1)]
    return story


@settings(max_examples=150, deadline=None)
@given(STEPS, st.randoms(use_true_random=False))
def test_order_and_repetition_of_the_input_do_not_matter(steps, chance: random.Random):
    entries = told(steps).entries
    shuffled = entries + chance.choices(entries, k=5)
    chance.shuffle(shuffled)
    assert fold(shuffled) == fold(entries)


@settings(max_examples=200, deadline=None)
@given(STEPS_OF_OWNERS, st.sampled_from([None, "owner"]), st.randoms(use_true_random=False))
def test_neither_do_they_with_owners_that_admit_and_end_each_other(steps, admit, chance: random.Random):
    story = told(steps, 4, admit)
    shuffled = story.entries + chance.choices(story.entries, k=5)
    chance.shuffle(shuffled)
    state = fold(shuffled, "case-1")
    assert state == story.state()
    counted = {e.digest for e in story.entries} - {q.entry for q in state.quarantined}
    for entry in story.entries:  # who was never admitted said nothing, but that it would like to be
        if entry.digest in counted and entry.seq:
            device = entry.device
            assert device == story.id(0) or any(
                e.digest in counted and device in (e.body.get("device"), e.body.get("new")) for e in story.entries
            )


STRANGER = 3


def concerns_the_stranger(step, device, what):
    """Whether a step of somebody else makes the stranger known: by admitting it, or by having seen what it said."""
    target = what[0] if isinstance(what, tuple) else what
    return device != STRANGER and step in ("admit", "rotate", "sync") and target == STRANGER


@settings(max_examples=150, deadline=None)
@given(STEPS_OF_OWNERS)
def test_what_a_device_says_that_nobody_admits_changes_nothing(steps):
    """It may see everything, admit itself, end others, fork, and say whatever it likes."""
    steps = [step for step in steps if not concerns_the_stranger(*step)]
    story = Story(3)
    story.keys.append(DeviceKey(b"x" * 32))
    story.heads.append(None)
    story.saw.append({})
    story.say(STRANGER, kinds.DeviceEnrolled(case="case-1", public_key=story.keys[3].public.hex(), register=A))
    told(steps, story=story)
    stranger = story.id(STRANGER)
    state, without = story.state(), fold([e for e in story.entries if e.device != stranger], "case-1")
    assert state.devices.pop(stranger).role is None and state.refusals == without.refusals
    state.forks.pop(stranger, None)
    quarantined = tuple(q for q in state.quarantined if q.device != stranger)
    # The links of custody hold places in the order of all entries, which shift.
    assert [(link.source, link.entry) for link in state.chain] == [(link.source, link.entry) for link in without.chain]
    counted = {"quarantined": quarantined, "entries": without.entries, "chain": without.chain}
    assert msgspec.structs.replace(state, **counted) == without


@settings(max_examples=100, deadline=None)
@given(STEPS)
def test_the_order_respects_what_was_seen(steps):
    order = arrange(told(steps).entries)
    at = {place.entry.digest: place for place in order.placed}
    assert not order.loose and not order.missing
    for place in order.placed:
        seen = [d for heads in place.entry.saw.values() for d in heads]
        for digest in seen + [place.entry.prev] * (place.entry.prev is not None):
            assert at[digest].at < place.at and at[digest].before(place) and not place.before(at[digest])
        assert not place.before(place)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_before_is_reachability(steps):
    order = arrange(told(steps).entries)
    past: dict[str, set[str]] = {}
    for place in order.placed:
        direct = {d for heads in place.entry.saw.values() for d in heads} | {place.entry.prev} - {None}
        past[place.entry.digest] = direct.union(*(past[d] for d in direct))
    for one in order.placed:
        for two in order.placed:
            assert one.before(two) == (one.entry.digest in past[two.entry.digest])


@settings(max_examples=100, deadline=None)
@given(STEPS, st.integers(0, 40))
def test_consent_is_never_looser_than_the_strictest_unanswered_word(steps, cut):
    story = told(steps)
    state = story.state()
    order = arrange(story.entries)
    withdrawn = [p for p in order.placed if p.entry.kind == "consent.withdrawn"]
    others = [p for p in order.placed if p.entry.kind in ("consent.given", "source.added")]
    if any(not any(w.before(o) for o in others) for w in withdrawn):
        assert state.effective_consent("s1", "2024-05-01") == ConsentLevel.NONE


def test_later_consent_replaces_and_concurrent_consent_takes_the_strictest():
    story = Story()
    story.say(0, kinds.SourceAdded(source="s1", record=A, content=B, level="internal"))
    story.sync(1, 0)
    given_ = story.say(1, kinds.ConsentGiven(target="s1", level="public-named"))
    assert story.state().effective_consent("s1", "2024-05-01") == ConsentLevel.PUBLIC_NAMED
    withdrawn = story.say(0, kinds.ConsentWithdrawn(target="s1"))
    state = story.state()
    assert state.effective_consent("s1", "2024-05-01") == ConsentLevel.NONE
    assert [(c.what, c.target, c.entries) for c in state.conflicts] == [
        ("consent", "s1", tuple(sorted((given_, withdrawn))))
    ]
    story.sync(0, 1)
    story.say(0, kinds.ConsentGiven(target="s1", level="public-anonymous"))
    assert story.state().effective_consent("s1", "2024-05-01") == ConsentLevel.PUBLIC_ANONYMOUS
    assert story.state().conflicts == ()


def test_consent_that_has_run_out_leaves_no_more_than_none_given():
    story = Story(1)
    story.say(0, kinds.ConsentGiven(target="p1", level="public-named", until="2024-06-01"))
    state = story.state()
    assert state.effective_consent("p1", "2024-06-01") == ConsentLevel.PUBLIC_NAMED
    assert state.effective_consent("p1", "2024-06-02") == ConsentLevel.INTERNAL
    assert state.effective_consent("p2", "2024-06-02") is None


def test_protection_holds_while_there_is_doubt():
    story = Story()
    story.say(0, kinds.PersonProtected(person="p1", protected=True))
    story.say(1, kinds.PersonProtected(person="p1", protected=False))
    assert story.state().persons["p1"].protected and story.state().conflicts[0].what == "protection"
    story.sync(1, 0)
    story.say(1, kinds.PersonProtected(person="p1", protected=False))
    assert not story.state().persons["p1"].protected and not story.state().conflicts


def test_concurrent_decisions_that_differ_are_both_kept_and_name_each_other():
    story = Story()
    yes = story.say(0, kinds.DecisionMade(target="c1", verdict="confirmed", shown=A))
    no = story.say(1, kinds.DecisionMade(target="c1", verdict="rejected", shown=A))
    made = story.state().decisions["c1"]
    assert {d.entry: d.concurrent for d in made} == {yes: (no,), no: (yes,)}
    story.say(1, kinds.DecisionMade(target="c1", verdict="confirmed", shown=B))
    assert story.state().conflicts == () and len(story.state().decisions["c1"]) == 2


def test_a_link_in_dispute_holds_for_nobody():
    story = Story()
    story.say(0, kinds.LinkDecided(first="c2", second="c1", same=True))
    assert story.state().links == (Constraint("c1", "c2", True),)
    story.say(1, kinds.LinkDecided(first="c1", second="c2", same=False))
    assert story.state().links == () and story.state().conflicts[0].what == "link"


def test_a_word_on_one_thing_is_taken_back_and_the_program_finds_it_again():
    story = Story()
    story.say(0, kinds.LinkDecided(first="c2", second="c1", same=True))
    assert story.state().links == (Constraint("c1", "c2", same=True),)
    story.say(0, kinds.LinkDecided(first="c1", second="c2", same=None))
    assert story.state().links == () and story.state().conflicts == ()
    story.sync(0, 1)
    story.say(1, kinds.LinkDecided(first="c1", second="c2", same=False))
    story.say(0, kinds.LinkDecided(first="c1", second="c2", same=True))
    assert story.state().links == () and story.state().conflicts[0].what == "link"


def test_a_word_on_independence_is_undone_by_a_later_one_and_in_dispute_they_count_once():
    from witnessmark.derive.casefile import decided_sources

    story = Story()
    story.say(0, kinds.IndependenceDecided(first="c2", second="c1", dependent=False))
    assert decided_sources(story.state()) == [Independence("c1", "c2", dependent=False)]
    story.say(1, kinds.IndependenceDecided(first="c1", second="c2", dependent=True))
    assert decided_sources(story.state()) == [Independence("c1", "c2", dependent=True)]
    assert story.state().conflicts[0].what == "independence"
    story.sync(0, 1)
    story.say(0, kinds.IndependenceDecided(first="c1", second="c2", dependent=None))
    assert decided_sources(story.state()) == [] and story.state().conflicts == ()
    assert [(one.dependent, one.holds) for one in story.state().independence].count((None, True)) == 1
    assert sum(one.holds for one in story.state().independence) == 1


def test_of_two_sources_it_stays_known_which_depends_on_which():
    from witnessmark.derive.casefile import decided_sources

    story = Story()
    story.say(0, kinds.IndependenceDecided(first="s2", second="s1", dependent=True))
    assert decided_sources(story.state()) == [Independence("s2", "s1", dependent=True)]
    story.say(1, kinds.IndependenceDecided(first="s1", second="s2", dependent=True))
    both = [Independence("s2", "s1", dependent=True), Independence("s1", "s2", dependent=True)]
    assert sorted(decided_sources(story.state()), key=str) == sorted(both, key=str)
    assert story.state().conflicts == ()


def test_a_clearance_has_to_know_of_a_withdrawal_to_outlast_it():
    story = Story()
    story.say(0, kinds.ClearanceGiven(target="c1", audience="public"))
    assert len(story.state().clearances) == 1
    story.say(1, kinds.ClearanceWithdrawn(target="c1", audience="public"))
    assert story.state().clearances == ()
    story.sync(0, 1)
    story.say(0, kinds.ClearanceGiven(target="c1", audience="public"))
    assert len(story.state().clearances) == 1


def test_two_names_for_one_alias_hold_for_neither():
    story = Story()
    story.say(0, kinds.IncidentNamed(incident="i1", alias="i9"))
    assert story.state().aliases == {"i9": "i1"}
    story.say(1, kinds.IncidentNamed(incident="i2", alias="i9"))
    assert story.state().aliases == {}


def test_sources_documents_releases_and_custody():
    story = Story(1)
    story.say(0, kinds.SourceAdded(source="s1", record=A, content=B, level="internal"))
    story.say(0, kinds.SourceUnread(source="s1", problem="unknown-format"))
    assert story.state().sources["s1"].problem == "unknown-format"
    story.say(0, kinds.DocumentRead(document=C, source="s1", kind="text", exact=True))
    story.say(0, kinds.CustodyNoted(source="s1", event="viewed"))
    story.say(0, kinds.ReleaseProposed(release="r1", audience="public", content=A, salt="ab" * 16, data={"f.ttf": B}))
    story.say(0, kinds.ReleaseApproved(release="r1", content=A))
    story.say(0, kinds.HitWaived(release="r1", hit="h1", reason=A))
    story.say(0, kinds.ReleasePublished(release="r1", root=B))
    state = story.state()
    assert state.sources["s1"].documents == (C,) and state.sources["s1"].problem is None
    assert [event.kind for event in state.custody] == ["received", "not-read", "read", "viewed"]
    assert state.proposals["r1"].data == {"f.ttf": B} and state.proposals["r1"].time == "2024-05-01T09:00:00+03:00"
    assert len(state.approvals) == len(state.waivers) == len(state.published) == 1 and state.refusals == ()


def test_an_unknown_critical_kind_blocks_and_an_unknown_other_kind_does_not():
    story = Story(1)
    story.say(0, kinds.SourceUnread(source="s1", problem="x"), kind="weather.noted", body={"rain": "heavy"})
    assert story.state().refusals == ()
    critical = story.say(0, kinds.SourceUnread(source="s1", problem="x"), kind="expunged", critical=True, body={})
    assert story.state().blocked_by_unknown == (critical,) and story.state().refusals == ("unknown-critical-entry",)


def test_a_later_version_of_a_critical_kind_blocks():
    story = Story(1)
    later = story.say(0, kinds.ConsentWithdrawn(target="s1"), v=2)
    assert story.state().blocked_by_unknown == (later,)


@pytest.mark.parametrize("body", [{}, {"target": "s1", "level": "all"}])
def test_a_body_that_does_not_fit_is_set_aside(body):
    story = Story(1)
    bad = story.say(0, kinds.ConsentGiven(target="s1", level="internal"), body=body)
    state = story.state()
    assert [(q.entry, q.reason) for q in state.quarantined] == [(bad, "invalid-body")]
    assert state.refusals == ("rejected-entries",)


def test_a_device_of_another_case_counts_for_nothing():
    story = Story(1, case="case-2")
    story.say(0, kinds.ConsentGiven(target="s1", level="public-named"))
    state = story.state()
    assert state.devices == {} and state.consents == {} and {q.reason for q in state.quarantined} == {"not-enrolled"}


def test_a_gap_sets_the_rest_aside_and_is_seen_by_others():
    story = Story()
    lost = story.say(0, kinds.ConsentWithdrawn(target="s1"))
    story.say(0, kinds.CustodyNoted(source="s1", event="viewed"))
    story.sync(1, 0)
    story.say(1, kinds.CustodyNoted(source="s1", event="viewed"))
    state = fold([e for e in story.entries if e.digest != lost])
    assert {q.reason for q in state.quarantined} == {"broken-chain"} and len(state.missing) == 1
    assert state.refusals == ("rejected-entries", "missing-entries") and len(state.custody) == 1


def test_a_fork_is_shown_and_can_be_settled_by_whoever_saw_both():
    story = Story()
    start = story.heads[0]
    one = story.say(0, kinds.ConsentGiven(target="s1", level="public-named"))
    story.heads[0] = start
    two = story.say(0, kinds.ConsentWithdrawn(target="s1"))
    state = story.state()
    assert state.forks == {story.keys[0].device: tuple(sorted((one, two)))}
    assert state.effective_consent("s1", "2024-05-01") == ConsentLevel.NONE and state.conflicts
    story.saw[1][story.keys[0].device] = {one, two}
    story.say(1, kinds.ConsentGiven(target="s1", level="internal"))
    assert story.state().effective_consent("s1", "2024-05-01") == ConsentLevel.INTERNAL and not story.state().conflicts


def test_what_reading_turned_away_is_part_of_the_state():
    state = fold([], "case-1", [Quarantined(device="d", reason="bad-signature", file="d.jsonl", line=3)])
    assert state.refusals == ("rejected-entries",) and state.case == "case-1" and state.entries == 0
