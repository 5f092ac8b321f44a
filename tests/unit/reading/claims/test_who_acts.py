"""Who acts and who suffers, in the order of words, the cases and the short passives of reports."""

import pytest

from tests.unit.reading.claims.test_meaning import claim, reading, role


@pytest.mark.parametrize(
    ("language", "text", "act", "perpetrator", "victim"),
    [
        ("ru", "Мужа увезли в комендатуру.", "confinement", None, "Мужа"),
        ("ru", "Якобы мэра расстреляли.", "summary-execution", None, "мэра"),
        ("ru", "Мужа ударили прикладом солдаты.", "ill-treatment", "солдаты", "Мужа"),
        ("ru", "Боевики похитили учителя.", "confinement", "Боевики", "учителя"),
        ("uk", "Її сина били шлангом.", "ill-treatment", None, "Її сина"),
        ("uk", "Сусіда забрали військові.", "confinement", "військові", "Сусіда"),
        ("uk", "Вчителя катували у підвалі.", "torture", None, "Вчителя"),
        ("en", "Soldiers entered the village and killed two men.", "killing", "Soldiers", "two men"),
        ("en", "A woman of 24 was raped on her way back from the field.", "sexual-violence", None, "woman of 24"),
        ("en", "Bunia: a woman of 24 raped on her way back from the field.", "sexual-violence", None, "woman of 24"),
        ("en", "A teacher, Amina Kone, 44, was abducted near Gao.", "confinement", None, "Amina Kone"),
        ("en", "The clashes killed around 1,200 villagers.", "killing", None, "around 1,200 villagers"),
        ("en", "At least 19 civilians died in crossfire.", "killing", None, "At least 19 civilians"),
        ("en", "Four weavers who were resting in a shed were burned to death.", "killing", None, "Four weavers"),
        ("en", "Border guard shot dead near Adré.", "killing", None, "Border guard"),
        ("en", "Sixty families have left their farms.", "displacement", None, "Sixty families"),
        ("en", "The ferryman did not come back.", "missing-person", None, "ferryman"),
        ("en", "A baker hit in the thigh by a bullet.", "wounding", None, "baker"),
        ("en", "Gunmen opened fire on two pilgrims.", "attack-on-civilians", "Gunmen", "two pilgrims"),
        ("en", "Rebels went from door to door.", "search-raid", "Rebels", None),
    ],
)
def test_the_doer_and_the_sufferer(
    language: str, text: str, act: str, perpetrator: str | None, victim: str | None
) -> None:
    record = reading(text, language)
    assert (role(record, act, "perpetrator"), role(record, act, "victim")) == (perpetrator, victim)


@pytest.mark.parametrize(
    ("language", "text", "told", "untold"),
    [
        ("en", "A shell hit the school in Nikopol.", "shelling", "damage-school"),
        ("en", "The wounded were evacuated from Nikopol.", "evacuation", "wounding"),
        ("uk", "Снаряд влучив у школу.", "shelling", "damage-school"),
        ("uk", "Поранених вивезли до Дніпра.", "evacuation", "wounding"),
        ("ru", "В школу попал снаряд.", "shelling", "damage-school"),
        ("en", "A nurse from Lyman said that the market was shelled.", "shelling", "attack-on-relief-medical"),
        ("uk", "Медсестра з Лимана сказала, що ринок обстріляли.", "shelling", "attack-on-relief-medical"),
        ("en", "Soldiers threatened to shoot anyone who left.", "death-threat", "retreat"),
        ("en", "The army denies shelling the hospital.", "attack-on-relief-medical", "denial-of-medical-care"),
        ("uk", "Сусіда забрали з подвір'я і били струмом.", "torture", "damage-housing"),
    ],
)
def test_what_is_told_and_what_only_takes_part(language: str, text: str, told: str, untold: str) -> None:
    acts = {claim.act for claim in reading(text, language).claims}
    assert told in acts
    assert untold not in acts


def test_each_thing_of_a_row_is_damaged() -> None:
    acts = {claim.act for claim in reading("Пошкоджено 17 будинків, гімназію та дві крамниці.", "uk").claims}
    assert {"damage-housing", "damage-school", "damage-economy"} <= acts


@pytest.mark.parametrize("text", ["No casualties were reported.", "Nobody was killed.", "There were no fatalities."])
def test_nobody_was_killed(text: str) -> None:
    assert claim(reading(text), "killing").polarity == "negative"


def test_a_future_that_is_reported_is_a_plan() -> None:
    record = reading("The commander said that the withdrawal of mortars would begin on Monday.")
    assert claim(record, "retreat").modality == "planned"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Сообщения о похищениях учителей называют фейком."),
        ("uk", "Повідомлення про катування вчителів називають фейком."),
    ],
)
def test_what_is_called_a_fake_is_denied(language: str, text: str) -> None:
    assert "denied" in {claim.modality for claim in reading(text, language).claims}


def test_a_bulletin_is_of_the_day_that_it_covers() -> None:
    text = "За минулу добу ворог обстріляв область.\n\nКраматорськ. Зруйновано школу."
    record = reading(text, "uk", "2023-05-19")
    date = claim(record, "damage-school").date
    assert date is not None
    assert record.dates[date].edtf == "2023-05-18"


def test_a_year_of_birth_dates_no_deed() -> None:
    record = reading("Поранень зазнала дівчинка 2011 року народження.", "uk", "2024-07-16")
    assert claim(record, "wounding").date is None


def test_a_claim_begins_after_its_day() -> None:
    record = reading("Седьмого марта взорвали машину соседа.", "ru", "2022-04-01")
    assert all(not claim.quote.startswith("Седьмого") for claim in record.claims)


def test_an_entry_has_its_day_and_its_place() -> None:
    text = "\n".join(
        f"• {day} Feb. – {place}: two houses were burned down."
        for day, place in (
            (12, "Kalinga"),
            (13, "Moruta"),
            (14, "Bwisha"),
            (15, "Tengera"),
            (16, "Lubwe"),
            (17, "Kasheru"),
        )
    )
    record = reading(text, "en", "2024-02-19")
    burned = [claim for claim in record.claims if claim.act == "damage-housing"]
    where = [record.places[claim.place].name for claim in burned if claim.place is not None]
    assert where == ["Kalinga", "Moruta", "Bwisha", "Tengera", "Lubwe", "Kasheru"]


def test_my_machine_is_a_thing() -> None:
    record = reading("The soldiers took my washing machine out of the house.", "en")
    assert role(record, "looting", "object") == "my washing machine"


def test_a_mine_on_the_road_to_a_village_is_beside_the_village() -> None:
    record = reading("Near Oskil soldiers shelled the mill. A mine was found on the road to Kamianka.", "en")
    place = record.claims[-1].place
    assert place is not None
    assert record.places[place].quote == "Kamianka"


@pytest.mark.parametrize(
    ("text", "language", "act", "suffers"),
    [
        ("Тараса Гнатюка зачепило осколком.", "uk", "wounding", "Тараса Гнатюка"),
        ("Пенсіонерка порізала руку склом.", "uk", "wounding", "Пенсіонерка"),
        ("Сержант Роман Гук отримав осколкове поранення стегна.", "uk", "wounding", "Роман Гук"),
        ("Вона не виходить на зв'язок з березня.", "uk", "missing-person", "Вона"),
        ("Пенсионерка порезала руку стеклом.", "ru", "wounding", "Пенсионерка"),
    ],
)
def test_no_victim_is_named_as_the_doer(text: str, language: str, act: str, suffers: str) -> None:
    record = reading(text, language, "2024-07-16")
    assert role(record, act, "perpetrator") is None
    assert suffers in (role(record, act, "victim") or "")


@pytest.mark.parametrize(
    ("text", "language", "act", "thing"),
    [
        ("Пошкоджено два будинки, амбулаторію та паркан.", "uk", "damage-hospital", "амбулаторію"),
        ("У будинку повилітали шибки.", "uk", "damage-housing", "шибки"),
        ("Окупанти винесли з хати телевізор.", "uk", "looting", "телевізор"),
        ("Снаряд разрушил дом и школу.", "ru", "damage-school", "школу"),
    ],
)
def test_the_thing_is_the_one_that_the_words_of_the_act_name(text: str, language: str, act: str, thing: str) -> None:
    assert thing in (role(reading(text, language, "2024-07-16"), act, "object") or "")


@pytest.mark.parametrize(
    ("language", "text", "act", "polarity"),
    [
        (
            "en",
            "Her neighbour was taken away by men in masks and nobody has seen him since.",
            "confinement",
            "positive",
        ),
        ("en", "No bread was delivered from 3 to 9 March.", "aid-food", "negative"),
        ("en", "They burned no house.", "damage-housing", "negative"),
        ("en", "Residents have had no water for three weeks.", "hunger-deprivation", "positive"),
        ("uk", "Хліба не привозили з 3 по 9 березня.", "aid-food", "negative"),
    ],
)
def test_what_nobody_and_no_deny(language: str, text: str, act: str, polarity: str) -> None:
    assert claim(reading(text, language), act).polarity == polarity


@pytest.mark.parametrize(
    ("text", "told", "untold"),
    [
        ("We were told not to leave the village.", "movement-restriction", "displacement"),
        ("The mayor was forced to sign a paper.", "denial-of-fair-trial", "forced-conscription"),
        ("Soldiers took the tractors to Crimea.", "looting", "deportation-transfer"),
        ("A farmer told us that soldiers looted his barn.", "looting", "disinformation"),
    ],
)
def test_the_act_that_is_meant(text: str, told: str, untold: str) -> None:
    acts = {claim.act for claim in reading(text).claims}
    assert told in acts and untold not in acts


def test_one_who_dies_in_a_clause_of_his_own_is_not_who_acted_before() -> None:
    record = reading("Дрон підпалив нафтобазу, загинув охоронець.", "uk")
    assert role(record, "killing", "victim") == "охоронець"


def test_a_measure_is_no_part_of_what_was_hit_and_counts_nobody() -> None:
    record = reading("About 10 km north of Izium a bridge was blown up.")
    assert role(record, "damage-bridge-transport", "object") == "bridge"
    assert "quantity" not in claim(record, "damage-bridge-transport").roles
