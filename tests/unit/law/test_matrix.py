"""Claims beside elements: covered is never proven, hearsay never covers, and some things are never asked."""

import msgspec

from tests.unit.claim_making import BALAKLIIA, make_claim
from witnessmark.incidents import link_claims
from witnessmark.law import matrix_of
from witnessmark.law.provisions import law
from witnessmark.model.acts import taxonomy
from witnessmark.model.claim import Claim
from witnessmark.model.finding import IncidentMatrix

ARMY = {"perpetrator": [{"resolved": "armed forces of the Russian Federation", "kind": "armed-force"}]}


def matrix(*claims: Claim) -> IncidentMatrix:
    incidents = link_claims(claims, {})
    return matrix_of(incidents, {claim.id: claim for claim in claims})[incidents[0].id]


def test_data_is_complete_and_consistent() -> None:
    data = law()
    assert set(data.acts) == set(taxonomy().acts)
    assert set(data.fact_rules) <= set(data.fact_types)
    for act in data.acts.values():
        for indication in act.indicates:
            provision = data.provisions[indication.provision]
            keys = {element.id.removeprefix(f"{provision.id}.") for element in provision.elements}
            assert set(indication.elements) <= keys
            for facts in indication.elements.values():
                assert set(facts) <= set(data.fact_types)


def test_a_claim_covers_the_elements_that_its_facts_speak_to() -> None:
    torture = make_claim(
        "torture", "soldiers beat him and attached wires", place=BALAKLIIA, day="2022-07-12", roles=ARMY
    )
    found = matrix(torture)
    [finding] = [finding for finding in found.findings if finding.provision == "rs-8-2-a-ii-1"]
    first = finding.elements[0]
    assert first.status == "covered"
    assert first.supporting == (torture.id,)
    assert first.rule == "act_to_law/torture/rs-8-2-a-ii-1/e1"


def test_hearsay_only_touches() -> None:
    told = make_claim("torture", "people say that soldiers beat him", place=BALAKLIIA, modality="hearsay", roles=ARMY)
    statuses = {e.status for f in matrix(told).findings for e in f.elements if told.id in e.hearsay}
    assert statuses == {"touched"}


def test_a_denial_contests() -> None:
    said = make_claim("shelling", "shelled the square", place=BALAKLIIA, day="2022-04-14", roles=ARMY)
    denied = make_claim(
        "shelling", "denied shelling the square", document="d2", place=BALAKLIIA, day="2022-04-14", modality="denied",
        roles=ARMY,
    )  # fmt: skip
    statuses = {e.status for f in matrix(said, denied).findings for e in f.elements if e.contradicting}
    assert statuses == {"contested"}


def test_no_questions_on_sexual_violence_and_none_that_are_flagged() -> None:
    assert matrix(make_claim("sexual-violence", "…")).questions == ()
    for act in taxonomy().acts:
        for question in matrix(make_claim(act, "something")).questions:
            flags = law().fact_types[question.fact].flags
            assert not {"specialist-only", "do-not-ask-generalist"}.intersection(flags)


def test_alternatives_are_always_shown_and_no_verdict_is() -> None:
    found = matrix(make_claim("looting", "soldiers took a washing machine", roles=ARMY))
    assert found.alternatives
    text = msgspec.json.encode(found).decode().lower()
    assert "guilty" not in text and '"proven"' not in text


def test_provisions_of_another_regime_are_left_out() -> None:
    claim = make_claim("torture", "soldiers beat him", roles=ARMY)
    incidents = link_claims([claim], {})
    for finding in matrix_of(incidents, {claim.id: claim})[incidents[0].id].findings:
        assert set(finding.regime) != {"niac"}


def test_an_act_that_is_not_asked_about_does_not_silence_the_others() -> None:
    survivor = {"victim": [{"person": "p1", "name": "Petro"}]}
    torture = make_claim("torture", "they beat him", said_by="p1", roles=survivor)
    release = make_claim("release-from-captivity", "then they let him go", start=60, said_by="p1", roles=survivor)
    assert len(link_claims([torture, release], {})) == 1
    assert matrix(torture, release).questions
    assert matrix(release).questions == ()
