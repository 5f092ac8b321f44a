"""Saying in the workbench and on the command line that sources are not independent, or are, and taking it back."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.integration.running import witnessmark
from witnessmark.derive.adding import Terms, add_files
from witnessmark.evidence.case import Case
from witnessmark.web.app import workbench

HOST = "127.0.0.1:8722"
HERE = {"origin": f"http://{HOST}"}
NOTES = {
    "first.txt": '"On 3 May 2022 soldiers shelled the bakery in Savyntsi," said Oksana Hlyva.',
    "second.txt": '"Soldiers shelled the bakery in Savyntsi on 3 May 2022," said Petro Hnatiuk.',
}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = Case.create(tmp_path / "case", "Example", "Iryna Demchuk")
    for name, text in NOTES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    list(add_files(made, [(tmp_path / name, name) for name in NOTES], Terms()))
    return made


def groups(page: str) -> int:
    return len(re.findall(r"<h2>Source \d+</h2>", page))


def test_it_is_said_shown_and_taken_back(case: Case) -> None:
    client = TestClient(workbench(case, "key", frozenset({HOST})), base_url=f"http://{HOST}")
    client.get("/?key=key")
    incident = re.findall(r"/incidents/(i-[0-9a-f]+)", client.get("/incidents").text)[0]
    page = client.get(f"/incidents/{incident}").text
    first, second = list(dict.fromkeys(re.findall(r'<option value="([0-9a-f]{32})"', page)))[:2]
    assert groups(page) == 2
    pair = {"first": first, "second": second}
    form = pair | {"said": "depends-on", "reason": "both had it from the bulletin"}
    page = client.post(f"/independence/{incident}", data=form, headers=HERE).text
    assert groups(page) == 1 and "a person decided that they are not independent" in page
    assert "both had it from the bulletin" in page and "Iryna Demchuk" in page
    page = client.post(f"/independence/{incident}", data=pair | {"said": "as-found"}, headers=HERE).text
    assert groups(page) == 2 and "undone" in page
    page = client.post(f"/independence/{incident}", data=pair | {"said": "independent-of"}, headers=HERE).text
    assert groups(page) == 2 and "A person decided that this is independent of" in page
    for wrong in (pair | {"said": "perhaps"}, {"first": first, "second": first, "said": "depends-on"}, {}):
        assert client.post(f"/independence/{incident}", data=wrong, headers=HERE).status_code == 404
    assert client.post(f"/independence/{incident}", data=form).status_code == 403
    assert len(case.state().independence) == 3


def test_the_command_says_the_same(case: Case) -> None:
    told = witnessmark("incidents", "--json", cwd=case.path).data[0]
    first, second = told["claims"][:2]
    assert len(told["groups"]) == 2
    done = witnessmark(
        "--lang", "uk", "decide", first[:8], "depends-on", second[:8], "--reason", "one bulletin", cwd=case.path
    )
    assert done.code == 0 and "рахуються як одне джерело" in done.output
    assert len(witnessmark("incidents", "--json", cwd=case.path).data[0]["groups"]) == 1
    assert "a person decided" in witnessmark("incidents", told["id"], cwd=case.path).output
    assert witnessmark("decide", second[:8], "as-found", first[:8], cwd=case.path).code == 0
    assert len(witnessmark("incidents", "--json", cwd=case.path).data[0]["groups"]) == 2
    assert witnessmark("decide", first[:8], "independent-of", first[:8], cwd=case.path).code == 2
    assert witnessmark("decide", first[:8], "independent-of", cwd=case.path).code == 2


def test_of_two_sources_it_holds_for_all_their_claims_and_is_taken_back(case: Case) -> None:
    client = TestClient(workbench(case, "key", frozenset({HOST})), base_url=f"http://{HOST}")
    client.get("/?key=key")
    incident = re.findall(r"/incidents/(i-[0-9a-f]+)", client.get("/incidents").text)[0]
    page = client.get(f"/incidents/{incident}").text
    first, second = list(dict.fromkeys(re.findall(r'<option value="(s-[0-9a-f]+)"', page)))
    pair = {"first": second, "second": first}
    form = pair | {"said": "depends-on", "reason": "the paper wrote it from the report"}
    page = client.post(f"/independence/{incident}", data=form, headers=HERE).text
    assert groups(page) == 1 and "S2 second.txt – S1 first.txt" in page and "the paper wrote it" in page
    page = client.post(f"/independence/{incident}", data=pair | {"said": "as-found"}, headers=HERE).text
    assert groups(page) == 2 and "undone" in page
    claim = re.findall(r'<option value="([0-9a-f]{32})"', page)[0]
    mixed = {"first": claim, "second": first, "said": "depends-on"}
    assert client.post(f"/independence/{incident}", data=mixed, headers=HERE).status_code == 404
    assert len(case.state().independence) == 2


def test_the_command_says_it_of_two_sources(case: Case) -> None:
    told = witnessmark("incidents", "--json", cwd=case.path).data[0]
    done = witnessmark("decide", "S2", "depends-on", "S1", "--reason", "from the report", cwd=case.path)
    assert done.code == 0 and "S2 and S1 are not independent" in done.output
    assert len(witnessmark("incidents", "--json", cwd=case.path).data[0]["groups"]) == 1
    assert witnessmark("decide", "S1", "as-found", "S2", cwd=case.path).code == 0
    assert len(witnessmark("incidents", "--json", cwd=case.path).data[0]["groups"]) == 2
    assert witnessmark("decide", "S1", "independent-of", told["claims"][0], cwd=case.path).code == 2
    assert witnessmark("decide", "S1", "independent-of", "first.txt", cwd=case.path).code == 2


@pytest.mark.parametrize("of_sources", [True, False])
def test_the_reason_is_erased_with_either_source(case: Case, of_sources: bool) -> None:
    claims = witnessmark("incidents", "--json", cwd=case.path).data[0]["claims"]
    said = ("S1", "S2") if of_sources else claims[:2]
    assert witnessmark("decide", said[0], "depends-on", said[1], "--reason", "a secret", cwd=case.path).code == 0
    reason = case.state().independence[0].reason
    assert reason is not None and reason in case.objects
    assert witnessmark("expunge", "S2", "--yes", cwd=case.path).code == 0
    assert reason not in case.objects


def test_that_two_claims_are_about_one_thing_or_not_is_taken_back_and_its_reason_erased(case: Case) -> None:
    def incidents() -> int:
        return len(witnessmark("incidents", "--json", cwd=case.path).data)

    first, second = witnessmark("incidents", "--json", cwd=case.path).data[0]["claims"][:2]
    assert incidents() == 1
    said = ("decide", first[:8], "not-same-as", second[:8])
    assert witnessmark(*said, "--reason", "two bakeries", cwd=case.path).code == 0
    assert incidents() == 2
    done = witnessmark("decide", second[:8], "as-found", first[:8], cwd=case.path)
    assert done.code == 0 and "about one thing" in done.output and incidents() == 1
    assert witnessmark("decide", first[:8], "same-as", first[:8], cwd=case.path).code == 2
    kept = set(case.objects)
    assert witnessmark("expunge", "S2", "--yes", cwd=case.path).code == 0
    assert len(kept - set(case.objects)) == 4, "record, content, document and the reason of the word"
