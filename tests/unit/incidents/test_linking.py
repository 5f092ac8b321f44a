"""Claims about the same thing come together; what a person decided holds; nothing is averaged."""

import random

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.claim_making import BALAKLIIA, IZIUM, SAVYNTSI, make_claim
from witnessmark.incidents import link_claims
from witnessmark.model.incident import Constraint


def test_two_accounts_of_one_shelling_are_one_incident_with_two_groups() -> None:
    report = make_claim(
        "shelling", "soldiers shelled the market square", place=BALAKLIIA, day="2022-04-14", said_by="p1"
    )
    other = make_claim(
        "shelling",
        "обстріляли ринкову площу",
        document="d2",
        place=BALAKLIIA,
        day="2022-04-14",
        said_by="p2",
        language="uk",
    )
    [incident] = link_claims([report, other], {})
    assert incident.claims == (report.id, other.id)
    assert incident.independent_sources == 2
    assert incident.time.edtf == "2022-04-14"
    assert {"same-act", "same-place", "same-days"} <= set(incident.links[0].reasons)


def test_another_town_or_another_month_is_another_incident() -> None:
    first = make_claim("shelling", place=BALAKLIIA, day="2022-04-14")
    elsewhere = make_claim("shelling", document="d2", place=IZIUM, day="2022-04-14")
    later = make_claim("shelling", document="d3", place=BALAKLIIA, day="2022-06-01")
    assert len(link_claims([first, elsewhere, later], {})) == 3


def test_an_unknown_place_and_date_link_nothing_across_documents() -> None:
    first = make_claim("looting", "they looted shops")
    second = make_claim("looting", "homes were plundered", document="d2")
    assert len(link_claims([first, second], {})) == 2


def test_captivity_told_by_one_survivor_is_one_incident() -> None:
    survivor = {"victim": [{"person": "p1", "name": "Petro"}]}
    acts = ["confinement", "interrogation", "torture", "mock-execution", "release-from-captivity"]
    claims = [
        make_claim(act, f"they did {act}", start=60 * index, place=SAVYNTSI, said_by="p1", roles=survivor)
        for index, act in enumerate(acts)
    ]
    [incident] = link_claims(claims, {})
    assert set(incident.acts) == set(acts)
    assert incident.acts[0] == "torture", "the gravest act names the incident"
    assert incident.independent_sources == 1


def test_a_threat_is_no_part_of_what_happened() -> None:
    done = make_claim("summary-execution", "two men were shot", place=BALAKLIIA, day="2022-05-01")
    threat = make_claim(
        "summary-execution", "threatened to shoot", start=40, place=BALAKLIIA, day="2022-05-01", modality="threatened"
    )
    incidents = link_claims([done, threat], {})
    assert {incident.status for incident in incidents} == {"reported", "threatened-or-planned"}


def test_fears_and_wishes_make_no_incident() -> None:
    claims = [make_claim("shelling", modality=m) for m in ("feared", "wished", "asked", "hypothetical")]
    assert link_claims(claims, {}) == ()


def test_another_day_and_another_number_are_listed_as_contradictions() -> None:
    three = make_claim(
        "killing", "three people were killed at the market", place=BALAKLIIA, day="2022-04-14", said_by="p1",
        roles={"quantity": [{"quote": "3"}]},
    )  # fmt: skip
    five = make_claim(
        "killing", "five people were killed at the market", document="d2", place=BALAKLIIA, day="2022-04-15",
        said_by="p2", roles={"quantity": [{"quote": "5"}]},
    )  # fmt: skip
    [incident] = link_claims([three, five], {})
    found = {contradiction.field: contradiction.values for contradiction in incident.contradictions}
    assert found["date"] == {three.id: "2022-04-14", five.id: "2022-04-15"}
    assert found["quantity"] == {three.id: "3", five.id: "5"}
    assert (incident.time.earliest, incident.time.latest) == ("2022-04-14", "2022-04-15")


def test_a_denial_stands_beside_what_it_denies() -> None:
    said = make_claim("shelling", "soldiers shelled the square", place=BALAKLIIA, day="2022-04-14")
    denied = make_claim(
        "shelling", "denied that soldiers shelled the square", document="d2", place=BALAKLIIA, day="2022-04-14",
        modality="denied",
    )  # fmt: skip
    [incident] = link_claims([said, denied], {})
    assert incident.contradictions[0].field == "whether-at-all"
    assert incident.status == "reported"


def test_a_copied_article_is_no_second_source() -> None:
    words = "On 14 April 2022 soldiers shelled the market square of the town and three people were killed there"
    original = make_claim("shelling", words, place=BALAKLIIA, day="2022-04-14", said_by="p1")
    copy = make_claim("shelling", words, document="d2", place=BALAKLIIA, day="2022-04-14", said_by="p9")
    [incident] = link_claims([original, copy], {"d1": words, "d2": words})
    assert incident.independent_sources == 1
    assert incident.groups[0].reasons == ("near-copy",)


def test_a_persons_word_outranks_the_machine() -> None:
    first = make_claim("shelling", place=BALAKLIIA, day="2022-04-14")
    second = make_claim("shelling", document="d2", place=BALAKLIIA, day="2022-04-14")
    third = make_claim("looting", document="d3", place=IZIUM)
    apart = link_claims([first, second, third], {}, [Constraint(first.id, second.id, same=False)])
    assert len(apart) == 3
    together = link_claims([first, second, third], {}, [Constraint(first.id, third.id, same=True)])
    assert [len(incident.claims) for incident in together] == [3]


@given(st.randoms(use_true_random=False), st.integers(2, 14))
def test_every_claim_is_in_exactly_one_incident(chance: random.Random, count: int) -> None:
    claims = [
        make_claim(
            chance.choice(["shelling", "killing", "looting", "mine-laying", "retreat"]),
            start=index * 30,
            document=chance.choice(["d1", "d2", "d3"]),
            place=chance.choice([None, BALAKLIIA, IZIUM]),
            day=chance.choice([None, "2022-04-14", "2022-04-16", "2022-09-08"]),
            said_by=chance.choice([None, "p1", "p2"]),
        )
        for index in range(count)
    ]
    incidents = link_claims(claims, {})
    members = [name for incident in incidents for name in incident.claims]
    assert sorted(members) == sorted(claim.id for claim in claims)
    for incident in incidents:
        grouped = [name for group in incident.groups for name in group.claims]
        assert sorted(grouped) == sorted(incident.claims)
    assert link_claims(claims, {}) == incidents


def test_rows_of_one_table_are_deliveries_of_their_own() -> None:
    rows = [
        make_claim("aid-food", f"Item: food; {n}", start=60 * n, place=IZIUM, day="2022-10-06", made_by="record")
        for n in range(3)
    ]  # fmt: skip
    assert len(link_claims(rows, {})) == 3


def test_groups_do_not_drift_over_time_through_other_acts() -> None:
    liberated = make_claim("change-of-control", "the brigade liberated the town", place=BALAKLIIA, day="2022-09-08")
    fled = make_claim("retreat", "they left in haste", start=40, place=BALAKLIIA)
    returned = make_claim("entry-of-forces", "soldiers entered again", start=80, place=BALAKLIIA, day="2022-10-03")
    for incident in link_claims([liberated, fled, returned], {}):
        assert not {liberated.id, returned.id} <= set(incident.claims)


def test_counts_are_understood_in_words_and_in_three_languages() -> None:
    from witnessmark.incidents.numbers import counts_in

    for quote, language in (("Three people were killed", "en"), ("загинули троє людей", "uk"), ("погибли трое", "ru")):
        assert counts_in(make_claim("killing", quote, language=language)) == {"3"}
    assert counts_in(make_claim("wounding", "поранило сімох", language="uk")) == {"7"}


def test_an_author_who_quotes_nobody_retells_nobody() -> None:
    first = make_claim("shelling", "soldiers shelled the market square", place=BALAKLIIA, day="2022-04-14")
    again = make_claim("shelling", "the market square was shelled", start=90, place=BALAKLIIA, day="2022-04-14")
    [incident] = link_claims([first, again], {})
    assert incident.groups[0].reasons == ("same-speaker",)
