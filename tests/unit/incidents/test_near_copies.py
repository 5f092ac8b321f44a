"""Copies of documents: rewritten, shortened, translated; and what only looks like one."""

from benchmarks.copying import make
from benchmarks.near_copies import figures
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.incidents.near_copies import CopyLink, language_by_letters, near_copies

STORY = """Savyntsi, 12 October 2022. Petro Hnatiuk, a driver from Stepova Street, said that soldiers took his
neighbour Ivan Kovalenko on 14 April 2022 and held him for 23 days in the cellar of the school. Olena
Diachuk, who heads the council, counted 340 damaged houses and 17 people who have not come back. The Bereh
foundation brought 420 food parcels. Trains to Lozova run again since Tuesday, and the market opens at
seven."""

UKRAINIAN = """Савинці, 12 жовтня 2022 року. Петро Гнатюк, водій із вулиці Степової, розповів, що 14 квітня 2022 року
військові забрали його сусіда Івана Коваленка і двадцять три дні тримали у підвалі школи. Олена Дячук,
голова ради, нарахувала 340 пошкоджених будинків і 17 людей, які не повернулися. Фонд «Берег» привіз 420
продуктових наборів. Потяги до Лозової знову ходять від вівторка, а ринок відкривається о сьомій."""

INDEPENDENT = """Савинці. Ганна Лисенко, вчителька, 14 квітня 2022 року бачила, як повз дім вели Івана Коваленка.
За її словами, з ним ішли ще четверо, серед них Роман Бондар. Вона впізнала форму і записала номер машини:
8841. Від травня Ганна живе у Полтаві в сестри, Марії Лисенко, і працює в бібліотеці."""


def kinds(*texts: str) -> list[tuple[str, str, str]]:
    found = near_copies({str(number): text for number, text in enumerate(texts)})
    return [(link.first, link.second, link.kind) for link in found]


def test_a_rewrite_is_a_near_copy() -> None:
    other = STORY.replace("said that soldiers took", "told us how soldiers led away").replace("counted", "spoke of")
    assert kinds(STORY, INDEPENDENT, other) == [("0", "2", "near-copy")]


def test_a_shortening_is_one() -> None:
    (link,) = near_copies({"long": STORY, "short": STORY[: len(STORY) // 2]})
    assert link.kind == "shortened" and link.score > 0.9
    assert link.shared[0] in " ".join(STORY.split())


def test_a_translation_is_found_by_names_and_numbers_in_order() -> None:
    (link,) = near_copies({"en": STORY, "uk": UKRAINIAN}, {"en": "en", "uk": "uk"})
    assert link.kind == "translated" and link.score > 0.8
    assert all(words in STORY for words in link.shared)


def test_two_accounts_of_one_event_are_no_copies() -> None:
    """They share place, day, month, year and the name of the victim."""
    assert kinds(STORY, INDEPENDENT) == []
    assert kinds(UKRAINIAN, INDEPENDENT) == []


def test_daily_summaries_that_differ_in_figures_are_no_copies() -> None:
    form = (
        "Summary for {} May 2022. Over the past day {} settlements came under fire, among them {} and {}. {} civilians "
        "were wounded. The curfew stays in force from dusk to dawn; report suspicious objects by telephone."
    )
    days = [(3, 21, "Izium", "Borova", 14), (4, 33, "Lyman", "Oskil", 2), (9, 28, "Kupiansk", "Hrakove", 31)]
    assert kinds(*(form.format(*day) for day in days)) == []


def test_nothing_and_next_to_nothing() -> None:
    assert near_copies({}) == () and kinds("", "", "a b c", "a b c") == []
    assert language_by_letters("12") is None and language_by_letters("Їжак і миша") == "uk"


def test_of_many_copies_all_hang_together() -> None:
    texts = {f"t{number}": f"{STORY} Outlet {number}." for number in range(60)}
    links = near_copies(texts)
    reached = {"t0"}
    for _ in range(60):
        reached |= {name for link in links if {link.first, link.second} & reached for name in (link.first, link.second)}
    assert reached == set(texts)


def test_rewrites_shortenings_and_translations_among_generated_articles() -> None:
    """The benchmark in small: what an outlet prints under everything, formulaic summaries, accounts of one event."""
    made = make(400, 40, seed=11)
    links = near_copies(made.texts)
    precision, recall, _ = figures(made, [(link.first, link.second) for link in links])
    assert precision >= 0.97 and recall >= 0.93
    assert all(isinstance(link, CopyLink) and 0 < link.score <= 1 and len(link.shared) <= 5 for link in links)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=6))
def test_any_texts_can_be_compared_and_give_the_same_again(texts: list[str]) -> None:
    documents = {str(number): text for number, text in enumerate(texts)}
    assert near_copies(documents) == near_copies(documents)
