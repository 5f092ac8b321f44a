"""Claims beside elements: covered is never proven, hearsay never covers, and some things are never asked."""

import msgspec

from tests.unit.claim_making import BALAKLIIA, make_claim
from witnessmark.incidents import link_claims
from witnessmark.law import matrix_of
from witnessmark.law.provisions import law
from witnessmark.model.acts import taxonomy
from witnessmark.model.claim import Claim
from witnessmark.model.finding import Because, IncidentMatrix

ARMY = {"perpetrator": [{"resolved": "armed forces of the Russian Federation", "kind": "armed-force"}]}


def here(claim: Claim) -> Claim:
    """The claim with its place in Ukraine, as the gazetteer would say."""
    assert claim.place is not None
    path = ("Ukraine", "Kharkiv Oblast", "Iziumskyi Raion", "Balakliiska Hromada")
    return msgspec.structs.replace(claim, place=msgspec.structs.replace(claim.place, country="UA", admin=path))


def matrix(*claims: Claim) -> IncidentMatrix:
    incidents = link_claims(list(claims), {})
    return matrix_of(incidents, {claim.id: claim for claim in claims})[incidents[0].id]


def test_a_claim_covers_the_elements_that_its_facts_speak_to() -> None:
    torture = make_claim(
        "torture", "soldiers beat him and attached wires", place=BALAKLIIA, day="2022-07-12", roles=ARMY
    )
    found = matrix(torture)
    [finding] = [finding for finding in found.findings if finding.provision == "rs-8-2-a-ii-1"]
    first = finding.elements[0]
    assert first.status == "covered"
    assert first.supporting == (torture.id,)
    assert first.rule == "law/severe-pain"
    assert Because(torture.id, "treatment-acts", "act:torture") in first.because


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
    found = matrix(here(make_claim("torture", "soldiers beat him", place=BALAKLIIA, day="2022-07-01", roles=ARMY)))
    assert "niac" not in {regime for finding in found.findings for regime in finding.regime if len(finding.regime) == 1}
    assert all(finding.applies == "yes" for finding in found.findings if finding.regime == ("iac",))


def test_where_nothing_decides_the_regime_every_alternative_is_shown_as_open() -> None:
    found = matrix(make_claim("torture", "armed men beat him"))
    by_regime = {finding.regime: finding.applies for finding in found.findings if len(finding.regime) == 1}
    assert by_regime[("iac",)] == by_regime[("niac",)] == "open"
    assert by_regime[("any",)] == "yes"


def test_an_act_that_is_not_asked_about_does_not_silence_the_others() -> None:
    survivor = {"victim": [{"person": "p1", "name": "Petro"}]}
    torture = make_claim("torture", "they beat him", said_by="p1", roles=survivor)
    release = make_claim("release-from-captivity", "then they let him go", start=60, said_by="p1", roles=survivor)
    assert len(link_claims([torture, release], {})) == 1
    assert matrix(torture, release).questions
    assert matrix(release).questions == ()


def test_no_penal_law_before_it_was_made() -> None:
    for day, shown in (("2022-06-01", None), ("2025-06-01", "yes"), (None, "open")):
        killing = here(make_claim("killing", "shot him", place=BALAKLIIA, day=day, roles=ARMY))
        applies = {finding.provision: finding.applies for finding in matrix(killing).findings}
        assert applies.get("ua-cc-442-1") == shown
        assert applies["ua-cc-115"] == "yes"


def test_a_denial_of_the_deed_says_nothing_against_what_a_thing_is() -> None:
    hotel = {"object": [{"quote": "the hotel"}]}
    said = make_claim("property-destruction", "burned the hotel down", place=BALAKLIIA, day="2022-03-14", roles=hotel)
    denied = make_claim("property-destruction", "the hotel was not destroyed", document="d2", place=BALAKLIIA,
                        day="2022-03-14", polarity="negative", roles=hotel)  # fmt: skip
    [finding] = [f for f in matrix(said, denied).findings if f.provision == "rs-8-2-b-xiii"]
    destroyed, _, protected, *_ = finding.elements
    assert destroyed.contradicting == (denied.id,)
    assert (protected.status, protected.contradicting) == ("covered", ())
