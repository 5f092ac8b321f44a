"""Groups are counted field by field; numbers are ranges with who says them; nothing is averaged. All is invented."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.claim_making import BALAKLIIA, IZIUM, make_claim
from witnessmark.incidents import link_claims
from witnessmark.incidents.casualties import counts_told
from witnessmark.incidents.corroboration import casualties_of, corroboration_of
from witnessmark.incidents.grading import propose_credibility, propose_proof, propose_reliability
from witnessmark.incidents.saying import basis_of
from witnessmark.model.claim import Claim
from witnessmark.model.corroboration import CasualtyKind, CasualtyPart, FieldSupport
from witnessmark.model.grading import CANNOT_BE_JUDGED, Grade, scale_of
from witnessmark.model.incident import Incident

DAY = "2022-04-14"


def told(quote: str, text: str, act: str = "killing", language: str = "en", **more: Any) -> list[tuple[Any, ...]]:
    claim = make_claim(act, quote, start=text.index(quote), language=language, **more)
    return [one[:5] for one in counts_told(claim, {"d1": text})]


@pytest.mark.parametrize(
    ("act", "quote", "text", "language", "lowest", "highest", "approximate"),
    [
        ("killing", "Three people were killed", "Three people were killed and seven wounded.", "en", 3, 3, False),
        ("wounding", "seven wounded", "Three people were killed and seven wounded.", "en", 7, 7, False),
        ("killing", "killing at least three people", "It fell, killing at least three people.", "en", 3, None, False),
        ("killing", "more than 40 residents died", "In all more than 40 residents died.", "en", 41, None, False),
        ("missing-person", "Up to twenty are missing", "Up to twenty are missing.", "en", None, 20, False),
        ("wounding", "About ten were wounded", "About ten were wounded.", "en", 10, 10, True),
        ("killing", "Between three and five people died", "Between three and five people died.", "en", 3, 5, False),
        ("killing", "Twenty-three people were killed", "Twenty-three people were killed.", "en", 23, 23, False),
        ("detained", "Soldiers detained 14 residents", "Soldiers detained 14 residents.", "en", 14, 14, False),
        ("killing", "загинули троє людей", "Під час обстрілу загинули троє людей, сімох поранило.", "uk", 3, 3, False),
        ("wounding", "сімох поранило", "Під час обстрілу загинули троє людей, сімох поранило.", "uk", 7, 7, False),
        ("killing", "Загинули 3-5 осіб", "Загинули 3-5 осіб.", "uk", 3, 5, False),
        ("killing", "погибли пять человек", "При обстреле погибли пять человек, ранены семь.", "ru", 5, 5, False),
        ("missing-person", "трое пропали без вести", "Ранены семь человек, трое пропали без вести.", "ru", 3, 3, False),
    ],
)  # fmt: skip
def test_a_number_counts_those_it_stands_by(
    act: str, quote: str, text: str, language: str, lowest: int | None, highest: int | None, approximate: bool
) -> None:
    act = "confinement" if act == "detained" else act
    assert told(quote, text, act, language) == [(lowest, highest, "persons", approximate, ())]


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("A 58-year-old woman was killed", "A 58-year-old woman was killed at the well."),
        ("killed by a shell", "On 14 April a man was killed by a shell."),
        ("two shells killed a cow", "Of 12 houses three burnt, and two shells killed a cow."),
    ],
)
def test_years_days_and_things_are_no_persons(quote: str, text: str) -> None:
    assert told(quote, text) == []


@pytest.mark.parametrize(
    ("quote", "text", "language"),
    [
        ("Five civilians were killed", "Five civilians were killed, two of them children.", "en"),
        ("killing five people", "A rocket fell on the yard, killing five people, including two children.", "en"),
        ("загинули п'ятеро людей", "Унаслідок удару загинули п'ятеро людей, серед них двоє дітей.", "uk"),
        ("погибли пять человек", "При обстреле погибли пять человек, в том числе двое детей.", "ru"),
    ],
)
def test_what_a_count_includes_is_part_of_it(quote: str, text: str, language: str) -> None:
    [(lowest, highest, of_whom, _, includes)] = told(quote, text, language=language)
    assert (lowest, highest, of_whom) == (5, 5, "persons")
    assert includes == (CasualtyPart(of_whom="children", number=2),)


def test_a_denial_counts_nobody() -> None:
    assert told("three people were killed", "He denied that three people were killed.", modality="denied") == []


def one_incident(*claims: Claim, texts: dict[str, str] | None = None) -> tuple[Incident, dict[str, Claim]]:
    [incident] = link_claims(claims, texts or {})
    return incident, {claim.id: claim for claim in claims}


def account(act: str, quote: str, document: str, said_by: str | None = None, **more: Any) -> Claim:
    values = {"place": BALAKLIIA, "day": DAY} | more
    return make_claim(act, quote, document=document, said_by=said_by, **values)


def field(support: tuple[FieldSupport, ...], name: str, of: str | None = None) -> FieldSupport:
    return next(one for one in support if one.field == name and of in (None, one.of))


def test_each_field_says_which_groups_speak_to_it_and_how_they_know() -> None:
    first = account("shelling", "soldiers shelled the square", "d1", "p1", basis={"act": "direct"})
    second = account("shelling", "the square was shelled", "d2", "p2", until="2022-04-30", day="2022-04-01")
    third = account("shelling", "they say the square was shelled", "d3", "p3", modality="hearsay")
    denied = account("shelling", "nobody shelled the square", "d4", "p4", modality="denied")
    incident, claims = one_incident(first, second, third, denied)
    support = corroboration_of(incident, claims, {})
    said, against = field(support, "whether-at-all", "shelling").values
    assert (said.groups, said.first_hand, said.second_hand) == ((0, 1, 2), (0,), (2,))
    assert (against.value, against.groups) == ("denied", (3,))
    when = field(support, "date")
    assert [(value.value, value.groups, value.consistent) for value in when.values] == [
        (DAY, (0, 2), (1,)), ("2022-04-01/2022-04-30", (1,), (0, 2)),
    ]  # fmt: skip
    assert when.silent == (3,), "who denies says nothing of when"


def test_that_a_roof_is_broken_shows_no_shelling() -> None:
    shelled = account("shelling", "soldiers shelled the hospital", "d1", "p1")
    damage = account("damage-hospital", "the hospital has a broken roof", "d2", basis={"act": "mission-observation"})
    [incident] = link_claims([shelled, damage], {})
    support = corroboration_of(incident, {one.id: one for one in (shelled, damage)}, {})
    shelling = field(support, "whether-at-all", "shelling")
    assert (shelling.most, shelling.values[0].first_hand, shelling.silent) == (1, (), (1,))
    assert field(support, "whether-at-all", "damage-hospital").values[0].first_hand == (1,)


def test_what_one_only_heard_one_only_heard_of_every_field() -> None:
    heard = account("shelling", "they shelled", "d1", "p1", basis={"act": "hearsay-unnamed"})
    assert {basis_of(heard, name) for name in ("act", "date", "perpetrator")} == {"hearsay-unnamed"}
    saw = account("damage-housing", "the house is burnt", "d1", basis={"act": "mission-observation"})
    assert basis_of(saw, "act") == "mission-observation"
    assert basis_of(saw, "perpetrator") is None, "damage shows nobody's hand"
    mine = account("confinement", "they held me", "d1", "p1", roles={"victim": [{"person": "p1", "quote": "me"}]})
    assert (basis_of(mine, "act"), basis_of(mine, "perpetrator")) == ("participant", None)


def test_casualties_are_ranges_with_sources_and_registers_of_their_own() -> None:
    texts = {
        "d1": "Three people were killed and seven were wounded at the market.",
        "d2": "At least five people were killed at the market, two of them children.",
        "d3": "Two children were killed at the market.",
    }
    claims = [
        account("killing", "Three people were killed", "d1", "p1"),
        account("wounding", "seven were wounded", "d1", "p1", start=29),
        account("killing", "At least five people were killed", "d2", "p2"),
        account("killing", "Two children were killed", "d3", "p3"),
    ]
    incident, by_id = one_incident(*claims, texts=texts)
    ranges = {one.kind: one for one in casualties_of(incident, by_id, texts)}
    killed = ranges["killed"]
    assert (killed.lowest, killed.highest, killed.or_more, killed.agreeing) == (3, 5, True, 1)
    assert [(count.lowest, count.highest, count.group) for count in killed.counts] == [(3, 3, 0), (5, None, 1)]
    assert [(part.of_whom, part.lowest) for part in killed.parts] == [("children", 2)]
    assert (ranges["injured"].lowest, ranges["injured"].highest) == (7, 7)
    [against] = [one for one in incident.contradictions if one.field == "quantity"]
    assert {side.value: side.groups for side in against.sides} == {"3": (0,), "5..": (1,)}


def test_at_least_three_and_five_contradict_nothing() -> None:
    texts = {"d1": "At least three people were killed.", "d2": "Five people were killed."}
    claims = [
        account("killing", "At least three people were killed", "d1", "p1"),
        account("killing", "Five people were killed", "d2", "p2"),
    ]
    incident, _ = one_incident(*claims, texts=texts)
    assert [one.field for one in incident.contradictions] == []


def test_a_wider_date_and_one_account_of_two_days_are_no_contradiction() -> None:
    exact = account("shelling", "shelled the square", "d1", "p1")
    month = account("shelling", "shelled the square", "d2", "p2", day="2022-04-01", until="2022-04-30")
    assert link_claims([exact, month], {})[0].contradictions == ()
    again = account("shelling", "shelled the square again", "d1", "p1", start=60, day="2022-04-16")
    assert link_claims([exact, again], {})[0].contradictions == ()


def test_a_shelling_and_its_dead_have_one_contradiction_of_days() -> None:
    claims = [
        account(act, quote, document, who, start=start, day=day)
        for document, who, day in (("d1", "p1", "2022-04-14"), ("d2", "p2", "2022-04-15"))
        for act, quote, start in (("shelling", "shelled the square", 0), ("killing", "people died", 40))
    ]
    incident, _ = one_incident(*claims)
    [dates] = [one for one in incident.contradictions if one.field == "date"]
    assert {side.value: len(side.claims) for side in dates.sides} == {"2022-04-14": 2, "2022-04-15": 2}


# What the rule proposes


def proposed(*claims: Claim, grades: dict[str, tuple[Grade, ...]] | None = None) -> tuple[str, dict[str, bool]]:
    incident, by_id = one_incident(*claims)
    found = propose_proof(incident, by_id, corroboration_of(incident, by_id, {}), grades or {})
    return found.value, {ground.id: ground.speaks_for for ground in found.grounds}


SAW = account("shelling", "soldiers shelled the square", "d1", "p1", basis={"act": "direct"})
TOLD = account("shelling", "the square was shelled", "d2", "p2")
HEARD = account("shelling", "they say it was shelled", "d3", "p3", modality="hearsay")
DENIED = account("shelling", "nobody shelled the square", "d4", "p4", modality="denied")


def test_the_rule_proposes_reasonable_grounds_only_on_independent_and_first_hand_accounts() -> None:
    assert proposed(SAW, TOLD)[0] == "reasonable-grounds"
    assert proposed(SAW)[0] == proposed(TOLD, HEARD)[0] == "reasonable-suspicion"
    assert proposed(TOLD)[0] == proposed(HEARD)[0] == "reported-not-verified"
    value, grounds = proposed(SAW, TOLD, DENIED)
    assert (value, grounds["denied"]) == ("reasonable-suspicion", False)
    assert proposed(SAW, TOLD)[1]["nobody-verified"] is False


def graded(target: str, scale: str, value: str) -> Grade:
    return Grade(
        target=target, scale=scale, value=value, reviewer="Iryna", device="d", entry="e", time="2026-01-01",  # type: ignore[arg-type]
        reason="because",
    )  # fmt: skip


def test_an_unreliable_source_counts_for_nothing_and_one_that_cannot_be_judged_for_itself() -> None:
    for value, label in (("E", "reasonable-suspicion"), ("F", "reasonable-grounds"), ("D", "reasonable-grounds")):
        grades = {"p2": (graded("p2", "reliability", value),)}
        assert proposed(SAW, TOLD, grades=grades)[0] == label, value
    assert proposed(SAW, TOLD, grades={TOLD.id: (graded(TOLD.id, "credibility", "6"),)})[0] == "reasonable-grounds"
    assert proposed(SAW, TOLD, grades={TOLD.id: (graded(TOLD.id, "credibility", "5"),)})[0] == "reasonable-suspicion"


def test_a_new_source_is_proposed_to_be_unknown_and_a_claim_only_what_others_say_too() -> None:
    assert propose_reliability("p1").value == "F"
    incident, claims = one_incident(SAW, TOLD)
    support = corroboration_of(incident, claims, {})
    assert propose_credibility(SAW, incident, support).value == "1"
    assert propose_credibility(SAW, None, ()).value == "6"
    assert {"F", "6"} == CANNOT_BE_JUDGED


def test_every_grade_belongs_to_one_scale() -> None:
    assert [scale_of(value) for value in ("B", "6", "hearsay-named", "reasonable-grounds", "true")] == [
        "reliability", "credibility", "basis", "proof", None,
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 8))
def test_counting_groups_never_exceeds_claims_and_order_changes_nothing(chance: random.Random, count: int) -> None:
    claims = [
        make_claim(
            chance.choice(["shelling", "killing"]), f"three people {index}", document=f"d{index % 3}", start=40 * index,
            place=chance.choice([None, BALAKLIIA, IZIUM]), day=chance.choice([None, DAY, "2022-04-15"]),
            said_by=chance.choice([None, "p1", "p2"]), modality=chance.choice(["asserted", "denied", "hearsay"]),
            basis=chance.choice([{}, {"act": "direct"}, {"act": "media"}]),
        )
        for index in range(count)
    ]  # fmt: skip
    by_id = {claim.id: claim for claim in claims}
    kinds: dict[CasualtyKind, int] = {}
    for incident in link_claims(claims, {}):
        support = corroboration_of(incident, by_id, {})
        for one in support:
            assert one.most <= len(one.groups) <= len(incident.groups) <= len(incident.claims)
            assert sorted({*one.groups, *one.silent}) == list(range(len(incident.groups)))
            for value in one.values:
                assert len(value.groups) <= len(value.claims)
                assert not set(value.groups) & set(value.consistent)
                assert set(value.first_hand) <= set(value.groups) and not set(value.first_hand) & set(value.second_hand)
        for found in casualties_of(incident, by_id, {}):
            assert kinds.setdefault(found.kind, 0) >= 0
            assert found.lowest is None or found.highest is None or found.lowest <= found.highest
        most = {(one.field, one.of): one.most for one in support}
        shuffled = chance.sample(incident.groups, len(incident.groups))
        again = corroboration_of(
            Incident(
                **{name: getattr(incident, name) for name in incident.__struct_fields__} | {"groups": tuple(shuffled)}
            ),
            by_id,
            {},
        )
        assert {(one.field, one.of): one.most for one in again} == most
