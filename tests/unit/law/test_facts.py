"""What a claim must say before it covers an element."""

import pytest

from tests.unit.claim_making import BALAKLIIA, make_claim
from witnessmark.incidents import link_claims
from witnessmark.law import qualify
from witnessmark.law.facts import Carried, FactReader
from witnessmark.law.provisions import law
from witnessmark.model.claim import Claim


def facts_of(claim: Claim) -> Carried:
    return FactReader(law()).facts_of(claim)


@pytest.mark.parametrize(
    ("act", "quote", "fact", "carried"),
    [
        ("looting", "soldiers took the goods", "private-use", False),
        ("looting", "the goods were sold at the station", "private-use", True),
        ("entry-of-forces", "Russian forces came", "coercion-means", False),
        ("deportation-transfer", "people were forced onto buses", "coercion-means", True),
        ("intimidation", "a commander shouted", "orders-heard", False),
        ("damage-school", "the school lost its roof", "detention-place", False),
        ("confinement", "held in the basement of the school", "detention-place", True),
        ("damage-hospital", "damaged by the blast", "cause-of-death", False),
        ("aid-medicine", "brought medicine", "victim-status", False),
    ],
)
def test_words_carry_only_what_they_say(act: str, quote: str, fact: str, carried: bool) -> None:
    assert (fact in facts_of(make_claim(act, quote))) is carried


def test_soldiers_is_nobodys_identity_and_seven_is_nobodys_name() -> None:
    roles = {"perpetrator": [{"quote": "soldiers", "kind": "group"}], "victim": [{"quote": "seven"}]}
    facts = facts_of(make_claim("wounding", "soldiers wounded seven", roles=roles))
    assert not {"actor-identity", "victim-identity"} & set(facts)
    unit = {"perpetrator": [{"quote": "the 3rd Company", "kind": "unit"}]}
    assert "actor-identity" in facts_of(make_claim("wounding", "wounded them", roles=unit))


def test_a_battle_years_apart_says_nothing_of_the_situation() -> None:
    looting = make_claim("looting", "took a stove", place=BALAKLIIA, day="2022-06-01")
    for day, status in (("2022-05-01", "covered"), ("2014-05-01", "open")):
        battle = make_claim("armed-clash", "a battle", start=900, place=BALAKLIIA, day=day)
        claims = {claim.id: claim for claim in (looting, battle)}
        found = qualify(link_claims(list(claims.values()), {}), claims)
        situation = found.situations[
            next(m.situation for m in found.matrices.values() if m.findings[0].act == "looting")
        ]
        conflict = {each.context: each.status for each in situation.elements}
        assert conflict["conflict-international"] == status
