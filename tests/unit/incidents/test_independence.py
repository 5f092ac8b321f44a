"""What counts once: one speaker, one origin, one text however often copied. All persons and events are invented."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.claim_making import BALAKLIIA, make_claim
from witnessmark.incidents.independence import source_groups
from witnessmark.incidents.origins import origin_ids, origins_of
from witnessmark.model.claim import Claim
from witnessmark.model.labels import labels

DAY = "2022-04-14"


def told(text: str, quote: str, document: str, **more: object) -> Claim:
    return make_claim("shelling", quote, document=document, start=text.index(quote), place=BALAKLIIA, day=DAY, **more)  # type: ignore[arg-type]


def grouped(*accounts: tuple[str, str], **more: object) -> list[tuple[int, tuple[str, ...]]]:
    """The sizes and reasons of the groups that one author's claim of each text makes: (text, quote) pairs."""
    texts = {f"d{n}": text for n, (text, _) in enumerate(accounts)}
    claims = [told(text, quote, f"d{n}", **more) for n, (text, quote) in enumerate(accounts)]
    return [(len(group.claims), group.reasons) for group in source_groups(claims, texts)]


def test_three_articles_that_name_one_administration_count_once() -> None:
    accounts = [
        (
            "Shells fell on the market square in the morning, according to the regional military administration.",
            "Shells fell on the market square",
        ),
        (
            "За даними ОВА, уранці обстріляли ринкову площу міста. Рятувальники працюють.",
            "обстріляли ринкову площу",
        ),
        (
            "Утром была обстреляна рыночная площадь. Об этом сообщил начальник областной военной администрации.",
            "была обстреляна рыночная площадь",
        ),
    ]
    [(size, reasons)] = grouped(*accounts)
    assert (size, reasons) == (3, ("common-origin",))


def test_the_tie_says_which_origin_it_is() -> None:
    texts = {
        "d0": "The square was shelled, Reuters reported on Friday after a long day.",
        "d1": "Площу обстріляли, пише агентство Рейтер. Загиблих рахують.",
    }
    claims = [told(texts["d0"], "The square was shelled", "d0"), told(texts["d1"], "Площу обстріляли", "d1")]
    [group] = source_groups(claims, texts)
    assert [(tie.reason, tie.origin) for tie in group.ties] == [("common-origin", "reuters")]


def test_an_office_that_only_acts_is_no_origin() -> None:
    text = "The police exhumed two bodies behind the bakery. Soldiers shelled the police station in spring."
    assert origins_of(told(text, "exhumed two bodies", "d0"), {"d0": text}) == ()
    assert origins_of(told(text, "Soldiers shelled", "d0"), {"d0": text}) == ()


def test_the_occupation_administration_is_not_the_regional_one() -> None:
    assert len(
        grouped(
            ("The square was shelled, according to the regional administration.", "The square was shelled"),
            ("Shells hit the square, according to the occupation administration there.", "Shells hit the square"),
        )
    ) == 2  # fmt: skip


def test_a_named_witness_of_two_agencies_is_one_and_two_witnesses_of_one_agency_are_two() -> None:
    one = ('"They shelled the square," Maria Koval told Reuters on Friday.', "They shelled the square")
    two = ('"They shelled the market," Petro Bondar told Reuters later.', "They shelled the market")
    texts = {"d0": one[0], "d1": two[0]}
    claims = [told(one[0], one[1], "d0", said_by="Maria Koval"), told(two[0], two[1], "d1", said_by="Petro Bondar")]
    assert len(source_groups(claims, texts)) == 2


def test_who_speaks_for_an_office_shares_its_origin() -> None:
    one = (
        '"They shelled the square," said Maria Koval, spokeswoman of the regional police, in a briefing.',
        "They shelled the square",
    )
    two = ("Ринок обстріляли, повідомила поліція області ввечері.", "Ринок обстріляли")
    texts = {"d0": one[0], "d1": two[0]}
    claims = [told(one[0], one[1], "d0", said_by="Maria Koval"), told(two[0], two[1], "d1")]
    [group] = source_groups(claims, texts)
    assert group.reasons == ("common-origin",)


def test_one_full_name_in_two_scripts_may_be_one_person() -> None:
    claims = [
        make_claim("shelling", "they shelled", document="d0", said_by="Olena Tkach"),
        make_claim("shelling", "обстріляли", document="d1", said_by="Олена Ткач"),
    ]
    [group] = source_groups(claims, {})
    assert group.reasons == ("same-name",)


def test_what_a_text_takes_from_a_report_counts_with_the_report() -> None:
    report = (
        "Along the river: report of the Lantern mission\n\nSoldiers left the town in great haste in September.",
        "Soldiers left the town",
    )
    news = (
        "The Lantern mission has published a report from the towns. Trucks drove off at night, the report says.",
        "Trucks drove off",
    )
    [(size, reasons)] = grouped(report, news)
    assert (size, reasons) == (2, ("common-origin",))


def test_one_post_that_two_texts_link_counts_once() -> None:
    [(_, reasons)] = grouped(
        ("The square was shelled (https://t.me/visnyk_example/312).", "The square was shelled"),
        ("Площу обстріляли: t.me/visnyk_example/312", "Площу обстріляли"),
    )
    assert reasons == ("common-origin",)


def test_two_witnesses_in_one_report_stay_two_though_its_author_retells_both() -> None:
    claims = [
        make_claim("shelling", "they shelled the yard", start=0, said_by="p1"),
        make_claim("shelling", "the yard was shelled", start=100, said_by="p2"),
        make_claim("shelling", "the shelling of the yard", start=120),
    ]
    groups = source_groups(claims, {})
    assert [group.claims for group in groups] == [(claims[0].id,), (claims[1].id, claims[2].id)]
    assert groups[1].reasons == ("retold-by-author",)


def test_a_denial_is_not_retold_by_the_author_who_says_that_it_happened() -> None:
    said = make_claim("shelling", "they shelled the yard")
    denied = make_claim("shelling", "nobody shelled the yard", start=50, said_by="p1", modality="denied")
    assert len(source_groups([said, denied], {})) == 2


def test_two_witnesses_side_by_side_are_two_in_a_copy_of_the_report_as_well() -> None:
    text = (
        "In the yard of the bakery we met people who were there in spring. “They shelled the yard at noon and ran,” "
        "said Maria Koval. “I heard two shells fall and then nothing for an hour,” said Petro Bondar. We left at dusk."
    )
    texts = {"d0": text, "d1": f"From our correspondent. {text} All rights reserved."}
    claims = [
        told(texts[name], quote, name, said_by=who)
        for name in texts
        for quote, who in (("They shelled the yard", "Maria Koval"), ("heard two shells fall", "Petro Bondar"))
    ]
    assert [len(group.claims) for group in source_groups(claims, texts)] == [2, 2]


ARTICLE = (
    "On 14 April 2022 two rockets hit the market square of Balakliia at 9.40. Three people died at the stalls of the "
    "fish market, Vasyl Hrytsenko and Nina Bilous among them; seven were taken to the hospital in Chuhuiv by 11.15. "
    "Ivan Sirko, head of the market association, counted 43 broken stalls. The 77th Vorskla Brigade was then 12 km "
    "away at Shebelynka."
)
TRANSLATED = (
    "14 квітня 2022 року о 9.40 дві ракети влучили в ринкову площу Балаклії. Троє людей загинули біля рибних рядів, "
    "серед них Василь Гриценко та Ніна Білоус; сімох до 11.15 доправили до лікарні в Чугуєві. Іван Сірко, голова "
    "ринкової асоціації, нарахував 43 розбиті прилавки. 77-ма бригада «Ворскла» була тоді за 12 км, у Шебелинці."
)


def test_a_translation_is_no_second_source() -> None:
    texts = {"d0": ARTICLE, "d1": TRANSLATED}
    claims = [
        told(ARTICLE, "two rockets hit the market square", "d0"),
        told(TRANSLATED, "дві ракети влучили в ринкову площу", "d1", language="uk"),
    ]
    [group] = source_groups(claims, texts)
    assert group.reasons == ("translated",)


SENTENCES = [
    "On the third of June two trucks took the library of the village school away.",
    "Mortar shells fell on the western yards of the village for the whole of the evening.",
    "The head of the farm said that nobody had been warned before the bridge was closed.",
    "Volunteers brought bread and water to the people in the cellar of the town hall.",
]


@settings(max_examples=50, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 9))
def test_a_copy_never_adds_a_source_and_order_never_matters(chance: random.Random, count: int) -> None:
    texts: dict[str, str] = {}
    claims: list[Claim] = []
    for number in range(count):
        sentences = chance.sample(SENTENCES, chance.randint(1, 3))
        text = " ".join([*sentences, chance.choice(["", "According to the regional administration, it went on."])])
        texts[f"d{number}"] = text
        quote = chance.choice(sentences)[:-1]
        claims.append(
            make_claim(
                chance.choice(["shelling", "looting"]), quote, document=f"d{number}", start=text.index(quote),
                said_by=chance.choice([None, None, "Maria Koval", "Petro Bondar"]),
                basis=chance.choice([{}, {"act": "direct"}]),
            )
        )  # fmt: skip
    groups = source_groups(claims, texts)
    assert 1 <= len(groups) <= len(claims)
    assert sorted(name for group in groups for name in group.claims) == sorted(claim.id for claim in claims)
    for group in groups:
        assert len(group.ties) == len(group.claims) - 1, "as few ties as hold it together"
    shuffled = chance.sample(claims, len(claims))
    again = source_groups(shuffled, texts)
    assert {frozenset(g.claims): g.reasons for g in again} == {frozenset(g.claims): g.reasons for g in groups}
    original = chance.choice(claims)
    copy = make_claim(
        original.act, original.span.quote, document="copy", start=original.span.start, basis=original.basis,
        said_by=original.said_by.name,
    )  # fmt: skip
    with_copy = source_groups([*claims, copy], texts | {"copy": texts[original.document]})
    assert len(with_copy) <= len(groups)


def test_every_origin_has_words_for_people() -> None:
    assert set(origin_ids()) == set(labels()["origin"])


@pytest.mark.parametrize("section", sorted(labels()))
def test_every_label_is_there_in_both_languages(section: str) -> None:
    for name, words in labels()[section].items():
        assert set(words) == {"en", "uk"} and all(words.values()), name
