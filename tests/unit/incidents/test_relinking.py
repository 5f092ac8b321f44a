"""A document that comes, changes or goes: what comes out is what linking everything at once gives."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.claim_making import BALAKLIIA, IZIUM, SAVYNTSI, make_claim
from witnessmark.incidents import blocks, link_claims, relinking
from witnessmark.incidents.relinking import link_anew, relink
from witnessmark.model.claim import Claim
from witnessmark.model.incident import Constraint, Incident

QUOTES = [
    "soldiers shelled the market square", "обстріляли ринкову площу", "three people were killed", "загинули троє людей",
    "двое погибли у школы", "the school was damaged", "they took Petro Hnatiuk", "hundreds of houses burnt down",
]  # fmt: skip


def a_document(chance: random.Random, name: str) -> list[Claim]:
    """A few claims of one document, in few places and days, so that most of them have something in common."""
    return [
        make_claim(
            chance.choice(["shelling", "killing", "killing", "damage-school", "confinement", "entry-of-forces"]),
            chance.choice(QUOTES),
            start=index * chance.choice([40, 300]),
            document=name,
            place=chance.choice([None, BALAKLIIA, BALAKLIIA, IZIUM, SAVYNTSI]),
            day=chance.choice([None, "2022-04-14", "2022-04-14", "2022-04-16", "2022-09-08"]),
            until=None,
            said_by=chance.choice([None, "p1", "p2"]),
            language=chance.choice(["en", "uk", "ru"]),
            modality=chance.choice(["asserted", "asserted", "asserted", "denied", "feared", "threatened"]),
            roles=chance.choice([{}, {"victim": [{"person": "p7", "name": "Petro Hnatiuk", "kind": "person"}]}]),
        )
        for index in range(chance.randrange(1, 7))
    ]


def some_constraints(chance: random.Random, claims: list[Claim]) -> list[Constraint]:
    return [
        Constraint(chance.choice(claims).id, chance.choice(claims).id, chance.random() < 0.6)
        for _ in range(chance.choice([0, 0, 1, 3]))
    ]


def unique(claims: list[Claim]) -> list[Claim]:
    return list({claim.id: claim for claim in claims}.values())


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 9), st.sampled_from([1, 2, 10]))
def test_document_by_document_gives_what_all_at_once_gives(chance: random.Random, count: int, window: int) -> None:
    kept, share = blocks.WINDOW, relinking.MOST_ANEW
    blocks.WINDOW = relinking.WINDOW = window  # blocks of a few claims are crowded then
    relinking.MOST_ANEW = 100.0
    try:
        documents = {f"d{n}": unique(a_document(chance, f"d{n}")) for n in range(count)}
        here: dict[str, list[Claim]] = {}
        before = link_anew([], {})
        for name in chance.sample(sorted(documents), count) + chance.choices(sorted(documents), k=3):
            if name not in here:
                here[name] = documents[name]
            elif chance.random() < 0.5:
                del here[name]
            else:
                here[name] = unique(a_document(chance, name))
            claims = [claim for each in sorted(here) for claim in here[each]]
            constraints = some_constraints(chance, claims) if claims else []
            before = relink(before, claims, {}, constraints)
            assert before == link_anew(claims, {}, constraints)
            assert before.incidents == link_claims(claims, {}, constraints)
    finally:
        blocks.WINDOW = relinking.WINDOW = kept
        relinking.MOST_ANEW = share


def groups(incidents: tuple[Incident, ...]) -> set[frozenset[str]]:
    return {frozenset(one.claims) for one in incidents}


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(2, 9))
def test_what_belongs_together_does_not_depend_on_the_order_of_documents(chance: random.Random, count: int) -> None:
    documents = [unique(a_document(chance, f"d{n}")) for n in range(count)]
    every = [claim for claims in documents for claim in claims]
    constraints = some_constraints(chance, every)
    shuffled = [claim for claims in chance.sample(documents, count) for claim in claims]
    assert groups(link_claims(every, {}, constraints)) == groups(link_claims(shuffled, {}, constraints))


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_what_people_said_holds(chance: random.Random, count: int) -> None:
    every = [claim for n in range(count) for claim in unique(a_document(chance, f"d{n}"))]
    standing = [claim for claim in every if claim.modality != "feared"] or [make_claim("shelling")]
    picked = chance.sample(standing, min(len(standing), 4))
    same = [Constraint(picked[0].id, one.id, True) for one in picked[1:2]]
    apart = [Constraint(one.id, picked[0].id, False) for one in picked[2:]]
    incident_of = {name: one.id for one in link_claims(every, {}, [*same, *apart]) for name in one.claims}
    if standing[0] in every:
        assert all(incident_of[one.first] == incident_of[one.second] for one in same)
        assert all(incident_of[one.first] != incident_of[one.second] for one in apart)


def test_where_people_contradict_one_another_what_is_apart_stays_apart() -> None:
    a, b, c = (make_claim("looting", document=name) for name in ("d1", "d2", "d3"))
    said = [Constraint(a.id, b.id, True), Constraint(b.id, c.id, True), Constraint(a.id, c.id, False)]
    for incident in link_claims([a, b, c], {}, said):
        assert not {a.id, c.id} <= set(incident.claims)
