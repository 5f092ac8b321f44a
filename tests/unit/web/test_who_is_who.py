"""Who is who on a page: proposed, decided, taken back, and nobody named whom only a sealed account names."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from witnessmark.derive.adding import Terms, add_files
from witnessmark.derive.merging import propose_merges
from witnessmark.evidence.case import Case
from witnessmark.web.app import workbench

HOST, KEY = "127.0.0.1:8722", "the-key-of-this-test"
HEADERS = {"origin": f"http://{HOST}"}
NOTES = {
    "report.txt": "Savyntsi, 12 October 2022. Petro Hnatiuk, 45, said that soldiers looted shops in Savyntsi.",
    "other.txt": "Савинці, 14 жовтня 2022. Петро Гнатюк розповів, що військові забрали його автомобіль.",
    "sealed.txt": "In June 2022 a guard raped a prisoner, Zoia Reva, in Savyntsi. Zoia Reva spoke of it.",
    "sealed-too.txt": "У червні 2022 року охоронець зґвалтував Зою Реву в Савинцях.",
}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = Case.create(tmp_path / "case", "Example", "Iryna Demchuk")
    for name, text in NOTES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    list(add_files(made, [(tmp_path / name, name) for name in NOTES], Terms()))
    return made


@pytest.fixture
def browser(case: Case) -> TestClient:
    client = TestClient(workbench(case, KEY, frozenset({HOST})), base_url=f"http://{HOST}")
    client.get(f"/?key={KEY}")
    return client


def pair(page: str) -> dict[str, str]:
    found = re.search(r'name="first" value="([^"]+)"><input type="hidden" name="second" value="([^"]+)"', page)
    assert found
    return {"first": found[1], "second": found[2]}


def test_a_proposal_is_accepted_and_taken_back(browser: TestClient, case: Case) -> None:
    page = browser.get("/who-is-who").text
    assert "Petro Hnatiuk" in page and "Петро Гнатюк" in page and "another spelling" in page
    form = pair(page) | {"same": "yes", "reason": "his wife said so"}
    page = browser.post("/who-is-who", data=form, headers=HEADERS).text
    assert "his wife said so" in page and "Undo: they are two" in page and "Nobody in this case seems" in page
    (word,) = case.state().sameness
    assert word.same and word.holds
    page = browser.post("/who-is-who", data=pair(page) | {"same": "no"}, headers=HEADERS).text
    assert [(one.same, one.holds) for one in case.state().sameness] == [(True, False), (False, True)]
    assert "undone" in page and "Undo: they are one" in page
    assert browser.post("/who-is-who", data=pair(page) | {"same": "yes"}, headers=HEADERS).status_code == 200
    assert [one.holds for one in case.state().sameness] == [False, False, True]


def test_proposals_are_worked_out_once_for_each_state_of_the_case(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    monkeypatch.setattr(
        "witnessmark.web.who_is_who.propose_merges",
        lambda file, said: made.append(said) or propose_merges(file, said),
    )
    page = browser.get("/who-is-who").text
    assert browser.get("/who-is-who").text == page and len(made) == 1
    browser.post("/who-is-who", data=pair(page) | {"same": "no"}, headers=HEADERS)
    assert browser.get("/who-is-who").text != page and len(made) == 2


def test_two_are_said_to_be_two_and_are_proposed_no_more(browser: TestClient) -> None:
    form = pair(browser.get("/who-is-who").text) | {"same": "no"}
    page = browser.post("/who-is-who", data=form, headers=HEADERS).text
    assert page.partition('id="said"')[0].count("Hnatiuk") == 0 and "two persons" in page


def test_nobody_is_shown_whom_only_a_sealed_account_names(browser: TestClient) -> None:
    for path in ("/who-is-who", "/people"):
        page = browser.get(path).text
        assert "Reva" not in page and "Рев" not in page


def test_a_form_that_means_nobody_writes_nothing(browser: TestClient, case: Case) -> None:
    form = pair(browser.get("/who-is-who").text)
    for wrong in (
        {"same": "perhaps"},
        {"same": "yes", "second": form["first"]},
        {"same": "yes", "first": "p-nobody-here"},
    ):
        assert browser.post("/who-is-who", data=form | wrong, headers=HEADERS).status_code == 404
    assert browser.post("/who-is-who", data=form | {"same": "yes"}).status_code == 403
    assert case.state().sameness == ()


def test_the_page_speaks_ukrainian(browser: TestClient) -> None:
    page = browser.get("/who-is-who", headers={"accept-language": "uk"}).text
    assert "Хто є хто" in page and "те саме іншим написанням" in page and "двоє людей" in page
