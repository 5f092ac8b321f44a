"""Grades of two laptops: a later one in knowledge of the other holds, differing ones are a conflict that all see."""

import random

import pytest

from tests.unit.evidence.story import A, B, C, Story
from witnessmark.evidence import kinds
from witnessmark.evidence.errors import BadEntry
from witnessmark.evidence.fold import fold
from witnessmark.evidence.kinds import body_of


def label(value, **more):
    return kinds.GradeGiven(**{"target": "i-1", "scale": "proof", "value": value, "shown": A, "reason": B} | more)


def values(state, target="i-1"):
    return [(grade.scale, grade.field, grade.value) for grade in state.grades.get(target, ())]


def test_the_later_word_holds_and_a_grade_can_be_taken_back():
    story = Story()
    story.say(0, label("reported-not-verified"))
    story.say(0, label("reasonable-grounds"))
    assert values(fold(story.entries)) == [("proof", None, "reasonable-grounds")]
    story.say(0, label(None))
    state = fold(story.entries)
    assert (values(state), state.conflicts) == ([], ())


def test_scales_and_fields_are_judged_apart():
    story = Story()
    story.say(0, label("2", target="c1", scale="credibility"))
    story.say(0, label("direct", target="c1", scale="basis", field="act"))
    story.say(1, label("hearsay-named", target="c1", scale="basis", field="perpetrator"))
    state = fold(story.entries)
    assert values(state, "c1") == [
        ("credibility", None, "2"), ("basis", "act", "direct"), ("basis", "perpetrator", "hearsay-named"),
    ]  # fmt: skip
    assert state.conflicts == ()


@pytest.mark.parametrize("other", ["reported-not-verified", None])
def test_differing_grades_given_in_ignorance_of_each_other_are_a_conflict_until_somebody_settles_it(other):
    story = Story()
    story.say(0, label("reasonable-grounds"))
    story.sync(0, 1)
    story.say(0, label("reasonable-suspicion", reason=C))
    story.say(1, label(other))
    state = fold(random.Random(3).sample(story.entries, len(story.entries)))
    assert [(one.what, one.target) for one in state.conflicts] == [("grade", "i-1 proof")]
    assert {said for _, said in state.conflicts[0].sides} == {"reasonable-suspicion", other or "taken-back"}
    held = state.grades["i-1"]
    assert all(grade.concurrent for grade in held), "nobody wins"
    story.sync(0, 1)
    story.sync(1, 0)
    story.say(1, label("reasonable-grounds"))
    state = fold(story.entries)
    assert (values(state), state.conflicts) == ([("proof", None, "reasonable-grounds")], ())


def test_the_same_grade_twice_is_no_conflict():
    story = Story()
    story.say(0, label("reasonable-grounds"))
    story.say(1, label("reasonable-grounds"))
    state = fold(story.entries)
    assert state.conflicts == () and {grade.value for grade in state.grades["i-1"]} == {"reasonable-grounds"}


@pytest.mark.parametrize("more", [{"scale": "guilt"}, {"value": "he is guilty"}, {"reason": None}])
def test_a_grade_without_a_reason_or_with_words_of_its_own_fits_no_entry(more):
    body = {"target": "i-1", "scale": "proof", "value": "reasonable-grounds", "shown": A, "reason": B} | more
    with pytest.raises(BadEntry):
        body_of("grade.given", body)


def test_a_reader_may_look_and_not_grade():
    story = Story(2, admit="reader")
    story.say(1, label("reasonable-grounds"))
    assert fold(story.entries).grades == {}
