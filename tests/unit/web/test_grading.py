"""Grading in the workbench: signed with a reason, refused without one, seen at once, in the language of the browser."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from witnessmark.derive.adding import Terms, add_files
from witnessmark.evidence.case import Case
from witnessmark.web.app import workbench

HOST = "127.0.0.1:8722"
HERE = {"origin": f"http://{HOST}"}
TEXT = '"On 3 May 2022 soldiers shelled the bakery in Savyntsi. Six people were killed," said Oksana Hlyva.'


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = Case.create(tmp_path / "case", "Example", "Iryna Demchuk")
    (tmp_path / "note.txt").write_text(TEXT, encoding="utf-8")
    list(add_files(made, [(tmp_path / "note.txt", "note.txt")], Terms()))
    return made


def test_a_grade_is_given_with_a_reason_and_shown(case: Case) -> None:
    client = TestClient(workbench(case, "key", frozenset({HOST})), base_url=f"http://{HOST}")
    client.get("/?key=key")
    page = client.get("/incidents").text
    incident = page.split('href="/incidents/')[1].split('"')[0]
    shown = client.get(f"/incidents/{incident}").text
    assert "reported, not verified" in shown and "killed" in shown and "The rule would propose" in shown
    assert "Правило запропонувало б" in client.get(f"/incidents/{incident}", headers={"accept-language": "uk"}).text
    address = f"/grades/incident/{incident}"
    for form in (
        {"value": "reasonable-suspicion", "reason": " "},
        {"value": "beyond-reasonable-doubt", "reason": "sure"},
        {"value": "B", "reason": "wrong scale"},
    ):
        assert client.post(address, data=form, headers=HERE).status_code == 404, form
    assert client.post(address, data={"value": "reasonable-suspicion", "reason": "one witness"}).status_code == 403
    done = client.post(
        address, data={"value": "reasonable-suspicion", "reason": "one witness"}, headers=HERE, follow_redirects=False
    )
    assert (done.status_code, done.headers["location"]) == (303, f"/incidents/{incident}#proof")
    assert "reasonable suspicion; given by Iryna Demchuk" in client.get(f"/incidents/{incident}").text


def test_a_witness_is_graded_on_the_page_of_witnesses(case: Case) -> None:
    client = TestClient(workbench(case, "key", frozenset({HOST})), base_url=f"http://{HOST}")
    client.get("/?key=key")
    person = client.get("/people").text.split('action="/grades/person/')[1].split('"')[0]
    client.post(f"/grades/person/{person}", data={"value": "F", "reason": "met for the first time"}, headers=HERE)
    page = client.get("/people").text
    assert "F (cannot be judged); given by Iryna Demchuk" in page and "They are no worst grade" in page
