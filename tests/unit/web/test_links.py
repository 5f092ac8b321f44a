"""Every link of every page of the workbench leads to a page, and every form posts to an address that there is."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from witnessmark.derive.adding import Terms, add_files
from witnessmark.evidence.case import Case
from witnessmark.web.app import workbench

HOST, KEY = "127.0.0.1:8722", "the-key-of-this-test"
NOTES = {
    "first.txt": "On 3 May 2022 two men were killed in Savyntsi. Soldiers looted shops there. Olena Kovtun, a teacher, "
    "said three people were wounded. Mines were laid at the school. Savyntsi was under occupation until 8 September.",
    "second.txt": "On 3 May 2022 soldiers looted shops in Savyntsi. Olena Kovtun said that two men were killed.",
    "sealed.txt": "In June 2022 a guard raped a prisoner in the basement.",
}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    home: Path = tmp_path_factory.mktemp("links")
    case = Case.create(home / "case", "Example", "Iryna Demchuk")
    for name, text in NOTES.items():
        (home / name).write_text(text, encoding="utf-8")
    list(add_files(case, [(home / name, name) for name in NOTES], Terms()))
    client = TestClient(workbench(case, KEY, frozenset({HOST})), base_url=f"http://{HOST}")
    client.get(f"/?key={KEY}")
    return client


@pytest.mark.parametrize("language", ["en", "uk"])
def test_every_link_leads_to_a_page_and_to_a_place_on_it(browser: TestClient, language: str) -> None:
    pages: dict[str, str] = {}
    links: list[tuple[str, str, str]] = []
    todo = ["/", "/registers/casualties"]
    while todo:
        address = todo.pop()
        if address in pages:
            continue
        answer = browser.get(address, headers={"accept-language": language})
        assert answer.status_code == 200, address
        pages[address] = answer.text
        for link in re.findall(r'(?:href|src|<form action)="([^"]+)"', answer.text):
            assert link.startswith(("/", "#")), f"{address} leads outside: {link}"
            target, _, anchor = link.partition("#")
            links.append((address, target or address, anchor))
            todo.append(target or address)
    assert {"/law", "/people", "/registers/control", "/claims", "/search"} <= pages.keys()
    assert sum(page.startswith("/incidents/") for page in pages) > 1
    for source, target, anchor in links:
        sealed = target.startswith("/documents/") and "<article" not in pages[target]
        assert not anchor or sealed or f'id="{anchor}"' in pages[target], f"{source}: {target}#{anchor}"


def test_every_form_posts_to_an_address_that_takes_it(browser: TestClient) -> None:
    """Without an origin each is refused by the guard, from here an empty form is not understood."""
    incident = re.findall(r"/incidents/i-[0-9a-f]+", browser.get("/incidents").text)[0]
    document = re.findall(r"/documents/[0-9a-f]+", browser.get("/claims").text)[0]
    posted = {
        action
        for page in (incident, document, "/people")
        for action in re.findall(r'<form method="post" action="([^"]+)"', browser.get(page).text)
    }
    assert len(posted) > 4
    for action in posted:
        assert browser.post(action).status_code == 403
        assert browser.post(action, headers={"origin": f"http://{HOST}"}).status_code in (400, 404), action
        assert browser.get(action).status_code == 405, action


def test_the_registers_of_casualties_stand_on_one_page_as_on_the_site(browser: TestClient) -> None:
    page = browser.get("/registers/casualties", headers={"accept-language": "uk"})
    assert page.status_code == 200
    assert "Загиблі, поранені, зниклі й затримані" in page.text
    assert [f'href="/registers/{name}"' in page.text for name in ("killed", "injured", "missing", "detained")] == [
        1
    ] * 4


def test_a_page_that_is_missing_says_so_in_the_language_of_the_browser(browser: TestClient) -> None:
    for address in ("/registers/suspects", "/nothing", "/documents/none", "/incidents/i-0"):
        answer = browser.get(address, headers={"accept-language": "uk"})
        assert answer.status_code == 404 and "Такої сторінки немає" in answer.text and 'href="/claims"' in answer.text
