"""A person's word on the independence of sources holds over what the program finds, and is shown with the groups."""

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.claim_making import make_claim
from witnessmark.incidents.decided_sources import with_decided_sources
from witnessmark.incidents.independence import source_groups
from witnessmark.incidents.linking import link_claims
from witnessmark.model import wording
from witnessmark.model.claim import Claim
from witnessmark.model.incident import Independence

QUOTE = "soldiers looted the shop"
TEXTS = {
    "a": "On 3 May 2022 soldiers looted the shop in Savyntsi and took two bicycles, Petro Hnatiuk said.",
    "b": "On 3 May 2022 soldiers looted the shop in Savyntsi and took two bicycles, Petro Hnatiuk said.",
    "c": "Ганна Лисенко бачила, як військові вивозили речі.",
}


def claims() -> list[Claim]:
    """Two articles of the same words, and a third account."""
    return [make_claim("looting", QUOTE, start=14, document=name) for name in TEXTS]


def test_near_copies_stay_apart_when_a_person_says_so_and_say_why() -> None:
    one, two, _ = found = claims()
    assert len(source_groups(found, TEXTS)[0].claims) > 1
    groups = source_groups(found, TEXTS, [Independence(one.id, two.id, dependent=False)])
    assert all(not {one.id, two.id} <= set(group.claims) for group in groups)
    number = next(at for at, group in enumerate(groups) if one.id in group.claims)
    assert [(tie.first, tie.second) for tie in groups[number].parted] == [(one.id, two.id)]
    said = wording.parted(number, [group.claims for group in groups], groups[number].parted, "en")
    assert said.startswith("A person decided that this is independent of source")


def test_what_a_person_joins_counts_once_and_says_why() -> None:
    one, _, three = found = claims()
    before = source_groups(found, TEXTS)
    groups = source_groups(found, TEXTS, [Independence(three.id, one.id, dependent=True)])
    assert len(groups) == len(before) - 1
    joined = next(group for group in groups if one.id in group.claims)
    assert three.id in joined.claims and "decided-dependent" in joined.reasons
    assert "a person decided" in wording.once(joined.reasons, joined.ties, len(joined.claims), [], "en")
    assert "людина вирішила" in wording.once(joined.reasons, joined.ties, len(joined.claims), [], "uk")


NAMES = [f"d{number}" for number in range(6)]
WORDS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=8)


@given(WORDS)
def test_every_word_holds_unless_words_of_joining_outweigh_it(said: list[tuple[int, int, bool]]) -> None:
    found = [make_claim("looting", QUOTE, start=14, document=name) for name in NAMES]
    texts = dict.fromkeys(NAMES, TEXTS["a"])
    words = [Independence(found[a].id, found[b].id, dependent) for a, b, dependent in said if a != b]
    groups = source_groups(found, texts, words)
    assert sorted(name for group in groups for name in group.claims) == sorted(claim.id for claim in found)
    at = {name: number for number, group in enumerate(groups) for name in group.claims}
    for one in words:
        if one.dependent:
            assert at[one.first] == at[one.second]
    joined = source_groups(found, dict.fromkeys(NAMES, ""), [one for one in words if one.dependent])
    together = {name: number for number, group in enumerate(joined) for name in group.claims}
    for one in words:
        if not one.dependent and together[one.first] != together[one.second]:
            assert at[one.first] != at[one.second]
    assert source_groups(found, texts, list(reversed(words))) == groups


def report_and_article() -> list[Claim]:
    """A report in which two witnesses speak, and an article by its own author: three groups of one incident."""
    two = [make_claim("looting", QUOTE, start=at, document="r", said_by=name) for at, name in ((14, "A"), (90, "B"))]
    return [*two, make_claim("looting", QUOTE, start=14, document="n", said_by="C")]


WITHIN = {"r": ("report", "bag"), "n": ("news",)}
PLAIN = {"r": "Petro saw it. " * 20, "n": "Two bicycles are gone, the paper writes."}


def by_source(*said: Independence, found: list[Claim]) -> list[set[str]]:
    within = {claim.source: WITHIN[claim.document] for claim in found}
    return [set(group.claims) for group in source_groups(found, PLAIN, said, within)]


def test_a_source_that_depends_on_another_adds_none_and_the_witnesses_of_the_other_stay_two() -> None:
    one, two, article = found = report_and_article()
    assert len(by_source(found=found)) == 3
    for report in ("report", "bag"):
        groups = by_source(Independence("news", report, dependent=True), found=found)
        assert len(groups) == 2 and not any({one.id, two.id} <= group for group in groups)
    assert by_source(Independence("report", "news", dependent=True), found=found) == [{one.id, two.id, article.id}]


def test_sources_that_are_independent_stay_apart_with_all_their_claims_also_when_they_copy() -> None:
    found = [make_claim("looting", QUOTE, start=14, document=name, source=f"s-{name}") for name in "ab"]
    assert len(source_groups(found, TEXTS)) == 1
    said = [Independence("s-a", "s-b", dependent=False)]
    assert len(source_groups(found, TEXTS, said)) == 2
    claim = Independence(found[0].id, found[1].id, dependent=True)
    assert len(source_groups(found, TEXTS, [*said, claim])) == 1, "a word on two claims says more than one on sources"


def test_a_source_and_what_came_in_it_are_told_apart_by_what_did_not_come_in_it() -> None:
    letter, enclosure = found = [make_claim("looting", QUOTE, start=14, document=name) for name in "ab"]
    within = {letter.source: ("letter",), enclosure.source: ("enclosure", "letter")}
    assert len({letter.source, enclosure.source}) == 2
    for said in (("letter", "enclosure"), ("enclosure", "letter")):
        groups = source_groups(found, TEXTS, [Independence(*said, dependent=False)], within)
        assert len(groups) == 2
    assert len(source_groups(found, TEXTS, [Independence("letter", "letter", dependent=False)], within)) == 1


def test_only_incidents_with_both_claims_change_and_contradictions_name_the_new_groups() -> None:
    found = claims()
    held = {claim.id: claim for claim in found}
    incidents = link_claims(found, TEXTS, ())
    apart = with_decided_sources(incidents, held, TEXTS, [Independence(found[0].id, "elsewhere", dependent=False)])
    assert apart == list(incidents)
    for one in with_decided_sources(incidents, held, TEXTS, [Independence(found[0].id, found[1].id, dependent=False)]):
        for contradiction in one.contradictions:
            for side in contradiction.sides:
                assert all(set(one.groups[number].claims) & set(side.claims) for number in side.groups)
