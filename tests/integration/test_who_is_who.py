"""Persons of reports and lists who may be one: proposed, decided by people, undone, in dispute."""

from pathlib import Path

import pytest

from tests.integration.running import joined, witnessmark

REPORT = """Savyntsi, 12 October 2022. Petro Hnatiuk, 45, a driver from Savyntsi, said that soldiers
took his neighbour Ivan Kovalenko on 14 April 2022. In Balakliia, Stepan Horbal was detained
in the police station for 12 days.
"""
LIST = """ПІБ;Дата народження;Село;Дата зникнення
Коваленко Іван Петрович;12.03.1980;Савинці;14.04.2022
Гнатюк Петро;05.11.1977;Савинці;
Бондар Олексій;03.04.1969;Балаклія;01.05.2022
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    witnessmark("init", "case", cwd=tmp_path)
    assert witnessmark("add", tmp_path / "report.txt", tmp_path / "list.csv", cwd=tmp_path / "case").code == 0
    return tmp_path / "case"


def proposed(case: Path) -> dict[frozenset[str], tuple[str, str]]:
    found = witnessmark("people", "--same", "--json", cwd=case).data
    return {
        frozenset(one[end]["name"] for end in ("first", "second")): (one["first"]["person"], one["second"]["person"])
        for one in found
    }


HNATIUK = frozenset({"Petro Hnatiuk", "Гнатюк Петро"})


def test_proposed_with_reasons_and_merged_by_nobody_but_people(case: Path) -> None:
    assert proposed(case).keys() == {HNATIUK, frozenset({"Ivan Kovalenko", "Коваленко Іван Петрович"})}
    listed = witnessmark("people", "--same", cwd=case).output
    assert "another spelling" in listed and "Proposals only" in listed
    assert all(not person["merged"] for person in witnessmark("people", "--json", cwd=case).data)


def test_a_decision_makes_one_of_two_keeps_the_stricter_consent_and_is_undone(case: Path) -> None:
    first, second = proposed(case)[HNATIUK]
    witnessmark("consent", second, "none", cwd=case)
    first, second = proposed(case)[HNATIUK]
    assert witnessmark("decide", first, "same-as", second, "--reason", "his wife said so", cwd=case).code == 0
    (one,) = [each for each in witnessmark("people", "--json", cwd=case).data if each["merged"]]
    assert set(HNATIUK) <= set(one["names"]) and one["consent"] == 0 and HNATIUK not in proposed(case)
    (word,) = witnessmark("people", "--history", "--json", cwd=case).data
    assert (
        word["holds"] and word["same"] and word["reason"] == "his wife said so" and word["shown"]["probability"] > 0.5
    )
    undone = witnessmark("decide", word["first"], "not-same-as", word["second"], cwd=case)
    assert undone.code == 0, undone.errors
    people = witnessmark("people", "--json", cwd=case).data
    assert all(not person["merged"] for person in people) and HNATIUK not in proposed(case)
    assert sorted(
        each["consent"] for each in people if set(each["names"]) & HNATIUK and each["consent"] is not None
    ) == [0]
    words = witnessmark("people", "--history", "--json", cwd=case).data
    assert [(each["same"], each["holds"]) for each in words] == [(True, False), (False, True)]
    journal = b"".join(path.read_bytes() for path in (case / "journal").iterdir())
    assert not any(name.encode() in journal for name in ("Hnatiuk", "Гнатюк", "wife"))


def test_who_says_otherwise_at_the_same_time_makes_a_conflict_that_a_later_word_settles(case: Path) -> None:
    first, second = proposed(case)[HNATIUK]
    witnessmark("consent", first, "internal", cwd=case)
    witnessmark("consent", second, "public-named", cwd=case)
    first, second = proposed(case)[HNATIUK]
    other = joined(case)
    witnessmark("decide", first, "same-as", second, cwd=case)
    witnessmark("decide", first, "not-same-as", second, cwd=other)
    witnessmark("sync", other, cwd=case)
    people = [each for each in witnessmark("people", "--json", cwd=case).data if set(each["names"]) & HNATIUK]
    assert [each["consent"] for each in people] == [1, 1] and not any(each["merged"] for each in people)
    assert "in dispute" in witnessmark("people", "--history", cwd=case).output
    assert f"{min(first, second)}" in witnessmark("status", cwd=case).output
    witnessmark("decide", first, "same-as", second, cwd=case)
    assert any(each["merged"] for each in witnessmark("people", "--json", cwd=case).data)


def test_one_and_the_same_person_and_nobody(case: Path) -> None:
    run = witnessmark("decide", "Petro Hnatiuk", "same-as", "Petro Hnatiuk", cwd=case)
    assert run.code == 2 and "one and the same" in run.errors
    assert witnessmark("decide", "Petro Hnatiuk", "same-as", "Nobody Here", cwd=case).code == 2


def test_a_shared_given_name_and_another_birth_propose_nobody(tmp_path: Path) -> None:
    """In a small case, where every name is rare."""
    (tmp_path / "report.txt").write_text(
        "Savyntsi, 12 October 2022. Olena said that soldiers took her car in Savyntsi.\n", encoding="utf-8"
    )
    (tmp_path / "other.txt").write_text("Olena Kovtun was wounded in Savyntsi on 3 May 2022.\n", encoding="utf-8")
    (tmp_path / "first.csv").write_text("Full name;Born;Village\nTaras Sokil;03.05.1961;Savyntsi\n", encoding="utf-8")
    (tmp_path / "list.csv").write_text("ПІБ;Дата народження;Село\nСокіл Тарас;09.11.1988;Савинці\n", encoding="utf-8")
    witnessmark("init", "case", cwd=tmp_path)
    files = [tmp_path / name for name in ("report.txt", "other.txt", "first.csv", "list.csv")]
    assert witnessmark("add", *files, cwd=tmp_path / "case").code == 0
    found = proposed(tmp_path / "case")
    assert frozenset({"Olena", "Olena Kovtun"}) not in found
    assert frozenset({"Taras Sokil", "Сокіл Тарас"}) not in found
