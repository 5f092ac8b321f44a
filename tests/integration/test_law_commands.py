"""`matrix` and `law` as a lawyer types them: a provision of one's own, a declared conflict, questions, the case."""

import json
from pathlib import Path

import pytest

from tests.integration.running import witnessmark
from witnessmark.cli.opening import open_case
from witnessmark.cli.releasing import preview
from witnessmark.evidence.kinds_of_law import LawAdded
from witnessmark.evidence.payloads import LawRecord
from witnessmark.model.consent import Audience

NOTE = """Interview with Olha Petrenko, 3 October 2022.

Olha Petrenko said: "In June 2022 soldiers took my washing machine out of the house in Savyntsi.
On 14 April 2022 soldiers shelled the market square in Savyntsi and three people were killed.
In July 2022 soldiers requisitioned the bus of the school in Savyntsi."
"""
MINE = """version: 2026-11-mine
provisions:
- id: ua-cc-185
  instrument: ua-criminal-code
  cite: Criminal Code of Ukraine art. 185
  title: {en: Theft, uk: Крадіжка}
  nature: crime
  regime: [domestic]
  elements: [property-appropriated]
  indicated_by: {looting: primary}
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("law")
    (home / "note.txt").write_text(NOTE, encoding="utf-8")
    (home / "mine.yaml").write_text(MINE, encoding="utf-8")
    (home / "wrong.yaml").write_text(MINE.replace("ua-criminal-code", "ua-code"), encoding="utf-8")
    witnessmark("init", "case", "--title", "Law", "--device", "Mission", cwd=home)
    folder = home / "case"
    assert witnessmark("add", "../note.txt", "--consent", "accountability-named", cwd=folder).code == 0
    return folder


def provisions(case: Path, *arguments: str) -> set[str]:
    run = witnessmark("matrix", "--json", *arguments, cwd=case)
    assert run.code == 0, run.errors
    return {finding["provision"] for matrix in run.data for finding in matrix["findings"]}


def test_a_law_file_is_tried_once_and_kept_on_demand(case: Path) -> None:
    assert "ua-cc-185" not in provisions(case)
    assert "ua-cc-185" in provisions(case, "--law", "../mine.yaml")
    assert "ua-cc-185" not in provisions(case)
    assert "It fits." in witnessmark("law", "--check", "../mine.yaml", cwd=case).output
    assert witnessmark("law", "--use", "../mine.yaml", cwd=case).code == 0
    assert "ua-cc-185" in provisions(case)
    known = json.loads(witnessmark("law", "--json", cwd=case).output)
    assert [own["version"] for own in known["own"]] == ["2026-11-mine"]
    method = preview(open_case(case), Audience.INTERNAL).draft.release.method
    assert method.data["law-of-the-case-1.yaml"] == known["own"][0]["sha256"]
    assert witnessmark("law", "--remove", "mine.yaml", cwd=case).code == 0
    assert "ua-cc-185" not in provisions(case)
    assert witnessmark("verify", cwd=case).code == 0


def test_what_is_wrong_with_a_law_file_is_said_in_one_line(case: Path) -> None:
    for arguments in (("law", "--check"), ("law", "--use"), ("matrix", "--law")):
        run = witnessmark(*arguments, "../wrong.yaml", cwd=case)
        assert run.code == 2
        assert "wrong.yaml, line 3: ua-cc-185: there is no instrument 'ua-code'" in run.errors
        assert "Traceback" not in run.errors


def test_a_declared_conflict_outranks_and_needs_a_reason(case: Path) -> None:
    assert "rs-8-2-b-xvi" in provisions(case)
    assert witnessmark("law", "--conflict", "niac", cwd=case).code == 2
    assert witnessmark("law", "--conflict", "niac", "--reason", "a trial of this test", cwd=case).code == 0
    assert "rs-8-2-e-v" in provisions(case)
    assert "rs-8-2-b-xvi" not in provisions(case)
    assert witnessmark("law", "--conflict", "none", "--reason", "taken back", cwd=case).code == 0
    assert "rs-8-2-b-xvi" in provisions(case)


def test_every_cell_says_which_rule_made_it(case: Path) -> None:
    explained = witnessmark("matrix", "--explain", cwd=case).output
    assert "← law/property-appropriated" in explained
    assert "words:school" in explained
    for matrix in witnessmark("matrix", "--json", cwd=case).data:
        for finding in matrix["findings"]:
            for element in finding["elements"]:
                assert element["rule"].startswith("law/")
                told = {each["claim"] for each in element["because"]}
                assert told == {*element["supporting"], *element["contradicting"], *element["hearsay"]}


def test_questions_are_listed_by_witness_in_the_language_of_the_user(case: Path) -> None:
    asked = witnessmark("matrix", "--questions", "Olha Petrenko", "--json", cwd=case).data
    assert {each["witness"] for each in asked} == {"Olha Petrenko"}
    assert "property-described" not in {each["fact"] for each in asked}, "she told what was taken"
    assert "owner-consent" in {each["fact"] for each in asked}
    ukrainian = witnessmark("--lang", "uk", "matrix", "--questions", cwd=case).output
    assert "Де був власник" in ukrainian


def test_the_whole_case_in_one_matrix(case: Path) -> None:
    rows = {row["provision"]: row for row in witnessmark("matrix", "--whole", "--json", cwd=case).data}
    pillage = rows["rs-8-2-b-xvi"]
    assert pillage["primary"] == 1
    assert [cell["covered"] for cell in pillage["elements"][:3]] == [2, 0, 0]
    assert "Rome Statute art. 8(2)(b)(xvi)" in witnessmark("matrix", "--whole", cwd=case).output
    assert "Римський статут, ст. 8(2)(b)(xvi)" in witnessmark("--lang", "uk", "matrix", "--whole", cwd=case).output
    situations = witnessmark("matrix", "--situations", "--json", cwd=case).data
    assert {regime["regime"] for each in situations for regime in each["regimes"]} == {
        "iac",
        "occupation",
        "niac",
        "peace",
    }


def test_a_law_file_that_another_version_took_up_stops_nothing(case: Path) -> None:
    """As it may come by sync: a file that this version cannot use is told and left out."""
    opened = open_case(case)
    with opened.recording():
        content = opened.objects.add_bytes((case.parent / "wrong.yaml").read_bytes()).address
        record = LawRecord(file_name="wrong.yaml", size=1, sha256="0" * 64, version="9")
        kept = opened.objects.add_value(record).address
        opened.record(LawAdded(law="l-0123456789abcdef", record=kept, content=content))
    assert "rs-8-2-b-xvi" in provisions(case)
    told = witnessmark("law", cwd=case)
    assert told.code == 0
    assert "Not used: wrong.yaml, line 3: ua-cc-185" in told.errors
