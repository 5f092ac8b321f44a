"""Grades find their claim, incident or person again, and a person's basis of knowledge outranks the reader's."""

from typing import Any

from msgspec.structs import replace

from tests.unit.claim_making import BALAKLIIA, make_claim
from witnessmark.derive.grading import of_claims, of_incidents, with_bases
from witnessmark.incidents import link_claims
from witnessmark.model.case import Person
from witnessmark.model.grading import Grade, ShownGrade
from witnessmark.model.span import Span


def given(
    target: str, scale: str, value: str, entry: str = "e", shown: dict[str, Any] | None = None, **more: Any
) -> ShownGrade:
    grade = Grade(
        target=target, scale=scale, value=value, reviewer="Iryna", device="d", entry=entry,  # type: ignore[arg-type]
        time="t", reason="why", **more,
    )  # fmt: skip
    return ShownGrade(grade=grade, **(shown or {}))


def test_a_grade_finds_the_same_words_after_a_new_reading_and_waits_where_there_are_none() -> None:
    claim = make_claim("shelling", "soldiers shelled the yard", start=10)
    shown = {"document": "d1", "span": Span(10, 34, "soldiers shelled the yar"), "act": "shelling"}
    found, waiting = of_claims([given("gone", "credibility", "2", shown=shown)], {claim.id: claim})
    assert [grade.value for grade in found[claim.id]] == ["2"] and not waiting
    found, waiting = of_claims([given("gone", "credibility", "2")], {claim.id: claim})
    assert not found and len(waiting) == 1


def test_a_label_finds_its_incident_by_the_claims_and_says_when_these_are_others() -> None:
    claims = [
        make_claim("shelling", "shelled the yard", document=f"d{n}", place=BALAKLIIA, day="2022-04-14")
        for n in range(3)
    ]
    [incident] = link_claims(claims, {})
    name = {incident.id: incident}
    whole = {"claims": tuple(claim.id for claim in claims)}
    for shown, outdated in ((whole, False), ({"claims": whole["claims"][:2]}, True)):
        found, _ = of_incidents([given("i-other", "proof", "reasonable-grounds", shown=shown)], name)
        assert [grade.outdated for grade in found[incident.id]] == [outdated]
    _, waiting = of_incidents([given("i-other", "proof", "reasonable-grounds", shown={"claims": ("x", "y")})], name)
    assert len(waiting) == 1


def test_what_people_say_of_the_basis_holds_unless_they_differ() -> None:
    claim = make_claim("shelling", basis={"act": "media"})
    grade = given(claim.id, "basis", "direct", field="act").grade
    assert with_bases(claim, [grade]).basis == {"act": "direct"}
    assert with_bases(claim, [replace(grade, concurrent=("other",))]).basis == {"act": "media"}


def test_persons_who_are_one_now_keep_the_grades_of_both_and_differing_ones_are_in_dispute() -> None:
    one = Person(id="person-1", names=("Maria Koval",), merged=("person-1", "person-2"))
    grades = [given("person-1", "reliability", "B", "e1"), given("person-2", "reliability", "F", "e2")]
    found, _ = of_claims(grades, {}, [one])
    assert [(grade.value, grade.concurrent) for grade in found["person-1"]] == [("B", ("e2",)), ("F", ("e1",))]
