"""What was unlocked for a sitting is shown as long as the sitting lasts."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from witnessmark.derive.adding import Terms, add_files
from witnessmark.evidence.case import Case
from witnessmark.web.app import workbench

HOST, KEY = "127.0.0.1:8722", "the-key-of-this-test"


@pytest.fixture
def agent(tmp_path: Path) -> dict[str, bytes]:
    return {}


@pytest.fixture
def case(tmp_path: Path, agent: dict[str, bytes]) -> Case:
    made = Case.create(tmp_path / "case", "Example", "Iryna Demchuk", passphrase="seven quiet herons over Oskil")
    (tmp_path / "note.txt").write_text("On 3 May 2022 soldiers looted shops in Savyntsi.", encoding="utf-8")
    list(add_files(made, [(tmp_path / "note.txt", "note.txt")], Terms()))
    agent.update(made.secrets.seeds())
    return Case(made.path, made.settings, agent=lambda devices: {one: agent[one] for one in devices if one in agent})


def browser(case: Case) -> TestClient:
    client = TestClient(workbench(case, KEY, frozenset({HOST})), base_url=f"http://{HOST}")
    client.get(f"/?key={KEY}")
    return client


def test_after_lock_no_page_shows_anything_until_the_case_is_unlocked_again(
    case: Case, agent: dict[str, bytes]
) -> None:
    client, held = browser(case), dict(agent)
    assert "looted shops" in client.get("/claims").text
    agent.clear()
    for path in ("/", "/claims", "/search?words=shops", "/incidents"):
        answer = client.get(path)
        assert (answer.status_code, "looted" in answer.text) == (423, False)
    assert case.secrets.locked
    agent.update(held)
    assert "looted shops" in client.get("/claims").text


def test_keys_that_are_not_sealed_need_no_sitting(case: Case, tmp_path: Path) -> None:
    plain = Case.create(tmp_path / "plain", "Example", "Iryna Demchuk")
    assert browser(plain).get("/").status_code == 200
