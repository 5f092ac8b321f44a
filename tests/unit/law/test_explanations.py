"""Alternatives and what exonerates are always shown, with the claims that speak to them."""

from tests.unit.law.placing import claim, matrix_with, qualified
from witnessmark.law.casewide import case_matrix, groups_of
from witnessmark.model.acts import taxonomy

SCHOOL = {"object": [{"quote": "the school"}]}


def test_a_receipt_speaks_to_requisition_and_against_pillage() -> None:
    taken = claim(
        "looting", "took the lorry against a receipt", day="2022-06-01", roles={"object": [{"quote": "lorry"}]}
    )
    matrix = matrix_with(qualified(taken), "looting")
    claims = {each.id: each.claims for each in matrix.explanations}
    assert claims["requisition-with-receipt"] == (taken.id,)
    assert claims["extreme-need"] == ()
    [pillage] = [f for f in matrix.findings if f.provision == "rs-8-2-b-xvi"]
    assert [element.status for element in pillage.elements[:3]] == ["covered", "contested", "contested"]
    assert ("explanation", "requisition-with-receipt") in {(each.kind, each.detail) for each in matrix.exonerating}


def test_without_a_receipt_is_no_receipt() -> None:
    taken = claim("looting", "took the lorry without a receipt", day="2022-06-01")
    for quote in ("took it, gave no receipt", "забрали без розписки"):
        found = matrix_with(qualified(claim("looting", quote, language="uk" if "без" in quote else "en")), "looting")
        assert all(not each.claims for each in found.explanations), quote
    assert taken.id


def test_soldiers_in_a_school_are_shown_beside_the_shell_that_hit_it() -> None:
    hit = claim("damage-school", "the school was hit", day="2022-06-01", roles=SCHOOL)
    used = claim(
        "military-use-of-civilian-object", "soldiers lived in the school", start=400, document="d2", day="2022-05-28"
    )
    later = claim("military-use-of-civilian-object", "soldiers lived there", start=800, document="d3", day="2022-12-28")
    matrix = matrix_with(qualified(hit, used, later), "damage-school")
    claims = {each.id: each.claims for each in matrix.explanations}
    assert claims["base-in-school"] == (used.id,)


def test_a_denial_is_shown_as_exonerating() -> None:
    said = claim("shelling", "shelled the square", day="2022-04-14")
    denied = claim("shelling", "denied shelling the square", document="d2", day="2022-04-14", modality="denied")
    matrix = matrix_with(qualified(said, denied), "shelling")
    assert (("denial", (denied.id,))) in {(each.kind, each.claims) for each in matrix.exonerating}


def test_every_act_that_may_be_a_harm_has_alternatives() -> None:
    for name, act in taxonomy().acts.items():
        if act.kind == "alleged-harm":
            assert matrix_with(qualified(claim(name)), name).explanations, name


def test_the_matrix_of_the_case_counts_incidents_and_independent_groups() -> None:
    first = claim("looting", "took a stove", day="2022-06-01", roles={"object": [{"quote": "stove"}]}, said_by="a")
    second = claim("looting", "took a car", start=90, document="d2", day="2022-08-01", said_by="b",
                   roles={"object": [{"quote": "car"}]})  # fmt: skip
    found = qualified(first, second)
    groups = groups_of((name, [matrix.findings[0].elements[0].supporting]) for name, matrix in found.matrices.items())
    rows = {row.provision: row for row in case_matrix(found.matrices.values(), groups)}
    pillage = rows["rs-8-2-b-xvi"]
    assert (len(pillage.incidents), pillage.primary, pillage.groups) == (2, 2, 2)
    assert (pillage.elements[0].covered, pillage.elements[1].open) == (2, 2)
    assert "private-use" in pillage.elements[1].missing
