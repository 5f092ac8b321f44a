"""What a model suggested on the documents of a case: kept, marked in every view, and taken back when asked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.integration.running import joined, witnessmark
from tests.unit.suggesting.model_server import Server, serving
from witnessmark.cli.opening import open_case, open_file

TEXT = (
    "On 4 May 2022 soldiers looted the pharmacy in Izium.\n\n"
    "The baker's cart never came back to Borova after Stepan Horbal waved it through on 6 May 2022.\n"
)
CART = "The baker's cart never came back to Borova"
MARK = "found by a model"


@pytest.fixture
def model() -> Iterator[Server]:
    claim = {"quote": CART, "act": "property-seizure", "roles": {"object": "The baker's cart"}, "place": "Borova"}
    with serving(
        lambda _: {"claims": [claim, claim | {"quote": "Borova burned", "act": "property-destruction"}]}
    ) as one:
        yield one


@pytest.fixture
def case(tmp_path: Path, model: Server) -> Path:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    witnessmark("init", "case", cwd=tmp_path)
    folder = tmp_path / "case"
    assert witnessmark("add", "../report.txt", "--consent", "public-named", cwd=folder).code == 0
    asked = witnessmark("suggest", f"llm:{model.address}", cwd=folder)
    assert asked.code == 0 and "1 suggestions kept" in asked.errors and "1 dropped" in asked.errors
    return folder


def claims(case: Path) -> dict[str, dict[str, Any]]:
    return {claim["act"]: claim for claim in witnessmark("claims", "--json", cwd=case).data}


def test_a_claim_of_a_model_stands_beside_those_of_the_rules(case: Path) -> None:
    found = claims(case)
    assert found["property-seizure"]["models"] == ["llm:tiny"]
    assert found["property-seizure"]["made_by"] == "llm:tiny"
    assert found["looting"]["models"] == [] and found["looting"]["made_by"] == "reader"


def test_the_model_is_asked_once(case: Path, model: Server) -> None:
    for cache in (case / "derived").glob("readings*"):
        cache.unlink()
    assert "property-seizure" in claims(case) and len(model.asked) == 1
    assert witnessmark("verify", cwd=case).code == 0


def test_another_copy_of_the_case_has_the_same_claims(case: Path) -> None:
    there = joined(case)
    assert claims(there).keys() == claims(case).keys()


def test_it_is_taken_back_and_asked_anew(case: Path, model: Server) -> None:
    assert witnessmark("suggest", "--none", cwd=case).code == 0
    assert "property-seizure" not in claims(case)
    assert witnessmark("suggest", f"llm:{model.address}", "--source", "S1", cwd=case).code == 0
    assert "property-seizure" in claims(case)


def test_the_command_marks_it(case: Path) -> None:
    lines = witnessmark("claims", cwd=case).output.splitlines()
    (marked,) = [line for line in lines if "llm:tiny" in line and MARK in line]
    assert CART in marked


def test_the_command_leads_to_the_line_of_a_rule(case: Path) -> None:
    told = witnessmark("claims", "--explain", "--act", "looting", cwd=case).output
    assert "lexicon/en looting strong: looted [data/lexicon/en.yaml:" in told


def test_the_workbench_marks_it(case: Path) -> None:
    from witnessmark.web.app import workbench

    opened = open_case(case)
    host, key = "127.0.0.1:8000", "k" * 32
    client = TestClient(workbench(opened, key, frozenset({host})), base_url=f"http://{host}")
    client.get(f"/?key={key}")
    document = next(iter(open_file(opened).documents))
    for page in ("/claims", f"/documents/{document}"):
        assert client.get(page).text.count(MARK) == 1, page


def test_the_site_and_the_data_mark_it(case: Path) -> None:
    options = ("--audience", "internal", "--no-dossier")
    made = witnessmark("publish", "site", *options, cwd=case)
    assert made.code == 0, made.errors
    pages = [path.read_text(encoding="utf-8") for path in (case / "site").rglob("*.html")]
    assert sum(MARK in page and "never came back to Borova" in page for page in pages) >= 2
    (table,) = (case / "site").rglob("claims.csv")
    assert [line for line in table.read_text(encoding="utf-8-sig").splitlines() if line.strip().endswith("llm:tiny")]


def test_a_model_elsewhere_is_never_asked_about_a_case(case: Path) -> None:
    refused = witnessmark("suggest", "llm:http://models.example.org/v1#x", cwd=case)
    assert refused.code == 2 and "would leave it" in refused.errors


@pytest.mark.parametrize("words", [(), ("natasha", "--none"), ("natasha", "--source", "S9")])
def test_what_is_to_be_done_must_be_said(case: Path, words: tuple[str, ...]) -> None:
    assert witnessmark("suggest", *words, cwd=case).code == 2
