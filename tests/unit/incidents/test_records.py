"""Linking of records of any fields, beside what must not be linked."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.incidents.records import link_records, match_records
from witnessmark.incidents.records_levels import LEVELS, level_of
from witnessmark.incidents.records_values import Kind, columns, kind_of, prepare, read_date

NAMES = [
    ("Petro Hnatiuk", "Гнатюк Петро Іванович"), ("Hanna Lysenko", "Ганна Лисенко"), ("Stepan Horbal", "Горбаль Степан"),
    ("Olena Diachuk", "Олена Дячук"), ("Ihor Zavada", "Завада Ігор"), ("Larysa Kotsur", "Лариса Коцур"),
    ("Oksana Marchuk", "Марчук Оксана"), ("Mykola Bondar", "Бондар Микола"), ("Taras Sokil", "Сокіл Тарас"),
    ("Vira Palii", "Палій Віра"), ("Roman Nechai", "Нечай Роман"), ("Zoia Reva", "Зоя Рева"),
]  # fmt: skip


def lists() -> list[dict[str, str | None]]:
    """Two lists of the same twelve people, in two scripts, with other ways to write a day."""
    chance = random.Random(4)
    days = [(chance.randrange(1950, 2000), chance.randrange(1, 13), chance.randrange(1, 29)) for _ in NAMES]
    english = [{"who": name, "b": f"{y}-{m:02}-{d:02}"} for (name, _), (y, m, d) in zip(NAMES, days, strict=True)]
    other = [{"who": name, "b": f"{d:02}.{m:02}.{y}"} for (_, name), (y, m, d) in zip(NAMES, days, strict=True)]
    return [*english, *other]


def test_people_are_found_across_scripts_whatever_the_fields_are_called() -> None:
    assert {(match.first, match.second) for match in match_records(lists())} == {(at, at + 12) for at in range(12)}
    assert link_records(lists()) == [*range(12), *range(12)]


def test_a_match_says_field_by_field_why() -> None:
    match = match_records(lists())[1]
    assert {(field.field, field.level) for field in match.fields} == {("who", "spelling"), ("b", "same")}
    assert all(field.bits > 3 for field in match.fields) and match.probability > 0.99


def test_another_day_of_birth_speaks_against_namesakes() -> None:
    """A rare name in two lists of twelve is still proposed: a person decides, and sees what speaks against."""
    records = lists()
    records[12] = {"who": "Гнатюк Петро", "b": "01.12.2004"}
    proposed = {(match.first, match.second): match for match in match_records(records)}
    against = {field.field: field.bits for field in proposed[0, 12].fields}
    assert against["b"] < -4 and proposed[0, 12].probability < proposed[1, 13].probability


def test_a_lone_given_name_is_not_enough() -> None:
    assert (
        match_records([{"name": "Olena"}, {"name": "Olena Kovtun"}, {"name": "Olena Reva"}, {"name": "Ihor Vovk"}])
        == ()
    )


def test_names_in_changed_places_and_slips_of_the_pen() -> None:
    chance = random.Random(8)
    first = [
        {"given": a.split()[0], "family": a.split()[1], "id": str(chance.randrange(10**6, 10**7))} for a, _ in NAMES
    ]
    other = [dict(one) for one in first]
    other[0] |= {"given": first[0]["family"], "family": first[0]["given"]}
    other[1] |= {"family": "Lysnko"}
    other[2] |= {"id": first[2]["id"][:3] + first[2]["id"][4] + first[2]["id"][3] + first[2]["id"][5:]}
    matches = {(m.first, m.second): {f.field: f.level for f in m.fields} for m in match_records([*first, *other])}
    assert matches.keys() == {(at, at + 12) for at in range(12)}
    assert matches[0, 12]["given"] == "elsewhere" and matches[1, 13]["family"] in ("typo", "spelling")
    assert matches[2, 14]["id"] in ("typo", "same")


def test_kinds_are_told_from_the_values() -> None:
    assert kind_of(["19560409", "19081128", "19001301"]) is Kind.DATE
    assert kind_of(["9 April 1956", "9 квітня 1957 року", "03.05.1960"]) is Kind.DATE
    assert kind_of(["2119", "4881", "0870"]) is Kind.CODE
    assert kind_of(["7", "54", "121"]) is Kind.NUMBER
    assert kind_of(["AB123456", "KH 345-678"]) is Kind.CODE
    assert kind_of(["Izium", "Borova 2"]) is Kind.TEXT
    assert [column.name for column in columns([{"a": "x", "b": None}, {"a": ["x"], "b": "y"}, {"a": "z"}])] == ["a"]


def test_days_as_people_write_them() -> None:
    for words in ("19560409", "1956-04-09", "09.04.1956", "9/4/1956", "9 April 1956", "9 квітня 1956 року"):
        assert read_date(words) == (1956, 4, 9)
    assert read_date("1956") == (1956, None, None) and read_date("1956-04") == (1956, 4, None)
    assert read_date("12") is None and read_date("house 5, 1956, flat 3, 8") is None


def levels(kind: Kind, one: str, other: str) -> str:
    return LEVELS[kind][level_of(kind, prepare(one, kind), prepare(other, kind))]


def test_levels_of_agreement() -> None:
    assert levels(Kind.TEXT, "P. Hnatiuk", "Петро Гнатюк") == "part"
    assert levels(Kind.TEXT, "Marhcuk", "Marchuk") == "typo"
    assert levels(Kind.TEXT, "pridhamstreet", "pridham street") == "typo"
    assert levels(Kind.TEXT, "Izium", "Borova") == "differs"
    assert levels(Kind.DATE, "1956-04-09", "1956-09-04") == "swapped"
    assert levels(Kind.DATE, "1956-04-09", "1956") == "partial"
    assert levels(Kind.DATE, "1956-04-09", "1956-04-08") == "typo"
    assert levels(Kind.NUMBER, "45", "46") == "typo" and levels(Kind.CODE, "1804974", "1809474") == "typo"


def test_words_of_one_institution_do_not_outweigh_everything_else() -> None:
    """Two patients of a clinic with a long name, who share nothing else."""
    records = [
        {"n": a, "d": f"19{50 + 3 * i}{i + 1:02}{2 * i + 1:02}", "p": f"Clinic {i} of ward {i}"}
        for i, (a, _) in enumerate(NAMES)
    ]
    records[0]["p"] = records[5]["p"] = "Mermaid plaza dental centre by the old dock"
    assert match_records(records) == ()


record = st.dictionaries(st.sampled_from("abc"), st.one_of(st.none(), st.integers(), st.text(max_size=12)), max_size=3)


@settings(max_examples=50, deadline=None)
@given(st.lists(record, max_size=8))
def test_any_records_can_be_linked_and_give_the_same_again(records: list[dict[str, object]]) -> None:
    found = link_records(records)
    assert found == link_records(records) and len(found) == len(records)
    assert all(first <= at and found[first] == first for at, first in enumerate(found))
