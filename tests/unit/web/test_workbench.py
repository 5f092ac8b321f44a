"""The workbench lets in only who was given the key, shows the words, and never what is sealed."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.unit.claim_making import make_claim
from witnessmark.derive.adding import Terms, add_files
from witnessmark.evidence.case import Case
from witnessmark.model.register import REGISTERS
from witnessmark.web.app import workbench
from witnessmark.web.marking import stretches

HOST = "127.0.0.1:8722"
KEY = "the-key-of-this-test"
NOTE = "On 3 May 2022 soldiers looted shops in Savyntsi. <b>Not bold.</b>"
SEALED = "In June 2022 a guard raped a prisoner in the basement."


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    home = tmp_path_factory.mktemp("workbench")
    made = Case.create(home / "case", "Example", "Iryna Demchuk")
    for name, text in (("note.txt", NOTE), ("sealed.txt", SEALED)):
        (home / name).write_text(text, encoding="utf-8")
        list(add_files(made, [(home / name, name)], Terms()))
    return made


@pytest.fixture
def browser(case: Case) -> TestClient:
    client = TestClient(workbench(case, KEY, frozenset({HOST})), base_url=f"http://{HOST}")
    assert client.get(f"/?key={KEY}").status_code == 200
    return client


def test_the_key_leaves_the_address(case: Case) -> None:
    client = TestClient(workbench(case, KEY, frozenset({HOST})), base_url=f"http://{HOST}", follow_redirects=False)
    answer = client.get(f"/claims?key={KEY}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/claims")
    assert "httponly" in answer.headers["set-cookie"].lower()


def test_without_the_key_nothing_is_shown(case: Case) -> None:
    client = TestClient(workbench(case, KEY, frozenset({HOST})), base_url=f"http://{HOST}")
    for path in ("/", "/claims", "/incidents", "/search?words=soldiers", "/workbench.css"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "soldiers" not in answer.text


def test_another_host_name_is_refused(case: Case) -> None:
    client = TestClient(workbench(case, KEY, frozenset({HOST})), base_url="http://evil.example")
    assert client.get(f"/?key={KEY}").status_code == 421


def test_a_form_of_another_site_is_refused(browser: TestClient, case: Case) -> None:
    before = case.state().entries
    for origin in ({}, {"origin": "http://evil.example"}):
        assert browser.post("/claims/x/decide", content="verdict=rejected", headers=origin).status_code == 403
    assert case.state().entries == before


def test_text_is_escaped_and_marked(browser: TestClient) -> None:
    page = browser.get("/claims").text
    link = page.split('href="/documents/')[1].split("#")[0]
    document = browser.get(f"/documents/{link}").text
    assert "&lt;b&gt;Not bold.&lt;/b&gt;" in document
    assert "<mark>" in document
    assert "default-src 'none'" in browser.get("/").headers["content-security-policy"]


def test_what_is_sealed_is_on_no_page(browser: TestClient, case: Case) -> None:
    pages = ["/", "/claims", "/incidents", "/search?words=raped", "/search?words=guard"]
    pages += [f"/documents/{name}" for name in case.state().documents]
    assert all("prisoner" not in browser.get(page).text for page in pages)


def test_a_decision_is_written(browser: TestClient, case: Case) -> None:
    claim = browser.get("/claims").text.split("#claim-")[1].split('"')[0]
    answer = browser.post(
        f"/claims/{claim}/decide", content="verdict=confirmed&reason=seen", headers={"origin": f"http://{HOST}"}
    )
    assert answer.status_code == 200
    assert "confirmed by Iryna Demchuk: seen" in answer.text
    assert claim in case.state().decisions


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=8))
def test_stretches_joined_are_the_text(spans: list[tuple[int, int]]) -> None:
    text = "Ґанок, 🏠 і «дім»: soldiers took a washing machine out of it. " * 2
    claims = [make_claim("looting", text[start : start + length], start=start) for start, length in spans]
    cut = stretches(text, claims)
    assert "".join(piece.text for piece in cut) == text
    for claim in claims:
        assert "".join(piece.text for piece in cut if claim.id in piece.claims) == claim.span.quote


def test_registers_name_their_claims_and_hold_nothing_sealed(browser: TestClient, case: Case) -> None:
    listed = browser.get("/registers")
    assert listed.status_code == 200 and "Explosive hazards" in listed.text
    for name in REGISTERS:
        page = browser.get(f"/registers/{name}")
        assert page.status_code == 200 and "prisoner" not in page.text
    assert browser.get("/registers/suspects").status_code == 404


def test_a_row_of_a_register_leads_to_the_words(tmp_path: Path) -> None:
    made = Case.create(tmp_path / "case", "Example", "Iryna Demchuk")
    (tmp_path / "note.txt").write_text("On 3 May 2022 two men were killed in Savyntsi.", encoding="utf-8")
    list(add_files(made, [(tmp_path / "note.txt", "note.txt")], Terms()))
    client = TestClient(workbench(made, KEY, frozenset({HOST})), base_url=f"http://{HOST}")
    client.get(f"/?key={KEY}")
    page = client.get("/registers/killed").text
    assert "two men" in page and re.search(r'href="/documents/\w+#claim-\w+" title="two men were killed', page)


def test_the_page_of_law_speaks_the_language_of_the_browser_and_hides_what_is_sealed(browser: TestClient) -> None:
    english = browser.get("/law").text
    assert "War crime: pillaging" in english
    assert "rape" not in english.casefold()
    ukrainian = browser.get("/law", headers={"accept-language": "uk,en;q=0.5"}).text
    assert "Воєнний злочин: розграбування" in ukrainian
    incident = re.findall(r"/incidents/(i-[0-9a-f]+)", browser.get("/incidents").text)[0]
    page = browser.get(f"/incidents/{incident}", headers={"accept-language": "uk"}).text
    assert "Певне майно було привласнено." in page


def test_every_page_speaks_the_language_of_the_browser(browser: TestClient) -> None:
    """No English word of the workbench's own stays on a Ukrainian page; what was said stays as it was said."""
    english = ("Claims", "Incidents", "Waiting for", "Sources", "Reason", "Confirm", "Said by", "Search", "Registers")
    document = browser.get("/claims").text.partition('href="/documents/')[2].partition("#")[0]
    for path in ("/", "/claims", "/incidents", "/registers", f"/documents/{document}", "/search?words=nobody"):
        page = browser.get(path, headers={"accept-language": "uk-UA,uk;q=0.9,en;q=0.5"}).text
        assert '<html lang="uk">' in page
        shown = re.sub(r"<[^>]*>", " ", page)
        assert not [word for word in english if re.search(rf"\b{word}\b", shown)], path
    assert "Твердження" in browser.get("/claims", headers={"accept-language": "uk"}).text
