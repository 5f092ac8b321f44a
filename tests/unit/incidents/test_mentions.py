"""Mentions of one event come together across texts and languages; two events of one kind, and two sayings, do not."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.incidents.average_linkage import average_linkage
from witnessmark.incidents.event_words import concept
from witnessmark.incidents.mentions import Mention, link_events
from witnessmark.incidents.mentions_things import link_things
from witnessmark.incidents.stories_terms import Text


def mentions(texts: list[Text], *words: tuple[int, str]) -> list[Mention]:
    """The first place of each word in its text."""
    return [
        Mention(at, start, start + len(word)) for at, word in words for start in [texts[at].text.index(word)] if word
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("died", "deaths"), ("exploded", "explosion"), ("stole", "stolen"), ("checked into", "checking in"),
     ("загинули", "загиблих"), ("обстріляли", "обстріл"), ("взорвался", "взрывом"), ("задержали", "задержан")],
)  # fmt: skip
def test_forms_of_one_word_are_one_family(one: str, other: str) -> None:
    assert concept(one).family == concept(other).family


@pytest.mark.parametrize(
    ("one", "other"),
    [("blast", "blew up"), ("arrested", "taken into custody"), ("killed", "вбито"), ("вибух", "взрыв"),
     ("пожежа", "blaze"), ("затримали", "арестован"), ("викрали", "kidnapped"), ("opened fire", "shooting")],
)  # fmt: skip
def test_words_for_one_thing_are_kin_in_and_across_languages(one: str, other: str) -> None:
    assert concept(one).kin & concept(other).kin or concept(one).family == concept(other).family


@pytest.mark.parametrize(("one", "other"), [("killed", "elected"), ("міністр", "міни"), ("fire", "sentence")])
def test_words_for_other_things_are_not(one: str, other: str) -> None:
    assert concept(one).family != concept(other).family
    assert not concept(one).kin & concept(other).kin


@pytest.mark.parametrize("word", ["said", "according", "заявив", "сообщила"])
def test_sayings_are_known(word: str) -> None:
    assert concept(word).kind == "saying"


ROBBERY = [
    Text("Masked men robbed the Hadiach jewellery shop on Monday and fled in a grey van.", "en"),
    Text("The robbery at the jewellery shop in Hadiach: the men escaped in a grey van.", "en"),
    Text("У Гадячі пограбували ювелірну крамницю, нападники втекли сірим фургоном.", "uk"),
]


def test_one_event_in_three_texts_and_two_languages() -> None:
    found = link_events(
        ROBBERY, [0, 0, 0], mentions(ROBBERY, (0, "robbed"), (0, "fled"), (1, "robbery"), (1, "escaped"))
    )
    assert found == [0, 1, 0, 1]
    across = link_events(
        ROBBERY, [0, 0, 0], mentions(ROBBERY, (1, "robbery"), (1, "escaped"), (2, "пограбували"), (2, "втекли"))
    )
    assert across == [0, 1, 0, 1]


def test_nothing_is_one_across_stories() -> None:
    assert link_events(ROBBERY, [0, 1, 1], mentions(ROBBERY, (0, "robbed"), (1, "robbery"))) == [0, 1]


def test_two_sayings_about_other_things_stay_apart() -> None:
    texts = [
        Text("The mayor said that water would return by evening.", "en"),
        Text("A teacher said her pupils had learnt to bake bread.", "en"),
    ]
    assert link_events(texts, [0, 0], mentions(texts, (0, "said"), (1, "said"))) == [0, 1]


def test_things_are_one_by_name_and_pronouns_by_what_was_named() -> None:
    texts = [
        Text("Halyna Stetsenko lost two ovens. She asked for flour.", "en"),
        Text("Neighbours brought Stetsenko flour.", "en"),
    ]
    found = link_things(
        texts, [0, 0], mentions(texts, (0, "Halyna Stetsenko"), (0, "two ovens"), (0, "She"), (1, "Stetsenko"))
    )
    assert found == [0, 1, 0, 0]


def test_a_mention_without_words_is_alone() -> None:
    texts = [Text("… — …", "uk")]
    assert link_events(texts, [0], [Mention(0, 0, 1), Mention(0, 2, 3)])
    assert link_things(texts, [0], [Mention(0, 0, 1), Mention(0, 2, 3)]) == [0, 1]


def plain_linkage(items: int, scores: dict[tuple[int, int], float], uncompared: float) -> list[int]:
    groups = [[index] for index in range(items)]
    while True:
        means = [
            (-sum(scores.get((min(a, b), max(a, b)), uncompared) for a in g for b in h) / (len(g) * len(h)), g[0], h[0])
            for g, h in combinations(groups, 2)
        ]
        best = min(means, default=(0.0, 0, 0))
        if best[0] >= 0:
            break
        mine = next(group for group in groups if group[0] == best[1])
        theirs = next(group for group in groups if group[0] == best[2])
        mine += theirs
        groups.remove(theirs)
    return [next(min(group) for group in groups if index in group) for index in range(items)]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 7), st.integers(0, 10**9))
def test_sparse_average_linkage_is_average_linkage(items: int, seed: int) -> None:
    chance = random.Random(seed)  # real-valued scores: equal means would be told apart by rounding alone
    pairs = [pair for pair in combinations(range(items), 2) if chance.random() < 0.6]
    scores = {pair: chance.uniform(-3, 3) for pair in pairs}
    assert average_linkage(items, scores, -2.0) == plain_linkage(items, scores, -2.0)
